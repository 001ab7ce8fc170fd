"""The chart of Beranda: how many were verified by day, what would be needed, where the pace leads, and the deadline."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucj_desktop.domain.progress_line import ProgressLine
from ucj_desktop.gui import look, texts

_LEAST_HEIGHT = 248
_TICKS = (1, 2, 5)
_GAP = 6  # pixels between an axis and its words
_SAMPLE = 22  # length of a line in the legend


@dataclass(frozen=True, slots=True)
class _Stroke:
    """How a line looks, and its word."""

    word: str
    colour: str
    width: float
    style: Qt.PenStyle

    def pen(self) -> QPen:
        pen = QPen(QColor(self.colour), self.width, self.style)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen


class ProgressChart(QWidget):
    """Painted by ourselves: four lines do not need a plotting library."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: ProgressLine | None = None
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Grafik kemajuan verifikasi terhadap tenggat")

    def sizeHint(self) -> QSize:
        return QSize(480, _LEAST_HEIGHT)

    def show_line(self, line: ProgressLine) -> None:
        self.line = line
        self.setAccessibleDescription(line.words)
        self.setToolTip(line.words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self.line is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _Drawing(painter, QRectF(self.rect()), self.line).draw()
        painter.end()


class _Drawing:
    """One painting of a line into a rectangle."""

    def __init__(self, painter: QPainter, room: QRectF, line: ProgressLine) -> None:
        self.painter, self.line, self.theme = painter, line, look.palette()
        self.metrics = painter.fontMetrics()
        self.top_value = _ceiling(line.total)
        self.legend = self._legend(room.width())
        rows = len(self.legend)
        left = self.metrics.horizontalAdvance(texts.number(self.top_value)) + _GAP
        below = self.metrics.height() * (1 + rows) + _GAP * 3
        self.field = room.adjusted(left, self.metrics.height() + _GAP, -_GAP * 2, -below)
        self.room = room

    def draw(self) -> None:
        self._draw_grid()
        self._draw_done()
        line = self.line
        if line.needed:
            self._stroke(self.strokes["needed"], list(enumerate(line.needed[: self._deadline_at() + 1])))
        if line.forecast_points:
            self._stroke(self.strokes["forecast"], line.forecast_points)
        self._draw_days()
        self._draw_legend()

    @property
    def strokes(self) -> dict[str, _Stroke]:
        theme, ahead = self.theme, self.line.forecast
        late = bool(ahead.late_by) or (ahead.days_left is not None and ahead.days_left < 0 and ahead.left > 0)
        told = "perkiraan"
        if ahead.done_on is not None:
            told = f"perkiraan selesai {texts.day(ahead.done_on)}"
        return {
            "done": _Stroke("sudah diverifikasi", theme.accent, 2.6, Qt.PenStyle.SolidLine),
            "needed": _Stroke("supaya tepat waktu", theme.text_soft, 1.4, Qt.PenStyle.SolidLine),
            "forecast": _Stroke(told, theme.bad if late else theme.accent_dark, 2.0, Qt.PenStyle.DashLine),
        }

    def _x(self, place: float) -> float:
        return self.field.left() + self.field.width() * place / max(1, len(self.line.days) - 1)

    def _y(self, people: float) -> float:
        return self.field.bottom() - self.field.height() * people / self.top_value

    def _deadline_at(self) -> int:
        """The place of the last working day up to the deadline."""
        days, deadline = self.line.days, self.line.deadline
        return max((at for at, day in enumerate(days) if deadline is not None and day <= deadline), default=0)

    def _draw_grid(self) -> None:
        painter, theme = self.painter, self.theme
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for people in _ticks(self.top_value):
            y = self._y(people)
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(self.field.left(), y), QPointF(self.field.right(), y))
            painter.setPen(QColor(theme.text_soft))
            words = QRectF(0, y - self.metrics.height() / 2, self.field.left() - _GAP, self.metrics.height())
            painter.drawText(words, right, texts.number(people))
        goal = self._y(self.line.total)
        painter.setPen(QPen(QColor(theme.line_strong), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(self.field.left(), goal), QPointF(self.field.right(), goal))

    def _draw_done(self) -> None:
        points = [QPointF(self._x(at), self._y(people)) for at, people in enumerate(self.line.done)]
        below = [QPointF(points[-1].x(), self.field.bottom()), QPointF(points[0].x(), self.field.bottom())]
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QBrush(QColor(self.theme.accent_soft)))
        self.painter.drawPolygon(QPolygonF([*points, *below]))
        self._stroke(self.strokes["done"], list(enumerate(self.line.done)))
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(self.theme.accent))
        self.painter.drawEllipse(points[-1], 4, 4)

    def _stroke(self, stroke: _Stroke, points: Sequence[tuple[int, float]]) -> None:
        self.painter.setPen(stroke.pen())
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPolyline(QPolygonF([QPointF(self._x(at), self._y(people)) for at, people in points]))

    def _draw_days(self) -> None:
        """Beginning, today and the deadline: the words of the last stand above, those of the others below."""
        line, theme = self.line, self.theme
        today = len(line.done) - 1
        self._upright(today, theme.line_strong, Qt.PenStyle.DotLine)
        begun = f"{line.days[0]:%d-%m}"
        room = self.metrics.horizontalAdvance(begun) + 3 * _GAP
        now = f"hari ini {line.days[today]:%d-%m}" if today else f"hari ini {begun}"
        at_now = self._word(now, self._x(today), self.field.bottom() + _GAP, theme.text)
        if today and at_now.left() > self.field.left() + room:
            wide = self.metrics.horizontalAdvance(begun)
            self._word(begun, self.field.left() + wide / 2, self.field.bottom() + _GAP, theme.text_soft)
        last = f"{line.days[-1]:%d-%m}"
        if len(line.days) - 1 > today:
            wide = self.metrics.horizontalAdvance(last)
            if self.field.right() - wide / 2 > at_now.right() + 2 * _GAP:
                self._word(last, self.field.right(), self.field.bottom() + _GAP, theme.text_soft)
        if line.deadline is not None:
            past = line.forecast.days_left is not None and line.forecast.days_left < 0
            colour = theme.bad if past else theme.warn
            self._upright(self._deadline_at(), colour, Qt.PenStyle.SolidLine)
            self._word(line.deadline_words, self._x(self._deadline_at()), 0, colour)

    def _upright(self, place: int, colour: str, style: Qt.PenStyle) -> None:
        self.painter.setPen(QPen(QColor(colour), 1.6, style))
        x = self._x(place)
        self.painter.drawLine(QPointF(x, self.field.top() - 2), QPointF(x, self.field.bottom()))

    def _word(self, words: str, x: float, y: float, colour: str) -> QRectF:
        """Words centred on x, kept inside."""
        wide = self.metrics.horizontalAdvance(words) + 2
        left = min(max(x - wide / 2, 0.0), self.room.right() - wide)
        at = QRectF(left, y, wide, self.metrics.height())
        self.painter.setPen(QColor(colour))
        self.painter.drawText(at, int(Qt.AlignmentFlag.AlignCenter), words)
        return at

    def _legend(self, width: float) -> list[list[_Stroke]]:
        """The words of the lines, in as many rows as the width needs."""
        strokes = self.strokes
        shown = [strokes["done"]]
        shown += [strokes["needed"]] if self.line.needed else []
        shown += [strokes["forecast"]] if self.line.forecast_points else []
        rows: list[list[_Stroke]] = [[]]
        used = 0.0
        for one in shown:
            wide = _SAMPLE + _GAP + self.metrics.horizontalAdvance(one.word) + 3 * _GAP
            if rows[-1] and used + wide > width:
                rows.append([])
                used = 0.0
            rows[-1].append(one)
            used += wide
        return rows

    def _draw_legend(self) -> None:
        y = self.room.bottom() - self.metrics.height() * len(self.legend)
        for row in self.legend:
            x = 0.0
            for one in row:
                middle = y + self.metrics.height() / 2
                self.painter.setPen(one.pen())
                self.painter.drawLine(QPointF(x, middle), QPointF(x + _SAMPLE, middle))
                x += _SAMPLE + _GAP
                wide = self.metrics.horizontalAdvance(one.word) + 2
                self.painter.setPen(QColor(self.theme.text))
                self.painter.drawText(
                    QRectF(x, y, wide, self.metrics.height()), int(Qt.AlignmentFlag.AlignVCenter), one.word
                )
                x += wide + 3 * _GAP
            y += self.metrics.height()


def _ceiling(total: int) -> int:
    """The round number at the top of the axis."""
    step = _step(total)
    return max(step, -(-total // step) * step)


def _step(total: int) -> int:
    """1, 2, 5, 10, 20 ...: about four steps."""
    size = 1
    while True:
        for one in _TICKS:
            if one * size * 4 >= total:
                return one * size
        size *= 10


def _ticks(top: int) -> range:
    step = _step(top)
    return range(0, top + 1, step)
