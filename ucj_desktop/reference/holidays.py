"""National holidays and joint leave, on which offices do not work, and the decisions they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from ucj_desktop.domain.calendar import Holiday
from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.reading import read_toml


@dataclass(frozen=True, slots=True)
class Holidays:
    """The shipped days, and by year the decision that names them."""

    days: Mapping[date, Holiday]
    sources: Mapping[int, str]


def read_holidays(path: Path) -> Holidays:
    """Read a holidays.toml; raises DataFileBroken with the entry that cannot be used."""
    file = read_toml(path)
    file.only("holiday", "source")
    sources: dict[int, str] = {}
    for entry in file.sections("source"):
        entry.only("year", "name")
        if entry.number("year") in sources:
            raise entry.broken("year", "tertulis dua kali.", "Hapus salah satu.")
        sources[entry.number("year")] = entry.text("name")
    days: dict[date, Holiday] = {}
    for entry in file.sections("holiday"):
        entry.only("day", "name", "joint_leave")
        day = entry.day("day")
        if day in days:
            raise entry.broken("day", "tertulis dua kali.", "Hapus salah satu.")
        if day.year not in sources:
            raise entry.broken("day", f"tahun {day.year} tidak punya sumber.", "Sebut keputusannya di [[source]].")
        joint_leave = entry.flag("joint_leave", default=False)
        days[day] = Holiday(day=day, name=entry.text("name"), joint_leave=joint_leave)
    return Holidays(MappingProxyType(days), MappingProxyType(sources))


@lru_cache(maxsize=1)
def holidays() -> Holidays:
    """Give the shipped holidays."""
    return read_holidays(resource("reference", "holidays.toml"))
