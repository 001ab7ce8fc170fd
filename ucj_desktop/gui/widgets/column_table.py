"""The columns of a sheet that is imported: heading, three samples, and what each is read as."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ucj_desktop.gui import icons, look
from ucj_desktop.gui.look import State
from ucj_desktop.services.collect.file_in_words import SheetSeen

_ROW = 40
_NARROW = 460  # pixels
_UNREAD = "Tidak dibaca"


class MeaningBox(QComboBox):
    """What a column is read as; the wheel scrolls the list, it does not change a meaning by accident."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnTable(QTableWidget):
    """``remapped(index, field)``: a clerk said what the column at an index is; an empty field leaves it unread."""

    remapped = Signal(int, str)

    def __init__(self, meanings: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self._meanings = dict(meanings)
        self.boxes: dict[int, MeaningBox] = {}
        self.setHorizontalHeaderLabels(["Kolom di berkas", "Contoh isi", "Dibaca sebagai"])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTabKeyNavigation(False)  # Tab goes through the boxes and leaves the table
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        across = self.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setSectionsClickable(False)
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        across.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        across.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window headings and meanings give way to the samples."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        self.setColumnWidth(0, 104 if is_narrow else 140)
        self.setColumnWidth(2, 172 if is_narrow else 196)

    def show_sheet(self, sheet: SheetSeen) -> None:
        """Show another sheet, or the same one as it is read now; the keyboard stays in its box."""
        here = next((index for index, box in self.boxes.items() if box.hasFocus()), None)
        place = self.verticalScrollBar().value()
        self.boxes = {}
        self.setRowCount(0)
        self.setRowCount(len(sheet.columns))
        for row, column in enumerate(sheet.columns):
            heading = " ".join(column.heading.split())
            first = QTableWidgetItem(f"{column.letter}   {heading or '(tanpa judul)'}")
            first.setToolTip(f"Kolom {column.letter}: {heading or 'tanpa judul'}")
            if not column.sure:
                first.setIcon(icons.icon(State.WARNS.icon, look.palette().warn))
                first.setToolTip(f"{first.toolTip()}. Dikira-kira dari isinya, mohon dilihat.")
            samples = "  |  ".join(column.samples)
            second = QTableWidgetItem(samples or "(kosong)")
            second.setToolTip("\n".join(column.samples))
            second.setForeground(self.palette().placeholderText())
            self.setItem(row, 0, first)
            self.setItem(row, 1, second)
            self.setCellWidget(row, 2, _in_the_middle(self._box(column.index, column.field, heading)))
        self.verticalScrollBar().setValue(place)
        if here in self.boxes:
            self.boxes[here].setFocus()

    def _box(self, index: int, field: str, heading: str) -> MeaningBox:
        made = MeaningBox()
        made.addItem(_UNREAD, "")
        for code, words in self._meanings.items():
            made.addItem(words, code)
        made.setCurrentIndex(max(made.findData(field), 0))
        made.setMaxVisibleItems(16)
        made.setMinimumWidth(0)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made.setAccessibleName(f"{heading} dibaca sebagai")
        made.activated.connect(partial(self._on_chosen, index))
        self.boxes[index] = made
        return made

    def _on_chosen(self, index: int, _at: int) -> None:
        self.remapped.emit(index, str(self.boxes[index].currentData()))


def _in_the_middle(box: MeaningBox) -> QWidget:
    made = QWidget()
    across = QHBoxLayout(made)
    across.setContentsMargins(0, look.GRID, look.GRID, look.GRID)
    across.addWidget(box)
    return made
