"""What is kept beside every stored worker, so that a new one finds his or her like by an index."""

from datetime import date
from functools import lru_cache
from typing import Final

from ucj_desktop.domain.worker import Worker
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.rarity import USUAL
from ucj_desktop.matching.spelling import spelled

VERSION: Final = "3"
"""Counts up when a column below or a key of domain.names comes out otherwise: stores then derive them again."""

COLUMNS: Final = ("born_named", "born_placed", "name_placed", "mother_born")
"""Birth date and rarest word; birth date and village; whole name and village; mother, village and birth year."""

_MOTHER: Final = 6  # letters


def lookups(one: Person | Worker) -> tuple[str, str, str, str]:
    """The values of COLUMNS; empty text where a part of one is not stated."""
    name = spelled(one.full_name)
    village, born = one.village_code, one.birth_date
    placed = f"{name.whole}{village}" if village and name.whole else ""
    if born is None:
        return "", "", placed, ""
    day = _day(born)
    rarest = _rarest(one.full_name)
    named = day + rarest if rarest else ""
    mother = _start_of_mother(one.mother_name) if village and one.mother_name else ""
    return named, f"{day}{village}" if village else "", placed, f"{born.year}{village}{mother}" if mother else ""


@lru_cache(maxsize=65_536)
def _day(born: date) -> str:
    """The smaller of day and month first, so that swapping them changes nothing."""
    low, high = (born.day, born.month) if born.day < born.month else (born.month, born.day)
    return f"{born.year}{low:02d}{high:02d}"


@lru_cache(maxsize=65_536)
def _rarest(full_name: str) -> str:
    """The skeleton of the rarest word."""
    name = spelled(full_name)
    if not name.skeletons:
        return ""
    if len(name.chosen) == 1:
        return name.skeletons[0]
    return name.skeletons[max(range(len(name.chosen)), key=lambda place: USUAL.bits(name.chosen[place]))]


@lru_cache(maxsize=65_536)
def _start_of_mother(mother_name: str) -> str:
    return "".join(spelled(mother_name).chosen)[:_MOTHER]
