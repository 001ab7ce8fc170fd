"""What the office says of days, over the shipped holidays."""

from datetime import date

from ucj_desktop.domain.calendar import OwnDay
from ucj_desktop.storage.database import Connection


def every(connection: Connection) -> dict[date, OwnDay]:
    """The office's own days in their order."""
    found = connection.exec_driver_sql("SELECT day, is_off, reason FROM calendar_days ORDER BY day")
    days = [OwnDay(day=date.fromisoformat(day), is_off=bool(is_off), reason=reason) for day, is_off, reason in found]
    return {one.day: one for one in days}


def put(connection: Connection, one: OwnDay, *, account_id: str, at: str) -> None:
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO calendar_days (day, is_off, reason, account_id, at) VALUES (?, ?, ?, ?, ?)",
        (one.day.isoformat(), int(one.is_off), one.reason, account_id, at),
    )


def remove(connection: Connection, day: date) -> None:
    connection.exec_driver_sql("DELETE FROM calendar_days WHERE day = ?", (day.isoformat(),))
