"""A dense table of rows, drawn by its own delegate: 28 pixels a row, states with icon and word."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ucj_desktop.gui import icons, look
from ucj_desktop.gui.models.rows_model import Index, Role, RowsModel

if TYPE_CHECKING:
    from typing import Any

_SIDE = look.GRID * 2
_ICON = 16


class RowDelegate(QStyledItemDelegate):
    """Draws a cell by itself: ten times less work than a style does, and the same on every Windows."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = look.palette()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(rect, QColor(theme.accent_soft))
        elif index.row() % 2:
            painter.fillRect(rect, QColor(theme.window))
        meant = index.data(Role.STATE)
        ink = theme.text
        left = rect.left() + _SIDE
        if meant is not None:
            ink, _ = meant.colours(theme)
            icons.draw(painter, QRectF(left, rect.center().y() - _ICON / 2 + 1, _ICON, _ICON), meant.icon, ink)
            left += _ICON + look.GRID
        room = QRect(left, rect.top(), rect.right() - _SIDE - left + 1, rect.height())
        metrics: QFontMetrics = option.fontMetrics
        text = metrics.elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(QColor(ink))
        painter.drawText(room, int(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0), text)
        if is_selected and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, look.ROW_HEIGHT)


class RowTable(QTableView):
    """The table of a page. ``opened`` comes on Enter and double click, ``went_to`` as the cursor moves."""

    opened = Signal(str)
    went_to = Signal(str)

    def __init__(self, model: "RowsModel[Any]", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(look.ROW_HEIGHT)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setStretchLastSection(True)
        across.setFixedHeight(look.TARGET)
        across.setMinimumSectionSize(48)
        self.fit_columns()
        model.modelReset.connect(self._on_reset)
        self.selectionModel().currentRowChanged.connect(self._on_moved)
        self.doubleClicked.connect(self._on_opened)

    def fit_columns(self) -> None:
        """Give every column the width its definition asks for."""
        letter = self.fontMetrics().averageCharWidth() + 1
        for position, column in enumerate(self.rows.columns):
            room = self.fontMetrics().horizontalAdvance(column.heading) + _SIDE * 3
            self.setColumnWidth(position, max(letter * column.width + _SIDE * 2, room))

    def current_id(self) -> str:
        """The id under the cursor; empty where there is none."""
        index = self.currentIndex()
        return str(index.data(Role.ID)) if index.isValid() else ""

    def selected_ids(self) -> Sequence[str]:
        """The ids of the selected rows, in the order of the list."""
        return [self.rows.ids[row] for row in sorted(one.row() for one in self.selectionModel().selectedRows())]

    def go_to(self, row_id: str) -> bool:
        """Put the cursor on an id; False where the list does not hold it."""
        position = self.rows.position_of(row_id)
        if position is None:
            return False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.rows.index(position, 0), flags)
        self.scrollTo(self.rows.index(position, 0))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current_id())
            return
        super().keyPressEvent(event)

    def _on_reset(self) -> None:
        self.scrollToTop()

    def _on_moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.went_to.emit(str(current.data(Role.ID)) if current.isValid() else "")

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(str(index.data(Role.ID)))


def figures_family() -> str:
    """A font whose figures have one width, for numbers that are compared digit by digit."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
