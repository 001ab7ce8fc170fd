"""Folders and sticks as they are offered: their state in a sentence, and what of ours lies on them."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.offices import make_office
from ucj_desktop.handoff.drive import Drive
from ucj_desktop.services.handoff.list_sticks import (
    Stick,
    StickState,
    _state,
    _stick,
    drive_of,
    let_go,
    list_sticks,
    look_at_folder,
)
from ucj_desktop.storage.location import Place
from ucj_desktop.storage.sticks import StickRecord

ROOM = 4_000_000_000


def drive(folder: Path, file_system: str = "vfat", *, read_only: bool = False) -> Drive:
    return Drive(folder, "/dev/none", "KINGSTON", file_system, read_only, "0951:1642:01")


def record(*, failures: int = 0, lies: int = 0, writes: int = 0) -> StickRecord:
    return StickRecord(serial="0951:1642:01", label="KINGSTON", writes=writes, failures=failures, lies=lies)


@dataclass(frozen=True)
class Seen:
    """What is known of a stick; a good one where nothing else is said."""

    file_system: str = "vfat"
    read_only: bool = False
    is_folder: bool = False
    place: Place = Place.HERE
    free: int = ROOM
    record: StickRecord | None = None


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
    assert stick.state is StickState.FOLDER
    assert (stick.label, stick.packages, stick.replies, stick.cards) == ("FLASHDISK", 1, 2, 1)
    assert stick.sentence.startswith("Siap dipakai")
    assert let_go(stick) == "Berkas tersimpan utuh di folder FLASHDISK."
    assert isinstance(list_sticks(office), list)
    office.close()


def test_a_folder_that_is_gone_is_not_usable_and_says_what_to_do(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    stick = look_at_folder(office, tmp_path / "HILANG")
    assert stick.state is StickState.GONE
    assert not stick.is_usable
    assert stick.fix
    office.close()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_locked_stick_says_so(tmp_path: Path, read_only: bool) -> None:
    stick = _stick(tmp_path, "KINGSTON", drive(tmp_path, read_only=read_only))
    assert stick.is_usable is not read_only
    assert ("Terkunci" in stick.sentence) is read_only


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        (StickState.READY, Seen(file_system="vfat")),
        (StickState.READY, Seen(file_system="exfat")),
        (StickState.READY, Seen(file_system="NTFS")),
        (StickState.STRANGE, Seen(file_system="ext4")),
        (StickState.STRANGE, Seen(file_system="hfsplus")),
        (StickState.DISC, Seen(file_system="iso9660", read_only=True)),
        (StickState.DISC, Seen(file_system="UDF")),
        (StickState.LOCKED, Seen(read_only=True)),
        (StickState.FULL, Seen(free=1_000_000)),
        (StickState.WORN, Seen(record=record(failures=1))),
        (StickState.UNSOUND, Seen(record=record(failures=3, lies=1))),
        (StickState.READY, Seen(record=record(writes=12))),
        (StickState.FOLDER, Seen(is_folder=True)),
        (StickState.NETWORK, Seen(is_folder=True, place=Place.NETWORK)),
        (StickState.DISC, Seen(is_folder=True, place=Place.DISC)),
        (StickState.FULL, Seen(is_folder=True, free=10)),
    ],
)
def test_what_is_seen_of_a_stick_chooses_its_state(tmp_path: Path, state: StickState, seen: Seen) -> None:
    one = None if seen.is_folder else drive(tmp_path, seen.file_system, read_only=seen.read_only)
    assert _state(one, seen.place, seen.free, seen.record) is state


@pytest.mark.parametrize(
    ("file_system", "known", "state", "words"),
    [
        ("vfat", record(failures=2), StickState.WORN, "pernah gagal 2 kali"),
        ("vfat", record(failures=1, lies=1), StickState.UNSOUND, "kapasitasnya palsu"),
        ("ext4", None, StickState.STRANGE, "Format ext4"),
        ("iso9660", None, StickState.DISC, "CD atau DVD"),
    ],
)
def test_each_state_has_its_sentence_and_one_action(
    tmp_path: Path, file_system: str, known: StickRecord | None, state: StickState, words: str
) -> None:
    stick = _stick(tmp_path, "KINGSTON", drive(tmp_path, file_system), record=known)
    assert stick.state is state
    assert words in stick.sentence
    assert stick.fix


def test_a_stick_without_a_file_system_is_not_to_be_formatted(tmp_path: Path) -> None:
    raw = tmp_path / "sdb1"
    raw.write_bytes(b"")
    stick = _stick(raw, "Flashdisk sdb1", drive(raw, ""))
    assert stick.state is StickState.UNREADABLE
    assert "belum diformat" in stick.sentence
    assert "Jangan diformat" in stick.fix


def test_only_what_nothing_speaks_against_is_sound() -> None:
    sound = {one for one in StickState if one.is_sound}
    assert sound == {StickState.READY, StickState.FOLDER}
    assert not any(one.blocks for one in sound)


def test_how_often_a_stick_served_is_known(tmp_path: Path) -> None:
    stick = _stick(tmp_path, "KINGSTON", drive(tmp_path), record=record(writes=12))
    assert stick.writes == 12


def test_what_a_pull_left_is_told_before_it_is_cleaned(tmp_path: Path) -> None:
    left = tmp_path / "UCJ-730201-0001.ucj.sebagian"
    left.write_bytes(b"half")
    stick: Stick = _stick(tmp_path, "KINGSTON", drive(tmp_path))
    assert stick.is_usable
    assert "Sisa tulisan yang terputus" in stick.sentence
    assert left.exists()


def test_a_folder_of_the_hard_disk_lies_on_no_stick(tmp_path: Path) -> None:
    assert drive_of(tmp_path) is None
