"""Working days: Monday to Friday without the days off; the days off of an office, each with where it comes from."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
FEWEST_HOLIDAYS = 12  # the ministers' decision names 16 or 17 a year; fewer are not a year's list


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day as the ministers' joint decision has it."""

    day: date
    name: str
    joint_leave: bool = False  # cuti bersama


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDay:
    """What the office says of a day, over every list: off, or worked after all."""

    day: date
    is_off: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days of one office. ``joint_leave_is_off``: whether it stays closed on cuti bersama."""

    holidays: Mapping[date, Holiday]
    own: Mapping[date, OwnDay]
    joint_leave_is_off: bool = True

    def days_off(self) -> AbstractSet[date]:
        """Every day off that is named, weekends or not; hand it to the functions below."""
        shipped = {one.day for one in self.holidays.values() if self.joint_leave_is_off or not one.joint_leave}
        worked = {one.day for one in self.own.values() if not one.is_off}
        return frozenset((shipped | {one.day for one in self.own.values() if one.is_off}) - worked)

    def years_not_filled(self, years: Iterable[int]) -> list[int]:
        """Of these years, those whose national holidays nobody has filled in."""
        named: dict[int, int] = {}
        for day in {*self.holidays, *(one.day for one in self.own.values() if one.is_off)}:
            named[day.year] = named.get(day.year, 0) + 1
        return sorted({year for year in years if named.get(year, 0) < FEWEST_HOLIDAYS})


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
