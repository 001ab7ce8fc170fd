"""Families of made-up people in one kecamatan: sound workers who share a house, a KK and a mother's name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from random import Random
from typing import Final

from ucj_desktop.domain.dates import age_at
from ucj_desktop.domain.names import name_key
from ucj_desktop.domain.place import Place, PlaceLevel
from ucj_desktop.domain.worker import Programmes, Sex, Worker
from ucj_desktop.reference.places import places
from ucj_desktop.services.care.made_up_numbers import Numbers
from ucj_desktop.services.care.made_up_words import Draw, Ground, Origin, Weighted, Words, Work, pick

REFERENCE_DAY: Final = date(2026, 11, 1)  # ages are as of this day unless another is asked for
YOUNGEST, OLDEST_WORKER = 18, 64  # whole years, both included
_DAYS_IN_YEAR = 365.2425
_TRIES = 20


@dataclass(frozen=True, slots=True)
class _Village:
    code: str
    name: str
    hamlets: tuple[str, ...]
    hamlet_label: str
    work: dict[Sex, Weighted[Work]]
    in_town: bool


@dataclass(frozen=True, slots=True)
class _House:
    """What all of a family share."""

    village: _Village
    hamlet: str
    rt: str
    rw: str
    address: str
    kk_number: str
    phone: str


class Families:
    """Makes families for one kecamatan, the same ones for the same seed."""

    def __init__(self, seed: int, sub_district_code: str, words: Words, on: date) -> None:
        self.draw: Draw = Random(f"{seed}:{sub_district_code}").random
        self.numbers = Numbers(self.draw, on)
        self.on = on
        self.words = words
        self._sub_district_code = sub_district_code
        self._day = on.toordinal()
        self._villages = [_village(place, words) for place in places().villages_of(sub_district_code)]
        self._home = _regency_name(sub_district_code)
        self._strange_origins = _strange_origins(sub_district_code, words.ground)
        self._known: set[tuple[date, str]] = set()

    def workers(self) -> Iterator[Worker]:
        """Sound workers without end, a family's one after the other."""
        while True:
            yield from self._family()

    def birth_date(self, age: int) -> date:
        """A day of birth for who is ``age`` whole years old on the reference day."""
        days = int((age + self.draw() * 0.99) * _DAYS_IN_YEAR) + 1
        born = date.fromordinal(self._day - days)
        if 45 <= age < OLDEST_WORKER - 1 and self.draw() < 0.06:  # only the year was known when the KTP was made
            return pick(self.draw, (date(born.year, 7, 1), date(born.year, 12, 31)))
        return born

    def away(self) -> Origin:
        """A place of first registration that is not this kecamatan."""
        return self._strange_origins.draw(self.draw)

    def _family(self) -> Iterator[Worker]:
        draw = self.draw
        house = self._house()
        head = Sex.MALE if draw() < 0.8 else Sex.FEMALE
        age = self._age()
        wed = draw() < 0.85 and age > 20
        partner = Sex.FEMALE if head is Sex.MALE else Sex.MALE
        partner_age = min(max(age + int(draw() * 11) - 5, YOUNGEST), OLDEST_WORKER)
        name = self._name(head, age)
        partner_name = self._name(partner, partner_age, name)
        relations = ("Suami", "Istri") if head is Sex.FEMALE else ("Istri", "Suami")
        heir = (partner_name, relations[0]) if wed else self._kin(age, name)
        yield self._worker(house, name, head, age, self._mother(age, name), heir)
        if wed and draw() < 0.45:
            yield self._worker(
                house, partner_name, partner, partner_age, self._mother(partner_age, partner_name), (name, relations[1])
            )
        mother, mother_age = (name, age) if head is Sex.FEMALE else (partner_name, partner_age)
        if wed and mother_age >= YOUNGEST + 20 and draw() < 0.35:
            child = pick(draw, tuple(Sex))
            child_age = min(mother_age - 20, YOUNGEST + int(draw() * 12))
            child_name = self._name(child, child_age, mother)
            yield self._worker(house, child_name, child, child_age, mother, (mother, "Ibu"))

    def _own_birth_date(self, name: str, age: int) -> date:
        """One that no namesake shares while there are days left, so that only who is the same person looks it."""
        key = _name_key(name)
        born = self.birth_date(age)
        for _ in range(_TRIES):
            if (born, key) not in self._known:
                break
            born = self.birth_date(age)
        self._known.add((born, key))
        return born

    def _origin(self, village: _Village) -> tuple[str, str]:
        """First six digits of the NIK, and the birth place."""
        ground = self.words.ground
        strangers = ground.neighbours_weight + sum(weight for weight, _ in ground.away)
        if self.draw() * (ground.home_weight + strangers) < strangers:
            origin = self.away()
            return origin.area, origin.birth_place
        return self._sub_district_code, village.name if self.draw() < 0.25 else self._home

    def _house(self) -> _House:
        draw = self.draw
        village = pick(draw, self._villages)
        hamlet = pick(draw, village.hamlets)
        address = f"{village.hamlet_label} {hamlet}"
        if village.in_town or draw() < 0.1:
            address = f"{pick(draw, self.words.ground.streets)} No. {1 + int(draw() * 90)}"
        return _House(
            village=village,
            hamlet=hamlet,
            rt=f"{1 + int(draw() * 4):03d}",
            rw=f"{1 + village.hamlets.index(hamlet):03d}",
            address=address,
            kk_number=self.numbers.kk_number(
                self._sub_district_code, date.fromordinal(self._day - 60 - int(draw() * 5400))
            ),
            phone=self.numbers.phone(),
        )

    def _age(self) -> int:
        """Most are in the middle of their working life."""
        return YOUNGEST + int((self.draw() + self.draw()) / 2 * (OLDEST_WORKER + 1 - YOUNGEST))

    def _name(self, sex: Sex, age: int, other_than: str = "") -> str:
        while True:
            name = self.words.names.full_name(self.draw, sex, age)
            if _name_key(name) != _name_key(other_than):
                return name

    def _mother(self, age: int, of: str) -> str:
        return self._name(Sex.FEMALE, age + 18 + int(self.draw() * 18), of)

    def _kin(self, age: int, of: str) -> tuple[str, str]:
        """An heir for who has no spouse, or none stated."""
        if self.draw() < 0.3:
            return "", ""
        sex = pick(self.draw, tuple(Sex))
        return self._name(sex, max(age - 22, YOUNGEST), of), "Anak" if age > 45 else "Saudara kandung"

    def _worker(self, house: _House, name: str, sex: Sex, age: int, mother: str, heir: tuple[str, str]) -> Worker:
        draw = self.draw
        village = house.village
        birth_date = self._own_birth_date(name, age)
        area, birth_place = self._origin(village)
        work = village.work[sex].draw(draw)
        source = self.words.sources.draw(draw)
        own_phone = draw()
        return Worker(
            nik=self.numbers.nik(area, birth_date, sex),
            kk_number=house.kk_number,
            full_name=name,
            alias=pick(draw, self.words.names.called) if draw() < 0.12 else "",
            birth_place=birth_place,
            birth_date=birth_date,
            sex=sex,
            mother_name=mother,
            address=house.address,
            hamlet=house.hamlet,
            rt=house.rt,
            rw=house.rw,
            village_code=village.code,
            phone=self.numbers.phone() if own_phone < 0.45 else house.phone if own_phone < 0.85 else "",
            email=_email(name) if draw() < 0.02 else "",
            occupation_ktp=pick(draw, work.ktp[sex]),
            occupation=work.name,
            workplace=pick(draw, work.workplaces),
            weekly_hours=_between(draw, work.hours),
            monthly_income=_between(draw, work.income) // 50_000 * 50_000,
            source=source.name,
            source_period=source.period,
            desil=_between(draw, source.desil) if source.desil else None,
            programmes=Programmes.JKK_JKM_JHT if draw() < 0.05 else Programmes.JKK_JKM,
            heir_name=heir[0],
            heir_relation=heir[1],
            heir_phone=house.phone if heir[0] and draw() < 0.6 else "",
            worker_id=self.numbers.worker_id(),
        )


