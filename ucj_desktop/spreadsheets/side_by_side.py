"""Lists that stand beside each other in one sheet, each cut out with its cells where they are."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.nik import LENGTH, parse_nik
from ucj_desktop.spreadsheets.cells import Cell, Sheet, SheetRow, cell_text, column_letter
from ucj_desktop.spreadsheets.columns_by_content import is_no_kk
from ucj_desktop.spreadsheets.header_row import Header, header_at, repeats_header
from ucj_desktop.spreadsheets.headings import Synonyms
from ucj_desktop.spreadsheets.row_kinds import names_section

_OF_A_PERSON = ("nik", "full_name")
_OF_SEX = ("sex", "sex_male", "sex_female")
_FEW_NIKS = 4  # one in so many of a list of NIKs cannot be a KK number, at the least
_FEW = 2  # cells of a row that names a village or hamlet


class PeopleBeside(ClerkError):
    """Beside a list stand people under headings that do not tell whether they are a list or relatives."""

    code = "BERKAS-20"

    def __init__(self, sheet: str, columns: str, count: int) -> None:
        super().__init__(
            f"Lembar {sheet}: di kolom {columns} ada {count} orang lagi di samping daftar, entah siapa mereka.",
            "Bila itu daftar lain, pindahkan kolom-kolom itu ke lembar sendiri. Bila itu keluarga orang di kirinya, "
            'beri judul yang menyebutnya, misalnya "NIK PASANGAN" dan "NAMA PASANGAN". Lalu impor lagi.',
        )


class _Row(Protocol):
    @property
    def cells(self) -> tuple[Cell, ...]: ...


class Strip(NamedTuple):
    """The columns of one list; ``columns`` names them, "G-K". Only its cells are kept, at their own places."""

    sheet: Sheet
    columns: str
    how_many: int  # people


def strips_of(sheet: Sheet, header: Header, words: Synonyms) -> list[Strip]:
    """The lists beside each other, from left to right; none where there are no two beside each other.

    Raises PeopleBeside where people stand under repeated headings that may also be of relatives.
    """
    starts = _starts(header)
    if len(starts) < 2:
        return []
    below = sheet.rows[header.last + 1 :]
    kept = [0]
    for at, start in enumerate(starts[1:], start=1):
        end = starts[at + 1] if at + 1 < len(starts) else len(header.fields)
        count = _people(below, header, start, end)
        if not count:
            continue
        if _is_list(header, start, end):
            kept.append(start)
        elif "nik" in header.fields[start:end]:
            raise PeopleBeside(sheet.name, _letters(start, end), count)
    if len(kept) < 2:
        return []
    _require_same_below(sheet, header, starts, words)
    width = max([len(header.fields), *(len(row.cells) for row in sheet.rows)])
    return [
        _strip(sheet, header, start, end, is_last=end == width)
        for start, end in zip(kept, [*kept[1:], width], strict=True)
    ]


def people_without_headings(header: Header, rows: Sequence[_Row]) -> tuple[str, int]:
    """Columns, "G-H", and number of people who stand beside the list under no heading at all; ("", 0) for none.

    Only their content names such columns, so that the NIKs of a few are taken for KK numbers. A KK number has no day
    of a woman and no year in which no card was made, and where there are headings it stands below one.
    """
    headings, by_content = header.headings, header.columns.get("kk_number", -1)
    if "kk_number" in header.sure:
        by_content = -1
    titles = {at for field, at in header.columns.items() if field in _OF_SEX and _holds_people(rows, at)}
    read = set(header.columns.values()) - {by_content} - titles
    width = max((len(row.cells) for row in rows), default=0)
    headless = (at for at in range(width) if at in titles or not (at < len(headings) and headings[at]))
    loose = [at for at in headless if at not in read]
    if len(loose) < 2 or "nik" not in header.columns:
        return "", 0
    found, no_kks = [], 0
    for row in rows:
        own = {_text(row.cells, at) for at in read}
        numbers = [at for at in loose if parse_nik(text := _text(row.cells, at)) is not None and text not in own]
        if numbers and any(_is_name(_text(row.cells, at)) for at in loose):
            found.append(numbers[0])
            no_kks += any(is_no_kk(_text(row.cells, at)) for at in numbers)
    is_outside = any(headings) and all(at >= len(headings) or not any(headings[at:]) for at in found)
    niks, kks = (sum(_text(row.cells, at) != "" for row in rows) for at in (header.columns["nik"], by_content))
    if by_content >= 0 and "nik" not in header.sure and found and niks * 2 <= kks:  # the few were taken for the list
        return _letters(header.columns["nik"], max(loose) + 1), niks
    if not found or not (is_outside or no_kks * _FEW_NIKS >= len(found)):
        return "", 0
    return _letters(min(found), max(loose) + 1), len(found)


def _holds_people(rows: Sequence[_Row], column: int) -> bool:
    """Whether names or numbers of people stand under what looks like the heading of a sex: then it is their title."""
    filled = [text for row in rows if (text := _text(row.cells, column))]
    return sum(_is_name(text) or parse_nik(text) is not None for text in filled) * 2 > len(filled)


def _starts(header: Header) -> list[int]:
    """Where a list may begin: what names a person so far is named again from there on."""
    fields, starts = header.fields, [0]
    for column, field in enumerate(fields):
        before = fields[starts[-1] : column]
        named = [one for one in _OF_A_PERSON if one in before]
        if field and field in before and named and all(one in fields[column:] for one in named):
            starts.append(_after_gap(header, column, starts[-1]))
    return starts


def _after_gap(header: Header, column: int, left: int) -> int:
    """The column behind the empty one that divides the lists, where there is one; headings of the right list only."""
    at = column
    while at - 1 > left and header.headings[at - 1] and header.fields[at - 1] not in _OF_A_PERSON:
        at -= 1
    return at if at - 1 > left and not header.headings[at - 1] else column


def _is_list(header: Header, start: int, end: int) -> bool:
    """A list of its own numbers its people, stands behind an empty column, or says all that the first one says."""
    first = set(header.fields[:start]) - {""}
    own = set(header.fields[start:end]) - {""}
    if any(field.startswith("heir_") for field in own - first):
        return False
    return "number" in own & first or not header.headings[start - 1] or own >= first - {"number"}


def _people(rows: Sequence[SheetRow], header: Header, start: int, end: int) -> int:
    """Rows that hold somebody there who does not stand to the left of it, too."""
    places = [(header.fields.index(one), header.fields.index(one, start, end))
              for one in _OF_A_PERSON if one in header.fields[start:end]]  # fmt: skip
    return sum(any(_names_somebody(row.cells, *place) for place in places) for row in rows)


def _names_somebody(cells: Sequence[Cell], left: int, right: int) -> bool:
    text = _text(cells, right)
    if not text or text == _text(cells, left):
        return False
    return sum("0" <= sign <= "9" for sign in text) == LENGTH or _is_name(text)


def _is_name(text: str) -> bool:
    return " " in text and not any("0" <= sign <= "9" for sign in text) and any(sign.isalpha() for sign in text)


def _text(cells: Sequence[Cell], column: int) -> str:
    return cell_text(cells[column]) if column < len(cells) else ""


def _require_same_below(sheet: Sheet, header: Header, starts: list[int], words: Synonyms) -> None:
    """Headings printed again further down must divide the sheet at the same columns."""
    for at, row in enumerate(sheet.rows[header.last + 1 :], start=header.last + 1):
        if not repeats_header(row.cells, header, words):
            continue
        again = header_at(sheet.rows, at, words)
        if again is not None and _starts(again) != starts:
            below = Header(at, at, again.headings, again.columns, again.sure, again.keys, again.fields)
            count = sum(bool(_text(one.cells, below.columns.get("nik", 0))) for one in sheet.rows[at + 1 :])
            raise PeopleBeside(sheet.name, f"{_letters(0, len(again.fields))} mulai baris {row.number}", count)


def _strip(sheet: Sheet, header: Header, start: int, end: int, *, is_last: bool) -> Strip:
    rows = []
    for row in sheet.rows:
        cells = ("",) * start + row.cells[start:end]
        if all(cell == "" for cell in cells) and (start == 0 or not _is_section(row)):
            continue
        rows.append(row._replace(cells=row.cells if all(cell == "" for cell in cells) else cells))
    last = max((at for at in range(start, min(end, len(header.fields))) if header.headings[at]), default=end - 1)
    letters = _letters(start, end if is_last and end > len(header.fields) else last + 1)
    people = _people(sheet.rows[header.last + 1 :], header, start, end) if start else 0
    return Strip(sheet._replace(rows=rows), letters, people)


def _is_section(row: SheetRow) -> bool:
    """A village's or hamlet's name across the whole width counts for the lists to its right as well."""
    filled = [cell_text(cell) for cell in row.cells if cell != ""]
    return 0 < len(filled) <= _FEW and names_section(filled[0])


def _letters(start: int, end: int) -> str:
    first, last = column_letter(start), column_letter(end - 1)
    return first if first == last else f"{first}-{last}"
