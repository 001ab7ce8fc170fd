"""Folders and sticks as they are offered: their state in a sentence, and what of ours lies on them."""

from pathlib import Path

import pytest

from tests.offices import make_office
from ucj_desktop.handoff.drive import Drive
from ucj_desktop.services.handoff.list_sticks import _stick, let_go, look_at_folder


def test_a_folder_is_usable_and_says_what_lies_there(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    folder = tmp_path / "FLASHDISK"
    folder.mkdir()
    for name in (
        "UCJ-730201-0001.ucj",
        "UCJ-730201-0001.ucjr",
        "UCJ-7302-730201-0001.ucja",
        "UCJ-7302.ucjk",
        "lain.txt",
    ):
        (folder / name).write_bytes(b"never opened")
    stick = look_at_folder(office, folder)
    assert stick.is_usable
    assert (stick.label, stick.packages, stick.replies, stick.cards) == ("FLASHDISK", 1, 2, 1)
    assert stick.sentence.startswith("Siap dipakai")
    assert let_go(stick) == "Berkas tersimpan utuh di folder FLASHDISK."
    office.close()


def test_a_folder_that_is_gone_is_not_usable_and_says_what_to_do(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    stick = look_at_folder(office, tmp_path / "HILANG")
    assert not stick.is_usable
    assert stick.fix
    office.close()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_locked_stick_says_so(tmp_path: Path, read_only: bool) -> None:
    drive = Drive(tmp_path, "/dev/none", "KINGSTON", "vfat", read_only)
    stick = _stick(tmp_path, drive.label, drive)
    assert stick.is_usable is not read_only
    assert ("Terkunci" in stick.sentence) is read_only
