"""The one layer that does all file-system calls of a stick, so that a test can make any of them fail."""

import os
import shutil
import sys
from collections.abc import Generator
from pathlib import Path

_CHUNK = 1024 * 1024
_BINARY = getattr(os, "O_BINARY", 0)


class StickFiles:
    """Plain calls of the operating system; each may raise OSError and does one thing."""

    def is_folder(self, folder: Path) -> bool:
        """Whether the folder is there."""
        return os.path.isdir(folder)

    def free_bytes(self, folder: Path) -> int:
        """Room left for us."""
        return shutil.disk_usage(folder).free

    def names(self, folder: Path) -> list[str]:
        """Names in the folder, sorted."""
        return sorted(os.listdir(folder))

    def size(self, path: Path) -> int:
        """Bytes of a plain file; a link or folder has none and raises OSError."""
        status = os.lstat(path)
        if (status.st_mode & 0o170000) != 0o100000:
            raise FileNotFoundError(2, "not a plain file")
        return status.st_size

    def create(self, path: Path) -> int:
        """A descriptor of a new file; fails when the name exists."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o644)

    def open(self, path: Path) -> int:
        """A descriptor to read from; a link is not followed."""
        return os.open(path, os.O_RDONLY | _BINARY | getattr(os, "O_NOFOLLOW", 0))

    def write(self, descriptor: int, content: bytes) -> int:
        """How many bytes were taken, perhaps not all."""
        return os.write(descriptor, content)

    def read(self, descriptor: int, size: int = _CHUNK) -> bytes:
        """At most ``size`` bytes; b"" at the end."""
        return os.read(descriptor, size)

    def flush(self, descriptor: int) -> None:
        """Returns when the device says that it has all of it."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Give the descriptor back."""
        os.close(descriptor)

    def read_back(self, path: Path) -> Generator[bytes, None, None]:
        """The file as the device has it, past the operating system's cache; it is open until the end, or ``close``."""
        if sys.platform == "win32":
            from ucj_desktop.handoff.stick_windows import read_unbuffered  # its module exists on Windows only

            yield from read_unbuffered(path)
        else:
            descriptor = os.open(path, os.O_RDONLY)
            try:
                # After the fsync all its pages are clean, so this really drops them.
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
                while chunk := os.read(descriptor, _CHUNK):
                    yield chunk
            finally:
                os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Rename, over whatever has the name; on Windows it lasts when this returns."""
        if sys.platform == "win32":
            from ucj_desktop.handoff.stick_windows import replace_lastingly  # its module exists on Windows only

            replace_lastingly(source, target)
        else:
            os.replace(source, target)

    def flush_folder(self, folder: Path) -> None:
        """Make the rename itself lasting, where :meth:`replace` does not."""
        if sys.platform != "win32":
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def remove(self, path: Path) -> None:
        """Delete the file."""
        os.unlink(path)
