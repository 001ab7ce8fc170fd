"""Erasing one person out of every table: what there is of him or her, what goes, what stays, and the register of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

from ucj_desktop.domain.subject_request import ErasureBasis
from ucj_desktop.storage import touched_rows
from ucj_desktop.storage.database import Connection

# Tables whose rows are about one worker and go with him or her; verdicts go because the erasure is registered first.
OF_WORKER = (
    "attachments",
    "candidates",
    "confirmations",
    "findings",
    "meeting_dissents",
    "outside_matches",
    "received_workers",
    "relay_rows",
    "rulings",
    "second_keyed_values",
    "sent_workers",
    "tombstones",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """That somebody was erased; nothing here says who."""

    worker_id: str
    basis: str
    digest: str
    counts: Mapping[str, int]
    account_id: str
    at: str


def ids_of_person(connection: Connection, worker_id: str) -> list[str]:
    """The worker and all entries that were merged into him or her."""
    found, waiting = [worker_id], [worker_id]
    while waiting:
        marks = ", ".join("?" * len(waiting))
        merged = connection.exec_driver_sql(
            f"SELECT worker_id FROM workers WHERE merged_into IN ({marks})", tuple(waiting)
        )
        waiting = [one for one in merged.scalars() if one not in found]
        found += waiting
    return found


def numbers_of_person(connection: Connection, ids: Sequence[str]) -> list[str]:
    """Every NIK that these workers have or once had, as the journal tells."""
    marks = ", ".join("?" * len(ids))
    found = set(
        connection.exec_driver_sql(f"SELECT nik FROM workers WHERE worker_id IN ({marks})", tuple(ids)).scalars()
    )
    texts = connection.exec_driver_sql(
        f"SELECT t.text FROM journal j JOIN journal_text t ON t.n = j.n WHERE j.subject IN ({marks})", tuple(ids)
    )
    for text in texts.scalars():
        found.update(one for one in orjson.loads(text).get("nik", ()) if isinstance(one, str))
    return sorted(one for one in found if len(one) == 16)


def texts_of_person(connection: Connection, ids: Sequence[str], numbers: Sequence[str]) -> list[int]:
    """The journal's rows whose text speaks of the person, by number."""
    marks = ", ".join("?" * len(ids))
    said = " OR ".join(["instr(t.text, ?) > 0"] * (len(ids) + len(numbers)))
    found = connection.exec_driver_sql(
        "SELECT t.n FROM journal_text t JOIN journal j ON j.n = t.n"
        f" WHERE j.subject IN ({marks}) OR {said} ORDER BY t.n",
        (*ids, *ids, *numbers),
    )
    return list(found.scalars())


def counts(connection: Connection, ids: Sequence[str], numbers: Sequence[str]) -> dict[str, int]:
    """How many rows of each table would go."""
    marks = ", ".join("?" * len(ids))
    told = {
        table: connection.exec_driver_sql(
            f"SELECT COUNT(*) FROM {table} WHERE worker_id IN ({marks})", tuple(ids)
        ).scalar_one()
        for table in ("workers", *OF_WORKER)
    }
    told["pair_decisions"] = connection.exec_driver_sql(
        f"SELECT COUNT(*) FROM pair_decisions WHERE worker_a IN ({marks}) OR worker_b IN ({marks})", (*ids, *ids)
    ).scalar_one()
    told["journal_text"] = len(texts_of_person(connection, ids, numbers))
    return {table: count for table, count in told.items() if count}


def count_erased(connection: Connection) -> int:
    """How many entries of people were taken out of the lists."""
    found = connection.exec_driver_sql("SELECT counts FROM erasures").scalars()
    return sum(orjson.loads(one).get("workers", 0) for one in found)


def frozen_in(connection: Connection, ids: Sequence[str]) -> list[tuple[int, int]]:
    """(register, revision) of the minutes that keep the person's rows as they were closed."""
    marks = ", ".join("?" * len(ids))
    found = connection.exec_driver_sql(
        "SELECT DISTINCT m.register, m.revision FROM minutes m JOIN minutes_rows r"
        f" ON r.minutes_id = m.minutes_id AND r.revision = m.revision WHERE r.worker_id IN ({marks}) ORDER BY 1, 2",
        tuple(ids),
    )
    return [(register, revision) for register, revision in found]


