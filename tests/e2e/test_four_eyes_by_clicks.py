"""Four eyes at the screen: who verified is refused with a sentence, the next clerk at the same computer is not."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from tests.e2e.clicks import CONTROL, Desktop, button_named, says, shown_rows
from tests.e2e.steps_by_clicks import rule_on_all
from tests.offices import CLERKS, PASSWORD
from tests.working_day import enter, new_folder, open_for, table
from ucj_desktop.domain.people import Role
from ucj_desktop.domain.verdict import Step
from ucj_desktop.gui import look
from ucj_desktop.gui.login_window import LoginWindow
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.account_dialogs import OnePersonDialog
from ucj_desktop.gui.pages.home_page import HomePage
from ucj_desktop.gui.pages.settings_accounts import AccountsSection
from ucj_desktop.gui.pages.settings_page import SettingsPage
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.services.care.accounts import change_own_password, reset_account
from ucj_desktop.services.collect.enter_worker import correct_worker
from ucj_desktop.services.office import open_office

VILLAGE, NAME = "7302012004", "Bialo"
NEW = "ombak tenang di pantai barat"
HASNAH, HEAD = CLERKS[Role.VERIFIER], CLERKS[Role.HEAD]
Key = Qt.Key


@pytest.fixture(autouse=True)
def new_computer(qapp: QApplication, tmp_path: Path, no_sticks: None) -> None:
    """Our palette, and no window place or column that an earlier test has kept."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    look.put_on(qapp)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four accounts, and a few workers whom the clerk for entry has entered."""
    made = new_folder(tmp_path / "office", staffed=True)
    with open_for(made, Role.ENTRY) as office:
        for worker in enter(office, 3):
            correct_worker(office, replace(worker, village_code=VILLAGE))
    return made


@pytest.fixture
def switch_on(folder: Path, qtbot: QtBot) -> Iterator[Callable[[], Desktop]]:
    """Starts the program; its windows stay until the test is over and go on this thread, not on one that reads."""
    started: list[Desktop] = []

    def start() -> Desktop:
        started.append(Desktop.switched_on(folder, qtbot))
        return started[-1]

    yield start
    for one in started:
        if one.program.window is not None:
            one.program.window.hide()
            one.program.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    started.clear()
    gc.collect()


def log_in(desktop: Desktop, name: str, password: str = PASSWORD) -> None:
    """Choose the account in the list, then the password and Enter."""
    login = desktop.program.window
    assert isinstance(login, LoginWindow)
    desktop.hands.wait(lambda: login.is_warm)
    _choose(desktop, login.account, name)
    login.password.setFocus()
    desktop.log_in(password)
    assert desktop.window.top.account.text() == name


def _choose(desktop: Desktop, box: QComboBox, name: str) -> None:
    box.setFocus()
    desktop.hands.write(name[:3])
    assert box.currentText() == name


def switch(desktop: Desktop, name: str, password: str = PASSWORD) -> None:
    """Ctrl+L, "Masuk dengan akun lain", and the next clerk logs in."""
    desktop.hands.press(Key.Key_L, CONTROL)
    assert desktop.window.is_locked
    desktop.hands.click(button_named(desktop.window, "Masuk dengan akun lain"))
    desktop.hands.wait(lambda: isinstance(desktop.program.window, LoginWindow))
    desktop.come_to_front()
    log_in(desktop, name, password)


def at_village(desktop: Desktop) -> VerificationPage:
    """The village under the cursor, and what can be done for it."""
    page = desktop.go("verification", VerificationPage)
    desktop.hands.click_row(page.table, next(n for n, row in enumerate(shown_rows(page.model)) if row[0] == NAME))
    desktop.rest()
    return page


def rule_on_village(desktop: Desktop, step: Step) -> VerificationPage:
    """Everyone of the village: S in the field, Enter in the meeting."""
    page = at_village(desktop)
    desktop.hands.click(page.panel.verify if step is Step.VERIFY else page.panel.validate)
    desktop.rest()
    rule_on_all(desktop, Key.Key_S if step is Step.VERIFY else Key.Key_Return)
    desktop.rest()
    return page


