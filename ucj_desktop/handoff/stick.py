"""Files onto a stick and from it: whole or not at all, and read back before anybody is told that it is done."""

import contextlib
import errno
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ucj_desktop.domain.parcel import ParcelFamily
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.handoff.envelope import LARGEST_FILE
from ucj_desktop.handoff.stick_files import StickFiles
from ucj_desktop.handoff.stick_refusals import (
    FileNameRefused,
    FileTooLarge,
    SourceGone,
    StickError,
    StickFileOpen,
    StickFull,
    StickGone,
    StickUnsound,
    named_fault,
)

PARTIAL = ".sebagian"
SPARE_ROOM = 4 * 1024 * 1024  # bytes beside the file, for the file system's own tables
_NAME = re.compile(r"[A-Z0-9-]{1,40}\.[a-z0-9]{2,5}\Z")
_LEFTOVER = re.compile(r"UCJ-[A-Z0-9-]{1,36}\.[a-z0-9]{2,5}" + re.escape(PARTIAL) + r"\Z")
_SUFFIXES = {
    ".ucj": ParcelFamily.PACKAGE,
    ".ucjr": ParcelFamily.RECEIPT,
    ".ucja": ParcelFamily.ANSWER,
    ".ucjt": ParcelFamily.ASSIGNMENT,
    ".ucjk": None,
}
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class StickFile:
    """A file on a stick that has the name of one of ours; nothing in it was looked at."""

    path: Path
    size: int  # bytes
    family: ParcelFamily | None  # by its ending; None for an office card


def write_to_stick(source: Path, folder: Path, *, files: StickFiles | None = None, progress: Progress = SILENT) -> Path:
    """Bring ``source`` (on the hard disk) into ``folder`` under its own name; the path it has there.

    Under the final name there is always either nothing, what was there before, or the whole file. After an error the
    whole file may be there all the same, so doing it again is harmless. Raises :class:`StickError`, Cancelled.
    """
    files = files or StickFiles()
    if not _NAME.match(source.name):
        raise FileNameRefused(source.name)
    size = _size_of(source)
    target, partial = folder / source.name, folder / (source.name + PARTIAL)
    try:
        _check_folder(files, folder, size)
        with contextlib.suppress(FileNotFoundError):
            files.remove(partial)
        written = _copy(files, source, partial, size, progress)
        with contextlib.closing(files.read_back(partial)) as back:  # open, it could not be removed on Windows
            is_as_written = _digest(_told(back, size, progress)) == written
        if not is_as_written:
            raise StickUnsound(str(folder), lied=True)
        progress.step(1, total=1, words="Memberi nama berkas di flashdisk")
        _give_its_name(files, partial, target)
        files.flush_folder(folder)
    except OSError as fault:
        _remove_quietly(files, partial)
        needed = size + SPARE_ROOM
        # Whatever the system called it: Windows calls a pulled stick "no permission" and a full one "invalid".
        if _is_gone(files, folder):
            raise StickGone(str(folder)) from fault
        if fault.errno == errno.EINVAL and _has_less_than(files, folder, needed):
            raise StickFull(str(folder), needed) from fault
        raise named_fault(fault, folder, needed) from fault
    except BaseException:
        _remove_quietly(files, partial)
        raise
    return target


