"""The windows that stand before an open office: the login and the first office."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.demo_office import ADMIN, GANTARANG, PASSWORD, make_office
from tests.old_stores import HEAD, OLD_STORES, copy_old_store
from tests.old_stores import PASSWORD as OLD_PASSWORD
from ucj_desktop.crypto.recovery_code import new_recovery_code, read_recovery_code
from ucj_desktop.gui.app import Program, stand_among_documents
from ucj_desktop.gui.first_office import FirstOfficeWindow
from ucj_desktop.gui.login_window import LoginWindow
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.recovery_sheet import SheetNotSaved
from ucj_desktop.services.office import Office, open_office


@pytest.fixture
def closed_office(office: Office) -> Path:
    office.close()
    return office.folder


@pytest.fixture
def login(closed_office: Path, qtbot: QtBot, dressed: QApplication) -> LoginWindow:
    window = LoginWindow(closed_office)
    qtbot.addWidget(window, before_close_func=lambda one: one.jobs.close())
    window.show()
    return window


def test_the_right_password_opens_the_office(login: LoginWindow, qtbot: QtBot) -> None:
    QTest.keyClicks(login.password, PASSWORD)
    with qtbot.waitSignal(login.opened, timeout=20_000) as told:
        QTest.keyClick(login.password, Qt.Key.Key_Return)
    [opened] = told.args
    assert opened.code == GANTARANG
    assert login.password.text() == ""
    opened.close()


def test_a_wrong_password_says_so_and_lets_one_try_again(login: LoginWindow, qtbot: QtBot) -> None:
    QTest.keyClicks(login.password, "bukan kata sandinya")
    QTest.mouseClick(login.enter, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: login.bar.state is State.BLOCKS, timeout=20_000)
    assert "(KUNCI-01)" in login.bar.fix.text()
    assert login.enter.isEnabled()


def test_the_login_imports_neither_database_nor_spreadsheets_nor_reports() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, ucj_desktop.gui.app; print(sorted(set(sys.argv[1:]) & set(sys.modules)))",
            "sqlalchemy",
            "openpyxl",
            "reportlab",
            "qtawesome",
            "PySide6.QtPrintSupport",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "[]"


def test_a_first_office_is_made_by_keys_and_opens(tmp_path: Path, qtbot: QtBot, dressed: QApplication) -> None:
    folder = tmp_path / "new"
    window = FirstOfficeWindow(folder)
    qtbot.addWidget(window, before_close_func=lambda one: one.jobs.close())
    window.show()
    QTest.keyClicks(window.place.box, "Gantarang")
    window.place.box.choose(*window.place.box._search("Gantarang")[0])
    window.go_on()
    QTest.keyClicks(window.account.name, ADMIN)
    QTest.keyClicks(window.account.password, PASSWORD)
    QTest.keyClicks(window.account.again, PASSWORD)
    window.go_on()
    assert "KECAMATAN GANTARANG" in window.letterhead.lines.text()
    QTest.keyClicks(window.letterhead.address, "Jalan Pendidikan 1")
    window.go_on()
    qtbot.waitUntil(lambda: window.steps.currentWidget() is window.sheet, timeout=30_000)
    window.go_on()
    assert window.bar.state is State.WARNS, "the code must be kept first"
    window.sheet.kept.setChecked(True)
    with qtbot.waitSignal(window.opened):
        window.go_on()
    window.office.close()
    again = open_office(folder, ADMIN, PASSWORD)
    assert again.preferences.letterhead.address == "Jalan Pendidikan 1"
    again.close()


def test_an_office_that_is_not_there_is_said_to_be_missing_and_one_of_several_is_asked_for(
    tmp_path: Path, qtbot: QtBot, dressed: QApplication
) -> None:
    window = FirstOfficeWindow(tmp_path / "new")
    qtbot.addWidget(window, before_close_func=lambda one: one.jobs.close())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    shown = window.place.box.completer().popup()
    assert shown is not None
    for typed, told in (
        ("", "Ketik beberapa huruf"),
        ("gantarrang", "Tidak ada kantor yang namanya begitu."),
        ("gantarang", "Pilih nama kantornya dari daftar"),
    ):
        window.place.box.clear()
        QTest.keyClicks(window.place.box, typed)
        shown.hide()
        QTest.keyClick(window.place.box, Qt.Key.Key_Return)
        assert window.bar.what.text().startswith(told)
        assert shown.isVisible() == (typed == "gantarang")
    shown.hide()
    QTest.keyClicks(window.place.box, " keke")
    assert window.bar.isHidden(), "what it said was of what stood there"
    shown.hide()
    QTest.keyClick(window.place.box, Qt.Key.Key_Return)
    assert window.steps.currentWidget() is window.account


def test_a_weak_password_keeps_the_clerk_on_the_step(tmp_path: Path, qtbot: QtBot, dressed: QApplication) -> None:
    window = FirstOfficeWindow(tmp_path / "new")
    qtbot.addWidget(window, before_close_func=lambda one: one.jobs.close())
    window._show(1)
    window.account.name.setText(ADMIN)
    window.account.password.setText("bulukumba")
    window.account.again.setText("bulukumba")
    window.go_on()
    assert window.steps.currentWidget() is window.account
    assert window.bar.state is State.WARNS


def test_the_recovery_sheet_is_written_where_the_clerk_wants_it(
    tmp_path: Path, qtbot: QtBot, dressed: QApplication
) -> None:
    window = FirstOfficeWindow(tmp_path / "new")
    qtbot.addWidget(window, before_close_func=lambda one: one.jobs.close())
    code = new_recovery_code()
    window.sheet.show_code(code.printed, "Kecamatan Gantarang")
    window.sheet.write_sheet(tmp_path / "sheet.txt")
    written = (tmp_path / "sheet.txt").read_text("utf-8").partition("Kode pemulihan:")[2].partition("Simpan")[0]
    assert read_recovery_code(written).secret == code.secret
    assert str(tmp_path / "sheet.txt") in window.sheet.saved.text()


def test_a_recovery_sheet_that_cannot_be_written_is_not_called_saved(
    tmp_path: Path, qtbot: QtBot, dressed: QApplication
) -> None:
    window = FirstOfficeWindow(tmp_path / "new")
    qtbot.addWidget(window, before_close_func=lambda one: one.jobs.close())
    with pytest.raises(SheetNotSaved):
        window.sheet.write_sheet(tmp_path / "no such folder" / "sheet.txt")
    assert window.sheet.saved.isHidden()


def test_enter_in_the_last_box_goes_on_and_a_complaint_goes_with_what_it_was_about(
    tmp_path: Path, qtbot: QtBot, dressed: QApplication
) -> None:
    window = FirstOfficeWindow(tmp_path / "new")
    qtbot.addWidget(window, before_close_func=lambda one: one.jobs.close())
    window.show()
    window.place.box.choose(*window.place.box._search("Gantarang")[0])
    window.go_on()
    QTest.keyClicks(window.account.name, ADMIN)
    QTest.keyClicks(window.account.password, PASSWORD)
    QTest.keyClick(window.account.again, Qt.Key.Key_Return)
    assert not window.bar.isHidden(), "the second password is not typed yet"
    QTest.keyClicks(window.account.again, PASSWORD)
    assert window.bar.isHidden()
    QTest.keyClick(window.account.again, Qt.Key.Key_Return)
    assert window.steps.currentWidget() is window.letterhead


def test_an_empty_folder_begins_with_the_first_office(tmp_path: Path, qtbot: QtBot, dressed: QApplication) -> None:
    program = Program(tmp_path / "nothing")
    program.begin()
    assert isinstance(program.window, FirstOfficeWindow)
    program.window.jobs.close()
    qtbot.addWidget(program.window)


def test_the_program_goes_from_login_to_the_office(closed_office: Path, qtbot: QtBot, dressed: QApplication) -> None:
    program = Program(closed_office)
    program.begin()
    login = program.window
    assert isinstance(login, LoginWindow)
    QTest.keyClicks(login.password, PASSWORD)
    login.log_in()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    window = program.window
    assert isinstance(window, MainWindow)
    with qtbot.waitSignal(window.closed, timeout=20_000):
        window.close()
    assert list((closed_office / "backups").iterdir()), "a backup is made when the window closes"
    window.deleteLater()


def test_another_clerk_can_log_in_without_starting_the_program_again(
    closed_office: Path, qtbot: QtBot, dressed: QApplication
) -> None:
    program = Program(closed_office)
    program.open_office(open_office(closed_office, ADMIN, PASSWORD))
    window = program.window
    assert isinstance(window, MainWindow)
    window.log_in_again()
    qtbot.waitUntil(lambda: isinstance(program.window, LoginWindow), timeout=20_000)
    login = program.window
    assert isinstance(login, LoginWindow)
    qtbot.waitUntil(lambda: login.is_warm, timeout=20_000)
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, LoginWindow) and one.isVisible()] == [
        login
    ]
    login.jobs.close()
    qtbot.addWidget(login)


def test_closing_the_login_ends_the_program(closed_office: Path) -> None:
    leave = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QTimer; from ucj_desktop.gui import app\n"
        "begin = app.Program.begin\n"
        "def begin_and_leave(self):\n"
        "    begin(self); QTimer.singleShot(0, self.window.close)\n"
        "app.Program.begin = begin_and_leave\n"
        "sys.exit(app.main(Path(sys.argv[1])))\n"
    )
    command = [sys.executable, "-c", leave, str(closed_office)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (told.returncode, told.stderr) == (0, "")


def test_the_recovery_code_cannot_be_closed_away(tmp_path: Path, qtbot: QtBot, dressed: QApplication) -> None:
    window = FirstOfficeWindow(tmp_path / "new")
    qtbot.addWidget(window)
    window.show()
    window._on_made((make_office(tmp_path / "new"), "ABCDE-1"))
    assert not window.close()
    assert window.bar.state is State.WARNS
    window.sheet.kept.setChecked(True)
    assert window.close()


def test_an_older_store_is_migrated_under_a_sentence(tmp_path: Path, qtbot: QtBot, dressed: QApplication) -> None:
    copy_old_store(OLD_STORES[0], tmp_path / "office")
    window = LoginWindow(tmp_path / "office")
    qtbot.addWidget(window, before_close_func=lambda one: one.jobs.close())
    window.show()
    window.account.setCurrentText(HEAD)
    said: list[str] = []
    window.jobs.started.connect(lambda job: job.progressed.connect(lambda *_: said.append(window.bar.what.text())))
    QTest.keyClicks(window.password, OLD_PASSWORD)
    with qtbot.waitSignal(window.opened, timeout=20_000) as told:
        QTest.keyClick(window.password, Qt.Key.Key_Return)
    [opened] = told.args
    opened.close()
    assert "Data kantor disesuaikan dengan versi program ini..." in said
    assert window.bar.isHidden()


def test_dialogs_of_an_installed_program_begin_among_the_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    (tmp_path / "Documents").mkdir()
    monkeypatch.chdir(tmp_path)
    stand_among_documents()
    assert Path.cwd() == Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
