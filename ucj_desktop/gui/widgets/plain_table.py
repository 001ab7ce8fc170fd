"""A small table of a few dozen lines that are all known at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ucj_desktop.gui import look
from ucj_desktop.gui.widgets.dense_table import make_dense

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlainTable(QTableWidget):
    """Read only. ``widest`` is the column that takes the room that is left; ``numbers`` stand at the right."""

    def __init__(
        self, headings: Sequence[str], *, widest: int = 0, numbers: Sequence[int] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(0, len(headings), parent)
        self._numbers = frozenset(numbers)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        make_dense(self)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setStyleSheet(f"QTableWidget::item {{ padding: 0 {look.GRID + 1}px; }}")
        across = self.horizontalHeader()
        for column, heading in enumerate(headings):
            item = QTableWidgetItem(heading)
            item.setTextAlignment(_RIGHT if column in self._numbers else _LEFT)
            self.setHorizontalHeaderItem(column, item)
            mode = QHeaderView.ResizeMode.Stretch if column == widest else QHeaderView.ResizeMode.ResizeToContents
            across.setSectionResizeMode(column, mode)

    def add_row(self, items: Sequence[QTableWidgetItem]) -> None:
        """One line more; numbers are set to the right."""
        row = self.rowCount()
        self.insertRow(row)
        for column, item in enumerate(items):
            item.setToolTip(item.text())
            item.setTextAlignment(_RIGHT if column in self._numbers else _LEFT)
            self.setItem(row, column, item)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these lines instead of what was shown."""
        self.setRowCount(0)
        for cells in rows:
            self.add_row([QTableWidgetItem(cell) for cell in cells])
