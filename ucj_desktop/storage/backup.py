"""Backups: copies of the store that were opened and counted before they count as backups."""

import contextlib
import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2
from sqlalchemy.exc import DatabaseError

from ucj_desktop.crypto.files import replace_patiently
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.storage.database import Database
from ucj_desktop.storage.heard import heard
from ucj_desktop.storage.location import STORE_FILE, sync_folder

COUNTED = ("workers", "rulings", "minutes", "minutes_rows", "letters", "journal")
KEYRING = "keyring.json"
PARTIAL = ".sebagian"
_PAGES_AT_ONCE = 2_000
_THOROUGH = "integrity_check"
_CHECKING = "Memeriksa cadangan"
AT_EXIT = "exit"
KEEP_DAILY, KEEP_WEEKLY, KEEP_MONTHLY = 12, 10, 9
KEEP_FOR_A_REASON = 12  # whatever their day: one made by hand is not thinned by the next one at exit


class BackupNotMade(ClerkError):
    """The copy could not be written or did not open; what was there before is untouched."""

    code = "CADANG-01"

    def __init__(self) -> None:
        super().__init__(
            what="Cadangan tidak jadi dibuat: salinannya tidak bisa ditulis atau tidak utuh.",
            fix="Periksa sisa ruang hard disk (minimal 200 MB), lalu buat cadangan lagi.",
        )


class BackupDamaged(ClerkError):
    """A backup does not open with this office's key, or is not whole."""

    code = "CADANG-02"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Cadangan {name} rusak atau bukan milik kantor ini.",
            fix="Pilih cadangan lain yang lebih lama.",
        )


