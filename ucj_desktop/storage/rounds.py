"""Rounds of verification, one village each."""

from dataclasses import asdict
from datetime import date

import orjson

from ucj_desktop.domain.quota import Duty, Round, Team, TeamMember
from ucj_desktop.storage.database import Connection

_COLUMNS = ("round_id", "village_code", "period", "quota", "deadline", "team", "source", "opened_at", "closed_at")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM rounds"
_OPEN = "SELECT round_id FROM rounds WHERE closed_at = ''"
_WAIT = "merged_into = '' AND minutes_id = '' AND stage IN ('collected', 'needs_mending')"


def put(connection: Connection, one: Round) -> None:
    """Keep a round, new or changed; a second open one of a village is refused by the store."""
    values = (
        *(one.round_id, one.village_code, one.period, one.quota),
        one.deadline.isoformat() if one.deadline else None,
        orjson.dumps([asdict(member) for member in one.team]).decode() if one.team else "",
        *(one.source, one.opened_at, one.closed_at),
    )
    changed = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
    connection.exec_driver_sql(
        f"INSERT INTO rounds ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
        f" ON CONFLICT (round_id) DO UPDATE SET {changed}",
        values,
    )


def every(connection: Connection) -> list[Round]:
    """All rounds, the oldest first."""
    found = connection.exec_driver_sql(f"{_SELECT} ORDER BY round_id")
    return [
        Round(
            round_id=round_id,
            village_code=village,
            period=period,
            quota=quota,
            deadline=date.fromisoformat(deadline) if deadline else None,
            team=_team(team),
            source=source,
            opened_at=opened,
            closed_at=closed,
        )
        for round_id, village, period, quota, deadline, team, source, opened, closed in found
    ]


def _team(text: str) -> Team:
    return tuple(TeamMember(**{**one, "duty": Duty(one["duty"])}) for one in orjson.loads(text)) if text else ()


def open_by_village(connection: Connection) -> dict[str, Round]:
    """The open round of each village that has one."""
    return {one.village_code: one for one in every(connection) if not one.closed_at}


def open_one(connection: Connection, round_id: str) -> Round | None:
    """The round with this id, if it is open."""
    return next((one for one in every(connection) if one.round_id == round_id and not one.closed_at), None)


def take_in(connection: Connection, round_id: str, village_code: str) -> list[tuple[str, str]]:
    """Put the village's workers that are in no open round into this one.

    Returns the id of each with the round he or she was in before: what the journal tells of them.
    """
    chosen = f"village_code = ? AND {_WAIT} AND round_id NOT IN ({_OPEN})"
    found = connection.exec_driver_sql(
        f"SELECT worker_id, round_id FROM workers WHERE {chosen} ORDER BY worker_id", (village_code,)
    )
    taken = [(worker_id, was_in) for worker_id, was_in in found]
    connection.exec_driver_sql(f"UPDATE workers SET round_id = ? WHERE {chosen}", (round_id, village_code))
    return taken


def verified_of_open(connection: Connection, since: str) -> dict[tuple[str, str], int]:
    """How many of those in open rounds who are past the field now were verified first, by (village, hour in UTC).

    Only verdicts from an ISO stamp on are looked at; who was verified before counts for nothing here.
    """
    found = connection.exec_driver_sql(
        "SELECT village_code, substr(first, 1, 13), COUNT(*) FROM"
        " (SELECT worker_id, MIN(recorded_at) AS first FROM rulings"
        " WHERE step = 'verify' AND recorded_at >= ? AND verdict <> 'pending' GROUP BY worker_id)"
        f" JOIN workers USING (worker_id) WHERE merged_into = '' AND round_id IN ({_OPEN})"
        " AND stage NOT IN ('collected', 'needs_mending', 'returned') GROUP BY 1, 2",
        (since,),
    )
    return {(village, hour): number for village, hour, number in found}


def verified_since(connection: Connection, since: str) -> dict[tuple[str, str], int]:
    """How many workers got a verdict of the field since an ISO stamp, by (village, stamp up to the hour in UTC).

    Each counts once, when the first verdict of that time was recorded; BELUM is none.
    """
    found = connection.exec_driver_sql(
        "SELECT village_code, substr(first, 1, 13), COUNT(*) FROM"
        " (SELECT worker_id, MIN(recorded_at) AS first FROM rulings"
        " WHERE step = 'verify' AND recorded_at >= ? AND verdict <> 'pending' GROUP BY worker_id)"
        " JOIN workers USING (worker_id) GROUP BY 1, 2",
        (since,),
    )
    return {(village, hour): number for village, hour, number in found}
