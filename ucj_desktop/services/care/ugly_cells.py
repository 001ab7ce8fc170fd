"""How cells are badly written: numbers, dates and phones as clerks and Excel leave them, with what they still say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from random import Random
from typing import Any

from ucj_desktop.domain.dates import MONTHS
from ucj_desktop.domain.phone import phone_fault
from ucj_desktop.spreadsheets.cells import Cell

_EXCEL_DAY_ZERO = date(1899, 12, 30)


class Dirt(Enum):
    """What is wrong with a cell."""

    NUMBER = auto()  # a number where text belongs
    DAMAGED = auto()  # digits are lost for ever
    AROUND = auto()  # signs around or between digits
    LETTER_O = auto()
    SPACES = auto()
    DASH = auto()  # "-" for nothing
    TOGETHER = auto()  # two fields in one cell
    DATE_TEXT = auto()
    DATE_SERIAL = auto()
    LEADING_ZERO = auto()


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """A cell and what it truly states, by field."""

    cell: Cell | int
    stated: dict[str, Any] = field(default_factory=dict, hash=False)
    dirt: tuple[Dirt, ...] = ()


def _as_number(name: str, digits: str) -> WrittenCell:
    """A number cell; with a last digit of 0 nobody can tell whether Excel cut it, so such a cell counts as damaged."""
    number = int(digits)
    if number >= 2**53 or (number >= 10**15 and digits.endswith("0")):
        return WrittenCell(int(digits), {name: digits}, (Dirt.NUMBER, Dirt.DAMAGED))
    return WrittenCell(int(digits), {name: digits}, (Dirt.NUMBER,))


def _damaged(name: str, digits: str) -> WrittenCell:
    return WrittenCell(int(digits[:15] + "0"), {name: digits}, (Dirt.NUMBER, Dirt.DAMAGED))


def _scientific(name: str, digits: str) -> WrittenCell:
    return WrittenCell(f"{digits[0]},{digits[1:6]}E+15", {name: digits}, (Dirt.DAMAGED,))


def _around(shape: Callable[[str], str], *dirt: Dirt) -> Callable[[str, str], WrittenCell]:
    def write(name: str, digits: str) -> WrittenCell:
        return WrittenCell(shape(digits), {name: digits}, dirt)

    return write


def _dotted(digits: str) -> str:
    return f"{digits[:6]}.{digits[6:12]}.{digits[12:]}"


def _spaced(digits: str) -> str:
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


NIK_WRITERS: dict[str, Callable[[str, str], WrittenCell]] = {
    "number": _as_number,
    "apostrophe": _around(lambda digits: f"'{digits}", Dirt.AROUND),
    "spaces": _around(_spaced, Dirt.AROUND),
    "no_break_space": _around(lambda digits: f"\u00a0{digits}\u00a0", Dirt.AROUND),
    "dots": _around(_dotted, Dirt.AROUND),
    "letter_o": _around(lambda digits: digits.replace("0", "O", 1), Dirt.LETTER_O),
    "point_zero": _around(lambda digits: f"{digits}.0", Dirt.AROUND),
    "labelled": _around(lambda digits: f"NIK: {digits}", Dirt.AROUND),
    "damaged": _damaged,
    "scientific": _scientific,
}
"""Ways to write a NIK; the last two cannot be undone."""


def _date_text(shape: Callable[[date], str]) -> Callable[[date], WrittenCell]:
    def write(day: date) -> WrittenCell:
        return WrittenCell(shape(day), {"birth_date": day}, (Dirt.DATE_TEXT,))

    return write


DATE_WRITERS: dict[str, Callable[[date], WrittenCell]] = {
    "date_cell": lambda day: WrittenCell(day, {"birth_date": day}),
    "dashes": _date_text(lambda day: f"{day:%d-%m-%Y}"),
    "slashes": _date_text(lambda day: f"{day:%d/%m/%Y}"),
    "dots": _date_text(lambda day: f"{day.day}.{day.month}.{day.year}"),
    "words": _date_text(lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}"),
    "short_words": _date_text(lambda day: f"{day.day:02d}-{MONTHS[day.month - 1][:3]}-{day.year % 100:02d}"),
    "no_separators": _date_text(lambda day: f"{day:%d%m%Y}"),
    "iso": _date_text(lambda day: f"{day:%Y-%m-%d}"),
    "serial": lambda day: WrittenCell((day - _EXCEL_DAY_ZERO).days, {"birth_date": day}, (Dirt.DATE_SERIAL,)),
}
"""Ways to write a birth date that all say the same day."""


def swapped_date_cell(day: date) -> WrittenCell:
    """What a computer set to the American order makes of a day typed dd/mm/yyyy: a wrong date cell, or text."""
    if day.day <= 12:
        return WrittenCell(date(day.year, day.day, day.month), {"birth_date": day}, (Dirt.DATE_TEXT,))
    return WrittenCell(f"{day:%d/%m/%Y}", {"birth_date": day}, (Dirt.DATE_TEXT,))


def month_first_text(day: date) -> WrittenCell:
    """A birth date typed the American way."""
    return WrittenCell(f"{day:%m/%d/%Y}", {"birth_date": day}, (Dirt.DATE_TEXT,))


DATE_WRITERS_OF_ONE_FILE: dict[str, Callable[[date], WrittenCell]] = {
    "swapped_cell": swapped_date_cell,
    "month_first": month_first_text,
}
"""Ways that can only be told when the whole file keeps to them."""


def phone_cell(phone: str, random: Random | None) -> WrittenCell:
    """A phone as typed, or, with ``random``, as lists spoil it; one that is none anyway is left alone."""
    if random is None or phone_fault(phone) is not None:
        return WrittenCell(phone, {"phone": phone})
    shapes: tuple[Cell | int, ...] = (
        int(phone),
        phone[1:],
        f"+62 {phone[1:4]}-{phone[4:8]}-{phone[8:]}",
        f"62{phone[1:]}",
        f"{phone[:4]} {phone[4:8]} {phone[8:]}",
    )
    return WrittenCell(random.choice(shapes), {"phone": phone}, (Dirt.LEADING_ZERO,))
