"""The database: its pragmas, its key, its transactions, and a disk that is full."""

import os
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from tests.storage.conftest import KEY
from ucj_desktop.storage import journal, journal_chain
from ucj_desktop.storage.database import (
    BALLAST_BYTES,
    Connection,
    Database,
    SaveUnknown,
    StoreDamaged,
    StoreFull,
    StoreNotOpened,
)
from ucj_desktop.storage.journal import Entry


def note(connection: Connection, action: str = "settings.changed", **facts: object) -> None:
    journal.append(connection, who="a", at="2026-11-22T00:00:00.000Z", entries=[Entry(action=action, facts=facts)])


def rows(database: Database) -> int:
    with database.reading() as connection:
        return journal.head(connection)[0]


@pytest.mark.parametrize(
    "pragma, value",
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("secure_delete", 1),
        ("wal_autocheckpoint", 200),
        ("busy_timeout", 5000),
        ("recursive_triggers", 1),
    ],
)
def test_every_pragma_is_in_force_on_every_kind_of_connection(
    database: Database, pragma: str, value: str | int
) -> None:
    with database.reading() as reader, database.reading() as second:
        assert reader.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value
        assert second.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value
    with database.writing() as writer:
        assert writer.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value
    with database.migrating() as migrating:
        found = migrating.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
        assert found == (0 if pragma == "foreign_keys" else value)
    with database.reading() as after:
        assert after.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_the_cipher_is_on_and_stays_silent(database: Database) -> None:
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA cipher_version").scalar_one().startswith("4.")
        assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
    assert not database.path.read_bytes().startswith(b"SQLite format 3")


def test_every_table_is_strict(database: Database) -> None:
    with database.reading() as connection:
        found = connection.exec_driver_sql("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").all()
    loose = {name for name, strict in found if not strict and not name.startswith("sqlite_")}
    assert loose == {"alembic_version"}
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO workers (worker_id, weekly_hours) VALUES ('w', 'forty')")


def test_a_key_of_another_length_is_a_fault_of_ours(store_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Database(store_path, KEY[:16])


@pytest.mark.parametrize("content", [b"", b"x" * 8192, b"SQLite format 3\0" + bytes(8176)])
def test_what_is_not_a_store_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(content)
    database = Database(path, KEY)
    try:
        if content:
            with pytest.raises(StoreNotOpened), database.reading() as connection:
                connection.exec_driver_sql("SELECT 1 FROM workers")
        else:  # an empty file is a store without tables
            with database.reading() as connection:
                assert connection.exec_driver_sql("SELECT COUNT(*) FROM sqlite_master").scalar_one() == 0
    finally:
        database.close()


def test_a_wrong_key_opens_nothing_and_changes_nothing(store_path: Path) -> None:
    before = store_path.read_bytes()
    database = Database(store_path, bytes(32))
    with pytest.raises(StoreNotOpened), database.reading():
        pass
    with pytest.raises(StoreNotOpened), database.writing():
        pass
    database.close()
    assert store_path.read_bytes() == before


def test_a_flipped_bit_is_found_and_named(database: Database) -> None:
    with database.writing() as connection:
        note(connection)
    database.close()
    content = bytearray(database.path.read_bytes())
    wrong = 0
    for page in range(1, len(content) // 4096):
        damaged = bytearray(content)
        damaged[page * 4096 + 100] ^= 4
        database.path.write_bytes(damaged)
        again = Database(database.path, KEY)
        try:
            with again.reading() as connection:
                wrong += bool(connection.exec_driver_sql("PRAGMA cipher_integrity_check").all())
        except (StoreDamaged, StoreNotOpened):
            wrong += 1
        again.close()
    assert wrong == len(content) // 4096 - 1
    database.path.write_bytes(content)


def test_what_raises_in_the_middle_leaves_nothing(database: Database) -> None:
    def cut_short() -> None:
        with database.writing() as connection:
            note(connection)
            raise LookupError

    with pytest.raises(LookupError):
        cut_short()
    assert rows(database) == 0


def test_a_reader_keeps_its_snapshot_while_another_writes(database: Database) -> None:
    with database.reading() as reader:
        assert journal.head(reader)[0] == 0
        with database.writing() as writer:
            note(writer)
        assert journal.head(reader)[0] == 0
    assert rows(database) == 1


def test_foreign_keys_hold_again_after_a_migration(database: Database) -> None:
    with database.migrating():
        pass
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO journal_text (n, salt, text) VALUES (99, x'00', '')")


def fill_to_the_brim(database: Database) -> None:
    """The pool's connections may not let the file grow any more, as on a disk that is full."""
    with database.reading() as first, database.reading() as second:
        for connection in (first, second):
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def write_much(database: Database) -> None:
    with database.writing() as connection:
        for number in range(1_000):
            note(connection, number=number, text=os.urandom(200).hex())


def test_a_full_disk_is_named_keeps_nothing_half_and_frees_the_ballast(database: Database) -> None:
    database.keep_ballast()
    ballast = database.path.with_name("ballast.bin")
    assert ballast.stat().st_size == BALLAST_BYTES
    with database.writing() as connection:
        note(connection)
    fill_to_the_brim(database)
    with pytest.raises(StoreFull) as told:
        write_much(database)
    assert told.value.code == "DATA-03"
    assert not ballast.exists()
    assert rows(database) == 1
    database.close()
    again = Database(database.path, KEY)
    with again.writing() as connection:
        note(connection)
    with again.reading() as connection:
        assert journal_chain.verify(connection).ok
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    assert rows(again) == 2
    again.close()


@pytest.mark.parametrize("with_journal_row", [True, False])
def test_a_commit_that_fails_is_told_and_nothing_of_it_is_kept(database: Database, with_journal_row: bool) -> None:
    with database.writing() as connection:
        note(connection)

    def save() -> None:
        with database.writing() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # the orphan is refused at the commit only
            connection.exec_driver_sql("INSERT INTO journal_text (n, salt, text) VALUES (99, x'00', 'orphan')")
            if with_journal_row:
                note(connection)

    with pytest.raises(SaveUnknown) as told:
        save()
    assert told.value.code == "DATA-04"
    assert rows(database) == 1
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM journal_text").scalar_one() == 0
    with database.writing() as connection:
        note(connection)
    assert rows(database) == 2


def test_closing_leaves_one_file(database: Database) -> None:
    with database.writing() as connection:
        note(connection)
    database.close()
    assert [path.name for path in database.path.parent.iterdir()] == ["store.db"]
