"""What was sent to BPJS, batch by batch, what came back of it, and the office's own layouts of the sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import orjson

from ucj_desktop.domain.relay import RelayResult
from ucj_desktop.storage.database import Connection

_AT_ONCE = 500
_BATCH = (
    "batch_id, number, profile, dated, planned_on, office_code, file_name, sha256, worker_count, account_id, at,"
    " taken_back_at, taken_back_by, taken_back_reason"
)
_ROW = "r.batch_id, b.number, r.worker_id, r.nik, r.holds, r.result, r.said, r.told_in"
_FROM = "relay_rows r JOIN relay_batches b ON b.batch_id = r.batch_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayBatch:
    """One sheet that was made for BPJS; ``taken_back_at`` is empty as long as it holds."""

    batch_id: str
    number: int  # from 1, without gaps
    profile: str
    dated: str  # ISO date of the profile
    planned_on: str  # ISO date of the planned registration
    office_code: str  # of the kecamatan it was made for; empty: all
    file_name: str
    sha256: str  # of the workbook, hex
    worker_count: int
    account_id: str
    at: str
    taken_back_at: str = ""
    taken_back_by: str = ""
    taken_back_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayRow:
    """One worker in one batch; ``told_in`` is the sequence of the answer that told the kecamatan, 0: not yet."""

    batch_id: str
    number: int  # of the batch
    worker_id: str
    nik: str
    holds: bool
    result: RelayResult | None
    said: str = ""  # BPJS's reason
    told_in: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UntoldResult:
    """A result that waits for the next answer; ``worker_id`` is who stands for the worker that was sent."""

    worker_id: str
    office_code: str
    row: RelayRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsTaken:
    """A file of results that was taken in."""

    result_id: str
    file_name: str
    sha256: str
    counts: Mapping[str, int]
    account_id: str
    at: str


def add_batch(connection: Connection, one: RelayBatch, people: Sequence[tuple[str, str]]) -> None:
    """``people``: worker id and NIK, in the order of the sheet. Who stands in another that holds aborts it."""
    names = [name.strip() for name in _BATCH.split(",")]
    connection.exec_driver_sql(
        f"INSERT INTO relay_batches ({_BATCH}) VALUES ({', '.join('?' * len(names))})",
        tuple(getattr(one, name) for name in names),
    )
    rows = [(one.batch_id, worker_id, at, nik) for at, (worker_id, nik) in enumerate(people, start=1)]
    connection.exec_driver_sql("INSERT INTO relay_rows (batch_id, worker_id, position, nik) VALUES (?, ?, ?, ?)", rows)


def batches(connection: Connection) -> list[RelayBatch]:
    """Every batch, the newest first, also those taken back."""
    found = connection.exec_driver_sql(f"SELECT {_BATCH} FROM relay_batches ORDER BY number DESC")
    names = [field.name for field in fields(RelayBatch)]
    return [RelayBatch(**dict(zip(names, row, strict=True))) for row in found]


def last_number(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT COALESCE(MAX(number), 0) FROM relay_batches").scalar_one())


def take_back(connection: Connection, batch_id: str, *, reason: str, account_id: str, at: str) -> None:
    """Mark a batch as never handed over; nobody of it is held by it any more."""
    connection.exec_driver_sql(
        "UPDATE relay_batches SET taken_back_at = ?, taken_back_by = ?, taken_back_reason = ? WHERE batch_id = ?",
        (at, account_id, reason, batch_id),
    )
    connection.exec_driver_sql("UPDATE relay_rows SET holds = 0 WHERE batch_id = ?", (batch_id,))


def rows_of(connection: Connection, batch_id: str) -> list[RelayRow]:
    """The workers of one batch, in the order of its sheet."""
    return _rows(connection, "WHERE r.batch_id = ? ORDER BY r.position", (batch_id,))


def rows_of_workers(connection: Connection, worker_ids: Sequence[str]) -> list[RelayRow]:
    """Every row of a few workers, the oldest batch first."""
    marks = ", ".join("?" * len(worker_ids))
    return _rows(connection, f"WHERE r.worker_id IN ({marks}) ORDER BY b.number", tuple(worker_ids))


def holding(connection: Connection) -> list[RelayRow]:
    """Everybody who is with BPJS or registered: who may not be sent again."""
    return _rows(connection, "WHERE r.holds = 1", ())


def held_among(connection: Connection, worker_ids: Sequence[str]) -> frozenset[str]:
    """Those of some workers who are with BPJS or registered."""
    found = connection.exec_driver_sql(
        "SELECT worker_id FROM relay_rows WHERE holds = 1 AND worker_id IN (SELECT value FROM json_each(?))",
        (orjson.dumps(list(worker_ids)).decode(),),
    )
    return frozenset(found.scalars())


def latest_by_nik(connection: Connection, niks: Sequence[str]) -> dict[str, RelayRow]:
    """By NIK the newest row of a batch that was not taken back."""
    found: dict[str, RelayRow] = {}
    for start in range(0, len(niks), _AT_ONCE):
        part = tuple(niks[start : start + _AT_ONCE])
        marks = ", ".join("?" * len(part))
        where = f"WHERE r.nik IN ({marks}) AND b.taken_back_at = '' ORDER BY b.number"
        found.update((one.nik, one) for one in _rows(connection, where, part))
    return found


def put_results(connection: Connection, rows: Iterable[RelayRow], at: str) -> None:
    """Write what BPJS answered; who was refused is held no more, and no answer has told it yet."""
    connection.exec_driver_sql(
        "UPDATE relay_rows SET result = ?, said = ?, holds = ?, result_at = ?, told_in = 0"
        " WHERE batch_id = ? AND worker_id = ?",
        [
            (one.result.value if one.result else "", one.said, int(one.holds), at, one.batch_id, one.worker_id)
            for one in rows
        ],
    )


def untold(connection: Connection, office_code: str = "") -> list[UntoldResult]:
    """Results that no answer has told the kecamatan yet, of one office when given; of a worker the newest only.

    Whoever has come anew in a later package since is answered as everybody else.
    """
    found = connection.exec_driver_sql(
        f"SELECT w.worker_id, w.origin_office, {_ROW} FROM {_FROM} JOIN workers e ON e.worker_id = r.worker_id"
        " JOIN workers w ON w.worker_id = CASE e.merged_into WHEN '' THEN e.worker_id ELSE e.merged_into END"
        " WHERE r.told_in = 0 AND r.result <> ''"
        " AND w.stage = CASE r.result WHEN 'registered' THEN 'registered' ELSE 'returned' END AND w.merged_into = ''"
        " AND (? = '' OR w.origin_office = ?) ORDER BY b.number",
        (office_code, office_code),
    )
    told = {who: (_row(row), origin) for who, origin, *row in found}
    return [UntoldResult(worker_id=who, office_code=origin, row=row) for who, (row, origin) in told.items()]


def mark_told(connection: Connection, rows: Iterable[RelayRow], sequence: int) -> None:
    """Note the answer that told these results, and whatever BPJS had answered on the same NIK before."""
    values = [(sequence, one.nik) for one in rows]
    if values:
        connection.exec_driver_sql(
            "UPDATE relay_rows SET told_in = ? WHERE nik = ? AND told_in = 0 AND result <> ''", values
        )


def counts(connection: Connection) -> dict[str, int]:
    """Workers: accepted and in no batch that holds ("to_send"), with BPJS ("waiting"), and those whom BPJS refused
    and whom the kecamatan has yet to bring anew ("refused").
    """
    held = "EXISTS (SELECT 1 FROM relay_rows r WHERE r.worker_id = w.worker_id AND r.holds = 1 {})"
    asked = {
        "to_send": f"w.stage = 'accepted' AND NOT {held.format('')}",
        "waiting": held.format("AND r.result = ''"),
        "refused": "w.stage = 'returned' AND EXISTS (SELECT 1 FROM relay_rows r WHERE r.worker_id = w.worker_id"
        " AND r.result = 'refused')",
    }
    return {
        name: int(
            connection.exec_driver_sql(
                f"SELECT COUNT(*) FROM workers w WHERE w.merged_into = '' AND {where}"
            ).scalar_one()
        )
        for name, where in asked.items()
    }


def counts_by_batch(connection: Connection) -> dict[str, dict[str, int]]:
    """By batch: how many rows bear each result ("" for none)."""
    found = connection.exec_driver_sql("SELECT batch_id, result, COUNT(*) FROM relay_rows GROUP BY batch_id, result")
    told: dict[str, dict[str, int]] = {}
    for batch_id, result, number in found:
        told.setdefault(batch_id, {})[result] = number
    return told


def add_results_taken(connection: Connection, one: ResultsTaken) -> None:
    connection.exec_driver_sql(
        "INSERT INTO relay_results (result_id, file_name, sha256, counts, account_id, at) VALUES (?, ?, ?, ?, ?, ?)",
        (one.result_id, one.file_name, one.sha256, orjson.dumps(dict(one.counts)).decode(), one.account_id, one.at),
    )


def profiles(connection: Connection) -> dict[str, str]:
    """The office's own layouts: TOML by name."""
    return dict(connection.exec_driver_sql("SELECT name, toml FROM relay_profiles ORDER BY name").all())


def put_profile(connection: Connection, name: str, toml: str, *, account_id: str, at: str) -> None:
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO relay_profiles (name, toml, account_id, at) VALUES (?, ?, ?, ?)",
        (name, toml, account_id, at),
    )


def delete_profile(connection: Connection, name: str) -> None:
    connection.exec_driver_sql("DELETE FROM relay_profiles WHERE name = ?", (name,))


def _rows(connection: Connection, rest: str, values: tuple[Any, ...]) -> list[RelayRow]:
    return [_row(row) for row in connection.exec_driver_sql(f"SELECT {_ROW} FROM {_FROM} {rest}", values)]


def _row(values: Sequence[Any]) -> RelayRow:
    batch_id, number, worker_id, nik, holds, result, said, told_in = values
    return RelayRow(
        batch_id=batch_id,
        number=number,
        worker_id=worker_id,
        nik=nik,
        holds=bool(holds),
        result=RelayResult(result) if result else None,
        said=said,
        told_in=told_in,
    )
