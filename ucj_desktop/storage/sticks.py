"""What each stick did with our files, by its serial."""

from dataclasses import dataclass

from ucj_desktop.storage.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class StickRecord:
    """How a stick has behaved so far."""

    serial: str
    label: str  # for the clerk, as it was last seen
    writes: int = 0  # files that were read back whole
    bytes_written: int = 0
    last_good_at: str = ""  # ISO 8601, UTC
    failures: int = 0  # times it gave back no whole file, lies among them
    lies: int = 0  # times it gave back something else and reported no error


def every(connection: Connection) -> dict[str, StickRecord]:
    """All sticks that were ever written to, by serial."""
    found = connection.exec_driver_sql(
        "SELECT serial, label, writes, bytes_written, last_good_at, failures, lies FROM sticks"
    )
    return {
        row[0]: StickRecord(
            serial=row[0],
            label=row[1],
            writes=row[2],
            bytes_written=row[3],
            last_good_at=row[4],
            failures=row[5],
            lies=row[6],
        )
        for row in found
    }


def note_written(connection: Connection, serial: str, label: str, size: int, at: str) -> None:
    """One file of so many bytes more was read back whole."""
    connection.exec_driver_sql(
        "INSERT INTO sticks (serial, label, writes, bytes_written, last_good_at) VALUES (?, ?, 1, ?, ?)"
        " ON CONFLICT (serial) DO UPDATE SET label = excluded.label, writes = writes + 1,"
        " bytes_written = bytes_written + excluded.bytes_written, last_good_at = excluded.last_good_at",
        (serial, label, size, at),
    )


def note_failure(connection: Connection, serial: str, label: str, *, lied: bool) -> None:
    """It did not give back what was written."""
    connection.exec_driver_sql(
        "INSERT INTO sticks (serial, label, failures, lies) VALUES (?, ?, 1, ?)"
        " ON CONFLICT (serial) DO UPDATE SET label = excluded.label, failures = failures + 1,"
        " lies = lies + excluded.lies",
        (serial, label, int(lied)),
    )
