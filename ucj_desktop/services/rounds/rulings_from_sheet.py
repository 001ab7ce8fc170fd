"""Verdicts of a verification or a meeting, read from a sheet and recorded."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.verdict import REASON_LABELS, VERDICT_LABELS, Reason, Step, Verdict
from ucj_desktop.services.collect.read_cells import DateReading, Reading, plain_text, read_nik
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rule_on_workers import ACTION_OF, WantedRuling, rule_on_workers
from ucj_desktop.spreadsheets.cells import Cell, Sheet, SheetRow
from ucj_desktop.spreadsheets.headings import heading_key
from ucj_desktop.spreadsheets.reader import read_workbook
from ucj_desktop.storage import workers
from ucj_desktop.storage.database import Connection

_HEADER_WITHIN = 40  # rows
_ROLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "nik": ("NIK", "NO NIK", "NOMOR NIK", "NIK KTP"),
        "worker_id": ("ID", "ID PEKERJA", "WORKER ID"),
        "verdict": ("HASIL", "HASIL VERIFIKASI", "HASIL VALIDASI", "HASIL VERVAL", "VERDICT"),
        "reason": ("ALASAN", "KODE ALASAN", "ALASAN TIDAK LAYAK", "REASON"),
        "note": ("CATATAN", "KETERANGAN", "URAIAN", "NOTE"),
        "found_by": ("DITEMUKAN OLEH", "PETUGAS", "NAMA PETUGAS", "FOUND BY"),
    }
)
_ROLE_OF = {heading_key(heading): role for role, headings in _ROLES.items() for heading in headings}
_VERDICT_OF: Mapping[str, Verdict] = MappingProxyType(
    {heading_key(label): verdict for verdict, label in VERDICT_LABELS.items()}
    | {heading_key(verdict.value): verdict for verdict in Verdict}
    | {"PERBAIKAN": Verdict.ELIGIBLE_CORRECTED, "TDKLAYAK": Verdict.NOT_ELIGIBLE}
)
_REASON_OF = {heading_key(label): reason for reason, label in REASON_LABELS.items()}
_REASON_CODE = re.compile(r"TL[\s.-]*([0-9]{1,2})(?![0-9])", re.IGNORECASE)


class VerdictColumnsNotFound(ClerkError):
    """No sheet of the file has a column HASIL beside NIK or ID."""

    code = "HASIL-01"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Di berkas {name} tidak ada lembar dengan judul kolom HASIL dan NIK (atau ID).",
            fix="Tulis judul kolom NIK, HASIL, ALASAN dan CATATAN dalam satu baris, lalu ulangi.",
        )


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row with a verdict that was not recorded; ``worker_id`` is empty where the row names nobody we know."""

    sheet: str
    row: int
    worker_id: str
    why: str


@dataclass(frozen=True, slots=True)
class SheetRuled:
    """What came of a sheet: rows with a HASIL = done + skipped."""

    done: int
    skipped: tuple[SkippedRow, ...]
    change: Change


@dataclass(frozen=True, slots=True)
class _VerdictRow:
    sheet: str
    row: SheetRow
    columns: Mapping[str, int]

    def cell(self, role: str) -> Cell:
        at = self.columns.get(role, len(self.row.cells))
        return self.row.cells[at] if at < len(self.row.cells) else ""

    def text(self, role: str) -> str:
        """What a clerk sees in the cell, without spaces around and without unseen signs; "-" is empty."""
        cell, reading = self.cell(role), Reading(self.row.number)
        if cell == "":
            return ""
        return plain_text(reading, role, cell, self.columns[role]) or reading.unread.get(role, "")


