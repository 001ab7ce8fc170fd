"""The outbox: files for other offices, whole under their name or not there at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ucj_desktop.crypto.files import replace_patiently
from ucj_desktop.domain.parcel import ParcelKind
from ucj_desktop.services.office import Office
from ucj_desktop.storage import packages
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.location import sync_folder
from ucj_desktop.storage.packages import SentPackage


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


def packages_to_bring(office: Office, connection: Connection) -> list[SentPackage]:
    """Packages that never lay safely on a stick, the oldest first.

    One whose file is gone, as after a restored backup, is no more among them once a full one was made after it: that
    one needs nothing before it, and the district takes it in its stead.
    """
    full = [one.sequence for one in packages.sent(connection) if one.kind == ParcelKind.FULL]
    newest = max(full, default=0)
    return [
        one
        for one in packages.undelivered(connection)
        if one.sequence >= newest or (office.outbox / one.file_name).is_file()
    ]
