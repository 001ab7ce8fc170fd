"""Two workers side by side: what differs is marked, and whose value stays is chosen by arrow keys or a click."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ucj_desktop.domain.fields import FIELDS, shown_value
from ucj_desktop.domain.stage import STAGE_LABELS
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import VERDICT_LABELS
from ucj_desktop.gui import icons, look, texts
from ucj_desktop.gui.widgets.dense_table import make_dense
from ucj_desktop.services.accuracy.merge_workers import MergeOutlook, look_ahead

Index = QModelIndex | QPersistentModelIndex
KEEP = "keep"
FIRST, SECOND = 0, 1
_ALWAYS = ("nik", "full_name", "birth_date", "sex", "mother_name", "kk_number", "village_code", "hamlet", "address")
_DIGITS = ("nik", "kk_number")
_MARKS, _SIDE, _CHOSEN = (Qt.ItemDataRole.UserRole + number for number in (1, 2, 3))
_MARGIN = look.GRID * 2
_ROUND = 16
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class PairRow:
    """One line: a field of both as the screen writes it; ``is_open`` where one has to be chosen."""

    code: str
    label: str
    shown: tuple[str, str]
    is_open: bool


def differing(first: str, second: str) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """Which characters of two texts differ; digits of the same length are compared place by place."""
    a, b = first.casefold(), second.casefold()
    if len(a) != len(first) or len(b) != len(second):
        a, b = first, second
    if len(a) == len(b) and any(sign.isdigit() for sign in a):
        marks = tuple(one != other for one, other in zip(a, b, strict=True))
        return marks, marks
    left, right = [True] * len(a), [True] * len(b)
    for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        left[block.a : block.a + block.size] = [False] * block.size
        right[block.b : block.b + block.size] = [False] * block.size
    return tuple(left), tuple(right)


def pair_rows(first: WorkerRecord, second: WorkerRecord, village: Callable[[str], str]) -> list[PairRow]:
    """The lines of a pair: who is kept, the key fields, whatever else differs, and where both stand."""
    rows = [PairRow(KEEP, "Yang dipertahankan", ("Orang pertama", "Orang kedua"), True)]
    for field in FIELDS:
        both = [_written(field.code, one, village) for one in (first, second)]
        is_open = getattr(first.worker, field.code) != getattr(second.worker, field.code)
        if is_open or (field.code in _ALWAYS and any(both)):
            rows.append(PairRow(field.code, field.label, (both[0], both[1]), is_open))
    rows.append(PairRow("", "Tahap", (_stage(first), _stage(second)), False))
    return rows


def _written(code: str, record: WorkerRecord, village: Callable[[str], str]) -> str:
    told = shown_value(code, record.worker)
    if code in _DIGITS and told.isascii() and told.isdigit():
        return texts.grouped_digits(told)
    return village(told) if code == "village_code" and told else told


def _stage(record: WorkerRecord) -> str:
    standing = record.standing
    verdict = f", {VERDICT_LABELS[standing.verdict]}" if standing.verdict else ""
    return f"{STAGE_LABELS[standing.stage]}{verdict}"


class PairModel(QAbstractTableModel):
    """Field, first, second, and what comes of it when they are joined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[PairRow] = ()
        self.records: tuple[WorkerRecord, WorkerRecord] | None = None
        self.keep = FIRST
        self.picked: dict[str, int] = {}
        self.outlook: MergeOutlook | None = None  # what joining them as they are chosen would make

    def show(self, records: tuple[WorkerRecord, WorkerRecord], rows: Sequence[PairRow], keep: int) -> None:
        self.beginResetModel()
        self.records, self.rows, self.keep = records, rows, keep
        self.picked = {}
        self._look_ahead()
        self.endResetModel()

    def _look_ahead(self) -> None:
        if self.records is not None:
            kept, gone = self.records[self.keep], self.records[1 - self.keep]
            self.outlook = look_ahead(kept, gone, self.chosen())

    def side_of(self, code: str) -> int:
        """Whose value of a field stays: the one picked, else the survivor's unless a blank of his or hers is filled."""
        if code == KEEP or self.records is None or self.outlook is None:
            return self.keep
        if code in self.picked:
            return self.picked[code]
        own = getattr(self.records[self.keep].worker, code)
        return self.keep if getattr(self.outlook.survivor, code) == own else 1 - self.keep

    def _is_choice(self, row: PairRow, side: int) -> bool:
        """The survivor's own blank may stay blank; the other's takes nothing away."""
        return row.is_open and (side == self.keep or bool(row.shown[side]))

    def choose(self, row: int, side: int) -> None:
        """Choose the survivor, or whose value of a field stays."""
        if not 0 <= row < len(self.rows) or not self._is_choice(self.rows[row], side):
            return
        code = self.rows[row].code
        if code == KEEP:
            self.keep = side
            self.picked = {}
        else:
            self.picked[code] = side
        self._look_ahead()
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 3))

    def chosen(self) -> Mapping[str, Any]:
        """The picked values by field, as settle_duplicates takes them."""
        if self.records is None:
            return {}
        return {code: getattr(self.records[side].worker, code) for code, side in self.picked.items()}

    def taken_over(self) -> int:
        """How many values come from the worker who is not kept."""
        return sum(one.is_open and one.code != KEEP and self.side_of(one.code) != self.keep for one in self.rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        side = self.side_of(row.code) if row.code else self.keep
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            result = row.shown[side] if row.code != KEEP else f"{row.shown[side]} tetap ada"
            return (row.label, *row.shown, result)[column]
        if role == _MARKS and column in (1, 2) and row.is_open and row.code != KEEP and all(row.shown):
            return differing(*row.shown)[column - 1]
        if role == _SIDE:
            return column - 1 if column in (1, 2) and self._is_choice(row, column - 1) else None
        return side if role == _CHOSEN and row.is_open else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return ("", "Orang pertama", "Orang kedua", "Bila digabung")[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class _PairDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = look.palette()
        rect: QRect = option.rect
        flags: QStyle.StateFlag = option.state
        is_here = bool(flags & QStyle.StateFlag.State_Selected)
        if is_here:
            painter.fillRect(rect, QColor(theme.accent_soft))
        elif index.column() == 3:
            painter.fillRect(rect, QColor(theme.window))
        left = rect.left() + _MARGIN
        side, chosen = index.data(_SIDE), index.data(_CHOSEN)
        if side is not None:
            name = "check-circle" if side == chosen else "circle"
            ink = theme.accent if side == chosen else theme.line_strong
            icons.draw(painter, QRectF(left, rect.center().y() - _ROUND / 2 + 1, _ROUND, _ROUND), name, ink)
        if index.column() in (1, 2):
            left += _ROUND + look.GRID + 2
        font = QFont(option.font)
        is_loser = side is not None and side != chosen
        if chosen is not None and (index.column() == 3 or side == chosen):
            font.setWeight(QFont.Weight.DemiBold)
        soft = index.column() == 0 or is_loser or index.data(_CHOSEN) is None
        painter.setPen(QColor(theme.text_soft if soft else theme.text))
        painter.setFont(font)
        room = QRect(left, rect.top(), rect.right() - _MARGIN - left, rect.height())
        _draw_marked(painter, room, str(index.data() or ""), index.data(_MARKS))
        painter.setFont(option.font)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.line))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, look.ROW_HEIGHT)


