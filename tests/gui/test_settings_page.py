"""Pengaturan: typed, checked in one sentence, kept and read back from the store."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.demo_office import PASSWORD, make_office
from ucj_desktop.domain.minutes import Capacity
from ucj_desktop.domain.people import Role
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.account_dialogs import AccountDialog, OwnPasswordDialog, RecoveryCodeDialog
from ucj_desktop.gui.pages.settings_care import HEALTH_NAMES
from ucj_desktop.gui.pages.settings_page import SettingsPage
from ucj_desktop.services.care.accounts import add_account, list_accounts
from ucj_desktop.services.care.back_up import list_backups
from ucj_desktop.services.office import Office, open_office

OTHER = "gunung bawakaraeng biru 9"


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    window.go("settings")
    made = window.page
    assert isinstance(made, SettingsPage)
    return made


def _part(page: SettingsPage, code: str) -> Any:
    page.show_subject(code)
    return page.section(code)


def _write(box: QLineEdit, text: str) -> None:
    box.selectAll()
    QTest.keyClicks(box, text)


def _press(press: QPushButton, page: SettingsPage, qtbot: QtBot) -> None:
    assert press.isEnabled()
    QTest.mouseClick(press, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.desk.is_idle)


def test_a_letterhead_is_drawn_while_it_is_typed_and_kept_with_one_button(
    page: SettingsPage, office: Office, qtbot: QtBot
) -> None:
    part = _part(page, "letterhead")
    assert not part.save.isEnabled()
    _write(part.boxes["address"], "Jalan Pendidikan No. 1")
    assert ("Jalan Pendidikan No. 1", 9.0, False) in part.preview.lines()
    assert part.unsaved.isVisible()
    _press(part.save, page, qtbot)
    assert office.preferences.letterhead.address == "Jalan Pendidikan No. 1"
    assert not part.unsaved.isVisible()


def test_a_wrong_postcode_is_said_and_not_kept(page: SettingsPage, office: Office, qtbot: QtBot) -> None:
    part = _part(page, "letterhead")
    _write(part.boxes["postcode"], "9256")
    _press(part.save, page, qtbot)
    assert part.bar.what.text() == "Kode pos ditulis dengan 5 angka, misalnya 92561."
    assert office.preferences.letterhead.postcode == ""
    _press(part.take_back, page, qtbot)
    assert part.boxes["postcode"].text() == ""
    assert not part.bar.isVisible()


def test_what_is_typed_stays_while_another_part_is_kept(page: SettingsPage, office: Office, qtbot: QtBot) -> None:
    part = _part(page, "letterhead")
    _write(part.boxes["phone"], "(0413) 81001")
    period = _part(page, "period")
    _write(period.venue, "Aula Kantor")
    _press(period.save, page, qtbot)
    assert office.preferences.venue == "Aula Kantor"
    assert part.boxes["phone"].text() == "(0413) 81001"
    assert office.preferences.letterhead.phone == ""


def test_a_picture_becomes_the_logo_and_another_file_is_refused(
    page: SettingsPage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    part = _part(page, "letterhead")
    (tmp_path / "logo.png").write_bytes(b"bukan gambar")
    part.take_logo(tmp_path / "logo.png")
    assert "PNG atau JPEG" in part.bar.fix.text()
    picture = QImage(20, 24, QImage.Format.Format_RGB32)
    picture.fill(QColor("#0F766E"))
    assert picture.save(str(tmp_path / "logo.png"))
    part.take_logo(tmp_path / "logo.png")
    _press(part.save, page, qtbot)
    assert office.preferences.letterhead.logo == (tmp_path / "logo.png").read_bytes()


def test_a_signer_is_added_with_a_capacity_and_shown_as_printed(
    page: SettingsPage, office: Office, qtbot: QtBot
) -> None:
    part = _part(page, "signers")
    _press(part.add, page, qtbot)
    assert part.boxes["name"].hasFocus()
    QTest.keyClicks(part.boxes["name"], "Hasnah, S.E.")
    _write(part.boxes["position"], "Sekretaris Kecamatan")
    _write(part.boxes["nip"], "123")
    _press(part.save, page, qtbot)
    assert part.bar.what.text() == "NIP Hasnah, S.E. ditulis dengan 18 angka, atau dikosongkan."
    _write(part.boxes["nip"], "19800305 200502 2 001")
    part.capacity.setFocus()
    QTest.keyClicks(part.capacity, "a.n.")
    part.capacity.activated.emit(part.capacity.currentIndex())
    _write(part.boxes["on_behalf_of"], "CAMAT GANTARANG")
    assert "a.n. CAMAT GANTARANG<br>Sekretaris Kecamatan," in part.block.text()
    _press(part.save, page, qtbot)
    (signer,) = office.preferences.signers
    assert (signer.nip, signer.capacity) == ("198003052005022001", Capacity.ON_BEHALF)
    _press(part.remove, page, qtbot)
    _press(part.save, page, qtbot)
    assert office.preferences.signers == ()


def test_a_year_and_a_spelling_are_kept_and_a_wrong_year_is_said(
    page: SettingsPage, office: Office, qtbot: QtBot
) -> None:
    part = _part(page, "period")
    _write(part.period, "26")
    _press(part.save, page, qtbot)
    assert part.bar.what.text() == "Tahun anggaran ditulis dengan empat angka, misalnya 2026."
    _write(part.period, "2027")
    part.names.item(1, 2).setText("Matekko'")
    _press(part.save, page, qtbot)
    assert office.preferences.period == 2027
    assert office.printed(part.names.item(1, 1).text()) == "Matekko'"


def test_an_account_is_made_with_a_role_and_a_weak_password_is_refused(
    page: SettingsPage, office: Office, qtbot: QtBot
) -> None:
    part = _part(page, "accounts")
    assert "satu akun" in part.told.text()
    assert not part.choose.isVisible()
    _press(part.add, page, qtbot)
    dialog = part.dialog
    assert isinstance(dialog, AccountDialog)
    QTest.keyClicks(dialog.name, "Sulaeman")
    QTest.keyClicks(dialog.password.first, "pendek")
    QTest.mouseClick(dialog.press, Qt.MouseButton.LeftButton)
    assert "terlalu pendek" in dialog.bar.what.text()
    for box in (dialog.password.first, dialog.password.again):
        _write(box, OTHER)
    dialog.role.setCurrentIndex(dialog.role.findText("Verifikator"))
    QTest.mouseClick(dialog.press, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible() and page.desk.is_idle)
    assert [(one.name, one.role) for one in list_accounts(office)][1] == ("Sulaeman", Role.VERIFIER)
    assert part.table.item(1, 2).text() == "Kata sandi sementara"
    assert part.told.text().startswith("Empat mata")
    part.table.selectRow(1)
    _press(part.disable, page, qtbot)
    QTest.mouseClick(part.dialog.press, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.desk.is_idle and part.table.item(1, 2).text() == "Nonaktif")


def test_ones_own_account_is_not_taken_away(page: SettingsPage) -> None:
    part = _part(page, "accounts")
    part.table.selectRow(0)
    assert not part.disable.isEnabled()
    assert not part.reset.isEnabled()


def test_a_new_recovery_code_leaves_only_when_it_is_kept(page: SettingsPage, qtbot: QtBot) -> None:
    part = _part(page, "accounts")
    _press(part.renew, page, qtbot)
    dialog = part.dialog
    assert isinstance(dialog, RecoveryCodeDialog)
    assert len(dialog.sheet.code.text().replace("\n", "-").split("-")) == 8
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.sheet.kept.setChecked(True)
    QTest.mouseClick(dialog.close_it, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_a_backup_is_made_and_examined(page: SettingsPage, office: Office, qtbot: QtBot) -> None:
    part = _part(page, "backups")
    assert part.none.isVisible()
    _press(part.make, page, qtbot)
    assert len(list_backups(office)) == 1
    assert part.table.rowCount() == 1
    _press(part.verify, page, qtbot)
    assert "utuh" in part.bar.what.text()


def test_health_tells_one_line_a_thing(page: SettingsPage, qtbot: QtBot) -> None:
    part = _part(page, "health")
    _press(part.look, page, qtbot)
    assert {one.name for one in part.lines} >= {"store", "journal", "backups", "disk"}
    assert {one.name for one in part.lines} <= HEALTH_NAMES.keys()  # in the clerk's words, each
    assert part.bar.isVisible()


def test_a_temporary_password_is_asked_for_first_and_then_no_more(
    tmp_path: Path, dressed: QApplication, qtbot: QtBot
) -> None:
    del dressed
    made = make_office(tmp_path / "staffed")
    add_account(made, "Sulaeman", Role.ENTRY, PASSWORD, temporary=True)
    made.close()
    office = open_office(tmp_path / "staffed", "Sulaeman", PASSWORD)
    window = MainWindow(office)
    window.show()
    qtbot.waitUntil(lambda: window.password_dialog is not None)
    dialog = window.password_dialog
    assert isinstance(dialog, OwnPasswordDialog)
    assert "sementara" in dialog.sentence.text()
    for box, typed in ((dialog.old, PASSWORD), (dialog.password.first, OTHER), (dialog.password.again, OTHER)):
        QTest.keyClicks(box, typed)
    QTest.mouseClick(dialog.press, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible() and window.desk.is_idle)
    assert not office.unlocked.account.temporary
    window.go("settings")
    settings = window.page
    assert isinstance(settings, SettingsPage)
    assert list(settings.entries) == ["accounts", "backups", "health", "about"]
    assert not settings.section("accounts").table.isVisible()  # type: ignore[attr-defined]
    window.desk.close()
    window.lock_screen.close_jobs()
    window.hide()
    window.deleteLater()
    office.close()
