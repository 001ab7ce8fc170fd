"""The nearest deadline of a round that is open, for the bar at the top."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ucj_desktop.domain.calendar import working_days_between
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.stage import Stage
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.office_calendar import office_calendar
from ucj_desktop.services.rounds.village_progress import waiting_of
from ucj_desktop.storage import candidates, rounds, workers


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day and how many working days are left until it, negative when it is past."""

    day: date
    days_left: int

    @property
    def words(self) -> str:
        """Tenggat 15-12-2026, sisa 16 hari kerja."""
        if self.days_left < 0:
            return f"Tenggat {short_date(self.day)} lewat {-self.days_left} hari kerja"
        return f"Tenggat {short_date(self.day)}, sisa {self.days_left} hari kerja"


def nearest_deadline(office: Office) -> Deadline | None:
    """The earliest deadline of an open round whose list is not verified yet; None where no round has one."""
    with office.database.reading() as connection:
        open_rounds = [one for one in rounds.open_by_village(connection).values() if one.deadline is not None]
        if not open_rounds:
            return None
        by_village: dict[str, dict[Stage, int]] = {}
        for (village, stage), number in workers.counts_by_village_and_stage(connection).items():
            by_village.setdefault(village, {})[stage] = number
        waiting = candidates.waiting_unverified(connection)
        days_off = office_calendar(connection).days_off()
    days = [
        one.deadline
        for one in open_rounds
        if one.deadline is not None
        and not _is_verified(by_village.get(one.village_code, {}), waiting.get(one.village_code, 0))
    ]
    return Deadline(min(days), working_days_between(office.today(), min(days), days_off)) if days else None


def _is_verified(by_stage: Mapping[Stage, int], candidates_left: int) -> bool:
    """As Beranda tells it; a village without workers has its list still to come."""
    return bool(by_stage) and waiting_of(by_stage) <= candidates_left
