"""A table over any number of rows: the ids in order, and the rows fetched a page at a time."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ucj_desktop.gui.look import State

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

ROWS_A_PAGE = 128
_PAGES_KEPT = 24
# The tip is the text again: a narrow column may have cut it.
_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class Role(IntEnum):
    """What the delegate asks besides the text."""

    STATE = Qt.ItemDataRole.UserRole + 1
    ID = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its heading, the text of a row, and how wide it starts (in characters)."""

    code: str
    heading: str
    text: Callable[[Row], str]
    width: int = 16
    is_number: bool = False
    is_extra: bool = False  # hidden until the clerk asks for it
    state: Callable[[Row], State | None] | None = None


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows by id. ``fetch`` gives the rows of some ids in any order; an id that is gone may be left out."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        fetch: Callable[[Sequence[str]], Sequence[Row]],
        id_of: Callable[[Row], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._fetch, self._id_of = fetch, id_of
        self._ids: Sequence[str] = ()
        self._pages: OrderedDict[int, dict[str, Row]] = OrderedDict()

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        return self._columns

    @property
    def ids(self) -> Sequence[str]:
        return self._ids

    def set_ids(self, ids: Sequence[str]) -> None:
        """Show another list."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        self.beginResetModel()
        self._columns = tuple(columns)
        self.endResetModel()

    def forget_rows(self) -> None:
        """The same ids with other values: what is shown is fetched again."""
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self._columns) - 1))

    def row_at(self, position: int) -> Row | None:
        """The row at a position; None where it is gone from the store."""
        if not 0 <= position < len(self._ids):
            return None
        number = position // ROWS_A_PAGE
        page = self._pages.get(number)
        if page is None:
            start = number * ROWS_A_PAGE
            page = {self._id_of(row): row for row in self._fetch(self._ids[start : start + ROWS_A_PAGE])}
            self._pages[number] = page
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(self._ids[position])

    def position_of(self, row_id: str) -> int | None:
        """Where an id stands in the list."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == Role.ID:
            return self._ids[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in _TEXT_ROLES and role != Role.STATE:
            return None
        row = self.row_at(index.row())
        if row is None:
            return "" if role != Role.STATE else None
        if role == Role.STATE:
            return column.state(row) if column.state else None
        return column.text(row)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            side = Qt.AlignmentFlag.AlignRight if self._columns[section].is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._columns[section].heading if orientation is Qt.Orientation.Horizontal else section + 1
