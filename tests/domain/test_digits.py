"""Numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.domain.digits import REMARK_LABELS, CleanedDigits, DigitRemark, clean_digits

NIK = "7302011708800001"


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        (" 7302011708800001 ", DigitRemark.SPACES_REMOVED),
        ("730201 170880 0001", DigitRemark.SPACES_REMOVED),
        ("73.0201.170880.0001", DigitRemark.SEPARATORS_REMOVED),
        ('="7302011708800001"', DigitRemark.SEPARATORS_REMOVED),
        ("(7302011708800001);", DigitRemark.SEPARATORS_REMOVED),
        ("730201-170880-0001", DigitRemark.SEPARATORS_REMOVED),
        ("'7302011708800001", DigitRemark.APOSTROPHE_REMOVED),
        ("\u20197302011708800001", DigitRemark.APOSTROPHE_REMOVED),
        ("7302011708800001\u00a0", DigitRemark.INVISIBLE_REMOVED),
        ("\u200b7302011708800001\ufeff", DigitRemark.INVISIBLE_REMOVED),
        ("73020117O88OOOO1", DigitRemark.LETTER_O),
        ("730201170880ooo1", DigitRemark.LETTER_O),
        ("7302011708800l", DigitRemark.LETTER_L),
        ("73O2OI17O88OOOO|", DigitRemark.LETTER_L),
        ("7302011708B00O01", DigitRemark.OTHER_LETTERS),
        ("７３０２０１１７０８８００００１", DigitRemark.FULL_WIDTH_DIGITS),  # noqa: RUF001
        ("7302011708800001.0", DigitRemark.POINT_ZERO_REMOVED),
        ("7302011708800001,00", DigitRemark.POINT_ZERO_REMOVED),
        ("NIK: 7302011708800001", DigitRemark.PREFIX_REMOVED),
        ("No. KTP 7302011708800001", DigitRemark.PREFIX_REMOVED),
        ("Nomor KK : 7302011708800001", DigitRemark.PREFIX_REMOVED),
    ],
)
def test_what_is_written_around_the_digits_is_undone_and_told(typed: str, remark: DigitRemark) -> None:
    cleaned = clean_digits(typed)
    assert cleaned.value in (NIK, "73020117088001")
    assert remark in cleaned.remarks
    assert cleaned.is_recovered


def test_plain_digits_are_left_without_remark() -> None:
    assert clean_digits(NIK) == CleanedDigits(NIK)
    assert clean_digits("730201170880001") == CleanedDigits("730201170880001")


@pytest.mark.parametrize(
    "typed",
    [
        "-",
        "--",
        "0",
        "0000000000000000",
        "belum ada",
        "Tidak ada NIK",
        "belum punya",
        "n/a",
        "kosong",
        "'-",
        "`-",
        "'",
        "'0'",
    ],
)
def test_a_sign_for_nothing_means_no_number(typed: str) -> None:
    assert clean_digits(typed) == CleanedDigits("", (DigitRemark.NOT_STATED,))


@pytest.mark.parametrize("typed", ["", "  ", "\u200b"])
def test_an_empty_cell_needs_no_remark(typed: str) -> None:
    assert clean_digits(typed) == CleanedDigits("")


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("7,30205E+15", DigitRemark.SCIENTIFIC),
        ("7.302E15", DigitRemark.SCIENTIFIC),
        ("'7,30205E+15", DigitRemark.SCIENTIFIC),
        ("'-7,30205E+15", DigitRemark.SCIENTIFIC),
        ("7302011708800001/7302011708800002", DigitRemark.SEVERAL_NUMBERS),
        ("7302011708800001 7302011708800002", DigitRemark.SEVERAL_NUMBERS),
        ("73020117088000017302011708800002", DigitRemark.SEVERAL_NUMBERS),
        ("7302011708800001 (lama)", DigitRemark.UNREADABLE),
        ("7302011708800001(1)", DigitRemark.UNREADABLE),
        ("73O2", DigitRemark.UNREADABLE),
        ("73O2OI17O88OOOOO", DigitRemark.SEVERAL_READINGS),
        ("73020117088000S", DigitRemark.SEVERAL_READINGS),
        ("730201G70880000G", DigitRemark.SEVERAL_READINGS),
        ("73020117ZBBBBBBB", DigitRemark.SEVERAL_READINGS),
        ("#REF!", DigitRemark.UNREADABLE),
        ("oo", DigitRemark.UNREADABLE),
    ],
)
def test_what_cannot_be_read_without_guessing_stays_as_typed(typed: str, remark: DigitRemark) -> None:
    cleaned = clean_digits(typed)
    assert cleaned == CleanedDigits(typed, (remark,))
    assert not cleaned.is_recovered


def test_a_letter_is_read_as_the_one_digit_with_which_the_day_exists() -> None:
    """A G is a 6 or a 9, and no day is 91; the 6th and the 9th of February both exist."""
    assert clean_digits("730201G108800001") == CleanedDigits("7302016108800001", (DigitRemark.OTHER_LETTERS,))
    assert clean_digits("7302010G02800001") == CleanedDigits("7302010G02800001", (DigitRemark.SEVERAL_READINGS,))


@given(st.text(max_size=40))
def test_no_text_makes_the_cleaner_fail_and_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = clean_digits(text)
    if cleaned.is_recovered:
        assert cleaned.value == "" or (cleaned.value.isascii() and cleaned.value.isdigit())
        assert clean_digits(cleaned.value).value in (cleaned.value, "")


def test_every_remark_has_its_words() -> None:
    assert set(REMARK_LABELS) == set(DigitRemark)
