"""Tables drawn straight on the canvas, a page at a time: fitted once, wrapped only where a cell needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.columns import PADDING, Align, Column, fit_columns
from ucj_desktop.reports.fonts import BOLD, NO_BREAK, loaded, text_width, wrap_text

Row = Sequence[str]

_LEADING = 1.2  # of the font size
_ABOVE = 2.4  # points between a row's upper line and its text, and below it
_LINE = 0.4
_BASELINE = 0.94  # of the font size, from the top of a line to its baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table fitted to a width: column widths, row heights and the cells that were wrapped.

    ``wrapped`` holds, only for rows that need it, the lines of each cell.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    size: float  # of the font, points
    widths: tuple[float, ...]
    heights: Sequence[float]
    wrapped: dict[int, tuple[list[str], ...]]
    heading: tuple[list[str], ...]
    numbered: bool  # a row of column numbers stands under the heading
    bold_last: bool  # the last row is the sum
    top_aligned: bool = False  # the room of a high row is below its text, for writing by hand
    bands: Mapping[int, str] = field(default_factory=dict)  # rows that are a heading across all columns, by row
    name: str = ""  # of its sheet in the report's workbook; a table without one is left out there

    @property
    def width(self) -> float:
        return sum(self.widths)

    @property
    def head_height(self) -> float:
        lines = max((len(cell) for cell in self.heading), default=1)
        return _height(lines, self.size) + (_height(1, self.size * 0.8) if self.numbered else 0.0)

    def height(self, start: int, end: int) -> float:
        """The height of the head and the rows from ``start`` up to ``end``."""
        return self.head_height + sum(self.heights[start:end])

    def draw(self, canvas: Canvas, x: float, top: float, start: int, end: int) -> None:
        """Draw the head and those rows with their upper left corner at (x, top)."""
        _Drawing(self, canvas, x, top).draw(start, end)


def fit_table(
    columns: Sequence[Column],
    rows: Sequence[Row],
    width: float,
    *,
    size: float = 8.5,
    least_row: float = 0.0,
    numbered: bool = False,
    bold_last: bool = False,
    top_aligned: bool = False,
    bands: Mapping[int, str] | None = None,
    name: str = "",
) -> Table:
    """Fit a table to ``width`` points; ``least_row`` is the least height of a row, for writing by hand.

    ``name`` puts it into the report's workbook, as a sheet of that name.
    """
    bands = bands or {}
    cells = _cell_widths(columns, rows, size)
    widths = fit_columns(columns, cells, size, width)
    wrapped: dict[int, tuple[list[str], ...]] = {}
    for place, column in enumerate(columns):
        if column.wraps:
            room = widths[place] - 2 * PADDING + 0.01
            for number, needed in enumerate(cells[place]):
                if needed > room and number not in wrapped:
                    wrapped[number] = _wrapped_row(columns, rows[number], widths, size)
    single = max(least_row, _height(1, size))
    heights = [_height(1, size) if number in bands else single for number in range(len(rows))]
    for number, lines in wrapped.items():
        heights[number] = max(least_row, _height(max(len(cell) for cell in lines), size))
    heading = tuple(
        wrap_text(column.heading, BOLD, size, room - 2 * PADDING + 0.01)
        for column, room in zip(columns, widths, strict=True)
    )
    return Table(
        columns=tuple(columns),
        rows=rows,
        size=size,
        widths=tuple(widths),
        heights=heights,
        wrapped=wrapped,
        heading=heading,
        numbered=numbered,
        bold_last=bold_last,
        top_aligned=top_aligned,
        bands=bands,
        name=name,
    )


def _cell_widths(columns: Sequence[Column], rows: Sequence[Row], size: float) -> list[list[float]]:
    known: dict[tuple[str, str], float] = {}
    measured: list[list[float]] = []
    for place, column in enumerate(columns):
        widths = []
        for row in rows:
            text = row[place]
            key = (column.font, text)
            width = known.get(key)
            if width is None:
                width = text_width(text, column.font, size)
                if len(known) < 20_000:  # villages and occupations repeat; a whole district's names need not stay
                    known[key] = width
            widths.append(width)
        measured.append(widths)
    return measured


def _wrapped_row(columns: Sequence[Column], row: Row, widths: Sequence[float], size: float) -> tuple[list[str], ...]:
    return tuple(
        wrap_text(text, column.font, size, width - 2 * PADDING + 0.01) if column.wraps else [text]
        for column, text, width in zip(columns, row, widths, strict=True)
    )


def _height(lines: int, size: float) -> float:
    return max(1, lines) * size * _LEADING + 2 * _ABOVE


class _Drawing:
    """The operators of one page's part of a table, collected and written in one go."""

    def __init__(self, table: Table, canvas: Canvas, x: float, top: float) -> None:
        self.table = table
        self.canvas = canvas
        self.x = x
        self.top = top
        self.operators: list[str] = []
        self.font = ("", 0.0, 0)

    def draw(self, start: int, end: int) -> None:
        table = self.table
        bottom = self.top - table.height(start, end)
        self._grey_head()
        self._grey_bands(start, end)
        self.operators.append("BT 0 g")
        levels = self._write_head()
        for number in range(start, end):
            if number in table.bands:
                self._write_lines([table.bands[number]], self.x, levels[-1], table.width, Align.LEFT, BOLD, table.size)
            else:
                self._write_row(number, levels[-1])
            levels.append(levels[-1] - table.heights[number])
        self.operators.append("ET")
        self._rule(levels, bottom, [levels[len(levels) - 1 - end + one] for one in table.bands if start <= one < end])
        self.canvas.saveState()
        self.canvas.addLiteral("\n".join(self.operators))
        self.canvas.restoreState()

    def _grey_head(self) -> None:
        height = self.table.head_height
        self.operators.append(f"0.92 g {self.x:.2f} {self.top - height:.2f} {self.table.width:.2f} {height:.2f} re f")

    def _grey_bands(self, start: int, end: int) -> None:
        table, y = self.table, self.top - self.table.head_height
        for number in range(start, end):
            y -= table.heights[number]
            if number in table.bands:
                self.operators.append(f"{self.x:.2f} {y:.2f} {table.width:.2f} {table.heights[number]:.2f} re f")

    def _write_head(self) -> list[float]:
        table = self.table
        lines = max((len(cell) for cell in table.heading), default=1)
        bottom = self.top - _height(lines, table.size)
        x = self.x
        for cell, width in zip(table.heading, table.widths, strict=True):
            drop = (lines - len(cell)) * table.size * _LEADING / 2  # short headings stand in the middle
            self._write_lines(cell, x, self.top - drop, width, Align.CENTRE, BOLD, table.size)
            x += width
        levels = [self.top, bottom]
        if table.numbered:
            levels.append(bottom - _height(1, table.size * 0.8))
            x = self.x
            for place, width in enumerate(table.widths, start=1):
                self._write_lines([str(place)], x, bottom, width, Align.CENTRE, table.columns[0].font, table.size * 0.8)
                x += width
        return levels

    def _write_row(self, number: int, top: float) -> None:
        table = self.table
        lines = table.wrapped.get(number)
        row = table.rows[number]
        bold = table.bold_last and number == len(table.rows) - 1
        spare = table.heights[number] - _height(max(map(len, lines)) if lines else 1, table.size)
        spare = 0.0 if table.top_aligned else spare
        x = self.x
        for place, column in enumerate(table.columns):
            width = table.widths[place]
            cell = lines[place] if lines else [row[place]]
            self._write_lines(cell, x, top - spare / 2, width, column.align, BOLD if bold else column.font, table.size)
            x += width

    def _write_lines(
        self, lines: Sequence[str], x: float, top: float, width: float, align: Align, font: str, size: float
    ) -> None:
        y = top - _ABOVE - size * _BASELINE
        for line in lines:
            if line:
                left = x + PADDING
                if align is not Align.LEFT:
                    spare = width - 2 * PADDING - text_width(line, font, size)
                    left += spare if align is Align.RIGHT else spare / 2
                self._write(line, left, y, font, size)
            y -= size * _LEADING

    def _write(self, text: str, x: float, y: float, font: str, size: float) -> None:
        text = text.replace(NO_BREAK, " ")
        place = f"1 0 0 1 {x:.2f} {y:.2f} Tm"
        if text.isascii() and text.isprintable():  # the font's first subset keeps ASCII where it is
            self._set_font(font, size, 0)
            escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            self.operators.append(f"{place} ({escaped}) Tj")
            return
        self.operators.append(place)
        for subset, codes in loaded(font).splitString(text, self.canvas._doc):
            self._set_font(font, size, subset)
            self.operators.append(f"<{codes.hex()}> Tj")

    def _set_font(self, font: str, size: float, subset: int) -> None:
        if self.font != (font, size, subset):
            self.font = (font, size, subset)
            name = loaded(font).getSubsetInternalName(subset, self.canvas._doc)
            self.operators.append(f"{name} {size:.2f} Tf")

    def _rule(self, levels: list[float], bottom: float, bands: Sequence[float]) -> None:
        """Lines between rows, and between columns except where a band stands; ``bands`` are their upper edges."""
        right = self.x + self.table.width
        lines = [f"{self.x:.2f} {level:.2f} m {right:.2f} {level:.2f} l" for level in levels]
        x = self.x
        for place, width in enumerate((0.0, *self.table.widths)):
            x += width
            upper = self.top
            for band in bands if 0 < place < len(self.table.widths) else ():
                lines.append(f"{x:.2f} {upper:.2f} m {x:.2f} {band:.2f} l")
                upper = band - _height(1, self.table.size)
            lines.append(f"{x:.2f} {upper:.2f} m {x:.2f} {bottom:.2f} l")
        self.operators.append(f"0 G {_LINE} w 2 J {' '.join(lines)} S")
