"""Statements on a thread of their own: all of them in their order, none after one that failed, none after a stop."""

import sys
from collections.abc import Iterable, Iterator

import pytest
from sqlalchemy.exc import IntegrityError

from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.storage import journal, journal_chain, workers
from ucj_desktop.storage.database import Connection, Database
from ucj_desktop.storage.journal import Appender, Entry
from ucj_desktop.storage.write_behind import WriteBehind

INSERT = "INSERT INTO settings (name, value) VALUES (?, ?)"


def settings(connection: Connection) -> list[str]:
    return list(connection.exec_driver_sql("SELECT name FROM settings WHERE value = 'w' ORDER BY rowid").scalars())


def logged(connection: Connection) -> None:
    journal.append(connection, who="a", at="2026", entries=[Entry(action="bench")])


def test_many_more_statements_than_may_wait_are_all_carried_out_in_their_order(database: Database) -> None:
    with database.writing() as connection:
        with WriteBehind(connection) as writer:
            for number in range(300):
                writer.exec_driver_sql(INSERT, (f"n{number}", "w"))
                writer.exec_driver_sql("UPDATE settings SET value = 'w' WHERE name = ?", (f"n{number - 1}",))
        assert settings(connection) == [f"n{number}" for number in range(300)]
        logged(connection)
    with database.reading() as connection:
        assert len(settings(connection)) == 300


def write(database: Database, statements: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    with database.writing() as connection, WriteBehind(connection) as writer:
        for statement, values in statements:
            writer.exec_driver_sql(statement, values)


def test_a_statement_that_fails_is_the_last_and_nothing_is_kept(database: Database) -> None:
    first = (INSERT, ("first", "w"))
    # The last as if SQLite had ended the transaction: what follows must not be kept.
    with pytest.raises(IntegrityError):
        write(database, [first, first, ("COMMIT", ())])
    with database.reading() as connection:
        assert settings(connection) == []


def test_the_failure_is_told_while_more_is_given(database: Database) -> None:
    left = iter([(INSERT, ("same", "w"))] * 1_000)
    with pytest.raises(IntegrityError):
        write(database, left)
    assert len(list(left)) > 900


def stopped(count: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from ((INSERT, (f"n{number}", "w")) for number in range(count))
    raise Cancelled


def test_a_stop_keeps_nothing_and_the_store_takes_the_next_save(database: Database) -> None:
    with pytest.raises(Cancelled):
        write(database, stopped(30))
    with database.writing() as connection:
        assert settings(connection) == []
        connection.exec_driver_sql(INSERT, ("next", "w"))
        logged(connection)
    with database.reading() as connection:
        assert settings(connection) == ["next"]


def test_an_appender_links_rows_that_another_writes_and_the_chain_goes_on(database: Database) -> None:
    with database.writing() as connection:
        logged(connection)
        appender = Appender(connection, who="a", at="2026", batch="b")
        with WriteBehind(connection) as writer:
            for number in range(5):
                one = Worker(full_name=f"Baso {number}", village_code="7302011001")
                workers.add(writer, [WorkerRecord(one, Standing())])
                entry = Entry(action="worker.imported", subject=one.worker_id, changes={"full_name": (None, "Baso")})
                head = appender.append(writer, [entry, Entry(action="more")])
        assert journal.head(connection)[1].hex() == head
        logged(connection)
        rows = journal.rows(connection, newest_first=False)
        assert [row.n for row in rows] == list(range(1, 13))
        assert {row.deed for row in rows} == {1}
        assert journal_chain.verify(connection).ok


def test_python_s_own_turns_are_back_however_it_ends(database: Database) -> None:
    usual = sys.getswitchinterval()
    write(database, [(INSERT, ("one", "w"))])
    assert sys.getswitchinterval() == usual
    with pytest.raises(IntegrityError):
        write(database, [(INSERT, ("same", "w"))] * 2)
    assert sys.getswitchinterval() == usual
