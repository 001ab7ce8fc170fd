"""Scenes of the gallery for signing letters with a certificate."""

from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from tests.demo_rounds import SIGNERS
from tests.reports.certificates import PASSPHRASE, ec_key, official
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.letters_page import LettersPage
from ucj_desktop.gui.pages.signed_versions import SignedVersions
from ucj_desktop.gui.pages.signing_dialogs import SignDialog
from ucj_desktop.reports.certificate import open_certificate
from ucj_desktop.reports.electronic_signature import sign_pdf
from ucj_desktop.services.paper.print_report import open_archived, versions_of
from ucj_desktop.services.paper.sign_letter import SigningWish, find_letter, sign_letter

_NAME = SIGNERS[0].name


def _archive(window: MainWindow) -> SignedVersions:
    """With the newest minutes chosen."""
    window.go("letters")
    page = window.page
    assert isinstance(page, LettersPage)
    page.tabs.setCurrentIndex(1)
    page.archive.table.go_to(find_letter(window.office, "BA-VER").letter_id)
    _finish(window)
    return page.archive.versions


def _finish(window: MainWindow) -> None:
    while not window.desk.is_idle:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _certificate(folder: Path) -> Path:
    path = folder / "sertifikat-ketua-tim.p12"
    path.write_bytes(official(ec_key(), _NAME))
    return path


def sign(window: MainWindow, folder: Path) -> QWidget:
    versions = _archive(window)
    versions.ask_to_sign()
    dialog = versions.dialog
    assert isinstance(dialog, SignDialog)
    dialog.take_file(_certificate(folder))
    dialog.passphrase.setText(PASSPHRASE)
    return dialog


def signed(window: MainWindow, folder: Path) -> QWidget:
    _archive(window)
    letter = find_letter(window.office, "BA-VER")
    if not versions_of(window.office, letter.letter_id):
        wish = SigningWish(path=_certificate(folder), passphrase=PASSPHRASE)
        window.desk.changes.announce(sign_letter(window.office, letter.letter_id, wish)[1])
    _finish(window)
    return window


def take(window: MainWindow, folder: Path) -> QWidget:
    versions = _archive(window)
    letter = find_letter(window.office, "BA-VER")
    certificate = open_certificate(official(ec_key(), _NAME), PASSPHRASE)
    content = sign_pdf(
        open_archived(window.office, letter.letter_id), certificate, names=[_NAME], reason="", location=""
    )
    path = folder / "BA-VER-bertanda-tangan.pdf"
    path.write_bytes(content)
    versions.look_at(path)
    _finish(window)
    assert versions.dialog is not None
    return versions.dialog


SIGNING_SCENES = {"letters_sign": sign, "letters_signed": signed, "letters_take_signed": take}
