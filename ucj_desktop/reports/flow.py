"""Blocks stacked down the pages of a letter: paragraphs and tables may be split, signatures never."""

from collections.abc import Sequence
from dataclasses import dataclass

from ucj_desktop.reports.blocks import Block
from ucj_desktop.reports.pages import Sheet

_FIT = 0.01  # points that rounding may cost


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its place on a page."""

    block: Block
    top: float


def stack(blocks: Sequence[Block], sheet: Sheet) -> list[list[Placed]]:
    """Lay the blocks out down as many pages as they need."""
    waiting = list(reversed(blocks))
    pages: list[list[Placed]] = [[]]
    y = sheet.top
    width = sheet.inner_width
    while waiting:
        block = waiting.pop()
        top = y - (block.space_before if pages[-1] else 0.0)
        room = top - sheet.bottom + _FIT
        if _room_needed(block, waiting, width) <= room:
            height = block.height(width)
            if height <= room:
                pages[-1].append(Placed(block, top))
                y = top - height
                continue
            parts = block.split(width, room)
            if parts:
                pages[-1].append(Placed(parts[0], top))
                waiting.append(parts[1])
                pages.append([])
                y = sheet.top
                continue
        if not pages[-1]:  # taller than a page: nothing better can be done than to begin it here
            parts = block.split(width, room)
            pages[-1].append(Placed(parts[0] if parts else block, top))
            waiting += [parts[1]] if parts else []
            y = top - pages[-1][-1].block.height(width)
            continue
        waiting.append(block)
        pages.append([])
        y = sheet.top
    return pages


def _room_needed(block: Block, waiting: Sequence[Block], width: float) -> float:
    """The height of a block with all that must stay on its page: the last of such a chain may be split."""
    needed = 0.0
    following = reversed(waiting)
    while block.keep_with_next:
        after = next(following, None)
        if after is None:
            break
        needed += block.height(width) + after.space_before
        block = after
    return needed + block.least_height(width)
