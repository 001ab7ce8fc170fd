"""Every page for every role in both kinds of office: what is offered can be pressed, and nothing refuses it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.demo_office import open_rounds, put_people
from tests.district_day import send_package
from tests.offices import DISTRICT, make_office, open_as, staff
from tests.services.paper.offices import closed_office
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action, Clerk, NotAllowed, OfficeKind, Role
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import print_report

_MOST = 150  # presses on one page: a page that grows new buttons for ever would never end the walk


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> dict[OfficeKind, Path]:
    """A staffed kecamatan with people halfway and rounds, and a staffed kabupaten that received a package."""
    folder = tmp_path_factory.mktemp("walk")
    small = closed_office(folder / "small")
    put_people(small, 60, halfway=True)
    open_rounds(small)
    print_report(small, Asked(report="BA-VER"), folder / "BA.pdf")
    staff(small)
    small.close()
    large = make_office(folder / "large", code=DISTRICT)
    stick = folder / "stick"
    stick.mkdir()
    send_package(large, folder / "gantarang", stick, count=8)
    for package in stick.rglob("*.ucj"):
        receive_package(large, package)
    staff(large)
    large.close()
    return {OfficeKind.SUB_DISTRICT: folder / "small", OfficeKind.DISTRICT: folder / "large"}


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was refused for the role, wherever it was raised and whoever showed it."""
    heard: list[str] = []
    before = NotAllowed.__init__

    def note(self: NotAllowed, clerk: Clerk, action: Action) -> None:
        heard.append(action.value)
        before(self, clerk, action)

    monkeypatch.setattr(NotAllowed, "__init__", note)
    return heard


@pytest.fixture
def nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is asked for a file thinks better of it; no printer answers."""
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *told, **more: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *told, **more: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *told, **more: "")


@pytest.mark.parametrize("kind", list(OfficeKind))
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.usefixtures("nothing_chosen")
@pytest.mark.qt_no_exception_capture  # a ClerkError of a slot becomes its sentence in a box: see Failures
def test_whatever_a_role_is_offered_can_be_pressed_and_is_not_refused(
    kind: OfficeKind,
    role: Role,
    offices: dict[OfficeKind, Path],
    refusals: list[str],
    tmp_path: Path,
    open_window: Callable[[Office], MainWindow],
    qtbot: QtBot,
) -> None:
    shutil.copytree(offices[kind], tmp_path / "office")
    office = open_as(tmp_path / "office", role)
    window = open_window(office)
    faults: list[BaseException] = []
    window.desk.failed.connect(faults.append)
    for jobs in (window.desk.jobs, window.desk.readings):
        jobs.failed.connect(lambda _job, fault: faults.append(fault))
    closer = QTimer()
    closer.setInterval(20)
    closer.timeout.connect(_close_whoever_waits)
    closer.start()
    pressed, where, unexplained = 0, list[str](), set[str]()
    with qtbot.captureExceptions() as uncaught:
        for code in list(window.rail.buttons):
            pressed += _walk(window, code, refusals, where, unexplained, qtbot)
    closer.stop()
    faults += [fault for _, fault, _ in uncaught]
    window.desk.close()
    office.close()
    assert not refusals, where
    assert not unexplained
    assert pressed >= len(window.rail.buttons)
    assert not [one for one in faults if not isinstance(one, ClerkError)]


def _walk(
    window: MainWindow, code: str, refusals: list[str], where: list[str], unexplained: set[str], qtbot: QtBot
) -> int:
    """Press everything on the page that can be pressed, each once, coming back to the page every time."""
    done: set[str] = set()
    for _ in range(_MOST):
        window.go(code)
        _settle(window, qtbot)
        page = window.page
        assert page is not None
        assert page.code == code
        unexplained |= _unexplained(page)
        _choose_first_rows(page)
        _settle(window, qtbot)
        unexplained |= _unexplained(page)
        nexts = [one for one in _buttons(page) if _name(one) not in done]
        if not nexts:
            return len(done)
        press, name = nexts[0], _name(nexts[0])
        before = len(refusals)
        done.add(name)
        press.click()
        _settle(window, qtbot)
        _press_in_dialog(window, done, unexplained, qtbot)
        _leave_dialogs()
        _settle(window, qtbot)
        where += [f"{code}: {name}"] * (len(refusals) > before)
    raise AssertionError(f"{code}: more than {_MOST} buttons: {sorted(done)}")


def _choose_first_rows(page: QWidget) -> None:
    """Most buttons wait for a row."""
    for table in page.findChildren(QAbstractItemView):
        rows = table.model()
        if table.isVisible() and rows is not None and rows.rowCount() and not table.currentIndex().isValid():
            table.setCurrentIndex(rows.index(0, 0))


def _press_in_dialog(window: MainWindow, done: set[str], unexplained: set[str], qtbot: QtBot) -> None:
    """What a dialog offers is pressed too, each button once, as long as the dialog stays."""
    for _ in range(_MOST):
        dialog = next((one for one in window.findChildren(QDialog) if one.isVisible()), None)
        nexts = [one for one in _buttons(dialog) if _name(one) not in done] if dialog is not None else []
        unexplained |= _unexplained(dialog) if dialog is not None else set()
        if not nexts:
            return
        done.add(_name(nexts[0]))
        nexts[0].click()
        _settle(window, qtbot)


def _buttons(where: QWidget) -> list[QAbstractButton]:
    return [
        one
        for one in where.findChildren(QAbstractButton)
        if one.isVisible() and one.isEnabled() and (one.text() or one.accessibleName() or one.toolTip())
    ]


def _unexplained(where: QWidget) -> set[str]:
    """Buttons and fields that are seen, cannot be used, and do not say why when the mouse rests on them."""
    return {
        f"{type(one.parentWidget()).__name__}: {one.text() if isinstance(one, QAbstractButton) else type(one).__name__}"
        for kind in (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QTextEdit)
        for one in where.findChildren(kind)
        if one.isVisible() and not one.isEnabled() and not one.property("why")
    }


def _name(press: QAbstractButton) -> str:
    """A button by its word and the words around it: rows of a list repeat theirs."""
    around = press.parentWidget()
    return " | ".join((type(around).__name__, press.text(), press.accessibleName(), press.toolTip()[:40]))


def _settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.desk.is_idle, timeout=20_000)
    QApplication.processEvents()


def _leave_dialogs() -> None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    for one in QApplication.topLevelWidgets():
        if isinstance(one, QDialog) and one.isVisible():
            one.done(QDialog.DialogCode.Rejected)


def _close_whoever_waits() -> None:
    """Somebody waits in exec(): no test may hang on a question."""
    waiting = QApplication.activeModalWidget()
    if isinstance(waiting, QDialog) and any(waiting.inherits(kind) for kind in ("QMessageBox", "QAbstractPrintDialog")):
        waiting.reject()


def test_a_button_that_cannot_be_used_says_why_and_gets_its_own_tip_back(qtbot: QtBot) -> None:
    press = button("Kirim", tip="Ke flashdisk")
    qtbot.addWidget(press)
    for why in ("Pilih flashdisk dulu.", "Tidak ada yang baru.", ""):
        allow_unless(why, press)
        assert press.isEnabled() is (why == "")
        assert press.toolTip() == (why or "Ke flashdisk")
        assert press.accessibleDescription() == why
