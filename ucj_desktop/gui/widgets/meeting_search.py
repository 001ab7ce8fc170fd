"""The search of a meeting: a name or a number of its list, and nobody of another village."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ucj_desktop.domain.standing import Order, WorkerFilter
from ucj_desktop.gui import look
from ucj_desktop.services.collect.list_workers import worker_ids
from ucj_desktop.services.office import Office


class MeetingSearch(QLineEdit):
    """``found(worker_id)`` follows what is typed. ``closed``: Enter stays there, Esc goes back to where one was."""

    found = Signal(str)
    closed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._villages: Sequence[str] = ()
        self._place: Mapping[str, int] = {}
        self._before = ""
        self.setPlaceholderText("Nama atau nomor urut, lalu Enter")
        self.setAccessibleName("Cari dalam rapat ini")
        self.setMinimumHeight(look.TARGET)
        self.hide()
        self.textEdited.connect(self._on_typed)
        self.returnPressed.connect(self._close)

    def begin(self, villages: Sequence[str], place: Mapping[str, int], here: str) -> None:
        """Search among those who have a place in the list."""
        self._villages, self._place, self._before = villages, place, here
        self.clear()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.found.emit(self._before)
            self._close()
            return
        super().keyPressEvent(event)

    def _on_typed(self, typed: str) -> None:
        worker_id = self._named(typed.strip())
        if worker_id:
            self.found.emit(worker_id)

    def _named(self, typed: str) -> str:
        if typed.isascii() and typed.isdigit():
            return next((one for one, place in self._place.items() if place == int(typed)), "")
        wanted = (WorkerFilter(text=typed, village_code=one, order=Order.VILLAGE) for one in self._villages if typed)
        ids = (one for each in wanted for one in worker_ids(self._office, each))
        return next((one for one in ids if one in self._place), "")

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
