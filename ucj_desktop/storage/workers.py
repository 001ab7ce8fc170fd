"""Workers: rows to domain objects and back, lists in order, and search."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import orjson

from ucj_desktop.domain.fields import FIELDS, plain_values
from ucj_desktop.domain.names import name_key, search_key
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Order, Standing, WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.domain.worker import NOTHING_UNREAD, Programmes, Sex, Worker
from ucj_desktop.storage.database import Connection

_FIELD_COLUMNS = tuple(field.code for field in FIELDS)
_STANDING_COLUMNS = (
    "stage",
    "verdict",
    "reason",
    "verdict_note",
    "round_id",
    "minutes_id",
    "merged_into",
    "entered_by",
    "batch_id",
    "origin_office",
    "answer",
    "answer_note",
)
COLUMNS = ("worker_id", *_FIELD_COLUMNS, "unread", *_STANDING_COLUMNS)
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM workers"
_WRITTEN = (*COLUMNS, "search_key", "name_key")
_INSERT = f"INSERT INTO workers ({', '.join(_WRITTEN)}) VALUES ({', '.join('?' * len(_WRITTEN))})"
_UPDATE = f"UPDATE workers SET {', '.join(f'{name} = ?' for name in _WRITTEN[1:])} WHERE worker_id = ?"
_ORDERS: Mapping[Order, str] = {
    Order.NAME: "search_key, worker_id",
    Order.NIK: "nik, worker_id",
    Order.VILLAGE: "village_code, search_key, worker_id",
}
_AT_ONCE = 500  # ids in one IN (...)
_SEXES = {None: None, "male": Sex.MALE, "female": Sex.FEMALE}
_STAGES = {stage.value: stage for stage in Stage}
_PROGRAMMES = {programmes.value: programmes for programmes in Programmes}
_VERDICTS = {"": None, **{verdict.value: verdict for verdict in Verdict}}
_REASONS = {"": None, **{reason.value: reason for reason in Reason}}


def add(connection: Connection, records: Iterable[WorkerRecord]) -> None:
    """Add new workers; in bulk, for hundreds of thousands."""
    rows = [_to_row(record) for record in records]
    if rows:
        connection.exec_driver_sql(_INSERT, rows)


def change(connection: Connection, records: Iterable[WorkerRecord]) -> None:
    """Write workers that are in the store already, whole."""
    rows = [(*row[1:], row[0]) for row in map(_to_row, records)]
    if rows:
        connection.exec_driver_sql(_UPDATE, rows)


def remove(connection: Connection, worker_ids: Sequence[str]) -> None:
    """Take workers out of the store, as the undo of an import does."""
    if worker_ids:
        connection.exec_driver_sql("DELETE FROM workers WHERE worker_id = ?", [(one,) for one in worker_ids])


def get(connection: Connection, worker_id: str) -> WorkerRecord | None:
    row = connection.exec_driver_sql(f"{_SELECT} WHERE worker_id = ?", (worker_id,)).first()
    return None if row is None else _from_row(row)


def by_nik(connection: Connection, nik: str) -> list[WorkerRecord]:
    """Everyone with this NIK; never the ones without a NIK."""
    if not nik:
        return []
    found = connection.exec_driver_sql(f"{_SELECT} WHERE nik = ? AND merged_into = '' ORDER BY worker_id", (nik,))
    return [_from_row(row) for row in found]


def by_ids(connection: Connection, worker_ids: Sequence[str]) -> list[WorkerRecord]:
    """The workers with these ids, in this order; ids that are gone are left out."""
    found: dict[str, WorkerRecord] = {}
    for start in range(0, len(worker_ids), _AT_ONCE):
        some = tuple(worker_ids[start : start + _AT_ONCE])
        rows = connection.exec_driver_sql(f"{_SELECT} WHERE worker_id IN ({', '.join('?' * len(some))})", some)
        found.update((row[0], _from_row(row)) for row in rows)
    return [found[one] for one in worker_ids if one in found]


def ids(connection: Connection, wanted: WorkerFilter, limit: int | None = None) -> list[str]:
    """The ids of a list, in its order: about 60 bytes a worker, so that a table can scroll like paper."""
    where, values = _where(wanted)
    sql = f"SELECT worker_id FROM workers WHERE {where} ORDER BY {_ORDERS[wanted.order]}"
    if limit is not None:
        sql += f" LIMIT {limit:d}"
    return list(connection.exec_driver_sql(sql, values).scalars())


def count(connection: Connection, wanted: WorkerFilter) -> int:
    where, values = _where(wanted)
    return int(connection.exec_driver_sql(f"SELECT COUNT(*) FROM workers WHERE {where}", values).scalar_one())


def each(connection: Connection, wanted: WorkerFilter | None = None) -> Iterator[WorkerRecord]:
    """Every worker of a list in its order, without holding them all in memory."""
    wanted = wanted or WorkerFilter()
    where, values = _where(wanted)
    found = connection.execution_options(yield_per=2000).exec_driver_sql(
        f"{_SELECT} WHERE {where} ORDER BY {_ORDERS[wanted.order]}", values
    )
    for row in found:
        yield _from_row(row)


def counts_by(connection: Connection, column: str, wanted: WorkerFilter | None = None) -> dict[str, int]:
    """How many workers there are by one of: village_code, stage, verdict, occupation, source, origin_office, answer."""
    if column not in ("village_code", "stage", "verdict", "occupation", "source", "origin_office", "answer"):
        raise ValueError(column)
    where, values = _where(wanted or WorkerFilter())
    found = connection.exec_driver_sql(
        f"SELECT {column}, COUNT(*) FROM workers WHERE {where} GROUP BY {column} ORDER BY {column}", values
    )
    return dict(found.all())


def counts_by_village_and_stage(connection: Connection) -> dict[tuple[str, Stage], int]:
    return _counts_by_stage_and(connection, "village_code")


def counts_by_round_and_stage(connection: Connection) -> dict[tuple[str, Stage], int]:
    return _counts_by_stage_and(connection, "round_id")


def niks_used_twice(connection: Connection) -> set[str]:
    """Every NIK that more than one worker has; an index scan."""
    found = connection.exec_driver_sql(
        "SELECT nik FROM workers WHERE nik <> '' AND merged_into = '' GROUP BY nik HAVING COUNT(*) > 1"
    )
    return set(found.scalars())


def ids_decided(connection: Connection) -> list[str]:
    """Workers whom a blocking finding holds no longer: found not eligible, or frozen in minutes."""
    found = connection.exec_driver_sql(
        "SELECT worker_id FROM workers WHERE merged_into = '' AND (verdict = 'not_eligible' OR minutes_id <> '')"
    )
    return list(found.scalars())


def count_to_minute(connection: Connection) -> int:
    """How many validated workers stand in no minutes yet."""
    return _count_validated(connection, "minutes_id = ''")


def counts_to_minute(connection: Connection) -> dict[tuple[str, Verdict], int]:
    """The same by village and verdict."""
    found = connection.exec_driver_sql(
        "SELECT village_code, verdict, COUNT(*) FROM workers"
        " WHERE stage = 'validated' AND merged_into = '' AND minutes_id = '' GROUP BY village_code, verdict"
    )
    return {(village, Verdict(verdict or Verdict.PENDING)): number for village, verdict, number in found}


def count_to_send(connection: Connection) -> int:
    """How many workers stand in closed minutes and have not been sent."""
    return _count_validated(connection, "minutes_id <> ''")


def _count_validated(connection: Connection, condition: str) -> int:
    found = connection.exec_driver_sql(
        f"SELECT COUNT(*) FROM workers WHERE stage = 'validated' AND merged_into = '' AND {condition}"
    )
    return int(found.scalar_one())


def counts_waiting_by_village(connection: Connection) -> dict[str, int]:
    """How many workers of each village stand in no minutes yet."""
    found = connection.exec_driver_sql(
        "SELECT village_code, COUNT(*) FROM workers WHERE merged_into = '' AND minutes_id = '' GROUP BY village_code"
    )
    return dict(found.all())


def _counts_by_stage_and(connection: Connection, column: str) -> dict[tuple[str, Stage], int]:
    found = connection.exec_driver_sql(
        f"SELECT {column}, stage, COUNT(*) FROM workers WHERE merged_into = '' GROUP BY {column}, stage"
    )
    return {(value, _STAGES[stage]): number for value, stage, number in found}


def _where(wanted: WorkerFilter) -> tuple[str, tuple[str, ...]]:
    conditions, values = ["merged_into = ''"], []
    for column in ("village_code", "origin_office", "source", "batch_id", "minutes_id"):
        value = getattr(wanted, column)
        if value:
            conditions.append(f"{column} = ?")
            values.append(value)
    if wanted.verdict is not None:
        conditions.append("verdict = ?")
        values.append(wanted.verdict.value)
    for column, several in (("stage", wanted.stages), ("worker_id", wanted.worker_ids)):
        if several:
            conditions.append(f"{column} IN ({', '.join('?' * len(several))})")
            values.extend(str(one) for one in several)
    text = wanted.text.strip()
    if text.isascii() and text.isdigit():
        conditions.append("(nik LIKE ? OR kk_number LIKE ?)")
        values.extend([f"{text}%", f"{text}%"])
    elif key := search_key(text):
        conditions.append("search_key LIKE ?")  # a search key holds letters, digits and spaces only
        values.append(f"%{key}%")
    elif text:
        conditions.append("FALSE")  # nobody is called by signs alone
    return " AND ".join(conditions), tuple(values)


def _to_row(record: WorkerRecord) -> tuple[Any, ...]:
    worker, standing = record.worker, record.standing
    return (
        worker.worker_id,
        *plain_values(worker).values(),
        orjson.dumps(dict(worker.unread), option=orjson.OPT_SORT_KEYS).decode() if worker.unread else "",
        standing.stage.value,
        standing.verdict.value if standing.verdict else "",
        standing.reason.value if standing.reason else "",
        standing.verdict_note,
        standing.round_id,
        standing.minutes_id,
        standing.merged_into,
        standing.entered_by,
        standing.batch_id,
        standing.origin_office,
        standing.answer,
        standing.answer_note,
        search_key(worker.full_name),
        name_key(worker.full_name),
    )


# Positions in COLUMNS of what is not plain text.
_BIRTH, _SEX, _PROGRAMME, _UNREAD = (COLUMNS.index(name) for name in ("birth_date", "sex", "programmes", "unread"))


def _from_row(row: Sequence[Any]) -> WorkerRecord:
    fields: dict[str, Any] = dict(zip(_FIELD_COLUMNS, row[1:_UNREAD], strict=True))
    birth = row[_BIRTH]
    fields["birth_date"] = date.fromisoformat(birth) if birth else None
    fields["sex"] = _SEXES[row[_SEX]]
    fields["programmes"] = _PROGRAMMES[row[_PROGRAMME]]
    fields["unread"] = orjson.loads(row[_UNREAD]) if row[_UNREAD] else NOTHING_UNREAD
    stage, verdict, reason, *texts = row[_UNREAD + 1 :]
    return WorkerRecord(
        Worker(worker_id=row[0], **fields),
        Standing(
            stage=_STAGES[stage],
            verdict=_VERDICTS[verdict],
            reason=_REASONS[reason],
            **dict(zip(_STANDING_COLUMNS[3:], texts, strict=True)),
        ),
    )
