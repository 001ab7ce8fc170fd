"""A small file replaced whole: written beside it, flushed to the disk, renamed."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

_TRIES = 20 if sys.platform == "win32" else 1  # there an antivirus may hold the old or the new file for a moment
_PAUSE = 0.05  # seconds


def replace_file(path: Path, content: bytes) -> None:
    """After a power cut the file holds all of the old bytes or all of the new ones. Raises OSError."""
    beside = path.with_name(path.name + ".baru")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    replace_patiently(beside, path)
    if sys.platform != "win32":  # Windows has no handle of a folder to flush; its rename is journalled by NTFS
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def replace_patiently(source: Path, target: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """``os.replace``, tried again for a second where Windows says that somebody has the file open. Raises OSError."""
    for tried in range(1, _TRIES + 1):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if tried == _TRIES:
                raise
        pause(_PAUSE)
