"""Workers as rows of their table, and back; written in bulk, hundreds of thousands at a time."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

import orjson
from sqlalchemy.exc import IntegrityError

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import FIELDS
from ucj_desktop.domain.names import name_key, search_key
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.domain.worker import NOTHING_UNREAD, Programmes, Sex, Worker
from ucj_desktop.matching.lookups import COLUMNS as LOOKUP_COLUMNS
from ucj_desktop.matching.lookups import lookups
from ucj_desktop.storage import many_rows, tables
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.triggers import NOT_PROVED
from ucj_desktop.storage.write_behind import Writes

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


class StageNotProved(ClerkError):
    """The rulings in the store do not say what is stated of a worker: somebody changed them from outside."""

    code = "DATA-08"

    def __init__(self) -> None:
        super().__init__(
            what="Tidak jadi disimpan: hasil pekerja tidak sama dengan hasil verifikasi atau validasi yang tercatat.",
            fix="Ada yang mengubah data dari luar program. Buka Pengaturan, bagian Kesehatan, laporkan ke kepala"
            " kantor, dan pulihkan cadangan yang utuh.",
        )


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
    return *_name_keys(worker.full_name), *lookups(worker)


@lru_cache(maxsize=65_536)
def _name_keys(name: str) -> tuple[str, str]:
    return search_key(name), name_key(name)


def to_row(record: WorkerRecord) -> tuple[Any, ...]:
    """A worker as the values of COLUMNS and DERIVED_COLUMNS."""
    worker, standing = record.worker, record.standing
    fields = list(_fields_of(worker))
    fields[_BORN] = worker.birth_date.isoformat() if worker.birth_date else None
    fields[_SEX] = worker.sex.value if worker.sex else None
    fields[_PROGRAMME] = worker.programmes.value
    return worker.worker_id, *fields, _unread_text(worker), *_standing_values(standing), *derived(worker)


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


def add(writer: Writes, records: Iterable[WorkerRecord]) -> None:
    """Add new workers. A column in which all of them have what the table puts there by itself is left out: a list
    states a dozen fields of the thirty, and binding the rest cost a third of the time.
    """
    added = list(records)
    if not added:
        return
    columns = _columns(added)
    used = [at for at, values in enumerate(columns) if values.count(_DEFAULTS[at]) != len(added)]
    rows = list(zip(*(columns[at] for at in used), strict=True))
    many_rows.insert(writer, "workers", [_WRITTEN[at] for at in used], rows)


def _columns(records: Sequence[WorkerRecord]) -> list[Sequence[Any]]:
    """What :func:`to_row` gives, column by column: half the work of a row after the other."""
    workers = [one.worker for one in records]
    fields: list[Sequence[Any]] = list(zip(*map(_fields_of, workers), strict=True))
    fields[_BORN] = [day.isoformat() if day else None for day in fields[_BORN]]
    fields[_SEX] = [sex.value if sex else None for sex in fields[_SEX]]
    fields[_PROGRAMME] = [programmes.value for programmes in fields[_PROGRAMME]]
    unread = [_unread_text(one) if one.unread else "" for one in workers]
    known: dict[int, tuple[str, ...]] = {}  # those of one import stand in a few places
    for one in records:
        if id(one.standing) not in known:
            known[id(one.standing)] = _standing_values(one.standing)
    standings = zip(*[known[id(one.standing)] for one in records], strict=True)
    kept = zip(*map(derived, workers), strict=True)
    return [[one.worker_id for one in workers], *fields, unread, *standings, *kept]


def _unread_text(worker: Worker) -> str:
    return orjson.dumps(dict(worker.unread), option=orjson.OPT_SORT_KEYS).decode() if worker.unread else ""


def _standing_values(standing: Standing) -> tuple[str, ...]:
    return (
        standing.stage.value,
        standing.verdict.value if standing.verdict else "",
        standing.reason.value if standing.reason else "",
        *_texts_of(standing),
    )


def change(connection: Connection, records: Iterable[WorkerRecord]) -> None:
    """Write workers that are in the store already, whole."""
    rows = [(*row[1:], row[0]) for row in map(to_row, records)]
    if rows:
        with _refused_in_words():
            connection.exec_driver_sql(_UPDATE, rows)


def change_from(writer: Writes, changed: Iterable[tuple[WorkerRecord, WorkerRecord]]) -> None:
    """Write workers that are in the store already, each given as (before, after): only the columns that differ, so
    that SQLite leaves the indexes of the others alone.
    """
    by_columns: dict[tuple[int, ...], list[tuple[Any, ...]]] = {}
    for before, after in changed:
        old, new = to_row(before), to_row(after)
        places = tuple(at for at, value in enumerate(new) if value != old[at])
        by_columns.setdefault(places, []).append((*(new[at] for at in places), new[0]))
    for places, rows in by_columns.items():
        if places:
            named = ", ".join(f"{_WRITTEN[at]} = ?" for at in places)
            with _refused_in_words():
                writer.exec_driver_sql(f"UPDATE workers SET {named} WHERE worker_id = ?", rows)


@contextmanager
def _refused_in_words() -> Iterator[None]:
    """Raise StageNotProved where the triggers find no ruling behind a stage; only foreign SQL brings that about."""
    try:
        yield
    except IntegrityError as error:
        if NOT_PROVED in str(error.orig):
            raise StageNotProved from error
        raise
