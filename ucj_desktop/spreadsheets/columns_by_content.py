"""Columns told by what stands in them: 16-digit numbers, and NIK against KK numbers."""

from collections.abc import Collection, Mapping, Sequence

from ucj_desktop.spreadsheets.cells import Cell, SheetRow, cell_text

_SAMPLE = 200
_MOST = 0.6  # the share of filled cells that decides
_FEWEST = 3
_NEARLY_ALL = 0.95
_FEMALE_DAY = range(41, 72)


def columns_by_content(
    rows: Sequence[SheetRow], known: Mapping[str, int], headed: Collection[int] = ()
) -> dict[str, int]:
    """NIK and KK columns without a heading of their own, and a column of names where a NIK column was found.

    ``headed`` are columns that a heading gives to something else, as the NIK of the head of the family.
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
    return found


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
    """Women's days only stand in a NIK, and a NIK is never shared, while a KK number is."""
    numbers = [_digits(cell) for cell in _cells(rows, column)]
    return _female_days(rows, column) * 10 + len(set(numbers)) / max(len(numbers), 1)


def _is_of_names(rows: Sequence[SheetRow], column: int) -> bool:
    texts = [cell for cell in _cells(rows, column) if isinstance(cell, str)]
    names = [text for text in texts if " " in text.strip() and not any(sign.isdigit() for sign in text)]
    return len(names) >= 1 and len(names) >= _MOST * len(rows) and len(set(names)) > len(names) // 2
