"""The error workbook of an import: the original rows with what is wrong and what to do, to mend and import again."""

from pathlib import Path
from typing import Any

from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.rules.base import Severity
from ucj_desktop.services.collect.import_file import ImportResult
from ucj_desktop.services.collect.import_plan import Outcome, PlannedRow
from ucj_desktop.services.collect.row_seal import FIRST_SEALED, row_seal
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.headings import synonyms
from ucj_desktop.spreadsheets.mapping import SheetPlan
from ucj_desktop.spreadsheets.writer import CellKind, TableColumn, TableSheet, write_tables

_HEADINGS = {
    "number": "NO", "birth": "TEMPAT, TANGGAL LAHIR", "rt_rw": "RT/RW", "village_number": "KODE DESA",
    "sub_district": "KECAMATAN", "regency": "KABUPATEN", "province": "PROVINSI", "sex_male": "JENIS KELAMIN L",
    "sex_female": "JENIS KELAMIN P", "age": "UMUR",
}  # fmt: skip
"""Headings of columns that are not one field of the worker."""

_ID_HEADING = "ID PEKERJA"
_ANOTHER_ROW = "Baris lain memakai NIK yang sama dengan data berbeda."
_COMPARE = "Cocokkan kedua baris dengan KTP-el, lalu hapus atau perbaiki yang salah."
_NOTE = "Perbaiki sel yang diwarnai, simpan, lalu impor berkas ini lagi. Kolom GALAT, SARAN, dan ID boleh dibiarkan."


def rows_with_errors(result: ImportResult) -> list[PlannedRow]:
    """Rows that were refused, rows with a finding that blocks or warns, and rows that a refused one contradicts."""
    return [result.rows[place] for place in result.with_errors]


def write_import_errors(office: Office, result: ImportResult, path: Path, progress: Progress = SILENT) -> int:
    """Write the workbook and give the number of its rows; a row carries all its errors at once."""
    wrong = rows_with_errors(result)
    sheets = []
    for plan in result.plans:
        rows = [row for row in wrong if row.sheet == plan.sheet]
        if rows:
            sheets.append(_sheet(office, plan, rows))
    if not sheets:
        sheets = [_sheet(office, plan, []) for plan in result.plans[:1]]
    write_tables(path, sheets, progress)
    return len(wrong)


def _sheet(office: Office, plan: SheetPlan, rows: list[PlannedRow]) -> TableSheet:
    width = max([len(plan.headings), *(len(row.row.cells) for row in rows)], default=0)
    fields = {column.index: column.field for column in plan.columns.values()}
    first = _first_column(plan, rows, width)
    columns = [
        TableColumn(heading="GALAT", width=45, wrap=True),
        TableColumn(heading="SARAN", width=45, wrap=True),
    ]
    has_village = not {"village_code", "village_number"}.isdisjoint(plan.columns)
    if not has_village:
        columns.append(TableColumn(heading="DESA/KELURAHAN", width=20))
    lead = len(columns)
    columns += [_column(plan, index, fields.get(index, "")) for index in range(first, width)]
    columns.append(TableColumn(heading=_ID_HEADING, width=47))
    marked = frozenset(
        (at, lead + plan.columns[name].index - first)
        for at, row in enumerate(rows)
        for name in _fields_in_error(row)
        if name in plan.columns
    )
    return TableSheet(
        name=plan.sheet,
        title_lines=[f"PERBAIKAN IMPOR, LEMBAR {plan.sheet.upper()}"],
        notes=[_NOTE],
        columns=columns,
        rows=[_with_id(_cells(office, row, has_village, first, width), row) for row in rows],
        marked=marked,
    )


def _first_column(plan: SheetPlan, rows: list[PlannedRow], width: int) -> int:
    """The first column in which the list has anything: one to the right of another begins there."""
    for index in range(width):
        is_headed = index < len(plan.headings) and plan.headings[index]
        if is_headed or any(row.row.cells[index : index + 1] not in ((), ("",)) for row in rows):
            return index
    return 0


def _with_id(cells: list[Any], row: PlannedRow) -> list[Any]:
    """Add the id by which the row is known again, its NIK mended or not, and the seal of what it says now.

    After a dry run a new worker's id is of nobody; a refused row has none.
    """
    if row.outcome is Outcome.REFUSED:
        return [*cells, ""]
    return [*cells, f"{row.worker_id} {row_seal(cells[FIRST_SEALED:])}"]


def _column(plan: SheetPlan, index: int, field: str) -> TableColumn:
    """The original heading where it will be understood again, else the field's own."""
    heading = plan.headings[index] if index < len(plan.headings) else ""
    known = synonyms().meaning(heading) if heading else None
    if field and (known is None or known.field != field):
        heading = BY_CODE[field].heading if field in BY_CODE else _HEADINGS.get(field, heading)
    elif field == "worker_id" or (not field and known is not None):
        heading = f"TIDAK DIBACA: {heading}"  # a second column of the same meaning stays unread
    width = BY_CODE[field].width if field in BY_CODE else 12
    return TableColumn(heading=heading, kind=CellKind.AS_READ, width=max(width, 8))


def _cells(office: Office, row: PlannedRow, has_village: bool, first: int, width: int) -> list[Any]:
    errors = [finding for finding in row.findings if finding.severity is not Severity.NOTES]
    what = "\n".join(f"{number}. {finding.what}" for number, finding in enumerate(errors, start=1))
    fix = "\n".join(f"{number}. {finding.fix}" for number, finding in enumerate(errors, start=1))
    cells: list[Any] = [what or _ANOTHER_ROW, fix or _COMPARE]
    if not has_village:
        village = office.places.by_code(row.reading.stated.get("village_code", ""))
        cells.append(village.name if village else row.row.village_text)
    return cells + list(row.row.cells[first:]) + [""] * (width - max(len(row.row.cells), first))


def _fields_in_error(row: PlannedRow) -> set[str]:
    return {finding.field for finding in row.findings if finding.severity is not Severity.NOTES}
