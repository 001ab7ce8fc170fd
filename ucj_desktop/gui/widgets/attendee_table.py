"""Who is invited to a meeting, a line each: there or not by the space bar, name and position typed in place."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ucj_desktop.domain.minutes import Attendee, Signer
from ucj_desktop.gui import look
from ucj_desktop.gui.widgets.dense_table import make_dense

_PRESENT, _NAME, _POSITION, _VILLAGE, _SIGNS = range(5)
_HEADINGS = ("Hadir", "Nama", "Jabatan/instansi", "Desa", "Tanda tangan")
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class AttendeeTable(QTableWidget):
    """``changed`` after every tick and every word; ``touched`` says whether a clerk has done any of it.

    A line without a name is left out by the service, so that emptying a name takes somebody off the list.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADINGS), parent)
        self.touched = False
        self._known: list[Attendee] = []
        make_dense(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setHorizontalHeaderLabels(_HEADINGS)
        self.setAccessibleName("Yang diundang; spasi mencentang yang hadir")
        self.setMinimumHeight(look.TARGET + 4 * look.ROW_HEIGHT)
        across = self.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (_PRESENT, _SIGNS):
            across.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in (_NAME, _POSITION, _VILLAGE):
            across.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._on_item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names have the most room."""
        super().resizeEvent(event)
        room = self.viewport().width() - self.columnWidth(_PRESENT) - self.columnWidth(_SIGNS)
        for column, share in ((_NAME, 40), (_POSITION, 36), (_VILLAGE, 24)):
            self.setColumnWidth(column, max(48, room * share // 100))

    def offer(self, attendees: Sequence[Attendee]) -> None:
        """Show these, and say that nobody has touched them."""
        self.blockSignals(True)
        self.setRowCount(0)
        self._known = []
        for one in attendees:
            self._add(one)
        self.blockSignals(False)
        self.touched = False
        if self.rowCount():
            self.setCurrentCell(0, _NAME)
        self.changed.emit()

    def add_line(self) -> None:
        """Another line, its name being typed."""
        self._add(Attendee(person=Signer(name="", position=""), present=True))
        self.setCurrentCell(self.rowCount() - 1, _NAME)
        self.editItem(self._cell(self.rowCount() - 1, _NAME))

    def attendees(self) -> tuple[Attendee, ...]:
        """As the lines say; rank, NIP and capacity of a signer stay as the office has set them."""
        return tuple(self._line(row, known) for row, known in enumerate(self._known))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks who is there, on any part of the line; in the last column, who signs."""
        if event.key() == Qt.Key.Key_Space and self.currentRow() >= 0:
            item = self._cell(self.currentRow(), _SIGNS if self.currentColumn() == _SIGNS else _PRESENT)
            item.setCheckState(_UNCHECKED if item.checkState() is _CHECKED else _CHECKED)
            return
        super().keyPressEvent(event)

    def _add(self, one: Attendee) -> None:
        row = self.rowCount()
        self._known.append(one)
        self.insertRow(row)
        for column, is_ticked in ((_PRESENT, one.present), (_SIGNS, one.signs)):
            tick = QTableWidgetItem()
            tick.setFlags(_FLAGS | Qt.ItemFlag.ItemIsUserCheckable)
            tick.setCheckState(_CHECKED if is_ticked else _UNCHECKED)
            self.setItem(row, column, tick)
        for column, text in ((_NAME, one.person.name), (_POSITION, one.person.position), (_VILLAGE, one.village)):
            words = QTableWidgetItem(text)
            words.setFlags(_FLAGS | Qt.ItemFlag.ItemIsEditable)
            words.setToolTip(text)
            self.setItem(row, column, words)

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        return self.item(row, column) or QTableWidgetItem()

    def _line(self, row: int, known: Attendee) -> Attendee:
        said = {column: " ".join(self._cell(row, column).text().split()) for column in (_NAME, _POSITION, _VILLAGE)}
        return replace(
            known,
            person=replace(known.person, name=said[_NAME], position=said[_POSITION]),
            village=said[_VILLAGE],
            present=self._cell(row, _PRESENT).checkState() is _CHECKED,
            signs=self._cell(row, _SIGNS).checkState() is _CHECKED,
        )

    def _on_item(self) -> None:
        self.touched = True
        self.changed.emit()
