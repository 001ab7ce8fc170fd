"""What every worker's row holds for sorting and finding, worked out again when a newer program does it otherwise."""

from typing import Any

from ucj_desktop.matching.lookups import VERSION
from ucj_desktop.storage import settings
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.worker_rows import DERIVED_COLUMNS, SELECT, derived, worker_of

_NAME = "derived"  # in meta
_AT_ONCE = 5_000
_UPDATE = f"UPDATE workers SET {', '.join(f'{name} = ?' for name in DERIVED_COLUMNS)} WHERE worker_id = ?"


def is_derived(connection: Connection) -> bool:
    """Whether all rows hold what this program would put there."""
    return settings.meta(connection).get(_NAME) == VERSION


def mark_derived(connection: Connection) -> None:
    """Say that they do, as of a store that was just made."""
    settings.set_meta(connection, {_NAME: VERSION})


def derive_again(connection: Connection) -> int:
    """Work out every row's derived columns anew; gives how many rows there are."""
    last, done = "", 0
    while True:
        rows: list[Any] = list(
            connection.exec_driver_sql(f"{SELECT} WHERE worker_id > ? ORDER BY worker_id LIMIT {_AT_ONCE:d}", (last,))
        )
        if not rows:
            break
        connection.exec_driver_sql(_UPDATE, [(*derived(worker_of(row)), row[0]) for row in rows])
        last, done = rows[-1][0], done + len(rows)
    mark_derived(connection)
    return done
