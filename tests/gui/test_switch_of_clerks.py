"""Two clerks at one computer: each finds their own half-typed form again, and guessing at the lock is slowed down."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.demo_office import PASSWORD
from tests.offices import make_office, open_as
from ucj_desktop.domain.people import Role
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.services.collect.keep_draft import kept_drafts
from ucj_desktop.services.office import Office


def test_each_clerk_finds_their_own_half_typed_form_after_a_switch(
    tmp_path: Path, open_window: Callable[[Office], MainWindow], qtbot: QtBot
) -> None:
    make_office(tmp_path / "office", staffed=True).close()
    _type_and_leave(open_window(open_as(tmp_path / "office", Role.ENTRY)), "Siti Aminah", qtbot)
    verifier = open_as(tmp_path / "office", Role.VERIFIER)
    window = open_window(verifier)
    assert window.page is not None
    assert window.page.code == "home"
    assert kept_drafts(verifier) == []
    _type_and_leave(window, "Baso Tallo", qtbot)
    for role, name in ((Role.ENTRY, "Siti Aminah"), (Role.VERIFIER, "Baso Tallo")):
        office = open_as(tmp_path / "office", role)
        window = open_window(office)
        page = window.page
        assert isinstance(page, WorkersPage)
        assert page.entry.form.rows["full_name"].editor.text() == name
        assert [one.texts["full_name"] for one in kept_drafts(office)] == [name]
        _leave(window, qtbot)


def test_guessing_at_the_lock_is_slowed_down_and_even_the_right_password_waits(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.lock()
    screen = window.lock_screen
    codes = []
    for typed in [*["bukan ini kata sandinya"] * 6, PASSWORD]:
        screen.bar.clear()
        screen.password.setText(typed)
        QTest.keyClick(screen.password, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: screen.bar.state is State.BLOCKS and screen.open.isEnabled(), timeout=20_000)
        codes.append(screen.bar.fix.text().rpartition("(")[2].rstrip(")"))
    assert window.is_locked
    assert codes == ["KUNCI-01"] * 5 + ["KUNCI-02"] * 2


def _type_and_leave(window: MainWindow, name: str, qtbot: QtBot) -> None:
    window.go("workers", "new")
    page = window.page
    assert isinstance(page, WorkersPage)
    QTest.keyClicks(page.entry.form.rows["full_name"].editor, name)
    _leave(window, qtbot)


def _leave(window: MainWindow, qtbot: QtBot) -> None:
    """Ctrl+L, then "Masuk dengan akun lain"."""
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.is_locked
    with qtbot.waitSignal(window.closed, timeout=20_000) as closed:
        window.lock_screen.left.emit()
    assert closed.args == [True]
    window.desk.close()
    window.office.close()