class _NotRead(Exception):
    """Why a row gives no verdict, as an Indonesian sentence; ``worker_id`` where it is known."""

    def __init__(self, why: str, worker_id: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.worker_id = worker_id


def rule_from_sheet(office: Office, step: Step, path: Path, progress: Progress = SILENT) -> SheetRuled:
    """Record every verdict of a workbook or csv file; what cannot be is skipped with its sheet, row and sentence.

    Raises FileRefused in one of its kinds, VerdictColumnsNotFound, NotAllowed.
    """
    office.require(ACTION_OF[step])  # before a file is opened
    rows = _rows_with_verdict(read_workbook(path, progress).sheets, path.name)
    wanted: list[WantedRuling] = []
    skipped: list[SkippedRow] = []
    first_row: dict[str, _VerdictRow] = {}
    with office.database.reading() as connection:
        for at, row in enumerate(rows):
            try:
                one = _ruling(office, connection, row, at)
                before = first_row.setdefault(one.worker_id, row)
                if before is not row:
                    raise _NotRead(f"Pekerja ini sudah ada di baris {before.row.number}.", one.worker_id)
                wanted.append(one)
            except _NotRead as unread:
                skipped.append(SkippedRow(row.sheet, row.row.number, unread.worker_id, unread.why))
    ruled = rule_on_workers(office, step, wanted, progress)
    for refused in ruled.skipped:
        row = rows[refused.row]
        skipped.append(SkippedRow(row.sheet, row.row.number, refused.worker_id, refused.why))
    order = {(row.sheet, row.row.number): at for at, row in enumerate(rows)}
    skipped.sort(key=lambda one: order[one.sheet, one.row])
    return SheetRuled(ruled.done, tuple(skipped), ruled.change)


def _rows_with_verdict(sheets: Sequence[Sheet], name: str) -> list[_VerdictRow]:
    found: list[_VerdictRow] = []
    headed = False
    for sheet in sheets:
        header = next(_headers(sheet), None)
        if header is None:
            continue
        headed = True
        at, columns = header
        rows = (_VerdictRow(sheet.name, row, columns) for row in sheet.rows[at + 1 :])
        found += [row for row in rows if row.text("verdict") and not _is_numbering(row)]
    if not headed:
        raise VerdictColumnsNotFound(name)
    return found


def _headers(sheet: Sheet) -> Iterator[tuple[int, dict[str, int]]]:
    for at, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row.cells):
            role = _ROLE_OF.get(heading_key(cell)) if isinstance(cell, str) else None
            if role is not None:
                columns.setdefault(role, column)
        if "verdict" in columns and not {"nik", "worker_id"}.isdisjoint(columns):
            yield at, columns


def _is_numbering(row: _VerdictRow) -> bool:
    """The row under a header that numbers its columns: (1) (2) (3)."""
    return row.text("verdict").strip("()").isdigit()


def _ruling(office: Office, connection: Connection, row: _VerdictRow, at: int) -> WantedRuling:
    worker_id = _worker_id(office, connection, row)
    said = row.text("verdict")
    verdict = _VERDICT_OF.get(heading_key(said))
    if verdict is None:
        choices = ", ".join(VERDICT_LABELS.values())
        raise _NotRead(f'Hasil "{said[:40]}" tidak dikenal; tulis salah satu: {choices}.', worker_id)
    return WantedRuling(
        worker_id=worker_id,
        verdict=verdict,
        reason=_reason(row.text("reason"), worker_id),
        note=row.text("note"),
        found_by=row.text("found_by"),
        row=at,
    )


def _worker_id(office: Office, connection: Connection, row: _VerdictRow) -> str:
    if row.text("worker_id"):
        return row.text("worker_id").lower()
    cell = row.cell("nik")
    if cell == "":
        raise _NotRead("Baris ini tidak punya NIK atau ID.")
    reading = Reading(row.row.number)
    read_nik(reading, "nik", cell, row.columns["nik"], DateReading(office.today()))
    if reading.refused:
        raise _NotRead(reading.findings[-1].what)
    nik = reading.stated.get("nik", "")
    found = workers.by_nik(connection, nik)
    if not found:
        raise _NotRead("NIK ini tidak ada di data kantor ini.")
    if len(found) > 1:
        raise _NotRead(f"NIK ini dipakai {len(found)} pekerja; putuskan data kembarnya dulu, atau pakai kolom ID.")
    return found[0].worker.worker_id


def _reason(said: str, worker_id: str) -> Reason | None:
    if not said:
        return None
    code = _REASON_CODE.match(said)
    known = f"TL-{int(code[1]):02d}" if code else ""
    reason = next((one for one in Reason if one.value == known), None) or _REASON_OF.get(heading_key(said))
    if reason is None:
        raise _NotRead(f'Alasan "{said[:40]}" tidak dikenal; tulis kodenya, TL-01 sampai TL-14 atau TL-99.', worker_id)
    return reason
