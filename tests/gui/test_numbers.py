"""Numbers of letters in the windows: proposed when minutes close, filled in late, recorded, voided, and set."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.demo_rounds import SIGNERS
from tests.gui.test_letters_page import choose, open_letters, validate_all
from ucj_desktop.domain.letter_numbers import Numbering
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.letters_page import LettersPage
from ucj_desktop.gui.pages.minutes_dialogs import CloseMinutesDialog
from ucj_desktop.gui.pages.number_dialogs import NumberDialog, VoidDialog
from ucj_desktop.gui.pages.settings_numbers import NumbersSection
from ucj_desktop.gui.pages.settings_page import SettingsPage
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.find_minutes import list_minutes
from ucj_desktop.services.rounds.village_progress import village_progress


@pytest.fixture
def page(office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot) -> LettersPage:
    """Minutes that were closed without a number."""
    save_preferences(office, replace(office.preferences, numbering=Numbering(unit="KEC-GTR")))
    validate_all(office)
    close_minutes(office, MeetingFacts(signers=SIGNERS))
    return open_letters(open_window(office), qtbot)


def shown(page: LettersPage) -> list[list[str]]:
    model = page.numbers.model
    return [[model.index(row, column).data() for column in (0, 2)] for row in range(model.rowCount())]


def press(one: QPushButton, page: LettersPage, qtbot: QtBot) -> None:
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.desk.is_idle)


def test_minutes_without_a_number_wait_on_top_and_get_the_next_by_enter(page: LettersPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.numbers)
    qtbot.waitUntil(lambda: shown(page) == [["belum bernomor", "Berita acara register 1-1"]])
    press(page.numbers.give, page, qtbot)
    dialog = page.numbers.asking
    assert isinstance(dialog, NumberDialog)
    assert dialog.number.text().startswith("500.15/001/KEC-GTR/")
    number = dialog.number.text()
    QTest.keyClick(dialog.number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(page) == [[number, "Berita acara register 1-1"]])
    assert not page.numbers.give.isEnabled()
    assert list_minutes(page.desk.office)[-1].number == number


def test_a_number_of_the_agenda_book_shows_the_gap_and_is_voided_with_a_reason(page: LettersPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.numbers)
    qtbot.waitUntil(lambda: len(shown(page)) == 1)
    page.numbers.ask_outside()
    dialog = page.numbers.asking
    assert dialog is not None
    dialog.submit()
    assert "harus diisi" in dialog.bar.what.text()
    dialog.number.setText("500.15/003/KEC-GTR/XI/2026")  # type: ignore[union-attr]
    dialog.about.setText("Undangan rapat")  # type: ignore[union-attr]
    dialog.submit()
    qtbot.waitUntil(lambda: len(shown(page)) == 2)
    page.numbers.ask_outside()
    second = page.numbers.asking
    assert second is not None
    second.number.setText("500.15/006/KEC-GTR/XI/2026")  # type: ignore[union-attr]
    second.about.setText("Undangan lain")  # type: ignore[union-attr]
    second.submit()
    qtbot.waitUntil(lambda: len(shown(page)) == 3)
    assert "4 sampai 5" in page.numbers.bar.what.text()
    line = next(key for key, one in page.numbers.lines.items() if one.used is not None)
    assert page.numbers.table.go_to(line)
    press(page.numbers.void, page, qtbot)
    asked = page.numbers.asking
    assert isinstance(asked, VoidDialog)
    assert not asked.press.isEnabled()
    asked.reason.setPlainText("salah catat")
    asked.submit()
    qtbot.waitUntil(lambda: any("BATAL: salah catat" in words for _, words in shown(page)))


def test_a_letter_says_its_number_or_offers_to_fill_it_in(page: LettersPage, qtbot: QtBot) -> None:
    choose(page, "PENGANTAR", qtbot)
    assert page.make.number.text() == "Nomor surat ini: dikosongkan, ditulis tangan"
    assert page.make.give_number.isVisible()
    page.make.ask_number()
    dialog = page.window().findChild(NumberDialog)
    assert dialog is not None
    dialog.submit()
    qtbot.waitUntil(lambda: page.make.number.text().startswith("Nomor surat ini: 500.15/001/"))
    assert not page.make.give_number.isVisible()
    choose(page, "LAMP-1", qtbot)
    assert page.make.number.text() == "Nomor berita acara: dikosongkan, ditulis tangan"
    assert not page.make.give_number.isVisible()


def test_closing_proposes_the_next_number_and_what_is_typed_stays(
    office: Office, open_window: Callable[[Office], MainWindow]
) -> None:
    save_preferences(office, replace(office.preferences, numbering=Numbering(unit="KEC-GTR", pattern="{urut}/BA")))
    validate_all(office)
    window = open_window(office)
    dialog = CloseMinutesDialog(window.desk, village_progress(office), "", window)
    assert dialog.number.text() == "1/BA"
    for typed in ("7/BA", ""):
        dialog.number.setText(typed)
        dialog.villages.ticked.emit()
        assert dialog.number.text() == typed


def test_the_pattern_is_set_with_its_example_and_a_wrong_token_is_told(
    office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(office)
    window.go("settings", "numbers")
    settings = window.page
    assert isinstance(settings, SettingsPage)
    section = settings.section("numbers")
    assert isinstance(section, NumbersSection)
    assert "Isi kode unit" in section.example.text()
    section.unit.setText("KEC-GTR")
    section.pattern.setText("{urut:3}/{unit}")
    section.note_change()
    assert "{unit}" in section.example.text()
    QTest.mouseClick(section.save, Qt.MouseButton.LeftButton)
    assert "{unit}" in section.bar.what.text()
    section.pattern.setText("{urut:3}/{kode_unit}")
    section.note_change()
    assert section.example.text() == "Contoh: 012/KEC-GTR"
    QTest.mouseClick(section.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: office.preferences.numbering.unit == "KEC-GTR")
