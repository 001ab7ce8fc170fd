"""A dense table of rows, drawn by its own delegate: 28 pixels a row, states with icon and word."""

from collections.abc import Sequence
from functools import cache
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, QRectF, QSettings, QSize, Qt, Signal
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
_MEASURES_KEPT = 8192
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowDelegate(QStyledItemDelegate):
    """Draws a cell by itself: ten times less work than a style does, and the same on every Windows.

    It asks the model for the whole cell at once and keeps what was measured: most cells are drawn again and again.
    """

    def __init__(self, rows: "RowsModel[Any]", parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._fitted: dict[tuple[str, int], str] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = look.palette()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row, column = index.row(), index.column()
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(rect, _colour(theme.accent_soft))
        elif row % 2:
            painter.fillRect(rect, _colour(theme.window))
        cell = self._rows.cell(row, column)
        ink = theme.text
        left = rect.left() + _SIDE
        if cell.state is not None:
            ink, _ = cell.state.colours(theme)
            icons.draw(painter, QRectF(left, rect.center().y() - _ICON / 2 + 1, _ICON, _ICON), cell.state.icon, ink)
            left += _ICON + look.GRID
        room = QRect(left, rect.top(), rect.right() - _SIDE - left + 1, rect.height())
        side = _RIGHT if self._rows.columns[column].is_number else _LEFT
        painter.setPen(_colour(ink))
        painter.drawText(room, side, self._fit(cell.text, room.width(), option))
        if is_selected and column == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), _colour(theme.accent))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(_colour(theme.accent), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def forget_measures(self) -> None:
        """After another font."""
        self._fitted.clear()

    def _fit(self, text: str, width: int, option: QStyleOptionViewItem) -> str:
        fitted = self._fitted.get((text, width))
        if fitted is None:
            if len(self._fitted) >= _MEASURES_KEPT:
                self._fitted.clear()
            metrics: QFontMetrics = option.fontMetrics
            fitted = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._fitted[text, width] = fitted
        return fitted

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, look.ROW_HEIGHT)


@cache
def _colour(name: str) -> QColor:
    return QColor(name)


class RowTable(QTableView):
    """The table of a page. ``opened`` comes on Enter and double click, ``went_to`` as the cursor moves,
    ``sorted_by(column, descending)`` on a click on a heading that may order the list.

    With a ``name`` the clerk's choice of columns (right click on the heading) is remembered on this computer.
    One that ``keeps_to_room`` narrows its columns in a small window, so that nothing has to be scrolled sideways.
    """

    opened = Signal(str)
    went_to = Signal(str)
    sorted_by = Signal(str, bool)

    def __init__(
        self, model: "RowsModel[Any]", name: str = "", parent: QWidget | None = None, *, keeps_to_room: bool = False
    ) -> None:
        super().__init__(parent)
        self._keeps_to_room = keeps_to_room
        self.rows = model
        self.setModel(model)
        self._delegate = RowDelegate(model, self)
        self.setItemDelegate(self._delegate)
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
        across.setSectionsClickable(any(one.is_sorted_by for one in model.columns))
        across.sectionClicked.connect(self._on_heading)
        self._name = name
        self._order = ("", False)
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
        chosen = self.selectionModel().selection()
        spans = {(chosen.at(at).top(), chosen.at(at).bottom()) for at in range(chosen.count())}
        rows = dict.fromkeys(row for top, bottom in spans for row in range(top, bottom + 1))
        if len(rows) == len(self.rows.ids):
            return self.rows.ids
        return [self.rows.ids[row] for row in sorted(rows)]

    def show_order(self, column: str, *, descending: bool) -> None:
        """Mark the heading of the column that orders the list; empty: none does."""
        self._order = (column, descending)
        codes = [one.code for one in self.rows.columns]
        across = self.horizontalHeader()
        across.setSortIndicatorShown(column in codes)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        across.setSortIndicator(codes.index(column) if column in codes else -1, order)

    def go_to(self, row_id: str) -> bool:
        """Put the cursor on an id; False where the list does not hold it."""
        position = self.rows.position_of(row_id)
        if position is None:
            return False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.rows.index(position, 0), flags)
        self.scrollTo(self.rows.index(position, 0))
        return True

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and last row: a row is one thing here, not a line of cells."""
        column = max(self.currentIndex().column(), 0)
        if action is QAbstractItemView.CursorAction.MoveHome:
            return self.rows.index(0, column)
        if action is QAbstractItemView.CursorAction.MoveEnd:
            return self.rows.index(len(self.rows.ids) - 1, column)
        return super().moveCursor(action, modifiers)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._delegate.forget_measures()

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

    def _on_heading(self, position: int) -> None:
        column = self.rows.columns[position]
        here, descending = self._order
        self.show_order(here, descending=descending)  # Qt has moved its mark already
        if column.is_sorted_by:
            self.sorted_by.emit(column.code, column.code == here and not descending)
