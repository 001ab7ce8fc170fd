"""What every dense table has in common: whole rows of one height, no grid, Tab leaves it."""

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ucj_desktop.gui import look


def make_dense(table: QTableView) -> None:
    """Give a table the rows and the heading of SCREENS.md."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    down = table.verticalHeader()
    down.hide()
    down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    down.setDefaultSectionSize(look.ROW_HEIGHT)
    across = table.horizontalHeader()
    across.setHighlightSections(False)
    across.setFixedHeight(look.TARGET)
