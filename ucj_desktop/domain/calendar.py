"""Working days: Monday to Friday without the holidays that are handed in."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


def is_working_day(day: date, holidays: AbstractSet[date]) -> bool:
    """Say whether offices work on `day`."""
    return day.weekday() < _SATURDAY and day not in holidays


def working_days_between(start: date, end: date, holidays: AbstractSet[date]) -> int:
    """Count the working days after `start` up to and including `end`; negative where `end` lies before `start`.

    A deadline tomorrow (a working day) leaves 1, a deadline today leaves 0.
    """
    if end < start:
        return -working_days_between(end, start, holidays)
    weeks, rest = divmod((end - start).days, 7)
    days = 5 * weeks
    days += sum(1 for step in range(1, rest + 1) if (start.weekday() + step) % 7 < _SATURDAY)
    return days - sum(1 for holiday in holidays if start < holiday <= end and holiday.weekday() < _SATURDAY)


def add_working_days(start: date, days: int, holidays: AbstractSet[date]) -> date:
    """Give the day that lies `days` working days after `start` (before it, where `days` is negative)."""
    step = _ONE_DAY if days >= 0 else -_ONE_DAY
    day = start
    for _ in range(abs(days)):
        day += step
        while not is_working_day(day, holidays):
            day += step
    return day
