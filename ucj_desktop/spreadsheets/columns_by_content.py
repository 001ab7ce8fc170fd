"""Columns told by what stands in them: NIK and KK numbers, names, and what agrees with the NIK beside it."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from ucj_desktop.domain.dates import parse_date, split_place_and_date
from ucj_desktop.domain.nik import LENGTH, Nik, parse_nik
from ucj_desktop.domain.phone import clean_phone
from ucj_desktop.domain.worker import Sex
from ucj_desktop.spreadsheets.cells import Cell, SheetRow, cell_text

IsVillage = Callable[[str], bool]
"""Whether a text names a village of the office."""

_SAMPLE = 200
_MOST = 0.6  # the share of filled cells that decides
_FEWEST = 3
_NEARLY_ALL = 0.95
_FEMALE_DAY = range(41, 72)
_NO_CARD_YET = range(30, 95)  # two digits of a year; a KK number holds the day its card was made, none before 1995
_ANY_DAY = date(2099, 12, 31)  # only day, month and two digits of the year are compared with a NIK
_RT_RW = re.compile(r"(?:RT\W*)?[0-9]{1,3}\s*[/\\-]\s*(?:R[WK]\W*)?[0-9]{1,3}\Z", re.IGNORECASE)
_SEXES: Mapping[str, Sex] = {
    "L": Sex.MALE, "LK": Sex.MALE, "LAKI-LAKI": Sex.MALE, "LAKI LAKI": Sex.MALE, "PRIA": Sex.MALE, "1": Sex.MALE,
    "P": Sex.FEMALE, "PR": Sex.FEMALE, "PEREMPUAN": Sex.FEMALE, "WANITA": Sex.FEMALE, "2": Sex.FEMALE,
}  # fmt: skip


def columns_by_content(
    rows: Sequence[SheetRow],
    known: Mapping[str, int],
    headed: Collection[int] = (),
    *,
    named: Collection[int] = (),
    is_village: IsVillage | None = None,
) -> dict[str, int]:
    """NIK and KK columns without a heading of their own, and beside a NIK column what else its rows say.

    ``headed`` are columns that a heading gives to something else, as the NIK of the head of the family; ``named`` those
    with any heading: phones, places and villages under a heading nobody knows may be somebody else's.
    """
    sample = rows[:_SAMPLE]
    taken = {*known.values(), *headed}
    width = max((len(row.cells) for row in sample), default=0)
    numbers = [column for column in range(width) if column not in taken and _is_of_numbers(sample, column)]
    found: dict[str, int] = {}
    for column in sorted(numbers, key=lambda column: -_evidence_of_nik(sample, column)):
        for field in ("nik", "kk_number"):
            if field not in known and field not in found:
                found[field] = column
                break
    if "full_name" not in known and ("nik" in found or "nik" in known):
        names = [column for column in range(width) if column not in taken and _is_of_names(sample, column)]
        if names:
            found["full_name"] = names[0]
    nik = known.get("nik", found.get("nik"))
    if nik is not None:
        told = _ToldByNik(sample, nik, is_village)
        for column in range(width):
            if column not in taken and column not in found.values():
                told.look(column, {*known, *found}, found, has_heading=column in named)
    return found


class _ToldByNik:
    """Columns beside a NIK: a birth date and a sex must agree with it, the rest has a shape that nothing else has."""

    def __init__(self, rows: Sequence[SheetRow], nik: int, is_village: IsVillage | None) -> None:
        self._rows = rows
        self._niks = {row.number: parsed for row in rows if (parsed := _nik_of(row, nik))}
        self._is_village = is_village

    def look(self, column: int, known: AbstractSet[str], found: dict[str, int], *, has_heading: bool) -> None:
        """Add what a column is, where it is something not known yet."""
        if known.isdisjoint(_OF_BIRTH) and self._agree(column, _has_birth_date_of):
            found["birth_date"] = column
        elif known.isdisjoint(_OF_BIRTH) and self._agree(column, _has_birth_of):
            found["birth"] = column
        elif known.isdisjoint(_OF_SEX) and self._agree(column, _has_sex_of):
            found["sex"] = column
        elif has_heading:
            return
        elif known.isdisjoint(("rt_rw", "rt", "rw")) and self._are(column, _is_rt_rw):
            found["rt_rw"] = column
        elif "phone" not in known and self._are(column, _is_phone):
            found["phone"] = column
        elif self._is_village is not None and "village_code" not in known and self._are(column, self._names_village):
            found["village_code"] = column

    def _agree(self, column: int, does: Callable[[Cell, Nik], bool]) -> bool:
        told = [
            does(row.cells[column], self._niks[row.number])
            for row in self._rows
            if row.number in self._niks and column < len(row.cells) and row.cells[column] != ""
        ]
        return sum(told) >= _FEWEST and sum(told) >= _MOST * len(told)

    def _are(self, column: int, test: Callable[[Cell], bool]) -> bool:
        cells = _cells(self._rows, column)
        return len(cells) >= _FEWEST and sum(test(cell) for cell in cells) >= _MOST * len(cells)

    def _names_village(self, cell: Cell) -> bool:
        return isinstance(cell, str) and self._is_village is not None and self._is_village(cell)


_OF_BIRTH = ("birth_date", "birth")
_OF_SEX = ("sex", "sex_male", "sex_female")


def _nik_of(row: SheetRow, column: int) -> Nik | None:
    return parse_nik(_digits(row.cells[column])) if column < len(row.cells) else None


def _has_birth_date_of(cell: Cell, nik: Nik) -> bool:
    stated = cell if isinstance(cell, date) else parse_date(cell_text(cell), _ANY_DAY).value
    if stated is None or stated.year % 100 != nik.two_digit_year:
        return False
    return (stated.day, stated.month) in ((nik.day, nik.month), (nik.month, nik.day))


def _has_birth_of(cell: Cell, nik: Nik) -> bool:
    return isinstance(cell, str) and _has_birth_date_of(split_place_and_date(cell)[1], nik)


def _has_sex_of(cell: Cell, nik: Nik) -> bool:
    return _SEXES.get(cell_text(cell).upper().strip(". ")) is nik.sex


def _is_rt_rw(cell: Cell) -> bool:
    return isinstance(cell, str) and _RT_RW.match(cell.strip()) is not None


def _is_phone(cell: Cell) -> bool:
    phone = clean_phone(cell_text(cell))
    return phone.fault is None and bool(phone.value)


def nik_and_kk_are_swapped(rows: Sequence[SheetRow], columns: Mapping[str, int]) -> bool:
    """Whether the KK column holds days as a NIK does (1 to 31, 41 to 71 for women) and the NIK column only up to 31."""
    if not {"nik", "kk_number"} <= columns.keys():
        return False
    sample = rows[:_SAMPLE]
    days = [int(number[6:8]) for cell in _cells(sample, columns["kk_number"]) if len(number := _digits(cell)) == 16]
    women = sum(day in _FEMALE_DAY for day in days)
    possible = sum(1 <= day <= 31 or day in _FEMALE_DAY for day in days)
    looks_like_nik = women >= max(_FEWEST, len(sample) // 8) and possible >= _NEARLY_ALL * len(days)
    return looks_like_nik and not _female_days(sample, columns["nik"])


def holds_niks(rows: Sequence[SheetRow], column: int) -> bool:
    """Whether a column holds the days of women, as no KK number has them, in many rows."""
    return _female_days(rows[:_SAMPLE], column) >= max(_FEWEST, len(rows[:_SAMPLE]) // 8)


def numbers_in(rows: Sequence[SheetRow], column: int) -> int:
    """How many cells of a column hold 16 digits."""
    return sum(len(_digits(cell)) == LENGTH for cell in _cells(rows, column))


def _digits(cell: Cell) -> str:
    return "".join(sign for sign in cell_text(cell) if "0" <= sign <= "9")


def _cells(rows: Sequence[SheetRow], column: int) -> list[Cell]:
    return [row.cells[column] for row in rows if column < len(row.cells) and row.cells[column] != ""]


def _is_of_numbers(rows: Sequence[SheetRow], column: int) -> bool:
    cells = _cells(rows, column)
    matching = sum(len(_digits(cell)) == 16 for cell in cells)
    return matching >= 1 and matching >= _MOST * len(cells)


def _female_days(rows: Sequence[SheetRow], column: int) -> int:
    numbers = [_digits(cell) for cell in _cells(rows, column)]
    return sum(len(number) == 16 and int(number[6:8]) in _FEMALE_DAY for number in numbers)


def _evidence_of_nik(rows: Sequence[SheetRow], column: int) -> float:
    """What no KK number has only stands in a NIK, and a NIK is never shared, while a KK number is."""
    numbers = [_digits(cell) for cell in _cells(rows, column)]
    return sum(map(is_no_kk, numbers)) * 10 + len(set(numbers)) / max(len(numbers), 1)


def is_no_kk(number: str) -> bool:
    """Whether 16 digits cannot be a KK number: the day of a woman's birth, or a year in which no card was made."""
    return len(number) == 16 and (int(number[6:8]) in _FEMALE_DAY or int(number[10:12]) in _NO_CARD_YET)


def _is_of_names(rows: Sequence[SheetRow], column: int) -> bool:
    texts = [cell for cell in _cells(rows, column) if isinstance(cell, str)]
    names = [text for text in texts if " " in text.strip() and not any(sign.isdigit() for sign in text)]
    return len(names) >= 1 and len(names) >= _MOST * len(rows) and len(set(names)) > len(names) // 2
