"""Quorum as it is typed, and the pace of a meeting."""

import pytest

from ucj_desktop.domain.meeting import Quorum, speed_of, typed_quorum


@pytest.mark.parametrize(
    ("share", "invited", "needed"),
    [(51, 1, 1), (51, 2, 2), (51, 4, 3), (51, 10, 6), (67, 9, 7), (100, 8, 8), (51, 0, 0)],
)
def test_a_share_of_those_invited_is_rounded_up(share: int, invited: int, needed: int) -> None:
    assert Quorum(share=share).needed(invited) == needed


def test_a_number_of_people_is_that_number_whoever_is_invited() -> None:
    assert [Quorum(people=5).needed(invited) for invited in (0, 3, 40)] == [5, 5, 5]


@pytest.mark.parametrize("typed", ["51 %", "51%", "5", "0", "100 %"])
def test_what_is_typed_is_read_and_said_the_same(typed: str) -> None:
    read = typed_quorum(typed, "Tata tertib", forbids=True)
    assert read is not None
    assert read.text.replace(" ", "") == typed.replace(" ", "")
    assert (read.source, read.forbids) == ("Tata tertib", True)


@pytest.mark.parametrize("typed", ["", "%", "lima", "0 %", "101 %", "-1", "1,5", "\u0665", "1000"])
def test_what_is_no_quorum_is_not_guessed(typed: str) -> None:
    assert typed_quorum(typed, "", forbids=False) is None


def test_the_pace_is_that_of_the_last_verdicts_and_a_pause_does_not_spoil_it() -> None:
    assert speed_of([0.0, 5.0], 10) is None
    steady = speed_of([6.0 * number for number in range(11)], 30)
    assert steady is not None
    assert (steady.per_minute, steady.minutes_left) == (10.0, 3.0)
    after_coffee = speed_of([0.0, 3_600.0, *(3_600.0 + 6.0 * number for number in range(1, 20))], 30)
    assert after_coffee is not None
    assert 3 < after_coffee.per_minute < 10
