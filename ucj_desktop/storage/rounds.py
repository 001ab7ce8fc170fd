"""Rounds of verification, one village each."""

from datetime import date

from ucj_desktop.domain.quota import Round
from ucj_desktop.storage.database import Connection

_COLUMNS = "round_id, village_code, period, quota, deadline, opened_at, closed_at"


def put(connection: Connection, one: Round) -> None:
    deadline = one.deadline.isoformat() if one.deadline else None
    connection.exec_driver_sql(
        f"INSERT OR REPLACE INTO rounds ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (one.round_id, one.village_code, one.period, one.quota, deadline, one.opened_at, one.closed_at),
    )


def every(connection: Connection) -> list[Round]:
    """All rounds, the oldest first."""
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM rounds ORDER BY round_id")
    return [
        Round(
            round_id=round_id,
            village_code=village,
            period=period,
            quota=quota,
            deadline=date.fromisoformat(deadline) if deadline else None,
            opened_at=opened,
            closed_at=closed,
        )
        for round_id, village, period, quota, deadline, opened, closed in found
    ]


def open_by_village(connection: Connection) -> dict[str, Round]:
    """The open round of each village that has one."""
    return {one.village_code: one for one in every(connection) if not one.closed_at}


def take_in(connection: Connection, round_id: str, village_code: str) -> int:
    """Put the village's workers that are in no open round into this one; returns how many."""
    done = connection.exec_driver_sql(
        "UPDATE workers SET round_id = ? WHERE village_code = ? AND merged_into = '' AND minutes_id = ''"
        " AND stage IN ('collected', 'needs_mending')"
        " AND round_id NOT IN (SELECT round_id FROM rounds WHERE closed_at = '')",
        (round_id, village_code),
    )
    return int(done.rowcount)
