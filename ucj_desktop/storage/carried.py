"""What was done on a laptop, as rows of the store: read there, written at the office's computer as they are."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.worker_rows import COLUMNS, from_row

# By table: its columns, and what of it belongs to a list of ids.
_TABLES: Mapping[str, tuple[str, str]] = {
    "rulings": (
        "ruling_id, worker_id, step, verdict, reason, note, found_by, recorded_by, recorded_at, worker_digest,"
        " signature, visited_on, source",
        "worker_id",
    ),
    "confirmations": ("worker_id, code, value_digest, reason, account_id, at", "worker_id"),
    "meetings": (
        "meeting_id, village_codes, held_on, hour, venue, leader, attendees, quorum, period, started_at, started_by,"
        " ended_at",
        "meeting_id",
    ),
    "meeting_dissents": ("dissent_id, meeting_id, worker_id, name, note, account_id, at", "meeting_id"),
    "rounds": (
        "round_id, village_code, period, quota, deadline, opened_at, closed_at, team, source",
        "round_id",
    ),
}
_NEVER_CHANGE = ("rulings", "meeting_dissents", "rounds")

Rows = list[list[Any]]


def rows_of(connection: Connection, table: str, ids: Sequence[str]) -> Rows:
    """The rows of a table that belong to these workers, meetings or rounds."""
    columns, key = _TABLES[table]
    found = connection.exec_driver_sql(
        f"SELECT {columns} FROM {table} WHERE {key} IN (SELECT value FROM json_each(?)) ORDER BY 1, 2",
        (orjson.dumps(list(ids)).decode(),),
    )
    return [list(row) for row in found]


def put_rows(connection: Connection, table: str, rows: Rows) -> int:
    """Write rows that were read elsewhere: those that never change only where they are not there yet; how many came."""
    columns, _ = _TABLES[table]
    width = columns.count(",") + 1
    if any(len(row) != width for row in rows):
        raise ValueError(table)
    how = "IGNORE" if table in _NEVER_CHANGE else "REPLACE"
    marks = ", ".join("?" * width)
    done = 0
    for row in rows:
        done += connection.exec_driver_sql(
            f"INSERT OR {how} INTO {table} ({columns}) VALUES ({marks})", tuple(row)
        ).rowcount
    return done


def worker_rows(connection: Connection, worker_ids: Sequence[str]) -> Rows:
    """Workers as the values of COLUMNS."""
    found = connection.exec_driver_sql(
        f"SELECT {', '.join(COLUMNS)} FROM workers WHERE worker_id IN (SELECT value FROM json_each(?))"
        " ORDER BY worker_id",
        (orjson.dumps(list(worker_ids)).decode(),),
    )
    return [list(row) for row in found]


def records_of(rows: Rows) -> list[WorkerRecord]:
    """The workers of such rows. Raises ValueError where one is none."""
    if any(len(row) != len(COLUMNS) for row in rows):
        raise ValueError("worker")
    return [from_row(row) for row in rows]


def ids_among(connection: Connection, table: str, ids: Sequence[str]) -> frozenset[str]:
    """Which of these ids are workers, meetings or rounds."""
    key = "worker_id" if table == "workers" else _TABLES[table][1]
    found = connection.exec_driver_sql(
        f"SELECT {key} FROM {table} WHERE {key} IN (SELECT value FROM json_each(?))",
        (orjson.dumps(list(ids)).decode(),),
    )
    return frozenset(found.scalars())


def hash_at(connection: Connection, n: int) -> str:
    """The hash of a row of the journal, hex; empty: there is none."""
    found = connection.exec_driver_sql("SELECT hash FROM journal WHERE n = ?", (n,)).scalar()
    return bytes(found).hex() if found is not None else ""
