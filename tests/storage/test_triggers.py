"""Triggers: what is append-only stays append-only, whoever writes SQL."""

from itertools import product

import pytest
from sqlalchemy.exc import IntegrityError

from tests.stages import unguarded
from ucj_desktop.domain.fields import FIELDS
from ucj_desktop.domain.stage import MAY_BE_PUT_BACK, MAY_FOLLOW, Stage
from ucj_desktop.domain.verdict import Step, Verdict
from ucj_desktop.storage import journal, journal_chain
from ucj_desktop.storage.database import Database
from ucj_desktop.storage.journal import Entry

FILLED = (
    "INSERT INTO rulings (ruling_id, worker_id, step, verdict) VALUES ('r', 'w', 'validate', 'eligible')",
    "INSERT INTO minutes (minutes_id, revision, register) VALUES ('m', 1, 1)",
    "INSERT INTO minutes_rows (minutes_id, revision, position, worker_id) VALUES ('m', 1, 1, 'w')",
    "INSERT INTO workers (worker_id, full_name, stage, verdict) VALUES ('w', 'BASO', 'validated', 'eligible')",
    "UPDATE workers SET minutes_id = 'm'",
    "INSERT INTO workers (worker_id, full_name) VALUES ('new', 'TUO')",
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
        assert journal_chain.verify(connection).damage is journal_chain.Damage.TEXT_ERASED


@pytest.mark.parametrize(
    "column",
    [
        "register", "revision", "period", "held_on", "venue", "village_codes", "signers", "closed_by", "closed_at",
        "one_person_office", "journal_head", "digest",
    ],
)  # fmt: skip
def test_closed_minutes_keep_every_column_that_was_signed(filled: Database, column: str) -> None:
    assert "closed minutes never change" in refusal(filled, f"UPDATE minutes SET {column} = 7")


@pytest.mark.parametrize("said", ["number = 'x'", "reopened_at = 'x', reopen_reason = 'salah ketik'"])
def test_closed_minutes_may_get_their_number_and_their_reopening(filled: Database, said: str) -> None:
    with filled.writing() as connection:
        assert connection.exec_driver_sql(f"UPDATE minutes SET {said}").rowcount == 1


def test_minutes_are_reopened_once_and_with_a_reason(filled: Database) -> None:
    words = "minutes are reopened once and with a reason"
    assert words in refusal(filled, "UPDATE minutes SET reopened_at = 'x', reopen_reason = ' '")
    with filled.writing() as connection:
        connection.exec_driver_sql("UPDATE minutes SET reopened_at = 'x', reopen_reason = 'salah ketik'")
    for said in ("reopened_at = ''", "reopen_reason = 'lain'", "reopened_at = '', reopen_reason = ''"):
        assert words in refusal(filled, f"UPDATE minutes SET {said}")


@pytest.mark.parametrize("column", [*(field.code for field in FIELDS), "unread", "verdict", "reason", "verdict_note"])
def test_a_frozen_worker_keeps_every_field(filled: Database, column: str) -> None:
    value = 7 if column in ("weekly_hours", "monthly_income", "desil") else "'pending'"
    frozen = f"UPDATE workers SET {column} = {value} WHERE worker_id = 'w'"
    assert refusal(filled, frozen) in ("frozen workers keep their data", "nothing in the store bears this stage out")
    with filled.writing() as connection:
        connection.exec_driver_sql("UPDATE minutes SET reopened_at = 'x', reopen_reason = 'salah ketik'")
        said = " UNION ".join(
            f"SELECT 'r{a}{b}', 'w', '{a}', '{b}'" for a in ("pending", "eligible") for b in ("pending", "")
        )
        connection.exec_driver_sql(f"INSERT INTO rulings (ruling_id, worker_id, verdict, reason) {said}")
        freed = f"UPDATE workers SET minutes_id = '', stage = 'verified', {column} = {value} WHERE worker_id = 'w'"
        assert connection.exec_driver_sql(freed).rowcount == 1


def test_a_frozen_worker_may_go_on_to_the_next_stage(filled: Database) -> None:
    with filled.writing() as connection:
        for step in ("stage = 'sent'", "stage = 'accepted', answer = 'accepted'", "stage = 'registered'"):
            assert connection.exec_driver_sql(f"UPDATE workers SET {step} WHERE worker_id = 'w'").rowcount == 1


@pytest.mark.parametrize(
    "sql, words",
    [
        ("UPDATE workers SET minutes_id = 'm' WHERE worker_id = 'new'", "minutes are closed with the validated"),
        ("UPDATE workers SET minutes_id = '' WHERE worker_id = 'w'", "minutes are closed with the validated"),
        ("UPDATE workers SET minutes_id = 'other' WHERE worker_id = 'w'", "minutes are closed with the validated"),
        ("UPDATE workers SET stage = 'returned', answer = 'returned', minutes_id = ''", "does not follow"),
        ("UPDATE workers SET origin_office = '730201'", "who sent a worker never changes"),
        ("UPDATE workers SET entered_by = 'somebody else'", "who entered a worker never changes"),
        ("UPDATE workers SET verdict = 'eligible' WHERE worker_id = 'new'", "bears this stage out"),
        ("UPDATE workers SET stage = 'verified' WHERE worker_id = 'new'", "bears this stage out"),
        ("UPDATE workers SET stage = 'verified', verdict = 'eligible' WHERE worker_id = 'new'", "bears this stage out"),
        (
            "UPDATE workers SET stage = 'validated', verdict = 'eligible' WHERE worker_id = 'new'",
            "bears this stage out",
        ),
        ("UPDATE workers SET stage = 'accepted', answer = 'accepted' WHERE worker_id = 'w'", "does not follow"),
        ("INSERT INTO workers (worker_id, minutes_id) VALUES ('x', 'm')", "bears this stage out"),
        ("INSERT INTO workers (worker_id, origin_office) VALUES ('x', '730201')", "bears this stage out"),
        (
            "INSERT INTO workers (worker_id, origin_office, stage, verdict, minutes_id)"
            " VALUES ('x', '730201', 'sent', 'eligible', 'm')",
            "bears this stage out",
        ),
        ("INSERT OR REPLACE INTO workers (worker_id, stage) VALUES ('new', 'sent')", "bears this stage out"),
    ],
)
def test_sql_that_lifts_a_worker_over_a_step_is_refused(filled: Database, sql: str, words: str) -> None:
    assert words in refusal(filled, sql)


@pytest.mark.parametrize("stage", list(Stage)[1:])
def test_no_worker_comes_in_late_with_nothing_behind(filled: Database, stage: Stage) -> None:
    for verdict in ("", *Verdict):
        sql = f"INSERT INTO workers (worker_id, stage, verdict, answer) VALUES ('x', '{stage}', '{verdict}', '{stage}')"
        if stage is Stage.NEEDS_MENDING and verdict in ("", Verdict.PENDING):
            continue
        assert "bears this stage out" in refusal(filled, sql)


def test_every_step_that_the_table_does_not_know_is_refused_whatever_lies_behind(database: Database) -> None:
    steps = list(product(Stage, Stage))
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO minutes (minutes_id, revision) VALUES ('m', 1)")
        for number, (before, _) in enumerate(steps):
            verdict = "" if before in (Stage.COLLECTED, Stage.NEEDS_MENDING) else "eligible"
            for step, said in product(Step, ("", "eligible")):
                connection.exec_driver_sql(
                    "INSERT INTO rulings (ruling_id, worker_id, step, verdict) VALUES (?, ?, ?, ?)",
                    (f"{number}{step}{said}", str(number), step.value, said),
                )
            with unguarded(connection):
                connection.exec_driver_sql(
                    "INSERT INTO workers (worker_id, stage, verdict) VALUES (?, ?, ?)",
                    (str(number), before.value, verdict),
                )
    for number, (before, after) in enumerate(steps):
        verdict = "" if after in (Stage.COLLECTED, Stage.NEEDS_MENDING) else "eligible"
        minutes = "m" if after in (Stage.SENT, Stage.VALIDATED) else ""
        sql = (
            f"UPDATE workers SET stage = '{after}', verdict = '{verdict}', answer = '{after}', minutes_id = '{minutes}'"
            f" WHERE worker_id = '{number}'"
        )
        if after is before or after in MAY_FOLLOW[before] or after in MAY_BE_PUT_BACK.get(before, ()):
            with database.writing() as connection:
                if after is Stage.SENT and before is not Stage.SENT:
                    connection.exec_driver_sql(f"UPDATE workers SET minutes_id = 'm' WHERE worker_id = '{number}'")
                if after is not Stage.SENT or before is not Stage.SENT:
                    assert connection.exec_driver_sql(sql).rowcount == 1
        else:
            assert refusal(database, sql) in (
                "this stage does not follow that one",
                "minutes are closed with the validated and left by reopening",
            )


def test_a_district_stores_who_was_sent_to_it_and_takes_a_revision_anew(database: Database) -> None:
    columns = "worker_id, origin_office, stage, verdict, minutes_id"
    put = f"INSERT INTO workers ({columns}) VALUES ('x', '730201', 'sent', ?, ?)"
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO meta (name, value) VALUES ('office_kind', 'kabupaten')")
        connection.exec_driver_sql(put, ("eligible", "m/1"))
        for said in ("stage = 'returned', answer = 'returned'", "stage = 'sent', answer = '', minutes_id = 'm/2'"):
            connection.exec_driver_sql(f"UPDATE workers SET {said}")
    assert "bears this stage out" in refusal(database, put.replace("?, ?", "'', 'm/1'").replace("'x'", "'y'"))


@pytest.mark.parametrize("column", ["stage", "verdict"])
def test_a_stage_or_verdict_that_nobody_knows_is_not_stored(filled: Database, column: str) -> None:
    with filled.writing() as connection, pytest.raises(IntegrityError) as refused, unguarded(connection):
        connection.exec_driver_sql(f"INSERT INTO workers (worker_id, {column}) VALUES ('x', '?')")
    told = str(refused.value.orig)
    assert f"ck_workers_{column}_known" in told


def test_cards_stay_one_an_office_is_in_force_and_what_was_revoked_is_so_for_ever(database: Database) -> None:
    card = "INSERT INTO offices (office_code, fingerprint, card) VALUES ('7302', '{}', x'00')"
    with database.writing() as connection:
        connection.exec_driver_sql(card.format("1"))
    assert "UNIQUE" in refusal(database, card.format("2"))
    assert "cards are revoked, never deleted" in refusal(database, "DELETE FROM offices")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE offices SET ended_at = '2026', ended_how = 'revoked'")
        connection.exec_driver_sql(card.format("2"))
    words = "a card that was revoked never changes"
    assert words in refusal(database, "UPDATE offices SET ended_at = '', ended_how = '' WHERE fingerprint = '1'")
