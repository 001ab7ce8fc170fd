"""The journal: who changed what, chained by SHA-256; history, audit and undo read it."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

import orjson

from ucj_desktop.storage import many_rows, touched_rows
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.touched_rows import WATCHED, TouchedRow
from ucj_desktop.storage.write_behind import Writes

CHAIN_NAME = b"ucj-journal-v1\0"
FIRST_PREV = bytes(32)
SIGNED = "journal.signed"  # the row after a checkpoint, which tells of it
NOT_SIGNED = "journal.not_signed"  # the row that stands in its place where the journal was damaged
_COLUMNS = ("n", "entry", "prev", "hash", "subject", "batch", "deed")
_TEXT_COLUMNS = ("n", "salt", "text")
_SALT = 16  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was done.

    ``action`` is a stable English code (``worker.entered``). ``subject`` is the id it was done to. ``changes`` holds
    (old, new) by field of a worker: personal, kept beside the chain. ``facts`` are counts, codes and ids: they stand
    in the chain itself and must hold nothing personal.
    """

    action: str
    subject: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry as it stands in the journal; ``changes`` is None when its text has been erased.

    ``fields`` are those of ``changes`` but for the ``tables`` whose rows stand there, before and after.
    """

    n: int
    at: str  # ISO 8601, UTC
    who: str  # account id
    action: str
    subject: str
    batch: str
    fields: tuple[str, ...]
    facts: Mapping[str, Any]
    changes: Mapping[str, tuple[Any, Any]] | None
    hash: str
    tables: tuple[str, ...] = ()
    deed: int = 0  # the number of the first row of what was done together; 0 in rows of older programs


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed statement that row ``n`` had this hash; the signature is over :func:`statement`."""

    n: int
    hash: bytes
    at: str  # ISO 8601, UTC
    occasion: str
    signature: bytes


def append(connection: Connection, *, who: str, at: str, entries: Iterable[Entry], batch: str = "") -> str:
    """Add entries in order, in the caller's transaction; returns the new head as hex.

    All rows of one transaction are one deed. What was written to the tables of ``touched_rows`` since the last entries
    is told with them, by table, as (old rows, new rows): with the worker's entry, else with the last one.
    """
    kept = _with_touched(list(entries), touched_rows.drain(connection))
    return Appender(connection, who=who, at=at, batch=batch).append(connection, kept)


class Appender:
    """Adds entries again and again in one transaction in which nobody else does.

    It knows the end of the chain by itself, so that the rows may be written by another than the connection that was
    asked for it. What ``touched_rows`` notes meanwhile is told by the next :func:`append`.
    """

    def __init__(self, connection: Connection, *, who: str, at: str, batch: str = "") -> None:
        self._n, self._prev = head(connection)
        self._batch = batch
        self._deed = _deed(connection, self._n + 1)
        self._body_of = _BodyMaker(who, at, batch, self._deed)

    def append(self, writer: Writes, entries: Sequence[Entry]) -> str:
        """Add entries in order; returns the new head as hex."""
        n, prev = self._n, self._prev
        salts = os.urandom(_SALT * len(entries))
        rows: list[tuple[int, str, bytes, bytes, str, str, int]] = []
        texts: list[tuple[int, bytes, str]] = []
        for place, entry in enumerate(entries):
            n += 1
            digest = ""
            if entry.changes:
                salt = salts[place * _SALT : (place + 1) * _SALT]
                text = orjson.dumps(_plain(entry.changes), option=orjson.OPT_SORT_KEYS)
                digest = sha256(salt + text).hexdigest()
                texts.append((n, salt, text.decode()))
            body = self._body_of(entry, digest)
            link = _link(n, prev, body)
            rows.append((n, body.decode(), prev, link, entry.subject, self._batch, self._deed))
            prev = link
        many_rows.insert(writer, "journal", _COLUMNS, rows)
        many_rows.insert(writer, "journal_text", _TEXT_COLUMNS, texts)
        self._n, self._prev = n, prev
        return prev.hex()


