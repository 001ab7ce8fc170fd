"""Backups as a service: by hand and at exit, listed, verified, and restored for those who may."""

import shutil
from pathlib import Path

import pytest

from tests.offices import ADMIN, CLERKS, PASSWORD
from tests.working_day import enter, everyone, new_folder, new_office, open_for, table
from ucj_desktop.crypto.keyring_refusals import WrongPassword
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.services.care.back_up import (
    BackupNotThere,
    back_up,
    back_up_at_exit,
    backups_in,
    list_backups,
    restore_backup,
    verify_backup,
)
from ucj_desktop.services.care.history import history, verify_journal
from ucj_desktop.services.office import NoOfficeHere
from ucj_desktop.storage.backup import BackupDamaged
from ucj_desktop.storage.location import StoreInUse


def test_a_backup_at_exit_is_made_only_when_something_has_changed(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        enter(office, 2)
        first = back_up_at_exit(office)
        assert first is not None
        assert (first.occasion, first.counts["workers"]) == ("exit", 2)
        assert back_up_at_exit(office) is None
        enter(office, 1, seed=5)
        second = back_up_at_exit(office)
        assert second is not None
        assert list_backups(office)[0] == second
        assert verify_journal(office).ok
        assert [row[3] for row in table(office, "checkpoints")] == ["day", "day"]


def test_a_backup_by_hand_is_told_once_it_is_made_and_needs_no_other_at_exit(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made = back_up(office)
        assert made.journal_rows == len(table(office, "journal")) - 1
        assert back_up_at_exit(office) is None
        assert [row[3] for row in table(office, "checkpoints")] == ["day"]  # signed all the same, and once
        rows = len(table(office, "journal"))
        assert back_up_at_exit(office) is None
        assert len(table(office, "journal")) == rows
        assert verify_backup(office) == verify_backup(office, made.name) == made
        with pytest.raises(BackupNotThere):
            verify_backup(office, "kemarin")


def test_restoring_brings_back_the_day_of_the_backup(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 3)
        made = back_up(office)
        enter(office, 2, seed=5)
    change = restore_backup(tmp_path / "office", ADMIN, PASSWORD, made.name)
    assert made.name in change.sentence
    with open_for(tmp_path / "office") as office:
        assert {one.worker.worker_id for one in everyone(office)} == {one.worker_id for one in people}
        assert verify_journal(office).ok


def test_a_restored_store_tells_that_it_was_restored(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made = back_up(office)
        enter(office, 2)
    restore_backup(tmp_path / "office", ADMIN, PASSWORD, made.name)
    with open_for(tmp_path / "office") as office:
        signed, newest = history(office)[:2]
        assert signed.action == "journal.signed"
        assert (newest.n, newest.action) == (made.journal_rows + 1, "backup.restored")
        assert (newest.who, newest.sentence) == (ADMIN, f"Cadangan dipulihkan ({made.name}).")
        assert [(row[0], row[3]) for row in table(office, "checkpoints")] == [(newest.n, "restore")]
        assert verify_journal(office).ok


@pytest.mark.parametrize("harm", ["ruin", "remove", "cut"])
def test_restoring_works_when_the_store_will_not_open(tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "office"
    with new_office(folder) as office:
        enter(office, 3)
        back_up(office)
    store = folder / "store.db"
    if harm == "remove":
        store.unlink()
    else:
        store.write_bytes(b"" if harm == "cut" else b"ruined" * 1000)
    restore_backup(folder, ADMIN, PASSWORD)
    with open_for(folder) as office:
        assert len(everyone(office)) == 3


def test_backups_are_listed_when_the_store_will_not_open(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    with new_office(folder) as office:
        made = back_up(office)
    (folder / "store.db").unlink()
    assert backups_in(folder, ADMIN, PASSWORD) == [made]
    with pytest.raises(WrongPassword):
        backups_in(folder, ADMIN, "bukan kata sandinya")
    with pytest.raises(NoOfficeHere):
        backups_in(tmp_path / "empty", ADMIN, PASSWORD)


def test_restoring_asks_for_password_role_and_a_free_store(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder) as office:
        made = back_up(office)
        with pytest.raises(StoreInUse):
            restore_backup(folder, ADMIN, PASSWORD)
    before = (folder / "store.db").read_bytes()
    with pytest.raises(WrongPassword):
        restore_backup(folder, ADMIN, "bukan kata sandinya")
    for role in (Role.ENTRY, Role.VERIFIER, Role.HEAD):
        with pytest.raises(NotAllowed):
            restore_backup(folder, CLERKS[role], PASSWORD)
    with pytest.raises(BackupNotThere):
        restore_backup(folder, ADMIN, PASSWORD, "kemarin")
    with pytest.raises(NoOfficeHere):
        restore_backup(tmp_path / "empty", ADMIN, PASSWORD)
    (made.folder / "store.db").write_bytes(b"ruined" * 1000)
    with pytest.raises(BackupDamaged):
        restore_backup(folder, ADMIN, PASSWORD)
    assert (folder / "store.db").read_bytes() == before
    shutil.rmtree(made.folder)
    with pytest.raises(BackupNotThere):
        restore_backup(folder, ADMIN, PASSWORD)
