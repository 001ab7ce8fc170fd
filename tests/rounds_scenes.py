"""Scenes of the gallery for Verifikasi, Surat and Kirim, on an office some days into its work."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.letters_page import LettersPage
from ucj_desktop.gui.pages.send_page import SendPage
from ucj_desktop.gui.pages.verification_page import VerificationPage

LaterScene = Callable[[MainWindow, Path], QWidget]  # the window, and a folder with its letters and the district's card


def _verification(window: MainWindow) -> VerificationPage:
    window.go("verification")
    page = window.page
    assert isinstance(page, VerificationPage)
    page.show_villages()
    page.tabs.setCurrentIndex(0)
    return page


def _letters(window: MainWindow) -> LettersPage:
    window.go("letters")
    page = window.page
    assert isinstance(page, LettersPage)
    return page


def _send(window: MainWindow) -> SendPage:
    window.go("send")
    page = window.page
    assert isinstance(page, SendPage)
    return page


def villages(window: MainWindow, folder: Path) -> QWidget:
    _verification(window)
    return window


def minutes(window: MainWindow, folder: Path) -> QWidget:
    _verification(window).tabs.setCurrentIndex(1)
    return window


def keys(window: MainWindow, folder: Path) -> QWidget:
    page = _verification(window)
    page.table.go_to(page.model.ids[6])
    page.verify()
    return window


def reason(window: MainWindow, folder: Path) -> QWidget:
    keys(window, folder)
    page = window.page
    assert isinstance(page, VerificationPage)
    QTest.keyClick(page.ruling.table, Qt.Key.Key_T)
    return window


def several(window: MainWindow, folder: Path) -> QWidget:
    keys(window, folder)
    page = window.page
    assert isinstance(page, VerificationPage)
    page.ruling.table.selectAll()
    QTest.keyClick(page.ruling.table, Qt.Key.Key_S)
    return window


def validate(window: MainWindow, folder: Path) -> QWidget:
    page = _verification(window)
    page.table.go_to(page.model.ids[5])
    page.validate()
    return window


def close_minutes(window: MainWindow, folder: Path) -> QWidget:
    page = _verification(window)
    page.close_minutes()
    assert page.dialog is not None
    return page.dialog


def open_round(window: MainWindow, folder: Path) -> QWidget:
    page = _verification(window)
    page.open_rounds()
    assert page.dialog is not None
    return page.dialog


def letters(window: MainWindow, folder: Path) -> QWidget:
    _letters(window).tabs.setCurrentIndex(0)
    return window


def archive(window: MainWindow, folder: Path) -> QWidget:
    _letters(window).tabs.setCurrentIndex(1)
    return window


def check_letter(window: MainWindow, folder: Path) -> QWidget:
    page = _letters(window)
    page.tabs.setCurrentIndex(2)
    page.check.check_file(folder / "BA-VER.pdf")
    return window


def send(window: MainWindow, folder: Path) -> QWidget:
    page = _send(window)
    page.tabs.setCurrentIndex(0)
    page.send.add_folder(folder)
    return window


def sent(window: MainWindow, folder: Path) -> QWidget:
    _send(window).tabs.setCurrentIndex(1)
    return window


def cards(window: MainWindow, folder: Path) -> QWidget:
    _send(window).tabs.setCurrentIndex(2)
    return window


def pin_card(window: MainWindow, folder: Path) -> QWidget:
    page = _send(window)
    page.cards.ask_about(folder / "UCJ-7302.ucjk")
    assert page.cards.dialog is not None
    for group in page.cards.dialog.groups.groups[:3]:
        group.click()
    return page.cards.dialog


LATER_SCENES: dict[str, LaterScene] = {
    "verification": villages,
    "verification_minutes": minutes,
    "verification_keys": keys,
    "verification_reason": reason,
    "verification_several": several,
    "verification_validate": validate,
    "verification_close_minutes": close_minutes,
    "verification_open_round": open_round,
    "letters": letters,
    "letters_archive": archive,
    "letters_check": check_letter,
    "send": send,
    "send_history": sent,
    "send_cards": cards,
    "send_pin_card": pin_card,
}
