"""The nearest deadline of a round that is open, for the bar at the top."""

from dataclasses import dataclass
from datetime import date

from ucj_desktop.domain.calendar import working_days_between
from ucj_desktop.domain.dates import short_date
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.office_calendar import office_calendar
from ucj_desktop.storage import rounds


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
    """The earliest deadline of a round that is still open; None where no round has one."""
    with office.database.reading() as connection:
        days = [one.deadline for one in rounds.open_by_village(connection).values() if one.deadline is not None]
        if not days:
            return None
        days_off = office_calendar(connection).days_off()
    return Deadline(min(days), working_days_between(office.today(), min(days), days_off))
