"""The reading child on Windows: no window, and gone with its parent."""

import ctypes
import os
import subprocess
import sys
from ctypes import wintypes
from pathlib import Path

from ucj_desktop.spreadsheets import child_process
from ucj_desktop.spreadsheets.child_process import ReadingChild

assert sys.platform == "win32"

HAS_WINDOW = "import ctypes, sys; print(ctypes.windll.kernel32.GetConsoleWindow())"
DIES = """
import os, subprocess, sys
from ucj_desktop.spreadsheets.child_limits import Limits
child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
limits = Limits(child.pid)
print(child.pid, flush=True)
sys.stdin.readline()
os._exit(1)
"""
SYNCHRONIZE = 0x00100000
ROOT = str(Path(child_process.__file__).parents[2])


def test_the_child_has_no_window() -> None:
    flags = child_process._FLAGS
    assert flags == subprocess.CREATE_NO_WINDOW
    told = subprocess.run(
        [sys.executable, "-c", HAS_WINDOW], capture_output=True, text=True, creationflags=flags, check=False
    )
    assert told.stdout.strip() == "0"


def test_the_child_dies_with_its_parent_however_that_dies() -> None:
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = wintypes.HANDLE
    kernel.WaitForSingleObject.argtypes = (wintypes.HANDLE, wintypes.DWORD)
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([ROOT, os.environ.get("PYTHONPATH", "")])}
    with subprocess.Popen(
        [sys.executable, "-c", DIES], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        child = kernel.OpenProcess(SYNCHRONIZE, False, int(parent.stdout.readline()))
        assert child
        assert kernel.WaitForSingleObject(child, 0) != 0
        parent.communicate("go\n")
        assert kernel.WaitForSingleObject(child, 20_000) == 0
        kernel.CloseHandle(child)


def test_a_child_in_the_middle_of_a_file_can_be_ended(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    child = ReadingChild(tmp_path / "a.xlsx")
    child.close()
    (tmp_path / "a.xlsx").unlink()


def test_a_crash_of_the_child_opens_no_box() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "from ucj_desktop.spreadsheets.child_limits import ask_nobody; import ctypes; ask_nobody();"
            "print(hex(ctypes.windll.kernel32.GetErrorMode()), flush=True); ctypes.string_at(0)",
        ],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([ROOT, os.environ.get("PYTHONPATH", "")])},
        timeout=60,
        check=False,
    )
    assert told.stdout.strip() == "0x8003"
    assert told.returncode != 0
