"""A store or a backup that is open in another program while it is restored or thinned."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

assert sys.platform == "win32"
from tests.demo_office import ADMIN, PASSWORD, make_office
from tests.windows.held import OTHERS_READ, held
from ucj_desktop.services.care.back_up import back_up, restore_backup
from ucj_desktop.services.office import open_office
from ucj_desktop.storage import backup
from ucj_desktop.storage.backup import BackupNotRestored


def test_a_store_that_another_program_reads_is_not_half_restored(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    back_up(office)
    office.close()
    before = (office.folder / "store.db").read_bytes()
    with held(office.folder / "store.db", OTHERS_READ), pytest.raises(BackupNotRestored) as told:
        restore_backup(office.folder, ADMIN, PASSWORD)
    assert "dipakai program lain" in told.value.what
    assert (office.folder / "store.db").read_bytes() == before
    assert not [*office.folder.glob("disisihkan-*"), *office.folder.glob("*.pulih")]
    open_office(office.folder, ADMIN, PASSWORD).close()


def test_a_backup_that_another_program_reads_stays_whole_when_old_ones_go(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    try:
        for day in range(1, 16):
            at = datetime(2026, 11, day, tzinfo=UTC)
            backup.make(office.database, office.unlocked.data_key, office.backups, occasion=backup.AT_EXIT, at=at)
        oldest = backup.every(office.backups)[-1]
        with held(oldest.folder / "store.db", OTHERS_READ):
            backup.thin(office.backups)
        for one in backup.every(office.backups):
            backup.verify(one, office.unlocked.data_key)
    finally:
        office.close()
