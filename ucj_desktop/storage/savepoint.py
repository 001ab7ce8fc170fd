"""A part of a transaction that may fail by itself."""

import contextlib
from collections.abc import Iterator

from ucj_desktop.storage.database import Connection


@contextlib.contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """What is written inside is taken back where it raises; the transaction itself goes on."""
    connection.exec_driver_sql("SAVEPOINT part")
    try:
        yield
    except BaseException:
        connection.exec_driver_sql("ROLLBACK TO part")
        raise
    finally:
        connection.exec_driver_sql("RELEASE part")
