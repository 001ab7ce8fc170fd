"""The pairs that were found alike, kept beside the drafts so that only what changed since is compared again."""

import contextlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson
import sqlcipher3

from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.drafts import opened

_TABLE = "CREATE TABLE IF NOT EXISTS found_pairs (name TEXT NOT NULL PRIMARY KEY, content BLOB NOT NULL) STRICT"
_Fault = sqlcipher3.dbapi2.DatabaseError
# What is done to a worker without touching who he or she is; everything else may make or part a pair.
_NOT_ABOUT_THE_PERSON = (
    "worker.shown",
    "worker.verified",
    "worker.validated",
    "worker.taken_in",
    "worker.frozen",
    "worker.unfrozen",
    "worker.sent",
    "worker.answered",
    "worker.outside_matched",
    "worker.outside_undone",
    "worker.outside_decided",  # a value that is taken over has a row of its own
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPairs:
    """What a search found, by whom it was made and of which state of the store: journal row ``n`` with its hash."""

    n: int
    head: str  # hex
    made_by: str  # the version of the search
    pairs: tuple[tuple[str, str, float], ...]  # two worker ids, the smaller first, and the score, 0 to 1
    rough: int = 0  # workers that were looked for by a few indexes since everybody was compared


class FoundPairsFile:
    """One list of pairs in the encrypted store of the drafts; lost or damaged, it is only found again."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key

    def read(self) -> FoundPairs | None:
        """What was kept last; None where there is nothing, or nothing that can be read."""
        if not self._path.exists():
            return None
        try:
            with opened(self._path, self._key, _TABLE) as connection:
                row = connection.execute("SELECT content FROM found_pairs").fetchone()
            if row is None:
                return None
            kept = orjson.loads(row[0])
            pairs = tuple((a, b, score) for a, b, score in kept["pairs"])
            return FoundPairs(**{**kept, "pairs": pairs})
        except (_Fault, ValueError, KeyError, TypeError):
            return None

    def write(self, found: FoundPairs) -> None:
        """Keep a list in the place of the one before; on a full or damaged disk nothing is kept."""
        content = orjson.dumps(asdict(found))
        with contextlib.suppress(_Fault), opened(self._path, self._key, _TABLE) as connection:
            connection.execute("INSERT OR REPLACE INTO found_pairs VALUES ('all', ?)", (content,))


def is_of_this_store(connection: Connection, found: FoundPairs) -> bool:
    """Whether the list was made of an earlier state of this very store, and not of one that a backup replaced."""
    row = connection.exec_driver_sql("SELECT hash FROM journal WHERE n = ?", (found.n,)).first()
    return row is not None and bytes(row[0]).hex() == found.head


def changed_since(connection: Connection, n: int) -> list[str]:
    """Ids of the workers to whom something happened after journal row ``n`` that may make or part a pair."""
    action = "json_extract(entry, '$.action')"
    found = connection.exec_driver_sql(
        f"SELECT DISTINCT subject FROM journal WHERE n > ? AND {action} LIKE 'worker.%'"
        f" AND {action} NOT IN ({', '.join('?' * len(_NOT_ABOUT_THE_PERSON))})",
        (n, *_NOT_ABOUT_THE_PERSON),
    )
    return list(found.scalars())


def merged_away_of(connection: Connection, worker_ids: Sequence[str]) -> set[str]:
    """Which of these were merged into somebody: their entries rest unchanged."""
    wanted = orjson.dumps(list(worker_ids)).decode()
    found = connection.exec_driver_sql(
        "SELECT worker_id FROM workers WHERE merged_into <> '' AND worker_id IN (SELECT value FROM json_each(?))",
        (wanted,),
    )
    return set(found.scalars())