def erase(
    connection: Connection, made: Erasure, ids: Sequence[str], words: Sequence[str], texts: Sequence[int]
) -> None:
    """Take the person out; ``words`` are the NIKs and names that rows of others may tell.

    Where he or she asked for it and the district has been sent something, a tombstone without anything personal is
    left, which the next package brings there; what retention erases is the district's to keep for its own time.
    What ``touched_rows`` noted of it is forgotten: nothing of the person is kept beside.
    """
    marks = ", ".join("?" * len(ids))
    sent = connection.exec_driver_sql(f"SELECT worker_id FROM sent_workers WHERE worker_id IN ({marks})", tuple(ids))
    sent_ids = sent.scalars().all() if made.basis == ErasureBasis.REQUEST else ()
    for one in ids:
        connection.exec_driver_sql(
            "INSERT INTO erasures (worker_id, basis, digest, counts, account_id, at) VALUES (?, ?, ?, ?, ?, ?)",
            (one, made.basis, made.digest, orjson.dumps(dict(made.counts)).decode(), made.account_id, made.at),
        )
    for table in OF_WORKER:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE worker_id IN ({marks})", tuple(ids))
    for one in sent_ids:
        connection.exec_driver_sql(
            "INSERT INTO tombstones (worker_id, reason, at, sequence) VALUES (?, 'erased', ?, 0)", (one, made.at)
        )
    connection.exec_driver_sql(
        f"DELETE FROM pair_decisions WHERE worker_a IN ({marks}) OR worker_b IN ({marks})", (*ids, *ids)
    )
    if texts:
        connection.exec_driver_sql("DELETE FROM journal_text WHERE n = ?", [(n,) for n in texts])
    connection.exec_driver_sql(
        f"UPDATE subject_requests SET note = '', answer = '' WHERE worker_id IN ({marks})", tuple(ids)
    )
    _forget_in_others(connection, words)
    connection.exec_driver_sql(f"DELETE FROM workers WHERE worker_id IN ({marks})", tuple(ids))
    touched_rows.drain(connection)


def _forget_in_others(connection: Connection, words: Sequence[str]) -> None:
    """What rows that are nobody's own say of the person: findings of others, unplaced rows of lists, titles."""
    for word in words:
        connection.exec_driver_sql("DELETE FROM findings WHERE instr(what, ?) OR instr(fix, ?)", (word, word))
        connection.exec_driver_sql("UPDATE letters SET title = report WHERE instr(title, ?)", (word,))
    for list_id, unplaced in connection.exec_driver_sql(
        "SELECT list_id, unplaced FROM outside_lists WHERE unplaced <> ''"
    ).all():
        rows = orjson.loads(unplaced)
        kept = [row for row in rows if not any(word in orjson.dumps(row).decode() for word in words)]
        if len(kept) < len(rows):
            connection.exec_driver_sql(
                "UPDATE outside_lists SET unplaced = ? WHERE list_id = ?", (orjson.dumps(kept).decode(), list_id)
            )


def mentions(connection: Connection, words: Sequence[str]) -> dict[str, int]:
    """In how many rows of each table some words still stand, in any column of text."""
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").scalars()
    found = {}
    for table in list(tables):
        columns = [
            name
            for _, name, kind, *_ in connection.exec_driver_sql(f"PRAGMA table_info({table})").all()
            if kind == "TEXT"
        ]
        if not columns or not words:
            continue
        said = " OR ".join(f"instr({column}, ?) > 0" for column in columns for _ in words)
        count = connection.exec_driver_sql(
            f"SELECT COUNT(*) FROM {table} WHERE {said}", tuple(word for _ in columns for word in words)
        ).scalar_one()
        if count:
            found[table] = count
    return found


def every(connection: Connection) -> frozenset[str]:
    """The ids of all who were erased."""
    return frozenset(connection.exec_driver_sql("SELECT worker_id FROM erasures").scalars())
