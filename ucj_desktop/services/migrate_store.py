"""Bringing an older office's store to this program's tables: a backup first, then all of it or nothing."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import ucj_desktop
from ucj_desktop.crypto.keyring import Unlocked
from ucj_desktop.domain.dates import utc_stamp
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import Progress
from ucj_desktop.storage import backup, derived, journal, migrations
from ucj_desktop.storage.backup import BackupNotMade
from ucj_desktop.storage.database import Database, SaveUnknown, StoreFull, StoreNotOpened
from ucj_desktop.storage.journal import Entry

WORDS = "Data kantor disesuaikan dengan versi program ini"


class StoreNotMigrated(ClerkError):
    """The disk did not take the backup or the migration; the store is whole, and the next login tries again."""

    code = "DATA-06"

    def __init__(self) -> None:
        super().__init__(
            what="Data kantor belum bisa disesuaikan dengan versi program ini: hard disk penuh atau tidak menerima"
            " tulisan. Data kantor tetap utuh.",
            fix="Hapus atau pindahkan berkas lain sampai tersisa 500 MB di hard disk, lalu masuk lagi.",
        )


def migrate_store(
    database: Database, unlocked: Unlocked, backups: Path, clock: Callable[[], datetime], progress: Progress
) -> None:
    """Leave today's store as it is; migrate an older one, whoever logs in, with a backup and a journal row.

    Cancelled leaves the old store. Raises StoreNotOpened, StoreTooNew, StoreNotMigrated.
    """
    with database.reading() as connection:
        before = migrations.version_of(connection)
        if not before:  # a file cut to nothing opens with any key
            raise StoreNotOpened
        if not migrations.needs_migration(connection) and derived.is_derived(connection):
            return
    progress.step(0, None, WORDS)
    try:
        kept = backup.make(database, unlocked.data_key, backups, occasion="migration", at=clock(), progress=progress)
        progress.step(0, None, WORDS)
        with database.migrating() as connection:
            migrations.migrate(connection)
            derived.derive_again(connection)
            journal.append(
                connection,
                who=unlocked.account.account_id,
                at=utc_stamp(clock()),
                entries=[_told(before, kept.name)],
            )
    except (BackupNotMade, StoreFull, SaveUnknown) as error:
        raise StoreNotMigrated from error


def _told(before: str, backup_name: str) -> Entry:
    facts = {
        "from": before,
        "to": migrations.NEWEST,
        "program": ucj_desktop.__version__,
        "backup": backup_name,
    }
    return Entry(action="store.migrated", facts=facts)
