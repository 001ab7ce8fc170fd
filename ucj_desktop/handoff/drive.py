"""A removable drive as the clerk sees it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Drive:
    """A stick that is plugged in. ``file_system`` is empty where nobody can read it: not formatted, locked, damaged."""

    folder: Path  # where its files are: /media/.../KINGSTON, or E:\
    device: str  # /dev/sdb1, or E:
    label: str  # for the clerk
    file_system: str  # vfat, exfat, ntfs ...
    read_only: bool
    serial: str = ""  # of the hardware, the same under any name; empty where it has none
