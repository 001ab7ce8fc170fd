"""Database: reading() and writing() on the encrypted store."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, event
from sqlalchemy import create_engine as make_engine
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.storage import touched_rows

__all__ = [
    "Connection",
    "Database",
    "SaveUnknown",
    "StoreDamaged",
    "StoreFull",
    "StoreHeldElsewhere",
    "StoreNotOpened",
]

OLDEST_SQLITE = (3, 51, 3)  # below it the WAL-reset bug can lose commits
BALLAST_BYTES = 4 * 1024 * 1024  # freed when the disk is full, so that the clerk can still save and leave
_HELD_ELSEWHERE = ("unable to open database file", "database is locked", "readonly database")
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE passes by the triggers that refuse a deletion
    "PRAGMA wal_autocheckpoint = 200",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA cache_size = -65536",  # 64 MB at most: an import of 100,000 writes twice as fast as with 2 MB
)


class StoreNotOpened(ClerkError):
    """The file is not a store, or the key does not fit it."""

    code = "DATA-01"

    def __init__(self) -> None:
        super().__init__(
            what="Data kantor tidak bisa dibuka: berkasnya rusak atau bukan milik kunci ini.",
            fix="Jangan hapus apa pun. Pulihkan cadangan terakhir lewat Pulihkan cadangan.",
        )


class StoreDamaged(ClerkError):
    """SQLCipher or SQLite found damage while reading."""

    code = "DATA-02"

    def __init__(self) -> None:
        super().__init__(
            what="Sebagian data kantor rusak dan tidak bisa dibaca.",
            fix="Tutup program, jangan hapus apa pun, lalu pulihkan cadangan terakhir.",
        )


class StoreFull(ClerkError):
    """The disk is full; nothing of the save was kept."""

    code = "DATA-03"

    def __init__(self) -> None:
        super().__init__(
            what="Hard disk penuh; perubahan terakhir belum tersimpan.",
            fix="Hapus atau pindahkan berkas lain dari hard disk, lalu simpan lagi.",
        )


class SaveUnknown(ClerkError):
    """The commit failed and the store says it was not saved."""

    code = "DATA-04"

    def __init__(self) -> None:
        super().__init__(
            what="Perubahan terakhir belum tersimpan: hard disk tidak menerima tulisan.",
            fix="Periksa hard disk, lalu simpan lagi. Data yang lama tidak berubah.",
        )


class StoreHeldElsewhere(ClerkError):
    """Another program (backup, antivirus) holds the file, or we may not write it."""

    code = "DATA-07"

    def __init__(self) -> None:
        super().__init__(
            what="Data kantor tidak bisa dibuka: berkasnya sedang dipakai program lain, atau tidak boleh ditulisi.",
            fix="Tunggu sampai pencadangan atau pemeriksaan antivirus selesai, lalu coba lagi. Jangan hapus apa pun.",
        )


class Database:
    """The one SQLite file of an office, opened with its raw 32-byte key.

    Reading takes a snapshot and never waits for a writer (WAL). Writing begins IMMEDIATE, so that two writers in one
    program wait for each other at the start and not in the middle.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._engine = _engine(path, key)
        self._ballast = path.with_name("ballast.bin")

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection on one unchanging snapshot."""
        with self._clerk_errors(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are kept all together at the end, or not at all.

        Raises StoreFull, StoreDamaged or SaveUnknown. A COMMIT that fails says nothing about what reached the disk:
        the store is opened anew and the journal, which every save writes, tells.
        """
        with self._clerk_errors(), self._engine.connect().execution_options(ucj_writes=True) as connection:
            transaction = connection.begin()
            try:
                touched_rows.watch(connection)
                before = _journal_head(connection)
                yield connection
                head = _journal_head(connection)
            except BaseException:
                transaction.rollback()
                raise
            try:
                transaction.commit()
            except DatabaseError as error:
                connection.invalidate()
                self._engine.dispose()
                if _is_full(error):
                    self._free_ballast()
                with self._engine.connect() as fresh:
                    saved = head != before and _journal_head(fresh) == head
                if not saved:
                    raise (StoreFull if _is_full(error) else SaveUnknown)() from None

    @contextlib.contextmanager
    def migrating(self) -> Iterator[Connection]:
        """As writing(), with foreign keys off: rebuilding a table would otherwise delete the rows that refer to it.

        Raises StoreFull, StoreDamaged or SaveUnknown: the store stands at the old version or, after SaveUnknown, at
        one of both, and :func:`migrations.version_of` tells.
        """
        with self._clerk_errors(), self._engine.connect().execution_options(ucj_migrates=True) as connection:
            try:
                with connection.begin():
                    yield connection
            except OperationalError as error:
                if "disk I/O error" in str(error.orig):
                    raise SaveUnknown from None
                raise
            finally:
                connection.invalidate()  # the next user gets a connection with foreign keys on again

    def raw(self) -> Any:
        """A bare DBAPI connection outside the pool's transactions, for backup and maintenance pragmas."""
        return self._engine.raw_connection()

    def close(self) -> None:
        """Put everything into the one file and let go of it."""
        with contextlib.suppress(DatabaseError, sqlcipher3.dbapi2.Error):
            bare = self._engine.raw_connection()
            try:
                bare.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                bare.close()
        self._engine.dispose()

    def keep_ballast(self) -> None:
        """Reserve a little room beside the store; a full disk then still lets the clerk finish."""
        if not self._ballast.exists():
            with contextlib.suppress(OSError):
                self._ballast.write_bytes(bytes(BALLAST_BYTES))

    def _free_ballast(self) -> None:
        with contextlib.suppress(OSError):
            self._ballast.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _clerk_errors(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            words = str(error.orig)
            if _is_full(error):
                self._free_ballast()
                raise StoreFull from None
            if "file is not a database" in words:
                raise StoreNotOpened from None
            if "malformed" in words or "disk image" in words:
                raise StoreDamaged from None
            if any(sign in words for sign in _HELD_ELSEWHERE):
                raise StoreHeldElsewhere from None
            raise


def _is_full(error: DatabaseError) -> bool:
    return isinstance(error, OperationalError) and "full" in str(error.orig)


def _journal_head(connection: Connection) -> tuple[int, bytes] | None:
    row = connection.exec_driver_sql("SELECT n, hash FROM journal ORDER BY n DESC LIMIT 1").first()
    return None if row is None else (row[0], row[1])


def library_versions() -> tuple[str, str]:
    """The versions of SQLite and of SQLCipher."""
    bare = sqlcipher3.dbapi2.connect(":memory:")
    try:
        [cipher] = bare.execute("PRAGMA cipher_version").fetchone()
    finally:
        bare.close()
    return sqlcipher3.dbapi2.sqlite_version, str(cipher)


def _engine(path: Path, key: bytes) -> Engine:
    if len(key) != 32:
        raise ValueError("the store's key has 32 bytes")
    if sqlcipher3.dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise RuntimeError("SQLite is older than the version that cured the WAL-reset bug")

    def connect() -> Any:
        bare = sqlcipher3.dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            cursor = bare.cursor()
            cursor.execute("PRAGMA cipher_log_level = NONE")
            cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            for pragma in _PRAGMAS:
                cursor.execute(pragma)
        except BaseException:
            bare.close()
            raise
        return bare

    # The key goes in through the creator and never through a URL, which would be printed in errors.
    engine = make_engine(
        "sqlite+pysqlite://",
        module=cast(ModuleType, sqlcipher3.dbapi2),
        creator=connect,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        migrates = options.get("ucj_migrates", False)
        if migrates:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if migrates or options.get("ucj_writes", False) else "BEGIN")

    return engine
