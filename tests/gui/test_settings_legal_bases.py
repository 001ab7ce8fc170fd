"""Pengaturan, dasar hukum: switched on, ticked, added, changed, removed, kept and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.gui.resting import rest
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.settings_legal_bases import BasisDialog, LegalBasesSection
from ucj_desktop.gui.pages.settings_page import SettingsPage
from ucj_desktop.services.office import Office


@pytest.fixture
def section(window: MainWindow) -> LegalBasesSection:
    window.go("settings", "legal_bases")
    page = window.page
    assert isinstance(page, SettingsPage)
    made = page.section("legal_bases")
    assert isinstance(made, LegalBasesSection)
    return made


def row_of(section: LegalBasesSection, code: str) -> int:
    return [one.basis.code for one in section.lines].index(code)


def ticked(section: LegalBasesSection) -> list[str]:
    return list(section.list.keys())


def press_space(section: LegalBasesSection, code: str) -> None:
    section.list.setCurrentRow(row_of(section, code))
    QTest.keyClick(section.list, Qt.Key.Key_Space)


def keep(section: LegalBasesSection) -> None:
    section.save.click()
    rest(section.desk)


def fill_in(section: LegalBasesSection, number: str, day: str, about: str) -> BasisDialog:
    dialog = section.asking
    assert dialog is not None
    for box, text in ((dialog.number, number), (dialog.day, day), (dialog.about, about)):
        assert isinstance(box, QLineEdit)
        box.selectAll()
        QTest.keyClicks(box, text)
    dialog.press.click()
    return dialog


def test_nothing_can_be_ticked_until_the_letter_has_a_list_which_begins_with_the_usual(
    section: LegalBasesSection, office: Office
) -> None:
    press_space(section, "uu-40-2004")
    assert ticked(section) == []
    section.printed.click()
    assert "uu-40-2004" in ticked(section)
    press_space(section, "uu-40-2004")
    keep(section)
    cited = office.preferences.legal_bases
    assert list(cited) == ["ba_verval"]
    assert "uu-24-2011" in cited["ba_verval"]
    assert "uu-40-2004" not in cited["ba_verval"]
    section.printed.click()
    keep(section)
    assert office.preferences.legal_bases == {}


def test_the_last_tick_taken_away_switches_the_list_off(section: LegalBasesSection) -> None:
    section.printed.click()
    for code in ticked(section):
        press_space(section, code)
    assert not section.printed.isChecked()
    assert not section.is_changed


def test_each_letter_has_its_own_list(section: LegalBasesSection, office: Office) -> None:
    section.printed.click()
    row = section.documents.findData("sptjm")
    section.documents.setCurrentIndex(row)
    section.documents.activated.emit(row)
    assert not section.printed.isChecked()
    assert ticked(section) == []
    section.printed.click()
    press_space(section, "uu-24-2011")
    keep(section)
    assert "uu-24-2011" in office.preferences.legal_bases["ba_verval"]
    assert "uu-24-2011" not in office.preferences.legal_bases["sptjm"]


def test_what_is_ticked_and_not_in_force_is_told(section: LegalBasesSection) -> None:
    section.printed.click()
    assert not section.left_out.isVisibleTo(section)
    press_space(section, "inpres-4-2022")
    assert section.left_out.isVisibleTo(section)
    press_space(section, "inpres-4-2022")
    assert not section.left_out.isVisibleTo(section)


def test_an_own_one_is_added_changed_and_removed(section: LegalBasesSection, office: Office) -> None:
    section.printed.click()
    assert not section.change.isEnabled()
    section.add.click()
    fill_in(section, "7", "04-03-2026", "Pelindungan Pekerja")
    assert section.chosen is not None
    assert section.chosen.is_own
    assert section.chosen.is_cited
    section.change.click()
    fill_in(section, "9", "04-03-2026", "Pelindungan Pekerja")
    keep(section)
    [own] = office.preferences.own_bases
    assert own.citation == "Peraturan Bupati Nomor 9 Tahun 2026 tentang Pelindungan Pekerja"
    assert office.preferences.legal_bases["ba_verval"][-1] == own.code
    section.list.setCurrentRow(row_of(section, own.code))
    section.remove.click()
    keep(section)
    assert office.preferences.own_bases == ()
    assert own.code not in office.preferences.legal_bases["ba_verval"]


def test_an_own_one_without_its_parts_is_refused_in_the_dialog(section: LegalBasesSection) -> None:
    section.add.click()
    dialog = fill_in(section, "7", "31-02-2026", "Pelindungan")
    assert dialog.bar.isVisibleTo(dialog)
    fill_in(section, "7", "04-03-2026", " ")
    assert dialog.isVisible()
    assert not section.is_changed
    dialog.leave.click()


def test_what_is_not_kept_is_taken_back(section: LegalBasesSection, office: Office) -> None:
    section.printed.click()
    section.take_back.click()
    assert not section.printed.isChecked()
    assert not section.is_changed
    assert office.preferences.legal_bases == {}
