"""The keys under which two entries of one person meet; a pair that shares none is never compared."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from ucj_desktop.matching.rarity import Rarity
from ucj_desktop.matching.traits import Traits

LARGEST_BLOCK: Final = 300
"""People under one key; more say nothing, and comparing them all takes long."""
_TOLD: Final = 2  # rarest words of a name that are keys
_MOTHER: Final = 6  # letters of the mother's name
_NIK_START: Final = 12  # digits: area and birth date

Key = tuple[object, ...] | str
Keys = Callable[[Traits], Iterable[Key]]


def telling_skeletons(traits: Traits, rarity: Rarity) -> Sequence[str]:
    """The skeletons of the rarest words of the name; of the alias, too."""
    found = traits.name.skeletons
    if len(found) > _TOLD:
        by_rarity = sorted(traits.name.chosen, key=rarity.bits, reverse=True)[:_TOLD]
        found = tuple([found[traits.name.chosen.index(word)] for word in by_rarity])
    return found + traits.alias.skeletons[:1] if traits.alias.whole else found


def _in_order(born: date) -> int:
    """The date with the smaller of day and month first, so that swapping them changes nothing."""
    if born.day <= 12 and born.day < born.month:
        return born.year * 10_000 + born.day * 100 + born.month
    return born.year * 10_000 + born.month * 100 + born.day


def undated_keys(one: Traits) -> Sequence[Key]:
    """What somebody without any birth date may share with the entry that has one: a word, and village or mother."""
    found: list[Key] = []
    for word in one.name.skeletons[:_TOLD]:
        if one.village:
            found.append((word, one.village))
        if one.mother.whole:
            found.append((word, one.mother.whole[:_MOTHER]))
    return found


def key_types(rarity: Rarity) -> tuple[Keys, ...]:
    """Every type of key, each a function from a person to his or her keys of that type."""

    def born_and_word(one: Traits) -> Iterable[Key]:
        if one.birth is not None:
            born, words = _in_order(one.birth), telling_skeletons(one, rarity)
            found: list[Key] = [(born, word) for word in words]
            if one.other_birth is not None:
                born = _in_order(one.other_birth)
                found += [(born, word) for word in words]
            return found
        if one.other_birth is not None:
            born = _in_order(one.other_birth)
            return [(born, word) for word in telling_skeletons(one, rarity)]
        return ()

    def born_and_place(one: Traits) -> Iterable[Key]:
        return ((_in_order(one.birth), one.village),) if one.birth is not None and one.village else ()

    def born_and_mother(one: Traits) -> Iterable[Key]:
        if one.birth is not None and one.mother.whole:
            return ((_in_order(one.birth), one.mother.whole[:_MOTHER]),)
        return ()

    def word_place_and_year(one: Traits) -> Iterable[Key]:
        if one.birth is not None and one.village:
            place, year = one.village, one.birth.year
            return [(word, place, year) for word in one.name.skeletons[:_TOLD]]
        return ()

    def word_place_and_day(one: Traits) -> Iterable[Key]:
        if one.birth is not None and one.village:
            place, day = one.village, _in_order(one.birth) % 10_000
            return [(word, place, day) for word in one.name.skeletons[:_TOLD]]
        return ()

    def nik_and_word(one: Traits) -> Iterable[Key]:
        nik = one.nik
        return [(nik[:_NIK_START], word[:2]) for word in one.name.skeletons[:_TOLD]] if len(nik) >= _NIK_START else ()

    def whole_nik(one: Traits) -> Iterable[Key]:
        return (one.nik,) if one.nik else ()

    def nik_or_kk(one: Traits) -> Iterable[Key]:
        return [number for number in (one.nik, one.kk) if number] if one.swaps else ()

    def mother_and_year(one: Traits) -> Iterable[Key]:
        if one.birth is not None and len(one.mother.words) > 0:
            return ((one.mother.whole, one.village, one.birth.year),)
        return ()

    def mother_and_day(one: Traits) -> Iterable[Key]:
        if one.birth is not None and one.mother.whole:
            mother, day = one.mother.whole, _in_order(one.birth) % 10_000
            return [(mother, day, word[:1]) for word in one.name.skeletons[:_TOLD]]
        return ()

    def word_mother_and_year(one: Traits) -> Iterable[Key]:
        if one.birth is not None and one.mother.whole:
            year, mother = one.birth.year, one.mother.whole[:_MOTHER]
            return [(word, mother, year) for word in one.name.skeletons[:_TOLD]]
        return ()

    def word_and_kk(one: Traits) -> Iterable[Key]:
        return [(one.kk, word[:1]) for word in one.name.skeletons[:_TOLD]] if one.kk else ()

    def word_and_phone(one: Traits) -> Iterable[Key]:
        return [(one.phone, word[:1]) for word in one.name.skeletons[:_TOLD]] if one.phone else ()

    def undated(one: Traits) -> Iterable[Key]:
        return one.undated

    return (
        born_and_word, born_and_place, born_and_mother, word_place_and_year, word_place_and_day,
        nik_and_word, whole_nik, nik_or_kk, mother_and_year, mother_and_day, word_mother_and_year, word_and_kk,
        word_and_phone, undated,
    )  # fmt: skip
