"""Rows of small tables as they were before a transaction touched them: the journal tells them, undo puts them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

import orjson
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from ucj_desktop.storage import tables

Image: TypeAlias = Mapping[str, Any] | None  # a row by column; None: there was none


@dataclass(frozen=True, slots=True)
class Watched:
    """What of a table is watched: rows that come anew, rows that go, and of those that change all or some columns."""

    key: tuple[str, ...]
    new_rows: bool = True
    gone_rows: bool = True
    only: tuple[str, ...] = ()


# Workers are not among them: the journal tells each of their fields. New rows come by the hundred thousand where a
# list is matched or a sample is drawn; a picture that is erased is not kept beside; what is keyed blind is not told.
WATCHED: Mapping[str, Watched] = MappingProxyType(
    {
        "rounds": Watched(("round_id",)),
        "candidates": Watched(("worker_id",)),
        "calendar_days": Watched(("day",)),
        "confirmations": Watched(("worker_id", "code")),
        "pair_decisions": Watched(("worker_a", "worker_b")),
        "meetings": Watched(("meeting_id",)),
        "meeting_dissents": Watched(("dissent_id",)),
        "subject_requests": Watched(("request_id",)),
        "settings": Watched(("name",)),
        "import_profiles": Watched(("fingerprint",)),
        "outside_lists": Watched(("list_id",), new_rows=False),
        "outside_matches": Watched(("list_id", "worker_id"), new_rows=False),
        "second_keyed_values": Watched(
            ("keying_id", "worker_id", "field"), new_rows=False, only=("choice", "chosen_by", "chosen_at")
        ),
        "attachments": Watched(("attachment_id",), new_rows=False, gone_rows=False, only=("worker_id",)),
    }
)
_INSTALLED = "touched_rows"  # in the connection's info


class RowHeld(Exception):
    """A row cannot be put back: something else in the store hangs on how it is."""


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """One row before and after."""

    table: str
    old: Image
    new: Image

    @property
    def worker_id(self) -> str:
        """Whose row it is; empty where it is nobody's."""
        return str((self.new or self.old or {}).get("worker_id", ""))


def watch(connection: Connection) -> None:
    """Have every later change of a watched table noted on this connection; nothing of it reaches the store."""
    # Asked each time: what a transaction has made is gone when it is rolled back.
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_temp_master WHERE name = 'touched'").first():
        connection.exec_driver_sql("DELETE FROM temp.touched")
        return
    connection.exec_driver_sql(
        "CREATE TEMP TABLE touched"
        " (name TEXT NOT NULL, key TEXT NOT NULL, old TEXT, PRIMARY KEY (name, key)) WITHOUT ROWID"
    )
    there = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    for name, watched in WATCHED.items():
        if name not in there:  # a store of an older program, before it is migrated
            continue
        for sql in _triggers(name, watched):
            connection.exec_driver_sql(sql)
    connection.info[_INSTALLED] = True


def drain(connection: Connection) -> list[TouchedRow]:
    """What was changed since the last time, each row once; rows that are as before are left out."""
    if _INSTALLED not in connection.info:
        return []
    noted = connection.exec_driver_sql("SELECT name, key, old FROM temp.touched ORDER BY name, key").all()
    if not noted:
        return []
    connection.exec_driver_sql("DELETE FROM temp.touched")
    found = []
    for name, key, old in noted:
        before = orjson.loads(old) if old is not None else None
        after = _now(connection, name, orjson.loads(key), before or {})
        if before != after:
            found.append(TouchedRow(name, before, after))
    return found


def is_now(connection: Connection, table: str, image: Image, other: Image) -> bool:
    """Whether the row stands as ``image`` says; ``other`` names the row where the image says that there is none."""
    return _now(connection, table, _key_of(table, image, other), image or {}) == image


def put(connection: Connection, table: str, image: Image, other: Image) -> None:
    """Make the row what ``image`` says; ``other`` names it where the image says that there is none. Raises RowHeld."""
    try:
        _put(connection, table, image, other)
    except IntegrityError as error:
        raise RowHeld from error


def _put(connection: Connection, table: str, image: Image, other: Image) -> None:
    watched, key = WATCHED[table], _key_of(table, image, other)
    where = " AND ".join(f"{column} = ?" for column in watched.key)
    if image is None:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE {where}", tuple(key))
    elif len(image) == len(watched.key) + len(watched.only) and watched.only:
        columns = ", ".join(f"{column} = ?" for column in watched.only)
        values = (*(image[column] for column in watched.only), *key)
        connection.exec_driver_sql(f"UPDATE {table} SET {columns} WHERE {where}", values)
    else:  # OR REPLACE would silently take away another row with which this one cannot be
        marks = ", ".join("?" * len(image))
        rest = ", ".join(f"{column} = excluded.{column}" for column in image if column not in watched.key)
        connection.exec_driver_sql(
            f"INSERT INTO {table} ({', '.join(image)}) VALUES ({marks})"
            f" ON CONFLICT ({', '.join(watched.key)}) DO UPDATE SET {rest}",
            tuple(image.values()),
        )


def _key_of(table: str, image: Image, other: Image) -> list[Any]:
    row = image or other or {}
    return [row[column] for column in WATCHED[table].key]


def _now(connection: Connection, table: str, key: Sequence[Any], like: Mapping[str, Any]) -> Image:
    """The row as it is, with the columns of ``like`` where it has some."""
    where = " AND ".join(f"{column} = ?" for column in WATCHED[table].key)
    columns = tuple(like) or _columns(table)
    found = connection.exec_driver_sql(f"SELECT {_object(columns)} FROM {table} WHERE {where}", tuple(key)).scalar()
    return None if found is None else dict(orjson.loads(found))


def _columns(table: str) -> tuple[str, ...]:
    return tuple(one.name for one in tables.metadata.tables[table].columns)


def _object(columns: Sequence[str], of: str = "") -> str:
    """The SQL of these columns as a JSON object; ``of`` is "OLD." in a trigger."""
    return "json_object(" + ", ".join(f"'{one}', {of}{one}" for one in columns) + ")"


def _triggers(table: str, watched: Watched) -> list[str]:
    whole, some = _columns(table), (*watched.key, *watched.only) if watched.only else _columns(table)
    old_key, new_key = (f"json_array({', '.join(f'{of}.{one}' for one in watched.key)})" for of in ("OLD", "NEW"))
    same = " AND ".join(f"one.{column} = NEW.{column}" for column in watched.key)
    there = f"FROM main.{table} AS one WHERE {same}"
    notes = {"UPDATE": ("", _note(table, old_key, _object(some, "OLD.")))}
    if watched.gone_rows:
        notes["DELETE"] = ("", _note(table, old_key, _object(whole, "OLD.")))
    if not watched.only:
        only_known = "" if watched.new_rows else f" WHEN EXISTS (SELECT 1 {there})"
        notes["INSERT"] = (only_known, _note(table, new_key, f"(SELECT {_object(whole, 'one.')} {there})"))
    return [
        f"CREATE TEMP TRIGGER touched_{table}_{what.lower()} BEFORE {what} ON main.{table}{when} BEGIN {note}; END"
        for what, (when, note) in notes.items()
    ]


def _note(table: str, key: str, former: str) -> str:
    """The first image counts. OR IGNORE would not do: a trigger takes over the OR REPLACE of who fires it."""
    return (
        f"INSERT INTO touched (name, key, old) SELECT '{table}', {key}, {former}"
        f" WHERE NOT EXISTS (SELECT 1 FROM touched WHERE name = '{table}' AND key = {key})"
    )
