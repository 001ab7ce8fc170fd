"""One facet of a list: its values with how many each has, of which one is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ucj_desktop.gui import icons, look, texts
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import Index

_KEY, _COUNT, _STATE = (Qt.ItemDataRole.UserRole + number for number in (1, 2, 3))
_SIDE = look.GRID * 2


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value: its key, its words, how many have it, and a state where it means one."""

    key: object
    words: str
    count: int
    state: State | None = None


class _FacetDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = look.palette()
        rect: QRect = option.rect
        flags: QStyle.StateFlag = option.state
        is_here = bool(flags & QStyle.StateFlag.State_Selected)
        if is_here:
            painter.fillRect(rect, QColor(theme.accent_soft))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        left = rect.left() + _SIDE
        state = index.data(_STATE)
        if state is not None:
            ink, _ = state.colours(theme)
            icons.draw(painter, QRectF(left, rect.center().y() - 7, 16, 16), state.icon, ink)
            left += 16 + look.GRID
        told = texts.number(int(index.data(_COUNT)))
        metrics: QFontMetrics = option.fontMetrics
        room = metrics.horizontalAdvance(told) + _SIDE
        painter.setPen(QColor(theme.text_soft))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -_SIDE, 0), right, told)
        words = QRect(left, rect.top(), rect.right() - room - _SIDE - left, rect.height())
        painter.setPen(QColor(theme.accent_dark if is_here else theme.text))
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if is_here else QFont.Weight.Normal)
        painter.setFont(font)
        text = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(option.font)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, look.ROW_HEIGHT)


class FacetList(QFrame):
    """``chosen`` gives the key, None for all."""

    chosen = Signal(object)

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.heading = QLabel(heading)
        self.heading.setFont(look.heading_font(3))
        self.heading.setContentsMargins(_SIDE, _SIDE, _SIDE, look.GRID)
        self.list = QListWidget()
        self.list.setItemDelegate(_FacetDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setStyleSheet("QListWidget { border: 0; background: transparent; }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(heading)
        down = QVBoxLayout(self)
        down.setContentsMargins(1, 0, 1, look.GRID)
        down.setSpacing(0)
        down.addWidget(self.heading)
        down.addWidget(self.list, 1)
        self.value: object = None
        self.list.currentItemChanged.connect(self._on_moved)

    def offer(self, values: Sequence[FacetValue], total: int) -> None:
        """Show other counts; a chosen key that is gone falls back to all."""
        self.list.blockSignals(True)
        self.list.clear()
        here = 0
        for row, one in enumerate([FacetValue(None, "Semua", total), *values]):
            item = QListWidgetItem(one.words)
            item.setData(_KEY, one.key)
            item.setData(_COUNT, one.count)
            item.setData(_STATE, one.state)
            item.setToolTip(f"{one.words}: {texts.number(one.count)}")
            self.list.addItem(item)
            if one.key == self.value:
                here = row
        if here == 0:
            self.value = None
        self.list.setCurrentRow(here)
        self.list.blockSignals(False)

    def choose(self, key: object) -> None:
        """Choose without telling; it shows with the next offer."""
        self.value = key

    def fit_height(self, rows: int) -> None:
        """Make it just as high as that many values."""
        heading = self.heading.sizeHint().height()
        self.setFixedHeight(heading + (rows + 1) * look.ROW_HEIGHT + look.GRID + 4)

    def _on_moved(self, current: QListWidgetItem | None) -> None:
        if current is not None:
            self.value = current.data(_KEY)
            self.chosen.emit(self.value)
