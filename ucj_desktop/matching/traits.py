"""Traits: a person as the comparison needs it, worked out once."""

from datetime import date

from ucj_desktop.domain.worker import Sex
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.spelling import NAMELESS, SpelledName, spelled


class Traits:
    """One person, ready to be compared many times; a plain class, because a million of them are made at once."""

    __slots__ = (
        "alias", "birth", "kk", "mother", "mother_bits", "name", "name_bits", "nik", "phone", "sex", "swaps", "village",
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
        self.sex: Sex | None = person.sex
        self.village = person.village_code
        self.phone = person.phone
        self.name_bits = 0.0
        self.mother_bits = 0.0
        self.swaps = False  # the NIK is somebody's KK number, or the other way round
