"""Text files with columns: , ; TAB or | between them, in UTF-8, UTF-16 or cp1252, told by their content."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ucj_desktop.spreadsheets.cells import (
    FileDamaged,
    FileNotFound,
    FileTooLarge,
    KindNotRead,
    Sheet,
    SheetRow,
    Workbook,
)
from ucj_desktop.spreadsheets.gate import MAX_COLUMNS, MAX_ROW

_DELIMITERS: Final = ("|", "\t", ";", ",")
_LOOKED_AT: Final = 60  # lines that decide the delimiter


def read_delimited(path: Path) -> Workbook:
    """Read a text file as one sheet named after it; every cell is text."""
    try:
        text = _decoded(path.read_bytes(), path.name)
    except OSError:
        raise FileNotFound(path.name) from None
    first, _, rest = text.partition("\n")
    told = first.strip().removeprefix("sep=") if first.startswith("sep=") else ""
    if len(told) == 1:
        text = rest
    lines = text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    delimiter = told if len(told) == 1 else _delimiter(lines)
    rows = _rows(text, delimiter, path.name, first_number=2 if len(told) == 1 else 1)
    if delimiter == "|" and rows and all(len(row.cells) > 1 and row.cells[0] == "" for row in rows):
        rows = [SheetRow(row.number, False, row.cells[1:]) for row in rows]  # |a|b| with a line at the edge
    return Workbook([Sheet(path.stem, False, rows)])


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise FileDamaged(name) from None
    if b"\x00" in content:
        raise KindNotRead(
            name, "berkas biner, bukan tabel", "Pilih berkas Excel (.xlsx) atau csv yang berisi daftar pekerja."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise FileDamaged(name) from None


def _delimiter(lines: list[str]) -> str:
    """The sign that cuts most lines into the same number of columns; title lines have none and do not count."""
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        counts: dict[int, int] = {}
        for line in lines:
            count = _outside_quotes(line).count(delimiter)
            if count:
                counts[count] = counts.get(count, 0) + 1
        score = max((lines_of * min(count, 20) for count, lines_of in counts.items()), default=0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2]) if '"' in line else line


def _rows(text: str, delimiter: str, name: str, first_number: int) -> list[SheetRow]:
    """Rows are counted as a spreadsheet program shows them: one for each record, empty lines too."""
    rows: list[SheetRow] = []
    number = first_number - 1
    try:
        for values in _records(text.replace("\r\n", "\n").replace("\r", "\n"), delimiter):
            number += 1
            if len(values) > MAX_COLUMNS:
                raise FileTooLarge(name, f"ada isi di kanan kolom ke-{MAX_COLUMNS}")
            cells = tuple([_unwrapped(value) if value.startswith("=") else value for value in values])
            if any(cell and not cell.isspace() for cell in cells):
                rows.append(SheetRow(number, False, cells))
            if number > MAX_ROW:
                raise FileTooLarge(name, f"lebih dari {MAX_ROW} baris")
    except csv.Error:
        raise FileDamaged(name) from None
    return rows


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records of a text. Where a quote stands astray one line is one record, lest it swallow the people below."""
    try:
        yield from list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        return
    except csv.Error:
        lines = text.split("\n")
    for line in lines:
        try:
            yield next(csv.reader([line], delimiter=delimiter, strict=True), [])
        except csv.Error:
            yield next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])


def _unwrapped(value: str) -> str:
    """Text that an exporter guarded from Excel, as ="7302..."."""
    return value[2:-1] if value.startswith('="') and value.endswith('"') and len(value) > 2 else value
