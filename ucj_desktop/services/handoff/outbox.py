"""The outbox: files for other offices, whole under their name or not there at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ucj_desktop.crypto.files import replace_patiently
from ucj_desktop.storage.location import sync_folder


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write; it gets its name when it is whole and on the disk, and an older one stays until then."""
    path.parent.mkdir(exist_ok=True)  # an office that came out of a backup has none yet
    unfinished = path.with_name(f"{path.name}.sebagian")
    try:
        with unfinished.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        replace_patiently(unfinished, path)
        sync_folder(path.parent)
    finally:
        with suppress(OSError):  # it must not hide what went wrong
            unfinished.unlink(missing_ok=True)
