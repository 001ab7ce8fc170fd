"""Every type of key brings a pair to light that no other does."""

from dataclasses import replace
from datetime import date

import pytest

from ucj_desktop.matching.keys import key_types
from ucj_desktop.matching.pairs import find_pairs
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.rarity import Rarity
from ucj_desktop.matching.traits import Traits

BORN = date(1980, 8, 17)
HERE, THERE = "7302012004", "7302022005"
BASO = Person(worker_id="a", full_name="Baso Tamparang", birth_date=BORN, village_code=HERE)
MISHEARD = "Paso Damparang"  # neither word begins as it did: no key of words holds

PAIRS: dict[str, tuple[Person, Person]] = {
    "born_and_word": (BASO, replace(BASO, village_code=THERE)),
    "born_and_place": (BASO, replace(BASO, full_name=MISHEARD)),
    "born_and_kk": (
        replace(BASO, kk_number="7302011205140003"),
        replace(BASO, full_name=MISHEARD, village_code=THERE, kk_number="7302011205140003"),
    ),
    "word_place_and_year": (BASO, replace(BASO, birth_date=date(1980, 8, 18))),
    "word_place_and_day": (BASO, replace(BASO, birth_date=date(1981, 8, 17))),
    "mother_place_and_year": (
        replace(BASO, mother_name="Hawang Sappewali"),
        replace(BASO, full_name=MISHEARD, birth_date=date(1980, 8, 18), mother_name="Hawang Sappewali"),
    ),
    "word_mother_and_place": (
        replace(BASO, mother_name="Hawang Sappewali"),
        replace(BASO, birth_date=None, mother_name="Hawang Sappewali"),
    ),
    "word_mother_and_day": (
        replace(BASO, mother_name="Hawang Sappewali"),
        replace(BASO, birth_date=date(1981, 8, 17), village_code=THERE, mother_name="Hawang Sappewali"),
    ),
    "end_of_nik_and_word": (
        replace(BASO, full_name="Tamparang", nik="7302011708800041"),
        replace(BASO, full_name="Tampalang", nik="7302101708800041", village_code=THERE),
    ),
    "number": (
        replace(BASO, nik="7302011708800041"),
        replace(BASO, full_name=MISHEARD, birth_date=None, village_code=THERE, nik="7302011708800041"),
    ),
    "word_and_kk": (
        replace(BASO, kk_number="7302011205140003"),
        replace(BASO, birth_date=date(1980, 8, 18), village_code=THERE, kk_number="7302011205140003"),
    ),
    "word_and_phone": (
        replace(BASO, phone="081234567890"),
        replace(BASO, birth_date=date(1980, 8, 18), village_code=THERE, phone="081234567890"),
    ),
}


def _shared(one: Person, other: Person) -> set[str]:
    people = [Traits(one), Traits(other)]
    found = set()
    for keys in key_types(Rarity()):
        of = [{key for at, key in keys(people) if at == place} for place in (0, 1)]
        if of[0] & of[1]:
            found.add(getattr(keys, "__name__", "").lstrip("_"))
    return found


def test_every_type_of_key_has_its_pair() -> None:
    assert {getattr(keys, "__name__", "").lstrip("_") for keys in key_types(Rarity())} == PAIRS.keys()


@pytest.mark.parametrize("name", PAIRS)
def test_a_pair_that_shares_one_key_alone_is_found_by_it(name: str) -> None:
    one, other = PAIRS[name][0], replace(PAIRS[name][1], worker_id="b")
    assert _shared(one, other) == {name}
    assert [(pair.a, pair.b) for pair in find_pairs([one, other])] == [("a", "b")]


def test_a_nik_that_stands_as_the_kk_number_of_the_other_entry_is_a_key() -> None:
    one = replace(BASO, nik="7302011708800041")
    other = replace(BASO, worker_id="b", full_name=MISHEARD, village_code=THERE, kk_number="7302011708800041")
    assert _shared(one, other) == {"number"}
    assert [(pair.a, pair.b) for pair in find_pairs([one, other])] == [("a", "b")]
