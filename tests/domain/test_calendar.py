"""Working days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ucj_desktop.domain.calendar import add_working_days, is_working_day, working_days_between

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
