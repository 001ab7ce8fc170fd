"""Blocks of a letter: paragraphs, numbered entries, parts of tables, and what a function draws."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.fonts import BOLD, REGULAR, loaded, printable, wrap_text
from ucj_desktop.reports.table import Table

SIZE = 11.0  # Arial 11: naskah dinas
LEADING = 15.0
SPACE = 6.0  # between paragraphs


class Block(ABC):
    """Something that takes a whole width of the page."""

    space_before: float = 0.0
    keep_with_next: bool = False

    @abstractmethod
    def height(self, width: float) -> float:
        """Its height in points when it is ``width`` wide."""

    @abstractmethod
    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw it with its upper left corner at (x, top)."""

    def least_height(self, width: float) -> float:
        """The height of the smallest first part that may stand alone at the foot of a page."""
        return self.height(width)

    def split(self, width: float, room: float) -> tuple["Block", "Block"] | None:
        """Two parts of which the first fits into ``room``, or None."""
        return None


class Text(Block):
    """A paragraph of plain text, or the part of one that :meth:`split` made."""

    def __init__(
        self,
        text: str | Any,
        *,
        indent: float = 0.0,
        align: int = TA_JUSTIFY,
        font: str = REGULAR,
        size: float = SIZE,
        leading: float = 0.0,
        space_before: float = SPACE,
        keep_with_next: bool = False,
    ) -> None:
        self.space_before = space_before
        self.keep_with_next = keep_with_next
        if not isinstance(text, str):
            self.paragraph = text
            return
        loaded(font)
        style = ParagraphStyle(
            "text",
            fontName=font,
            fontSize=size,
            leading=leading or size * LEADING / SIZE,
            alignment=align,
            leftIndent=indent,
            allowWidows=0,
            allowOrphans=0,
            splitLongWords=1,
        )
        self.paragraph = Paragraph(escaped(printable(text)), style)

    def height(self, width: float) -> float:
        return float(self.paragraph.wrap(width, 1e6)[1])

    def least_height(self, width: float) -> float:
        return min(self.height(width), 2 * float(self.paragraph.style.leading))

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        self.paragraph.wrap(width, 1e6)
        parts = self.paragraph.split(width, room)
        if len(parts) != 2:
            return None
        return (
            Text(parts[0], space_before=self.space_before),
            Text(parts[1], space_before=0.0, keep_with_next=self.keep_with_next),
        )

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        height = self.height(width)
        self.paragraph.drawOn(canvas, x, top - height)


class Item(Text):
    """A numbered paragraph with a hanging indent."""

    def __init__(
        self,
        number: str,
        text: str,
        *,
        indent: float = 20.0,
        hang: float = 20.0,
        font: str = REGULAR,
        space_before: float = 0.0,
        keep_with_next: bool = False,
    ) -> None:
        super().__init__(
            text, indent=indent + hang, font=font, space_before=space_before, keep_with_next=keep_with_next
        )
        self.number, self.number_indent, self.font = number, indent, font

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        canvas.setFont(self.font, SIZE)
        canvas.drawString(x + self.number_indent, top - SIZE, self.number)
        super().draw(canvas, x, top, width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None  # a few lines: they go to the next page with their number


class Entry(Block):
    """A numbered line "1. Nama : ..." with hanging label and value, each wrapped in its own column."""

    def __init__(
        self,
        number: str,
        label: str,
        value: str,
        *,
        indent: float = 0.0,
        label_width: float,
        bold_value: bool = False,
        space_before: float = 0.0,
        keep_with_next: bool = False,
    ) -> None:
        self.number, self.label, self.value = number, printable(label), printable(value)
        self.indent, self.label_width = indent, label_width
        self.font = BOLD if bold_value else REGULAR
        self.space_before = space_before
        self.keep_with_next = keep_with_next

    _NUMBER_WIDTH = 20.0
    _COLON_WIDTH = 10.0

    def _lines(self, width: float) -> tuple[list[str], list[str]]:
        room = width - self.indent - self._NUMBER_WIDTH - self.label_width - self._COLON_WIDTH
        label = wrap_text(self.label, REGULAR, SIZE, self.label_width - 4)
        return label, wrap_text(self.value, self.font, SIZE, room)

    def height(self, width: float) -> float:
        label, value = self._lines(width)
        return max(len(label), len(value), 1) * LEADING

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        label, value = self._lines(width)
        left = x + self.indent
        after = left + self._NUMBER_WIDTH + self.label_width
        y = top - SIZE
        canvas.setFont(REGULAR, SIZE)
        canvas.drawString(left, y, self.number)
        canvas.drawString(after, y - (len(label) - 1) * LEADING if len(value) == 1 else y, ":")
        for place, line in enumerate(label):
            canvas.drawString(left + self._NUMBER_WIDTH, y - place * LEADING, line)
        canvas.setFont(self.font, SIZE)
        drop = len(label) - 1 if len(value) == 1 else 0  # a one-line value stands beside the label's last line
        for place, line in enumerate(value):
            canvas.drawString(after + self._COLON_WIDTH, y - (place + drop) * LEADING, line)


class TablePart(Block):
    """Rows of a fitted table, split between rows; at least two stay together where there are two."""

    def __init__(
        self, table: Table, start: int = 0, end: int | None = None, *, space_before: float = SPACE, indent: float = 0.0
    ) -> None:
        self.table, self.start = table, start
        self.end = len(table.rows) if end is None else end
        self.space_before, self.indent = space_before, indent

    def height(self, width: float) -> float:
        return self.table.height(self.start, self.end)

    def least_height(self, width: float) -> float:
        return self.table.height(self.start, min(self.end, self.start + 2))

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        last = self.start
        while last < self.end - 2 and self.table.height(self.start, last + 1) <= room:
            last += 1
        if last - self.start < min(2, self.end - self.start):
            return None
        head = TablePart(self.table, self.start, last, space_before=self.space_before, indent=self.indent)
        return head, TablePart(self.table, last, self.end, space_before=0.0, indent=self.indent)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        self.table.draw(canvas, x + self.indent, top, self.start, self.end)


class Drawn(Block):
    """A block of known height that a function draws: letterhead, signatures."""

    def __init__(
        self,
        height: float,
        draw: Callable[[Canvas, float, float, float], None],
        *,
        space_before: float = 0.0,
        keep_with_next: bool = False,
    ) -> None:
        self._height, self._draw = height, draw
        self.space_before, self.keep_with_next = space_before, keep_with_next

    def height(self, width: float) -> float:
        return self._height

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        self._draw(canvas, x, top, width)


def centred(text: str, *, font: str = REGULAR, size: float = SIZE, space_before: float = 0.0) -> Text:
    """A centred line that stays with what follows: titles."""
    return Text(text, align=TA_CENTER, font=font, size=size, space_before=space_before, keep_with_next=True)


def left_aligned(text: str, **options: Any) -> Text:
    """A paragraph that is not justified."""
    return Text(text, align=TA_LEFT, **options)


def escaped(text: str) -> str:
    """Text that a paragraph takes as it stands."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
