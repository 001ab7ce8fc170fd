"""The stick: whole files or none, whatever call fails; listing, taking, leftovers."""

import errno
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from ucj_desktop.domain.parcel import ParcelFamily
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.handoff.envelope import LARGEST_FILE
from ucj_desktop.handoff.stick import (
    PARTIAL,
    SPARE_ROOM,
    clear_leftovers,
    list_stick,
    take_from_stick,
    write_to_stick,
)
from ucj_desktop.handoff.stick_files import StickFiles
from ucj_desktop.handoff.stick_refusals import (
    FileNameRefused,
    FileTooLarge,
    StickError,
    StickFailed,
    StickFull,
    StickGone,
    StickNotWritable,
    StickUnsound,
)

NAME = "UCJ-730201-0007.ucj"
CONTENT = os.urandom(2 * 1024 * 1024 + 12_345)
OLDER = b"an older package"
CALLS = {name for name in vars(StickFiles) if not name.startswith("_")}


class FailingFiles(StickFiles):
    """Real calls on a real folder, of which the one with number ``at`` (and, if sticky, all after) fails."""

    def __init__(self, at: int, fault: int, *, sticky: bool, done_first: bool) -> None:
        self.at = at
        self.fault = fault
        self.sticky = sticky
        self.done_first = done_first  # the device did it, and the error was reported all the same
        self.number = 0

    def __getattribute__(self, name: str) -> Any:
        attribute = super().__getattribute__(name)
        if name not in CALLS:
            return attribute

        def called(*arguments: Any) -> Any:
            self.number += 1
            if self.number == self.at or (self.sticky and self.number > self.at):
                if self.done_first:
                    result = attribute(*arguments)
                    if name in {"create", "open"}:
                        os.close(result)
                elif name == "close":
                    os.close(arguments[0])  # the descriptor is gone in either case
                raise OSError(self.fault, "made to fail")
            return attribute(*arguments)

        return called


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "outbox").mkdir()
    path = tmp_path / "outbox" / NAME
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "FLASHDISK"
    path.mkdir()
    return path


def test_a_file_comes_whole_onto_the_stick_and_nothing_beside_it(source: Path, folder: Path) -> None:
    assert write_to_stick(source, folder) == folder / NAME
    assert (folder / NAME).read_bytes() == CONTENT
    assert os.listdir(folder) == [NAME]


def test_writing_again_is_harmless_and_a_leftover_is_no_hindrance(source: Path, folder: Path) -> None:
    (folder / NAME).write_bytes(OLDER)
    (folder / (NAME + PARTIAL)).write_bytes(b"half")
    write_to_stick(source, folder)
    write_to_stick(source, folder)
    assert (folder / NAME).read_bytes() == CONTENT
    assert os.listdir(folder) == [NAME]


@pytest.mark.parametrize("older", [None, OLDER])
@pytest.mark.parametrize("done_first", [False, True])
@pytest.mark.parametrize("sticky", [False, True])
@pytest.mark.parametrize("fault", [errno.EIO, errno.ENOSPC, errno.EROFS, errno.ENODEV, errno.ENOENT, errno.EINVAL])
def test_whichever_call_fails_there_is_no_bad_file_and_the_error_has_a_name(
    source: Path, folder: Path, fault: int, sticky: bool, done_first: bool, older: bytes | None
) -> None:
    failures = 0
    for at in count(1):
        for path in folder.iterdir():
            path.unlink()
        if older is not None:
            (folder / NAME).write_bytes(older)
        files = FailingFiles(at, fault, sticky=sticky, done_first=done_first)
        refused = False
        try:
            write_to_stick(source, folder, files=files)
        except StickError as refusal:
            refused = bool(refusal.what and refusal.fix)
        present = (folder / NAME).read_bytes() if (folder / NAME).exists() else None
        assert present in (older, CONTENT)
        if not refused:
            assert present == CONTENT
        if files.number < at:
            break
        failures += refused
    assert failures >= 10


class ShortFiles(StickFiles):
    """A device that takes a thousand bytes at a time."""

    def write(self, descriptor: int, content: bytes) -> int:
        return super().write(descriptor, content[:100_000])


class LyingFiles(StickFiles):
    """A stick of false capacity: says that it has written, and gives back something else."""

    def __init__(self, given_back: bytes) -> None:
        self.given_back = given_back

    def read_back(self, path: Path) -> Iterator[bytes]:
        yield self.given_back


def test_short_writes_are_gone_on_with(source: Path, folder: Path) -> None:
    write_to_stick(source, folder, files=ShortFiles())
    assert (folder / NAME).read_bytes() == CONTENT


@pytest.mark.parametrize("given_back", [b"", CONTENT[:-1], bytes(len(CONTENT)), CONTENT + b"x"])
def test_a_stick_that_gives_back_something_else_is_named_unsound(source: Path, folder: Path, given_back: bytes) -> None:
    with pytest.raises(StickUnsound):
        write_to_stick(source, folder, files=LyingFiles(given_back))
    assert os.listdir(folder) == []


class TightFiles(StickFiles):
    """A stick with so much room."""

    def __init__(self, free: int) -> None:
        self.free = free

    def free_bytes(self, folder: Path) -> int:
        return self.free


def test_four_megabytes_beside_the_file_must_stay_free(source: Path, folder: Path) -> None:
    needed = len(CONTENT) + 4 * 1024 * 1024
    with pytest.raises(StickFull, match="7 MB"):
        write_to_stick(source, folder, files=TightFiles(needed - 1))
    write_to_stick(source, folder, files=TightFiles(needed))


