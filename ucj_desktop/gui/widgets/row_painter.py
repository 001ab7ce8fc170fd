"""The rows of a table drawn in one go, as the delegate draws them one cell at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPen

from ucj_desktop.gui import icons, look
from ucj_desktop.gui.models.rows_model import Cell, RowsModel

SIDE = look.GRID * 2
ICON = 16
_MEASURES_KEPT = 8192
_SLACK = 4  # pixels: two letters side by side may take a little more than each by itself


@dataclass(frozen=True, slots=True)
class Span:
    """A column that is in sight: which, from where, how wide."""

    column: int
    left: int
    width: int
    is_number: bool


class _Letters(dict[str, float]):
    """How wide each letter is by itself. Their sum tells of most texts that they fit, for a tenth of the work."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._metrics = QFontMetricsF(font)

    def __missing__(self, letter: str) -> float:
        wide = self[letter] = self._metrics.horizontalAdvance(letter)
        return wide


class RowPainter:
    """Draws rows of a model; what was measured is kept, for most cells are drawn again and again."""

    def __init__(self, rows: RowsModel[Any]) -> None:
        self._rows = rows
        self._fitted: dict[tuple[str, int], tuple[str, int]] = {}
        self._metrics: QFontMetrics | None = None
        self._letters: _Letters | None = None

    def set_font(self, font: QFont) -> None:
        """Another font: everything is measured anew."""
        self._fitted.clear()
        self._metrics, self._letters = QFontMetrics(font), _Letters(font)

    def draw_row(self, painter: QPainter, row: int, box: QRect, spans: Sequence[Span], *, is_selected: bool) -> None:
        """One row: its ground, the texts of all columns in sight, then the icons."""
        theme = look.palette()
        top, height = box.top(), box.height()
        if is_selected:
            painter.fillRect(box, colour(theme.accent_soft))
        elif row % 2:
            painter.fillRect(box, colour(theme.window))
        cells = self._rows.cells(row)
        pen = ""
        pictures: list[tuple[Cell, int, str]] = []
        base = top + self._baseline(height)
        for span in spans:
            cell = cells[span.column] or self._rows.cell(row, span.column)
            left, room, ink = span.left + SIDE, span.width - 2 * SIDE, theme.text
            if cell.state is not None:
                ink, _ = cell.state.colours(theme)
                pictures.append((cell, left, ink))
                left, room = left + ICON + look.GRID, room - ICON - look.GRID
            if cell.text and room > 0:
                if ink != pen:
                    painter.setPen(colour(ink))
                    pen = ink
                if span.is_number:
                    text, wide = self._fit(cell.text, room)
                    painter.drawText(left + room - wide, base, text)
                else:
                    fits = self._surely_fits(cell.text, room)
                    painter.drawText(left, base, cell.text if fits else self._fit(cell.text, room)[0])
        for cell, left, ink in pictures:
            if cell.state is not None:
                middle = top + (height - 1) // 2 - ICON / 2 + 1
                icons.draw(painter, QRectF(left, middle, ICON, ICON), cell.state.icon, ink)
        if is_selected and spans and spans[0].column == 0:
            painter.fillRect(spans[0].left, top, 3, height, colour(theme.accent))

    def draw_focus(self, painter: QPainter, box: QRect) -> None:
        """Where the keyboard is."""
        painter.setPen(QPen(colour(look.palette().accent), 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _baseline(self, height: int) -> int:
        metrics = self._metrics
        return 0 if metrics is None else (height + metrics.ascent() - metrics.descent()) // 2

    def _surely_fits(self, text: str, room: int) -> bool:
        letters = self._letters
        return letters is not None and sum([letters[one] for one in text]) + _SLACK <= room

    def _fit(self, text: str, room: int) -> tuple[str, int]:
        fitted = self._fitted.get((text, room))
        if fitted is None and self._metrics is not None:
            if len(self._fitted) >= _MEASURES_KEPT:
                self._fitted.clear()
            cut = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            fitted = self._fitted[text, room] = (cut, self._metrics.horizontalAdvance(cut))
        return fitted or (text, 0)


@cache
def colour(name: str) -> QColor:
    """A colour of the palette, made once."""
    return QColor(name)
