"""Scores: what each trap takes off, what the family may add, and what may be left out unseen."""

from dataclasses import replace
from datetime import date

import pytest

from tests.matching.hard_pairs import MAN, PAIRS, WOMAN, HardPair
from ucj_desktop.domain.worker import Sex
from ucj_desktop.matching import weights
from ucj_desktop.matching.likeness import NameKind
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.rarity import USUAL
from ucj_desktop.matching.score import compare, mother_bits, name_bits, trap, weigh
from ucj_desktop.matching.traits import Traits
from ucj_desktop.matching.weights import DateKind, NikKind

UNFIT = replace(MAN, birth_date=date(1979, 1, 2))
SISTER = replace(MAN, sex=Sex.FEMALE, nik="7302045708800004")


@pytest.mark.parametrize(
    ("a", "b", "born", "numbers", "kind", "mother", "taken"),
    [
        (MAN, MAN, DateKind.SAME, NikKind.SAME, NameKind.SAME, 5.0, 0.0),
        (MAN, SISTER, DateKind.SAME, NikKind.OTHER, NameKind.SAME, 5.0, weights.TWO_SEXES),
        (MAN, replace(SISTER, birth_date=date(1979, 1, 2)), DateKind.OTHER, NikKind.OTHER, NameKind.SAME, 5.0, 0.0),
        (MAN, replace(MAN, sex=Sex.FEMALE), DateKind.SAME, NikKind.OTHER, NameKind.SAME, 5.0, 0.0),
        (MAN, replace(SISTER, sex=Sex.MALE), DateKind.SAME, NikKind.OTHER, NameKind.SAME, 5.0, 0.0),
        (MAN, MAN, DateKind.YEAR_SLIP, NikKind.OTHER, NameKind.SAME, 5.0, weights.TWO_BIRTHS),
        (MAN, UNFIT, DateKind.YEAR_SLIP, NikKind.OTHER, NameKind.SAME, 5.0, 0.0),
        (MAN, MAN, DateKind.SAME_PLACEHOLDER, NikKind.OTHER, NameKind.SAME, 5.0, 0.0),
        (MAN, MAN, DateKind.SAME, NikKind.NEIGHBOUR, NameKind.SAME, 5.0, 0.0),
        (MAN, MAN, DateKind.SAME, NikKind.NEIGHBOUR, NameKind.CLOSE, 5.0, weights.TWINS),
        (MAN, UNFIT, DateKind.SAME, NikKind.NEIGHBOUR, NameKind.CLOSE, 5.0, 0.0),
        (MAN, MAN, DateKind.SAME, NikKind.SAME, NameKind.CONFLICT, 5.0, weights.NIK_OF_ANOTHER),
        (MAN, MAN, DateKind.SAME, NikKind.SAME, NameKind.RHYME, -6.0, weights.NIK_OF_ANOTHER),
        (MAN, MAN, DateKind.SAME, NikKind.SAME, NameKind.RHYME, 5.0, 0.0),
        (MAN, MAN, DateKind.SAME, NikKind.SAME, NameKind.CLOSE, -6.0, 0.0),
        (MAN, MAN, DateKind.SAME, NikKind.OTHER, NameKind.RHYME, 5.0, weights.RHYMING),
        (MAN, MAN, DateKind.SAME_PLACEHOLDER, NikKind.OTHER, NameKind.RHYME, 5.0, weights.RHYMING),
        (MAN, UNFIT, DateKind.OTHER, NikKind.OTHER, NameKind.RHYME, 5.0, weights.RHYMING_APART),
        (MAN, MAN, DateKind.SAME, NikKind.OTHER, NameKind.CONFLICT, 5.0, 0.0),
    ],
)
def test_each_trap_takes_off_what_its_table_says(
    a: Person, b: Person, born: DateKind, numbers: NikKind, kind: NameKind, mother: float, taken: float
) -> None:
    assert trap(Traits(a), Traits(b), born, numbers, kind, mother) == taken
    assert trap(Traits(b), Traits(a), born, numbers, kind, mother) == taken


@pytest.mark.parametrize(
    ("village", "bits"),
    [
        (MAN.village_code, weights.VILLAGE_SAME),
        ("7302042004", weights.SUB_DISTRICT_SAME),
        ("7302052003", weights.VILLAGE_DIFFERS),
        ("", 0.0),
    ],
)
def test_a_village_agrees_whole_by_its_sub_district_or_not(village: str, bits: float) -> None:
    alone = replace(MAN, mother_name="", kk_number="", phone="")
    stated = compare(alone, replace(alone, worker_id="b", village_code=village)).weight
    unstated = compare(alone, replace(alone, worker_id="b", village_code="")).weight
    assert stated - unstated == pytest.approx(bits)


def test_a_family_that_agrees_in_everything_says_no_more_than_its_most() -> None:
    alone = replace(MAN, mother_name="", kk_number="", phone="", village_code="")
    whole = replace(MAN, mother_name="Sitti Rabiah Tenri Olle Paewang")
    gained = compare(whole, replace(whole, worker_id="b")).weight - compare(alone, replace(alone, worker_id="b")).weight
    assert gained == pytest.approx(weights.FAMILY_MOST)


def test_mothers_say_a_share_of_their_name_up_to_a_most_and_less_than_nothing_where_they_differ() -> None:
    def said(one: str, other: str) -> float:
        return mother_bits(Traits(replace(MAN, mother_name=one)), Traits(replace(MAN, mother_name=other)), USUAL)

    assert said("Sitti Rabiah Tenri Olle Paewang", "Sitti Rabiah Tenri Olle Paewang") == weights.MOTHER_MOST
    assert 0 < said("Sitti", "Sitti") < weights.MOTHER_MOST
    assert said("Sitti Rabiah", "Hamsinah") == weights.MOTHER_DIFFERS
    assert said("", "Hamsinah") == 0.0


def test_an_alias_that_is_the_other_s_name_counts_as_close_and_for_a_share() -> None:
    known_as = Traits(replace(MAN, full_name="Baco", alias="Tenri Olle"))
    named = Traits(replace(MAN, full_name="Tenri Olle"))
    bits, kind = name_bits(known_as, named, USUAL)
    whole, same = name_bits(named, named, USUAL)
    assert (kind, same) == (NameKind.CLOSE, NameKind.SAME)
    assert bits == pytest.approx(whole * weights.ALIAS_SHARE)
    assert name_bits(named, known_as, USUAL) == (bits, kind)


@pytest.mark.parametrize(
    "pair",
    [
        *PAIRS,
        HardPair(why="by alias", a=replace(MAN, full_name="Baco", alias="Tenri Olle Paewang", nik=""),
                 b=replace(MAN, worker_id="b", full_name="Tenri Olle Paewang", nik=""), same=True),
        HardPair(why="by mother", a=replace(WOMAN, nik="", kk_number="", phone="", mother_name="Tenri Olle Paewang"),
                 b=replace(WOMAN, worker_id="b", nik="", kk_number="", phone="", mother_name="Tenri Olle Paewang"),
                 same=True),
    ],
    ids=lambda one: one.why,
)  # fmt: skip
def test_what_is_broken_off_below_a_floor_is_below_it(pair: HardPair) -> None:
    one, other = Traits(pair.a), Traits(pair.b)
    whole = weigh(one, other, USUAL)
    for floor in (whole, whole - 0.01, weights.CUT):
        found = weigh(one, other, USUAL, floor=floor)
        assert found == whole if whole >= floor else found < floor
