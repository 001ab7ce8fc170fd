"""Migrations: a fresh store is what the tables and triggers of today say, and a newer one is left alone."""

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from ucj_desktop.storage import migrations, tables
from ucj_desktop.storage.database import Database
from ucj_desktop.storage.migrations import StoreTooNew
from ucj_desktop.storage.triggers import SQLITE_TRIGGERS


def words(sql: str) -> str:
    """SQL without what is only spacing."""
    return re.sub(r"\s+", " ", sql.replace("\t", " ")).replace("( ", "(").replace(" )", ")").replace(" ,", ",").strip()


def in_store(database: Database, kind: str) -> dict[str, str]:
    with database.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL", (kind,)
        ).all()
    return {name: words(sql) for name, sql in found}


def test_a_fresh_store_compares_equal_to_the_tables(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []


def test_a_fresh_store_has_exactly_the_tables_that_the_metadata_would_make(database: Database) -> None:
    wanted = {
        name: words(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        for name, table in tables.metadata.tables.items()
    }
    found = in_store(database, "table")
    assert set(found) == {*wanted, "alembic_version"}

    def parts(sql: str) -> list[str]:
        return sorted(part.strip() for part in re.split(r",(?![^(]*\))", sql[sql.index("(") + 1 : sql.rindex(")")]))

    for name, sql in wanted.items():
        assert parts(found[name]) == parts(sql), name
        assert found[name].endswith("STRICT")


def test_a_fresh_store_has_exactly_the_indexes_of_the_metadata(database: Database) -> None:
    wanted = {str(index.name) for table in tables.metadata.tables.values() for index in table.indexes}
    assert set(in_store(database, "index")) == wanted


def test_a_fresh_store_has_exactly_the_triggers_of_today(database: Database) -> None:
    wanted = {sql.split()[2]: words(sql) for sql in SQLITE_TRIGGERS}
    assert in_store(database, "trigger") == wanted


def test_the_newest_version_is_the_last_of_the_chain(database: Database) -> None:
    with database.reading() as connection:
        assert migrations.version_of(connection) == migrations.NEWEST
        assert not migrations.needs_migration(connection)


def test_migrating_what_is_migrated_changes_nothing(database: Database) -> None:
    before = in_store(database, "table") | in_store(database, "trigger")
    with database.migrating() as connection:
        migrations.migrate(connection)
    assert in_store(database, "table") | in_store(database, "trigger") == before


def test_a_store_of_a_newer_program_is_refused(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew) as told, database.reading() as connection:
        migrations.needs_migration(connection)
    assert told.value.code == "DATA-05"


def test_a_migration_that_loses_references_is_undone(database: Database) -> None:
    def lose() -> None:
        with database.migrating() as connection:
            connection.exec_driver_sql("INSERT INTO journal_text (n, salt, text) VALUES (7, x'00', 'orphan')")
            migrations.migrate(connection)

    with pytest.raises(RuntimeError, match="1 rows lost"):
        lose()
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM journal_text").scalar_one() == 0
