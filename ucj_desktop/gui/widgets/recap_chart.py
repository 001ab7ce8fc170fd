"""The chart of Rekap: a bar a row, parted by verdict, as long as the row's share of the largest."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucj_desktop.gui import look, texts
from ucj_desktop.services.district.recap import RecapRow

_GAP = 8  # pixels
_PARTS = ("Layak", "Tidak layak", "Belum")


class RecapChart(QWidget):
    """As high as its rows need; stands in a scrolling field. The words of each bar are its numbers, too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[RecapRow] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Grafik rekapitulasi")

    def show_rows(self, rows: Sequence[RecapRow]) -> None:
        self.rows = rows
        self.setAccessibleDescription(". ".join(f"{row.name}: {_said(row)}" for row in rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, self._step * (len(self.rows) + 1) + _GAP)

    minimumSizeHint = sizeHint

    @property
    def _step(self) -> int:
        return self.fontMetrics().height() + _GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_legend(painter)
        first = max(0, event.rect().top() // self._step - 1)
        last = event.rect().bottom() // self._step
        for place in range(first, min(last, len(self.rows))):
            self._paint_row(painter, place)
        painter.end()

    def _paint_legend(self, painter: QPainter) -> None:
        theme, metrics = look.palette(), self.fontMetrics()
        left, side = 0.0, float(metrics.height()) * 0.7
        for word, colour in zip(_PARTS, self._colours, strict=True):
            painter.fillRect(QRectF(left, (self._step - side) / 2, side, side), QColor(colour))
            painter.setPen(QColor(theme.text_soft))
            painter.drawText(QPointF(left + side + _GAP, self._step / 2 + metrics.ascent() / 2 - 1), word)
            left += side + metrics.horizontalAdvance(word) + _GAP * 4

    def _paint_row(self, painter: QPainter, place: int) -> None:
        row, metrics, theme = self.rows[place], self.fontMetrics(), look.palette()
        names = max(80, min(self.width() // 3, max(metrics.horizontalAdvance(one.name) for one in self.rows) + _GAP))
        most = max(one.total for one in self.rows) or 1
        counts = metrics.horizontalAdvance(_said(max(self.rows, key=lambda one: one.total))) + _GAP
        room = max(40, self.width() - names - counts - 2 * _GAP)
        top = self._step * (place + 1)
        field = QRectF(0, top, names, self._step)
        painter.setPen(QColor(theme.text))
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, names)
        painter.drawText(field, int(Qt.AlignmentFlag.AlignVCenter), name)
        left = names + _GAP * 1.0
        for part, colour in zip((row.eligible, row.not_eligible, row.waiting), self._colours, strict=True):
            length = room * part / most
            painter.fillRect(QRectF(left, top + 4, length, self._step - 8), QColor(colour))
            left += length
        painter.setPen(QColor(theme.text_soft))
        words = QRectF(left + _GAP, top, self.width() - left, self._step)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), _said(row))

    @property
    def _colours(self) -> tuple[str, str, str]:
        theme = look.palette()
        return theme.accent, theme.warn, theme.line_strong


def _said(row: RecapRow) -> str:
    """45: 40 layak, 5 tidak."""
    parts = ((row.eligible, "layak"), (row.not_eligible, "tidak"), (row.waiting, "belum"))
    told = ", ".join(f"{texts.number(count)} {word}" for count, word in parts if count)
    return f"{texts.number(row.total)}: {told}" if told else texts.number(row.total)
