"""The working-day calendar of the office: shipped holidays, and over them what the office says of a day."""

from dataclasses import dataclass
from datetime import date

from ucj_desktop.domain.calendar import Calendar, Holiday, OwnDay
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.reference.holidays import holidays
from ucj_desktop.services.office import Office
from ucj_desktop.storage import calendar_days, settings
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

_JOINT_LEAVE = "joint_leave_is_off"  # the setting's name
_LONGEST = 120


class ReasonOfDayMissing(ClerkError):
    """A day is off, or worked, for a reason that others can read later."""

    code = "KAL-01"

    def __init__(self) -> None:
        super().__init__(
            what="Alasan atau nama harinya belum diisi.",
            fix=f"Tulis singkat, misalnya Hari Jadi Kabupaten; paling panjang {_LONGEST} huruf.",
        )


class DayNotOwn(ClerkError):
    """Only what the office itself said of a day can be taken back."""

    code = "KAL-02"

    def __init__(self, day: date) -> None:
        super().__init__(
            what=f"Untuk tanggal {short_date(day)} kantor ini belum menulis apa-apa.",
            fix="Hari libur bawaan tidak dihapus: tandai tanggal itu sebagai hari kerja, dengan alasannya.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """One named day as a list shows it."""

    day: date
    name: str
    is_off: bool
    origin: str  # "libur nasional", "cuti bersama", "kantor ini"
    is_own: bool


def office_calendar(connection: Connection) -> Calendar:
    """The calendar as it is now."""
    return Calendar(
        holidays=holidays().days,
        own=calendar_days.every(connection),
        joint_leave_is_off=bool(settings.every(connection).get(_JOINT_LEAVE, True)),
    )


def read_calendar(office: Office) -> Calendar:
    """The same for those who have no transaction open; it shows no person, so it asks for no role."""
    with office.database.reading() as connection:
        return office_calendar(connection)


def calendar_lines(calendar: Calendar, year: int) -> list[DayLine]:
    """Every named day of a year, in order; what the office says of a day stands over the shipped one."""
    lines = [_shipped(calendar, one) for day, one in calendar.holidays.items() if day not in calendar.own]
    lines += [_own(calendar, one) for one in calendar.own.values()]
    return sorted((one for one in lines if one.day.year == year), key=lambda one: one.day)


def source_of_year(year: int) -> str:
    """The decision that names the holidays of a year; empty where none is shipped."""
    return holidays().sources.get(year, "")


def not_filled_in_words(calendar: Calendar, *days: date) -> str:
    """Libur nasional 2028 belum diisi: for the years of these days; empty where all are known."""
    if not days:
        return ""
    years = calendar.years_not_filled(range(min(days).year, max(days).year + 1))
    without_gap = len(years) > 2 and years[-1] - years[0] == len(years) - 1
    named = f"{years[0]} sampai {years[-1]}" if without_gap else " dan ".join(str(year) for year in years)
    return f"Libur nasional {named} belum diisi, jadi sisa hari kerja bisa terlalu banyak." if years else ""


def set_day(office: Office, day: date, *, is_off: bool, reason: str) -> Change:
    """Say of a day that the office is closed, or works after all. Raises ReasonOfDayMissing."""
    office.require(Action.CHANGE_SETTINGS)
    reason = " ".join(reason.split())
    if not reason or len(reason) > _LONGEST:
        raise ReasonOfDayMissing
    wanted = OwnDay(day=day, is_off=is_off, reason=reason)
    with office.database.writing() as connection:
        before = calendar_days.every(connection).get(day)
        if before == wanted:
            return Change(Touched.NOTHING, f"Tanggal {short_date(day)} tidak berubah.")
        calendar_days.put(connection, wanted, account_id=office.clerk.account_id, at=office.timestamp())
        office.log(connection, _entry(day, before, wanted))
    return Change(_TOUCHED, f"{short_date(day)} dicatat sebagai {'hari libur' if is_off else 'hari kerja'}: {reason}.")


def remove_day(office: Office, day: date) -> Change:
    """Take back what the office said of a day; the shipped holidays hold for it again. Raises DayNotOwn."""
    office.require(Action.CHANGE_SETTINGS)
    with office.database.writing() as connection:
        before = calendar_days.every(connection).get(day)
        if before is None:
            raise DayNotOwn(day)
        calendar_days.remove(connection, day)
        office.log(connection, _entry(day, before, None))
    return Change(_TOUCHED, f"Catatan kantor tentang {short_date(day)} dihapus.")


def set_joint_leave(office: Office, is_off: bool) -> Change:
    """Whether the office stays closed on cuti bersama."""
    office.require(Action.CHANGE_SETTINGS)
    with office.database.writing() as connection:
        before = office_calendar(connection).joint_leave_is_off
        if before == is_off:
            return Change(Touched.NOTHING, "Kalender kerja tidak berubah.")
        settings.put(connection, {_JOINT_LEAVE: is_off})
        office.log(connection, Entry(action="calendar.joint_leave", facts={"joint_leave": [before, is_off]}))
    return Change(_TOUCHED, f"Cuti bersama dihitung sebagai {'hari libur' if is_off else 'hari kerja'}.")


_TOUCHED = Touched.SETTINGS | Touched.ROUNDS


def _entry(day: date, before: OwnDay | None, after: OwnDay | None) -> Entry:
    """Reasons are the clerk's own words, so they stand beside the chain."""
    off, reasons = (
        [getattr(one, name) if one is not None else None for one in (before, after)] for name in ("is_off", "reason")
    )
    return Entry(
        action="calendar.day_set" if after is not None else "calendar.day_removed",
        subject=day.isoformat(),
        facts={"day": day.isoformat(), "is_off": off},
        changes={"why": (reasons[0] or "", reasons[1] or "")},
    )


def _shipped(calendar: Calendar, one: Holiday) -> DayLine:
    is_off = calendar.joint_leave_is_off or not one.joint_leave
    origin = "cuti bersama" if one.joint_leave else "libur nasional"
    return DayLine(day=one.day, name=one.name, is_off=is_off, origin=origin, is_own=False)


def _own(calendar: Calendar, one: OwnDay) -> DayLine:
    shipped = calendar.holidays.get(one.day)
    name = one.reason if shipped is None else f"{one.reason} (bawaan: {shipped.name})"
    return DayLine(day=one.day, name=name, is_off=one.is_off, origin="kantor ini", is_own=True)
