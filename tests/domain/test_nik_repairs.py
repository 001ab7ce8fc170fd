"""Repairs offered where a NIK disagrees with the form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.domain.nik import birth_digits, parse_nik
from ucj_desktop.domain.nik_repairs import RepairKind, disagreements_in_words, suggest_repairs
from ucj_desktop.domain.worker import Sex

TODAY = date(2026, 11, 22)
BORN = date(1980, 8, 17)
HIS = "7302011708800001"
HERS = "7302015708800002"


@pytest.mark.parametrize(
    ("nik", "sex", "kind", "repaired"),
    [
        ("7302017108800001", Sex.MALE, RepairKind.DIGITS_SWAPPED, HIS),
        ("7302011780800001", Sex.MALE, RepairKind.DIGITS_SWAPPED, HIS),
        ("7302011808800001", Sex.MALE, RepairKind.ONE_DIGIT_OFF, HIS),
        ("7302011708810001", None, RepairKind.ONE_DIGIT_OFF, HIS),
        ("7302011708800002", Sex.FEMALE, RepairKind.FORTY_FORGOTTEN, HERS),
        ("7302015708800001", Sex.MALE, RepairKind.FORTY_NOT_MEANT, HIS),
    ],
)
def test_the_one_slip_that_explains_a_disagreement_is_offered(
    nik: str, sex: Sex | None, kind: RepairKind, repaired: str
) -> None:
    offered = suggest_repairs(nik, BORN, sex)
    assert (kind, repaired) in [(repair.kind, repair.value) for repair in offered]
    assert all(repair.sentence.endswith(".") for repair in offered)


def test_a_birth_date_with_day_and_month_swapped_is_offered_the_other_way() -> None:
    (repair,) = suggest_repairs("7302010308800001", date(1980, 3, 8), Sex.MALE)
    assert (repair.kind, repair.field, repair.value) == (
        RepairKind.DAY_AND_MONTH_SWAPPED,
        "birth_date",
        date(1980, 8, 3),
    )


def test_a_birth_date_in_the_wrong_century_is_told() -> None:
    (repair,) = suggest_repairs(HIS, date(2080, 8, 17), Sex.MALE, TODAY)
    assert (repair.kind, repair.value) == (RepairKind.CENTURY, BORN)


def test_nothing_is_offered_where_all_agrees_or_nothing_can_be_compared() -> None:
    assert suggest_repairs(HIS, BORN, Sex.MALE, TODAY) == ()
    assert suggest_repairs(HIS, BORN, None) == ()
    assert suggest_repairs(HIS, None, Sex.MALE) == ()
    assert suggest_repairs("7302", BORN, Sex.MALE) == ()
    assert suggest_repairs("7302010101010001", BORN, Sex.MALE) == ()


@given(st.integers(6, 11), st.integers(0, 9), st.dates(date(1950, 1, 1), date(2008, 1, 1)), st.sampled_from(Sex))
def test_any_single_wrong_birth_digit_is_mended(position: int, digit: int, birth: date, sex: Sex) -> None:
    right = f"730201{birth_digits(birth, sex)}0007"
    typed = f"{right[:position]}{digit}{right[position + 1 :]}"
    offered = [repair.value for repair in suggest_repairs(typed, birth, sex)]
    assert typed == right or right in offered


@pytest.mark.parametrize(
    ("born", "sex", "words"),
    [
        (date(1980, 8, 18), None, "Angka ke-7 dan 8 NIK (17) berarti tanggal 17, tertulis 18."),
        (date(1980, 9, 17), None, "Angka ke-9 dan 10 NIK (08) berarti bulan 08, tertulis 09."),
        (date(1981, 8, 17), None, "Angka ke-11 dan 12 NIK (80) berarti tahun 80, tertulis 81."),
        (BORN, Sex.FEMALE, "Angka ke-7 NIK (1) berarti laki-laki, tertulis perempuan."),
    ],
)
def test_a_disagreement_names_its_pair_of_digits(born: date, sex: Sex | None, words: str) -> None:
    nik = parse_nik(HIS)
    assert nik is not None
    assert disagreements_in_words(nik, born, sex) == (words,)


def test_what_agrees_is_not_named() -> None:
    nik = parse_nik(HERS)
    assert nik is not None
    assert disagreements_in_words(nik, BORN, Sex.FEMALE) == ()
