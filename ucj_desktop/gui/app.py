"""The windowed program: from the login to the main window and back."""

import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, QObject, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from ucj_desktop.gui import look
from ucj_desktop.gui.failures import Failures
from ucj_desktop.gui.first_start import FirstStart
from ucj_desktop.gui.garbage import Garbage
from ucj_desktop.gui.login_window import LoginWindow
from ucj_desktop.services.log_in import has_office
from ucj_desktop.services.shipped_files import picture
from ucj_desktop.services.store_folder import default_store_folder

_SMALL_SCREEN = 1440  # pixels across: up to here the first window fills the screen
_LISTEN_MILLISECONDS = 250


class Program(QObject):
    """Which window is open: the first office, the login, or the office."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.failures = Failures(folder, self)
        self.window: QWidget | None = None
        self._office: Any = None
        self._first: FirstStart | None = None
        self._timer = QTimer(self)

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
        made = MainWindow(office)
        made.closed.connect(self._on_closed)
        made.desk.failed.connect(self.failures.show)
        if made.is_new_here and made.screen().availableGeometry().width() <= _SMALL_SCREEN:
            made.setWindowState(Qt.WindowState.WindowMaximized)
        self._show(made)

    def listen(self, first: FirstStart) -> None:
        """Come to the front whenever the program is started once more."""
        self._first = first
        self._timer.timeout.connect(self._look_for_a_call)
        self._timer.start(_LISTEN_MILLISECONDS)

    def _look_for_a_call(self) -> None:
        if self._first is not None and self._first.was_called():
            self.come_forward()

    def come_forward(self) -> None:
        """The window that waits for the clerk, before all others, also when it was put away."""
        window = QApplication.activeModalWidget() or self.window
        if self.window is not None and window is not None:
            for one in {self.window, window}:
                one.setWindowState(one.windowState() & ~Qt.WindowState.WindowMinimized)
                one.show()
                one.raise_()
            window.activateWindow()

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


def stand_among_documents() -> None:
    """Dialogs begin where the program stands: for an installed one in its own folder, which an update replaces."""
    QDir.setCurrent(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def main(folder: Path | None = None, arguments: list[str] | None = None) -> int:
    """Run the windows on an office folder (the usual one for None) until they close; returns the exit code.

    Where they are open already, those come to the front and this start ends.
    """
    folder = (folder or default_store_folder()).absolute()
    first = FirstStart(folder)
    if not first.is_first:
        first.call()
        sys.stderr.write(f"UCJ Desktop sudah terbuka untuk {folder}; jendelanya ditampilkan.\n")
        return 0
    app = QApplication(arguments if arguments is not None else sys.argv[:1])
    app.setApplicationName("UCJ Desktop")
    app.setOrganizationName("UCJ Desktop")
    app.setWindowIcon(QIcon(str(picture("ucj-desktop.png"))))
    look.put_on(app)
    Garbage(app)
    if getattr(sys, "frozen", False):
        stand_among_documents()
    program = Program(folder)
    program.failures.install()
    program.listen(first)
    QTimer.singleShot(0, program.begin)  # inside the loop, so that what goes wrong there reaches the hook
    return app.exec()
