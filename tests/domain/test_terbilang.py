"""Numbers and days in words, against a table written by hand."""

from datetime import date
from pathlib import Path

import pytest

from ucj_desktop.domain.dates import spell_date
from ucj_desktop.domain.terbilang import LARGEST, spell_number

_LINES = Path(__file__).with_name("in_words.txt").read_text("utf-8").splitlines()
CASES = dict(line.split(" = ") for line in _LINES if not line.startswith("#"))


def in_words(case: str) -> str:
    """What the program says of a case of the table."""
    if "-" not in case:
        return spell_number(int(case))
    said = spell_date(date.fromisoformat(case))
    return " | ".join((said.weekday, said.day, said.month, said.year))


def test_every_number_and_day_of_the_table_has_the_words_written_there() -> None:
    assert len(CASES) >= 200
    assert {case: in_words(case) for case in CASES} == CASES


def test_no_two_numbers_share_their_words() -> None:
    assert len({spell_number(number) for number in range(20_000)}) == 20_000


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_a_number_outside_the_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="trillion"):
        spell_number(number)
