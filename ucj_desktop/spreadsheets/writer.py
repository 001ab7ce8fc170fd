"""Writing workbooks: text cells for identity numbers, frozen heads, lists to choose from, nothing Excel would run."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from pathlib import Path
from typing import Any, Final

from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.spreadsheets.cells import FormulaError, column_letter
from ucj_desktop.spreadsheets.saving import abandon, save_whole, write_in_memory

_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_CELL: Final = 32_767
_LONGEST_SHEET_NAME: Final = 31
_LISTS_SHEET: Final = "Daftar pilihan"
_TEXT, _DAY, _MONEY = "@", "DD-MM-YYYY", "#,##0"
_STEP = 500


class CellKind(Enum):
    """How the cells of a column are stored."""

    TEXT = auto()  # always a text cell: identity numbers, names, whatever must not be changed by Excel
    DATE = auto()
    NUMBER = auto()
    MONEY = auto()
    AS_READ = auto()  # numbers stay numbers, but what is typed over them becomes text


_FORMATS: Final = {
    CellKind.TEXT: _TEXT,
    CellKind.AS_READ: _TEXT,
    CellKind.DATE: _DAY,
    CellKind.MONEY: _MONEY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """One column to write; ``width`` in characters, ``choices`` make a list to choose from in every row."""

    heading: str
    kind: CellKind = CellKind.TEXT
    width: float = 18
    choices: Sequence[str] = ()
    note: str = ""  # shown by Excel when the cell is chosen
    wrap: bool = False
    filled_in: bool = False  # stays open where the sheet is locked


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSheet:
    """One sheet: title lines, a blank row, the header, the rows.

    ``room`` rows below the last one get the formats and lists too (a template). ``marked`` are cells to colour, as
    (index of the row, index of the column), both from 0. ``locked``: only columns to be filled in can be typed in;
    without a password, it keeps from slips.
    """

    name: str
    columns: Sequence[TableColumn]
    rows: Iterable[Sequence[Any]]
    title_lines: Sequence[str] = ()
    room: int = 0
    marked: frozenset[tuple[int, int]] = field(default=frozenset())
    notes: Sequence[str] = ()  # lines below the titles, small
    frozen_columns: int = 0  # that stay while the others are scrolled
    locked: bool = False


def safe_text(text: str) -> str:
    """Text as it may stand in a cell: no control signs, not longer than Excel allows.

    What begins with = + - @ TAB CR LF | stays the same text: it is written as a text cell with the quote prefix, which
    no office program evaluates.
    """
    return _ILLEGAL.sub("", text)[:_LONGEST_CELL]


def write_tables(path: Path, sheets: Sequence[TableSheet], progress: Progress = SILENT) -> None:
    """Write a workbook; a cancelled or failed write leaves no half file. Raises FileNotWritable."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    lists: dict[tuple[str, ...], str] = {}
    try:
        for sheet in sheets:
            _write_sheet(book, sheet, lists, progress)
        if lists:
            _write_lists(book, lists)
        save_whole(book, path)
    except BaseException:
        abandon(book)
        raise


def write_table(
    path: Path,
    *,
    columns: Sequence[TableColumn],
    rows: Iterable[Sequence[Any]],
    title_lines: Sequence[str] = (),
    sheet_name: str = "Data",
    room: int = 0,
    progress: Progress = SILENT,
) -> None:
    """Write one table as a workbook of one sheet."""
    sheet = TableSheet(name=sheet_name, columns=columns, rows=rows, title_lines=title_lines, room=room)
    write_tables(path, [sheet], progress)


def sheet_title(name: str, taken: Iterable[str] = ()) -> str:
    """A name that Excel takes for a sheet, different from those taken."""
    plain = _NOT_IN_SHEET_NAME.sub(" ", safe_text(name)).strip(" '")[:_LONGEST_SHEET_NAME] or "Data"
    known = {other.lower() for other in taken}
    number, title = 1, plain
    while title.lower() in known:
        number += 1
        title = f"{plain[: _LONGEST_SHEET_NAME - 5]} ({number})"
    return title


