"""The program started twice on one office: the window that is open comes to the front."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from ucj_desktop.gui import first_start
from ucj_desktop.gui.app import Program
from ucj_desktop.gui.first_office import FirstOfficeWindow
from ucj_desktop.gui.first_start import FirstStart

TELLS_WHEN_CALLED = """
import sys
from pathlib import Path
from ucj_desktop.gui import app
begin = app.Program.begin
def begin_and_tell(self):
    begin(self)
    print("open", flush=True)
def tell_and_leave(self):
    print("called", flush=True)
    self.window.close()
app.Program.begin = begin_and_tell
app.Program.come_forward = tell_and_leave
sys.exit(app.main(Path(sys.argv[1])))
"""


def test_the_second_start_calls_the_first_and_only_once(tmp_path: Path) -> None:
    first, second = FirstStart(tmp_path), FirstStart(tmp_path)
    assert (first.is_first, second.is_first) == (True, False)
    assert not first.was_called()
    second.call()
    second.close()
    assert first.was_called()
    assert not first.was_called()
    first.close()


def test_another_office_is_another_program(tmp_path: Path) -> None:
    first, other = FirstStart(tmp_path / "a"), FirstStart(tmp_path / "b")
    assert other.is_first
    first.close()
    other.close()


def test_when_the_first_has_ended_the_next_is_the_first(tmp_path: Path) -> None:
    FirstStart(tmp_path).close()
    again = FirstStart(tmp_path)
    assert again.is_first
    again.close()


def test_the_way_a_path_is_written_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "Kantor").mkdir()
    first = FirstStart(tmp_path / "Kantor")
    written = tmp_path / "Kantor" / ".." / "Kantor"
    second = FirstStart(Path(str(written).upper()) if sys.platform == "win32" else written)
    assert not second.is_first
    first.close()
    second.close()


def test_two_starts_show_one_window(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TELLS_WHEN_CALLED, str(tmp_path / "kantor")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "open\n"
        second = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert (second.returncode, second.stdout) == (0, "")
        assert "sudah terbuka" in second.stderr
        assert first.stdout.readline() == "called\n"
    assert first.returncode == 0


def test_where_no_name_can_be_had_the_program_opens_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Longer than a socket's name may be; a backslash is in no name of an event.
    monkeypatch.setattr(first_start, "_name", lambda folder: "no\\name" * 40)
    start = FirstStart(tmp_path)
    assert start.is_first
    assert not start.was_called()
    start.close()


@pytest.mark.qt_log_ignore("DpiAwareness", "EnableNonClientDpiScaling", "font directory", extend=True)  # Wine's gaps
def test_a_window_that_was_put_away_comes_back_with_its_question(
    tmp_path: Path, qtbot: QtBot, dressed: QApplication
) -> None:
    program = Program(tmp_path / "nothing")
    program.begin()
    window = program.window
    assert isinstance(window, FirstOfficeWindow)
    window.showMinimized()
    program.come_forward()
    assert not window.windowState() & Qt.WindowState.WindowMinimized
    question = QDialog(window)
    question.setModal(True)
    question.show()
    window.showMinimized()
    program.come_forward()
    qtbot.waitUntil(question.isActiveWindow)
    question.close()
    window.jobs.close()
    qtbot.addWidget(window)