def _with_touched(entries: list[Entry], touched: Sequence[TouchedRow]) -> list[Entry]:
    if not touched or not entries:
        return entries
    place = {one.subject: at for at, one in enumerate(entries)}
    changes: dict[int, dict[str, Any]] = {}
    for row in touched:
        at = place.get(row.worker_id, len(entries) - 1)
        told = changes.setdefault(at, dict(entries[at].changes))
        old, new = told.setdefault(row.table, ([], []))
        old.append(row.old)
        new.append(row.new)
    for at, told in changes.items():
        entries[at] = replace(entries[at], changes=told)
    return entries


def _deed(connection: Connection, n: int) -> int:
    """The number of the first row that the connection's present transaction has written, which may be ``n``."""
    transaction = connection.get_transaction()
    known = connection.info.get("deed")
    if known is None or known[0] is not transaction:
        known = connection.info["deed"] = (transaction, n)
    return int(known[1])


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return values if type(values) is dict else dict(values)


class _BodyMaker:
    """Canonical JSON of entries (keys sorted, no spaces), put together from parts: those of an import differ in two."""

    def __init__(self, who: str, at: str, batch: str, deed: int) -> None:
        self._at, self._batch, self._who = orjson.dumps(at), orjson.dumps(batch), orjson.dumps(who)
        self._deed = deed
        self._starts: dict[str, bytes] = {}
        self._fields: dict[tuple[str, ...], bytes] = {}

    def __call__(self, entry: Entry, text_digest: str) -> bytes:
        start = self._starts.get(entry.action)
        if start is None:
            said = (orjson.dumps(entry.action), self._at, self._batch, self._deed)
            start = b'{"action":%b,"at":%b,"batch":%b,"deed":%d' % said
            self._starts[entry.action] = start
        names = tuple(entry.changes)
        fields = self._fields.get(names)
        if fields is None:
            fields = self._fields[names] = orjson.dumps(sorted(names))
        facts = orjson.dumps(_plain(entry.facts), option=orjson.OPT_SORT_KEYS) if entry.facts else b"{}"
        return b'%b,"facts":%b,"fields":%b,"subject":%b,"text":"%b","who":%b}' % (
            start, facts, fields, orjson.dumps(entry.subject), text_digest.encode(), self._who,
        )  # fmt: skip


def head(connection: Connection) -> tuple[int, bytes]:
    """(number, hash) of the last row; (0, 32 zero bytes) before the first."""
    row = connection.exec_driver_sql("SELECT n, hash FROM journal ORDER BY n DESC LIMIT 1").first()
    return (0, FIRST_PREV) if row is None else (row[0], row[1])


def _link(n: int, prev: bytes, body: bytes) -> bytes:
    return sha256(CHAIN_NAME + n.to_bytes(8, "big") + prev + sha256(body).digest()).digest()


def rows(
    connection: Connection,
    *,
    subject: str = "",
    batch: str = "",
    before: int | None = None,
    limit: int = 200,
    newest_first: bool = True,
) -> list[Row]:
    """Up to ``limit`` rows, of one subject or batch when given, older than ``before`` when given."""
    wanted = ["1 = 1"]
    values: list[str | int] = []
    for condition, value in (("j.subject = ?", subject), ("j.batch = ?", batch), ("j.n < ?", before)):
        if value:
            wanted.append(condition)
            values.append(value)
    order = "DESC" if newest_first else "ASC"
    found = connection.exec_driver_sql(
        "SELECT j.n, j.entry, j.hash, t.text FROM journal j LEFT JOIN journal_text t ON t.n = j.n"
        f" WHERE {' AND '.join(wanted)} ORDER BY j.n {order} LIMIT ?",
        (*values, limit),
    )
    return [_row(n, entry, link, text) for n, entry, link, text in found]