def _write_sheet(book: Any, sheet: TableSheet, lists: dict[tuple[str, ...], str], progress: Progress) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
    from openpyxl.worksheet.page import PageMargins

    page = book.create_sheet(sheet_title(sheet.name, book.sheetnames))
    for index, column in enumerate(sheet.columns):
        page.column_dimensions[column_letter(index)].width = column.width
    lead = len(sheet.title_lines) + len(sheet.notes)
    head = lead + 2 if lead else 1
    page.freeze_panes = f"{column_letter(sheet.frozen_columns)}{head + 1}"
    page.print_title_rows = f"{head}:{head}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    write_in_memory(page)
    make = _CellMaker(page)
    for number, line in enumerate((*sheet.title_lines, *sheet.notes)):
        is_title = number < len(sheet.title_lines)
        page.append([make.text(line, font=Font(bold=True, size=12) if is_title else Font(size=9, color="555555"))])
    if lead:
        page.append([])
    thin = Side(style="thin", color="9CA3AF")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    look = {
        "font": Font(bold=True, color="FFFFFF"),
        "fill": PatternFill("solid", fgColor="0F766E"),
        "alignment": Alignment(wrap_text=True, vertical="center", horizontal="center"),
        "border": border,
    }
    page.append([make.text(column.heading, **look) for column in sheet.columns])
    mark = PatternFill("solid", fgColor="FEF3C7")
    wrapped = Alignment(wrap_text=True, vertical="top")
    unlocked = Protection(locked=False)
    if sheet.locked:
        page.protection.sheet = True
        for allowed in ("autoFilter", "formatColumns", "formatRows", "sort"):
            setattr(page.protection, allowed, False)  # of Excel: false means not kept from it
    count = 0
    for count, row in enumerate(sheet.rows, start=1):
        if count % _STEP == 0:
            progress.step(count, None, "Menulis Excel")
        cells = []
        for at, (value, column) in enumerate(zip(row, sheet.columns, strict=False)):
            cell = make.cell(value, column.kind)
            if column.wrap:
                cell.alignment = wrapped
            if (count - 1, at) in sheet.marked:
                cell = make.styled(cell, mark)
            if sheet.locked and column.filled_in:
                cell.protection = unlocked
                cell.border = border
            cells.append(cell)
        page.append(cells)
    for _ in range(sheet.room):
        page.append([make.empty(column.kind) for column in sheet.columns])
    last = head + max(count + sheet.room, 1)
    page.auto_filter.ref = f"A{head}:{column_letter(max(len(sheet.columns) - 1, 0))}{last}"
    _add_lists(page, sheet, lists, head + 1, last)


class _CellMaker:
    """Cells of one sheet in the fewest styles."""

    def __init__(self, page: Any) -> None:
        from openpyxl.cell import WriteOnlyCell

        self._page = page
        self._cell = WriteOnlyCell

    def text(self, text: str, **style: Any) -> Any:
        # A text cell by its type: openpyxl would turn "=1+1" into a formula and "#N/A" into an error.
        cell = self._cell(self._page)
        plain = safe_text(text)
        cell.value = plain
        cell.data_type = "s"
        cell.number_format = _TEXT
        if plain.startswith(_DANGEROUS):
            cell.quotePrefix = True
        for name, value in style.items():
            setattr(cell, name, value)
        return cell

    def cell(self, value: Any, kind: CellKind) -> Any:
        if value is None or value == "":
            return self.empty(kind)
        if isinstance(value, (str, FormulaError)) or kind is CellKind.TEXT:
            return self.text(_as_text(value))
        cell = self._cell(self._page, value=value)
        if kind is CellKind.AS_READ and not isinstance(value, date):
            cell.number_format = _TEXT
            return cell
        if isinstance(value, date):
            cell.number_format = _DAY
        elif kind is CellKind.MONEY:
            cell.number_format = _MONEY
        return cell

    def empty(self, kind: CellKind) -> Any:
        cell = self._cell(self._page)
        cell.number_format = _FORMATS.get(kind, "General")
        return cell

    @staticmethod
    def styled(cell: Any, fill: Any) -> Any:
        cell.fill = fill
        return cell


def _as_text(value: Any) -> str:
    if isinstance(value, date):
        return f"{value.day:02d}-{value.month:02d}-{value.year:04d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _add_lists(page: Any, sheet: TableSheet, lists: dict[tuple[str, ...], str], first: int, last: int) -> None:
    """Lists stand on a hidden sheet: a list written into the rule itself ends at 255 characters."""
    from openpyxl.worksheet.datavalidation import DataValidation

    for index, column in enumerate(sheet.columns):
        if not column.choices and not column.note:
            continue
        letter = column_letter(index)
        if column.choices:
            choices = tuple(column.choices)
            source = lists.setdefault(choices, column_letter(len(lists)))
            formula = f"'{_LISTS_SHEET}'!${source}$1:${source}${len(choices)}"
            rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
        else:
            rule = DataValidation(type=None, allow_blank=True)
        if column.note:
            rule.promptTitle, rule.prompt, rule.showInputMessage = column.heading[:32], column.note[:255], True
        page.data_validations.append(rule)
        rule.add(f"{letter}{first}:{letter}{last}")


def _write_lists(book: Any, lists: Mapping[tuple[str, ...], str]) -> None:
    page = book.create_sheet(_LISTS_SHEET)
    page.sheet_state = "hidden"
    write_in_memory(page)
    make = _CellMaker(page)
    for row in range(max(len(choices) for choices in lists)):
        page.append([make.text(choices[row]) if row < len(choices) else None for choices in lists])
