"""Who is in the store already, asked for some hundred people at a time, as bare rows: an import compares 100,000."""

from collections.abc import Collection, Iterable
from typing import Any

from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.worker_rows import COLUMNS

StoredRow = tuple[Any, ...]
"""The values of COLUMNS, as the store keeps them: dates in ISO form, choices by their English value."""

PersonKey = tuple[str, str | None, str]
"""Name key, birth date in ISO form or None, village code: who a row without a NIK may be."""

AT = {name: place for place, name in enumerate(COLUMNS)}
_AT_ONCE = 500  # values in one IN (...)
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM workers WHERE merged_into = ''"
_SELECT_WITH_KEY = f"SELECT {', '.join(COLUMNS)}, name_key FROM workers WHERE merged_into = ''"
_NIK, _ID = AT["nik"], AT["worker_id"]


def by_niks(connection: Connection, niks: Iterable[str]) -> dict[str, StoredRow]:
    """The stored worker of each NIK; the oldest where several have it."""
    found = _where_in(connection, _SELECT, "nik", set(niks) - {""}, "nik, worker_id")
    return {row[_NIK]: row for row in reversed(found)}  # the oldest has the last word


def by_ids(connection: Connection, ids: Iterable[str]) -> dict[str, StoredRow]:
    """The stored worker of each id."""
    return {row[_ID]: row for row in _where_in(connection, _SELECT, "worker_id", set(ids) - {""}, "worker_id")}


def by_people(connection: Connection, keys: Collection[PersonKey]) -> dict[PersonKey, list[StoredRow]]:
    """The stored workers of each name, birth date and village, the oldest first."""
    born = tuple(sorted({day for _, day, _ in keys if day is not None}))
    narrowed = f"(birth_date IS NULL OR birth_date IN ({', '.join('?' * len(born))}))"
    names = {name for name, _, _ in keys}
    return _by_person(_where_in(connection, _SELECT_WITH_KEY, "name_key", names, "name_key, worker_id", narrowed, born))


def without_nik(connection: Connection) -> dict[PersonKey, list[StoredRow]]:
    """Everyone who has no NIK yet, or one that a digit too many or too few makes impossible, by name, birth date and
    village, the oldest first.
    """
    of_index = "SELECT worker_id FROM workers WHERE merged_into = '' AND length(nik) <> 16"
    return _by_person(_rows(connection, f"{_SELECT_WITH_KEY} AND worker_id IN ({of_index}) ORDER BY worker_id", ()))


def _by_person(rows: Iterable[StoredRow]) -> dict[PersonKey, list[StoredRow]]:
    found: dict[PersonKey, list[StoredRow]] = {}
    for row in rows:
        found.setdefault((row[-1], row[AT["birth_date"]], row[AT["village_code"]]), []).append(row[:-1])
    return found


def _where_in(
    connection: Connection,
    select: str,
    column: str,
    values: Collection[str],
    order: str,
    narrowed: str = "TRUE",
    more: tuple[str, ...] = (),
) -> list[StoredRow]:
    wanted = sorted(values)
    found: list[StoredRow] = []
    for start in range(0, len(wanted), _AT_ONCE):
        some = tuple(wanted[start : start + _AT_ONCE])
        asked = f"{select} AND {column} IN ({', '.join('?' * len(some))}) AND {narrowed} ORDER BY {order}"
        found += _rows(connection, asked, (*some, *more))
    return found


def _rows(connection: Connection, sql: str, values: tuple[str, ...]) -> list[StoredRow]:
    found = connection.exec_driver_sql(sql, values)
    return [] if found.cursor is None else list(found.cursor.fetchall())
