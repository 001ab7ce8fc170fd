"""Whether an office may have its folder where the clerk wants it."""

import os
from collections.abc import Iterable
from pathlib import Path

from ucj_desktop.handoff.drive import Drive
from ucj_desktop.handoff.drives import removable_drives
from ucj_desktop.storage.location import UnsafePlace, refuse_unsafe_place


def refuse_place(folder: Path) -> None:
    """Refuse a network, removable or synced place. Raises UnsafePlace, PlaceTooDeep."""
    refuse_unsafe_place(folder)
    refuse_stick(folder, removable_drives())


def refuse_stick(folder: Path, drives: Iterable[Drive]) -> None:
    """Refuse a stick that calls itself a fixed disk; not the disk that the system itself runs from. UnsafePlace."""
    place = Path(os.path.realpath(folder))
    system = Path(os.environ.get("SYSTEMDRIVE", ""), os.sep)
    if any(place.is_relative_to(drive.folder) and drive.folder != system for drive in drives):
        raise UnsafePlace("flashdisk")
