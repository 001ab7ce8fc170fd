"""A small table of a few dozen lines that are all known at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ucj_desktop.gui import look


class PlainTable(QTableWidget):
    """Read only, a line a row, the last column as wide as there is room."""

    def __init__(self, headings: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(0, len(headings), parent)
        self.setHorizontalHeaderLabels(list(headings))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.ROW_HEIGHT)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setStretchLastSection(True)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def add_row(self, items: Sequence[QTableWidgetItem]) -> None:
        row = self.rowCount()
        self.insertRow(row)
        for column, item in enumerate(items):
            item.setToolTip(item.text())
            self.setItem(row, column, item)

    def fit(self) -> None:
        """Columns as wide as what stands in them, the last one takes the rest."""
        self.horizontalHeader().resizeSections(QHeaderView.ResizeMode.ResizeToContents)
