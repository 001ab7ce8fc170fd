"""Triggers: what is append-only stays append-only, whoever writes SQL."""

import pytest
from sqlalchemy.exc import IntegrityError

from ucj_desktop.domain.fields import FIELDS
from ucj_desktop.storage import journal
from ucj_desktop.storage.database import Database
from ucj_desktop.storage.journal import Entry

FILLED = (
    "INSERT INTO rulings (ruling_id, worker_id, verdict) VALUES ('r', 'w', 'eligible')",
    "INSERT INTO minutes (minutes_id, revision, register) VALUES ('m', 1, 1)",
    "INSERT INTO minutes_rows (minutes_id, revision, position, worker_id) VALUES ('m', 1, 1, 'w')",
    "INSERT INTO workers (worker_id, full_name, minutes_id) VALUES ('w', 'BASO', 'm')",
    "INSERT INTO checkpoints (n, hash, signature) SELECT n, hash, x'00' FROM journal WHERE n = 2",
)


@pytest.fixture
def filled(database: Database) -> Database:
    with database.writing() as connection:
        entries = [Entry(action="worker.entered", subject="w", changes={"full_name": (None, "BASO")})] * 3
        journal.append(connection, who="a", at="2026", entries=entries)
        for statement in FILLED:
            connection.exec_driver_sql(statement)
    return database


def refusal(database: Database, sql: str) -> str:
    with pytest.raises(IntegrityError) as told, database.writing() as connection:
        connection.exec_driver_sql(sql)
    return str(told.value.orig)


@pytest.mark.parametrize(
    "sql, words",
    [
        ("UPDATE journal SET entry = '{}' WHERE n = 2", "journal rows never change"),
        ("UPDATE journal SET hash = x'00'", "journal rows never change"),
        ("DELETE FROM journal WHERE n = 3", "journal rows are never deleted"),
        ("DELETE FROM journal", "journal rows are never deleted"),
        ("INSERT INTO journal (n, entry, prev, hash) VALUES (9, '{}', x'00', x'00')", "follow one another"),
        ("INSERT INTO journal (n, entry, prev, hash) VALUES (4, '{}', zeroblob(32), x'00')", "follow one another"),
        ("INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE n = 3", "follow one another"),
        ("UPDATE journal_text SET text = '{}'", "journal text never changes"),
        ("UPDATE rulings SET verdict = 'not_eligible'", "rulings never change"),
        ("DELETE FROM rulings", "rulings are never deleted"),
        ("INSERT OR REPLACE INTO rulings (ruling_id, verdict) VALUES ('r', 'pending')", "rulings are never deleted"),
        ("UPDATE minutes_rows SET fields = '{}'", "frozen rows never change"),
        ("DELETE FROM minutes_rows", "frozen rows are never deleted"),
        (
            "INSERT OR REPLACE INTO minutes_rows (minutes_id, revision, position) VALUES ('m', 1, 1)",
            "frozen rows are never deleted",
        ),
        ("DELETE FROM minutes", "minutes are never deleted"),
        ("INSERT OR REPLACE INTO minutes (minutes_id, revision) VALUES ('m', 1)", "minutes are never deleted"),
        ("UPDATE checkpoints SET hash = x'11'", "checkpoints never change"),
        ("DELETE FROM checkpoints", "checkpoints are never deleted"),
        ("INSERT OR REPLACE INTO checkpoints (n, hash, signature) VALUES (2, x'1', x'1')", "never deleted"),
    ],
)
def test_sql_that_rewrites_history_is_refused(filled: Database, sql: str, words: str) -> None:
    assert words in refusal(filled, sql.replace("x'1'", "x'11'"))


def test_journal_text_may_be_erased(filled: Database) -> None:
    with filled.writing() as connection:
        connection.exec_driver_sql("DELETE FROM journal_text WHERE n = 1")
        assert journal.verify(connection).ok


@pytest.mark.parametrize(
    "column",
    [
        "register", "revision", "period", "held_on", "venue", "village_codes", "signers", "closed_by", "closed_at",
        "one_person_office", "journal_head", "digest",
    ],
)  # fmt: skip
def test_closed_minutes_keep_every_column_that_was_signed(filled: Database, column: str) -> None:
    assert "closed minutes never change" in refusal(filled, f"UPDATE minutes SET {column} = 7")


@pytest.mark.parametrize("column", ["number", "reopened_at", "reopen_reason"])
def test_closed_minutes_may_get_their_number_and_their_reopening(filled: Database, column: str) -> None:
    with filled.writing() as connection:
        assert connection.exec_driver_sql(f"UPDATE minutes SET {column} = 'x'").rowcount == 1


@pytest.mark.parametrize("column", [*(field.code for field in FIELDS), "unread", "verdict", "reason", "verdict_note"])
def test_a_frozen_worker_keeps_every_field(filled: Database, column: str) -> None:
    value = 7 if column in ("weekly_hours", "monthly_income", "desil") else "'pending'"
    assert "frozen workers keep their data" in refusal(filled, f"UPDATE workers SET {column} = {value}")
    with filled.writing() as connection:
        changed = connection.exec_driver_sql(f"UPDATE workers SET minutes_id = '', {column} = {value}")
        assert changed.rowcount == 1


def test_a_frozen_worker_may_go_on_to_the_next_stage(filled: Database) -> None:
    with filled.writing() as connection:
        assert connection.exec_driver_sql("UPDATE workers SET stage = 'sent', answer = 'accepted'").rowcount == 1


@pytest.mark.parametrize("column", ["stage", "verdict"])
def test_a_stage_or_verdict_that_nobody_knows_is_not_stored(filled: Database, column: str) -> None:
    told = refusal(filled, f"INSERT INTO workers (worker_id, {column}) VALUES ('x', '?')")
    assert f"ck_workers_{column}_known" in told