def become_head(folder: Path) -> None:
    """The admin makes the verifier a head, who chooses a password."""
    with open_for(folder) as office:
        reset_account(office, HASNAH, Role.HEAD, NEW)
    office = open_office(folder, HASNAH, NEW)
    change_own_password(office, NEW, PASSWORD)
    office.close()


def test_who_verified_is_refused_and_another_account_validates_after_a_fast_switch(
    folder: Path, switch_on: Callable[[], Desktop]
) -> None:
    desktop = switch_on()
    log_in(desktop, HASNAH)
    page = rule_on_village(desktop, Step.VERIFY)
    verified = len(page.ruling.model.ids)
    assert verified > 0
    desktop.close()
    become_head(folder)

    desktop = switch_on()
    log_in(desktop, HASNAH)
    page = at_village(desktop)
    assert not page.panel.alone.isVisible()
    desktop.hands.click(page.panel.validate)
    desktop.rest()
    assert says(page.ruling, "Empat mata: yang memasukkan, memperbaiki, atau memverifikasi")
    desktop.hands.press(Key.Key_Return)
    desktop.rest()
    assert page.ruling.bar.state is State.BLOCKS
    assert f"Akun {HASNAH} sendiri yang memverifikasi pekerja ini" in page.ruling.bar.what.text()
    assert "validasinya harus oleh akun lain (empat mata)" in page.ruling.bar.what.text()

    switch(desktop, HEAD)
    page = rule_on_village(desktop, Step.VALIDATE)
    assert page.ruling.told.text() == f"{verified} dari {verified} pekerja sudah ada hasilnya."
    rows = table(desktop.window.office, "rulings")
    assert len(rows) == 2 * verified
    desktop.close()


def test_the_head_declares_one_person_with_a_reason_and_every_page_says_so(switch_on: Callable[[], Desktop]) -> None:
    desktop = switch_on()
    log_in(desktop, HEAD)
    home = desktop.go("home", HomePage)
    assert not home.alone.isVisible()
    settings = desktop.go("settings", SettingsPage)
    settings.show_subject("accounts")
    part = settings.section("accounts")
    assert isinstance(part, AccountsSection)
    desktop.hands.click(part.choose)
    dialog = part.dialog
    assert isinstance(dialog, OnePersonDialog)
    desktop.hands.wait(dialog.isActiveWindow)
    desktop.hands.press(Key.Key_Return)
    desktop.hands.wait(lambda: dialog.bar.state is State.BLOCKS)
    assert "Alasan" in dialog.bar.what.text()
    desktop.hands.fill(dialog.reason, "petugas lain pindah tugas")
    desktop.hands.click(dialog.press)
    desktop.hands.wait(lambda: not dialog.isVisible())
    desktop.rest()
    desktop.come_to_front()
    said = desktop.window.office.alone_words
    assert said
    assert part.told.text() == f"{said} Alasan: petugas lain pindah tugas"
    assert desktop.go("home", HomePage).alone.text() == said
    assert home.alone.isVisible()

    switch(desktop, HASNAH)
    rule_on_village(desktop, Step.VERIFY)
    desktop.hands.press(Key.Key_Escape)
    page = at_village(desktop)
    assert page.panel.alone.text() == said
    page = rule_on_village(desktop, Step.VALIDATE)
    assert page.ruling.eyes.text() == said
    assert page.ruling.bar.state is not State.BLOCKS
    assert len(table(desktop.window.office, "rulings")) == 2 * len(page.ruling.model.ids)

    switch(desktop, HEAD)
    settings = desktop.go("settings", SettingsPage)
    settings.show_subject("accounts")
    part = settings.section("accounts")
    assert isinstance(part, AccountsSection)
    desktop.hands.click(part.keep_four)
    desktop.rest()
    assert part.told.text().startswith("Empat mata")
    desktop.close()
