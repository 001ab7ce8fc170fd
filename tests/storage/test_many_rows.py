"""Rows by the thousand: they come as they went in, and the indexes are what they were, also after a stop."""

import pytest

from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.storage import journal, journal_chain, many_rows, workers
from ucj_desktop.storage.database import Connection, Database
from ucj_desktop.storage.journal import Entry

MANY = 5_000  # so many rows coming are worth new indexes


class StopsAtTheList:
    """A clerk who presses Batal when the indexes are built."""

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        if words == "Menyusun daftar" and number:
            raise Cancelled


def indexes(connection: Connection) -> list[tuple[str, str]]:
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    )
    return [(name, sql) for name, sql in found]


def people(count: int) -> list[WorkerRecord]:
    return [WorkerRecord(Worker(full_name=f"Baso {number:04d}", village_code="7302011001")) for number in range(count)]


def test_more_rows_than_one_statement_takes_come_in_their_order(database: Database) -> None:
    with database.writing() as connection:
        journal.append(connection, who="a", at="2026", entries=[Entry(action=f"bench.{at}") for at in range(2_001)])
        rows = journal.rows(connection, limit=3_000, newest_first=False)
        assert [row.action for row in rows] == [f"bench.{at}" for at in range(2_001)]
        assert journal_chain.verify(connection).ok


def test_the_indexes_are_the_same_afterwards_and_find_the_rows(database: Database) -> None:
    added = people(30)
    with database.writing() as connection:
        before = indexes(connection)
        cache = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
        with many_rows.indexes_built_after(connection, "workers", MANY):
            assert len(indexes(connection)) < len(before)
            workers.add(connection, added)
        assert indexes(connection) == before
        assert connection.exec_driver_sql("PRAGMA cache_size").scalar_one() == cache
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        asked = "SELECT worker_id FROM workers INDEXED BY ix_workers_by_name WHERE search_key = 'baso 0007'"
        assert connection.exec_driver_sql(asked).scalar_one() == added[7].worker.worker_id
        journal.append(connection, who="a", at="2026", entries=[Entry(action="bench")])


def test_few_rows_for_many_leave_the_indexes_alone(database: Database) -> None:
    with database.writing() as connection:
        before = indexes(connection)
        with many_rows.indexes_built_after(connection, "workers", MANY - 1):
            assert indexes(connection) == before
        journal.append(connection, who="a", at="2026", entries=[Entry(action="bench")])


def test_a_stop_while_indexes_are_built_leaves_everything_as_it_was(database: Database) -> None:
    with database.reading() as connection:
        before = indexes(connection)
    with (
        pytest.raises(Cancelled),
        database.writing() as connection,
        many_rows.indexes_built_after(connection, "workers", MANY, StopsAtTheList()),
    ):
        workers.add(connection, people(30))
    with database.reading() as connection:
        assert indexes(connection) == before
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM workers").scalar_one() == 0


def test_a_long_statement_is_stopped_in_its_midst(database: Database) -> None:
    with (
        pytest.raises(Cancelled),
        database.writing() as connection,
        many_rows.indexes_built_after(connection, "workers", MANY, StopsInTheMidst()),
    ):
        workers.add(connection, people(8_000))
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM workers").scalar_one() == 0


class StopsInTheMidst:
    """A clerk who presses Batal while one index is built: no count is told then."""

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        if words == "Menyusun daftar" and total is None:
            raise Cancelled
