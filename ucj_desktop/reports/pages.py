"""Planned pages: sizes, margins, and what one page will carry, before anything is drawn."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.facts import PaperSize
from ucj_desktop.reports.table import Table

MM = 72 / 25.4  # points

_PORTRAIT = {PaperSize.F4: (215 * MM, 330 * MM), PaperSize.A4: (210 * MM, 297 * MM)}

MARGIN_LEFT = 30 * MM
MARGIN_RIGHT = 20 * MM
MARGIN_TOP = 20 * MM
MARGIN_BOTTOM = 30 * MM  # 25 asked for; the office QR and the page number stand in it
FOOT = 23 * MM  # what stands on every page ends below this; a report's own foot begins here


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page's size and the box inside its margins, in points from the lower left corner."""

    width: float
    height: float
    foot: float = 0.0  # height of what the report itself writes at the foot of every page

    @property
    def left(self) -> float:
        return MARGIN_LEFT

    @property
    def right(self) -> float:
        return self.width - MARGIN_RIGHT

    @property
    def top(self) -> float:
        return self.height - MARGIN_TOP

    @property
    def bottom(self) -> float:
        return max(MARGIN_BOTTOM, FOOT + self.foot)

    @property
    def inner_width(self) -> float:
        return self.right - self.left

    @property
    def inner_height(self) -> float:
        return self.top - self.bottom


def portrait(paper: PaperSize) -> Sheet:
    return Sheet(*_PORTRAIT[paper])


def landscape(paper: PaperSize) -> Sheet:
    width, height = _PORTRAIT[paper]
    return Sheet(height, width)


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page that is laid out: ``draw`` puts its content on the canvas, the writer adds what stands on every page."""

    sheet: Sheet
    draw: Callable[[Canvas], None]
    positions: tuple[int, ...] = ()  # of the frozen rows on this page, as in FrozenRow.position
    initialled: bool = False  # carries a box for initials (paraf)
    tables: tuple[Table, ...] = ()  # of which rows stand on this page


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """All pages of a report, counted before the first is drawn."""

    report: str
    title: str
    pages: tuple[PlannedPage, ...] = field(default=())
    workers: int = 0
    sealed: bool = False  # shows frozen data: DRAF before the freeze, office QR after it
    is_personal: bool = True  # tells of people: the foot says what for

    @property
    def named_tables(self) -> list[Table]:
        """The tables of its workbook, as its pages show them."""
        found = {id(table): table for page in self.pages for table in page.tables if table.name}
        return list(found.values())