def _draw_marked(painter: QPainter, room: QRect, text: str, marks: Sequence[bool] | None) -> None:
    """Draw a text with the marked characters on the colour of a warning and underlined."""
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    if marks:
        theme = look.palette()
        for at, is_marked in enumerate(marks[: len(shown)]):
            if is_marked:
                start, end = metrics.horizontalAdvance(shown[:at]), metrics.horizontalAdvance(shown[: at + 1])
                middle = room.center().y()
                field = QRect(room.left() + start, middle - 9, max(end - start, 4), 20)
                painter.fillRect(field, QColor(theme.warn_soft))
                painter.fillRect(QRect(field.left(), field.bottom() - 1, field.width(), 2), QColor(theme.warn))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class PairTable(QTableView):
    """Up and down go to what differs, left and right choose; ``pressed_key`` gives 1, 2, 3, N, P or A."""

    chose = Signal()
    pressed_key = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pair = PairModel(self)
        self.setModel(self.pair)
        self.setItemDelegate(_PairDelegate(self))
        make_dense(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = self.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(0, 168)

    def choose(self, side: int) -> None:
        """Choose for the field under the cursor."""
        self.pair.choose(self.currentIndex().row(), side)
        self.chose.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = {Qt.Key.Key_Left: FIRST, Qt.Key.Key_Right: SECOND}
        words = {Qt.Key(ord(one)): one for one in "123NPA"}
        key = Qt.Key(event.key())
        if key in sides:
            self.choose(sides[key])
        elif key in _STEPS and self._go_to_open(_STEPS[key]):
            event.accept()
        elif key in words:
            if not event.isAutoRepeat():  # a key held down must not decide the pairs that follow
                self.pressed_key.emit(words[key])
        else:
            super().keyPressEvent(event)

    def _go_to_open(self, by: int) -> bool:
        """To the next field that has something to choose; False where there is none that way."""
        rows, at = self.pair.rows, self.currentIndex().row() + by
        while 0 <= at < len(rows) and not rows[at].is_open:
            at += by
        if not 0 <= at < len(rows):
            return False
        self.selectRow(at)
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() in (1, 2):
            self.pair.choose(index.row(), index.column() - 1)
            self.chose.emit()
