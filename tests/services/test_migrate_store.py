"""Older stores: every revision that has shipped opens, backed up before, and a death in the middle costs nothing."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.old_stores import ADMIN, HEAD, OLD_STORES, PASSWORD, VERIFIER, copy_old_store
from ucj_desktop.crypto.keyring import Keyring
from ucj_desktop.domain.frozen import minutes_digest
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.reports import Needs
from ucj_desktop.reports.checking import Outcome
from ucj_desktop.services.care.back_up import list_backups, restore_backup
from ucj_desktop.services.care.doctor import examine
from ucj_desktop.services.care.history import history, verify_journal
from ucj_desktop.services.care.row_words import ACTION_WORDS
from ucj_desktop.services.migrate_store import WORDS, StoreNotMigrated, migrate_store
from ucj_desktop.services.office import Office, now, open_office
from ucj_desktop.services.paper.check_paper import check_paper
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import list_letters, list_reports, open_archived, print_report
from ucj_desktop.storage import backup, journal, migrations, minutes, workers
from ucj_desktop.storage.database import Database
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.migrations import StoreTooNew
from ucj_desktop.storage.worker_rows import DERIVED_COLUMNS, derived

# Opens an old store and dies without a word at the place it is told.
DIES = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from sqlalchemy import Engine, event
from ucj_desktop.services.office import open_office
folder, account, password, at = Path(sys.argv[2]), *sys.argv[3:6]

def on_statement(connection, cursor, statement, *_):
    if statement.lstrip().startswith(at):
        os._exit(9)

def on_commit(connection):
    if at == "COMMIT" and connection.get_execution_options().get("ucj_migrates"):
        os._exit(9)

event.listen(Engine, "before_cursor_execute", on_statement)
event.listen(Engine, "commit", on_commit)
open_office(folder, account, password)
os._exit(8)
"""
CHECKOUT = Path(__file__).resolve().parents[2]
oldest = pytest.mark.parametrize("revision", OLD_STORES[:1], ids=lambda path: path.name)
every = pytest.mark.parametrize("revision", OLD_STORES, ids=lambda path: path.name)


class Told:
    """Keeps the words of a progress; ``stop_at`` is the step at which the clerk stops it."""

    def __init__(self, stop_at: int = 0) -> None:
        self.words: list[str] = []
        self.stop_at = stop_at

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        self.words.append(words)
        if len(self.words) == self.stop_at:
            raise Cancelled


def version(folder: Path) -> str:
    """Where the store stands, seen without the program."""
    database = Database(folder / "store.db", Keyring(folder).unlock(HEAD, PASSWORD).data_key)
    try:
        with database.reading() as connection:
            return migrations.version_of(connection)
    finally:
        database.close()


def counts(office: Office, tables: list[str]) -> dict[str, int]:
    with office.database.reading() as connection:
        return {one: connection.exec_driver_sql(f"SELECT COUNT(*) FROM {one}").scalar_one() for one in tables}


def assert_all_is_there(office: Office, expected: dict[str, Any]) -> None:
    """Every row of the old store, its chain and its minutes, and one row more: that it was migrated."""
    wanted = dict(expected["counts"])
    wanted["journal"] += 1
    wanted["meta"] = 6  # the first two did not say which derivation their rows are of
    assert counts(office, list(wanted)) == wanted
    with office.database.reading() as connection:
        assert migrations.version_of(connection) == migrations.NEWEST
        people = {one.worker.worker_id: one.worker for one in workers.each(connection)}
        assert sorted(people) == expected["workers"]
        kept = connection.exec_driver_sql(f"SELECT worker_id, {', '.join(DERIVED_COLUMNS)} FROM workers").all()
        rows = journal.rows(connection, limit=2)
        closed = [minutes.get(connection, one.minutes_id, one.revision) for one in minutes.every(connection)]
    assert {row[0]: tuple(row[1:]) for row in kept if row[0] in people} == {
        worker_id: derived(one) for worker_id, one in people.items()
    }
    assert any(row[-1] for row in kept)
    assert rows[0].action == "store.migrated"
    assert rows[0].facts["to"] == migrations.NEWEST
    assert (rows[1].n, rows[1].hash) == (expected["journal"]["rows"], expected["journal"]["head"])
    assert verify_journal(office).ok
    assert {one.minutes_id: one.digest for one in closed if one} == expected["minutes"]
    for one in closed:
        assert one is not None
        assert minutes_digest(one) == one.digest


