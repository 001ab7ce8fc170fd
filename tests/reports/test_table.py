"""Fitting tables to a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.reports.columns import PADDING, Column
from ucj_desktop.reports.fonts import NO_BREAK, REGULAR, text_width, wrap_text
from ucj_desktop.reports.table import fit_table

COLUMNS = (
    Column(heading="No.", wraps=False, stretch=0),
    Column(heading="NIK", wraps=False, stretch=0),
    Column(heading="Nama"),
    Column(heading="Alamat", stretch=2),
)
words = st.text("abcdefghij /-'", max_size=60)


@given(st.text(min_size=1, max_size=80), st.floats(20, 200))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    lines = wrap_text(text, REGULAR, 9, width)
    assert all(text_width(line, REGULAR, 9) <= width or len(line) == 1 for line in lines)
    spaces = dict.fromkeys(map(ord, " \t\r\n"))
    assert "".join(lines).translate(spaces) == text.translate(spaces)


def test_a_no_break_space_holds_together() -> None:
    lines = wrap_text(f"Dusun Satu RT{NO_BREAK}001", REGULAR, 9, text_width("Dusun Satu RT", REGULAR, 9) + 1)
    assert lines == ["Dusun Satu", f"RT{NO_BREAK}001"]


@given(st.lists(st.tuples(words, words), max_size=30), st.floats(260, 900))
def test_a_table_is_exactly_as_wide_as_asked_and_a_nik_is_never_wrapped(
    people: list[tuple[str, str]], width: float
) -> None:
    rows = [(str(number), "7302010101800001", *cells) for number, cells in enumerate(people, start=1)]
    table = fit_table(COLUMNS, rows, width)
    assert table.width == pytest.approx(width)
    assert min(table.widths) > 0
    assert all(len(cells[1]) == 1 for cells in table.wrapped.values())
    if rows:
        assert table.widths[1] >= text_width("7302010101800001", REGULAR, table.size) + 2 * PADDING


@given(st.lists(st.tuples(words, words), min_size=1, max_size=20))
def test_a_row_is_as_high_as_its_tallest_cell(people: list[tuple[str, str]]) -> None:
    rows = [("1", "7302010101800001", *cells) for cells in people]
    table = fit_table(COLUMNS, rows, 300)
    single = fit_table(COLUMNS, [("1", "2", "a", "b")], 300).heights[0]
    for number, height in enumerate(table.heights):
        lines = max(map(len, table.wrapped[number])) if number in table.wrapped else 1
        assert height == pytest.approx(single + (lines - 1) * table.size * 1.2)


def test_one_very_long_name_does_not_narrow_the_others() -> None:
    usual = [(str(number), "7302010101800001", "Andi Rekaan", "Jl. Poros") for number in range(1, 50)]
    long = ("50", "7302010101800001", "Andi " * 30, "Jl. Poros")
    assert fit_table(COLUMNS, [*usual, long], 420).widths == pytest.approx(fit_table(COLUMNS, usual, 420).widths)
