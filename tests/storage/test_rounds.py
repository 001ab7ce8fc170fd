"""Rounds and candidates as the store itself keeps them apart, whoever writes SQL."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from ucj_desktop.domain.quota import Duty, Round, TeamMember
from ucj_desktop.storage import rounds, workers
from ucj_desktop.storage.database import Database

FILLED = (
    "INSERT INTO rounds (round_id, village_code) VALUES ('open', '7302012004')",
    "INSERT INTO rounds (round_id, village_code, closed_at) VALUES ('closed', '7302012004', '2026')",
    "INSERT INTO rounds (round_id, village_code) VALUES ('other', '7302012005')",
    "INSERT INTO workers (worker_id, full_name, village_code, round_id) VALUES ('w', 'BASO', '7302012004', 'open')",
    "INSERT INTO workers (worker_id, full_name, village_code, round_id) VALUES ('v', 'RAHMA', '7302012004', 'closed')",
    "INSERT INTO candidates (worker_id, round_id, position) VALUES ('w', 'open', 1)",
)


@pytest.fixture
def filled(database: Database) -> Database:
    with database.writing() as connection:
        for statement in FILLED:
            connection.exec_driver_sql(statement)
    return database


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("INSERT INTO rounds (round_id, village_code) VALUES ('second', '7302012004')", "UNIQUE"),
        ("UPDATE rounds SET closed_at = '' WHERE round_id = 'closed'", "UNIQUE"),
        ("UPDATE rounds SET village_code = '7302012004' WHERE round_id = 'other'", "UNIQUE"),
        ("INSERT OR REPLACE INTO rounds (round_id, village_code) VALUES ('second', '7302012004')", "with workers"),
        ("DELETE FROM rounds WHERE round_id = 'open'", "with workers"),
        ("INSERT INTO candidates (worker_id, round_id) VALUES ('w', 'other')", "own|UNIQUE|open round"),
        ("INSERT INTO candidates (worker_id, round_id) VALUES ('v', 'open')", "open round of the worker"),
        ("INSERT INTO candidates (worker_id, round_id) VALUES ('v', 'closed')", "open round of the worker"),
        ("INSERT INTO candidates (worker_id, round_id) VALUES ('nobody', 'open')", "open round of the worker"),
        ("UPDATE candidates SET round_id = 'other'", "open round of the worker"),
        ("UPDATE candidates SET worker_id = 'v'", "open round of the worker"),
        ("INSERT OR REPLACE INTO candidates (worker_id, round_id) VALUES ('w', 'other')", "open round of the worker"),
    ],
)
def test_sql_that_puts_a_worker_into_two_open_rounds_is_refused(filled: Database, sql: str, words: str) -> None:
    with pytest.raises(IntegrityError, match=words), filled.writing() as connection:
        connection.exec_driver_sql(sql)


def test_a_worker_row_names_one_round_and_no_table_can_name_another(filled: Database) -> None:
    """The round is one column of the worker; the only other table that names a round with a worker is guarded above."""
    with filled.reading() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        columns = {
            name: {row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")} for name in tables
        }
    assert {name for name, found in columns.items() if {"worker_id", "round_id"} <= found} == {"workers", "candidates"}


def test_a_round_comes_back_as_it_was_kept(database: Database) -> None:
    kept = Round(
        round_id="r",
        village_code="7302012004",
        period=2026,
        quota=7,
        deadline=date(2026, 12, 1),
        team=(TeamMember(duty=Duty.LEADER, name="Baso", position="Kasi Kesra", nip="198001012005011001"),),
        source="DTSEN",
        opened_at="2026-11-22T01:00:00.000Z",
    )
    with database.writing() as connection:
        rounds.put(connection, kept)
        assert rounds.every(connection) == [kept]
        assert rounds.open_one(connection, "r") == kept
        assert rounds.open_one(connection, "q") is None


def test_taking_in_tells_who_came_from_a_closed_round(filled: Database) -> None:
    with filled.writing() as connection:
        connection.exec_driver_sql("UPDATE rounds SET closed_at = '2026' WHERE round_id = 'open'")
        connection.exec_driver_sql("INSERT INTO rounds (round_id, village_code) VALUES ('next', '7302012004')")
        assert dict(rounds.take_in(connection, "next", "7302012004")) == {"v": "closed", "w": "open"}
        assert {one.standing.round_id for one in workers.each(connection)} == {"next"}


def test_a_worker_verified_twice_in_the_window_counts_once(database: Database) -> None:
    told = (
        ("1", "w", "verify", "eligible", "2026-11-02T01:10:00.000Z"),
        ("2", "w", "verify", "not_eligible", "2026-11-03T01:10:00.000Z"),
        ("3", "v", "verify", "pending", "2026-11-03T01:10:00.000Z"),
        ("4", "u", "verify", "eligible", "2026-10-03T01:10:00.000Z"),
        ("5", "u", "validate", "eligible", "2026-11-03T01:10:00.000Z"),
    )
    with database.writing() as connection:
        for worker_id in ("u", "v", "w"):
            connection.exec_driver_sql(
                "INSERT INTO workers (worker_id, full_name, village_code) VALUES (?, 'BASO', '7302012004')",
                (worker_id,),
            )
        connection.exec_driver_sql(
            "INSERT INTO rulings (ruling_id, worker_id, step, verdict, recorded_at) VALUES (?, ?, ?, ?, ?)",
            [(number, worker, step, verdict, at) for number, worker, step, verdict, at in told],
        )
        found = rounds.verified_since(connection, "2026-11-01T00:00:00.000Z")
    assert found == {("7302012004", "2026-11-02T01"): 1}
