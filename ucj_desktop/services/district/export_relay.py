"""The sheet for BPJS: written, kept as a batch so that nobody is sent twice, and taken back when it never left."""

import contextlib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ucj_desktop.crypto.files import replace_patiently
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.relay import RelayResult
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.services.district.plan_relay import RelayAsked, RelayPlan, planned, require_profile
from ucj_desktop.services.district.relay_sheet import row_of, table_columns
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.cells import FolderNotWritable
from ucj_desktop.spreadsheets.saving import not_written
from ucj_desktop.spreadsheets.writer import write_table
from ucj_desktop.storage import accounts, relay, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.relay import RelayBatch


class NobodyToRelay(ClerkError):
    """Everybody is left out."""

    code = "BPJS-05"

    def __init__(self, plan: RelayPlan) -> None:
        seen = len(plan.left_out)
        told = f" {thousands(seen)} pekerja tidak ikut; sebabnya tampil satu per satu." if seen else ""
        super().__init__(
            what=f"Tidak ada pekerja yang bisa dikirim ke BPJS sekarang.{told}",
            fix="Balas dulu paket kecamatan yang menunggu, atau selesaikan sebab yang disebut.",
        )


class RelayFileThere(ClerkError):
    """A file of that name is there: it may be a sheet that BPJS has yet to get."""

    code = "BPJS-06"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Berkas {name} sudah ada.", fix="Pilih nama lain; berkas kiriman BPJS tidak pernah ditimpa."
        )


class NoSuchRelayBatch(ClerkError):
    """No batch has this number, or it was taken back already."""

    code = "BPJS-07"

    def __init__(self, number: int) -> None:
        super().__init__(
            what=f"Kiriman BPJS nomor {number} tidak ada atau sudah ditarik kembali.",
            fix="Lihat daftarnya di halaman BPJS, bagian Kiriman.",
        )


class RelayWasAnswered(ClerkError):
    """BPJS has answered on somebody of the batch, so it was handed over."""

    code = "BPJS-08"

    def __init__(self, number: int) -> None:
        super().__init__(
            what=f"Kiriman nomor {number} sudah dijawab BPJS, jadi tidak bisa ditarik kembali.",
            fix="Yang salah diperbaiki kecamatan lewat balasan, lalu dikirim lagi.",
        )


