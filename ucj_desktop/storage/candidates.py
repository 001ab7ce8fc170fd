"""Replacement candidates (pengganti) of open rounds, in their order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ucj_desktop.domain.quota import Places, Round
from ucj_desktop.storage.database import Connection

_COLUMNS = "worker_id, round_id, position, stepped_in_at, account_id, at"
# A row speaks of a worker only while he or she is in that round, and is not the same person as another.
# CROSS: the few candidates first, each looked up among the many workers.
_HERE = "candidates CROSS JOIN workers USING (worker_id, round_id)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A worker who waits for a place in the round, or has stepped into one."""

    worker_id: str
    round_id: str
    position: int  # 1, 2, 3 ... among those of the round
    stepped_in_at: str = ""  # ISO 8601, UTC; empty: waits
    account_id: str = ""
    at: str = ""


def put(connection: Connection, kept: Iterable[Candidate]) -> None:
    """Keep candidates, new or changed; refused by the store for a worker who is not in that open round."""
    rows = [(one.worker_id, one.round_id, one.position, one.stepped_in_at, one.account_id, one.at) for one in kept]
    if rows:
        connection.exec_driver_sql(
            f"INSERT INTO candidates ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (worker_id) DO UPDATE SET"
            " round_id = excluded.round_id, position = excluded.position, stepped_in_at = excluded.stepped_in_at,"
            " account_id = excluded.account_id, at = excluded.at",
            rows,
        )


def remove(connection: Connection, worker_ids: Sequence[str]) -> None:
    if worker_ids:
        connection.exec_driver_sql("DELETE FROM candidates WHERE worker_id = ?", [(one,) for one in worker_ids])


def of_round(connection: Connection, round_id: str) -> list[Candidate]:
    """The candidates of a round in their order, those who have stepped in too."""
    return [one for one in every(connection) if one.round_id == round_id]


def every(connection: Connection) -> list[Candidate]:
    """The candidates of all rounds, round by round in their order."""
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM {_HERE} WHERE merged_into = '' ORDER BY round_id, position, worker_id"
    )
    names = _COLUMNS.split(", ")
    return [Candidate(**dict(zip(names, row, strict=True))) for row in found]


def last_position(connection: Connection, round_id: str) -> int:
    """The highest place that was given in a round, also to an entry that was merged since; 0: none."""
    found = connection.exec_driver_sql("SELECT MAX(position) FROM candidates WHERE round_id = ?", (round_id,))
    return int(found.scalar() or 0)


def waiting_ids(connection: Connection) -> frozenset[str]:
    """Candidates of open rounds who have not stepped in: nobody validates them yet."""
    found = connection.exec_driver_sql(
        f"SELECT candidates.worker_id FROM {_HERE} JOIN rounds USING (round_id)"
        " WHERE stepped_in_at = '' AND closed_at = ''"
    )
    return frozenset(found.scalars())


def waiting_unverified(connection: Connection) -> dict[str, int]:
    """How many of those are still to be verified, by village."""
    found = connection.exec_driver_sql(
        f"SELECT workers.village_code, COUNT(*) FROM {_HERE} JOIN rounds USING (round_id)"
        " WHERE stepped_in_at = '' AND closed_at = '' AND merged_into = ''"
        " AND stage IN ('collected', 'needs_mending', 'returned') GROUP BY 1"
    )
    return dict(found.all())


def places(connection: Connection, chosen: Sequence[Round]) -> dict[str, Places]:
    """How the places of some rounds are taken, by round; one pass over an index, whatever their number."""
    counted = {
        round_id: (number, refused)
        for round_id, number, refused in connection.exec_driver_sql(
            "SELECT round_id, COUNT(*), COUNT(*) FILTER (WHERE verdict = 'not_eligible') FROM workers"
            " WHERE merged_into = '' GROUP BY round_id"
        )
    }
    waiting: dict[str, tuple[int, int]] = {}
    stepped_in: dict[str, int] = {}
    for round_id, waits, number, refused in connection.exec_driver_sql(
        "SELECT round_id, stepped_in_at = '', COUNT(*), COUNT(*) FILTER (WHERE verdict = 'not_eligible')"
        f" FROM {_HERE} WHERE merged_into = '' GROUP BY 1, 2"
    ):
        if waits:
            waiting[round_id] = (number, refused)
        else:
            stepped_in[round_id] = number
    found: dict[str, Places] = {}
    for one in chosen:
        (inside, refused), (less, less_refused) = (kept.get(one.round_id, (0, 0)) for kept in (counted, waiting))
        found[one.round_id] = Places(
            quota=one.quota,
            inside=inside - less,
            not_eligible=refused - less_refused,
            stepped_in=stepped_in.get(one.round_id, 0),
        )
    return found
