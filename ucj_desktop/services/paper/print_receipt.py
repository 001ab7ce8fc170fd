"""The receipt of a package on paper, as often as it is asked for."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from ucj_desktop.crypto.receipt_code import shown_receipt_code
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.place import dotted_code
from ucj_desktop.domain.row_code import row_code
from ucj_desktop.reports import find_report
from ucj_desktop.reports.facts import Facts, PaperSize
from ucj_desktop.reports.receipt_facts import ListedRow, ReceiptFacts
from ucj_desktop.reports.writer import print_report
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.archive import write_pdf
from ucj_desktop.services.paper.gather_facts import office_facts
from ucj_desktop.storage import accounts, packages, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.packages import ReceivedPackage

_COUNTED = (
    ("new", "Baru"),
    ("changed", "Berubah"),
    ("same", "Sama dengan yang sudah ada"),
    ("withdrawn", "Ditarik kecamatan"),
    ("held", "Penarikan yang ditahan"),
    ("refused", "Ditolak"),
)
_KINDS = {"full": "lengkap", "delta": "perubahan", "nihil": "nihil"}


class NoSuchPackageReceived(ClerkError):
    """No package of that office and number was taken in."""

    code = "TERIMA-03"

    def __init__(self, office_code: str, sequence: int) -> None:
        super().__init__(
            what=f"Paket {office_code} nomor {sequence:04} belum pernah diterima di sini.",
            fix="Lihat daftar Sudah diterima di Kotak masuk, atau terima paketnya dulu.",
        )


def print_receipt(office: Office, office_code: str, sequence: int, out: Path, *, paper: str = "") -> Change:
    """Write the receipt of one package; ``paper`` is f4 or a4, empty as the office prefers.

    ``office_code`` may have dots. Raises NoSuchPackageReceived, PaperNotWritten.
    """
    office.require(Action.RECEIVE_PACKAGE)
    code = office_code.replace(".", "").strip()
    with office.database.reading() as connection:
        found = next((one for one in packages.received(connection, code) if one.sequence == sequence), None)
        if found is None:
            raise NoSuchPackageReceived(office_code, sequence)
        told = _facts_of(office, connection, found)
    facts = Facts(
        office=office_facts(office),
        period=office.preferences.period,
        printed_on=office.today(),
        paper=PaperSize(paper or office.preferences.paper),
        receipt=told,
    )
    made = BytesIO()
    print_report(find_report("TANDA-TERIMA"), facts, made)
    write_pdf(out, made.getvalue())
    with office.database.writing() as connection:
        office.log(connection, Entry(action="receipt.printed", subject=code, facts={"sequence": sequence}))
    coded = f" Kodenya {told.code}." if told.code else " Paket ini tanpa kode."
    return Change(Touched.NOTHING, f"Tanda terima paket nomor {sequence:04} tersimpan: {out.name}.{coded}")


def _facts_of(office: Office, connection: Connection, one: ReceivedPackage) -> ReceiptFacts:
    stated = one.manifest
    kind = str(stated.get("kind", ""))
    return ReceiptFacts(
        office_code=dotted_code(one.office_code),
        office_name=f"Kecamatan {office.printed(one.office_code)}",
        file_name=f"UCJ-{one.office_code}-{one.sequence:04}.ucj",
        kind=_KINDS.get(kind, kind),
        sequence=one.sequence,
        period=str(stated.get("period", "")),
        revision=int(stated.get("revision", 0)),
        made_at=_local(str(stated.get("created", one.received_at))),
        sha256=one.sha256,
        counts=tuple((word, one.counts.get(name, 0)) for name, word in _COUNTED),
        refused=_rows(connection, one.office_code, stated.get("refused", ())),
        held=_rows(connection, one.office_code, stated.get("held", ())),
        received_by=accounts.names(connection).get(one.account_id, "?"),
        received_at=_local(one.received_at),
        code=shown_receipt_code(str(stated.get("code", ""))),
    )


def _rows(connection: Connection, sender: str, stated: Sequence[Any]) -> tuple[ListedRow, ...]:
    """Names of the sender's own workers only: an id that it made up must not tell who is another's."""
    ids = [str(row["worker_id"]) for row in stated]
    names = {
        one.worker.worker_id: one.worker.full_name
        for one in workers.by_ids(connection, ids)
        if one.standing.origin_office == sender
    }
    return tuple(
        ListedRow(
            code=row_code(worker_id) if worker_id else "-",
            full_name=names.get(worker_id, ""),
            reason=str(row["reason"]),
        )
        for worker_id, row in zip(ids, stated, strict=True)
    )


def _local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone()
