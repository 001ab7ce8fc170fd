"""Writing into a workbook that somebody else made: only the named cells change, everything else stays byte for byte.

A library that reads a workbook and writes it again loses what it does not know: pictures, buttons, rules, print areas.
So the rows of the sheet's XML are edited in place. The file has passed the gate before (``pass_gate``).
"""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.spreadsheets.cells import FileNotWritable, cell_address
from ucj_desktop.spreadsheets.zip_gate import ZipGate

Filled = Mapping[int, Mapping[int, str]]
"""Texts by the sheet's own row number (from 1) and column (from 0)."""

_ROW = re.compile(rb"<((?:[\w.-]+:)?)row\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(/>|>(.*?)</(?:[\w.-]+:)?row>)", re.DOTALL)
_CELL = re.compile(rb"<(?:[\w.-]+:)?c\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(?:/>|>(.*?)</(?:[\w.-]+:)?c>)", re.DOTALL)
_NUMBER = re.compile(rb"""\sr\s*=\s*["']([0-9]{1,9})["']""")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})[0-9]{1,7}["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["']([0-9]{1,6})["']""")
_SPANS = re.compile(rb"""\sspans\s*=\s*["'][^"']*["']""")
_DIMENSION = re.compile(rb"<(?:[\w.-]+:)?dimension\b[^>]*/>")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_PARTS = "xl/worksheets/"


class CannotFill(ClerkError):
    """The workbook is written in a way in which cells cannot be put in."""

    code = "BERKAS-30"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            what=f"Hasil tidak bisa diisikan ke {name}: {why}.",
            fix="Buka di Excel, simpan sebagai Excel Workbook (.xlsx) dengan nama lain, lalu ulangi dengan berkas itu.",
        )


def fill_cells(source: Path, out: Path, sheets: Mapping[str, Filled]) -> int:
    """Write a copy of ``source`` with the given cells of each sheet as text; how many were written.

    A cell that holds a formula keeps it and is not counted. Raises CannotFill, FileNotWritable.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            parts = _parts(source.name, archive)
            wanted = {parts[name]: filled for name, filled in sheets.items() if name in parts}
            if len(wanted) != len(sheets):
                raise CannotFill(source.name, "lembarnya tidak ditemukan lagi")
            changed = {part: _fill(source.name, archive.read(part), filled) for part, filled in wanted.items()}
            _write(archive, out, {part: content for part, (content, _) in changed.items()})
    except (zipfile.BadZipFile, OSError, KeyError) as fault:
        if isinstance(fault, OSError) and not isinstance(fault, FileNotFoundError):
            raise FileNotWritable(out.name) from fault
        raise CannotFill(source.name, "susunannya rusak") from fault
    return sum(count for _, count in changed.values())


def _parts(name: str, archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    gate = ZipGate(name, archive)
    if "xl/workbook.xml" not in archive.NameToInfo:
        raise CannotFill(name, "ini bukan buku kerja Excel .xlsx")
    targets = gate.relations("xl/_rels/workbook.xml.rels")
    found = {}
    for element, attributes in gate.elements("xl/workbook.xml"):
        if element == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            part = gate.sheet_part(targets.get(relation, ""))
            if part:
                found[attributes.get("name", "")] = part
    return found


def _write(archive: zipfile.ZipFile, out: Path, changed: Mapping[str, bytes]) -> None:
    """Every member as it was, but those that changed; under its name only when it is whole."""
    part = out.with_name(f"{out.name}.sebagian")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as target:
            for member in archive.infolist():
                content = changed.get(member.filename)
                target.writestr(member, archive.read(member) if content is None else content)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _fill(name: str, xml: bytes, filled: Filled) -> tuple[bytes, int]:
    """The sheet with the texts in its rows; rows that it does not have are named as a fault."""
    pieces, end, count, seen = [], 0, 0, set()
    for row in _ROW.finditer(xml):
        number = _NUMBER.search(row[2])
        if number is None:
            raise CannotFill(name, "baris-barisnya tidak bernomor")
        texts = filled.get(int(number[1]))
        if not texts:
            continue
        seen.add(int(number[1]))
        cells, written = _filled_row(name, row[1], row[4] or b"", int(number[1]), texts)
        prefix, attributes = row[1], _SPANS.sub(b"", row[2])
        pieces += [xml[end : row.start()], b"<" + prefix + b"row" + attributes + b">", cells, b"</" + prefix + b"row>"]
        end, count = row.end(), count + written
    if seen != {number for number, texts in filled.items() if texts}:
        raise CannotFill(name, "sebagian barisnya tidak ditemukan lagi")
    pieces.append(xml[end:])
    return _DIMENSION.sub(b"", b"".join(pieces), count=1), count


def _filled_row(name: str, prefix: bytes, cells: bytes, number: int, texts: Mapping[int, str]) -> tuple[bytes, int]:
    there = []
    for cell in _CELL.finditer(cells):
        reference = _REFERENCE.search(cell[1])
        if reference is None:
            raise CannotFill(name, "sel-selnya tidak bernama")
        there.append((_column(reference[1]), cell))
    pieces, end, count = [], 0, 0
    waiting = sorted(texts.items())
    last_style = b""
    for column, cell in there:
        while waiting and waiting[0][0] < column:
            pieces += [cells[end : cell.start()], _cell(prefix, number, *waiting.pop(0), last_style)]
            end, count = cell.start(), count + 1
        style = _STYLE.search(cell[1])
        last_style = style[1] if style else b""
        if waiting and waiting[0][0] == column:
            at, text = waiting.pop(0)
            if _FORMULA.search(cell[2] or b""):
                continue
            pieces += [cells[end : cell.start()], _cell(prefix, number, at, text, last_style)]
            end, count = cell.end(), count + 1
    pieces.append(cells[end:])
    for at, text in waiting:  # beyond the last cell, in its look
        pieces.append(_cell(prefix, number, at, text, last_style))
        count += 1
    return b"".join(pieces), count


def _cell(prefix: bytes, number: int, column: int, text: str, style: bytes) -> bytes:
    """A cell of text: no reader takes it for a formula, whatever it begins with."""
    look = b' s="' + style + b'"' if style else b""
    address = cell_address(column, number).encode()
    said = escape(text).encode()
    inner = b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (prefix, prefix, said, prefix, prefix)
    return b'<%sc r="%s"%s t="inlineStr">%s</%sc>' % (prefix, address, look, inner, prefix)


def _column(letters: bytes) -> int:
    """AA is 26."""
    found = 0
    for letter in letters:
        found = found * 26 + letter - 64
    return found - 1
