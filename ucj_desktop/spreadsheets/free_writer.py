"""Workbooks as other people make them: any cell anywhere, merged, hidden, failed; for the demo, training and tests."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ucj_desktop.spreadsheets.cells import Cell, FormulaError
from ucj_desktop.spreadsheets.saving import save_whole
from ucj_desktop.spreadsheets.writer import safe_text, sheet_title


@dataclass(slots=True, kw_only=True)
class FreeSheet:
    """One sheet cell by cell; the first row is row 1.

    A row is a sequence of :data:`Cell`; whole numbers may be given as int to keep all their digits.
    """

    name: str
    rows: list[Any] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)  # "A1:H1"
    number_formats: dict[str, str] = field(default_factory=dict)  # address -> "000"


def write_freely(path: Path, sheets: Sequence[FreeSheet]) -> None:
    """Write the sheets as they are: text as text, numbers as numbers, dates as date cells."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet_title(sheet.name, book.sheetnames))
        for number, row in enumerate(sheet.rows, start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    _put(page.cell(number, column), value)
        for number in sheet.hidden_rows:
            page.row_dimensions[number].hidden = True
        for area in sheet.merged:
            page.merge_cells(area)
        for address, shown in sheet.number_formats.items():
            page[address].number_format = shown
        page.sheet_state = "hidden" if sheet.hidden else "visible"
    save_whole(book, path)


def _put(cell: Any, value: Cell | int) -> None:
    if isinstance(value, str):
        cell.value = safe_text(value)
        cell.data_type = "e" if isinstance(value, FormulaError) else "s"
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "DD/MM/YYYY"
