"""The Excel twin of a report: the very rows that its paper shows, a sheet a table."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.reports import find_report, in_menu_order
from ucj_desktop.reports.columns import Align
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import NO_BREAK
from ucj_desktop.reports.table import Table
from ucj_desktop.reports.writer import plan_report
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.gather_facts import Asked, gather_facts
from ucj_desktop.services.paper.print_report import require_report
from ucj_desktop.spreadsheets.writer import CellKind, TableColumn, TableSheet, write_tables
from ucj_desktop.storage.journal import Entry

_POINTS_A_SIGN = 5.0  # of column width: a sign of Excel's usual font is wider than ours


class NoWorkbook(ClerkError):
    """The report is a letter without tables, or a form with a workbook of another kind."""

    code = "CETAK-15"

    def __init__(self, report_code: str) -> None:
        offered = ", ".join(one.code for one in in_menu_order() if one.has_workbook)
        super().__init__(
            what=f"{report_code} tidak bisa dibuat sebagai buku kerja Excel.",
            fix=f"Simpan sebagai PDF, atau pilih salah satu: {offered}.",
        )


class NothingInTables(ClerkError):
    """A report without a row: nothing was found."""

    code = "CETAK-16"

    def __init__(self) -> None:
        super().__init__(
            what="Tidak ada isi untuk buku kerja Excel: laporan ini nihil.",
            fix="Simpan PDF-nya bila perlu bukti bahwa laporannya nihil.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTables:
    """A workbook that lies at ``path``; ``rows`` of all its sheets together, sums too."""

    path: Path
    sheets: int
    rows: int
    facts: Facts  # that it was made of


def export_tables(office: Office, asked: Asked, out: Path, progress: Progress = SILENT) -> ExportedTables:
    """Write the tables of a report as a workbook, with the register and revision that the paper bears.

    Raises NoWorkbook, NothingInTables, FileNotWritable, and as ``print_report`` does.
    """
    office.require(Action.EXPORT)
    report = find_report(asked.report)
    if not report.has_workbook:
        raise NoWorkbook(report.code)
    require_report(office, report)
    facts = gather_facts(office, report, asked, progress)
    document, facts = plan_report(report, facts)
    tables = document.named_tables
    if not tables:
        raise NothingInTables
    said = _said_above(facts)
    title = (document.title.upper(), *said[:1])
    sheets = [
        TableSheet(name=one.name, columns=_columns(one), rows=_rows(one), title_lines=title, notes=said[1:])
        for one in tables
    ]
    write_tables(out, sheets, progress)
    rows = sum(len(one.rows) for one in tables)
    closed = facts.minutes if facts.minutes is not None and not facts.draft else None
    told = {
        "report": report.code,
        "rows": rows,
        "minutes": closed.minutes_id if closed else "",
        "revision": closed.revision if closed else 0,
        "village": asked.village_code,
    }
    with office.database.writing() as connection:
        office.log(connection, Entry(action="list.exported", facts=told))
    return ExportedTables(path=out, sheets=len(sheets), rows=rows, facts=facts)


def _said_above(facts: Facts) -> list[str]:
    """The register and revision, or that it is a draft; what it is narrowed to; the journal's code."""
    minutes = facts.minutes
    said = []
    if facts.budget is not None:
        number = facts.budget.number
        said.append(f"Penetapan nomor {number}" if number else "DRAF: belum ditetapkan")
    elif minutes is None:
        said.append(f"TAHUN {facts.period}")
    elif facts.draft:
        said.append("DRAF: berita acara belum ditutup")
    else:
        register = f"{minutes.register}-{minutes.revision}"
        said.append(f"Berita acara register {register} tanggal {short_date(minutes.held_on)}")
    if facts.checked:
        checked, clean = thousands(facts.checked), thousands(facts.clean)
        said.append(f"{checked} orang diperiksa, {clean} tanpa temuan yang harus diperbaiki atau dipastikan.")
    if facts.recap is not None:
        said.append(f"{facts.recap.equation}.")
    if facts.only_findings:
        said.append(f"Hanya: {facts.only_findings}.")
    code = minutes.journal_head if minutes is not None and not facts.draft else facts.journal_code
    return [*said, f"Kode jurnal {code}."] if code else said


def _columns(table: Table) -> list[TableColumn]:
    return [
        TableColumn(
            heading=column.heading,
            kind=CellKind.NUMBER if column.align is Align.RIGHT else CellKind.TEXT,
            width=max(7.0, round(width / _POINTS_A_SIGN, 1)),
            wrap=column.wraps,
        )
        for column, width in zip(table.columns, table.widths, strict=True)
    ]


def _rows(table: Table) -> list[list[Any]]:
    return [[_value(cell, column.align) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]


def _value(cell: str, align: Align) -> str | int:
    """A count as a number that Excel can add up; everything else is the text on paper."""
    digits = cell.replace(".", "")
    if align is Align.RIGHT and digits.isascii() and digits.isdigit():
        return int(digits)
    return cell.replace(NO_BREAK, " ")