class FilledMeanwhile(StickFiles):
    """Room at the first look, none afterwards, and an error that does not say so, as Windows gives it."""

    looks = 0

    def free_bytes(self, folder: Path) -> int:
        self.looks += 1
        return len(CONTENT) + SPARE_ROOM if self.looks == 1 else 0

    def write(self, descriptor: int, content: bytes) -> int:
        raise OSError(errno.EINVAL, "Invalid argument")


def test_a_stick_that_somebody_fills_meanwhile_is_called_full(source: Path, folder: Path) -> None:
    with pytest.raises(StickFull):
        write_to_stick(source, folder, files=FilledMeanwhile())


class PulledMeanwhile(StickFiles):
    """Windows says "no permission" where the stick is pulled during a write."""

    is_pulled = False

    def is_folder(self, folder: Path) -> bool:
        return not self.is_pulled and super().is_folder(folder)

    def write(self, descriptor: int, content: bytes) -> int:
        self.is_pulled = True
        raise PermissionError(errno.EACCES, "Permission denied")


def test_a_stick_that_is_pulled_is_not_called_locked(source: Path, folder: Path) -> None:
    with pytest.raises(StickGone):
        write_to_stick(source, folder, files=PulledMeanwhile())


def test_a_stick_that_is_not_there_is_gone(source: Path, tmp_path: Path) -> None:
    with pytest.raises(StickGone):
        write_to_stick(source, tmp_path / "none")
    with pytest.raises(StickGone):
        list_stick(tmp_path / "none")
    with pytest.raises(StickGone):
        clear_leftovers(tmp_path / "none")
    with pytest.raises(StickGone):
        take_from_stick(tmp_path / "none" / NAME, tmp_path)


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        (errno.EROFS, StickNotWritable),
        (errno.EACCES, StickNotWritable),
        (errno.ENOSPC, StickFull),
        (errno.EIO, StickGone),
        (errno.EINVAL, StickFailed),
    ],
)
def test_the_systems_error_chooses_the_sentence(
    source: Path, folder: Path, fault: int, refusal: type[StickError]
) -> None:
    with pytest.raises(refusal):
        write_to_stick(source, folder, files=FailingFiles(4, fault, sticky=True, done_first=False))


@pytest.mark.parametrize("name", ["paket.ucj", "UCJ 7.ucj", "UCJ-7", "A" * 41 + ".ucj", "UCJ-7.UCJ", "UCJ-7.ucj.exe"])
def test_only_names_that_every_file_system_takes(tmp_path: Path, folder: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(FileNameRefused):
        write_to_stick(tmp_path / name, folder)


class StopsAtOnce:
    """A clerk who presses Batal."""

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        raise Cancelled


def test_cancel_leaves_nothing_behind(source: Path, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_to_stick(source, folder, progress=StopsAtOnce())
    assert os.listdir(folder) == []
    (tmp_path / "inbox").mkdir()
    with pytest.raises(Cancelled):
        take_from_stick(source, tmp_path / "inbox", progress=StopsAtOnce())
    assert os.listdir(tmp_path / "inbox") == []


def test_listing_shows_our_names_and_opens_nothing(folder: Path, tmp_path: Path) -> None:
    for name in (NAME, "UCJ-730201-0007.ucjr", "UCJ-7302-730201-0003.ucja", "UCJ-730201.ucjk"):
        (folder / name).write_bytes(b"not even ours")
    for name in ("foto.jpg", NAME + PARTIAL, "._" + NAME, "autorun.inf"):
        (folder / name).write_bytes(b"x")
    (folder / "UCJ-730299-0001.ucj").mkdir()
    (folder / "UCJ-730298-0001.ucj").symlink_to(tmp_path)
    for path in folder.iterdir():
        if path.is_file():
            path.chmod(0)
    listed = {file.path.name: file.family for file in list_stick(folder)}
    assert listed == {
        "UCJ-7302-730201-0003.ucja": ParcelFamily.ANSWER,
        "UCJ-730201-0007.ucj": ParcelFamily.PACKAGE,
        "UCJ-730201-0007.ucjr": ParcelFamily.RECEIPT,
        "UCJ-730201.ucjk": None,
    }


def test_leftovers_of_ours_are_cleared_and_nothing_else(folder: Path) -> None:
    for name in (NAME + PARTIAL, "skripsi.docx" + PARTIAL, NAME, "catatan.txt"):
        (folder / name).write_bytes(b"x")
    assert clear_leftovers(folder) == 1
    assert sorted(os.listdir(folder)) == [NAME, "catatan.txt", "skripsi.docx" + PARTIAL]


def test_a_file_is_taken_from_the_stick_whole(source: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / NAME).write_bytes(OLDER)
    assert take_from_stick(source, inbox) == inbox / NAME
    assert (inbox / NAME).read_bytes() == CONTENT
    assert os.listdir(inbox) == [NAME]


def test_whichever_call_fails_while_taking_there_is_no_half_file(source: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for at in count(1):
        files = FailingFiles(at, errno.EIO, sticky=True, done_first=False)
        (inbox / NAME).unlink(missing_ok=True)
        try:
            take_from_stick(source, inbox, files=files)
        except StickError:
            assert os.listdir(inbox) == []
        else:
            assert (inbox / NAME).read_bytes() == CONTENT
        if files.number < at:
            break


class GrowingFiles(StickFiles):
    """A file that is larger than it said."""

    def size(self, path: Path) -> int:
        return 10


class HugeFiles(StickFiles):
    """A file that says it is huge."""

    def size(self, path: Path) -> int:
        return LARGEST_FILE + 1


def test_a_file_that_is_too_large_or_grows_is_not_taken(source: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for files in (GrowingFiles(), HugeFiles()):
        with pytest.raises(FileTooLarge):
            take_from_stick(source, inbox, files=files)
    assert os.listdir(inbox) == []
