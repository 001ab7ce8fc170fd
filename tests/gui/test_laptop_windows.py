"""The laptop at the meeting, through its windows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from tests.demo_office import ADMIN, PASSWORD
from tests.laptop_scenes import pc_and_laptop
from ucj_desktop.domain.loan import LoanEnd
from ucj_desktop.domain.people import Action
from ucj_desktop.gui.first_office import FirstOfficeWindow
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.laptop_dialogs import BringHomeDialog, LendDialog, TakeLaptopDialog
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.services.handoff.lend_laptop import list_loans
from ucj_desktop.services.office import Office, open_office

Open = Callable[[Office], MainWindow]


def verification(window: MainWindow, qtbot: QtBot) -> VerificationPage:
    window.go("verification")
    page = window.page
    assert isinstance(page, VerificationPage)
    qtbot.waitUntil(lambda: window.desk.is_idle)
    return page


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = pc_and_laptop(tmp_path)
    yield made
    made.close()


def test_what_is_away_is_said_and_what_comes_home_is_decided_person_by_person(
    office: Office, tmp_path: Path, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(office)
    page = verification(window, qtbot)
    assert "Sedang dibawa rapat dengan laptop" in page.away.what.text()
    page.laptop.take()
    dialog = page.laptop.dialog
    assert isinstance(dialog, TakeLaptopDialog)
    assert not dialog.press.isEnabled()
    dialog.look_into(tmp_path / "KINGSTON")
    qtbot.waitUntil(dialog.press.isEnabled)
    assert dialog.told.text() == "5 orang masuk, 0 sudah sama, 0 rapat, 3 diubah di kedua tempat."
    assert dialog.table.rowCount() == 3
    for row, word in enumerate(("Data kantor", "Data laptop", "Nanti")):
        box = dialog.table.cellWidget(row, 3)
        assert isinstance(box, QComboBox)
        box.setCurrentText(word)
    with qtbot.waitSignal(dialog.done_with):
        dialog.press.click()
    qtbot.waitUntil(lambda: window.desk.is_idle)
    assert [one.end for one in list_loans(office)] == [LoanEnd.OUT]  # one is still to be decided
    assert page.away.isVisible()
    page.laptop.lose(list_loans(office)[0].loan_id)
    qtbot.waitUntil(lambda: not page.away.isVisible())
    assert [one.text() for one in page.laptop.menu().actions()][-1].startswith("Ternyata kembali: ")


def test_a_village_that_is_away_is_not_offered_again(
    office: Office, tmp_path: Path, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(office)
    page = verification(window, qtbot)
    page.laptop.lend()
    dialog = page.laptop.dialog
    assert isinstance(dialog, LendDialog)
    [loan] = list_loans(office)
    offered = {dialog.villages.item(row).text() for row in range(dialog.villages.count())}
    assert offered
    assert not offered & {office.printed(code) for code in loan.village_codes}
    dialog.press.click()
    assert "Pilih dulu" in dialog.bar.what.text()
    (tmp_path / "LAIN").mkdir()
    dialog.take_folder(tmp_path / "LAIN")
    with qtbot.waitSignal(dialog.done_with, timeout=20_000):
        dialog.press.click()
    assert [loan.is_out for loan in list_loans(office)] == [True, True]
    assert list((tmp_path / "LAIN").glob("*.ucjl"))


def test_the_laptop_says_what_it_is_and_brings_home(
    office: Office, tmp_path: Path, open_window: Open, qtbot: QtBot
) -> None:
    office.close()
    laptop = open_office(tmp_path / "laptop", ADMIN, PASSWORD)
    window = open_window(laptop)
    page = verification(window, qtbot)
    assert window.top.loan.isVisible()
    assert [one.text() for one in page.laptop.menu().actions()] == ["Bawa pulang hasil rapat..."]
    assert not page.close_minutes_button.isVisible()
    assert not window.desk.may(Action.CREATE_PACKAGE)
    page.laptop.bring_home()
    dialog = page.laptop.dialog
    assert isinstance(dialog, BringHomeDialog)
    (tmp_path / "PULANG").mkdir()
    dialog.take_folder(tmp_path / "PULANG")
    with qtbot.waitSignal(dialog.done_with):
        dialog.press.click()
    assert [one.name[:17] for one in (tmp_path / "PULANG").iterdir()] == ["UCJ-730201-PULANG"]
    window.desk.close()
    laptop.close()


def test_a_computer_without_an_office_becomes_the_laptop(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    office.close()
    window = FirstOfficeWindow(tmp_path / "new")
    qtbot.addWidget(window)
    window.show()
    window.laptop.click()
    dialog = window.laptop_dialog
    assert dialog is not None
    dialog.press.click()
    assert "berkas salinannya" in dialog.bar.what.text()
    dialog.take_file(next((tmp_path / "KINGSTON").glob("*LAPTOP*")))
    dialog.account.setText(ADMIN)
    dialog.password.setText("bukan kata sandinya")
    dialog.press.click()
    qtbot.waitUntil(dialog.press.isEnabled, timeout=20_000)
    assert not (tmp_path / "new" / "store.db").exists()
    dialog.password.setText(PASSWORD)
    with qtbot.waitSignal(window.opened, timeout=20_000) as heard:
        dialog.press.click()
    opened = heard.args[0]
    assert opened.loan is not None
    opened.close()
    window.jobs.close()
