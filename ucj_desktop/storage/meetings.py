"""Meetings that validate, with their attendance and the objections raised in them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import orjson

from ucj_desktop.domain.frozen import attendee_data
from ucj_desktop.domain.meeting import Dissent, Meeting, Quorum
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.minutes import attendees_of

_COLUMNS = (
    "meeting_id, period, village_codes, held_on, hour, venue, leader, attendees, quorum, started_at, started_by,"
    " ended_at"
)
_DISSENT = "dissent_id, meeting_id, worker_id, name, note, account_id, at"


def put(connection: Connection, one: Meeting) -> None:
    """Keep a meeting, new or changed."""
    names = _COLUMNS.split(", ")
    rest = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    connection.exec_driver_sql(
        f"INSERT INTO meetings ({_COLUMNS}) VALUES ({', '.join('?' * len(names))})"
        f" ON CONFLICT (meeting_id) DO UPDATE SET {rest}",
        (
            one.meeting_id,
            one.period,
            orjson.dumps(one.village_codes).decode(),
            one.held_on.isoformat(),
            one.hour,
            one.venue,
            one.leader,
            orjson.dumps([attendee_data(each) for each in one.attendees]).decode(),
            orjson.dumps(asdict(one.quorum)).decode(),
            one.started_at,
            one.started_by,
            one.ended_at,
        ),
    )


def every(connection: Connection) -> list[Meeting]:
    """All meetings in the order they were started."""
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM meetings ORDER BY started_at, meeting_id")
    return [_from_row(row) for row in found]


def open_ones(connection: Connection) -> list[Meeting]:
    """Those that have not been ended."""
    return [one for one in every(connection) if not one.ended_at]


def get(connection: Connection, meeting_id: str) -> Meeting | None:
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM meetings WHERE meeting_id = ?", (meeting_id,)).first()
    return _from_row(found) if found is not None else None


def add_dissent(connection: Connection, one: Dissent) -> None:
    connection.exec_driver_sql(
        f"INSERT INTO meeting_dissents ({_DISSENT}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (one.dissent_id, one.meeting_id, one.worker_id, one.name, one.note, one.account_id, one.at),
    )


def dissents(connection: Connection, meeting_id: str) -> list[Dissent]:
    """What was objected to in a meeting, in the order of time."""
    found = connection.exec_driver_sql(
        f"SELECT {_DISSENT} FROM meeting_dissents WHERE meeting_id = ? ORDER BY dissent_id", (meeting_id,)
    )
    names = _DISSENT.split(", ")
    return [Dissent(**dict(zip(names, row, strict=True))) for row in found]


def _from_row(row: Sequence[Any]) -> Meeting:
    meeting_id, period, villages, held_on, hour, venue, leader, attendees, quorum, started_at, started_by, ended = row
    return Meeting(
        meeting_id=meeting_id,
        period=period,
        village_codes=tuple(orjson.loads(villages)),
        held_on=date.fromisoformat(held_on),
        hour=hour,
        venue=venue,
        leader=leader,
        attendees=attendees_of(orjson.loads(attendees)),
        quorum=Quorum(**orjson.loads(quorum)),
        started_at=started_at,
        started_by=started_by,
        ended_at=ended,
    )


def ids_to_validate(connection: Connection, village_codes: Sequence[str]) -> list[str]:
    """Who is verified or validated in these villages and stands in no minutes, by village and name."""
    marks = ", ".join("?" * len(village_codes))
    found = connection.exec_driver_sql(
        "SELECT worker_id FROM workers WHERE merged_into = '' AND minutes_id = ''"
        f" AND stage IN ('verified', 'validated') AND village_code IN ({marks})"
        " ORDER BY village_code, search_key, worker_id",
        tuple(village_codes),
    )
    return list(found.scalars())


def validated(connection: Connection, village_codes: Sequence[str]) -> list[tuple[str, str]]:
    """(worker id, village) of those of them whose validation is done, in the order of minutes."""
    marks = ", ".join("?" * len(village_codes))
    found = connection.exec_driver_sql(
        "SELECT worker_id, village_code FROM workers WHERE merged_into = '' AND minutes_id = ''"
        f" AND stage = 'validated' AND village_code IN ({marks}) ORDER BY village_code, search_key, worker_id",
        tuple(village_codes),
    )
    return [(worker_id, village) for worker_id, village in found]