def numbers(
    connection: Connection,
    *,
    who: str = "",
    subjects: Sequence[str] | None = None,
    actions: Sequence[str] = (),
    since: str = "",
    until: str = "",
) -> list[int]:
    """The row numbers of what was done, the newest first.

    By one account, to some subjects (at most a few hundred), with actions that begin with one of some words, from
    ``since`` on and before ``until`` (ISO 8601, UTC); what is not given does not narrow.
    """
    wanted, values = ["1 = 1"], list[str]()
    if subjects is not None:
        wanted.append(f"subject IN ({', '.join('?' * len(subjects)) or 'NULL'})")
        values += subjects
    if actions:
        wanted.append(f"({' OR '.join(['action LIKE ?'] * len(actions))})")
        values += [f"{one}%" for one in actions]
    for condition, value in (("who = ?", who), ("at >= ?", since), ("at < ?", until)):
        if value:
            wanted.append(condition)
            values.append(value)
    found = connection.exec_driver_sql(
        "SELECT n FROM (SELECT n, subject, json_extract(entry, '$.who') AS who, json_extract(entry, '$.at') AS at,"
        f" json_extract(entry, '$.action') AS action FROM journal) WHERE {' AND '.join(wanted)} ORDER BY n DESC",
        tuple(values),
    )
    return [n for (n,) in found]


def by_numbers(connection: Connection, wanted: Sequence[int]) -> list[Row]:
    """The rows of some numbers (a page of a list), the newest first."""
    found = connection.exec_driver_sql(
        "SELECT j.n, j.entry, j.hash, t.text FROM journal j LEFT JOIN journal_text t ON t.n = j.n"
        f" WHERE j.n IN ({', '.join('?' * len(wanted)) or 'NULL'}) ORDER BY j.n DESC",
        tuple(wanted),
    )
    return [_row(n, entry, link, text) for n, entry, link, text in found]


def after(connection: Connection, n: int) -> Iterator[Row]:
    """Every row that was added after row ``n``, the oldest first."""
    found = connection.exec_driver_sql(
        "SELECT j.n, j.entry, j.hash, t.text FROM journal j LEFT JOIN journal_text t ON t.n = j.n"
        " WHERE j.n > ? ORDER BY j.n",
        (n,),
    )
    for number, entry, link, text in found:
        yield _row(number, entry, link, text)


def each_of_batch(connection: Connection, batch: str) -> Iterator[Row]:
    """Every row of one batch, the newest first: the order in which an undo walks back."""
    found = connection.exec_driver_sql(
        "SELECT j.n, j.entry, j.hash, t.text FROM journal j LEFT JOIN journal_text t ON t.n = j.n"
        " WHERE j.batch = ? ORDER BY j.n DESC",
        (batch,),
    )
    for n, entry, link, text in found:
        yield _row(n, entry, link, text)


def _row(n: int, entry: str, link: bytes, text: str | None) -> Row:
    body = orjson.loads(entry)
    changes: dict[str, tuple[Any, Any]] | None
    if text is not None:
        changes = {name: (old, new) for name, (old, new) in orjson.loads(text).items()}
    else:
        changes = None if body["text"] else {}
    return Row(
        n=n,
        at=body["at"],
        who=body["who"],
        action=body["action"],
        subject=body["subject"],
        batch=body["batch"],
        fields=tuple(one for one in body["fields"] if one not in WATCHED),
        tables=tuple(one for one in body["fields"] if one in WATCHED),
        facts=body["facts"],
        changes=changes,
        hash=link.hex(),
        deed=body.get("deed", 0),
    )


def add_checkpoint(connection: Connection, *, at: str, occasion: str, signature: bytes) -> None:
    """Keep a signed statement that the journal stood at its present head; ``signature`` is over :func:`statement`.

    A head that has its statement keeps the first one.
    """
    n, link = head(connection)
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO checkpoints (n, hash, at, occasion, signature) VALUES (?, ?, ?, ?, ?)",
        (n, link, at, occasion, signature),
    )


def checkpoints(connection: Connection) -> list[Checkpoint]:
    """Every signed statement, in the order of the rows."""
    found = connection.exec_driver_sql("SELECT n, hash, at, occasion, signature FROM checkpoints ORDER BY n")
    return [Checkpoint(*row) for row in found]


def statement(n: int, link: bytes, at: str) -> bytes:
    """The bytes a checkpoint's signature covers."""
    return orjson.dumps({"at": at, "hash": link.hex(), "n": n}, option=orjson.OPT_SORT_KEYS)
