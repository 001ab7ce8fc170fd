"""What is being typed and not yet saved: a small encrypted store of its own, so that it never waits for the other."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson
import sqlcipher3

from ucj_desktop.domain.errors import ClerkError

_TABLE = """CREATE TABLE IF NOT EXISTS drafts
    (owner TEXT NOT NULL, subject TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (owner, subject)) STRICT"""
_PAPERS = """CREATE TABLE IF NOT EXISTS papers
    (owner TEXT NOT NULL, subject TEXT NOT NULL, paper_id TEXT NOT NULL, page INTEGER NOT NULL, told BLOB NOT NULL,
    picture BLOB NOT NULL, PRIMARY KEY (owner, subject, paper_id, page)) STRICT"""
_Fault = sqlcipher3.dbapi2.DatabaseError
_Busy = sqlcipher3.dbapi2.OperationalError  # locked, or the disk is full: the file itself is sound


class PaperNotHeld(ClerkError):
    """A paper of a worker who is not saved yet cannot be kept beside the draft."""

    code = "LAMPIRAN-06"

    def __init__(self) -> None:
        super().__init__(
            what="Lampiran ini belum bisa disimpan bersama ketikan.",
            fix="Periksa sisa ruang hard disk, atau simpan dulu pekerjanya lalu lampirkan lagi.",
        )


class Drafts:
    """Drafts by owner (an account) and subject (a worker's id), in one SQLCipher file under the store's own key.

    Opened for each call: a raw key costs no derivation, and a killed program leaves nothing locked. A draft is never
    worth a refusal: a file that is damaged is begun anew, and on a full disk nothing is kept.
    """

    def __init__(self, path: Path, key: bytes, patience: float = 5) -> None:
        """``patience``: seconds to wait for another writer."""
        self._path, self._key, self._patience = path, key, patience

    def put(self, owner: str, subject: str, content: dict[str, Any], *, waits: bool = True) -> None:
        """Keep a draft in the place of the one before.

        ``waits`` until it lies on the disk, where a power cut leaves it: some 20 ms. Without, it is with the operating
        system in less than one, where the end of the program leaves it.
        """
        row = (owner, subject, orjson.dumps(content))
        try:
            self._write("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", row, waits=waits)
        except _Busy:
            return
        except _Fault:
            with contextlib.suppress(OSError, _Fault):
                self._path.unlink(missing_ok=True)
                self._write("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", row, waits=waits)

    def every(self, owner: str) -> list[tuple[str, dict[str, Any]]]:
        """(subject, content) of an owner's drafts, the oldest subject first; empty where the file cannot be read."""
        if not self._path.exists():
            return []
        try:
            with opened(self._path, self._key, _TABLE, self._patience) as connection:
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
            self.drop_papers(owner, subject)

    def count_everywhere(self, subjects: Sequence[str], words: Sequence[str]) -> int:
        """How many drafts of any account are of these workers, or hold one of these words."""
        return len(self._of_person(subjects, words))

    def drop_everywhere(self, subjects: Sequence[str], words: Sequence[str]) -> None:
        """Give up every draft of these workers, or with one of these words in it, and the papers beside it."""
        for owner, subject in self._of_person(subjects, words):
            self.drop(owner, subject)

    def _of_person(self, subjects: Sequence[str], words: Sequence[str]) -> list[tuple[str, str]]:
        if not self._path.exists():
            return []
        try:
            with opened(self._path, self._key, _TABLE, self._patience) as connection:
                connection.execute(_PAPERS)
                rows = connection.execute(
                    "SELECT owner, subject, content FROM drafts"
                    " UNION SELECT owner, subject, '' FROM papers WHERE subject NOT IN (SELECT subject FROM drafts)"
                ).fetchall()
        except _Fault:
            return []
        marks = [orjson.dumps(word).strip(b'"') for word in words if word]
        return [
            (owner, subject)
            for owner, subject, content in rows
            if subject in subjects or any(mark in bytes(content or b"") for mark in marks)
        ]

    def put_paper(self, owner: str, subject: str, paper_id: str, told: dict[str, Any], pages: Sequence[bytes]) -> None:
        """Keep a paper beside the draft of a worker, all of its pages or none. Raises PaperNotHeld."""
        rows = [(owner, subject, paper_id, page, orjson.dumps(told), one) for page, one in enumerate(pages)]
        try:
            with opened(self._path, self._key, _PAPERS, self._patience) as connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("INSERT OR REPLACE INTO papers VALUES (?, ?, ?, ?, ?, ?)", rows)
                connection.execute("COMMIT")
        except _Fault as error:
            raise PaperNotHeld from error

    def papers(self, owner: str, subject: str) -> list[tuple[str, dict[str, Any]]]:
        """(id, what is told of it) of the papers beside a draft, the oldest first; no picture is read."""
        sql = "SELECT paper_id, told FROM papers WHERE owner = ? AND subject = ? AND page = 0 ORDER BY paper_id"
        return [(paper_id, dict(orjson.loads(told))) for paper_id, told in self._papers(sql, (owner, subject))]

    def pages(self, owner: str, subject: str, paper_id: str) -> list[bytes]:
        """The pictures of a paper, page by page."""
        sql = "SELECT picture FROM papers WHERE owner = ? AND subject = ? AND paper_id = ? ORDER BY page"
        return [bytes(picture) for (picture,) in self._papers(sql, (owner, subject, paper_id))]

    def drop_papers(self, owner: str, subject: str, paper_id: str = "") -> None:
        """They are attached, or given up: one of them, or all of a draft."""
        which = "owner = ? AND subject = ? AND paper_id = ?" if paper_id else "owner = ? AND subject = ?"
        values = (owner, subject, paper_id) if paper_id else (owner, subject)
        self._papers(f"DELETE FROM papers WHERE {which}", values)

    def drop_papers_of_no_draft(self, owner: str) -> None:
        """Papers whose reading ended when their draft was given up already."""
        sql = "DELETE FROM papers WHERE owner = ? AND subject NOT IN (SELECT subject FROM drafts WHERE owner = ?)"
        self._papers(sql, (owner, owner))

    def _papers(self, sql: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """Empty where the file cannot be read."""
        if not self._path.exists():
            return []
        try:
            with opened(self._path, self._key, _PAPERS, self._patience) as connection:
                return list(connection.execute(sql, values).fetchall())
        except _Fault:
            return []

    def _write(self, sql: str, values: tuple[Any, ...], *, waits: bool) -> None:
        with opened(self._path, self._key, _TABLE, self._patience) as connection:
            if not waits:
                connection.execute("PRAGMA synchronous = OFF")
            connection.execute(sql, values)


@contextlib.contextmanager
def opened(path: Path, key: bytes, table: str, patience: float = 5) -> Iterator[Any]:
    """A bare connection to the store of the drafts with one table in it, closed in the end."""
    connection = sqlcipher3.dbapi2.connect(str(path), timeout=patience, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(table)
        yield connection
    finally:
        connection.close()
