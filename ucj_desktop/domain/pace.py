"""Pace and forecast of a round: how many a working day, when it will be done at that pace, how late that is."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from ucj_desktop.domain.calendar import add_working_days, is_working_day, working_days_between
from ucj_desktop.domain.terbilang import thousands

WINDOW = 5  # working days looked back on: a week
FARTHEST = 1_000  # working days; what lies beyond (four years) is told as no forecast


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Where a round stands against its deadline. Days are working days; workers are those still to be verified."""

    left: int
    days_left: int | None  # after today, with the deadline; negative when it is past; None without a deadline
    pace: Fraction | None  # workers a working day; None: nothing was recorded in the window
    measured: int  # working days the pace was measured over
    done_on: date | None  # None: no pace, nothing left, or beyond FARTHEST
    late_by: int | None  # of done_on after the deadline; 0: on time; None: not known
    needed: int | None  # workers a working day to be on time; None without a deadline, or when it is past
    from_today: bool = True  # whether `needed` counts today; else from the next working day on

    @property
    def words(self) -> str:
        """Sisa 3 hari kerja, 214 orang, laju 40/hari → telat 2 hari."""
        return f"{', '.join(self._facts())} → {self._outcome()}" if self.left else "Semua sudah diverifikasi"

    @property
    def short_words(self) -> str:
        """Laju 40/hari → telat 2 hari; where the days and people that are left stand beside it."""
        if not self.left:
            return "Semua sudah diverifikasi"
        pace = self._facts()[-1].capitalize()
        if self.pace is None and self.needed is None:
            return pace
        return f"{pace} → {self._outcome().partition(',')[0].partition(' mulai')[0]}"

    def _facts(self) -> list[str]:
        facts = []
        if self.days_left is not None:
            past, days = self.days_left < 0, thousands(abs(self.days_left))
            facts.append(f"lewat {days} hari kerja" if past else f"sisa {days} hari kerja")
        facts.append(f"{thousands(self.left)} orang")
        facts.append("belum ada laju" if self.pace is None else f"laju {_a_day(self.pace)}/hari")
        facts[0] = facts[0][0].upper() + facts[0][1:]
        return facts

    def _outcome(self) -> str:
        if self.late_by is None:
            if self.needed is not None:
                return self._needed_words
            return "perkiraan belum ada" if self.done_on is None else f"selesai {self.done_on:%d-%m-%Y}"
        if self.late_by == 0:
            return "tepat waktu"
        needed = "" if self.needed is None else f", {self._needed_words}"
        return f"telat {thousands(self.late_by)} hari{needed}"

    @property
    def _needed_words(self) -> str:
        since = "hari ini" if self.from_today else "hari kerja berikutnya"
        return f"perlu {thousands(self.needed or 0)}/hari mulai {since}"


def _a_day(pace: Fraction) -> str:
    """40; below ten with one decimal: 2,5."""
    if pace >= 10 or pace.denominator == 1:
        return thousands(round(pace))
    return f"{float(pace):.1f}".replace(".", ",")


def first_day(today: date, holidays: AbstractSet[date]) -> date:
    """From which day on verdicts count for the pace: the first of the last WINDOW working days before today."""
    return add_working_days(today, -WINDOW, holidays)


def pace_of(verdicts: Mapping[date, int], today: date, holidays: AbstractSet[date]) -> tuple[Fraction | None, int]:
    """Verdicts a working day over the last WINDOW working days before today, and over how many it was measured.

    Days before the first verdict do not count against the team, idle ones after it do. What was recorded on a weekend
    or a holiday counts, without a day of its own: a team that needs its Saturdays is measured with them. Today is not
    over, so it counts only where there is nothing before it. (None, 0) without any verdict.
    """
    since = first_day(today, holidays)
    told = {day: number for day, number in verdicts.items() if since <= day <= today and number > 0}
    before = [day for day in told if day < today]
    if not before:
        return (Fraction(told[today]), 1) if told else (None, 0)
    yesterday_count = sum(told[day] for day in before)
    begun = min(before)
    # The days from the first verdict on that are over; a first verdict on a weekend has none of its own.
    days = working_days_between(begun, today, holidays) + int(is_working_day(begun, holidays))
    days -= int(is_working_day(today, holidays))
    days = max(1, days)
    return Fraction(yesterday_count, days), days


def forecast(
    *, left: int, verdicts: Mapping[date, int], deadline: date | None, today: date, holidays: AbstractSet[date]
) -> Forecast:
    """When ``left`` workers will be verified at the pace of the last days; today still has what is left of its share.

    ``verdicts`` are workers verified by day, from :func:`first_day` on.
    """
    pace, measured = pace_of(verdicts, today, holidays)
    works_today = is_working_day(today, holidays)
    done_today = verdicts.get(today, 0)
    done_on = _done_on(left, pace, done_today, today, holidays) if pace is not None and left else None
    days_left = None if deadline is None else working_days_between(today, deadline, holidays)
    late_by = None
    if deadline is not None and done_on is not None:
        late_by = max(0, working_days_between(deadline, done_on, holidays)) if done_on > deadline else 0
    return Forecast(
        left=left,
        days_left=days_left,
        pace=pace,
        measured=measured,
        done_on=done_on,
        late_by=late_by,
        needed=_needed(left, done_today, deadline, today, days_left, works_today),
        from_today=works_today,
    )


def _done_on(left: int, pace: Fraction, done_today: int, today: date, holidays: AbstractSet[date]) -> date | None:
    share = max(Fraction(0), pace - done_today) if is_working_day(today, holidays) else Fraction(0)
    days = max(0, ceil((left - share) / pace))
    return add_working_days(today, days, holidays) if days <= FARTHEST else None


def _needed(
    left: int, done_today: int, deadline: date | None, today: date, days_left: int | None, works_today: bool
) -> int | None:
    if deadline is None or days_left is None or deadline < today or not left:
        return None
    days = days_left + int(works_today)
    if not days:
        return None
    return ceil((left + (done_today if works_today else 0)) / days)
