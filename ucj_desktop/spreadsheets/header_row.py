"""Finding the header of a sheet: one or two rows, below titles, above a row that numbers the columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ucj_desktop.domain.nik import LENGTH
from ucj_desktop.spreadsheets.cells import Cell, SheetRow, cell_text
from ucj_desktop.spreadsheets.headings import Meaning, Synonyms, heading_key, readable_heading

_LOOKED_AT = 40  # rows from the top in which a header may stand
_LONGEST_HEADING = 60
_NAMING_A_PERSON = frozenset({"full_name", "nik"})


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands: indices into the sheet's rows, the headings by column, and what they mean."""

    first: int
    last: int
    headings: tuple[str, ...]
    columns: dict[str, int]
    sure: frozenset[str]
    keys: frozenset[str] = frozenset()  # of every cell of the header
    fields: tuple[str, ...] = ()  # what each column surely means, also where another column means the same; "" unknown


def find_header(rows: Sequence[SheetRow], synonyms: Synonyms, *, of_people: bool = True) -> Header | None:
    """The row, or two, whose headings name most fields; ``of_people``: a person's name or NIK among them."""
    best: Header | None = None
    for at, row in enumerate(rows[:_LOOKED_AT]):
        if best is not None and _has_nik(row.cells, best.columns.get("nik", -1)):
            break  # its people have begun; richer headings further down are those of another list
        if not _may_be_heading(row.cells):
            continue
        alone = _header(at, at, [(_text(cell), "") for cell in row.cells], synonyms)
        candidates = [alone]
        if at + 1 < len(rows) and _may_be_heading(rows[at + 1].cells):
            candidates.append(_header(at, at + 1, _stacked(row.cells, rows[at + 1].cells), synonyms))
        for candidate in candidates:
            if len(candidate.columns) < 2 or (of_people and _NAMING_A_PERSON.isdisjoint(candidate.columns)):
                continue
            if best is None or _worth(candidate) > _worth(best):
                best = candidate
    return best


def _has_nik(cells: Sequence[Cell], column: int) -> bool:
    return 0 <= column < len(cells) and sum("0" <= sign <= "9" for sign in cell_text(cells[column])) == LENGTH


def header_at(rows: Sequence[SheetRow], at: int, synonyms: Synonyms) -> Header | None:
    """The row at an index as a header, whatever its words mean; None where it holds numbers or fewer than two texts."""
    if not _may_be_heading(rows[at].cells):
        return None
    return _header(at, at, [(_text(cell), "") for cell in rows[at].cells], synonyms)


def _worth(header: Header) -> tuple[int, bool]:
    """More fields first; at the same number one row is enough, and the row above is a title."""
    return len(header.columns), header.first == header.last


def _may_be_heading(cells: Sequence[Cell]) -> bool:
    """Headings are short texts without long numbers; two of them at least."""
    filled = [cell for cell in cells if cell != ""]
    if not all(isinstance(cell, str) for cell in filled):
        return False
    texts = [str(cell) for cell in filled]
    with_numbers = sum(sum(sign.isdigit() for sign in text) > 4 for text in texts)
    return len(texts) >= 2 and not with_numbers


def _text(cell: Cell) -> str:
    return cell_text(cell) if cell != "" else ""


def _stacked(above: Sequence[Cell], below: Sequence[Cell]) -> list[tuple[str, str]]:
    """(heading, what stands above it) by column; a merged cell above reaches over the empty ones to its right."""
    pairs = []
    reaching = ""
    for column in range(max(len(above), len(below))):
        top = _text(above[column]) if column < len(above) else ""
        bottom = _text(below[column]) if column < len(below) else ""
        reaching = top or (reaching if bottom else "")
        pairs.append((bottom, reaching) if bottom else (top, ""))
    return pairs


def _header(first: int, last: int, pairs: list[tuple[str, str]], synonyms: Synonyms) -> Header:
    chosen: dict[str, tuple[int, Meaning]] = {}
    fields = [""] * len(pairs)
    for column, (heading, above) in enumerate(pairs):
        if not heading or len(heading) > _LONGEST_HEADING:
            continue
        meaning = synonyms.meaning(heading, above)
        if meaning is None:
            continue
        fields[column] = meaning.field if meaning.sure else ""
        known = chosen.get(meaning.field)
        if known is None or meaning.rank < known[1].rank:
            chosen[meaning.field] = (column, meaning)
    headings = tuple(readable_heading(f"{above} {heading}" if above else heading) for heading, above in pairs)
    return Header(
        first,
        last,
        headings,
        {field: column for field, (column, _) in chosen.items()},
        frozenset(field for field, (_, meaning) in chosen.items() if meaning.sure),
        frozenset(heading_key(text) for pair in pairs for text in pair if text),
        tuple(fields),
    )


def is_numbering(cells: Sequence[Cell]) -> bool:
    """A row that numbers the columns: (1) (2) (3), 1 2 3 or a b c."""
    filled = [_text(cell).strip("()[]. ") for cell in cells if cell != ""]
    if len(filled) < 3:
        return False
    if all(text.isascii() and text.isdigit() and len(text) <= 2 for text in filled):
        numbers = [int(text) for text in filled]
        return all(later - earlier == 1 for earlier, later in pairwise(numbers))
    letters = [text.lower() for text in filled if len(text) == 1 and text.isalpha()]
    return len(letters) == len(filled) and letters == sorted(letters) and letters[0] == "a"


_SHORTEST_WORD = 3  # L, P, RT also stand in people's rows


def repeats_header(cells: Sequence[Cell], header: Header, synonyms: Synonyms) -> bool:
    """The header printed again further down, as at the head of every page, or that of another list in other words."""
    own = [heading_key(cell) for cell in cells if isinstance(cell, str) and cell]
    known = sum(key in header.keys or (len(key) >= _SHORTEST_WORD and key in synonyms.meanings) for key in own)
    return len(own) >= 2 and known * 10 >= len(own) * 6


def headings_moved(
    cells: Sequence[Cell], head: Sequence[Sequence[Cell]], columns: Mapping[str, int], synonyms: Synonyms
) -> list[str]:
    """Of a header printed again, the headings that stand over another column than in ``head`` or, in other words,
    than their field among the read ``columns``."""
    places: dict[str, set[int]] = {}
    for row in head:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and cell:
                places.setdefault(heading_key(cell), set()).add(column)
    read = set(columns.values())
    moved = []
    for column, cell in enumerate(cells):
        if not isinstance(cell, str) or not cell:
            continue
        known = places.get(heading_key(cell))
        if known is None:
            meaning = synonyms.meanings.get(heading_key(cell))
            known = {columns[meaning.field]} if meaning and meaning.field in columns else {column}
        if column not in known and not known.isdisjoint(read):
            moved.append(readable_heading(cell))
    return moved
