"""The gate before the parser of binary workbooks (.xlsb): the limits of the zip, then its records and their places."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.parsers import expat

from ucj_desktop.spreadsheets.cells import FileDamaged, FileTooLarge, FormulaError
from ucj_desktop.spreadsheets.gate import (
    MAX_AREA,
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_MERGED_ROWS,
    MAX_ROW,
    MAX_TEXTS,
    SheetFacts,
    limit_sheets,
)
from ucj_desktop.spreadsheets.gate_xls import ERROR_SIGNS
from ucj_desktop.spreadsheets.zip_gate import MAX_SHEET_BYTES, ZipGate

_ROW, _ERROR, _FORMULA_ERROR, _LAST_CELL_KIND = 0, 3, 11, 11
_TEXT_ITEM, _FORMAT, _STYLE, _BEGIN_STYLES, _END_STYLES = 19, 44, 47, 617, 618
_SIZE, _SHEET, _MERGED = 148, 156, 176
_BLANK, _SHORT_NUMBER, _NUMBER = 1, 2, 5
_HIDDEN_ROW = 0x10
_LAST_ROW: Final = 1_048_575


def pass_gate_xlsb(path: Path) -> list[SheetFacts]:
    """Look through a workbook before it is parsed; raises FileDamaged, FileTooLarge or FileSuspicious."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _Gate(path.name, archive).look()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError, NotImplementedError):
        raise FileDamaged(path.name) from None
    except (zlib.error, expat.ExpatError, KeyError, IndexError, UnicodeError, RuntimeError, struct.error):
        raise FileDamaged(path.name) from None


class _Gate(ZipGate):
    def look(self) -> list[SheetFacts]:
        self.limits_of_the_zip()
        sheets, parts = self._sheets()
        padded = self._zero_padded_styles()
        texts = "xl/sharedStrings.bin"
        if texts in self.archive.NameToInfo and sum(kind == _TEXT_ITEM for kind, _ in self._records(texts)) > MAX_TEXTS:
            raise FileTooLarge(self.name, f"lebih dari {MAX_TEXTS} teks")
        for facts, part in zip(sheets, parts, strict=True):
            if part:
                self._look_through(facts, part, padded)
        return sheets

    def _records(self, part: str) -> Iterator[tuple[int, bytes]]:
        """(kind, body) of a part; a kind takes one or two bytes, a length up to four, seven bits in each."""
        with self.archive.open(part) as stream:
            content = stream.read(MAX_SHEET_BYTES + 1)
        if len(content) > MAX_SHEET_BYTES:
            raise FileTooLarge(self.name, "satu bagian di dalamnya terlalu besar")
        at, end = 0, len(content)
        while at < end:
            kind = content[at]
            at += 1
            if kind & 0x80:
                kind = kind & 0x7F | content[at] << 7
                at += 1
            length = shift = 0
            for _ in range(4):
                sign = content[at]
                at += 1
                length |= (sign & 0x7F) << shift
                shift += 7
                if not sign & 0x80:
                    break
            if at + length > end:
                raise FileDamaged(self.name)
            yield kind, content[at : at + length]
            at += length

    def _sheets(self) -> tuple[list[SheetFacts], list[str]]:
        targets = self.relations("xl/_rels/workbook.bin.rels")
        sheets, parts = [], []
        for kind, body in self._records("xl/workbook.bin"):
            if kind != _SHEET:
                continue
            state = struct.unpack_from("<I", body)[0]
            relation, at = _wide_text(body, 8)
            name, _ = _wide_text(body, at)
            sheets.append(SheetFacts(name, state != 0))
            parts.append(self.sheet_part(targets.get(relation, "")))
        limit_sheets(self.name, len(sheets))
        return sheets, parts

    def _zero_padded_styles(self) -> dict[int, int]:
        if "xl/styles.bin" not in self.archive.NameToInfo:
            return {}
        widths: dict[int, int] = {}
        styles: dict[int, int] = {}
        inside, number = False, 0
        for kind, body in self._records("xl/styles.bin"):
            if kind == _FORMAT:
                shown = _wide_text(body, 2)[0].replace('"', "").replace("\\", "")
                if len(shown) > 1 and not shown.strip("0"):
                    widths[struct.unpack_from("<H", body)[0]] = len(shown)
            elif kind in (_BEGIN_STYLES, _END_STYLES):
                inside = kind == _BEGIN_STYLES
            elif kind == _STYLE and inside:
                if width := widths.get(struct.unpack_from("<H", body, 2)[0]):
                    styles[number] = width
                number += 1
        return styles

    def _look_through(self, facts: SheetFacts, part: str, padded: dict[int, int]) -> None:
        row = last_row = last_column = 0
        for kind, body in self._records(part):
            if kind == _ROW:
                row = struct.unpack_from("<I", body)[0]
                if body[11] & _HIDDEN_ROW:
                    facts.hidden_rows.add(row + 1)
            elif kind <= _LAST_CELL_KIND:
                column, style = struct.unpack_from("<II", body)
                if kind != _BLANK:
                    last_row, last_column = max(last_row, row), max(last_column, column)
                if kind in (_SHORT_NUMBER, _NUMBER) and padded and (width := padded.get(style & 0xFFFFFF)):
                    facts.zero_padded[row + 1, column] = width
                if kind in (_ERROR, _FORMULA_ERROR):
                    facts.errors[row + 1, column] = FormulaError(ERROR_SIGNS.get(body[8], "#ERROR!"))
            elif kind == _MERGED and len(facts.merged_down) < MAX_MERGED:
                first, last, left, right = struct.unpack_from("<IIII", body)
                if left == right and 0 < last - first <= MAX_MERGED_ROWS:
                    facts.merged_down.append((left, first + 1, last + 1))
            elif kind == _SIZE:
                _, below, _, beyond = struct.unpack_from("<IIII", body)
                if below > _LAST_ROW or beyond > 16_383:
                    raise FileDamaged(self.name)
        if last_row >= MAX_ROW:
            raise FileTooLarge(self.name, f"ada isi di bawah baris {MAX_ROW}")
        if last_column >= MAX_COLUMNS:
            raise FileTooLarge(self.name, f"ada isi di kanan kolom ke-{MAX_COLUMNS}")
        if (last_row + 1) * (last_column + 1) > MAX_AREA:
            raise FileTooLarge(self.name, f"lebih dari {MAX_AREA // 1_000_000} juta sel")


def _wide_text(body: bytes, at: int) -> tuple[str, int]:
    """A text of two-byte letters behind its length, and where it ends; a length of all ones means none."""
    count = struct.unpack_from("<I", body, at)[0]
    if count == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * count
    return body[at + 4 : end].decode("utf-16-le", "replace"), end
