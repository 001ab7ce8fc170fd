"""The stick: whole files or none, whatever call fails; listing, taking, leftovers."""

import errno
import os
import random
from collections.abc import Generator
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
    count_leftovers,
    list_stick,
    take_from_stick,
    write_to_stick,
)
from ucj_desktop.handoff.stick_files import StickFiles
from ucj_desktop.handoff.stick_refusals import (
    FileNameRefused,
    FileTooLarge,
    SourceGone,
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
FAULTS = (
    *(errno.EIO, errno.ENOSPC, errno.EROFS, errno.ENODEV, errno.ENOENT, errno.EINVAL, errno.EBUSY, errno.ENOTCONN),
    *(errno.EACCES, errno.ENXIO),
)
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
@pytest.mark.parametrize("fault", FAULTS)
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


class PulledFiles(FailingFiles):
    """Takes a thousand bytes at a time and is pulled at one of the calls; notes what it had to have by then."""

    flushed = False
    renamed = False
    kept = False

    def write(self, descriptor: int, content: bytes) -> int:
        return super().write(descriptor, content[:1000])

    def flush(self, descriptor: int) -> None:
        super().flush(descriptor)
        self.flushed = True

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        self.renamed = True

    def flush_folder(self, folder: Path) -> None:
        super().flush_folder(folder)
        self.kept = True


def lose(files: PulledFiles, folder: Path, older: bytes, chance: random.Random) -> None:
    """What a pull may do to what was never flushed: bytes become nothing or something else, a rename never was."""
    target, partial = folder / NAME, folder / (NAME + PARTIAL)
    written = target if files.renamed else partial
    if not files.flushed and written.exists():
        whole = written.read_bytes()
        written.write_bytes(whole[: chance.randrange(len(whole) + 1)] + bytes(chance.randrange(3) * 512))
    if files.renamed and not files.kept and chance.random() < 0.5:
        partial.write_bytes(target.read_bytes())
        target.write_bytes(older)


@pytest.mark.parametrize("seed", range(20))
def test_of_a_thousand_pulls_none_leaves_a_bad_file_and_the_repeat_is_harmless(
    source: Path, folder: Path, seed: int
) -> None:
    chance = random.Random(seed)
    content = CONTENT[:20_500]
    source.write_bytes(content)
    refused = 0
    for _ in range(50):
        (folder / NAME).write_bytes(OLDER)
        files = PulledFiles(chance.randrange(1, 36), errno.ENODEV, sticky=True, done_first=chance.random() < 0.5)
        try:
            write_to_stick(source, folder, files=files)
        except StickError:
            refused += 1
            lose(files, folder, OLDER, chance)
            assert (folder / NAME).read_bytes() in {OLDER, content}
            clear_leftovers(folder)
            write_to_stick(source, folder)
        assert (folder / NAME).read_bytes() == content
        assert os.listdir(folder) == [NAME]
    assert refused > 30


class PulledAt(StickFiles):
    """A stick that goes away when so many bytes are on it."""

    def __init__(self, most: int) -> None:
        self.left = most

    def is_folder(self, folder: Path) -> bool:
        return self.left > 0 and super().is_folder(folder)

    def write(self, descriptor: int, content: bytes) -> int:
        if self.left <= 0:
            raise OSError(errno.EIO, "pulled")
        taken = super().write(descriptor, content[: self.left])
        self.left -= taken
        return taken


@pytest.mark.parametrize("percent", [1, 50, 99])
@pytest.mark.parametrize("older", [None, OLDER])
def test_a_stick_pulled_at_one_fifty_or_ninety_nine_percent_is_told_as_pulled(
    source: Path, folder: Path, percent: int, older: bytes | None
) -> None:
    if older is not None:
        (folder / NAME).write_bytes(older)
    with pytest.raises(StickGone, match="tercabut sebelum selesai"):
        write_to_stick(source, folder, files=PulledAt(len(CONTENT) * percent // 100))
    assert ((folder / NAME).read_bytes() if older else not (folder / NAME).exists()) == (older or True)
    write_to_stick(source, folder)
    assert (folder / NAME).read_bytes() == CONTENT
    assert os.listdir(folder) == [NAME]


def test_a_name_is_given_only_after_the_content_was_flushed_and_read_back(source: Path, folder: Path) -> None:
    seen: list[str] = []

    class Noted(StickFiles):
        def __getattribute__(self, name: str) -> Any:
            if name in CALLS:
                seen.append(name)
            return super().__getattribute__(name)

    write_to_stick(source, folder, files=Noted())
    assert seen.index("write") < seen.index("flush") < seen.index("read_back") < seen.index("replace")
    assert seen[-1] == "flush_folder"


class WornFiles(StickFiles):
    """A stick of which the second half cannot be read any more."""

    def read_back(self, path: Path) -> Generator[bytes, None, None]:
        yield CONTENT[:1_000_000]
        raise OSError(errno.EIO, "bad sector")


def test_a_fault_in_the_middle_of_reading_back_is_told(source: Path, folder: Path) -> None:
    with pytest.raises(StickGone):
        write_to_stick(source, folder, files=WornFiles())
    assert os.listdir(folder) == []


class TakesNothing(StickFiles):
    """A device that says neither yes nor no."""

    def write(self, descriptor: int, content: bytes) -> int:
        return 0


def test_a_device_that_takes_nothing_is_not_waited_for(source: Path, folder: Path) -> None:
    with pytest.raises(StickFull):
        write_to_stick(source, folder, files=TakesNothing())


def test_a_file_that_the_computer_lost_is_not_the_sticks_fault(source: Path, folder: Path) -> None:
    source.unlink()
    with pytest.raises(SourceGone, match="di komputer ini"):
        write_to_stick(source, folder)
    assert os.listdir(folder) == []


class ShortFiles(StickFiles):
    """A device that takes a thousand bytes at a time."""

    def write(self, descriptor: int, content: bytes) -> int:
        return super().write(descriptor, content[:100_000])


class LyingFiles(StickFiles):
    """A stick of false capacity: says that it has written, and gives back something else."""

    def __init__(self, given_back: bytes) -> None:
        self.given_back = given_back

    def read_back(self, path: Path) -> Generator[bytes, None, None]:
        yield self.given_back


def test_short_writes_are_gone_on_with(source: Path, folder: Path) -> None:
    write_to_stick(source, folder, files=ShortFiles())
    assert (folder / NAME).read_bytes() == CONTENT


@pytest.mark.parametrize("given_back", [b"", CONTENT[:-1], bytes(len(CONTENT)), CONTENT + b"x"])
def test_a_stick_that_gives_back_something_else_is_named_unsound(source: Path, folder: Path, given_back: bytes) -> None:
    with pytest.raises(StickUnsound) as told:
        write_to_stick(source, folder, files=LyingFiles(given_back))
    assert told.value.lied
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
        (errno.ENODEV, StickGone),
        (errno.ENOTCONN, StickGone),
        (errno.EBUSY, StickFailed),
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


class StopsWhileReadingBack:
    """A clerk who presses Batal late."""

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        if words.startswith("Membaca"):
            raise Cancelled


def test_reading_back_can_be_cancelled_and_leaves_nothing_behind(source: Path, folder: Path) -> None:
    with pytest.raises(Cancelled):
        write_to_stick(source, folder, progress=StopsWhileReadingBack())
    assert os.listdir(folder) == []


class WindowsFiles(StickFiles):
    """What is open cannot be removed, as on Windows."""

    is_read = False

    def read_back(self, path: Path) -> Generator[bytes, None, None]:
        self.is_read = True
        try:
            yield from super().read_back(path)
        finally:
            self.is_read = False

    def remove(self, path: Path) -> None:
        if self.is_read:
            raise PermissionError(errno.EACCES, "in use by another process")
        super().remove(path)


def test_what_is_read_back_is_closed_before_it_is_removed(source: Path, folder: Path) -> None:
    with pytest.raises(Cancelled):
        write_to_stick(source, folder, files=WindowsFiles(), progress=StopsWhileReadingBack())
    assert os.listdir(folder) == []


class Told:
    """Notes the first words of what is told."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        first = words.split(" ")[0]
        if not self.words or self.words[-1] != first:
            self.words.append(first)


def test_each_step_is_told_as_it_begins(source: Path, folder: Path) -> None:
    told = Told()
    write_to_stick(source, folder, progress=told)
    assert told.words == ["Menulis", "Membaca", "Memberi"]


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
    assert count_leftovers(folder) == 1
    assert clear_leftovers(folder) == 1
    assert count_leftovers(folder) == 0
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
