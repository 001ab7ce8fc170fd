"""Batal and Ctrl+C heard in the midst of one long statement."""

import contextlib
from collections.abc import Iterator
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy.exc import DatabaseError

from ucj_desktop.domain.progress import Cancelled, Progress
from ucj_desktop.storage.database import Connection

_INSTRUCTIONS = 100_000  # of SQLite between two looks at whether the clerk wants to stop: some hundredths of a second


@contextlib.contextmanager
def heard(connection: Connection, progress: Progress, doing: str) -> Iterator[None]:
    """Let Batal stop every statement of the connection; ``doing`` is what the clerk reads meanwhile."""

    stops: list[BaseException] = []

    def must_stop() -> int:
        try:
            progress.step(0, None, doing)
        except (Cancelled, KeyboardInterrupt) as stop:
            stops.append(stop)
        return len(stops)

    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(must_stop, _INSTRUCTIONS)
    try:
        yield
    except DatabaseError:
        if stops:
            raise stops[0] from None
        raise
    finally:
        with contextlib.suppress(sqlcipher3.dbapi2.ProgrammingError):  # closed already, by Ctrl+C in a statement
            driver.set_progress_handler(None, 0)
