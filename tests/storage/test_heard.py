"""Stopping one long statement."""

import pytest

from ucj_desktop.domain.progress import SILENT, Cancelled
from ucj_desktop.storage.database import Database
from ucj_desktop.storage.heard import heard

LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT COUNT(*) FROM n"


class Stopping:
    """Progress that is asked to stop once, at its second step."""

    def __init__(self, stop: type[BaseException]) -> None:
        self._stop = stop
        self._steps = 0

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        self._steps += 1
        if self._steps == 2:
            raise self._stop


@pytest.mark.parametrize("stop", [Cancelled, KeyboardInterrupt])
def test_a_long_statement_is_stopped_and_says_by_what(database: Database, stop: type[BaseException]) -> None:
    with pytest.raises(stop), database.reading() as connection, heard(connection, Stopping(stop), "Memeriksa"):
        connection.exec_driver_sql(LONG).all()
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1


def test_ctrl_c_that_has_closed_the_connection_stays_ctrl_c(database: Database) -> None:
    def interrupted() -> None:
        with database.reading() as connection, heard(connection, SILENT, "Memeriksa"):
            connection.invalidate()  # as SQLAlchemy does when it arrives within a statement
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
