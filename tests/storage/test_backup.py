"""Backups: opened and counted before they count, damaged ones named, restored and thinned."""

import contextlib
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from tests.folders import copy_folder
from tests.storage.conftest import KEY
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.storage import backup, journal, journal_chain, workers
from ucj_desktop.storage.backup import Backup, BackupDamaged, BackupNotMade, BackupNotRestored
from ucj_desktop.storage.database import Database, StoreDamaged, StoreNotOpened
from ucj_desktop.storage.journal import Entry

AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def filled(store_path: Path) -> Iterator[Database]:
    """A store of three workers beside its keyring, which a backup copies as it is."""
    store_path.with_name("keyring.json").write_text('{"slots": []}')
    database = Database(store_path, KEY)
    with database.writing() as connection:
        workers.add(connection, [WorkerRecord(Worker(full_name=f"Baso {number}")) for number in range(3)])
        journal.append(connection, who="a", at="2026", entries=[Entry(action="worker.entered")] * 3)
    yield database
    database.close()


def made(database: Database, folder: Path, at: datetime = AT) -> Backup:
    return backup.make(database, KEY, folder, occasion="by_hand", at=at)


def test_a_backup_says_what_it_holds_and_lies_under_its_time(filled: Database, tmp_path: Path) -> None:
    one = made(filled, tmp_path / "backups")
    assert one.folder == tmp_path / "backups" / "20261122-083000-000"
    assert {path.name for path in one.folder.iterdir()} == {"store.db", "keyring.json", "isi.json"}
    assert (one.counts["workers"], one.journal_rows, one.occasion) == (3, 3, "by_hand")
    assert one.size == (one.folder / "store.db").stat().st_size
    assert backup.every(tmp_path / "backups") == [one]
    assert backup.verify(one, KEY) == one


def test_a_backup_holds_what_is_still_in_the_wal_while_somebody_reads(filled: Database, tmp_path: Path) -> None:
    with filled.reading() as reader:
        assert workers.count(reader, WorkerFilter()) == 3
        with filled.writing() as connection:
            workers.add(connection, [WorkerRecord(Worker(full_name="Hasnah"))])
        assert made(filled, tmp_path / "backups").counts["workers"] == 4


def test_there_is_nothing_to_list_where_no_backup_was_made(tmp_path: Path) -> None:
    assert backup.every(tmp_path / "backups") == []


@pytest.mark.parametrize("name", ["store.db", "keyring.json"])
def test_a_backup_that_cannot_be_made_leaves_nothing(filled: Database, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "backups"
    if name == "keyring.json":
        (tmp_path / name).unlink()
    else:
        folder.write_text("a file where the folder should be")
    with pytest.raises(BackupNotMade) as told:
        made(filled, folder)
    assert told.value.code == "CADANG-01"
    assert not folder.is_dir() or list(folder.iterdir()) == []


def test_a_store_that_cannot_be_read_to_its_end_is_not_copied(filled: Database, tmp_path: Path) -> None:
    filled.close()
    path = tmp_path / "store.db"
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)
    damaged = Database(path, KEY)
    with pytest.raises(BackupNotMade):
        made(damaged, tmp_path / "backups")
    damaged.close()
    assert list((tmp_path / "backups").iterdir()) == []


def test_two_backups_of_one_moment_do_not_share_a_name(filled: Database, tmp_path: Path) -> None:
    first = made(filled, tmp_path / "backups")
    with pytest.raises(BackupNotMade):
        made(filled, tmp_path / "backups")
    assert backup.every(tmp_path / "backups") == [first]
    assert backup.verify(first, KEY) == first


