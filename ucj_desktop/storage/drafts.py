"""What is being typed and not yet saved: a small encrypted store of its own, so that it never waits for the other."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import sqlcipher3

_TABLE = """CREATE TABLE IF NOT EXISTS drafts
    (owner TEXT NOT NULL, subject TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (owner, subject)) STRICT"""
_Fault = sqlcipher3.dbapi2.DatabaseError


class Drafts:
    """Drafts by owner (an account) and subject (a worker's id), in one SQLCipher file under the store's own key.

    Opened for each call: a raw key costs no derivation, and a killed program leaves nothing locked. A draft is never
    worth a refusal: a file that is damaged is begun anew, and on a full disk nothing is kept.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key

    def put(self, owner: str, subject: str, content: dict[str, Any], *, waits: bool = True) -> None:
        """Keep a draft in the place of the one before.

        ``waits`` until it lies on the disk, where a power cut leaves it: some 20 ms. Without, it is with the operating
        system in less than one, where the end of the program leaves it.
        """
        row = (owner, subject, orjson.dumps(content))
        try:
            self._write("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", row, waits=waits)
        except _Fault:
            with contextlib.suppress(OSError, _Fault):
                self._path.unlink(missing_ok=True)
                self._write("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", row, waits=waits)

    def every(self, owner: str) -> list[tuple[str, dict[str, Any]]]:
        """(subject, content) of an owner's drafts, the oldest subject first; empty where the file cannot be read."""
        if not self._path.exists():
            return []
        try:
            with opened(self._path, self._key, _TABLE) as connection:
                rows = connection.execute(
                    "SELECT subject, content FROM drafts WHERE owner = ? ORDER BY subject", (owner,)
                ).fetchall()
                return [(subject, dict(orjson.loads(content))) for subject, content in rows]
        except (_Fault, ValueError):
            return []

    def drop(self, owner: str, subject: str) -> None:
        """It is saved, or given up; one that a power cut brings back is seen to be in the store, and dropped again."""
        if self._path.exists():
            with contextlib.suppress(_Fault):
                self._write("DELETE FROM drafts WHERE owner = ? AND subject = ?", (owner, subject), waits=False)

    def _write(self, sql: str, values: tuple[Any, ...], *, waits: bool) -> None:
        with opened(self._path, self._key, _TABLE) as connection:
            if not waits:
                connection.execute("PRAGMA synchronous = OFF")
            connection.execute(sql, values)


@contextlib.contextmanager
def opened(path: Path, key: bytes, table: str) -> Iterator[Any]:
    """A bare connection to the store of the drafts with one table in it, closed in the end."""
    connection = sqlcipher3.dbapi2.connect(str(path), isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(table)
        yield connection
    finally:
        connection.close()
