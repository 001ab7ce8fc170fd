"""Waiting until an office's windows have nothing left to read or to write."""

import time

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from ucj_desktop.gui.desk import Desk

_LONGEST = 20.0  # seconds


def rest(desk: Desk) -> None:
    """Let the event loop run until the desk is idle and what it found is on the screen."""
    until = time.monotonic() + _LONGEST
    while not desk.is_idle:
        assert time.monotonic() < until, "the desk does not come to rest"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    QApplication.processEvents()
