"""Headers of lists that say neither NIK nor name, and lists without any header, told by what their columns hold."""

from collections.abc import Mapping, Sequence

from ucj_desktop.domain.nik import LENGTH
from ucj_desktop.spreadsheets.cells import Cell, SheetRow, cell_text
from ucj_desktop.spreadsheets.columns_by_content import IsVillage, columns_by_content
from ucj_desktop.spreadsheets.header_row import Header, find_header, header_at, is_numbering
from ucj_desktop.spreadsheets.headings import Synonyms

_OF_A_LIST = frozenset({"nik", "full_name"})


def header_by_content(rows: Sequence[SheetRow], words: Synonyms, is_village: IsVillage | None) -> Header | None:
    """A header that leaves out NIK and name, which their columns tell; or a list without any header."""
    header = find_header(rows, words, of_people=False)
    if header is not None:
        below = rows[header.last + 1 :]
        if columns_by_content(below, header.columns, headed(header, words)).keys() >= _OF_A_LIST:
            return header
    found = columns_by_content(rows, {}, is_village=is_village)
    if not found.keys() >= _OF_A_LIST:
        return None
    return _header_in_other_words(rows, found, words) or Header(-1, -1, (), found, frozenset())


_NO_NIK = ("belum", "blm", "tidak", "tdk", "tanpa", "kosong")


def _header_in_other_words(rows: Sequence[SheetRow], found: Mapping[str, int], words: Synonyms) -> Header | None:
    """The row above the first NIK where its words name no known field: a header to show, not a person."""
    numbered = next(at for at, row in enumerate(rows) if _has_number(row.cells, found["nik"]))
    at = numbered - 1
    if at > 0 and is_numbering(rows[at].cells):
        at -= 1
    if at < 0 or not all(_is_word(rows[at].cells, column) for column in found.values()):
        return None
    return header_at(rows, at, words)


def _has_number(cells: Sequence[Cell], column: int) -> bool:
    text = cell_text(cells[column]) if column < len(cells) else ""
    return sum("0" <= sign <= "9" for sign in text) == LENGTH


def _is_word(cells: Sequence[Cell], column: int) -> bool:
    text = cell_text(cells[column]).strip().lower() if column < len(cells) else ""
    return any(sign.isalpha() for sign in text) and not text.startswith(_NO_NIK)


def headed(header: Header, words: Synonyms) -> list[int]:
    """The columns whose headings say what they are, of ours or of somebody else."""
    return [index for index, heading in enumerate(header.headings) if heading and words.is_taken(heading)]
