"""Working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.domain.calendar import (
    Calendar,
    Holiday,
    OwnDay,
    add_working_days,
    is_working_day,
    working_days_between,
)

FRIDAY = date(2026, 8, 14)
MONDAY_HOLIDAY = date(2026, 8, 17)
HOLIDAYS = frozenset({MONDAY_HOLIDAY, date(2026, 8, 16)})
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def test_weekends_and_holidays_are_no_working_days() -> None:
    assert is_working_day(FRIDAY, HOLIDAYS)
    assert not is_working_day(FRIDAY + timedelta(days=1), HOLIDAYS)
    assert not is_working_day(MONDAY_HOLIDAY, HOLIDAYS)
    assert is_working_day(MONDAY_HOLIDAY, frozenset())


def test_days_left_are_counted_after_today_and_with_the_deadline() -> None:
    assert working_days_between(FRIDAY, FRIDAY, HOLIDAYS) == 0
    assert working_days_between(FRIDAY, MONDAY_HOLIDAY, HOLIDAYS) == 0
    assert working_days_between(FRIDAY, date(2026, 8, 19), HOLIDAYS) == 2
    assert working_days_between(date(2026, 8, 19), FRIDAY, HOLIDAYS) == -2


@given(DAYS, DAYS)
def test_counting_agrees_with_looking_at_every_day(start: date, end: date) -> None:
    first, last = min(start, end), max(start, end)
    days = [first + timedelta(days=step) for step in range(1, (last - first).days + 1)]
    assert working_days_between(first, last, HOLIDAYS) == sum(is_working_day(day, HOLIDAYS) for day in days)


@given(DAYS, st.integers(min_value=1, max_value=60))
def test_adding_working_days_lands_on_one_and_counts_back(start: date, days: int) -> None:
    end = add_working_days(start, days, HOLIDAYS)
    assert is_working_day(end, HOLIDAYS)
    assert working_days_between(start, end, HOLIDAYS) == days


def test_days_can_be_taken_away() -> None:
    assert add_working_days(date(2026, 8, 18), -1, HOLIDAYS) == FRIDAY
    assert add_working_days(FRIDAY, 0, HOLIDAYS) == FRIDAY


# A year made by hand, 2031: the first of June is a Sunday, and so is the deadline of the table below.
MADE = Calendar(
    holidays={
        one.day: one
        for one in (
            Holiday(day=date(2031, 1, 1), name="Tahun Baru"),
            Holiday(day=date(2031, 5, 22), name="Kenaikan"),  # a Thursday
            Holiday(day=date(2031, 5, 23), name="Cuti bersama", joint_leave=True),
            Holiday(day=date(2031, 6, 1), name="Hari Lahir Pancasila"),  # a Sunday
            Holiday(day=date(2031, 6, 6), name="Waisak"),  # a Friday
        )
    },
    own={
        date(2031, 5, 28): OwnDay(day=date(2031, 5, 28), is_off=True, reason="Hari Jadi Kabupaten"),
        date(2031, 6, 6): OwnDay(day=date(2031, 6, 6), is_off=False, reason="Lembur musyawarah"),
    },
)


@pytest.mark.parametrize(
    ("today", "deadline", "left"),
    [
        (date(2031, 5, 19), date(2031, 6, 1), 6),  # 20, 21, 26, 27, 29, 30: Thursday and Friday and the 28th are off
        (date(2031, 5, 21), date(2031, 6, 1), 4),
        (date(2031, 5, 30), date(2031, 6, 1), 0),  # Friday before the Sunday: today is the last working day
        (date(2031, 5, 31), date(2031, 6, 1), 0),
        (date(2031, 6, 1), date(2031, 6, 1), 0),
        (date(2031, 6, 2), date(2031, 6, 1), -1),  # Monday: one working day late
        (date(2031, 6, 6), date(2031, 6, 1), -5),  # Waisak, worked after all
        (date(2031, 6, 9), date(2031, 6, 1), -6),
    ],
)
def test_a_deadline_on_a_sunday_of_a_year_made_by_hand(today: date, deadline: date, left: int) -> None:
    assert working_days_between(today, deadline, MADE.days_off()) == left


def test_joint_leave_is_worked_where_the_office_says_so() -> None:
    worked = Calendar(holidays=MADE.holidays, own=MADE.own, joint_leave_is_off=False)
    assert MADE.days_off() - worked.days_off() == {date(2031, 5, 23)}
    assert working_days_between(date(2031, 5, 21), date(2031, 6, 1), worked.days_off()) == 5


def test_a_year_with_a_few_days_only_is_told_as_not_filled() -> None:
    assert MADE.years_not_filled([2031, 2030]) == [2030, 2031]
    whole = {date(2031, 1, day): Holiday(day=date(2031, 1, day), name="x") for day in range(1, 13)}
    assert Calendar(holidays=whole, own={}).years_not_filled([2031]) == []