def take_from_stick(
    source: Path, folder: Path, *, files: StickFiles | None = None, progress: Progress = SILENT
) -> Path:
    """Copy a file from the stick into ``folder`` on the hard disk, so that it cannot change while it is checked.

    An older copy of that name is replaced. Raises :class:`StickError`, Cancelled; OSError is the hard disk's.
    """
    files = files or StickFiles()
    try:
        size = files.size(source)
        if size > LARGEST_FILE:
            raise FileTooLarge(source.name)
        descriptor = files.open(source)
    except OSError as fault:
        raise named_fault(fault, source.parent) from fault
    target = folder / source.name
    partial = folder / (source.name + PARTIAL)
    try:
        with partial.open("wb") as copy:
            for done, chunk in enumerate(_pieces(files, descriptor, source, size), start=1):
                progress.step(done, total=-(-size // _CHUNK), words="Menyalin dari flashdisk")
                copy.write(chunk)
        partial.replace(target)
    finally:
        with contextlib.suppress(OSError):
            files.close(descriptor)
        partial.unlink(missing_ok=True)
    return target


def list_stick(folder: Path, *, files: StickFiles | None = None) -> tuple[StickFile, ...]:
    """Files with our names in the folder, by name. Nothing is opened, nothing is written. Raises StickError."""
    files = files or StickFiles()
    found = []
    try:
        for name in files.names(folder):
            path = folder / name
            if _NAME.match(name) and path.suffix in _SUFFIXES:
                with contextlib.suppress(FileNotFoundError):  # a folder or link of that name, or gone meanwhile
                    found.append(StickFile(path, files.size(path), _SUFFIXES[path.suffix]))
    except OSError as fault:
        raise named_fault(fault, folder) from fault
    return tuple(found)


def count_leftovers(folder: Path, *, files: StickFiles | None = None) -> int:
    """How many files an interrupted writing of ours left. Raises StickError."""
    return len(_leftovers(folder, files or StickFiles()))


def clear_leftovers(folder: Path, *, files: StickFiles | None = None) -> int:
    """Delete what an interrupted writing of ours left; how many. Nothing else is touched. Raises StickError."""
    files = files or StickFiles()
    leftovers = _leftovers(folder, files)
    try:
        for name in leftovers:
            with contextlib.suppress(FileNotFoundError):
                files.remove(folder / name)
    except OSError as fault:
        raise named_fault(fault, folder) from fault
    return len(leftovers)


def _leftovers(folder: Path, files: StickFiles) -> list[str]:
    try:
        return [name for name in files.names(folder) if _LEFTOVER.match(name)]
    except OSError as fault:
        raise named_fault(fault, folder) from fault


def _check_folder(files: StickFiles, folder: Path, size: int) -> None:
    if not files.is_folder(folder):
        raise StickGone(str(folder))
    if files.free_bytes(folder) < size + SPARE_ROOM:
        raise StickFull(str(folder), size + SPARE_ROOM)


def _copy(files: StickFiles, source: Path, partial: Path, size: int, progress: Progress) -> bytes:
    """Write the new file and flush it; the SHA-256 of what was read from the hard disk."""
    digest = hashlib.sha256()
    descriptor = files.create(partial)
    try:
        for done, chunk in enumerate(_pieces_of(source), start=1):
            progress.step(done, total=-(-size // _CHUNK), words="Menulis ke flashdisk")
            digest.update(chunk)
            rest = memoryview(chunk)
            while rest:
                taken = files.write(descriptor, bytes(rest))
                if taken <= 0:  # a device that takes nothing and reports nothing would keep us here for ever
                    raise OSError(errno.ENOSPC, "nothing was taken")
                rest = rest[taken:]
        files.flush(descriptor)
    finally:
        files.close(descriptor)
    return digest.digest()


def _size_of(source: Path) -> int:
    try:
        return source.stat().st_size
    except OSError as fault:
        raise SourceGone(source.name) from fault


def _pieces_of(source: Path) -> Iterator[bytes]:
    """The file on the hard disk: what fails here is not the stick's."""
    try:
        with source.open("rb") as original:
            while chunk := original.read(_CHUNK):
                yield chunk
    except OSError as fault:
        raise SourceGone(source.name) from fault


def _give_its_name(files: StickFiles, partial: Path, target: Path) -> None:
    try:
        files.replace(partial, target)
    except PermissionError as fault:  # we could write beside it, so it is not the stick that is locked
        if not _is_gone(files, target.parent) and target.exists():
            raise StickFileOpen(target.name) from fault
        raise


def _is_gone(files: StickFiles, folder: Path) -> bool:
    try:
        return not files.is_folder(folder)
    except OSError:
        return False


def _has_less_than(files: StickFiles, folder: Path, needed: int) -> bool:
    try:
        return files.free_bytes(folder) < needed
    except OSError:
        return False


def _pieces(files: StickFiles, descriptor: int, source: Path, size: int) -> Iterator[bytes]:
    try:
        while chunk := files.read(descriptor, _CHUNK):
            size -= len(chunk)
            if size < 0:
                raise FileTooLarge(source.name)  # it grows while it is read
            yield chunk
    except OSError as fault:
        raise named_fault(fault, source.parent) from fault


def _told(chunks: Iterator[bytes], size: int, progress: Progress) -> Iterator[bytes]:
    """The pieces as they come, each told; the clerk may stop between two."""
    done = 0
    for chunk in chunks:
        done += len(chunk)
        progress.step(-(-done // _CHUNK), total=-(-size // _CHUNK), words="Membaca ulang dari flashdisk")
        yield chunk


def _digest(chunks: Iterator[bytes]) -> bytes:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.digest()


def _remove_quietly(files: StickFiles, path: Path) -> None:
    """The stick may be gone; its leftover goes when a file of that name is next written, or with clear_leftovers."""
    with contextlib.suppress(OSError, StickError):
        files.remove(path)
