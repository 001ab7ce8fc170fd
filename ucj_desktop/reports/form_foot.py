"""The foot of every page of a field form: the codes of the reasons."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ucj_desktop.domain.verdict import REASON_LABELS
from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import NO_BREAK, REGULAR, wrap_text
from ucj_desktop.reports.pages import FOOT, PlannedPage, Sheet
from ucj_desktop.reports.said import sheet_values

_SIZE, _LEADING, _GAP = 7.0, 8.4, 3.0  # points


def footed(sheet: Sheet, facts: Facts) -> Sheet:
    """The sheet with room for the foot."""
    return replace(sheet, foot=len(_lines(facts, sheet)) * _LEADING + _GAP)


def with_foot(pages: Sequence[PlannedPage], facts: Facts) -> list[PlannedPage]:
    """The same pages with the foot on each."""
    return [replace(page, draw=_drawer(page, _lines(facts, page.sheet))) for page in pages]


def _lines(facts: Facts, sheet: Sheet) -> list[str]:
    head = facts.sheet_words.say("alasan_formulir", sheet_values(facts))
    told = "; ".join(
        f"{reason.value[3:]}{NO_BREAK}{label.replace(' ', NO_BREAK)}" for reason, label in REASON_LABELS.items()
    )
    return wrap_text(f"{head} {told}.", REGULAR, _SIZE, sheet.inner_width)


def _drawer(page: PlannedPage, lines: Sequence[str]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        page.draw(canvas)
        canvas.setFont(REGULAR, _SIZE)
        for place, line in enumerate(reversed(lines)):
            canvas.drawString(page.sheet.left, FOOT + _GAP + place * _LEADING, line.replace(NO_BREAK, " "))

    return draw
