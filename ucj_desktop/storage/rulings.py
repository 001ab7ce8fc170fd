"""Verdicts given, each signed by its account; append-only."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import orjson

from ucj_desktop.domain.verdict import Reason, Ruling, Step, Verdict
from ucj_desktop.storage import many_rows
from ucj_desktop.storage.database import Connection

_COLUMNS = (
    "ruling_id, worker_id, step, verdict, reason, note, found_by, recorded_by, recorded_at, worker_digest, signature,"
    " visited_on, source"
)
_FEW = 200  # workers, for whom the index of workers is asked
_WITHDRAWAL = "withdrawal_id, ruling_id, stands, account_id, at, signature"
# Few are ever taken back: their list is made once for a question. A condition on a row of rulings.
HOLDS = (
    "ruling_id NOT IN (SELECT ruling_id FROM ruling_withdrawals AS word WHERE stands = 0 AND withdrawal_id ="
    " (SELECT MAX(withdrawal_id) FROM ruling_withdrawals AS last WHERE last.ruling_id = word.ruling_id))"
)


def add(connection: Connection, rulings: Iterable[Ruling]) -> None:
    rows = [
        (
            one.ruling_id,
            one.worker_id,
            one.step.value,
            one.verdict.value,
            one.reason.value if one.reason else "",
            one.note,
            one.found_by,
            one.recorded_by,
            one.recorded_at,
            one.worker_digest,
            one.signature,
            one.visited_on.isoformat() if one.visited_on else "",
            one.source,
        )
        for one in rulings
    ]
    if rows:
        many_rows.insert(connection, "rulings", _COLUMNS.split(", "), rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A ruling was taken back, or ``stands`` again after all; ``signature`` (hex) is by the account."""

    withdrawal_id: str
    ruling_id: str
    stands: bool
    account_id: str
    at: str  # ISO 8601, UTC
    signature: str = ""


def withdraw(connection: Connection, withdrawals: Iterable[Withdrawal]) -> None:
    """Keep what was said of rulings; the last word on each counts."""
    rows = [(one.withdrawal_id, one.ruling_id, int(one.stands), one.account_id, one.at, one.signature)
            for one in withdrawals]  # fmt: skip
    if rows:
        connection.exec_driver_sql(f"INSERT INTO ruling_withdrawals ({_WITHDRAWAL}) VALUES (?, ?, ?, ?, ?, ?)", rows)


def withdrawals(connection: Connection) -> list[Withdrawal]:
    """All of them, in the order of time."""
    found = connection.exec_driver_sql(f"SELECT {_WITHDRAWAL} FROM ruling_withdrawals ORDER BY withdrawal_id")
    return [
        Withdrawal(
            withdrawal_id=one,
            ruling_id=ruling,
            stands=bool(stands),
            account_id=account,
            at=at,
            signature=signature,
        )
        for one, ruling, stands, account, at, signature in found
    ]


def of_worker(connection: Connection, worker_id: str) -> list[Ruling]:
    """Every verdict on one worker that holds, the oldest first."""
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM rulings WHERE worker_id = ? AND {HOLDS} ORDER BY ruling_id", (worker_id,)
    )
    return [_from_row(row) for row in found]


def latest(connection: Connection, step: Step, worker_ids: Sequence[str] | None = None) -> dict[str, Ruling]:
    """The last verdict of one step that holds, by worker (None: of all); ruling ids grow with time."""
    if worker_ids is not None and len(worker_ids) <= _FEW:
        marks = ", ".join("?" * len(worker_ids))
        which, values = f" AND worker_id IN ({marks})", (step.value, *worker_ids)
    else:
        which, values = "", (step.value,)
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM rulings WHERE step = ?{which} AND {HOLDS} ORDER BY ruling_id", values
    )
    return {one.worker_id: one for one in (_from_row(row) for row in found)}


def recorded_at(connection: Connection, step: Step) -> dict[str, str]:
    """When the last verdict of one step that holds was recorded, by worker: ISO 8601, UTC."""
    found = connection.exec_driver_sql(
        f"SELECT worker_id, recorded_at FROM rulings WHERE step = ? AND {HOLDS} ORDER BY ruling_id", (step.value,)
    )
    return {row[0]: row[1] for row in found}


def first_validated(connection: Connection, worker_ids: Sequence[str]) -> dict[str, str]:
    """When each of these workers was validated for the first time, also where that was taken back: ISO 8601, UTC."""
    found = connection.exec_driver_sql(
        "SELECT worker_id, MIN(recorded_at) FROM rulings WHERE step = ? AND worker_id IN"
        " (SELECT value FROM json_each(?)) GROUP BY worker_id",
        (Step.VALIDATE.value, orjson.dumps(list(worker_ids)).decode()),
    )
    return {str(worker_id): str(at) for worker_id, at in found}


def every(connection: Connection, *, taken_back: bool = True) -> list[Ruling]:
    """Every verdict ever given, or only those that were not taken back."""
    which = "" if taken_back else f" WHERE {HOLDS}"
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM rulings{which} ORDER BY ruling_id")
    return [_from_row(row) for row in found]


def of_package(connection: Connection, sequence: int) -> Iterator[Ruling]:
    """Every verdict that holds on the workers who went last in one package, one after another."""
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM rulings WHERE worker_id IN (SELECT worker_id FROM sent_workers WHERE sequence = ?)"
        f" AND {HOLDS} ORDER BY ruling_id",
        (sequence,),
    )
    return (_from_row(row) for row in found)


def known_among(connection: Connection, ruling_ids: Iterable[str]) -> frozenset[str]:
    """Those of some ids that are in the store."""
    found = connection.exec_driver_sql(
        "SELECT ruling_id FROM rulings WHERE ruling_id IN (SELECT value FROM json_each(?))",
        (orjson.dumps(list(ruling_ids)).decode(),),
    )
    return frozenset(found.scalars())


def from_rows(rows: Iterable[Sequence[str]]) -> list[Ruling]:
    """Rulings of rows as :mod:`~ucj_desktop.storage.carried` reads them."""
    return [_from_row(row) for row in rows]


def _from_row(row: Sequence[str]) -> Ruling:
    ruling_id, worker_id, step, verdict, reason, note, found_by, recorded_by, recorded_at, digest, *more = row
    signature, visited_on, source = more
    return Ruling(
        ruling_id=ruling_id,
        worker_id=worker_id,
        step=Step(step),
        verdict=Verdict(verdict),
        reason=Reason(reason) if reason else None,
        note=note,
        found_by=found_by,
        recorded_by=recorded_by,
        recorded_at=recorded_at,
        worker_digest=digest,
        signature=signature,
        visited_on=date.fromisoformat(visited_on) if visited_on else None,
        source=source,
    )
