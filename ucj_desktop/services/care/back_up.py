"""Backups: made by hand and at exit, listed, opened again, and restored."""

from itertools import takewhile
from pathlib import Path

from ucj_desktop.crypto.keyring import Keyring
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action, Clerk, NotAllowed, may
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.services.checkpoints import add_checkpoint, sign_day
from ucj_desktop.services.office import BACKUPS, NoOfficeHere, Office, now, open_unlocked
from ucj_desktop.services.room import require_room
from ucj_desktop.storage import backup, journal
from ucj_desktop.storage.backup import Backup as Backup  # also for the doors
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.location import StoreLock


class BackupNotThere(ClerkError):
    """No backup has that name."""

    code = "CADANG-03"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Cadangan {name} tidak ada.", fix="Lihat daftar cadangan, lalu pilih salah satu namanya."
        )


def back_up(office: Office, *, occasion: str = "by_hand", progress: Progress = SILENT) -> Backup:
    """Copy the store, open the copy, count it and keep it; older ones are thinned. Raises BackupNotMade."""
    office.require(Action.BACK_UP)
    require_room(office.folder)
    made = backup.make(
        office.database,
        office.unlocked.data_key,
        office.backups,
        occasion=occasion,
        at=office.clock(),
        progress=progress,
    )
    with office.database.writing() as connection:
        office.log(connection, Entry(action="backup.made", facts={"occasion": occasion, "name": made.name}))
    backup.thin(office.backups)
    return made


def back_up_at_exit(office: Office, progress: Progress = SILENT) -> Backup | None:
    """The day's end signed, and a backup when anything has changed since the newest; whoever leaves."""
    newest = next(iter(backup.every(office.backups)), None)
    with office.database.reading() as connection:
        last = journal.rows(connection, limit=4)
    sign_day(office)
    # Rows that tell of a backup, or of a signature since, change nothing that a backup would bring back.
    own = len(list(takewhile(lambda row: row.action in ("backup.made", journal.SIGNED, journal.NOT_SIGNED), last)))
    if newest is not None and newest.journal_head in {row.hash for row in last[: own + 1]}:
        return None
    made = backup.make(
        office.database,
        office.unlocked.data_key,
        office.backups,
        occasion="exit",
        at=office.clock(),
        progress=progress,
    )
    backup.thin(office.backups)
    return made


def list_backups(office: Office) -> list[Backup]:
    """Finished backups, the newest first."""
    return backup.every(office.backups)


def backups_in(folder: Path, account: str, password: str) -> list[Backup]:
    """The same of a store that is closed, which may be damaged or gone. Raises NoOfficeHere, WrongPassword."""
    keyring = Keyring(folder)
    if not keyring.exists:
        raise NoOfficeHere
    keyring.unlock(account, password)
    return backup.every(folder / BACKUPS)


def verify_backup(office: Office, name: str = "") -> Backup:
    """Open and count one backup again (the newest when not named). Raises BackupNotThere, BackupDamaged."""
    office.require(Action.BACK_UP)
    return backup.verify(_named(office.folder, name), office.unlocked.data_key)


def restore_backup(folder: Path, account: str, password: str, name: str = "") -> Change:
    """Put a backup in the place of a closed store; the present store is set aside, never overwritten.

    Works when the store itself does not open. Raises NoOfficeHere, WrongPassword, NotAllowed, StoreInUse,
    BackupNotThere, BackupDamaged.
    """
    keyring = Keyring(folder)
    if not keyring.exists:
        raise NoOfficeHere
    unlocked = keyring.unlock(account, password)
    clerk = Clerk(unlocked.account.account_id, unlocked.account.name, unlocked.role)
    one_person = sum(not one.disabled for one in keyring.accounts()) == 1
    if not may(clerk, Action.RESTORE, one_person_office=one_person):
        raise NotAllowed(clerk, Action.RESTORE)
    lock = StoreLock(folder)
    try:
        chosen = _named(folder, name)
        aside = backup.restore(chosen, unlocked.data_key, folder, at=now())
    except BaseException:
        lock.release()
        raise
    _tell_restored(open_unlocked(folder, unlocked, lock), chosen.name)
    return Change(
        Touched.EVERYTHING,
        f"Cadangan {chosen.name} dipulihkan; data yang tadi disisihkan di folder {aside.name}. Bila sesudah"
        " cadangan itu dibuat kantor ini sudah mengirim, baca bantuan Kartu kantor: sesudah memulihkan cadangan.",
    )


def _tell_restored(office: Office, name: str) -> None:
    """The row and the checkpoint of a restored store, before anybody else can open it."""
    try:
        with office.database.writing() as connection:
            office.log(connection, Entry(action="backup.restored", facts={"name": name}))
            add_checkpoint(office, connection, "restore")
    finally:
        office.close()


def _named(folder: Path, name: str) -> Backup:
    found = backup.every(folder / BACKUPS)
    chosen = next((one for one in found if name in ("", one.name)), None)
    if chosen is None:
        raise BackupNotThere(name or "apa pun")
    return chosen
