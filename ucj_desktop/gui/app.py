"""The windowed program: from the login to the main window and back."""

import gc
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from ucj_desktop.gui import look
from ucj_desktop.gui.failures import Failures
from ucj_desktop.gui.login_window import LoginWindow
from ucj_desktop.services.log_in import has_office
from ucj_desktop.services.shipped_files import picture
from ucj_desktop.services.store_folder import default_store_folder

_SMALL_SCREEN = 1440  # pixels across: up to here the first window fills the screen


class Program(QObject):
    """Which window is open: the first office, the login, or the office."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.failures = Failures(folder, self)
        self.window: QWidget | None = None
        self._office: Any = None

    def begin(self) -> None:
        """Show the login, or the steps of a first office."""
        if has_office(self.folder):
            login = LoginWindow(self.folder)
            login.opened.connect(self.open_office)
            self._show(login)
        else:
            from ucj_desktop.gui.first_office import FirstOfficeWindow

            first = FirstOfficeWindow(self.folder)
            first.opened.connect(self.open_office)
            self._show(first)

    def open_office(self, office: Any) -> None:
        """The main window of an open office."""
        from ucj_desktop.gui.main_window import MainWindow

        self._office = office
        _collect_garbage_seldom()
        made = MainWindow(office)
        made.closed.connect(self._on_closed)
        made.desk.failed.connect(self.failures.show)
        if made.is_new_here and made.screen().availableGeometry().width() <= _SMALL_SCREEN:
            made.setWindowState(Qt.WindowState.WindowMaximized)
        self._show(made)

    def _show(self, window: QWidget) -> None:
        before, self.window = self.window, window
        self.failures.window = window
        window.show()
        if before is not None:
            jobs = getattr(before, "jobs", None)
            if jobs is not None:
                jobs.close()
            before.hide()
            before.deleteLater()

    def _on_closed(self, again: bool) -> None:
        office, self._office = self._office, None
        if office is not None:
            office.close()
        if again:
            self.begin()  # before the old window is gone: the program ends with its last window


def _collect_garbage_seldom() -> None:
    """Searching a hundred thousand rows for garbage stops every thread for a moment, the window's too."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def main(folder: Path | None = None, arguments: list[str] | None = None) -> int:
    """Run the windows on an office folder (the usual one for None) until they close; returns the exit code."""
    app = QApplication(arguments if arguments is not None else sys.argv[:1])
    app.setApplicationName("UCJ Desktop")
    app.setOrganizationName("UCJ Desktop")
    app.setWindowIcon(QIcon(str(picture("ucj-desktop.png"))))
    look.put_on(app)
    program = Program(folder or default_store_folder())
    program.failures.install()
    QTimer.singleShot(0, program.begin)  # inside the loop, so that what goes wrong there reaches the hook
    return app.exec()
