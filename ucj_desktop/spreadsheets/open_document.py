"""Reading OpenDocument sheets (.ods): one pass of expat over content.xml, within the limits of the gate."""

import zipfile
import zlib
from datetime import date, datetime
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
    PasswordProtected,
    Sheet,
)
from ucj_desktop.spreadsheets.gate import MAX_COLUMNS, MAX_ROW, limit_sheets
from ucj_desktop.spreadsheets.growing_sheet import MAX_LETTERS, GrowingSheet
from ucj_desktop.spreadsheets.zip_gate import MAX_DEPTH, MAX_SHEET_BYTES, ZipGate

_BLOCK = 1024 * 1024
_NOT_IN_THE_CELL: Final = frozenset({"annotation", "frame", "custom-shape", "shapes", "line", "control", "g"})
"""Comments and drawings stand inside the cell they belong to, and have texts of their own."""


def read_open_document(path: Path) -> list[Sheet]:
    """Read every sheet; raises FileRefused in one of its kinds."""
    try:
        with zipfile.ZipFile(path) as archive:
            gate = ZipGate(path.name, archive)
            gate.limits_of_the_zip()
            if _is_locked(archive):
                raise PasswordProtected(path.name)
            return _Reader(gate).read()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError, NotImplementedError):
        raise FileDamaged(path.name) from None
    except (zlib.error, expat.ExpatError, KeyError, RuntimeError):
        raise FileDamaged(path.name) from None


def _is_locked(archive: zipfile.ZipFile) -> bool:
    if "META-INF/manifest.xml" not in archive.NameToInfo:
        return False
    with archive.open("META-INF/manifest.xml") as stream:
        return b"encryption-data" in stream.read(_BLOCK)


class _Reader:
    """What expat tells, put together to cells, rows and sheets."""

    def __init__(self, gate: ZipGate) -> None:
        self._gate = gate
        self._sheets: list[GrowingSheet] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._depth = 0
        self._aside = 0  # depth at which a comment or a drawing began
        self._row: list[Cell] = []
        self._row_attributes: dict[str, str] = {}
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._letters = 0
        self._in_paragraph = 0

    def read(self) -> list[Sheet]:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._gate.refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.buffer_text = True
        seen = 0
        with self._gate.archive.open("content.xml") as stream:
            while block := stream.read(_BLOCK):
                seen += len(block)
                if seen > MAX_SHEET_BYTES:
                    raise FileTooLarge(self._gate.name, "satu bagian di dalamnya terlalu besar")
                parser.Parse(block, False)
        parser.Parse(b"", True)
        return [sheet.whole() for sheet in self._sheets]

    def _start(self, prefixed: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FileSuspicious(self._gate.name, "susunannya terlalu dalam")
        name = prefixed.rpartition(":")[2]
        if self._aside:
            return
        if name in _NOT_IN_THE_CELL:
            self._aside = self._depth
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._text, self._letters, self._in_paragraph = attributes, [], 0, 0
        elif name == "p" and self._cell is not None:
            if self._in_paragraph:
                self._text.append("\n")
            self._in_paragraph += 1
        elif name in ("s", "tab", "line-break") and self._cell is not None:
            self._text.append(" " * min(_count(attributes, "text:c"), 100) if name == "s" else " ")
        elif name == "table-row":
            self._row, self._row_attributes = [], attributes
        elif name == "table" and prefixed.startswith("table:"):
            self._begin_sheet(attributes)
        elif name == "style":
            self._style = attributes.get("style:name", "")
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _begin_sheet(self, attributes: dict[str, str]) -> None:
        limit_sheets(self._gate.name, len(self._sheets) + 1)
        hidden = attributes.get("table:style-name", "") in self._hidden_styles
        self._sheets.append(GrowingSheet(self._gate.name, attributes.get("table:name", ""), hidden=hidden))

    def _characters(self, text: str) -> None:
        if self._cell is not None and self._in_paragraph and not self._aside and self._letters < MAX_LETTERS:
            self._text.append(text)
            self._letters += len(text)

    def _end(self, prefixed: str) -> None:
        self._depth -= 1
        if self._aside:
            if self._depth < self._aside:
                self._aside = 0
            return
        name = prefixed.rpartition(":")[2]
        if name in ("table-cell", "covered-table-cell") and self._cell is not None and self._sheets:
            self._end_cell(self._cell, "".join(self._text))
            self._cell = None
        elif name == "table-row" and self._sheets:
            self._end_row()

    def _end_cell(self, attributes: dict[str, str], text: str) -> None:
        value = _value(attributes, text)
        count = _count(attributes, "table:number-columns-repeated")
        if value != "" and count + len(self._row) > MAX_COLUMNS:
            raise FileTooLarge(self._gate.name, f"ada isi di kanan kolom ke-{MAX_COLUMNS}")
        sheet, rows = self._sheets[-1], _count(attributes, "table:number-rows-spanned")
        if rows > 1:
            sheet.merge_down(len(self._row), sheet.next_row, rows)
        self._row.extend([value] * min(count, MAX_COLUMNS + 1))

    def _end_row(self) -> None:
        sheet, count = self._sheets[-1], _count(self._row_attributes, "table:number-rows-repeated")
        if all(cell == "" for cell in self._row):
            sheet.skip(count)
            return
        if count > MAX_ROW:
            raise FileTooLarge(self._gate.name, f"ada isi di bawah baris {MAX_ROW}")
        hidden = self._row_attributes.get("table:visibility", "visible") != "visible"
        for _ in range(count):
            sheet.add(list(self._row), hidden=hidden)


def _count(attributes: dict[str, str], name: str) -> int:
    told = attributes.get(name, "1")
    return int(told) if told.isascii() and told.isdigit() and 0 < len(told) < 10 and int(told) else 1


def _value(attributes: dict[str, str], text: str) -> Cell:
    kind = attributes.get("office:value-type", "")
    if attributes.get("calcext:value-type") == "error":
        return FormulaError(text or "#N/A")
    if kind in ("float", "percentage", "currency"):
        number = float(attributes["office:value"])
        shown = text.strip()
        is_padded = shown.isascii() and shown.isdigit() and shown[0] == "0" and len(shown) > 1
        return shown if is_padded and number == int(shown) else number
    if kind == "date":
        return date_of(attributes["office:date-value"])
    if kind == "boolean":
        return attributes.get("office:boolean-value") == "true"
    if not kind and not text and attributes.get("table:formula"):
        return NOT_COUNTED
    return attributes.get("office:string-value", text)


def date_of(told: str) -> Cell:
    """The day of an ISO date with or without its time of day; a text that is no date stays text."""
    try:
        return date.fromisoformat(told) if len(told) == 10 else datetime.fromisoformat(told).date()
    except ValueError:
        return told
