"""What the 16 digits say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.domain.nik import (
    Disagreement,
    NikFault,
    birth_digits,
    date_of_digits,
    disagreements,
    kk_fault,
    nik_fault,
    parse_nik,
)
from ucj_desktop.domain.worker import Sex

TODAY = date(2026, 11, 22)
BORN = date(1980, 8, 17)
HIS = "7302011708800001"
HERS = "7302015708800002"


def test_a_nik_says_area_birth_sex_and_serial() -> None:
    nik = parse_nik(HERS)
    assert nik is not None
    assert (nik.province, nik.regency, nik.sub_district) == ("73", "7302", "730201")
    assert (nik.day, nik.month, nik.two_digit_year, nik.serial) == (17, 8, 80, "0002")
    assert nik.sex is Sex.FEMALE
    assert nik.birth_date(TODAY) == BORN


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", NikFault.NOT_16_DIGITS),
        ("730201170880001", NikFault.NOT_16_DIGITS),
        ("73020117088000011", NikFault.NOT_16_DIGITS),
        ("730201170880000a", NikFault.NOT_16_DIGITS),
        ("7302011708800001\n", NikFault.NOT_16_DIGITS),
        ("730201170880000\u0661", NikFault.NOT_16_DIGITS),
        ("0902011708800001", NikFault.NO_SUCH_AREA),
        ("7300011708800001", NikFault.NO_SUCH_AREA),
        ("7302001708800001", NikFault.NO_SUCH_AREA),
        ("7302010008800001", NikFault.NO_SUCH_DAY),
        ("7302013208800001", NikFault.NO_SUCH_DAY),
        ("7302014008800001", NikFault.NO_SUCH_DAY),
        ("7302017208800001", NikFault.NO_SUCH_DAY),
        ("7302011700800001", NikFault.NO_SUCH_MONTH),
        ("7302011713800001", NikFault.NO_SUCH_MONTH),
        ("7302013002800001", NikFault.NO_SUCH_DATE),
        ("7302013104800001", NikFault.NO_SUCH_DATE),
        ("7302012902810001", NikFault.NO_SUCH_DATE),
        ("7302011708800000", NikFault.SERIAL_ZERO),
    ],
)
def test_a_structural_fault_is_named(text: str, fault: NikFault) -> None:
    assert nik_fault(text) is fault
    assert parse_nik(text) is None


@pytest.mark.parametrize("text", [HIS, HERS, "7302012902800001", "7302016902000001", "9171010101809999"])
def test_a_sound_nik_has_no_fault(text: str) -> None:
    assert nik_fault(text) is None


@pytest.mark.parametrize(
    ("digits", "birth"),
    [
        ("221126", date(2026, 11, 22)),
        ("231126", date(1926, 11, 23)),
        ("010127", date(1927, 1, 1)),
        ("290200", date(2000, 2, 29)),
    ],
)
def test_the_century_is_the_latest_not_after_today(digits: str, birth: date) -> None:
    nik = parse_nik(f"730201{digits}0001")
    assert nik is not None
    assert nik.birth_date(TODAY) == birth


def test_a_leap_day_of_a_century_without_one_is_moved_to_the_next() -> None:
    nik = parse_nik("7302012902000001")
    assert nik is not None
    assert nik.birth_date(date(1999, 1, 1)) == date(2000, 2, 29)


@given(st.dates(date(1930, 1, 1), TODAY), st.sampled_from(Sex))
def test_birth_digits_are_read_back(birth: date, sex: Sex) -> None:
    nik = parse_nik(f"730201{birth_digits(birth, sex)}0001")
    assert nik is not None
    assert (nik.birth_date(TODAY), nik.sex) == (birth, sex)
    assert disagreements(nik, birth, sex) == ()


def test_a_kk_number_carries_the_day_of_issue_without_the_forty() -> None:
    assert kk_fault("7302011205140003") is None
    assert date_of_digits(12, 5, 14, TODAY) == date(2014, 5, 12)
    assert kk_fault("7302015205140003") is NikFault.NO_SUCH_DAY


def test_each_disagreeing_pair_of_digits_is_named() -> None:
    nik = parse_nik(HIS)
    assert nik is not None
    assert disagreements(nik, BORN, Sex.MALE) == ()
    assert disagreements(nik, None, None) == ()
    assert disagreements(nik, date(1981, 9, 18), Sex.FEMALE) == (
        Disagreement.DAY,
        Disagreement.MONTH,
        Disagreement.YEAR,
        Disagreement.SEX,
    )