def move_birth_date(born: date, days: int, on: date) -> date:
    """A day of birth a little off the true one that keeps the age inside the limits."""
    return date.fromordinal(born.toordinal() + (days if age_at(born, on) > 40 else -days))


_name_key = lru_cache(maxsize=50_000)(name_key)


def _email(name: str) -> str:
    return f"{''.join(filter(str.isalpha, name)).lower()}@example.com"


def _between(draw: Draw, span: tuple[int, int]) -> int:
    return span[0] + int(draw() * (span[1] - span[0] + 1))


def _village(place: Place, words: Words) -> _Village:
    """The village with its hamlets, which are the same whatever the seed."""
    draw = Random(place.code).random
    ground = words.ground
    settings = ground.settings_of(place.code)
    hamlets = {f"{pick(draw, ground.hamlet_fronts)} {pick(draw, ground.hamlet_ends)}": None for _ in range(5)}
    return _Village(
        code=place.code,
        name=place.name,
        hamlets=tuple(hamlets),
        hamlet_label="Lingkungan" if place.level is PlaceLevel.KELURAHAN else "Dusun",
        work={sex: _work_of(sex, settings, words) for sex in Sex},
        in_town=settings[0] == "town",
    )


def _work_of(sex: Sex, settings: tuple[str, ...], words: Words) -> Weighted[Work]:
    return Weighted(
        [(weight, work) for weight, work in words.work if work.sex in (None, sex) and work.settings & set(settings)]
    )


def _strange_origins(sub_district_code: str, ground: Ground) -> Weighted[Origin]:
    home = _regency_name(sub_district_code)
    neighbours = [place for place in places().children(sub_district_code[:4]) if place.code != sub_district_code]
    choices = [(ground.neighbours_weight / len(neighbours), Origin(place.code, home)) for place in neighbours]
    return Weighted(choices + [(weight, origin) for weight, origin in ground.away if origin.area != sub_district_code])


def _regency_name(sub_district_code: str) -> str:
    """The name as a birth place: without "Kabupaten"."""
    regency = places().by_code(sub_district_code[:4])
    return regency.name.removeprefix("Kabupaten ").removeprefix("Kota ") if regency else ""
