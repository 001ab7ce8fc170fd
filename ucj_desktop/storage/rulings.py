"""Verdicts given, each signed by its account; append-only."""

from collections.abc import Iterable, Sequence

from ucj_desktop.domain.verdict import Reason, Ruling, Step, Verdict
from ucj_desktop.storage.database import Connection

_COLUMNS = (
    "ruling_id, worker_id, step, verdict, reason, note, found_by, recorded_by, recorded_at, worker_digest, signature"
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
        )
        for one in rulings
    ]
    if rows:
        connection.exec_driver_sql(f"INSERT INTO rulings ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def of_worker(connection: Connection, worker_id: str) -> list[Ruling]:
    """Every verdict on one worker, the oldest first."""
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM rulings WHERE worker_id = ? ORDER BY ruling_id", (worker_id,)
    )
    return [_from_row(row) for row in found]


def latest(connection: Connection, step: Step) -> dict[str, Ruling]:
    """The last verdict of one step, by worker; ruling ids grow with time."""
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM rulings WHERE step = ? ORDER BY ruling_id", (step.value,)
    )
    return {one.worker_id: one for one in (_from_row(row) for row in found)}


def every(connection: Connection) -> list[Ruling]:
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM rulings ORDER BY ruling_id")
    return [_from_row(row) for row in found]


def _from_row(row: Sequence[str]) -> Ruling:
    ruling_id, worker_id, step, verdict, reason, note, found_by, recorded_by, recorded_at, digest, signature = row
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
    )