class TakingBackNeedsReason(ClerkError):
    """Taking back is accounted for with a reason."""

    code = "BPJS-09"

    def __init__(self) -> None:
        super().__init__(
            what="Alasan menarik kembali kiriman belum ditulis.",
            fix="Tulis mengapa berkasnya tidak jadi diserahkan ke BPJS.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Relayed:
    """A sheet that was written."""

    file: Path
    batch: RelayBatch
    plan: RelayPlan
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBatch:
    """A batch with what BPJS has answered so far; ``by`` and ``taken_back_by`` are names of accounts."""

    batch: RelayBatch
    by: str
    registered: int
    refused: int
    waiting: int
    taken_back_by: str = ""

    @property
    def is_taken_back(self) -> bool:
        return bool(self.batch.taken_back_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayCounts:
    """Workers: accepted and not sent, with BPJS, registered, refused by BPJS and not brought anew."""

    to_send: int
    waiting: int
    registered: int
    refused: int


def export_relay(office: Office, out: Path, asked: RelayAsked, progress: Progress = SILENT) -> Relayed:
    """Write the sheet and keep it as a batch: all of it or nothing; whoever stands in it is not sent again.

    The sheet gets its name only when the batch is kept: none can be handed over that names people to be sent again.
    Raises RelayIsDistrict, NoSuchRelayProfile, NobodyToRelay, RelayFileThere, FileNotWritable.
    """
    office.require(Action.RELAY)
    profile = require_profile(office, asked)
    if out.exists():
        raise RelayFileThere(out.name)
    if not out.parent.is_dir():
        raise FolderNotWritable(out.name, out.parent.name, is_there=False)
    part = out.with_name(f"{out.name}.calon")
    try:
        with office.database.writing() as connection:
            plan = planned(office, connection, asked, profile, progress)
            if not plan.records:
                raise NobodyToRelay(plan)
            _write(office, part, plan, progress)
            batch = _kept(office, connection, out.name, part, asked, plan)
        _name(office, part, out, batch)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    left = f"; {thousands(len(plan.left_out))} tidak ikut" if plan.left_out else ""
    sentence = f"Kiriman BPJS nomor {batch.number}: {thousands(batch.worker_count)} pekerja di {out.name}{left}."
    return Relayed(file=out, batch=batch, plan=plan, change=Change(Touched.RELAY, sentence))


def _name(office: Office, part: Path, out: Path, batch: RelayBatch) -> None:
    try:
        replace_patiently(part, out)
    except OSError as fault:
        take_back_relay(office, batch.number, "Berkasnya tidak bisa ditulis")
        raise not_written(out, fault) from None


def _write(office: Office, part: Path, plan: RelayPlan, progress: Progress) -> None:
    rows = (row_of(office, plan.profile, one.worker, at) for at, one in enumerate(plan.records, start=1))
    name = f"LATIHAN {plan.profile.sheet}" if office.training else plan.profile.sheet
    write_table(part, columns=table_columns(plan.profile), rows=rows, sheet_name=name, progress=progress)


def _kept(
    office: Office, connection: Connection, name: str, part: Path, asked: RelayAsked, plan: RelayPlan
) -> RelayBatch:
    batch = RelayBatch(
        batch_id=new_id(),
        number=relay.last_number(connection) + 1,
        profile=plan.profile.name,
        dated=plan.profile.dated.isoformat(),
        planned_on=plan.planned_on.isoformat(),
        office_code=asked.office_code,
        file_name=name,
        sha256=hashlib.sha256(part.read_bytes()).hexdigest(),
        worker_count=len(plan.records),
        account_id=office.clerk.account_id,
        at=office.timestamp(),
    )
    people = [(one.worker.worker_id, one.worker.nik) for one in plan.records]
    relay.add_batch(connection, batch, people)
    facts = {"relay": batch.number, "workers": batch.worker_count, "profile": batch.profile, "sha256": batch.sha256}
    entries = [Entry(action="relay.exported", subject=batch.batch_id, facts=facts)]
    entries += [Entry(action="worker.relayed", subject=one, facts={"relay": batch.number}) for one, _ in people]
    office.log_many(connection, entries, batch=batch.batch_id)
    return batch


def take_back_relay(office: Office, number: int, reason: str) -> Change:
    """Say that a sheet was never handed over; its workers may be sent again.

    Raises TakingBackNeedsReason, NoSuchRelayBatch, RelayWasAnswered.
    """
    office.require(Action.RELAY)
    if not reason.strip():
        raise TakingBackNeedsReason
    with office.database.writing() as connection:
        known = {one.number: one for one in relay.batches(connection) if not one.taken_back_at}
        batch = known.get(number)
        if batch is None:
            raise NoSuchRelayBatch(number)
        rows = relay.rows_of(connection, batch.batch_id)
        if any(one.result is not None for one in rows):
            raise RelayWasAnswered(number)
        at = office.timestamp()
        relay.take_back(connection, batch.batch_id, reason=reason.strip(), account_id=office.clerk.account_id, at=at)
        facts = {"relay": number, "workers": len(rows)}
        why = {"why": (None, reason.strip())}
        entries = [Entry(action="relay.taken_back", subject=batch.batch_id, facts=facts, changes=why)]
        entries += [
            Entry(action="worker.relay_taken_back", subject=one.worker_id, facts={"relay": number}) for one in rows
        ]
        office.log_many(connection, entries)
    sentence = f"Kiriman BPJS nomor {number} ditarik kembali; {thousands(len(rows))} pekerja bisa dikirim lagi."
    return Change(Touched.RELAY, sentence)


def relay_batches(office: Office) -> list[KnownBatch]:
    """Every batch, the newest first, also those taken back."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        names = accounts.names(connection)
        counts = relay.counts_by_batch(connection)
        found = relay.batches(connection)
    return [_known(one, names, counts.get(one.batch_id, {})) for one in found]


def _known(one: RelayBatch, names: Mapping[str, str], counts: Mapping[str, int]) -> KnownBatch:
    return KnownBatch(
        batch=one,
        by=names.get(one.account_id, "?"),
        registered=counts.get(RelayResult.REGISTERED, 0),
        refused=counts.get(RelayResult.REFUSED, 0),
        waiting=0 if one.taken_back_at else counts.get("", 0),
        taken_back_by=names.get(one.taken_back_by, "") if one.taken_back_at else "",
    )


def relay_counts(office: Office) -> RelayCounts:
    """How far everybody has come."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        registered = workers.count(connection, WorkerFilter(stages=(Stage.REGISTERED,)))
        return RelayCounts(registered=registered, **relay.counts(connection))
