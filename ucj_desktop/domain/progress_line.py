"""How far a verification is day by day, against the straight line to its deadline: what the chart of Beranda draws."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from ucj_desktop.domain.calendar import is_working_day
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.pace import Forecast
from ucj_desktop.domain.terbilang import thousands

_BEYOND = 0.5  # a forecast is followed this share of the span past deadline and today


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """One village's round: what the line of several is summed from."""

    opened_on: date
    deadline: date | None
    done: int  # workers verified now
    left: int  # still to be verified
    verified: Mapping[date, int]  # of those done, by the day they were first verified


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressLine:
    """Points by working day; ``days`` goes on past today to the deadline, and some way to the forecast.

    Counts are workers verified at the end of the day; what was done on a day off counts for the working day before.
    """

    days: tuple[date, ...]
    done: tuple[int, ...]  # up to and with today: not longer than days
    needed: tuple[float, ...]  # one a day: empty where no round has a deadline
    total: int
    deadline: date | None  # the last one
    deadlines: int  # how many there are
    forecast: Forecast
    forecast_points: tuple[tuple[int, float], ...]  # (place in days, workers) from today to when it is done

    @property
    def deadline_words(self) -> str:
        """Tenggat 15-12-2026; of several the last."""
        if self.deadline is None:
            return ""
        return f"{'Tenggat terakhir' if self.deadlines > 1 else 'Tenggat'} {short_date(self.deadline)}"

    @property
    def words(self) -> str:
        """The same in sentences, for who cannot see the lines."""
        now = self.done[-1] if self.done else 0
        told = [f"{thousands(now)} dari {thousands(self.total)} orang sudah diverifikasi."]
        if self.needed and self.done and now < self.total:
            should = round(self.needed[len(self.done) - 1])
            gap = should - now
            told.append(
                f"Menurut garis ke tenggat {thousands(should)}: kurang {thousands(gap)}."
                if gap > 0
                else f"Menurut garis ke tenggat {thousands(should)}: cukup."
            )
        if self.deadline is not None:
            told.append(f"{self.deadline_words}.")
        return " ".join([*told, f"{self.forecast.words}."])


def progress_line(
    lines: Sequence[RoundLine], forecast: Forecast, *, today: date, holidays: AbstractSet[date]
) -> ProgressLine | None:
    """The sum of some rounds; None where there is nobody in them."""
    total = sum(one.done + one.left for one in lines)
    if not total:
        return None
    deadlines = [one.deadline for one in lines if one.deadline is not None]
    deadline = max(deadlines, default=None)
    days = _days(min(one.opened_on for one in lines), deadline, forecast, today, holidays)
    until_today = max(1, bisect_right(days, today))
    return ProgressLine(
        days=days,
        done=_done(lines, days[:until_today]),
        needed=_needed(lines, days) if deadlines else (),
        total=total,
        deadline=deadline,
        deadlines=len(set(deadlines)),
        forecast=forecast,
        forecast_points=_forecast_points(days, until_today - 1, total - forecast.left, total, forecast),
    )


def _days(
    opened: date, deadline: date | None, forecast: Forecast, today: date, holidays: AbstractSet[date]
) -> tuple[date, ...]:
    """Working days from the opening (or the one before) to the deadline or today, and on towards the forecast."""
    end = max(today, deadline or today)
    never_seen = forecast.done_on is None and forecast.pace is not None and forecast.left > 0
    reach = date.max if never_seen else max(end, forecast.done_on or end)
    days: list[date] = []
    day = opened
    while not is_working_day(day, holidays):
        day -= timedelta(days=1)
    farthest = None
    while day <= reach and (farthest is None or len(days) < farthest):
        if is_working_day(day, holidays):
            days.append(day)
        if day >= end and farthest is None:
            farthest = max(len(days) + 2, round(len(days) * (1 + _BEYOND)))
        day += timedelta(days=1)
    return tuple(days)


def _done(lines: Iterable[RoundLine], days: Sequence[date]) -> tuple[int, ...]:
    """Running sums; whoever was verified before the first day stands there from the beginning."""
    added = [0] * len(days)
    for one in lines:
        added[0] += one.done - sum(one.verified.values())
        for day, number in one.verified.items():
            added[max(0, bisect_right(days, day) - 1)] += number
    return tuple(accumulate(added))


def _needed(lines: Iterable[RoundLine], days: Sequence[date]) -> tuple[float, ...]:
    """The sum of each round's straight line from its opening to its deadline; one without a deadline asks for none."""
    needed = [0.0] * len(days)
    for one in lines:
        if one.deadline is None:
            continue
        start = max(0, bisect_right(days, one.opened_on) - 1)
        end = max(start, bisect_right(days, one.deadline) - 1)
        people = one.done + one.left
        for place in range(start, len(days)):
            share = 1.0 if place >= end else (place - start + 1) / (end - start + 1)
            needed[place] += people * share
    return tuple(needed)


def _forecast_points(
    days: Sequence[date], here: int, done: int, total: int, forecast: Forecast
) -> tuple[tuple[int, float], ...]:
    if forecast.pace is None or not forecast.left:
        return ()
    if forecast.done_on is not None and forecast.done_on in days:
        return (here, float(done)), (days.index(forecast.done_on), float(total))
    last = len(days) - 1  # the day lies beyond the chart: as far as the pace carries
    return (here, float(done)), (last, min(float(total), done + float(forecast.pace) * (last - here)))
