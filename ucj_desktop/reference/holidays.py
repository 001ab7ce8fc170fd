"""National holidays and joint leave, on which offices do not work."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.reading import read_toml


def read_holidays(path: Path) -> Mapping[date, str]:
    """Read names by day from a holidays.toml; raises DataFileBroken with the entry that cannot be used."""
    file = read_toml(path)
    file.only("holiday")
    names: dict[date, str] = {}
    for entry in file.sections("holiday"):
        entry.only("day", "name", "joint_leave")
        entry.flag("joint_leave", default=False)
        if entry.day("day") in names:
            raise entry.broken("day", "tertulis dua kali.", "Hapus salah satu.")
        names[entry.day("day")] = entry.text("name")
    return MappingProxyType(names)


@lru_cache(maxsize=1)
def holidays() -> Mapping[date, str]:
    """Give the shipped holidays: name by day; hand its keys to domain.calendar."""
    return read_holidays(resource("reference", "holidays.toml"))
