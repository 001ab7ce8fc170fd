"""The words made-up people are made of, read from resources/demo."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Generic, TypeVar

from ucj_desktop.domain.place import PlaceLevel, level_of_code
from ucj_desktop.domain.worker import Sex
from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.reading import Section, read_toml

Draw = Callable[[], float]
"""A number from 0 up to 1; ``Random.random``, the one method whose numbers stay the same in every Python."""

T = TypeVar("T")
_COMPARE = "Bandingkan dengan berkas bawaan program."
OLDEST = 100  # years; nobody here is older


def pick(draw: Draw, items: Sequence[T]) -> T:
    """One of ``items``, each as likely as the other."""
    return items[int(draw() * len(items))]


class Weighted(Generic[T]):
    """Things to draw from, each as often as its weight says."""

    def __init__(self, choices: Sequence[tuple[float, T]]) -> None:
        self.items = tuple(item for _, item in choices)
        self._sums = tuple(accumulate(weight for weight, _ in choices))

    def draw(self, draw: Draw) -> T:
        """One of the things."""
        return self.items[bisect_right(self._sums, draw() * self._sums[-1], hi=len(self._sums) - 1)]


@dataclass(frozen=True, slots=True)
class NameShape:
    """A name as a row of word lists; a fixed word is a list of one."""

    words: tuple[tuple[str, ...], ...]
    age_from: int

    def fill(self, draw: Draw) -> str:
        """A name of this shape."""
        return " ".join([words[int(draw() * len(words))] for words in self.words])


@dataclass(frozen=True, slots=True)
class Names:
    """How people are called, and how another hand spells it."""

    shapes: Mapping[Sex, Sequence[Weighted[NameShape]]]  # by sex, then by age in whole years
    called: Sequence[str]
    respelled: Mapping[str, str]
    letters: Sequence[tuple[str, str]]

    def full_name(self, draw: Draw, sex: Sex, age: int) -> str:
        """A name for a person of that sex and age."""
        return self.shapes[sex][min(age, OLDEST)].draw(draw).fill(draw)

    def spelled_otherwise(self, name: str) -> str:
        """The same name as another hand writes it; never the name itself."""
        words = name.split(" ")
        for position, word in enumerate(words):
            if word in self.respelled:
                return " ".join([*words[:position], self.respelled[word], *words[position + 1 :]])
        for letters, other in self.letters:
            if letters in name:
                return name.replace(letters, other, 1)
        return f"{name}h"


@dataclass(frozen=True, slots=True)
class Work:
    """One way to make a living; ``hours`` are in a week, ``income`` whole rupiah in a month."""

    name: str
    settings: frozenset[str]
    ktp: Mapping[Sex, Sequence[str]]
    workplaces: Sequence[str]
    hours: tuple[int, int]
    income: tuple[int, int]
    sex: Sex | None


@dataclass(frozen=True, slots=True)
class Source:
    """A list that people come from; ``desil`` is None where that list states none."""

    name: str
    period: str
    desil: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a NIK was first given out: six digits, and the birth place that goes with them."""

    area: str
    birth_place: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What the land is like: settings by code, words for hamlets and streets, origins from away."""

    settings: Mapping[str, tuple[str, ...]]  # by village code (10 digits) or sub-district code (6 digits)
    elsewhere: tuple[str, ...]
    home_weight: int
    neighbours_weight: int
    away: Sequence[tuple[int, Origin]]
    hamlet_fronts: Sequence[str]
    hamlet_ends: Sequence[str]
    streets: Sequence[str]

    def settings_of(self, village_code: str) -> tuple[str, ...]:
        """What a village is like."""
        return self.settings.get(village_code) or self.settings.get(village_code[:6]) or self.elsewhere


@dataclass(frozen=True, slots=True)
class TroubleWords:
    """What stands in the fields of people something is wrong with."""

    deceased_notes: Sequence[str]
    moved_notes: Sequence[str]
    state_occupations: Sequence[str]
    employed_occupations: Sequence[str]
    unread_birth_dates: Sequence[str]
    broken_phones: Sequence[str]


@dataclass(frozen=True, slots=True)
class Words:
    """All of resources/demo."""

    names: Names
    ground: Ground
    work: Sequence[tuple[int, Work]]
    sources: Weighted[Source]
    troubles: TroubleWords


@cache
def shipped_words() -> Words:
    """The words that came with the program."""
    return read_words(resource("demo"))


def read_words(folder: Path) -> Words:
    """Read names.toml, places.toml, work.toml and troubles.toml; raises DataFileBroken with file and key."""
    names, places, work, troubles = (
        read_toml(folder / f"{name}.toml") for name in ("names", "places", "work", "troubles")
    )
    return Words(
        names=_names(names, _pairs(troubles, "letters")),
        ground=_ground(places),
        work=[(row.number("weight"), _work(row)) for row in _rows(work, "work")],
        sources=Weighted([(row.number("weight"), _source(row)) for row in _rows(work, "sources")]),
        troubles=TroubleWords(**{key: _texts(troubles, key) for key in TroubleWords.__slots__}),
    )


def _names(file: Section, letters: Sequence[tuple[str, str]]) -> Names:
    words = file.section("words")
    respelled = file.section("respelled")
    return Names(
        shapes={sex: _shapes_by_age(file, sex.value, words) for sex in Sex},
        called=_texts(words, "called"),
        respelled={word: respelled.text(word) for word in respelled.values},
        letters=letters,
    )


def _shapes_by_age(file: Section, key: str, words: Section) -> Sequence[Weighted[NameShape]]:
    shapes = [(row.number("weight"), _shape(row, words)) for row in _rows(file, key)]
    if not any(weight and not shape.age_from for weight, shape in shapes):
        raise file.broken(key, "tidak punya satu bentuk pun untuk segala umur.", _COMPARE)
    return [Weighted([row for row in shapes if row[1].age_from <= age]) for age in range(OLDEST + 1)]


def _shape(row: Section, words: Section) -> NameShape:
    row.only("weight", "shape", "age_from")
    lists = []
    for word in row.text("shape").split():
        named = word[1:-1] if word.startswith("{") and word.endswith("}") else None
        if named is not None and named not in words.values:
            raise row.broken("shape", f"menyebut {word} yang tidak ada di [words].", _COMPARE)
        lists.append(_texts(words, named) if named is not None else (word,))
    return NameShape(tuple(lists), row.number("age_from", 0))


def _ground(file: Section) -> Ground:
    origins, hamlets, settings = file.section("origins"), file.section("hamlets"), file.section("settings")
    by_code = {
        code: _texts(section, code)
        for section in (settings.section("sub_districts"), settings.section("villages"))
        for code in section.values
    }
    return Ground(
        settings=by_code,
        elsewhere=_texts(file, "elsewhere"),
        home_weight=origins.number("home"),
        neighbours_weight=origins.number("neighbours"),
        away=[(row.number("weight"), _origin(row)) for row in _rows(origins, "away")],
        hamlet_fronts=_texts(hamlets, "fronts"),
        hamlet_ends=_texts(hamlets, "ends"),
        streets=_texts(hamlets, "streets"),
    )


def _origin(row: Section) -> Origin:
    row.only("weight", "area", "birth_place")
    area = row.text("area")
    if level_of_code(area) is not PlaceLevel.SUB_DISTRICT:
        raise row.broken("area", "harus kode kecamatan enam angka.", _COMPARE)
    return Origin(area, row.text("birth_place"))


def _work(row: Section) -> Work:
    row.only("name", "weight", "settings", "ktp", "ktp_women", "workplaces", "hours", "income", "sex")
    sex = row.text("sex", "")
    if sex and sex not in tuple(Sex):
        raise row.broken("sex", 'harus "male" atau "female".', _COMPARE)
    return Work(
        name=row.text("name"),
        settings=frozenset(_texts(row, "settings")),
        ktp={Sex.MALE: _texts(row, "ktp"), Sex.FEMALE: _texts(row, "ktp") + row.texts("ktp_women")},
        workplaces=_texts(row, "workplaces"),
        hours=_span(row, "hours"),
        income=_span(row, "income"),
        sex=Sex(sex) if sex else None,
    )


def _source(row: Section) -> Source:
    row.only("weight", "name", "period", "desil")
    return Source(row.text("name"), row.text("period"), _span(row, "desil") if "desil" in row.values else None)


def _texts(section: Section, key: str) -> tuple[str, ...]:
    texts = section.texts(key)
    if not all(texts) or not texts:
        raise section.broken(key, "harus berisi paling sedikit satu teks, dan tiap teks ada isinya.", _COMPARE)
    return texts


def _rows(section: Section, key: str) -> list[Section]:
    rows = section.sections(key)
    if not rows:
        raise section.broken(key, "belum diisi.", _COMPARE)
    return rows


def _span(section: Section, key: str) -> tuple[int, int]:
    match section.values.get(key):
        case [int(lowest), int(highest)] if lowest <= highest:
            return lowest, highest
    raise section.broken(key, "harus dua bilangan bulat, dari dan sampai.", _COMPARE)


def _pairs(section: Section, key: str) -> tuple[tuple[str, str], ...]:
    match section.values.get(key):
        case [*pairs] if all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
            return tuple((str(left), str(right)) for left, right in pairs)
    raise section.broken(key, "harus daftar pasangan teks.", _COMPARE)
