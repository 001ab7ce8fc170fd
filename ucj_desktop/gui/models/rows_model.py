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

ROWS_A_PAGE = 4  # a screen shows six or seven; those that are missing are fetched together
_PAGES_KEPT = 768
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
    is_sorted_by: bool = False  # a click on its heading may order the list by it


@dataclass(frozen=True, slots=True)
class Cell:
    """What is drawn of one row in one column."""

    text: str
    state: State | None = None


_GONE = Cell("")


class _Page(Generic[Row]):
    """Rows that were fetched together, and the cells of those that were drawn."""

    def __init__(self, rows: list[Row | None]) -> None:
        self.rows = rows
        self.cells: dict[int, list[Cell | None]] = {}


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
        self._pages: OrderedDict[int, _Page[Row]] = OrderedDict()

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

    def extend_ids(self, ids: Sequence[str]) -> None:
        """The same list with more rows at its end; the cursor and what was fetched stay."""
        before = len(self._ids)
        if len(ids) == before:
            self._ids = ids
            return
        last = before // ROWS_A_PAGE
        self.beginInsertRows(QModelIndex(), before, len(ids) - 1)
        self._ids = ids
        self._pages.pop(last, None)  # it was cut short where the list ended
        self.endInsertRows()

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        self.beginResetModel()
        self._columns = tuple(columns)
        self._pages.clear()
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
        return self._page(position).rows[position % ROWS_A_PAGE]

    def cell(self, position: int, column: int) -> Cell:
        """What the delegate draws, made once and kept as long as its page."""
        cells = self.cells(position)
        cell = cells[column]
        if cell is None:
            row = self.row_at(position)
            cell = cells[column] = _GONE if row is None else _cell(self._columns[column], row)
        return cell

    def cells(self, position: int) -> list[Cell | None]:
        """What is made already of the cells of a row; None: :meth:`cell` makes it."""
        kept = self._page(position).cells
        cells = kept.get(position)
        if cells is None:
            cells = kept[position] = [None] * len(self._columns)
        return cells

    def have_rows(self, first: int, last: int) -> None:
        """Fetch together what is missing of the rows that are about to be drawn."""
        numbers = range(first // ROWS_A_PAGE, min(last, len(self._ids) - 1) // ROWS_A_PAGE + 1)
        self._fetch_pages([number for number in numbers if number not in self._pages])

    def _page(self, position: int) -> "_Page[Row]":
        number = position // ROWS_A_PAGE
        if number in self._pages:
            self._pages.move_to_end(number)
        else:
            self._fetch_pages([number])
        return self._pages[number]

    def _fetch_pages(self, numbers: Sequence[int]) -> None:
        if not numbers:
            return
        wanted = [self._ids[number * ROWS_A_PAGE : (number + 1) * ROWS_A_PAGE] for number in numbers]
        fetched = {self._id_of(row): row for row in self._fetch([one for ids in wanted for one in ids])}
        for number, ids in zip(numbers, wanted, strict=True):
            self._pages[number] = _Page([fetched.get(one) for one in ids])
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)

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
        cell = self.cell(index.row(), index.column())
        return cell.state if role == Role.STATE else cell.text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            side = Qt.AlignmentFlag.AlignRight if self._columns[section].is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and orientation is Qt.Orientation.Horizontal:
            return self._said_of_order(self._columns[section])
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._columns[section].heading if orientation is Qt.Orientation.Horizontal else section + 1

    def _said_of_order(self, column: Column[Row]) -> str | None:
        if column.is_sorted_by:
            return f"Klik untuk mengurutkan menurut {column.heading}."
        others = [one.heading for one in self._columns if one.is_sorted_by]
        if not others:
            return None
        return f"Daftar ini tidak diurutkan menurut {column.heading}, hanya menurut {', '.join(others)}."


def _cell(column: Column[Row], row: Row) -> Cell:
    return Cell(column.text(row), column.state(row) if column.state else None)
