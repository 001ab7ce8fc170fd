"""A dense table of rows, drawn by its own delegate: 28 pixels a row, states with icon and word."""

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ucj_desktop.gui import look
from ucj_desktop.gui.models.rows_model import Index, Role, RowsModel
from ucj_desktop.gui.widgets.dense_table import make_dense
from ucj_desktop.gui.widgets.row_painter import ICON, SIDE, RowPainter, Span

if TYPE_CHECKING:
    from typing import Any


class RowDelegate(QStyledItemDelegate):
    """Draws a single cell as the table draws its rows; for tables with a column that draws itself."""

    def __init__(self, rows: "RowsModel[Any]", painter: RowPainter, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows, self._painter = rows, painter

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        column = index.column()
        span = Span(column, rect.left(), rect.width(), self._rows.columns[column].is_number)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        self._painter.draw_row(painter, index.row(), rect, [span], is_selected=is_selected)
        if state & QStyle.StateFlag.State_HasFocus:
            self._painter.draw_focus(painter, rect)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, look.ROW_HEIGHT)


class RowTable(QTableView):
    """The table of a page. ``opened`` comes on Enter and double click, ``went_to`` as the cursor moves,
    ``sorted_by(column, descending)`` on a click on a heading that may order the list.

    With a ``name`` the clerk's choice of columns (right click on the heading) is remembered on this computer.
    One that ``keeps_to_room`` narrows its columns in a small window, so that nothing has to be scrolled sideways;
    where the last is a number, all of them share what room is left over.
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
        self._painter = RowPainter(model)
        self._painter.set_font(self.font())
        self.setItemDelegate(RowDelegate(model, self._painter, self))
        make_dense(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        across = self.horizontalHeader()
        # A heading asks of each row whether it is selected: a second for 100,000 rows, so it is shown a list of none.
        across.setSelectionModel(QItemSelectionModel(model, self))
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
        elif self._keeps_to_room and shown and self.rows.columns[shown[-1]].is_number:
            wanted |= {position: wanted[position] * room // whole for position in shown}  # no number far from its list
        for position, width in wanted.items():
            self.setColumnWidth(position, width)

    def _wanted_widths(self) -> dict[int, int]:
        letter = self.fontMetrics().horizontalAdvance("0")
        wanted = {}
        for position, column in enumerate(self.rows.columns):
            picture = ICON + look.GRID if column.state else 0
            wanted[position] = max(letter * column.width + SIDE * 2 + picture, self._least_width(position))
        return wanted

    def _least_width(self, position: int) -> int:
        heading = self.fontMetrics().horizontalAdvance(self.rows.columns[position].heading) + SIDE * 3
        return max(heading, self.horizontalHeader().minimumSectionSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._keeps_to_room:
            self.fit_columns()
            self.updateGeometries()  # else the scroll bar is one event behind

    def set_letters(self, pixels: int) -> None:
        """Bigger letters and rows, as for a list on the wall."""
        font = self.font()
        if font.pixelSize() == pixels:
            return
        font.setPixelSize(pixels)
        self.setFont(font)
        self._painter.set_font(font)
        self.verticalHeader().setDefaultSectionSize(max(look.ROW_HEIGHT, pixels * 2))
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
        if spans == {(0, len(self.rows.ids) - 1)}:
            return self.rows.ids
        rows = dict.fromkeys(row for top, bottom in spans for row in range(top, bottom + 1))
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
            self._painter.set_font(self.font())

    def paintEvent(self, event: QPaintEvent) -> None:
        """All rows in sight in one go: half of the time went into asking for one cell after the other."""
        columns = range(len(self.rows.columns))
        if any(self.itemDelegateForColumn(one) for one in columns):
            super().paintEvent(event)
            return
        area, spans, high = event.rect(), self._spans(event.rect()), self.verticalHeader().defaultSectionSize()
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        last, width = len(self.rows.ids) - 1, self.horizontalHeader().length()
        left, chosen, here = self.columnViewportPosition(0), self.selectionModel(), self.currentIndex()
        row = self.rowAt(max(area.top(), 0))
        top = self.rowViewportPosition(row) if row >= 0 else area.bottom() + 1
        if 0 <= row <= last:
            self.rows.have_rows(row, row + (area.bottom() - top) // high)
        while row <= last and top <= area.bottom():
            box = QRect(left, top, width, high)
            self._painter.draw_row(painter, row, box, spans, is_selected=chosen.isRowSelected(row, QModelIndex()))
            if here.row() == row and self.hasFocus():
                self._painter.draw_focus(painter, self.visualRect(here))
            row, top = row + 1, top + high
        painter.end()

    def _spans(self, area: QRect) -> list[Span]:
        spans = []
        for position, column in enumerate(self.rows.columns):
            span = Span(position, self.columnViewportPosition(position), self.columnWidth(position), column.is_number)
            if span.width and span.left <= area.right() and span.left + span.width > area.left():
                spans.append(span)
        return spans

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
