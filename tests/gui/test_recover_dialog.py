"""A forgotten password: from the login window with the printed code to the open office."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.demo_office import ADMIN, PASSWORD
from ucj_desktop.crypto.recovery_code import new_recovery_code, read_recovery_code
from ucj_desktop.gui.login_window import LoginWindow
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.account_dialogs import RecoveryCodeDialog
from ucj_desktop.gui.recover_dialog import RecoverDialog
from ucj_desktop.services.care.accounts import renew_recovery_code
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.recover_account import recover_account
from ucj_desktop.services.office import Office, open_office

OTHER = "perahu layar di teluk bone"


@pytest.fixture
def printed(office: Office) -> str:
    code = renew_recovery_code(office)
    office.close()
    return code.printed


@pytest.fixture
def login(office: Office, printed: str, qtbot: QtBot, dressed: QApplication) -> LoginWindow:
    window = LoginWindow(office.folder)
    qtbot.addWidget(window, before_close_func=lambda one: one.jobs.close())
    window.show()
    return window


@pytest.fixture
def dialog(login: LoginWindow, qtbot: QtBot) -> RecoverDialog:
    QTest.mouseClick(login.forgot, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(login.findChildren(RecoverDialog)), timeout=20_000)
    [made] = login.findChildren(RecoverDialog)
    return made


def fill(dialog: RecoverDialog, typed: str, password: str = OTHER, again: str = "") -> None:
    for box, text in (
        (dialog.code, typed),
        (dialog.password.first, password),
        (dialog.password.again, again or password),
    ):
        box.clear()
        QTest.keyClicks(box, text)


def next_code(dialog: RecoverDialog, qtbot: QtBot) -> RecoveryCodeDialog:
    qtbot.waitUntil(lambda: dialog.next_code is not None, timeout=20_000)
    assert dialog.next_code is not None
    return dialog.next_code


def test_the_code_typed_small_and_spaced_opens_the_office_once_the_next_code_is_kept(
    login: LoginWindow, dialog: RecoverDialog, printed: str, qtbot: QtBot
) -> None:
    folder = login.folder
    assert dialog.account.currentText() == ADMIN
    fill(dialog, printed.lower().replace("-", " "))
    assert dialog.told.text() == "Kode terbaca utuh."
    QTest.keyClick(dialog.password.again, Qt.Key.Key_Return)
    shown = next_code(dialog, qtbot)
    assert dialog.code.text() == dialog.password.first.text() == ""
    opened: list[Office] = []
    login.opened.connect(opened.append)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    QTest.mouseClick(shown.close_it, Qt.MouseButton.LeftButton)
    assert shown.isVisible()
    assert shown.bar.state is State.WARNS
    assert not opened, "the code must be kept first"
    following = shown.sheet.code.text()
    assert "Gantarang" in shown.sheet.sheet()
    shown.sheet.kept.setChecked(True)
    QTest.mouseClick(shown.close_it, Qt.MouseButton.LeftButton)
    [office] = opened
    assert history(office)[0].action == "account.recovered"
    office.close()
    open_office(folder, ADMIN, OTHER).close()
    assert read_recovery_code(following).printed != printed
    again, _ = recover_account(folder, following, ADMIN, PASSWORD)
    again.close()


@pytest.mark.parametrize(
    ("typed", "password", "again", "said"),
    [
        ("", OTHER, "", "Ketik kode"),
        ("7K2 QHD", OTHER, "", "yang diketik 6"),
        ("whole", "pendek", "", "12"),
        ("whole", OTHER, OTHER + "x", "belum sama"),
    ],
)
def test_what_cannot_be_right_is_said_before_the_code_is_used(
    dialog: RecoverDialog, printed: str, typed: str, password: str, again: str, said: str
) -> None:
    fill(dialog, printed if typed == "whole" else typed, password, again)
    QTest.mouseClick(dialog.press, Qt.MouseButton.LeftButton)
    assert dialog.bar.state is State.BLOCKS
    assert said in dialog.bar.what.text()
    assert dialog.press.isEnabled()


def test_the_code_of_another_office_is_refused_in_the_dialog(
    dialog: RecoverDialog, login: LoginWindow, qtbot: QtBot
) -> None:
    fill(dialog, new_recovery_code().printed)
    QTest.mouseClick(dialog.press, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.bar.state is State.BLOCKS, timeout=20_000)
    assert dialog.isVisible()
    assert dialog.press.isEnabled()
    assert dialog.next_code is None
    open_office(login.folder, ADMIN, PASSWORD).close()


def test_nobody_leaves_while_the_code_is_being_used(dialog: RecoverDialog, printed: str, qtbot: QtBot) -> None:
    fill(dialog, printed)
    dialog.submit()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    shown = next_code(dialog, qtbot)
    shown.sheet.kept.setChecked(True)
    with qtbot.waitSignal(dialog.opened) as told:
        shown.finish()
    [office] = told.args
    office.close()


def test_a_store_that_does_not_open_still_shows_the_next_code(
    login: LoginWindow, dialog: RecoverDialog, printed: str, qtbot: QtBot
) -> None:
    (login.folder / "store.db").write_bytes(b"ruined" * 1000)
    fill(dialog, printed)
    dialog.submit()
    shown = next_code(dialog, qtbot)
    shown.sheet.kept.setChecked(True)
    shown.finish()
    assert login.bar.state is State.BLOCKS
    assert "Kata sandi baru sudah berlaku." in login.bar.what.text()
    assert "Pulihkan cadangan" in login.bar.fix.text()


def test_leaving_the_dialog_leaves_everything_as_it_was(
    login: LoginWindow, dialog: RecoverDialog, printed: str
) -> None:
    before = Path(login.folder / "keyring.json").read_bytes()
    fill(dialog, printed)
    QTest.mouseClick(dialog.leave, Qt.MouseButton.LeftButton)
    assert (login.folder / "keyring.json").read_bytes() == before
    assert login.forgot.isEnabled()
