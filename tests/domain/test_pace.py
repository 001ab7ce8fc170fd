"""Pace and forecast of a round."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.domain.calendar import add_working_days, is_working_day, working_days_between
from ucj_desktop.domain.pace import WINDOW, first_day, forecast, pace_of

MONDAY = date(2026, 11, 2)
NONE: frozenset[date] = frozenset()
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
OFF = st.frozensets(DAYS, max_size=30)


def days_ago(today: date, **counts: int) -> dict[date, int]:
    """d1=40 is 40 yesterday, in calendar days."""
    return {today - timedelta(days=int(name[1:])): number for name, number in counts.items()}


def test_three_days_214_people_and_40_a_day_are_two_days_late() -> None:
    thursday = date(2026, 11, 5)
    told = forecast(
        left=214,
        verdicts=days_ago(thursday, d1=40, d2=40, d3=40),
        deadline=date(2026, 11, 10),
        today=thursday,
        holidays=NONE,
    )
    assert (told.days_left, told.pace, told.measured, told.late_by, told.needed) == (3, Fraction(40), 3, 2, 54)
    assert told.done_on == date(2026, 11, 12)
    assert told.words == "Sisa 3 hari kerja, 214 orang, laju 40/hari → telat 2 hari, perlu 54/hari mulai hari ini"


@pytest.mark.parametrize(
    ("verdicts", "pace", "measured"),
    [
        ({}, None, 0),
        (days_ago(MONDAY, d0=7), Fraction(7), 1),  # the first day: today alone
        (days_ago(MONDAY, d0=7, d3=30), Fraction(30), 1),  # Friday is over, today is not
        (days_ago(MONDAY, d3=30, d4=10), Fraction(20), 2),
        (days_ago(MONDAY, d3=30, d6=10), Fraction(10), 4),  # two idle days in between count
        (days_ago(MONDAY, d3=30, d2=12), Fraction(42), 1),  # a Saturday counts without a day of its own
        (days_ago(MONDAY, d1=9), Fraction(9), 1),  # nothing but a Sunday
        (days_ago(MONDAY, d10=500), None, 0),  # before the window
    ],
)
def test_pace_is_measured_over_the_last_working_days(
    verdicts: dict[date, int], pace: Fraction | None, measured: int
) -> None:
    assert pace_of(verdicts, MONDAY, NONE) == (pace, measured)


def test_without_a_pace_the_needed_one_is_told() -> None:
    told = forecast(left=60, verdicts={}, deadline=date(2026, 11, 4), today=MONDAY, holidays=NONE)
    assert (told.done_on, told.late_by, told.needed) == (None, None, 20)
    assert told.words == "Sisa 2 hari kerja, 60 orang, belum ada laju → perlu 20/hari mulai hari ini"


def test_what_was_done_today_takes_nothing_from_the_forecast() -> None:
    """The same day, seen in the morning and in the evening."""
    before = days_ago(MONDAY, d3=20)
    morning = forecast(left=50, verdicts=before, deadline=date(2026, 11, 3), today=MONDAY, holidays=NONE)
    evening = forecast(
        left=30, verdicts={**before, MONDAY: 20}, deadline=date(2026, 11, 3), today=MONDAY, holidays=NONE
    )
    assert morning.done_on == evening.done_on == date(2026, 11, 4)
    assert (morning.late_by, morning.needed) == (evening.late_by, evening.needed) == (1, 25)


def test_nothing_left_is_done_and_a_past_deadline_needs_no_pace() -> None:
    done = forecast(left=0, verdicts={}, deadline=date(2026, 10, 1), today=MONDAY, holidays=NONE)
    assert (done.words, done.late_by, done.needed) == ("Semua sudah diverifikasi", None, None)
    past = forecast(left=5, verdicts={}, deadline=date(2026, 10, 30), today=MONDAY, holidays=NONE)
    assert past.words == "Lewat 1 hari kerja, 5 orang, belum ada laju → perkiraan belum ada"


def test_a_round_without_a_deadline_tells_when_it_will_be_done() -> None:
    told = forecast(left=25, verdicts=days_ago(MONDAY, d3=10), deadline=None, today=MONDAY, holidays=NONE)
    assert told.words == "25 orang, laju 10/hari → selesai 04-11-2026"
    slow = forecast(left=9, verdicts=days_ago(MONDAY, d3=2, d4=3), deadline=None, today=MONDAY, holidays=NONE)
    assert "laju 2,5/hari" in slow.words


def test_a_deadline_on_a_sunday_ends_with_the_friday_before() -> None:
    friday, sunday = date(2026, 11, 6), date(2026, 11, 8)
    on_friday = forecast(left=10, verdicts=days_ago(friday, d1=10), deadline=sunday, today=friday, holidays=NONE)
    assert (on_friday.days_left, on_friday.done_on, on_friday.late_by, on_friday.needed) == (0, friday, 0, 10)
    too_many = forecast(left=11, verdicts=days_ago(friday, d1=10), deadline=sunday, today=friday, holidays=NONE)
    assert (too_many.done_on, too_many.late_by) == (date(2026, 11, 9), 1)


def test_a_pace_that_takes_years_is_no_forecast() -> None:
    told = forecast(left=100_000, verdicts=days_ago(MONDAY, d3=1), deadline=MONDAY, today=MONDAY, holidays=NONE)
    assert told.done_on is None
    assert told.needed == 100_000


@given(st.integers(1, 5_000), st.dictionaries(st.integers(0, 20), st.integers(0, 400), max_size=8), DAYS, DAYS, OFF)
def test_the_forecast_is_the_first_day_on_which_the_pace_has_done_everybody(
    left: int, recorded: dict[int, int], today: date, deadline: date, off: frozenset[date]
) -> None:
    verdicts = {today - timedelta(days=back): number for back, number in recorded.items()}
    told = forecast(left=left, verdicts=verdicts, deadline=deadline, today=today, holidays=off)
    assert told.days_left == working_days_between(today, deadline, off)
    if told.pace is None:
        assert not any(number and day >= first_day(today, off) for day, number in verdicts.items())
        return
    assert 1 <= told.measured <= WINDOW
    if told.done_on is None:
        return
    share = max(Fraction(0), told.pace - verdicts.get(today, 0)) if is_working_day(today, off) else Fraction(0)
    days = working_days_between(today, told.done_on, off)
    assert share + told.pace * days >= left
    assert days == 0 or share + told.pace * (days - 1) < left
    late = max(0, working_days_between(deadline, told.done_on, off)) if told.done_on > deadline else 0
    assert told.late_by == late


@given(st.integers(1, 3_000), DAYS, st.integers(0, 30), OFF)
def test_who_keeps_the_needed_pace_is_on_time(left: int, today: date, days: int, off: frozenset[date]) -> None:
    deadline = add_working_days(today, days, off)
    needed = forecast(left=left, verdicts={}, deadline=deadline, today=today, holidays=off).needed
    if needed is None:
        assert days == 0
        assert not is_working_day(today, off)
        return
    kept = {add_working_days(today, -back, off): needed for back in range(1, WINDOW + 1)}
    assert forecast(left=left, verdicts=kept, deadline=deadline, today=today, holidays=off).late_by == 0
