"""Offices for the tests of the windows, and a main window that is closed again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.demo_office import make_office
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.services.office import Office


@pytest.fixture(autouse=True)
def plain_settings(tmp_path: Path, no_sticks: None) -> Iterator[None]:
    """Window places and columns are kept in a file in the test's own folder, on Windows too (not in its registry)."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    yield
    # A window that is only said to go would still look into its office when the folder is no more.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    look.put_on(qapp)
    return qapp


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    yield made
    made.close()


@pytest.fixture
def desk(office: Office, dressed: QApplication) -> Iterator[Desk]:
    made = Desk(office)
    yield made
    made.close()


@pytest.fixture
def open_window(qtbot: QtBot, dressed: QApplication) -> Iterator[Callable[[Office], MainWindow]]:
    """Opens the main window of an office as after the login."""
    opened: list[MainWindow] = []

    def open_it(office: Office) -> MainWindow:
        window = MainWindow(office)
        window.resize(1366, 768)
        opened.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_it
    for window in opened:
        window.desk.close()
        window.lock_screen.close_jobs()
        window.hide()
        window.deleteLater()


@pytest.fixture
def window(office: Office, open_window: Callable[[Office], MainWindow]) -> MainWindow:
    return open_window(office)
