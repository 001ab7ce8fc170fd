"""Python's search for garbage among all there is, kept away from a clerk who is at work."""

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

_YOUNG, _MIDDLE, _NEVER = 10_000, 10, 1_000_000
_LOOK_EVERY = 60_000  # ms
_MOST_WAITING = 100  # searches among the young: some ten million things that came and stayed, or are garbage


class Garbage(QObject):
    """Going through the rows of 100,000 workers stops every thread for half a second, the window's too.

    So the young are searched often and in milliseconds, and everything only while another program has the clerk's
    attention; where that never happens, once very much has come together.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        gc.freeze()  # what was imported stays for good
        gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)
        app.applicationStateChanged.connect(self._on_state)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)
        self._timer.start(_LOOK_EVERY)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            gc.collect()

    def _on_time(self) -> None:
        if gc.get_count()[2] >= _MOST_WAITING:
            gc.collect()
