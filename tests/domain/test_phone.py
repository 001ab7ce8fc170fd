"""Mobile numbers as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.domain.phone import CleanedPhone, PhoneFault, PhoneRemark, clean_phone, phone_fault

NUMBER = "081234567890"


@pytest.mark.parametrize(
    ("typed", "remarks"),
    [
        (NUMBER, ()),
        ("0812-3456-7890", (PhoneRemark.SEPARATORS_REMOVED,)),
        ("0812 3456\u00a07890", (PhoneRemark.SEPARATORS_REMOVED,)),
        ("'081234567890", (PhoneRemark.SEPARATORS_REMOVED,)),
        ("+6281234567890", (PhoneRemark.COUNTRY_CODE_REMOVED,)),
        ("6281234567890", (PhoneRemark.COUNTRY_CODE_REMOVED,)),
        ("+62 (0)812-3456-7890", (PhoneRemark.SEPARATORS_REMOVED, PhoneRemark.COUNTRY_CODE_REMOVED)),
        ("81234567890", (PhoneRemark.ZERO_RESTORED,)),
        ("81234567890.0", (PhoneRemark.POINT_ZERO_REMOVED, PhoneRemark.ZERO_RESTORED)),
    ],
)
def test_every_way_of_writing_gives_one_number(typed: str, remarks: tuple[PhoneRemark, ...]) -> None:
    assert clean_phone(typed) == CleanedPhone(NUMBER, None, remarks)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("0413 81234", PhoneFault.NOT_MOBILE),
        ("0812345", PhoneFault.WRONG_LENGTH),
        ("08123456789012", PhoneFault.WRONG_LENGTH),
        ("0812 (istri) 3456", PhoneFault.NOT_DIGITS),
        ("081234567890/085212345678", PhoneFault.WRONG_LENGTH),
        ("8,12E+10", PhoneFault.CUT_BY_EXCEL),
        ("8.12E+11", PhoneFault.CUT_BY_EXCEL),
        ("6,28123E+12", PhoneFault.CUT_BY_EXCEL),
    ],
)
def test_what_is_no_mobile_number_stays_as_typed(typed: str, fault: PhoneFault) -> None:
    assert clean_phone(typed) == CleanedPhone(typed, fault)


@pytest.mark.parametrize("typed", ["", " ", "-", "0", "tidak ada"])
def test_no_number_is_no_fault(typed: str) -> None:
    assert clean_phone(typed) == CleanedPhone("")


@given(st.text(max_size=25))
def test_whatever_is_typed_ends_sound_or_named(text: str) -> None:
    cleaned = clean_phone(text)
    assert cleaned.fault is not None or cleaned.value == "" or phone_fault(cleaned.value) is None
