"""The gate before any parser of workbooks: limits of the zip, of its XML and of its cells.

Source: SAFETY.md "Bad input". Small parts go through expat with handlers; a sheet is only searched as bytes, because a
handler a cell costs more than reading the sheet.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from ucj_desktop.spreadsheets.cells import NOT_COUNTED, FileDamaged, FileSuspicious, FileTooLarge, FormulaError
from ucj_desktop.spreadsheets.zip_gate import TAG_ROOM, ZipGate

MAX_SHEETS: Final = 500
MAX_ROW: Final = 300_000
MAX_COLUMNS: Final = 256  # A to IV
MAX_AREA: Final = 8_000_000  # cells of the rectangle that a sheet spans: 32 bytes each in the parser
ALPHABET: Final = 26  # MAX_ROW x 26 columns stay within MAX_AREA: such a sheet needs no closer look
MAX_TEXTS: Final = 4_000_000
MAX_MERGED: Final = 20_000
MAX_MERGED_ROWS: Final = 2_000

_BLOCK = 4 * 1024 * 1024

_ROW = re.compile(rb"<row\b([^>]*)>")
_PREFIXED_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b([^>]*)>")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["']([0-9]{1,9})["']""")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_NOT_A_TO_Z = re.compile(rb'<c r="(?![A-Z][1-9][0-9]{0,5}")')
_ROW_OR_CELL = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?:\s[^>]*)?>")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([^"']*)["']""")
_GOOD_REFERENCE = re.compile(rb"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
_ERROR_CELL = re.compile(
    rb"""<(?:[\w.-]+:)?c\s(?=[^>]*\st\s*=\s*["']e["'])[^>]*?r\s*=\s*["']([A-Z]{1,3}[0-9]{1,7})["'][^>]*>"""
    rb"""(?:(?!</(?:[\w.-]+:)?c>).){0,8000}?<(?:[\w.-]+:)?v[^>]*>([^<]{1,40})<""",
    re.DOTALL,
)
_UNCOUNTED = re.compile(
    rb"""<(?:[\w.-]+:)?c\s((?:[^>/"']|"[^"]*"|'[^']*')*)>\s*<(?:[\w.-]+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:[\w.-]+:)?f>)"""
    rb"""\s*(?:<(?:[\w.-]+:)?v\s*/>|<(?:[\w.-]+:)?v>\s*</(?:[\w.-]+:)?v>)?\s*</(?:[\w.-]+:)?c>"""
)
"""A formula without a result; as text (t="str") an empty result is one."""
_OF_TEXT = re.compile(rb"""\st\s*=\s*["']str["']""")
_STYLED_CELL = re.compile(rb"""<(?:[\w.-]+:)?c\s[^>]*?\bs\s*=\s*["']([0-9]{1,6})["'][^>]*>""")
_MERGED = re.compile(
    rb"""<(?:[\w.-]+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,2})([0-9]{1,6}):([A-Z]{1,2})([0-9]{1,6})["']"""
)
_SI = re.compile(rb"<(?:[\w.-]+:)?si[\s/>]")


@dataclass(slots=True)
class SheetFacts:
    """What the parser of workbooks does not show: by sheet, positions as (row from 1, column from 0)."""

    name: str
    hidden: bool
    hidden_rows: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], FormulaError] = field(default_factory=dict)  # failed and not reckoned
    zero_padded: dict[tuple[int, int], int] = field(default_factory=dict)  # digits shown by a format like 000
    merged_down: list[tuple[int, int, int]] = field(default_factory=list)  # column, first and last row of merged cells


