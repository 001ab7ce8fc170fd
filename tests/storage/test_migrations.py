"""Migrations: a fresh store is what the tables and triggers of today say, and a newer one is left alone."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from tests.old_stores import HEAD, OLD_STORES, PASSWORD, copy_old_store
from ucj_desktop.crypto.keyring import Keyring
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


def indexes_of_today() -> dict[str, str]:
    return {
        str(index.name): words(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
        for table in tables.metadata.tables.values()
        for index in table.indexes
    }


def test_a_fresh_store_has_exactly_the_indexes_of_the_metadata(database: Database) -> None:
    assert in_store(database, "index") == indexes_of_today()


@pytest.mark.parametrize("revision", OLD_STORES, ids=lambda path: path.name)
def test_an_old_store_becomes_what_a_fresh_one_is(database: Database, revision: Path, tmp_path: Path) -> None:
    copy_old_store(revision, tmp_path / "office")
    key = Keyring(tmp_path / "office").unlock(HEAD, PASSWORD).data_key
    old = Database(tmp_path / "office" / "store.db", key)
    with old.migrating() as connection:
        assert migrations.version_of(connection) == revision.name
        migrations.migrate(connection)
    for kind in ("table", "index", "trigger"):
        assert in_store(old, kind) == in_store(database, kind)
    old.close()


def test_the_newest_but_one_revision_is_kept_as_an_old_store() -> None:
    files = sorted((Path(migrations.__file__).parent / "versions").glob("[0-9]*.py"))
    assert [path.name[:4] for path in files[:-1]] == [
        path.name for path in OLD_STORES if path.name != migrations.NEWEST
    ]


# What 0001 made lies in offices since the first release: it never changes again.
FROZEN = {
    "0001": "e24ec45319e1e816cd9a6873ad45a6a63aef3a5ad9d3fda2273b9881c2ce736c",
    "0002": "4057fda25042e0400f196f953d5a0946ab8d71fb1b4c2b4fd8d1a431ceeb4acf",
    "0003": "281e2cb8bd9eb160f18d72088a63587e5d2d23d11b6ccf812dda23e90920eec4",
    "0004": "2c291d55e9a9beadf7a5b7978fdc630a468ac8f7f37b8d051f5d560d8cd29de4",
    "0005": "95f8b03306a8bf0149a3b07e4d5641fdda112d058f65beeba81468118a840dfe",
    "0006": "c61b7a5c873dc716c994999627b0f1ecf152f0fccad3e022a2286634f4fc79ae",
    "0007": "0a824fa6905d3c9c754c3f901fae5375d02092042678271d845f8585259d2e12",
    "0008": "9ff042a63fd0f9d8501b7e4f303b7e8d2ae0fe34beb1e7d76bf8e563953bf530",
}


@pytest.mark.parametrize("revision", FROZEN)
def test_a_migration_that_was_released_never_changes(revision: str) -> None:
    [path] = (Path(migrations.__file__).parent / "versions").glob(f"{revision}_*.py")
    text = path.read_text("utf-8").encode()  # line ends of a checkout on Windows do not count
    assert sha256(text).hexdigest() == FROZEN[revision]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT worker_id FROM workers WHERE merged_into = '' ORDER BY search_key, worker_id",
        "SELECT worker_id FROM workers WHERE merged_into = '' ORDER BY nik, worker_id",
        "SELECT worker_id FROM workers WHERE merged_into = '' ORDER BY village_code, search_key, worker_id",
        "SELECT COUNT(*) FROM workers WHERE merged_into = '' AND stage IN ('validated')",
        "SELECT village_code, stage, COUNT(*) FROM workers WHERE merged_into = '' GROUP BY village_code, stage",
        "SELECT round_id, stage, COUNT(*) FROM workers WHERE merged_into = '' GROUP BY round_id, stage",
        "SELECT village_code, COUNT(*) FROM workers WHERE merged_into = '' AND minutes_id = '' GROUP BY village_code",
        "SELECT nik FROM workers WHERE nik <> '' AND merged_into = '' GROUP BY nik HAVING COUNT(*) > 1",
        "SELECT name_key FROM workers WHERE merged_into = '' AND name_key <> '' AND birth_date IS NOT NULL"
        " GROUP BY name_key, birth_date HAVING COUNT(*) > 1 AND GROUP_CONCAT(worker_id) <> ''",
    ],
)
def test_lists_and_counts_are_answered_by_an_index_alone(database: Database, sql: str) -> None:
    with database.reading() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
    assert "USING COVERING INDEX ix_workers_" in plan[0]


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
