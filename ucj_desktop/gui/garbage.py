"""Python's search for garbage: on the window's own thread only, and kept away from a clerk who is at work."""

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ucj_desktop.services.collect.resting_collector import is_resting

_YOUNG = 10_000  # things made since the last search, from which on it is worth one
_LOOK_EVERY = 50  # ms: what is made in that time is searched in a few
_AWAY_AFTER = 2_000  # ms: who is back at once, from a notice or a window for files, must not wait for the search
_MOST_WAITING = 1_000  # searches among the young: ten million things, or more, that came and stayed or are garbage


class Garbage(QObject):
    """Python would search on whatever thread has just made something, and what it finds there it takes apart there.

    A dialog taken apart outside the window's thread brings the program down, so the search is ours: the young often
    and in milliseconds; everything, which at 100,000 workers stops every thread for half a second, only while another
    program has the clerk's attention, and where that never happens once very much has come together.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        gc.freeze()  # what was imported stays for good
        gc.disable()
        self._searches = 0  # among the young since the last through everything
        self.away = QTimer(self)
        self.away.setSingleShot(True)
        self.away.setInterval(_AWAY_AFTER)
        self.away.timeout.connect(self._on_away)
        app.applicationStateChanged.connect(self._on_state)
        self.timer = QTimer(self)
        self.timer.timeout.connect(self._on_time)
        self.timer.start(_LOOK_EVERY)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.away.stop()
        else:
            self.away.start()

    def _on_away(self) -> None:
        self._searches = 0
        gc.collect()

    def _on_time(self) -> None:
        if gc.get_count()[0] < _YOUNG or is_resting():
            return
        self._searches += 1
        if self._searches >= _MOST_WAITING:
            self._on_away()
        else:
            gc.collect(1)
