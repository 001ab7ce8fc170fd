"""The reading child: limits, the end of it, and what it is told."""

import pickle
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from tests.spreadsheets.workbooks import sound
from tests.wine import IS_WINE
from ucj_desktop.spreadsheets import READING_CHILD
from ucj_desktop.spreadsheets.cells import ReaderNotStarted
from ucj_desktop.spreadsheets.child_limits import Limits
from ucj_desktop.spreadsheets.child_process import ReadingChild, reading_command, receive, send
from ucj_desktop.spreadsheets.reader import read_workbook

TAKES_TOO_MUCH = """
import sys
from ucj_desktop.spreadsheets.child_limits import MEMORY_BYTES
sys.stdin.readline()
try:
    held = [bytearray(64 * 1024 * 1024) for _ in range(MEMORY_BYTES // (64 * 1024 * 1024))]
except MemoryError:
    print("refused")
"""


def all_messages(child: ReadingChild) -> list[bytes]:
    found = []
    try:
        while True:
            if message := child.next_message(20):
                found.append(message)
    except EOFError:
        return found


def test_the_child_says_ready_then_the_rows_then_done(tmp_path: Path) -> None:
    child = ReadingChild(sound(tmp_path / "Ünal, Andi.xlsx"))
    said = [pickle.loads(message)[0] for message in all_messages(child)]
    child.close()
    assert (said[0], said[1], said[-1]) == ("ready", "sheet", "done")


def test_a_list_of_programs_does_not_show_the_name_of_the_file() -> None:
    assert reading_command()[-1] == READING_CHILD


def test_a_frozen_program_is_its_own_child_and_on_windows_the_console_one(monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path(sys.executable)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    expected = here.with_name("ucj-desktop.exe") if sys.platform == "win32" else here
    assert reading_command() == [str(expected), READING_CHILD]


def test_a_child_that_cannot_be_started_is_not_blamed_on_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sound(tmp_path / "a.xlsx")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "ucj-desktop.exe"))
    with pytest.raises(ReaderNotStarted) as told:
        read_workbook(path)
    assert told.value.code == "BERKAS-12"


def test_a_child_that_ends_before_it_is_ready_is_not_blamed_on_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sound(tmp_path / "a.xlsx")
    monkeypatch.setattr("ucj_desktop.spreadsheets.child_process.READING_CHILD", "--no-such-word")
    with pytest.raises(ReaderNotStarted):
        read_workbook(path)


def test_the_end_in_the_middle_of_a_message_is_an_end() -> None:
    whole = BytesIO()
    send(whole, b"abc")
    assert receive(BytesIO(whole.getvalue())) == b"abc"
    assert receive(BytesIO(whole.getvalue()[:-1])) == b""
    assert receive(BytesIO(b"")) == b""


def test_a_closed_child_is_gone(tmp_path: Path) -> None:
    child = ReadingChild(sound(tmp_path / "a.xlsx"))
    child.close()
    assert child._process.returncode is not None


def test_more_memory_than_the_limit_is_refused() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TAKES_TOO_MUCH], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        limits = Limits(child.pid)
        said = child.communicate("go\n")[0]
        limits.close()
    assert said == ("" if IS_WINE else "refused\n")  # Wine 8 takes a job's limit of memory and does not act upon it


def test_a_process_that_is_gone_cannot_be_limited() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    with pytest.raises(OSError, match=r"."):
        Limits(child.pid)
