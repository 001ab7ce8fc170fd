"""Column widths of a table: what each column wants, and a fair share where there is not enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ucj_desktop.reports.fonts import BOLD, REGULAR, text_width

PADDING = 3.6  # points, left and right of a cell's text


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, and how it behaves when the table is fitted to the page."""

    heading: str
    align: Align = Align.LEFT
    wraps: bool = True  # False: never broken, as wide as its widest cell (NIK, dates, seals)
    least: float = 0.0  # points, padding included; for boxes that are filled in by hand
    stretch: float = 1.0  # share of spare room; 0 keeps the column as narrow as its text
    font: str = REGULAR


def fit_columns(
    columns: Sequence[Column], cell_widths: Sequence[Sequence[float]], size: float, available: float
) -> list[float]:
    """The width of each column in points, together exactly ``available``.

    ``cell_widths`` holds for each column the text width of each cell. A wrapping column asks for what nine of ten
    cells need, so that one long name does not narrow all the others.
    """
    least = [_least(column, size) for column in columns]
    wanted = [_wanted(column, widths, floor) for column, widths, floor in zip(columns, cell_widths, least, strict=True)]
    if sum(wanted) <= available:
        return _stretched(columns, wanted, available)
    return _squeezed(columns, wanted, least, available)


def _least(column: Column, size: float) -> float:
    words = max((text_width(word, BOLD, size) for word in column.heading.split()), default=0.0)
    return max(column.least, words + 2 * PADDING)


def _wanted(column: Column, widths: Sequence[float], least: float) -> float:
    if not widths:
        return least
    if not column.wraps:
        return max(least, max(widths) + 2 * PADDING)
    usual = sorted(widths)[int(0.9 * (len(widths) - 1) + 0.5)]
    return max(least, usual + 2 * PADDING)


def _stretched(columns: Sequence[Column], wanted: list[float], available: float) -> list[float]:
    spare = available - sum(wanted)
    shares = sum(column.stretch for column in columns)
    if not shares:
        return [*wanted[:-1], wanted[-1] + spare]
    return [width + spare * column.stretch / shares for column, width in zip(columns, wanted, strict=True)]


def _squeezed(columns: Sequence[Column], wanted: list[float], least: list[float], available: float) -> list[float]:
    """Cut the wide wrapping columns down to one common level, none below its least width."""
    fixed = sum(width for column, width in zip(columns, wanted, strict=True) if not column.wraps)
    wrapping = [place for place, column in enumerate(columns) if column.wraps]
    room = available - fixed
    low, high = 0.0, max((wanted[place] for place in wrapping), default=0.0)
    for _ in range(40):
        level = (low + high) / 2
        if sum(max(least[place], min(wanted[place], level)) for place in wrapping) > room:
            high = level
        else:
            low = level
    widths = list(wanted)
    for place in wrapping:
        widths[place] = max(least[place], min(wanted[place], low))
    over = sum(widths) - available
    shrinking = sum(widths[place] for place in wrapping)
    for place in wrapping:  # rounding, or a page too narrow even for the least widths: the wrapping columns give way
        widths[place] -= over * widths[place] / shrinking
    return widths