def test_a_cancelled_backup_leaves_nothing(filled: Database, tmp_path: Path) -> None:
    class Impatient:
        def step(self, number: int, total: int | None = None, words: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        backup.make(filled, KEY, tmp_path / "backups", occasion="by_hand", at=AT, progress=Impatient())
    assert list((tmp_path / "backups").iterdir()) == []


def test_every_flipped_page_of_a_backup_is_found(filled: Database, tmp_path: Path) -> None:
    one = made(filled, tmp_path / "backups")
    path = one.folder / "store.db"
    content = path.read_bytes()
    for page in range(len(content) // 4096):
        damaged = bytearray(content)
        damaged[page * 4096 + page % 4096] ^= 1
        path.write_bytes(damaged)
        with pytest.raises(BackupDamaged):
            backup.verify(one, KEY)
    path.write_bytes(content)
    assert backup.verify(one, KEY) == one


@pytest.mark.parametrize("check", ["quick_check", "integrity_check"])
def test_either_check_of_a_copy_finds_every_flipped_page_by_itself(
    filled: Database, tmp_path: Path, check: str
) -> None:
    path = made(filled, tmp_path / "backups").folder / "store.db"
    content = path.read_bytes()
    for page in range(len(content) // 4096):
        damaged = bytearray(content)
        damaged[page * 4096 + page % 4096] ^= 1
        path.write_bytes(damaged)
        copy = Database(path, KEY)
        with contextlib.suppress(StoreDamaged, StoreNotOpened, DatabaseError), copy.reading() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {check}").scalars().all() != ["ok"], page
        copy.close()


@pytest.mark.parametrize("hurried", [True, False])
def test_a_backup_can_be_stopped_while_its_copy_is_checked(filled: Database, tmp_path: Path, hurried: bool) -> None:
    class StopAtTheCheck:
        def step(self, number: int, total: int | None = None, words: str = "") -> None:
            if words == "Memeriksa cadangan":
                raise Cancelled

    with filled.writing() as connection:
        workers.add(connection, [WorkerRecord(Worker(full_name=f"Baso {number}")) for number in range(3_000)])
    with pytest.raises(Cancelled):
        backup.make(filled, KEY, tmp_path / "b", occasion="by_hand", at=AT, hurried=hurried, progress=StopAtTheCheck())
    assert list((tmp_path / "b").iterdir()) == []


@pytest.mark.parametrize("key", [bytes(32), KEY[::-1]])
def test_a_backup_of_another_office_is_not_taken(filled: Database, tmp_path: Path, key: bytes) -> None:
    one = made(filled, tmp_path / "backups")
    with pytest.raises(BackupDamaged) as told:
        backup.verify(one, key)
    assert one.name in told.value.what


def test_a_backup_that_was_exchanged_for_another_sound_one_is_found(filled: Database, tmp_path: Path) -> None:
    one = made(filled, tmp_path / "backups")
    with filled.writing() as connection:
        workers.add(connection, [WorkerRecord(Worker(full_name="Hasnah"))])
    other = made(filled, tmp_path / "backups", AT + timedelta(seconds=1))
    shutil.copy(other.folder / "store.db", one.folder / "store.db")
    with pytest.raises(BackupDamaged):
        backup.verify(one, KEY)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"made_at": "2026"}', "\udcff"])
def test_a_backup_whose_description_is_damaged_is_left_out_of_the_list(
    filled: Database, tmp_path: Path, content: str
) -> None:
    first = made(filled, tmp_path / "backups")
    second = made(filled, tmp_path / "backups", AT + timedelta(seconds=1))
    (second.folder / "isi.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert backup.every(tmp_path / "backups") == [first]


def test_what_a_killed_program_left_is_no_backup_and_goes_with_the_next(filled: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first = made(filled, folder)
    copy_folder(first.folder, folder / "20261122-090000-000.sebagian")
    assert backup.every(folder) == [first]
    made(filled, folder, AT + timedelta(hours=1))
    assert sorted(path.name for path in folder.iterdir()) == ["20261122-083000-000", "20261122-093000-000"]


def test_restoring_brings_the_store_back_and_sets_the_present_one_aside(filled: Database, tmp_path: Path) -> None:
    one = made(filled, tmp_path / "backups")
    with filled.writing() as connection:
        workers.add(connection, [WorkerRecord(Worker(full_name="Hasnah"))])
    filled.close()
    present = (tmp_path / "store.db").read_bytes()
    aside = backup.restore(one, KEY, tmp_path, at=AT)
    assert (aside / "store.db").read_bytes() == present
    again = backup.restore(one, KEY, tmp_path, at=AT + timedelta(milliseconds=1))
    assert again != aside
    restored = Database(tmp_path / "store.db", KEY)
    with restored.reading() as connection:
        assert workers.count(connection, WorkerFilter()) == 3
        assert journal_chain.verify(connection).ok
    restored.close()


def test_restoring_works_where_the_store_is_ruined_or_gone(filled: Database, tmp_path: Path) -> None:
    one = made(filled, tmp_path / "backups")
    filled.close()
    (tmp_path / "store.db").write_bytes(b"ruined")
    (tmp_path / "store.db-wal").write_bytes(b"of another store")
    backup.restore(one, KEY, tmp_path, at=AT)
    (tmp_path / "store.db").unlink()
    backup.restore(one, KEY, tmp_path, at=AT + timedelta(seconds=1))
    restored = Database(tmp_path / "store.db", KEY)
    with restored.reading() as connection:
        assert workers.count(connection, WorkerFilter()) == 3
    restored.close()


def test_a_restore_that_cannot_be_written_is_told_and_leaves_all_as_it_was(filled: Database, tmp_path: Path) -> None:
    one = made(filled, tmp_path / "backups")
    filled.close()
    before = sorted((path.name, path.stat().st_size) for path in tmp_path.iterdir())
    (tmp_path / "store.db.pulih").mkdir()
    with pytest.raises(BackupNotRestored):
        backup.restore(one, KEY, tmp_path, at=AT)
    (tmp_path / "store.db.pulih").rmdir()
    assert sorted((path.name, path.stat().st_size) for path in tmp_path.iterdir()) == before


def test_a_store_that_cannot_take_its_place_goes_back(filled: Database, tmp_path: Path) -> None:
    filled.close()
    aside = tmp_path / "aside"
    aside.mkdir()
    with pytest.raises(FileNotFoundError):
        backup._change_places(tmp_path / "no such copy", tmp_path, aside)
    assert (tmp_path / "store.db").exists()
    assert not list(aside.iterdir())


def test_a_damaged_backup_is_not_restored_and_the_store_stays(filled: Database, tmp_path: Path) -> None:
    one = made(filled, tmp_path / "backups")
    filled.close()
    before = (tmp_path / "store.db").read_bytes()
    content = bytearray((one.folder / "store.db").read_bytes())
    content[5000] ^= 1
    (one.folder / "store.db").write_bytes(content)
    with pytest.raises(BackupDamaged):
        backup.restore(one, KEY, tmp_path, at=AT)
    assert (tmp_path / "store.db").read_bytes() == before
    assert not list(tmp_path.glob("disisihkan-*"))


def at_times(times: list[datetime]) -> list[Backup]:
    return [
        Backup(
            folder=Path(at.strftime("%Y%m%d-%H%M%S")),
            made_at=at.isoformat(),
            occasion="exit",
            counts={},
            journal_rows=0,
            journal_head="",
            sha256="",
            size=0,
        )
        for at in sorted(times, reverse=True)
    ]


def test_thinning_keeps_twelve_days_ten_weeks_and_nine_months() -> None:
    found = at_times([AT - timedelta(hours=5 * step) for step in range(3_000)])
    kept = backup.names_to_keep(found)
    days = {one.name for one in found if one.made_at[:10] > (AT - timedelta(days=12)).isoformat()[:10]}
    assert found[0].name in kept
    assert len({name[:8] for name in kept & days}) == len(kept & days) == 12
    assert len({datetime.strptime(name[:8], "%Y%m%d").strftime("%G-%V") for name in kept}) >= 10
    assert len({name[:6] for name in kept}) == 9
    assert len(kept) <= 12 + 10 + 9


def test_of_the_many_backups_at_exit_of_one_day_few_are_kept_the_newest_among_them() -> None:
    found = at_times([AT + timedelta(minutes=step) for step in range(40)])
    kept = backup.names_to_keep(found)
    assert found[0].name in kept
    assert len(kept) <= 12


def test_few_backups_are_all_kept_one_a_day() -> None:
    found = at_times([AT - timedelta(days=day) for day in range(12)])
    assert backup.names_to_keep(found) == {one.name for one in found}
    assert backup.names_to_keep([]) == set()


def test_thinning_deletes_the_folders_that_are_not_kept(filled: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    for step in range(14):
        backup.make(filled, KEY, folder, occasion="exit", at=AT - timedelta(minutes=step))
    found = backup.every(folder)
    gone = backup.thin(folder)
    assert gone
    assert found[0].name not in gone
    assert [one.name for one in backup.every(folder)] == [one.name for one in found if one.name not in gone]
    assert all(not (folder / name).exists() for name in gone)


def test_the_description_of_a_backup_names_nobody(filled: Database, tmp_path: Path) -> None:
    one = made(filled, tmp_path / "backups")
    assert "Baso" not in json.dumps(json.loads((one.folder / "isi.json").read_text()))
