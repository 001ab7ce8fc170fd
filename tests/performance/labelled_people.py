"""Labelled people for matching: households of made-up names, some of whom were entered twice by another hand.

Nothing here is shared with the program's own made-up people: other words, other families, other slips.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from ucj_desktop.domain.worker import Sex
from ucj_desktop.matching.person import Person

Pair = tuple[str, str]

_WORDS: dict[str, str] = tomllib.loads(Path(__file__).with_name("labelled_words.toml").read_text(encoding="utf-8"))
_MEN = _WORDS["men"].split()
_WOMEN = _WORDS["women"].split()
_OLD_MEN = _WORDS["old_men"].split()
_OLD_WOMEN = _WORDS["old_women"].split()
_LAST = _WORDS["last"].split()
_FRONTS = ("Muhammad", "Muh", "Andi", "Abdul", "H", "Siti", "St", "Hj", "Nur")
_BIRTH_PLACEHOLDERS = ((31, 12), (1, 7), (1, 1))
_SUBSTITUTES = {"a": "eo", "e": "ai", "i": "ey", "o": "u", "u": "o", "n": "m", "m": "n", "s": "z", "t": "d", "d": "t",
                "r": "l", "l": "r", "b": "p", "p": "b", "k": "g", "h": "", "y": "i", "f": "p"}  # fmt: skip
_RESPELLED = (
    ("u", "oe"), ("j", "dj"), ("sy", "s"), ("s", "sy"), ("y", "j"), ("ai", "ae"), ("ae", "ai"), ("z", "s"), ("f", "p"),
    ("kh", "h"), ("h", "kh"), ("dd", "d"), ("d", "dh"), ("ll", "l"), ("n", "nn"), ("t", "th"), ("i", "y"), ("q", "k"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slips:
    """How often an entry made twice differs: the mean number of slips beside the NIK, and shares."""

    twice: float = 0.06  # of the people
    slips: float = 1.5  # in name, date and mother together
    moved: float = 0.08
    mother_missing: float = 0.10
    nik_missing: float = 0.05
    kk_missing: float = 0.08
    phone_missing: float = 0.4


USUAL_SLIPS = Slips()
FEW_SLIPS = Slips(twice=0.04, slips=0.8, moved=0.04, mother_missing=0.03)
MANY_SLIPS = Slips(twice=0.08, slips=2.0, moved=0.12, mother_missing=0.15, nik_missing=0.08)


@dataclass(slots=True)
class Labelled:
    """People in a random order, and which two entries are one person (smaller id first)."""

    people: list[Person]
    same: set[Pair]


def labelled_people(seed: int, count: int, slips: Slips = USUAL_SLIPS) -> Labelled:
    """About ``count`` entries; the same for the same arguments."""
    maker = _Maker(seed, slips, villages=max(20, min(count // 700, 1400)))
    people: list[Person] = []
    same: set[Pair] = set()
    while len(people) < count:
        for person in maker.household():
            first = maker.as_entered(person)
            people.append(first)
            if maker.random.random() < slips.twice:
                again = maker.entered_again(person)
                people.append(again)
                same.add((min(first.worker_id, again.worker_id), max(first.worker_id, again.worker_id)))
    maker.random.shuffle(people)
    return Labelled(people, same)


class _Maker:
    def __init__(self, seed: int, slips: Slips, villages: int) -> None:
        self.random = Random(seed)
        self.slips = slips
        self._number = 0
        self._villages = [
            f"73{2 + at // 140:02d}{1 + at % 10:02d}20{1 + (at // 10) % 14:02d}" for at in range(villages)
        ]
        self._village_weights = [1 / (1 + at % 17) for at in range(villages)]
        self._serials: dict[str, int] = {}

    def household(self) -> list[Person]:
        """A couple or one alone, and grown children; they share KK, village, and often a phone."""
        draw = self.random
        [village] = draw.choices(self._villages, self._village_weights)
        issued = f"{draw.randint(1, 28):02d}{draw.randint(1, 12):02d}{draw.randint(5, 24):02d}"
        kk = f"{village[:6]}{issued}{draw.randint(1, 60):04d}"
        phone = self._phone()
        age = draw.randint(24, 70)
        father = self._person(Sex.MALE, age, village, kk, phone)
        mother = self._person(Sex.FEMALE, max(20, age - draw.randint(-3, 9)), village, kk, phone)
        members = [one for one in (father, mother) if draw.random() < 0.8]
        if age > 42:
            members += self._children(father, mother, age)
        return members

    def _children(self, father: Person, mother: Person, age: int) -> list[Person]:
        draw = self.random
        found: list[Person] = []
        front = draw.choice(("", "", "Nur", "Ros", "Has", "Sam"))
        for _ in range(draw.choices((0, 1, 2, 3, 4), (25, 35, 22, 12, 6))[0]):
            sex = draw.choice((Sex.MALE, Sex.FEMALE))
            child = self._person(
                sex, draw.randint(18, max(18, age - 20)), father.village_code, father.kk_number, father.phone
            )
            child = replace(child, mother_name=mother.full_name)
            if front and sex is Sex.FEMALE and draw.random() < 0.5:
                child = replace(
                    child, full_name=front + draw.choice(("iati", "mini", "lina", "lia", "niar", "dia", "wati"))
                )
            if sex is Sex.MALE and draw.random() < 0.03:
                child = replace(child, full_name=father.full_name)
            found += self._twins(child) if draw.random() < 0.02 else [child]
        return found

    def _twins(self, child: Person) -> list[Person]:
        """Two children of one birth: consecutive serials, often names that rhyme."""
        draw, words = self.random, child.full_name.split()
        nik = f"{child.nik[:12]}{int(child.nik[12:]) + 1:04d}"
        self._serials[child.nik[:12]] = int(nik[12:])
        one, other = child.full_name, self._name(child.sex or Sex.MALE, 25)
        if draw.random() < 0.4:
            fronts = draw.choice((("Hasan", "Husain"), ("Rahmat", "Rahmi"), ("Nurul", "Nurun"), ("Arman", "Arfan")))
            one, other = (" ".join([front, *words[1:]]) for front in fronts)
        return [replace(child, full_name=one), replace(child, worker_id=self._id(), full_name=other, nik=nik)]

    def _person(self, sex: Sex, age: int, village: str, kk: str, phone: str) -> Person:
        draw = self.random
        born = date(2026, 6, 1) - timedelta(days=int((age + draw.random()) * 365.25))
        if age > 45 and draw.random() < 0.12:
            day, month = draw.choice(_BIRTH_PLACEHOLDERS)
            born = date(born.year, month, day)
        area = village[:6] if draw.random() < 0.8 else f"73{draw.randint(1, 24):02d}{draw.randint(1, 12):02d}"
        nik = self._nik(area, born, sex)
        name = self._name(sex, age)
        alias = draw.choice(_OLD_MEN + _OLD_WOMEN) if draw.random() < 0.05 else ""
        return Person(
            worker_id=self._id(), nik=nik, kk_number=kk, full_name=name, alias=alias, birth_date=born, sex=sex,
            mother_name=self._name(Sex.FEMALE, age + 25), village_code=village, phone=phone,
        )  # fmt: skip

    def _nik(self, area: str, born: date, sex: Sex) -> str:
        start = f"{area}{born.day + (40 if sex is Sex.FEMALE else 0):02d}{born.month:02d}{born.year % 100:02d}"
        self._serials[start] = self._serials.get(start, 0) + self.random.choices((1, 2, 5), (80, 15, 5))[0]
        return f"{start}{self._serials[start]:04d}"

    def _name(self, sex: Sex, age: int) -> str:
        draw = self.random
        names = _MEN if sex is Sex.MALE else _WOMEN
        first = names[min(int(draw.paretovariate(0.6)) - 1 + draw.randint(0, len(names) - 1), 10_000) % len(names)]
        kind = draw.random()
        if age > 50 and kind < 0.3:
            return draw.choice(_OLD_MEN if sex is Sex.MALE else _OLD_WOMEN) + draw.choice(
                ("", "", f" Dg. {draw.choice(_LAST)}")
            )
        if sex is Sex.MALE:
            front = draw.choices(("", "Muhammad ", "Muh. ", "Andi ", "Abdul ", "H. "), (50, 12, 14, 9, 10, 5))[0]
        else:
            front = draw.choices(("", "Siti ", "St. ", "Andi ", "Hj. ", "Nur "), (58, 10, 8, 10, 6, 8))[0]
        last = f" {draw.choice(_LAST)}" if draw.random() < 0.35 else ""
        return f"{front}{first}{last}"

    def _phone(self) -> str:
        return f"08{self.random.randint(10, 99)}{self.random.randint(0, 99_999_999):08d}"

    def _id(self) -> str:
        self._number += 1
        return f"{self.random.getrandbits(64):016x}-{self._number:07d}"

    def as_entered(self, person: Person) -> Person:
        """What a list holds of a person: some boxes were left empty."""
        draw, slips = self.random, self.slips
        return replace(
            person,
            nik="" if draw.random() < slips.nik_missing else person.nik,
            kk_number="" if draw.random() < slips.kk_missing else person.kk_number,
            mother_name="" if draw.random() < slips.mother_missing else person.mother_name,
            phone="" if draw.random() < slips.phone_missing else person.phone,
            alias=person.alias if draw.random() < 0.5 else "",
            birth_date=None if draw.random() < 0.005 else person.birth_date,
            sex=None if draw.random() < 0.01 else person.sex,
        )

    def entered_again(self, person: Person) -> Person:
        """The same person by another hand, later, from other papers."""
        draw = self.random
        person = self._nik_again(replace(person, worker_id=self._id()))
        count = 0
        while draw.random() < self.slips.slips / (1 + self.slips.slips) and count < 5:
            count += 1
            person = draw.choices((_name_slip, _date_slip, _mother_slip), (50, 22, 28))[0](person, draw)
        if draw.random() < self.slips.moved:
            person = replace(person, village_code=draw.choice(self._villages))
        if draw.random() < 0.25:
            person = replace(person, kk_number=person.kk_number[:6] + f"{draw.randint(0, 9_999_999_999):010d}")
        if draw.random() < 0.5:
            person = replace(person, phone=self._phone())
        if draw.random() < 0.01:
            person = replace(person, sex=Sex.MALE if person.sex is Sex.FEMALE else Sex.FEMALE)
        if draw.random() < 0.01:
            person = replace(person, nik=person.kk_number, kk_number=person.nik)
        return self.as_entered(person)

    def _nik_again(self, person: Person) -> Person:
        draw, nik = self.random, person.nik
        kind = draw.random()
        if kind < 0.08:
            return person
        if kind < 0.45:
            return replace(person, nik=_digit_slip(nik, draw))
        if kind < 0.62:
            return replace(person, nik="")
        if kind < 0.66:
            return replace(person, nik=f"{nik[:6]}{(int(nik[6:8]) + 40) % 80:02d}{nik[8:]}")
        if kind < 0.70:
            return replace(person, nik=_digit_slip(_digit_slip(nik, draw), draw))
        area = f"73{draw.randint(1, 24):02d}{draw.randint(1, 12):02d}"
        return replace(person, nik=self._nik(area, person.birth_date or date(1980, 1, 1), person.sex or Sex.MALE))


def _digit_slip(digits: str, draw: Random) -> str:
    at, kind = draw.randrange(len(digits)), draw.random()
    if kind < 0.6:
        return digits[:at] + draw.choice([one for one in "0123456789" if one != digits[at]]) + digits[at + 1 :]
    if kind < 0.8 and at + 1 < len(digits):
        return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    return digits[:at] + digits[at + 1 :] if kind < 0.93 else digits[:at] + digits[at] + digits[at:]


def _letter_slip(word: str, draw: Random) -> str:
    at, kind = draw.randrange(len(word)), draw.random()
    if kind < 0.4 and word[at].lower() in _SUBSTITUTES:
        return word[:at] + draw.choice(_SUBSTITUTES[word[at].lower()] or " ").strip() + word[at + 1 :]
    if kind < 0.6 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :] if kind < 0.8 and len(word) > 3 else word[:at] + word[at] + word[at:]


def _respelled(name: str, draw: Random) -> str:
    usable = [pair for pair in _RESPELLED if pair[0] in name]
    if not usable:
        return name
    old, new = draw.choice(usable)
    return name.replace(old, new, 1)


def _shortened(name: str, draw: Random) -> str:
    for long, short in (("Muhammad", "Muh."), ("Muh.", "M."), ("Siti", "St."), ("St.", "Sitti"), ("Abdul", "Abd."),
                        ("Andi", "A."), ("Dg.", "Daeng"), ("H. ", ""), ("Hj. ", "")):  # fmt: skip
        if name.startswith(long) or f" {long}" in name:
            return name.replace(long, draw.choice((short, short.upper())), 1)
    return f"{draw.choice(('H.', 'Hj.', 'Bpk.', 'Ibu'))} {name}"


def _name_slip(person: Person, draw: Random) -> Person:
    return replace(person, full_name=_other_name(person.full_name, draw))


def _other_name(name: str, draw: Random) -> str:
    kind, words = draw.random(), name.split()
    if kind < 0.30:
        return _respelled(name, draw)
    if kind < 0.50:
        return _shortened(name, draw)
    if kind < 0.72:
        at = draw.randrange(len(words))
        return " ".join([*words[:at], _letter_slip(words[at], draw), *words[at + 1 :]])
    if kind < 0.82 and len(words) > 1:
        return "".join(words) if draw.random() < 0.5 else " ".join([*words[:-2], words[-2] + words[-1].lower()])
    if kind < 0.90 and len(words) > 1:
        return " ".join(words[:-1] if words[0].rstrip(".") not in _FRONTS else words[1:])
    if kind < 0.96:
        return f"{name} {draw.choice(_LAST)}"  # a husband's or father's name
    return " ".join(reversed(words)) if len(words) > 1 else _letter_slip(name, draw)


def _mother_slip(person: Person, draw: Random) -> Person:
    kind, words = draw.random(), person.mother_name.split()
    if not words or kind < 0.35:
        return replace(person, mother_name="")
    if kind < 0.5:
        return replace(person, mother_name=" ".join([words[0], *(f"{word[0]}." for word in words[1:])]))
    if kind < 0.6:
        return replace(person, mother_name=words[-1])
    return replace(person, mother_name=_other_name(person.mother_name, draw))


def _date_slip(person: Person, draw: Random) -> Person:
    born = person.birth_date
    if born is None:
        return person
    moves: Sequence[Callable[[], date]] = (
        lambda: date(born.year, born.day, born.month),
        lambda: date(born.year, *reversed(draw.choice(_BIRTH_PLACEHOLDERS))),
        lambda: born.replace(year=born.year + draw.choice((-10, -2, -1, 1, 2, 10))),
        lambda: born.replace(day=int(_swap_digit(f"{born.day:02d}", draw))),
        lambda: born.replace(month=draw.randint(1, 12)),
    )
    try:
        return replace(person, birth_date=draw.choices(moves, (30, 15, 20, 20, 15))[0]())
    except ValueError:
        return person


def _swap_digit(digits: str, draw: Random) -> str:
    at = draw.randrange(len(digits))
    return digits[:at] + draw.choice("0123456789") + digits[at + 1 :]


def precision_and_recall(found: set[Pair], same: set[Pair]) -> tuple[float, float, float]:
    """Precision, recall and F1 of found pairs."""
    right = len(found & same)
    precision, recall = right / max(len(found), 1), right / max(len(same), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)
