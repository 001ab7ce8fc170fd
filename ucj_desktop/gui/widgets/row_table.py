"""A dense table of rows, drawn by its own delegate: 28 pixels a row, states with icon and word."""

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, QRectF, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ucj_desktop.gui import icons, look
from ucj_desktop.gui.models.rows_model import Index, Role, RowsModel
from ucj_desktop.gui.widgets.dense_table import make_dense

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
    """The table of a page. ``opened`` comes on Enter and double click, ``went_to`` as the cursor moves.

    With a ``name`` the clerk's choice of columns (right click on the heading) is remembered on this computer.
    One that ``keeps_to_room`` narrows its columns in a small window, so that nothing has to be scrolled sideways.
    """

    opened = Signal(str)
    went_to = Signal(str)

    def __init__(
        self, model: "RowsModel[Any]", name: str = "", parent: QWidget | None = None, *, keeps_to_room: bool = False
    ) -> None:
        super().__init__(parent)
        self._keeps_to_room = keeps_to_room
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        make_dense(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        across = self.horizontalHeader()
        across.setStretchLastSection(True)
        across.setMinimumSectionSize(48)
        across.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        across.customContextMenuRequested.connect(self._offer_columns)
        self._name = name
        self.fit_columns()
        self._hide_columns()
        model.modelReset.connect(self._on_reset)
        self.selectionModel().currentRowChanged.connect(self._on_moved)
        self.doubleClicked.connect(self._on_opened)

    def fit_columns(self) -> None:
        """Give every column the width its definition asks for."""
        wanted = self._wanted_widths()
        shown = [position for position in wanted if not self.isColumnHidden(position)]
        whole, room = sum(wanted[position] for position in shown), self.viewport().width()
        is_small = self._keeps_to_room and 0 < room < whole
        if is_small:
            spare = {position: wanted[position] - self._least_width(position) for position in shown}
            taken = min((whole - room) / max(sum(spare.values()), 1), 1)
            wanted |= {position: wanted[position] - ceil(spare[position] * taken) for position in shown}
        for position, width in wanted.items():
            self.setColumnWidth(position, width)

    def _wanted_widths(self) -> dict[int, int]:
        letter = self.fontMetrics().horizontalAdvance("0")
        wanted = {}
        for position, column in enumerate(self.rows.columns):
            picture = _ICON + look.GRID if column.state else 0
            wanted[position] = max(letter * column.width + _SIDE * 2 + picture, self._least_width(position))
        return wanted

    def _least_width(self, position: int) -> int:
        heading = self.fontMetrics().horizontalAdvance(self.rows.columns[position].heading) + _SIDE * 3
        return max(heading, self.horizontalHeader().minimumSectionSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._keeps_to_room:
            self.fit_columns()

    def _hide_columns(self) -> None:
        """Hide what the clerk has put away, or else what starts hidden."""
        kept = QSettings().value(f"tables/{self._name}/hidden") if self._name else None
        hidden = set(str(kept).split(",")) if kept is not None else {c.code for c in self.rows.columns if c.is_extra}
        for position, column in enumerate(self.rows.columns):
            self.setColumnHidden(position, column.code in hidden)

    def _offer_columns(self, where: QPoint) -> None:
        menu = QMenu(self)
        for position, column in enumerate(self.rows.columns):
            action = menu.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(position))
            action.setData(position)
            action.setEnabled(position > 0)
        menu.triggered.connect(self._on_column_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.horizontalHeader().mapToGlobal(where))

    def _on_column_chosen(self, action: QAction) -> None:
        self.setColumnHidden(action.data(), not action.isChecked())
        self.remember_columns()

    def remember_columns(self) -> None:
        """Keep which columns are hidden, for the next time."""
        hidden = [one.code for position, one in enumerate(self.rows.columns) if self.isColumnHidden(position)]
        if self._name:
            QSettings().setValue(f"tables/{self._name}/hidden", ",".join(hidden))

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
