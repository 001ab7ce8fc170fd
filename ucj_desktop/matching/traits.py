"""Traits: a person as the comparison needs it, worked out once."""

from datetime import date
from functools import lru_cache
from typing import Final

from ucj_desktop.domain.worker import Sex
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.spelling import NAMELESS, SpelledName, spelled

_NO_BIRTH: Final = 0, "", ""
_NEXT_YEAR: Final = 30  # two digits from here on are of the last century, where nothing else is known


@lru_cache(maxsize=65_536)
def _of_birth(birth: date) -> tuple[int, str, str]:
    """(:func:`in_order`, what stands in the NIK of a man, in that of a woman) of that day."""
    rest = f"{birth.month:02d}{birth.year % 100:02d}"
    return in_order(birth), f"{birth.day:02d}{rest}", f"{birth.day + 40:02d}{rest}"


def birth_in(part: str, stated: date | None) -> date | None:
    """The date in digits 7 to 12 of a NIK, in the century that is nearest to the stated one; None: there is none."""
    if not (part.isascii() and part.isdigit()):
        return None
    day, month, year = int(part[:2]) % 40, int(part[2:4]), int(part[4:])
    if stated is not None:
        century = stated.year // 100 * 100
        year += min((century - 100, century, century + 100), key=lambda first: abs(first + year - stated.year))
    else:
        year += 2000 if year < _NEXT_YEAR else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None


def in_order(born: date) -> int:
    """The date as a number, with the smaller of day and month first, so that swapping them changes nothing."""
    month, day = born.month, born.day
    if day < month:
        return born.year * 10_000 + day * 100 + month
    return born.year * 10_000 + month * 100 + day


class Traits:
    """One person, ready to be compared many times; a plain class, because a million of them are made at once."""

    __slots__ = (
        "alias", "birth", "born", "fits", "kk", "mother", "name", "nik", "other_birth", "phone", "sex", "village",
        "worker_id",
    )  # fmt: skip

    def __init__(self, person: Person) -> None:
        self.worker_id = person.worker_id
        self.nik = person.nik
        self.kk = person.kk_number
        self.name: SpelledName = spelled(person.full_name)
        self.alias: SpelledName = spelled(person.alias) if person.alias else NAMELESS
        self.mother: SpelledName = spelled(person.mother_name) if person.mother_name else NAMELESS
        self.birth: date | None = person.birth_date
        self.born, man, woman = _of_birth(person.birth_date) if person.birth_date is not None else _NO_BIRTH
        self.sex: Sex | None = person.sex
        self.village = person.village_code
        self.phone = person.phone
        self.fits = False  # the NIK holds the birth date
        self.other_birth: date | None = None  # the NIK holds this one instead
        if len(self.nik) == 16:
            self.fits = self.nik[6:12] in (man, woman)
            if not self.fits:
                self.other_birth = birth_in(self.nik[6:12], self.birth)
