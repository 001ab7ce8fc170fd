"""The keys under which two entries of one person meet; a pair that shares none is never compared."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ucj_desktop.matching.rarity import Rarity
from ucj_desktop.matching.traits import Traits, in_order

LARGEST_BLOCK: Final = 300
"""People under one key; more say nothing, and comparing them all takes long."""
_MOTHER: Final = 6  # letters of the mother's name
_NIK_END: Final = 10  # digits: birth date and serial
_NIK_SHORTEST: Final = 15

Key = int | str
"""A number, or what several fields hash to: a million of them take half the room of tuples, and the collector of
garbage does not look into them. Two that collide by chance are compared and found different."""
Keys = Callable[[Sequence[Traits]], Iterator[tuple[int, Key]]]
"""From people to (position of one, key of his or hers), the positions rising."""


def key_types(rarity: Rarity) -> tuple[Keys, ...]:
    """Every type of key.

    Each brings pairs to light that no other does; those that brought too few for their cost were left out.
    """

    def born_and_word(people: Sequence[Traits]) -> Iterator[tuple[int, Key]]:
        for at, one in enumerate(people):
            if one.born:
                for word in _telling(one, rarity):
                    yield at, hash((one.born, word))
            if one.other_birth is not None:
                born = in_order(one.other_birth)
                for word in _telling(one, rarity):
                    yield at, hash((born, word))

    return (
        born_and_word, _born_and_place, _born_and_kk, _word_place_and_year, _word_place_and_day, _mother_place_and_year,
        _word_mother_and_place, _word_mother_and_day, _end_of_nik_and_word, _number, _word_and_kk, _word_and_phone,
    )  # fmt: skip


def _telling(one: Traits, rarity: Rarity) -> Sequence[str]:
    """The skeletons of the rarest words of the name; of the alias, too."""
    found, chosen = one.name.told, one.name.chosen
    if len(chosen) > len(found):
        rarest = sorted(chosen, key=rarity.bits, reverse=True)[: len(found)]
        found = tuple([one.name.skeletons[chosen.index(word)] for word in rarest])
    return found + one.alias.skeletons[:1] if one.alias.whole else found


def _born_and_place(people: Sequence[Traits]) -> Iterator[tuple[int, Key]]:
    for at, one in enumerate(people):
        if one.born and one.village:
            yield at, hash((one.born, one.village))


def _born_and_kk(people: Sequence[Traits]) -> Iterator[tuple[int, Key]]:
    for at, one in enumerate(people):
        if one.born and one.kk:
            yield at, hash((one.born, one.kk))


def _word_place_and_year(people: Sequence[Traits]) -> Iterator[tuple[int, Key]]:
    for at, one in enumerate(people):
        if one.born and one.village:
            year = one.born // 10_000
            for word in one.name.told:
                yield at, hash((word, one.village, year))


def _word_place_and_day(people: Sequence[Traits]) -> Iterator[tuple[int, Key]]:
    for at, one in enumerate(people):
        if one.born and one.village:
            day = one.born % 10_000
            for word in one.name.told:
                yield at, hash((word, one.village, day))


def _mother_place_and_year(people: Sequence[Traits]) -> Iterator[tuple[int, Key]]:
    for at, one in enumerate(people):
        if one.born and one.mother.main:
            yield at, hash((one.mother.main, one.village, one.born // 10_000))


def _word_mother_and_place(people: Sequence[Traits]) -> Iterator[tuple[int, Key]]:
    for at, one in enumerate(people):
        if one.mother.main and one.village:
            mother = one.mother.main[:_MOTHER]
            for word in one.name.told:
                yield at, hash((word, mother, one.village))


def _word_mother_and_day(people: Sequence[Traits]) -> Iterator[tuple[int, Key]]:
    for at, one in enumerate(people):
        if one.born and one.mother.main:
            mother, day = one.mother.main[:_MOTHER], one.born % 10_000
            for word in one.name.told:
                yield at, hash((word, mother, day))


def _end_of_nik_and_word(people: Sequence[Traits]) -> Iterator[tuple[int, Key]]:
    for at, one in enumerate(people):
        if len(one.nik) >= _NIK_SHORTEST:
            end = one.nik[-_NIK_END:]
            for word in one.name.told:
                yield at, hash((end, word[:2]))


def _number(people: Sequence[Traits]) -> Iterator[tuple[int, Key]]:
    """The NIK; the KK number, too, where it stands as somebody's NIK."""
    niks = {one.nik for one in people}
    for at, one in enumerate(people):
        if one.nik:
            yield at, one.nik
        if one.kk and one.kk in niks:
            yield at, one.kk


def _word_and_kk(people: Sequence[Traits]) -> Iterator[tuple[int, Key]]:
    for at, one in enumerate(people):
        if one.kk:
            for word in one.name.told:
                yield at, hash((one.kk, word[:2]))


def _word_and_phone(people: Sequence[Traits]) -> Iterator[tuple[int, Key]]:
    for at, one in enumerate(people):
        if one.phone:
            for word in one.name.told:
                yield at, hash((one.phone, word[:1]))
