"""What open rounds are measured by: the calendar, verdicts by day, candidates, and how the places are taken."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time

from ucj_desktop.domain.calendar import Calendar, working_days_between
from ucj_desktop.domain.dates import utc_stamp
from ucj_desktop.domain.pace import Forecast, first_day, forecast
from ucj_desktop.domain.quota import Places, Round
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.office_calendar import office_calendar
from ucj_desktop.storage import candidates, rounds
from ucj_desktop.storage.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Read once for all rounds; by village where nothing else is said."""

    today: date
    calendar: Calendar
    days_off: AbstractSet[date]
    verdicts: Mapping[str, Mapping[date, int]]  # workers verified, by day
    candidates: Mapping[str, int]  # who wait, and are not verified
    places: Mapping[str, Places]  # by round id

    def days_left(self, deadline: date) -> int:
        """Working days from today to the deadline, negative when it is past."""
        return working_days_between(self.today, deadline, self.days_off)

    def forecast(self, one: Round, left: int) -> Forecast:
        """When ``left`` workers of an open round will be verified."""
        return forecast(
            left=left,
            verdicts=self.verdicts.get(one.village_code, {}),
            deadline=one.deadline,
            today=self.today,
            holidays=self.days_off,
        )


def measure_rounds(office: Office, connection: Connection, open_rounds: Iterable[Round]) -> Measures:
    """Everything the rounds of this office are measured by, as of now."""
    calendar = office_calendar(connection)
    days_off = calendar.days_off()
    today = office.today()
    chosen = list(open_rounds)
    return Measures(
        today=today,
        calendar=calendar,
        days_off=days_off,
        verdicts=_verdicts(connection, first_day(today, days_off)) if chosen else {},
        candidates=candidates.waiting_unverified(connection) if chosen else {},
        places=candidates.places(connection, chosen) if chosen else {},
    )


def _verdicts(connection: Connection, since: date) -> dict[str, dict[date, int]]:
    return by_clerks_day(rounds.verified_since(connection, midnight(since)))


def by_clerks_day(hours: Mapping[tuple[str, str], int]) -> dict[str, dict[date, int]]:
    """By village and day of the clerk's clock; verdicts come by the hour, in UTC."""
    found: dict[str, dict[date, int]] = {}
    for (village, hour), number in hours.items():
        day = datetime.fromisoformat(f"{hour}:00:00+00:00").astimezone().date()
        days = found.setdefault(village, {})
        days[day] = days.get(day, 0) + number
    return found


def midnight(day: date) -> str:
    """The stamp with which a day begins on the clerk's clock."""
    return utc_stamp(datetime.combine(day, time()))
