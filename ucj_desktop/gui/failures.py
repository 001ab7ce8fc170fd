"""Where everything nobody caught ends: a clerk's sentence, or the crash box with its report."""

import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.services.write_crash_report import write_crash_report


class Failures(QObject):
    """Where everything nobody caught ends: the sentence of a ClerkError, else the crash box and its report."""

    _arrived = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.window: QWidget | None = None
        self._open: QWidget | None = None
        self._arrived.connect(self.show)

    def install(self) -> None:
        """Take over what Python would print to a console that a clerk never sees."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def show(self, error: BaseException) -> None:
        """Show one failure; a second fault while a box is open is written but not shown on top."""
        from ucj_desktop.gui.failure_box import clerk_error_box, crash_box

        if isinstance(error, ClerkError):
            box = clerk_error_box(error, self.window)
        else:
            report = write_crash_report(self.folder, error, f"qt {pyside_version}")
            if self._open is not None:
                return
            box = crash_box(report, self.window)
        self._open = box
        box.finished.connect(self._on_closed)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setModal(True)
        box.show()

    def _on_closed(self) -> None:
        self._open = None

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._arrived.emit(error)

    def _thread_hook(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self._arrived.emit(told.exc_value)
