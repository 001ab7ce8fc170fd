"""Batal heard in the midst of one long statement."""

import contextlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy.exc import DatabaseError

from ucj_desktop.domain.progress import Cancelled, Progress
from ucj_desktop.storage.database import Connection

_INSTRUCTIONS = 100_000  # of SQLite between two looks at whether the clerk wants to stop: some hundredths of a second


@contextlib.contextmanager
def heard(connection: Connection, progress: Progress, doing: str) -> Iterator[None]:
    """Let Batal stop every statement of the connection; ``doing`` is what the clerk reads meanwhile."""

    def must_stop() -> int:
        try:
            progress.step(0, None, doing)
        except Cancelled:
            return 1
        return 0

    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(must_stop, _INSTRUCTIONS)
    try:
        yield
    except DatabaseError:
        progress.step(0, None, doing)  # raises Cancelled where that was the reason
        raise
    finally:
        driver.set_progress_handler(None, 0)
