"""Arsip: a letter is signed with a certificate, or comes back signed; its versions stand beside the print."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from tests.demo_rounds import SIGNERS
from tests.gui.test_letters_page import open_letters, validate_all
from tests.reports.certificates import PASSPHRASE, ec_key, issuer, official
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.archive_view import ArchiveView
from ucj_desktop.gui.pages.settings_issuers import IssuersSection
from ucj_desktop.gui.pages.settings_page import SettingsPage
from ucj_desktop.gui.pages.signing_dialogs import SignDialog, TakeSignedDialog
from ucj_desktop.reports.certificate import open_certificate
from ucj_desktop.reports.electronic_signature import sign_pdf
from ucj_desktop.services.care.trust_issuers import list_issuers
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import open_archived, print_report, versions_of
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes

NAME = SIGNERS[0].name


@pytest.fixture
def archive(office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot, tmp_path: Path) -> ArchiveView:
    validate_all(office)
    close_minutes(office, MeetingFacts(signers=SIGNERS))
    print_report(office, Asked(report="BA-VER"), tmp_path / "ba.pdf")
    (tmp_path / "pejabat.p12").write_bytes(official(ec_key(), NAME))
    page = open_letters(open_window(office), qtbot)
    page.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.archive.preview.pages >= 3)
    return page.archive


def ask_to_sign(archive: ArchiveView) -> SignDialog:
    archive.versions.sign.click()
    dialog = archive.versions.dialog
    assert isinstance(dialog, SignDialog)
    return dialog


def look_at(archive: ArchiveView, path: Path, qtbot: QtBot) -> TakeSignedDialog:
    archive.versions.look_at(path)
    qtbot.waitUntil(lambda: archive.versions.dialog is not None and archive.desk.is_idle)
    dialog = archive.versions.dialog
    assert isinstance(dialog, TakeSignedDialog)
    return dialog


def ink(content: bytes) -> list[int]:
    """Dark points of each page as Qt draws it."""
    document = QPdfDocument()
    buffer = QBuffer(document)
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    pages = (document.render(page, QSize(600, 900)) for page in range(document.pageCount()))
    alpha = (bytes(page.convertToFormat(QImage.Format.Format_Alpha8).constBits()) for page in pages)
    found = [sum(1 for level in one if level > 100) for one in alpha]
    document.close()
    return found


def signed_elsewhere(path: Path) -> None:
    certificate = open_certificate(official(ec_key(), NAME), PASSPHRASE)
    path.write_bytes(sign_pdf(path.read_bytes(), certificate, names=[NAME], reason="", location=""))


def test_a_signed_letter_is_shown_and_the_print_can_be_chosen_again(
    archive: ArchiveView, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    assert archive.versions.version.isHidden()
    dialog = ask_to_sign(archive)
    dialog.submit()
    assert "Pilih dulu" in dialog.bar.what.text()
    dialog.take_file(tmp_path / "pejabat.p12")
    dialog.passphrase.setText("salah")
    dialog.submit()
    qtbot.waitUntil(lambda: archive.desk.is_idle)
    assert "Kata sandi sertifikat itu salah" in dialog.bar.what.text()
    dialog.passphrase.setText(PASSPHRASE)
    dialog.submit()
    qtbot.waitUntil(lambda: archive.versions.version.count() == 2 and archive.desk.is_idle)
    [version] = versions_of(office, archive.table.current_id())
    assert archive.versions.version_id == version.version_id
    signed = open_archived(office, version.letter_id, version.version_id)
    printed = open_archived(office, version.letter_id)
    qtbot.waitUntil(lambda: archive.preview.content not in (b"", printed))
    assert sum(ink(archive.preview.content)) > sum(ink(printed)), "the viewer shows who has signed"
    archive.save_to(tmp_path / "salinan.pdf")
    qtbot.waitUntil(lambda: archive.desk.is_idle)
    assert (tmp_path / "salinan.pdf").read_bytes() == signed
    archive.versions.version.setCurrentIndex(0)
    archive.versions.version.activated.emit(0)
    qtbot.waitUntil(lambda: archive.preview.content == (tmp_path / "ba.pdf").read_bytes())


def test_a_pdf_signed_elsewhere_says_whose_it_is_and_is_kept(
    archive: ArchiveView, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    signed_elsewhere(tmp_path / "ba.pdf")
    dialog = look_at(archive, tmp_path / "ba.pdf", qtbot)
    assert dialog.press.isEnabled()
    dialog.submit()
    qtbot.waitUntil(lambda: archive.versions.version.count() == 2 and archive.desk.is_idle)
    assert [one.taken_from for one in versions_of(office, archive.table.current_id())] == ["ba.pdf"]


def test_a_pdf_without_a_signature_cannot_be_kept(archive: ArchiveView, qtbot: QtBot, tmp_path: Path) -> None:
    assert "tidak memuat tanda tangan" in look_at(archive, tmp_path / "ba.pdf", qtbot).press.toolTip()


def test_a_draft_cannot_be_signed(
    office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    validate_all(office)
    print_report(office, Asked(report="BA-VER"), tmp_path / "draf.pdf")
    page = open_letters(open_window(office), qtbot)
    page.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.archive.preview.pages >= 3)
    assert not page.archive.versions.sign.isEnabled()
    assert "Draf" in page.archive.versions.sign.toolTip()


def test_issuers_are_trusted_and_forgotten_in_the_settings(
    office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(office)
    window.go("settings")
    page = window.page
    assert isinstance(page, SettingsPage)
    page.show_subject("issuers")
    section = page.section("issuers")
    assert isinstance(section, IssuersSection)
    assert section.table.isHidden()
    (tmp_path / "induk.cer").write_bytes(issuer().der)
    section.take_file(tmp_path / "induk.cer")
    qtbot.waitUntil(lambda: [one.name for one in section.issuers] == ["Penerbit Rekaan"])
    assert office.preferences.issuers == (issuer().der,)
    section.forget.click()
    qtbot.waitUntil(lambda: section.table.isHidden())
    assert not list_issuers(office)
