"""The code of a row: the same for ever, and a slip of the fingers is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.domain.row_code import read_row_code, row_code

WORKER = "018f0000-0000-7000-8000-00000000000b"


def test_a_worker_has_the_same_code_on_every_form_of_every_year() -> None:
    assert row_code(WORKER) == "277-3328"  # stands on paper: it never changes


@given(st.uuids(version=4).map(str))
def test_a_printed_code_is_read_back_however_it_is_typed(worker_id: str) -> None:
    code = row_code(worker_id)
    for typed in (code, code.replace("-", ""), code.replace("-", " "), f" {code} "):
        assert read_row_code(typed) == code


@given(st.uuids(version=4).map(str), st.integers(0, 6), st.integers(1, 9))
def test_one_wrong_digit_is_refused(worker_id: str, place: int, more: int) -> None:
    digits = row_code(worker_id).replace("-", "")
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    assert read_row_code(wrong) is None


@given(st.uuids(version=4).map(str), st.integers(0, 5))
def test_two_neighbours_that_changed_places_are_refused(worker_id: str, place: int) -> None:
    digits = row_code(worker_id).replace("-", "")
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert read_row_code(swapped) == (row_code(worker_id) if swapped == digits else None)


@pytest.mark.parametrize("text", ["", "123", "12345678", "abc-defg", "\uff11\uff12\uff13-4567", "123_4567"])
def test_what_is_no_code_is_refused(text: str) -> None:
    assert read_row_code(text) is None
