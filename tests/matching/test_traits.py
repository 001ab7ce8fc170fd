"""Traits: what of a person is worked out before comparing."""

from dataclasses import replace
from datetime import date

import pytest

from tests.matching.hard_pairs import MAN, WOMAN
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.spelling import NAMELESS
from ucj_desktop.matching.traits import Traits, birth_in, in_order


@pytest.mark.parametrize(
    ("part", "stated", "found"),
    [
        ("170880", date(1980, 8, 17), date(1980, 8, 17)),
        ("570880", None, date(1980, 8, 17)),
        ("400880", None, None),
        ("410880", None, date(1980, 8, 1)),
        ("170820", None, date(2020, 8, 17)),
        ("170829", None, date(2029, 8, 17)),
        ("170830", None, date(1930, 8, 17)),
        ("170802", date(1999, 1, 1), date(2002, 8, 17)),
        ("170898", date(2001, 1, 1), date(1998, 8, 17)),
        ("320880", None, None),
        ("17O880", None, None),
        ("", None, None),
    ],
)
def test_the_date_in_a_nik_is_of_the_century_nearest_to_the_stated_one(
    part: str, stated: date | None, found: date | None
) -> None:
    assert birth_in(part, stated) == found


def test_a_date_in_order_has_the_smaller_of_day_and_month_first() -> None:
    assert in_order(date(1980, 8, 17)) == 19800817
    assert in_order(date(1980, 12, 5)) == in_order(date(1980, 5, 12)) == 19800512


@pytest.mark.parametrize("person", [MAN, WOMAN])
def test_a_nik_that_holds_the_birth_date_fits_and_holds_no_other(person: Person) -> None:
    traits = Traits(person)
    assert (traits.fits, traits.other_birth) == (True, None)


def test_a_nik_of_another_day_tells_that_day_near_the_stated_one() -> None:
    traits = Traits(replace(MAN, nik="7302041708260003", birth_date=date(1925, 8, 17)))
    assert (traits.fits, traits.other_birth) == (False, date(1926, 8, 17))


@pytest.mark.parametrize("nik", ["73020417088", "730204170880000", "73020417088000031", ""])
def test_a_nik_that_lost_a_digit_says_nothing_of_the_birth(nik: str) -> None:
    traits = Traits(replace(MAN, nik=nik, birth_date=date(1979, 1, 2)))
    assert (traits.fits, traits.other_birth) == (False, None)


def test_an_alias_and_a_mother_are_there_only_where_they_are_stated() -> None:
    assert Traits(replace(MAN, alias="Puang")).alias.whole
    assert Traits(replace(MAN, alias="", mother_name="")).alias is NAMELESS
    assert Traits(replace(MAN, mother_name="")).mother is NAMELESS
