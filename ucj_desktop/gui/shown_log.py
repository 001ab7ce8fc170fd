"""Who saw whom, told from the windows: what rests on the screen for a moment is written down; no key waits for it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from ucj_desktop.gui.desk import Desk
from ucj_desktop.services.care.tell_shown import tell_letter_shown, tell_workers_shown

_RESTS = 1_500  # milliseconds: who only goes past a row has not read it


class ShownLog(QObject):
    """One for each widget that shows people; the same thing is told once as long as the window is open."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._told: set[str] = set()
        self._next: tuple[str, Callable[[], Any]] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_RESTS)
        self._timer.timeout.connect(self.tell_now)

    def workers(self, worker_ids: Sequence[str]) -> None:
        """These workers stand on the screen with all their numbers."""
        self._wait("/".join(worker_ids), partial(tell_workers_shown, self._desk.office, tuple(worker_ids)))

    def letter(self, report: str, *, letter_id: str = "", minutes_id: str = "") -> None:
        """This letter stands on the screen."""
        work = partial(tell_letter_shown, self._desk.office, report, letter_id=letter_id, minutes_id=minutes_id)
        self._wait(f"{report}/{letter_id}/{minutes_id}", work)

    def nothing(self) -> None:
        """What was there went before it was read."""
        self._timer.stop()
        self._next = None

    def tell_now(self) -> None:
        """Write down what rests on the screen."""
        if self._next is not None and not self._desk.is_closed:
            key, work = self._next
            self._next = None
            self._told.add(key)
            self._desk.do("Mencatat yang dilihat", work)

    def _wait(self, key: str, work: Callable[[], Any]) -> None:
        self.nothing()
        if key not in self._told:
            self._next = key, work
            self._timer.start()