class BackupNotRestored(ClerkError):
    """The store's files could not be moved or written; they lie where they lay before."""

    code = "CADANG-04"

    def __init__(self) -> None:
        super().__init__(
            what="Cadangan belum dipulihkan: berkas data kantor sedang dipakai program lain, atau hard disk penuh.",
            fix="Tutup program lain yang membuka folder data kantor, periksa sisa ruang, lalu pulihkan lagi.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was opened and counted; ``journal_head`` is hex."""

    folder: Path
    made_at: str  # ISO 8601, UTC
    occasion: str
    counts: dict[str, int]
    journal_rows: int
    journal_head: str
    sha256: str
    size: int  # bytes

    @property
    def name(self) -> str:
        return self.folder.name


def make(
    store: Database,
    key: bytes,
    folder: Path,
    *,
    occasion: str,
    at: datetime,
    progress: Progress = SILENT,
    hurried: bool = False,
) -> Backup:
    """Copy the store with its keyring into ``folder``/<time>, open the copy, check and count it, then give it its name.

    ``hurried`` leaves out the comparison of indexes with tables, which takes as long as all the rest: for a copy made
    while a clerk waits. Raises BackupNotMade; Cancelled leaves nothing behind.
    """
    name = at.astimezone(UTC).strftime("%Y%m%d-%H%M%S-%f")[:-3]
    partial, final = folder / f"{name}{PARTIAL}", folder / name
    try:
        folder.mkdir(exist_ok=True)
        for left in folder.glob(f"*{PARTIAL}"):  # of a program that was killed
            shutil.rmtree(left, ignore_errors=True)
        partial.mkdir()
        _copy(store, partial / STORE_FILE, key, progress)
        shutil.copy(store.path.with_name(KEYRING), partial / KEYRING)
        made_at = at.astimezone(UTC).isoformat(timespec="seconds")
        made = _examine(partial, key, occasion, made_at, progress, "quick_check" if hurried else _THOROUGH)
        (partial / "isi.json").write_text(_to_json(made), "utf-8")
        for path in partial.iterdir():
            _sync_file(path)
        replace_patiently(partial, final)
        sync_folder(folder)
    except (OSError, DatabaseError, sqlcipher3.dbapi2.Error, ClerkError) as error:  # copying speaks to the driver
        shutil.rmtree(partial, ignore_errors=True)
        raise BackupNotMade from error
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return _read(final)


def _copy(store: Database, target: Path, key: bytes, progress: Progress) -> None:
    copy = Database(target, key)
    source_raw, target_raw = store.raw(), copy.raw()

    def tell(status: int, remaining: int, total: int) -> None:
        progress.step(total - remaining, total, "Menyalin data kantor")

    try:
        source_raw.driver_connection.backup(target_raw.driver_connection, pages=_PAGES_AT_ONCE, progress=tell)
    finally:
        source_raw.close()
        target_raw.close()
        copy.close()


def _examine(
    folder: Path, key: bytes, occasion: str, made_at: str, progress: Progress = SILENT, check: str = _THOROUGH
) -> Backup:
    """Open the copy as a stranger would and count it.

    Either check reads every page that holds anything, and SQLCipher compares each with its seal as it is read; the
    pragma that does only that would keep Batal waiting for more than a second.
    """
    copy = Database(folder / STORE_FILE, key)
    try:
        with copy.reading() as connection, heard(connection, progress, _CHECKING):
            sound = connection.exec_driver_sql(f"PRAGMA {check}").scalars().all()
            if sound != ["ok"]:
                raise BackupDamaged(folder.name)
            counts = {
                table: int(connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar_one())
                for table in COUNTED
            }
            row = connection.exec_driver_sql("SELECT n, hash FROM journal ORDER BY n DESC LIMIT 1").first()
    finally:
        copy.close()
    return Backup(
        folder=folder,
        made_at=made_at,
        occasion=occasion,
        counts=counts,
        journal_rows=row[0] if row else 0,
        journal_head=row[1].hex() if row else "",
        sha256=_sha256(folder / STORE_FILE),
        size=(folder / STORE_FILE).stat().st_size,
    )


def every(folder: Path) -> list[Backup]:
    """All finished backups, the newest first; folders that are no backup, or no longer one, are left out."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        if path.suffix != PARTIAL and (path / "isi.json").is_file():
            with contextlib.suppress(ValueError, TypeError):  # what it says of itself is damaged
                found.append(_read(path))
    return sorted(found, key=lambda one: one.name, reverse=True)


def verify(backup: Backup, key: bytes) -> Backup:
    """Open and count a backup again; raises BackupDamaged when it is not what it was."""
    try:
        seen = _examine(backup.folder, key, backup.occasion, backup.made_at)
    except (OSError, DatabaseError, ClerkError) as error:
        raise BackupDamaged(backup.name) from error
    if (seen.counts, seen.journal_head, seen.sha256) != (backup.counts, backup.journal_head, backup.sha256):
        raise BackupDamaged(backup.name)
    return seen


def restore(backup: Backup, key: bytes, store_folder: Path, *, at: datetime) -> Path:
    """Put a backup's store in place of the present one, which is set aside and never overwritten.

    The store must be closed. Returns the folder the present store was set aside in.
    Raises BackupDamaged, BackupNotRestored.
    """
    verify(backup, key)
    aside = store_folder / f"disisihkan-{at.astimezone(UTC).strftime('%Y%m%d-%H%M%S-%f')}"
    fresh = store_folder / f"{STORE_FILE}.pulih"
    try:
        shutil.copyfile(backup.folder / STORE_FILE, fresh)  # without the write protection of a copied backup
        _sync_file(fresh)
        aside.mkdir()
        _change_places(fresh, store_folder, aside)
    except OSError as fault:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
            aside.rmdir()
        raise BackupNotRestored from fault
    sync_folder(store_folder)
    return aside


def _change_places(fresh: Path, store_folder: Path, aside: Path) -> None:
    """The present store aside and the fresh one in its place, or all as it was. Raises OSError."""
    moved = []
    try:
        for name in (f"{STORE_FILE}-shm", f"{STORE_FILE}-wal", STORE_FILE):
            if (store_folder / name).exists():
                replace_patiently(store_folder / name, aside / name)
                moved.append(name)
        replace_patiently(fresh, store_folder / STORE_FILE)
    except OSError:
        for name in reversed(moved):
            replace_patiently(aside / name, store_folder / name)
        raise


def thin(folder: Path) -> list[str]:
    """Delete backups beyond those of :func:`names_to_keep`; returns the names that went.

    One that somebody looks into stays until the next time, whole.
    """
    found = every(folder)
    kept = names_to_keep(found)
    gone = []
    for one in found:
        if one.name not in kept:
            with contextlib.suppress(OSError):
                left = folder / f"{one.name}{PARTIAL}"
                os.replace(one.folder, left)
                gone.append(one.name)
                shutil.rmtree(left, ignore_errors=True)
    return gone


def names_to_keep(found: list[Backup]) -> set[str]:
    """The newest backup of each of the last 12 days, 10 weeks and 9 months that have one.

    And the newest 12 made for a reason of their own (by hand, before an import or a migration): the copy made at exit
    the same day does not push them out.
    """
    kept = {one.name for one in [one for one in found if one.occasion != AT_EXIT][:KEEP_FOR_A_REASON]}
    for wanted, form in ((KEEP_DAILY, "%Y-%m-%d"), (KEEP_WEEKLY, "%G-%V"), (KEEP_MONTHLY, "%Y-%m")):
        newest: dict[str, str] = {}
        for one in found:
            newest.setdefault(datetime.fromisoformat(one.made_at).strftime(form), one.name)
        kept.update(list(newest.values())[:wanted])
    return kept


def _read(folder: Path) -> Backup:
    stated = json.loads((folder / "isi.json").read_text("utf-8"))
    return Backup(folder=folder, **stated)


def _to_json(backup: Backup) -> str:
    return json.dumps(
        {
            "made_at": backup.made_at,
            "occasion": backup.occasion,
            "counts": backup.counts,
            "journal_rows": backup.journal_rows,
            "journal_head": backup.journal_head,
            "sha256": backup.sha256,
            "size": backup.size,
        }
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
