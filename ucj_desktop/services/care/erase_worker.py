"""Erasing one person after retention or on a justified request: counted first, certified, and never taken back."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.dates import long_date
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.subject_request import BASIS_LABELS, ErasureBasis
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.reports import find_report
from ucj_desktop.reports.subject_facts import ErasureFacts
from ucj_desktop.reports.writer import print_report
from ucj_desktop.services.care.subject_record import paper_facts, retention_end
from ucj_desktop.services.care.subject_requests import answer_of_erased
from ucj_desktop.services.collect.enter_worker import WorkerNotThere
from ucj_desktop.services.collect.keep_draft import draft_store
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.archive import write_pdf
from ucj_desktop.storage import backup, erasures, journal, journal_chain, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.erasures import Erasure
from ucj_desktop.storage.journal import Entry

_SALT = 16  # bytes
_BACKUP_AGE = timedelta(days=31 * (backup.KEEP_MONTHLY + 1))
_DONE_WITH = (Stage.ACCEPTED, Stage.RETURNED, Stage.REGISTERED)
TABLE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "workers": "Data orangnya, termasuk yang digabungkan",
        "attachments": "Foto dan pindaian",
        "candidates": "Tempat dalam daftar pengganti",
        "confirmations": "Peringatan yang dibenarkan",
        "findings": "Temuan pemeriksaan",
        "meeting_dissents": "Keberatan dalam rapat",
        "outside_matches": "Kecocokan dengan daftar luar",
        "received_workers": "Catatan penerimaan dari kecamatan",
        "relay_rows": "Catatan pengiriman ke BPJS",
        "rulings": "Hasil verifikasi dan validasi",
        "second_keyed_values": "Ketikan ulang untuk sampel",
        "sent_workers": "Catatan pengiriman",
        "tombstones": "Catatan penarikan",
        "pair_decisions": "Keputusan data kembar",
        "journal_text": "Teks dalam jurnal",
        "drafts": "Ketikan yang belum disimpan",
    }
)


class StillInUse(ClerkError):
    """The worker stands in minutes on which the district has not yet said anything."""

    code = "HAPUS-01"

    def __init__(self) -> None:
        super().__init__(
            "Orang ini ada dalam berita acara yang belum dijawab kabupaten, jadi datanya belum bisa dihapus.",
            "Tunggu balasan kabupaten, atau buka kembali berita acaranya lebih dulu.",
        )


class RetentionNotOver(ClerkError):
    """The data are still to be kept."""

    code = "HAPUS-02"

    def __init__(self, ends: date) -> None:
        super().__init__(
            f"Masa simpannya baru berakhir {long_date(ends)}.",
            "Tunggu sampai hari itu, atau hapus atas permintaan yang bersangkutan dengan alasannya.",
        )


class ErasureNotJustified(ClerkError):
    """Somebody is erased on request, and nobody says why."""

    code = "HAPUS-03"

    def __init__(self) -> None:
        super().__init__("Alasan penghapusan belum ditulis.", "Tulis alasan permintaan itu diterima kantor.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePlan:
    """What an erasure would do: how many rows of what go, and what stays."""

    full_name: str
    counts: Mapping[str, int]  # by table
    stays: tuple[str, ...]
    retention_ends: date
    refusal: ClerkError | None  # why it may not be done whatever the reason

    @property
    def lines(self) -> list[str]:
        """As the clerk reads it."""
        return [f"{TABLE_WORDS[table]}: {thousands(count)}" for table, count in self.counts.items()]


def plan_erasure(office: Office, worker_id: str) -> ErasurePlan:
    """Count what would be erased; nothing is changed. Raises WorkerNotThere."""
    office.require(Action.ERASE)
    with office.database.reading() as connection:
        return _plan(office, connection, worker_id)


def erase_worker(office: Office, worker_id: str, basis: ErasureBasis, out: Path, *, why: str = "") -> Change:
    """Erase a person for good and write the certificate to ``out``; ``why`` is asked for where it is on request.

    Raises WorkerNotThere, StillInUse, RetentionNotOver, ErasureNotJustified, PaperNotWritten.
    """
    office.require(Action.ERASE)
    if basis is ErasureBasis.REQUEST and not why.strip():
        raise ErasureNotJustified
    with office.database.writing() as connection:
        plan = _plan(office, connection, worker_id)
        if plan.refusal is not None:
            raise plan.refusal
        if basis is ErasureBasis.RETENTION and office.today() <= plan.retention_ends:
            raise RetentionNotOver(plan.retention_ends)
        ids = erasures.ids_of_person(connection, worker_id)
        numbers = erasures.numbers_of_person(connection, ids)
        people = [one.worker for one in workers.by_ids(connection, ids)]
        salt = os.urandom(_SALT)
        digest = sha256(salt + people[0].nik.encode()).hexdigest()
        made = Erasure(
            worker_id=worker_id,
            basis=basis.value,
            digest=digest,
            counts=plan.counts,
            account_id=office.clerk.account_id,
            at=office.timestamp(),
        )
        texts = erasures.texts_of_person(connection, ids, numbers)
        words = [*numbers, *(one.full_name for one in people if one.full_name)]
        erasures.erase(connection, made, ids, words, texts)
        facts = {
            "basis": basis.value,
            "counts": dict(plan.counts),
            "digest": digest,
            "texts": journal_chain.ranges(texts),
        }
        answer_of_erased(office, connection, ids)
        changes = {"why": (None, why.strip())} if why.strip() else {}
        office.log(connection, Entry(action=journal_chain.ERASED, subject=worker_id, facts=facts, changes=changes))
        n, head = journal.head(connection)
        certificate = _certificate(office, made, plan, salt, n, head)
        write_pdf(out, certificate)  # before the commit: nobody is erased without a certificate
    draft_store(office).drop_everywhere(ids, words)
    return Change(
        Touched.EVERYTHING, f"Data satu orang dihapus untuk selamanya; berita acaranya tersimpan di {out.name}."
    )


def _plan(office: Office, connection: Connection, worker_id: str) -> ErasurePlan:
    record = workers.get(connection, worker_id)
    if record is None or record.standing.merged_into:
        raise WorkerNotThere
    ids = erasures.ids_of_person(connection, worker_id)
    numbers = erasures.numbers_of_person(connection, ids)
    standing = record.standing
    in_use = standing.is_frozen and standing.stage not in _DONE_WITH
    drafts = draft_store(office).count_everywhere(ids, [*numbers, record.worker.full_name])
    return ErasurePlan(
        full_name=record.worker.full_name,
        counts={**erasures.counts(connection, ids, numbers), **({"drafts": drafts} if drafts else {})},
        stays=_stays(office, connection, ids),
        retention_ends=retention_end(office, connection, worker_id),
        refusal=StillInUse() if in_use else None,
    )


def _stays(office: Office, connection: Connection, ids: list[str]) -> tuple[str, ...]:
    told = [
        f"Baris orang ini dalam berita acara register {register}-{revision} yang sudah ditutup, sebagai arsip negara"
        " (UU 43/2009); tidak dikirim lagi dan tidak bisa diubah."
        for register, revision in erasures.frozen_in(connection, ids)
    ]
    told.append("Surat dan daftar yang sudah dicetak, beserta salinan tersegelnya dalam arsip, menurut jadwal arsip.")
    told.append("Nama orang ini dalam data orang lain, misalnya sebagai ahli waris, karena itu data milik orang lain.")
    told.append("Paket yang sudah dikirim ke kantor lain; kantor itu menghapus datanya sendiri.")
    last = long_date(office.today() + _BACKUP_AGE)
    told.append(
        f"Cadangan data kantor yang dibuat sebelum hari ini. Cadangan terhapus sendiri, paling lambat {last},"
        " kecuali yang dibuat dengan tangan dan yang disimpan di luar komputer ini."
    )
    return (*told, "Rantai jurnal: siapa melakukan apa dan kapan, tanpa data pribadinya.")


def _certificate(office: Office, made: Erasure, plan: ErasurePlan, salt: bytes, n: int, head: bytes) -> bytes:
    facts = ErasureFacts(
        reference=made.worker_id,
        basis=BASIS_LABELS[ErasureBasis(made.basis)],
        day=office.today(),
        erased_by=office.clerk.name,
        counts=[(TABLE_WORDS[table], thousands(count)) for table, count in made.counts.items()],
        stays=plan.stays,
        digest=made.digest,
        salt=salt.hex(),
        journal_row=n,
    )
    paper = BytesIO()
    print_report(find_report("BA-HAPUS"), paper_facts(office, erasure=facts, journal_code=head.hex()[:16]), paper)
    return paper.getvalue()
