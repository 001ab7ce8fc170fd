"""The gate before the parser of Excel 97-2003 workbooks (.xls): its records are walked and their places bounded."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ucj_desktop.spreadsheets.cells import FileDamaged, FileTooLarge, FormulaError, PasswordProtected
from ucj_desktop.spreadsheets.compound_file import CompoundFile
from ucj_desktop.spreadsheets.gate import MAX_AREA, MAX_COLUMNS, MAX_MERGED, MAX_MERGED_ROWS, SheetFacts, limit_sheets

ERROR_SIGNS: Final = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
"""What a failed formula shows, by its code in binary workbooks; source: [MS-XLS] 2.5.10."""

_BEGIN, _END, _LOCKED, _SHEET, _STYLE, _FORMAT = 0x0809, 0x000A, 0x002F, 0x0085, 0x00E0, 0x041E
_ROW, _MERGED, _SIZE, _FORMULA, _ERROR = 0x0208, 0x00E5, 0x0200, 0x0006, 0x0205
_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS = 0x0203, 0x027E, 0x00BD
_ONE_CELL: Final = frozenset({_NUMBER, _SHORT_NUMBER, _FORMULA, _ERROR, 0x0204, 0x00FD, 0x00D6})
_HIDDEN_ROW = 0x20
_LAST_ROW: Final = 0xFFFF
_OF_EXCEL_95 = 0x0500


def pass_gate_xls(path: Path) -> list[SheetFacts]:
    """Look through a workbook before it is parsed; raises FileRefused in one of its kinds."""
    file = CompoundFile(path)
    names = {name.lower(): name for name in file.names}
    stream = names.get("workbook", names.get("book", ""))
    try:
        return _Gate(path.name, file.stream(stream)).look()
    except (struct.error, IndexError):
        raise FileDamaged(path.name) from None


class _Gate:
    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        self._content = content

    def look(self) -> list[SheetFacts]:
        sheets, starts, padded = self._globals()
        limit_sheets(self._name, len(sheets))
        for facts, start in zip(sheets, starts, strict=True):
            self._look_through(facts, start, padded)
        return sheets

    def _records(self, start: int) -> Iterator[tuple[int, int, int]]:
        """(kind, where its body starts, the body's length) of one substream, those nested in it left out."""
        content, depth = self._content, 0
        unpack = struct.Struct("<HH").unpack_from
        while start + 4 <= len(content):
            kind, length = unpack(content, start)
            start += 4
            if start + length > len(content):
                raise FileDamaged(self._name)
            depth += (kind == _BEGIN) - (kind == _END)
            if depth <= 1 and (kind != _BEGIN or depth == 1):
                yield kind, start, length
            if depth <= 0:
                return
            start += length
        raise FileDamaged(self._name)

    def _globals(self) -> tuple[list[SheetFacts], list[int], dict[int, int]]:
        sheets: list[SheetFacts] = []
        starts: list[int] = []
        widths: dict[int, int] = {}
        padded: dict[int, int] = {}
        is_old, styles = False, 0
        for kind, at, length in self._records(0):
            body = self._content[at : at + length]
            if kind == _BEGIN:
                is_old = struct.unpack_from("<H", body)[0] <= _OF_EXCEL_95
            elif kind == _LOCKED:
                raise PasswordProtected(self._name)
            elif kind == _SHEET:
                start, state = struct.unpack_from("<IB", body)
                starts.append(start)
                sheets.append(SheetFacts(_short_text(body[6:], is_old), state & 3 != 0))
            elif kind == _FORMAT and not is_old:
                number, count, wide = struct.unpack_from("<HHB", body)
                shown = _letters(body[5:], count, bool(wide & 1)).replace('"', "").replace("\\", "")
                if len(shown) > 1 and not shown.strip("0"):
                    widths[number] = len(shown)
            elif kind == _STYLE:
                if width := widths.get(struct.unpack_from("<H", body, 2)[0]):
                    padded[styles] = width
                styles += 1
        return sheets, starts, padded

    def _look_through(self, facts: SheetFacts, start: int, padded: dict[int, int]) -> None:
        content = self._content
        place = struct.Struct("<HHH").unpack_from
        last_row = last_column = 0
        for kind, at, length in self._records(start):
            if kind in _ONE_CELL:
                row, column, style = place(content, at)
                last_row, last_column = max(last_row, row), max(last_column, column)
                if kind in (_NUMBER, _SHORT_NUMBER) and style in padded:
                    facts.zero_padded[row + 1, column] = padded[style]
                if (code := self._error(kind, at)) is not None:
                    facts.errors[row + 1, column] = FormulaError(ERROR_SIGNS.get(code, "#ERROR!"))
            elif kind == _SHORT_NUMBERS:
                row, column, _ = place(content, at)
                last_row = max(last_row, row)
                for nth in range((length - 6) // 6):
                    style = struct.unpack_from("<H", content, at + 4 + 6 * nth)[0]
                    if style in padded:
                        facts.zero_padded[row + 1, column + nth] = padded[style]
                last_column = max(last_column, column + (length - 6) // 6 - 1)
            elif kind == _ROW:
                row, flags = struct.unpack_from("<H10xH", content, at)
                if flags & _HIDDEN_ROW:
                    facts.hidden_rows.add(row + 1)
            elif kind == _MERGED:
                self._merged(facts, at)
            elif kind == _SIZE and length >= 14:
                _, below, _, beyond = struct.unpack_from("<IIHH", content, at)
                if below > _LAST_ROW + 1 or beyond > MAX_COLUMNS:
                    raise FileDamaged(self._name)
        if last_column >= MAX_COLUMNS:
            raise FileTooLarge(self._name, f"ada isi di kanan kolom ke-{MAX_COLUMNS}")
        if (last_row + 1) * (last_column + 1) > MAX_AREA:
            raise FileTooLarge(self._name, f"lebih dari {MAX_AREA // 1_000_000} juta sel")

    def _error(self, kind: int, at: int) -> int | None:
        """The code of a cell that shows a failure; None for every other cell."""
        body = self._content[at : at + 14]
        if kind == _ERROR:
            return body[6] if body[7] == 1 else None
        if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            return body[8]
        return None

    def _merged(self, facts: SheetFacts, at: int) -> None:
        count = struct.unpack_from("<H", self._content, at)[0]
        for nth in range(min(count, MAX_MERGED)):
            first, last, left, right = struct.unpack_from("<HHHH", self._content, at + 2 + 8 * nth)
            if left == right and 0 < last - first <= MAX_MERGED_ROWS:
                facts.merged_down.append((left, first + 1, last + 1))


def _short_text(body: bytes, is_old: bool) -> str:
    """A sheet's name: its length in one byte, then letters of one byte or of two."""
    if is_old:
        return body[1 : 1 + body[0]].decode("cp1252", "replace")
    return _letters(body[2:], body[0], bool(body[1] & 1))


def _letters(body: bytes, count: int, is_wide: bool) -> str:
    return body[: 2 * count].decode("utf-16-le", "replace") if is_wide else body[:count].decode("latin-1")
