"""Pengaturan, kata-kata surat: worded, refused in its place, seen on the paper, kept, and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.resting import rest
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.settings_legal_bases import LegalBasesSection
from ucj_desktop.gui.pages.settings_page import SettingsPage
from ucj_desktop.gui.pages.settings_words import WordsSection
from ucj_desktop.services.office import Office


@pytest.fixture
def section(window: MainWindow) -> WordsSection:
    window.resize(1366, 768)
    window.go("settings", "words")
    page = window.page
    assert isinstance(page, SettingsPage)
    made = page.section("words")
    assert isinstance(made, WordsSection)
    rest(made.desk)
    return made


def choose(section: WordsSection, name: str) -> None:
    section.list.setCurrentRow([one.name for one in section._found].index(name))


def type_over(section: WordsSection, words: str) -> None:
    section.editor.setFocus()
    section.editor.selectAll()
    QTest.keyClicks(section.editor, words)


def test_a_sentence_is_worded_previewed_kept_and_marked(section: WordsSection, office: Office, qtbot: QtBot) -> None:
    choose(section, "penutup")
    assert not section.save.isEnabled()
    type_over(section, "Demikian dibuat di {tempat}.")
    assert not section.list.currentItem().icon().isNull()
    qtbot.waitUntil(lambda: section.preview.content.startswith(b"%PDF"), timeout=10_000)
    section.save.click()
    rest(section.desk)
    assert office.preferences.words == {"ba_verval": {"penutup": "Demikian dibuat di {tempat}."}}
    assert section.shipped.text().startswith("Bawaan: Demikian berita acara ini")


def test_a_wrong_token_is_marked_and_not_kept(section: WordsSection, office: Office) -> None:
    choose(section, "judul")
    type_over(section, "BERITA {tahunn}")
    assert "{tahunn}" in section.fault_line.text()
    [mark] = section.editor.extraSelections()
    assert mark.cursor.selectedText() == "{tahunn}"
    section.save.click()
    rest(section.desk)
    assert office.preferences.words == {}
    assert section.bar.isVisibleTo(section)
    QTest.keyClick(section.editor, Qt.Key.Key_Backspace)
    QTest.keyClick(section.editor, Qt.Key.Key_Backspace)
    QTest.keyClicks(section.editor, "}")
    assert section.fault_line.isHidden()
    assert section.editor.extraSelections() == []


def test_a_token_is_put_in_where_the_cursor_stands(section: WordsSection) -> None:
    choose(section, "judul")
    type_over(section, "TAHUN ")
    row = section.tokens.findData("tahun")
    section.tokens.setCurrentIndex(row)
    section.tokens.activated.emit(row)
    assert section.editor.toPlainText() == "TAHUN {tahun}"
    assert section.tokens.currentIndex() == 0


def test_the_shipped_sentence_comes_back_and_what_is_not_kept_is_thrown_away(
    section: WordsSection, office: Office
) -> None:
    choose(section, "judul")
    assert not section.back.isEnabled()
    type_over(section, "BERITA ACARA KANTOR")
    section.back.click()
    assert section.editor.toPlainText() == "BERITA ACARA"
    assert not section.is_changed
    type_over(section, "LAIN")
    section.take_back.click()
    assert section.editor.toPlainText() == "BERITA ACARA"
    assert office.preferences.words == {}


def test_another_document_has_sentences_and_tokens_of_its_own(section: WordsSection) -> None:
    row = section.documents.findData("pengantar")
    section.documents.setCurrentIndex(row)
    section.documents.activated.emit(row)
    assert section.list.item(0).text() == "Sifat"
    assert section.editor.toPlainText() == "Penting"
    assert section.tokens.findData("nomor_ba") > 0


def test_in_the_smallest_window_the_paper_shows_in_place_of_the_sentence_when_asked_for(
    section: WordsSection, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(960, 520)
    rest(section.desk)
    assert not section.preview.isVisibleTo(section)
    assert section.editor.isVisibleTo(section)
    section.turn.click()
    assert not section.editor.isVisibleTo(section)
    qtbot.waitUntil(lambda: section.preview.content.startswith(b"%PDF"), timeout=10_000)
    section.turn.click()
    assert section.editor.isVisibleTo(section)


def test_the_paper_turns_to_the_page_of_the_sentence(section: WordsSection, qtbot: QtBot) -> None:
    choose(section, "judul_lampiran_dua")
    assert section.list.currentItem().text() == "Lampiran II: judul"
    qtbot.waitUntil(lambda: section.preview.page == 3, timeout=10_000)


def test_what_another_part_keeps_meanwhile_stays_when_the_words_are_kept(
    section: WordsSection, window: MainWindow, office: Office
) -> None:
    choose(section, "judul")
    type_over(section, "BERITA ACARA KANTOR")
    window.go("settings", "legal_bases")
    page = window.page
    assert isinstance(page, SettingsPage)
    bases = page.section("legal_bases")
    assert isinstance(bases, LegalBasesSection)
    bases.printed.click()
    bases.save.click()
    rest(section.desk)
    section.save.click()
    rest(section.desk)
    assert list(office.preferences.legal_bases) == ["ba_verval"]
    assert office.preferences.words == {"ba_verval": {"judul": "BERITA ACARA KANTOR"}}
