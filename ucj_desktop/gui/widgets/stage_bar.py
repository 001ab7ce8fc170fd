"""How far a village is, as one bar: a colour for each group of stages, and its words beside it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ucj_desktop.domain.stage import Stage
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.models.rows_model import Index
from ucj_desktop.gui.widgets.cards import soft_label

_BAR_WIDTH, _BAR_HEIGHT, _SIDE = 120, 10, look.GRID * 2
# In the order of the way: word on the screen, the stages in it.
STAGE_GROUPS: tuple[tuple[str, tuple[Stage, ...]], ...] = (
    ("terkirim", (Stage.SENT, Stage.ACCEPTED, Stage.REGISTERED)),
    ("tervalidasi", (Stage.VALIDATED,)),
    ("terverifikasi", (Stage.VERIFIED,)),
    ("belum", (Stage.COLLECTED,)),
    ("perlu perbaikan", (Stage.NEEDS_MENDING, Stage.RETURNED)),
)


def group_colours() -> dict[str, str]:
    """The colour of each group in the theme in use."""
    theme = look.palette()
    return {
        "terkirim": theme.good,
        "tervalidasi": theme.accent,
        "terverifikasi": _between(theme.accent, theme.surface, 0.5),
        "belum": theme.line,
        "perlu perbaikan": theme.warn,
    }


def _between(one: str, other: str, part: float) -> str:
    a, b = QColor(one), QColor(other)
    pairs = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return QColor(*(round(x + (y - x) * part) for x, y in pairs)).name()


def group_counts(by_stage: Mapping[Stage, int]) -> list[tuple[str, int]]:
    """Workers by group, in the order of the bar; groups without workers are left out."""
    counted = [(word, sum(by_stage.get(one, 0) for one in stages)) for word, stages in STAGE_GROUPS]
    return [(word, number) for word, number in counted if number]


def stage_words(by_stage: Mapping[Stage, int]) -> str:
    """12 tervalidasi, 30 terverifikasi, 5 belum."""
    return ", ".join(f"{texts.number(number)} {word}" for word, number in group_counts(by_stage))


def draw_stages(painter: QPainter, rect: QRectF, by_stage: Mapping[Stage, int]) -> None:
    """One rounded bar; each group as wide as its share."""
    total = sum(by_stage.values())
    colours = group_colours()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setClipPath(shape)
    painter.fillRect(rect, QColor(look.palette().sunken))
    left = rect.left()
    for word, number in group_counts(by_stage):
        width = rect.width() * number / total
        painter.fillRect(QRectF(left, rect.top(), width, rect.height()), QColor(colours[word]))
        left += width
    painter.restore()


class StageBarDelegate(QStyledItemDelegate):
    """A cell of a table: the bar, and the column's text beside it."""

    def __init__(self, counts_at: Callable[[int], Mapping[Stage, int]], parent: QWidget) -> None:
        super().__init__(parent)
        self._counts_at = counts_at

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = look.palette()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.accent_soft))
        elif index.row() % 2:
            painter.fillRect(rect, QColor(theme.window))
        by_stage = self._counts_at(index.row())
        left = rect.left() + _SIDE
        if sum(by_stage.values()):
            top = rect.center().y() - _BAR_HEIGHT / 2 + 1
            draw_stages(painter, QRectF(left, top, _BAR_WIDTH, _BAR_HEIGHT), by_stage)
        left += _BAR_WIDTH + _SIDE
        room = QRect(left, rect.top(), rect.right() - _SIDE - left + 1, rect.height())
        text = option.fontMetrics.elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(QColor(theme.text_soft))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)


class GroupLegend(QWidget):
    """The colours of the groups with their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.GRID * 4)
        for word, colour in group_colours().items():
            label = soft_label(f'<span style="color:{colour};">&#9632;</span>&nbsp;{word}', wraps=False)
            across.addWidget(label)
        across.addStretch(1)