@every
def test_an_older_store_opens_with_everything_that_was_in_it(revision: Path, tmp_path: Path) -> None:
    expected = copy_old_store(revision, tmp_path / "office")
    told = Told()
    with closing(open_office(tmp_path / "office", HEAD, PASSWORD, progress=told)) as office:
        assert_all_is_there(office, expected)
        assert WORDS in told.words
        assert [line for line in examine(office) if not line.ok and line.name != "disk"] == []
        [kept] = list_backups(office)
        assert (kept.occasion, kept.counts["workers"]) == ("migration", expected["counts"]["workers"])
        assert kept.journal_head == expected["journal"]["head"]
        assert backup.verify(kept, office.unlocked.data_key) == kept
        assert history(office, limit=1)[0].sentence == f"{ACTION_WORDS['store.migrated']}."
    again = Told()
    with closing(open_office(tmp_path / "office", VERIFIER, PASSWORD, progress=again)) as office:
        assert len(list_backups(office)) == 1
    assert again.words == []


@every
def test_every_report_of_minutes_that_an_older_program_closed_is_printed(revision: Path, tmp_path: Path) -> None:
    expected = copy_old_store(revision, tmp_path / "office")
    [minutes_id] = expected["minutes"]
    with closing(open_office(tmp_path / "office", HEAD, PASSWORD)) as office:
        of_minutes = [one.code for one in list_reports() if one.needs is Needs.MINUTES]
        for code in of_minutes:
            paper, _ = print_report(office, Asked(report=code, minutes=minutes_id), tmp_path / f"{code}.pdf")
            assert paper.letter.pages > 0
        oldest_letter = list_letters(office)[-1]
        assert open_archived(office, oldest_letter.letter_id).startswith(b"%PDF")
        assert check_paper(office, str(tmp_path / f"{of_minutes[0]}.pdf")).outcome is Outcome.GENUINE


@every
def test_a_backup_of_an_older_program_is_restored_and_migrated(revision: Path, tmp_path: Path) -> None:
    expected = copy_old_store(revision, tmp_path / "office")
    open_office(tmp_path / "office", HEAD, PASSWORD).close()
    [kept] = backup.every(tmp_path / "office" / "backups")
    restore_backup(tmp_path / "office", ADMIN, PASSWORD, kept.name)
    with closing(open_office(tmp_path / "office", HEAD, PASSWORD)) as office, office.database.reading() as connection:
        assert migrations.version_of(connection) == migrations.NEWEST
        actions = [one.action for one in journal.rows(connection, limit=3)]
        assert actions == ["journal.signed", "backup.restored", "store.migrated"]
        assert workers.count(connection, WorkerFilter()) == expected["counts"]["workers"]


@oldest
@pytest.mark.parametrize(
    "at", ["DROP INDEX", "CREATE INDEX", "UPDATE alembic_version", "INSERT INTO journal", "COMMIT", ""]
)
def test_a_program_that_dies_in_the_middle_leaves_the_old_store_and_after_it_the_new(
    revision: Path, tmp_path: Path, at: str
) -> None:
    expected = copy_old_store(revision, tmp_path / "office")
    words = [sys.executable, "-c", DIES, CHECKOUT, tmp_path / "office", HEAD, PASSWORD, at or "nowhere"]
    died = subprocess.run([str(word) for word in words], check=False)
    assert died.returncode == (9 if at else 8)
    assert version(tmp_path / "office") == (migrations.NEWEST if not at else revision.name)
    with closing(open_office(tmp_path / "office", HEAD, PASSWORD)) as office:
        assert_all_is_there(office, expected)
        assert [one.occasion for one in list_backups(office)] == ["migration"] * (2 if at else 1)


