"""What is taken as it is must be what the reader of its column would have kept without a word."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.services.collect.clean_cells import CLEAN
from ucj_desktop.services.collect.read_cells import READERS, DateReading, Reading, read_text

TODAY = DateReading(date(2026, 11, 22))
TEXTS = st.one_of(
    st.text(max_size=20),
    st.text(alphabet="0123456789 .-'Oo", max_size=20),
    st.from_regex(r"0[0-9]{9,13}|[0-9]{16}|0{16}", fullmatch=True),
    st.sampled_from(
        ["n/a", "null", "none", "nihil", "-----------", "......", "Nama  dua", " depan", "belakang ", "RT\n01"]
    ),
)


@pytest.mark.parametrize("field", sorted(CLEAN))
@given(text=TEXTS)
def test_a_clean_cell_is_what_its_reader_keeps_and_nothing_is_said(field: str, text: str) -> None:
    value = CLEAN[field](text)
    if value is None:
        return
    reading = Reading(row=2)
    READERS.get(field, read_text)(reading, field, text, 1, TODAY)
    assert reading.stated == {field: value}
    assert not reading.findings
    assert not reading.unread
    assert not reading.refused


@pytest.mark.parametrize(
    ("field", "text"),
    [("nik", "7302011708800001"), ("full_name", "Baso Rahman"), ("phone", "081234567890"), ("occupation", "Nelayan")],
)
def test_the_usual_cells_of_a_list_are_clean(field: str, text: str) -> None:
    assert CLEAN[field](text) == text
