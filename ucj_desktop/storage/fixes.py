"""Fixes of many workers at once, as the journal tells them."""

from ucj_desktop.storage import journal
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Row

PREFIX = "fix/"
"""How the subject of a fix begins; the rows of its workers bear the same text as their batch."""


def rows(connection: Connection) -> list[Row]:
    """That fixes were made, undone and made again: a row for each time, the newest first."""
    found = connection.exec_driver_sql("SELECT n FROM journal WHERE subject >= 'fix/' AND subject < 'fix0'")
    return journal.by_numbers(connection, list(found.scalars()))


def any_row_of_worker(connection: Connection, batch: str) -> Row | None:
    """What a fix did to one of its workers; None where there is no such fix."""
    found = journal.rows(connection, batch=batch, limit=1, newest_first=False)
    return found[0] if found else None
