"""Reading workbooks of Excel 2003 in XML, which many web programs send with the name .xls."""

from pathlib import Path
from typing import Final
from xml.parsers import expat

from ucj_desktop.spreadsheets.cells import (
    NOT_COUNTED,
    Cell,
    FileDamaged,
    FileSuspicious,
    FileTooLarge,
    FormulaError,
    Sheet,
)
from ucj_desktop.spreadsheets.gate import MAX_COLUMNS, limit_sheets
from ucj_desktop.spreadsheets.growing_sheet import MAX_LETTERS, GrowingSheet
from ucj_desktop.spreadsheets.open_document import date_of
from ucj_desktop.spreadsheets.zip_gate import MAX_DEPTH

_BLOCK = 1024 * 1024
_LAST_PLACE: Final = 1_048_576


def read_xml_workbook(path: Path) -> list[Sheet]:
    """Read every sheet; raises FileRefused in one of its kinds."""
    reader = _Reader(path.name)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.buffer_text = True
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                parser.Parse(block, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, OverflowError, LookupError):
        raise FileDamaged(path.name) from None
    return [sheet.whole() for sheet in reader.sheets]


class _Reader:
    """What expat tells, put together to cells, rows and sheets."""

    def __init__(self, file: str) -> None:
        self.sheets: list[GrowingSheet] = []
        self._file = file
        self._widths: dict[str, int] = {}  # digits of a style whose format is zeros only
        self._style = ""
        self._depth = 0
        self._row: list[Cell] = []
        self._row_attributes: dict[str, str] = {}
        self._cell: dict[str, str] = {}
        self._kind = ""
        self._text: list[str] = []
        self._letters = 0
        self._value: Cell = ""
        self._comment = False
        self._visible = False

    def refuse_doctype(self, *_: object) -> None:
        raise FileSuspicious(self._file, "ada deklarasi DTD di dalamnya")

    def start(self, prefixed: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FileSuspicious(self._file, "susunannya terlalu dalam")
        name = prefixed.rpartition(":")[2]
        told = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "Worksheet":
            limit_sheets(self._file, len(self.sheets) + 1)
            self.sheets.append(GrowingSheet(self._file, told.get("Name", "")))
        elif name == "Row" and self.sheets:
            self._begin_row(told)
        elif name == "Cell":
            self._cell, self._value = told, NOT_COUNTED if "Formula" in told else ""
        elif name == "Comment":
            self._comment = True
        elif name == "Data" and not self._comment:
            self._kind, self._text, self._letters = told.get("Type", "String"), [], 0
        elif name == "Style":
            self._style = told.get("ID", "")
        elif name == "NumberFormat":
            shown = told.get("Format", "").replace('"', "").replace("\\", "")
            if len(shown) > 1 and not shown.strip("0"):
                self._widths[self._style] = len(shown)
        elif name == "Visible":
            self._visible, self._text, self._letters = True, [], 0

    def _begin_row(self, told: dict[str, str]) -> None:
        sheet = self.sheets[-1]
        sheet.skip(max(_place(told, "Index", sheet.next_row) - sheet.next_row, 0))
        self._row, self._row_attributes = [], told

    def characters(self, text: str) -> None:
        if (self._kind or self._visible) and not self._comment and self._letters < MAX_LETTERS:
            self._text.append(text)
            self._letters += len(text)

    def end(self, prefixed: str) -> None:
        self._depth -= 1
        name = prefixed.rpartition(":")[2]
        if name == "Comment":
            self._comment = False
        elif name == "Data" and not self._comment and self._kind:
            self._value = self._read("".join(self._text))
            self._kind = ""
        elif name == "Cell" and self.sheets:
            self._end_cell()
        elif name == "Row" and self.sheets:
            sheet = self.sheets[-1]
            sheet.add(self._row, hidden=self._row_attributes.get("Hidden") == "1")
            sheet.skip(_place(self._row_attributes, "Span", 0))
        elif name == "Visible" and self._visible:
            self._visible = False
            if self.sheets and "".join(self._text).strip() in ("SheetHidden", "SheetVeryHidden"):
                self.sheets[-1].hidden = True

    def _end_cell(self) -> None:
        told, sheet = self._cell, self.sheets[-1]
        at = _place(told, "Index", len(self._row) + 1) - 1
        if at < len(self._row):
            raise FileDamaged(self._file)
        if at >= MAX_COLUMNS:
            if self._value != "":
                raise FileTooLarge(self._file, f"ada isi di kanan kolom ke-{MAX_COLUMNS}")
            return
        self._row.extend([""] * (at - len(self._row)))
        self._row.append(self._value)
        sheet.merge_down(at, sheet.next_row, _place(told, "MergeDown", 0) + 1)
        self._row.extend([""] * min(_place(told, "MergeAcross", 0), MAX_COLUMNS))
        self._value = ""

    def _read(self, text: str) -> Cell:
        if self._kind == "Number":
            number = float(text)
            width = self._widths.get(self._cell.get("StyleID", ""), 0)
            is_short = width and number.is_integer() and 0 <= number < 10 ** (width - 1)
            return f"{int(number):0{width}d}" if is_short else number
        if self._kind == "DateTime":
            return date_of(text.strip())
        if self._kind == "Boolean":
            return text.strip() == "1"
        return FormulaError(text) if self._kind == "Error" else text


def _place(told: dict[str, str], name: str, default: int) -> int:
    text = told.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        return default
    return min(int(text), _LAST_PLACE)
