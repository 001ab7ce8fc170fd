"""What Windows says of a stick, reading past its cache, and renames that last."""

import ctypes
import os
import sys
from pathlib import Path

import pytest

assert sys.platform == "win32"
from ucj_desktop.handoff.stick_refusals import (
    StickError,
    StickFailed,
    StickFull,
    StickGone,
    StickNotWritable,
    StickUnsound,
    named_fault,
)
from ucj_desktop.handoff.stick_windows import read_unbuffered, removable_drives_of_windows, replace_lastingly

MIB = 1024 * 1024


@pytest.mark.parametrize("size", [0, 1, 511, 512, 4095, 4096, 4097, MIB - 1, MIB, MIB + 1, 3 * MIB + 12_345])
def test_a_file_of_any_size_is_read_past_the_cache(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    (tmp_path / "a").write_bytes(content)
    assert b"".join(read_unbuffered(tmp_path / "a")) == content


def test_reading_can_be_given_up_half_way(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(3 * MIB))
    pieces = read_unbuffered(tmp_path / "a")
    assert len(next(pieces)) == MIB
    pieces.close()  # type: ignore[attr-defined]
    (tmp_path / "a").unlink()


def test_a_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        next(read_unbuffered(tmp_path / "none"))


def test_a_rename_replaces_what_has_the_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"new")
    (tmp_path / "b").write_bytes(b"old")
    replace_lastingly(tmp_path / "a", tmp_path / "b")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("b", b"new")]
    with pytest.raises(FileNotFoundError):
        replace_lastingly(tmp_path / "a", tmp_path / "b")


@pytest.mark.parametrize(
    ("windows", "refusal"),
    [
        (19, StickNotWritable),  # write protected
        (5, StickNotWritable),
        (112, StickFull),
        (21, StickGone),  # not ready: pulled, or no card in the reader
        (31, StickGone),
        (433, StickGone),
        (1167, StickGone),
        (1117, StickGone),
        (3, StickGone),
        (23, StickUnsound),  # checksum
        (1392, StickUnsound),
        (1450, StickFailed),
    ],
)
def test_what_windows_says_has_its_true_sentence(windows: int, refusal: type[StickError]) -> None:
    assert type(named_fault(ctypes.WinError(windows), Path("E:/"), 1)) is refusal


def test_the_disk_that_windows_runs_from_is_no_stick_for_files() -> None:
    assert "C:" not in [drive.device for drive in removable_drives_of_windows()]
