"""Workers as rows of their table, and back; written in bulk, hundreds of thousands at a time."""

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

import orjson

from ucj_desktop.domain.fields import FIELDS
from ucj_desktop.domain.names import name_key, search_key
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.domain.worker import NOTHING_UNREAD, Programmes, Sex, Worker
from ucj_desktop.matching.lookups import COLUMNS as LOOKUP_COLUMNS
from ucj_desktop.matching.lookups import lookups
from ucj_desktop.storage import tables
from ucj_desktop.storage.database import Connection

FIELD_COLUMNS = tuple(field.code for field in FIELDS)
STANDING_COLUMNS = (
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
COLUMNS = ("worker_id", *FIELD_COLUMNS, "unread", *STANDING_COLUMNS)
DERIVED_COLUMNS = ("search_key", "name_key", *LOOKUP_COLUMNS)
SELECT = f"SELECT {', '.join(COLUMNS)} FROM workers"
_WRITTEN = (*COLUMNS, *DERIVED_COLUMNS)
_UPDATE = f"UPDATE workers SET {', '.join(f'{name} = ?' for name in _WRITTEN[1:])} WHERE worker_id = ?"
_SEXES = {None: None, "male": Sex.MALE, "female": Sex.FEMALE}
_STAGES = {stage.value: stage for stage in Stage}
_PROGRAMMES = {programmes.value: programmes for programmes in Programmes}
_VERDICTS = {"": None, **{verdict.value: verdict for verdict in Verdict}}
_REASONS = {"": None, **{reason.value: reason for reason in Reason}}


def _default(name: str) -> str | None:
    """What the table puts into a column that an INSERT leaves out."""
    default = tables.workers.columns[name].server_default
    return None if default is None else str(getattr(default, "arg", ""))


_DEFAULTS = tuple(_default(name) for name in _WRITTEN)

# Positions in FIELD_COLUMNS and COLUMNS of what is not plain text.
_BORN, _SEX, _PROGRAMME = (FIELD_COLUMNS.index(name) for name in ("birth_date", "sex", "programmes"))
_UNREAD = COLUMNS.index("unread")
_fields_of = attrgetter(*FIELD_COLUMNS)
_texts_of = attrgetter(*STANDING_COLUMNS[3:])


def derived(worker: Worker) -> tuple[Any, ...]:
    """What is kept beside a worker for sorting and finding, in the order of DERIVED_COLUMNS."""
    return search_key(worker.full_name), name_key(worker.full_name), *lookups(worker)


def to_row(record: WorkerRecord) -> tuple[Any, ...]:
    """A worker as the values of COLUMNS and DERIVED_COLUMNS."""
    worker, standing = record.worker, record.standing
    fields = list(_fields_of(worker))
    fields[_BORN] = worker.birth_date.isoformat() if worker.birth_date else None
    fields[_SEX] = worker.sex.value if worker.sex else None
    fields[_PROGRAMME] = worker.programmes.value
    return (
        worker.worker_id,
        *fields,
        orjson.dumps(dict(worker.unread), option=orjson.OPT_SORT_KEYS).decode() if worker.unread else "",
        standing.stage.value,
        standing.verdict.value if standing.verdict else "",
        standing.reason.value if standing.reason else "",
        *_texts_of(standing),
        *derived(worker),
    )


def worker_of(row: Sequence[Any]) -> Worker:
    """The worker of a row of COLUMNS, without where he or she stands."""
    fields: dict[str, Any] = dict(zip(FIELD_COLUMNS, row[1:_UNREAD], strict=True))
    born = fields["birth_date"]
    fields["birth_date"] = date.fromisoformat(born) if born else None
    fields["sex"] = _SEXES[fields["sex"]]
    fields["programmes"] = _PROGRAMMES[fields["programmes"]]
    return Worker(worker_id=row[0], unread=orjson.loads(row[_UNREAD]) if row[_UNREAD] else NOTHING_UNREAD, **fields)


def from_row(row: Sequence[Any]) -> WorkerRecord:
    """The worker of a row of COLUMNS."""
    stage, verdict, reason, *texts = row[_UNREAD + 1 :]
    standing = Standing(
        stage=_STAGES[stage],
        verdict=_VERDICTS[verdict],
        reason=_REASONS[reason],
        **dict(zip(STANDING_COLUMNS[3:], texts, strict=True)),
    )
    return WorkerRecord(worker_of(row), standing)


def add(connection: Connection, records: Iterable[WorkerRecord]) -> None:
    """Add new workers. A column in which all of them have what the table puts there by itself is left out: a list
    states a dozen fields of the thirty, and binding the rest cost a third of the time.
    """
    columns = list(zip(*map(to_row, records), strict=True))
    if not columns:
        return
    count = len(columns[0])
    used = [at for at, values in enumerate(columns) if values.count(_DEFAULTS[at]) != count]
    rows = list(zip(*(columns[at] for at in used), strict=True))
    names = ", ".join(_WRITTEN[at] for at in used)
    connection.exec_driver_sql(f"INSERT INTO workers ({names}) VALUES ({', '.join('?' * len(used))})", rows)


def change(connection: Connection, records: Iterable[WorkerRecord]) -> None:
    """Write workers that are in the store already, whole."""
    rows = [(*row[1:], row[0]) for row in map(to_row, records)]
    if rows:
        connection.exec_driver_sql(_UPDATE, rows)