@oldest
@pytest.mark.parametrize("step", [1, 2])
def test_a_clerk_who_stops_it_keeps_the_old_store(revision: Path, tmp_path: Path, step: int) -> None:
    expected = copy_old_store(revision, tmp_path / "office")
    with pytest.raises(Cancelled):
        open_office(tmp_path / "office", HEAD, PASSWORD, progress=Told(stop_at=step))
    assert version(tmp_path / "office") == revision.name
    assert backup.every(tmp_path / "office" / "backups") == []
    with closing(open_office(tmp_path / "office", HEAD, PASSWORD)) as office:
        assert_all_is_there(office, expected)


@oldest
def test_without_a_backup_the_store_is_not_touched(revision: Path, tmp_path: Path) -> None:
    expected = copy_old_store(revision, tmp_path / "office")
    (tmp_path / "office" / "backups").write_bytes(b"a file where the folder should be")
    before = (tmp_path / "office" / "store.db").read_bytes()
    with pytest.raises(StoreNotMigrated) as told:
        open_office(tmp_path / "office", HEAD, PASSWORD)
    assert (told.value.code, "tetap utuh" in told.value.what) == ("DATA-06", True)
    assert (tmp_path / "office" / "store.db").read_bytes() == before
    (tmp_path / "office" / "backups").unlink()
    with closing(open_office(tmp_path / "office", HEAD, PASSWORD)) as office:
        assert_all_is_there(office, expected)


@oldest
def test_a_disk_that_is_full_in_the_middle_keeps_the_old_store(revision: Path, tmp_path: Path) -> None:
    copy_old_store(revision, tmp_path / "office")
    unlocked = Keyring(tmp_path / "office").unlock(HEAD, PASSWORD)
    database = Database(tmp_path / "office" / "store.db", unlocked.data_key)
    people = [WorkerRecord(Worker(full_name=f"Baso {number}")) for number in range(2_000)]
    with database.writing() as connection:  # so many that the new indexes need more room than the old ones had
        workers.add(connection, people)
    full = DiskFull(database)
    with pytest.raises(StoreNotMigrated):
        migrate_store(database, unlocked, tmp_path / "office" / "backups", now, full)
    assert full.steps >= 2
    with database.reading() as connection:
        assert migrations.version_of(connection) == revision.name
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    database.close()
    with closing(open_office(tmp_path / "office", HEAD, PASSWORD)) as office:
        assert verify_journal(office).ok
        assert version(tmp_path / "office") == migrations.NEWEST


class DiskFull:
    """A progress under which the store may not grow any more once its backup is made."""

    def __init__(self, database: Database) -> None:
        self.database, self.steps = database, 0

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        if words != WORDS:
            return
        self.steps += 1
        if self.steps == 2:
            with self.database.reading() as first, self.database.reading() as second:
                for connection in (first, second):
                    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
                    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


@oldest
def test_a_store_of_a_newer_program_is_refused_and_not_touched(revision: Path, tmp_path: Path) -> None:
    copy_old_store(revision, tmp_path / "office")
    with closing(open_office(tmp_path / "office", HEAD, PASSWORD)) as office, office.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        office.log(connection, Entry(action="store.migrated"))
    before = {path: path.read_bytes() for path in (tmp_path / "office").rglob("*") if path.is_file()}
    with pytest.raises(StoreTooNew) as told:
        open_office(tmp_path / "office", HEAD, PASSWORD)
    assert "versi terbaru" in told.value.fix
    assert {path: path.read_bytes() for path in (tmp_path / "office").rglob("*") if path.is_file()} == before
