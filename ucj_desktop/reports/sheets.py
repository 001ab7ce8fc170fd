"""How the parts of a report become planned pages: stacked blocks, and long tables with a heading and an ending."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from ucj_desktop.reports.blocks import Block, TablePart
from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.flow import Placed, stack
from ucj_desktop.reports.pages import PlannedPage, Sheet
from ucj_desktop.reports.table import Table

_BEFORE_TABLE = 8.0  # points
_KEPT_WITH_END = 2  # rows that stay with the signature, so that it never stands alone


def letter_pages(blocks: Sequence[Block], sheet: Sheet) -> list[PlannedPage]:
    """Pages of stacked blocks."""
    return [PlannedPage(sheet, _drawer(placed, sheet), tables=_tables(placed)) for placed in stack(blocks, sheet)]


def _tables(placed: Sequence[Placed]) -> tuple[Table, ...]:
    return tuple(item.block.table for item in placed if isinstance(item.block, TablePart))


def table_pages(
    table: Table,
    sheet: Sheet,
    heading: Sequence[Block],
    ending: Sequence[Block],
    positions: Sequence[int] = (),
    *,
    initialled: bool = True,
    breaks: AbstractSet[int] = frozenset(),
) -> list[PlannedPage]:
    """Pages of a long table: ``heading`` on the first, ``ending`` under the last rows, the table's head on each.

    ``positions`` names the frozen row behind each row of the table; rows without one (NIHIL) leave it empty. A row in
    ``breaks`` begins a page.
    """
    heading_height = _stacked_height(heading, sheet) + _BEFORE_TABLE if heading else 0.0
    ending_height = _stacked_height(ending, sheet)
    pages = []
    parts = _parts(table, sheet.inner_height, heading_height, ending_height, breaks)
    for place, (start, end) in enumerate(parts):
        top = sheet.top - (heading_height if place == 0 else 0.0)
        placed = _placed(heading, sheet, sheet.top) if place == 0 else []
        if place == len(parts) - 1:
            placed += _placed(ending, sheet, top - (table.height(start, end) if end > start else 0.0))
        draw = _table_drawer(table, start, end, top, placed, sheet)
        pages.append(PlannedPage(sheet, draw, tuple(positions[start:end]), initialled, (table,)))
    return pages


def rows_that_fit(
    sheet: Sheet, heading: Sequence[Block], ending: Sequence[Block], row_height: float, head_height: float
) -> int:
    """How many empty rows of that height one page takes between heading and ending; at least one."""
    used = _stacked_height(heading, sheet) + _BEFORE_TABLE + head_height + _stacked_height(ending, sheet)
    return max(1, int((sheet.inner_height - used) / row_height))


def _parts(table: Table, room: float, heading: float, ending: float, breaks: AbstractSet[int]) -> list[tuple[int, int]]:
    """Which rows stand on which page; a band stands over the row that follows it."""
    total = len(table.rows)
    parts: list[tuple[int, int]] = []
    start = 0
    free = room - heading - table.head_height
    for number in range(total):
        needed = table.heights[number]
        if number in table.bands and number + 1 < total:
            needed += table.heights[number + 1]
        if (needed > free or number in breaks) and number > start:
            parts.append((start, number))
            start = number
            free = room - table.head_height
        free -= table.heights[number]
    parts.append((start, total))
    if free < ending:
        kept = max(start, total - _KEPT_WITH_END)
        while kept > start and kept - 1 in table.bands:
            kept -= 1
        if table.height(kept, total) + ending > room:
            kept = max(start, total - 1)  # a band may stay behind: nothing better can be done
        if kept > start:
            parts[-1] = (start, kept)
            parts.append((kept, total))
        elif heading and start == 0 and len(parts) == 1:
            parts.insert(0, (0, 0))  # a heading so tall that the few rows go to the next page with their ending
    return parts


def _stacked_height(blocks: Sequence[Block], sheet: Sheet) -> float:
    return sum(block.space_before + block.height(sheet.inner_width) for block in blocks)


def _placed(blocks: Sequence[Block], sheet: Sheet, top: float) -> list[Placed]:
    placed = []
    for block in blocks:
        top -= block.space_before
        placed.append(Placed(block, top))
        top -= block.height(sheet.inner_width)
    return placed


def _drawer(placed: Sequence[Placed], sheet: Sheet) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for item in placed:
            item.block.draw(canvas, sheet.left, item.top, sheet.inner_width)

    return draw


def _table_drawer(
    table: Table, start: int, end: int, top: float, placed: Sequence[Placed], sheet: Sheet
) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for item in placed:
            item.block.draw(canvas, sheet.left, item.top, sheet.inner_width)
        if end > start:
            table.draw(canvas, sheet.left, top, start, end)

    return draw