def pass_gate(path: Path) -> list[SheetFacts]:
    """Look through a workbook before it is parsed; the sheets in workbook order.

    Raises FileDamaged, FileTooLarge or FileSuspicious; zlib and zip faults count as damage.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _Gate(path.name, archive).look()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError, NotImplementedError):
        raise FileDamaged(path.name) from None
    except (zlib.error, expat.ExpatError, KeyError, UnicodeError, RuntimeError):
        raise FileDamaged(path.name) from None


def limit_sheets(name: str, count: int) -> None:
    """Raise FileTooLarge for a workbook of more sheets than any village sends."""
    if count > MAX_SHEETS:
        raise FileTooLarge(name, f"lebih dari {MAX_SHEETS} lembar")


class _Gate(ZipGate):
    def look(self) -> list[SheetFacts]:
        self.limits_of_the_zip()
        sheets, parts = self._sheets()
        padded = self._zero_padded_styles()
        self._texts()
        for member in self.archive.infolist():
            if member.filename.endswith((".xml", ".rels")) and member.filename not in parts:
                self._first_block_is_plain(member)
        for facts, part in zip(sheets, parts, strict=True):
            if part:
                self._look_through_sheet(facts, part, padded)
        return sheets

    def _blocks(self, part: str) -> Iterator[bytes]:
        """Give a part in blocks that overlap by the start of a tag cut in two; the length told is not trusted."""
        limit, seen, rest = self.limit_of(part), 0, b""
        with self.archive.open(part) as stream:
            while block := stream.read(_BLOCK):
                if not seen:
                    self.plain_start(block)
                seen += len(block)
                if seen > limit:
                    raise FileTooLarge(self.name, "satu bagian di dalamnya terlalu besar")
                block = rest + block
                if b"!" in block and (b"<!DOCTYPE" in block or b"<!ENTITY" in block):
                    raise FileSuspicious(self.name, "ada deklarasi DTD di dalamnya")
                # Cut between cells, so that no cell or its value is torn.
                cut = max(block.rfind(b"<c "), block.rfind(b":c "), block.rfind(b"<row"), 0)
                if not cut or len(block) - cut > 64 * TAG_ROOM:
                    cut = max(len(block) - TAG_ROOM, 0)
                cut = max(block.rfind(b"<", 0, cut + 1), 0)
                rest = block[cut:]
                yield block[:cut]
            yield rest

    def _first_block_is_plain(self, member: zipfile.ZipInfo) -> None:
        if member.filename != "xl/sharedStrings.xml":
            with self.archive.open(member) as stream:
                head = stream.read(TAG_ROOM)
            if head.strip():
                self.plain_start(head)

    def _sheets(self) -> tuple[list[SheetFacts], list[str]]:
        targets = self.relations("xl/_rels/workbook.xml.rels")
        sheets, parts = [], []
        for name, attributes in self.elements("xl/workbook.xml"):
            if name != "sheet":
                continue
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            sheets.append(SheetFacts(attributes.get("name", ""), attributes.get("state", "visible") != "visible"))
            parts.append(self.sheet_part(targets.get(relation, "")))
        limit_sheets(self.name, len(sheets))
        return sheets, parts

    def _zero_padded_styles(self) -> dict[int, int]:
        """Styles whose number format is zeros only, as 000 for RT: the style's number -> how many digits."""
        if "xl/styles.xml" not in self.archive.NameToInfo:
            return {}
        widths: dict[str, int] = {}
        styles: dict[int, int] = {}
        inside, number = False, 0
        for name, attributes in self.elements("xl/styles.xml"):
            shown = attributes.get("formatCode", "").replace('"', "").replace("\\", "")
            if name == "numFmt" and len(shown) > 1 and not shown.strip("0"):
                widths[attributes.get("numFmtId", "")] = len(shown)
            if name in ("cellXfs", "cellStyles", "cellStyleXfs", "dxfs"):
                inside, number = name == "cellXfs", 0
            elif name == "xf" and inside:
                width = widths.get(attributes.get("numFmtId", ""))
                if width:
                    styles[number] = width
                number += 1
        return styles

    def _texts(self) -> None:
        if "xl/sharedStrings.xml" not in self.archive.NameToInfo:
            return
        count = sum(len(_SI.findall(block)) for block in self._blocks("xl/sharedStrings.xml"))
        if count > MAX_TEXTS:
            raise FileTooLarge(self.name, f"lebih dari {MAX_TEXTS} teks")

    def _look_through_sheet(self, facts: SheetFacts, part: str, padded: dict[int, int]) -> None:
        row_number = last_row = 0
        width = ALPHABET
        for block in self._blocks(part):
            # A single byte is looked for at many times the speed of two: most blocks hold neither colon nor apostrophe.
            is_prefixed, is_apostrophed = b":" in block, b"'" in block
            for attributes in (_PREFIXED_ROW if is_prefixed and b":row" in block else _ROW).findall(block):
                told = _ROW_NUMBER.search(attributes)
                row_number = int(told[1]) if told else row_number + 1
                last_row = max(last_row, row_number)
                if b"hidden" in attributes and _HIDDEN.search(attributes):
                    facts.hidden_rows.add(row_number)
            if _cells(block, is_prefixed) != block.count(b'<c r="') or _NOT_A_TO_Z.search(block):
                row, columns = self._look_closely(block)
                last_row, width = max(last_row, row), max(width, columns)
            if b't="e"' in block or (is_apostrophed and b"t='e'" in block):
                for reference, shown in _ERROR_CELL.findall(block):
                    facts.errors[_position(reference)] = FormulaError(shown.decode("utf-8", "replace"))
            if b"<f" in block or (is_prefixed and b":f" in block):
                facts.errors.update(_uncounted(block))
            if padded:
                self._find_padded(block, padded, facts)
            if b"mergeCell " in block:
                facts.merged_down.extend(_merged_down(block))
        if last_row > MAX_ROW:
            raise FileTooLarge(self.name, f"ada isi di bawah baris {MAX_ROW}")
        if width > MAX_COLUMNS:
            raise FileTooLarge(self.name, f"ada isi di kanan kolom ke-{MAX_COLUMNS}")
        if width * last_row > MAX_AREA:
            raise FileTooLarge(self.name, f"lebih dari {MAX_AREA // 1_000_000} juta sel")

    def _look_closely(self, block: bytes) -> tuple[int, int]:
        """The cells of a block one by one, when some are past Z or not in Excel's usual writing: last row and width."""
        last_row = counted = 0
        letters: set[bytes] = set()
        for match in _ROW_OR_CELL.finditer(block):
            tag = match[0]
            if match[1] == b"row":
                counted = 0
                continue
            told = _REFERENCE.search(tag)
            counted += 1
            if told is None and counted > MAX_COLUMNS:  # a cell without an address stands beside the one before it
                raise FileTooLarge(self.name, f"ada isi di kanan kolom ke-{MAX_COLUMNS}")
            if told is None or tag.endswith(b"/>"):
                continue
            good = _GOOD_REFERENCE.match(told[1])
            if good is None:
                raise FileSuspicious(self.name, "ada alamat sel yang tidak mungkin")
            letters.add(good[1])
            last_row = max(last_row, int(good[2]))
        return last_row, max((_column(letter) + 1 for letter in letters), default=0)

    @staticmethod
    def _find_padded(block: bytes, padded: dict[int, int], facts: SheetFacts) -> None:
        for match in _STYLED_CELL.finditer(block):
            width = padded.get(int(match[1]))
            told = _REFERENCE.search(match[0]) if width else None
            if width and told and _GOOD_REFERENCE.match(told[1]):
                facts.zero_padded[_position(told[1])] = width


def _cells(block: bytes, is_prefixed: bool) -> int:
    """How many cells begin in a block."""
    cells = block.count(b"<c ") + block.count(b"<c>")
    return cells + block.count(b":c ") + block.count(b":c>") if is_prefixed else cells


def _uncounted(block: bytes) -> Iterator[tuple[tuple[int, int], FormulaError]]:
    for attributes in _UNCOUNTED.findall(block):
        told = _REFERENCE.search(b" " + attributes)
        if told and _GOOD_REFERENCE.match(told[1]) and not _OF_TEXT.search(b" " + attributes):
            yield _position(told[1]), NOT_COUNTED


def _merged_down(block: bytes) -> Iterator[tuple[int, int, int]]:
    for first_column, first_row, last_column, last_row in _MERGED.findall(block)[:MAX_MERGED]:
        rows = int(last_row) - int(first_row)
        if first_column == last_column and 0 < rows <= MAX_MERGED_ROWS:
            yield _column(first_column), int(first_row), int(last_row)


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1


def _position(reference: bytes) -> tuple[int, int]:
    letters = reference.rstrip(b"0123456789")
    return int(reference[len(letters) :]), _column(letters)
