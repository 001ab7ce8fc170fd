"""Who leaves for the district: rows of closed minutes one after another, and workers it is to take out again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.storage import merges, minutes
from ucj_desktop.storage.database import Connection

_AT_ONCE = 1_000  # rows in memory
_ROW = "r.position, r.worker_id, r.verdict, r.reason, r.note, r.fields, COALESCE(s.digest, ''), COALESCE(s.sequence, 0)"
# Who was returned stands, as sent, in the minutes with which he or she was sent; everybody else in his or her own.
_STANDS = "w.merged_into = '' AND (w.minutes_id = r.minutes_id OR (w.minutes_id = '' AND s.minutes_id = r.minutes_id))"


@dataclass(frozen=True, slots=True)
class LeavingRow:
    """One worker of closed minutes as the minutes froze him or her, and what of the worker was sent last."""

    worker_id: str
    verdict: str
    reason: str
    note: str
    fields: dict[str, Any]  # plain values by field code, and "unread"
    minutes_id: str
    revision: int
    sent_digest: str  # empty: never sent
    sent_in: int  # sequence of the package; 0: never sent


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A worker whom the district is to take out; ``into`` stands for him or her where two entries were one person."""

    worker_id: str
    reason: str  # withdrawn, merged, erased
    into: str = ""


def standing_closed(known: Sequence[Minutes]) -> list[Minutes]:
    """Of minutes with all their revisions the newest ones, unless they were reopened, in the order of their closing."""
    newest = {one.minutes_id: one for one in known}
    return sorted((one for one in newest.values() if not one.reopened_at), key=lambda one: one.closed_at)


class Leaving:
    """What the closed minutes of one snapshot of the store hold for the district; reading it twice gives the same."""

    def __init__(self, connection: Connection) -> None:
        known = minutes.every(connection)
        self._connection = connection
        self._closed = standing_closed(known)
        self._open = {one.minutes_id for one in known} - {one.minutes_id for one in self._closed}
        self._freed = self._sent_and_freed()

    def rows(self, *, of_sequence: int | None = None) -> Iterator[LeavingRow]:
        """Everybody once, in the order of the minutes; only who goes in package ``of_sequence`` when it is given.

        A page of them is read at a time, so that the store may be written between two rows.
        """
        for one in self._closed:
            after = 0
            while page := self._page(one, after, of_sequence):
                after = page[-1][0]
                for _, worker_id, verdict, reason, note, fields, digest, sequence in page:
                    stated = orjson.loads(fields)
                    yield LeavingRow(
                        worker_id, verdict, reason, note, stated, one.minutes_id, one.revision, digest, sequence
                    )

    def taken_back(self, *, full: bool) -> list[Tombstone]:
        """Whom the district is to take out: who was sent and stands nowhere any more, or is another's second entry.

        Who is registered stays. Minutes that stand open decide on their workers when they are closed again. With
        ``full`` all that was ever taken back is said once more, because a package that said it may be lost.
        """
        marks = self._connection.exec_driver_sql(
            "SELECT s.worker_id, s.minutes_id, COALESCE(w.merged_into, ''), COALESCE(w.stage, ''),"
            " COALESCE(w.minutes_id, '') FROM sent_workers s LEFT JOIN workers w ON w.worker_id = s.worker_id"
            " WHERE w.worker_id IS NULL OR w.minutes_id = '' OR w.merged_into <> '' ORDER BY s.worker_id"
        ).all()
        gone: dict[str, str] = {}
        for worker_id, sent_with, merged, stage, stands_in in marks:
            stays = stands_in or sent_with in self._open or stage == "registered" or worker_id in self._freed
            if merged or not stays:
                gone[worker_id] = "merged" if merged else "withdrawn"
        told = self._connection.exec_driver_sql(
            "SELECT t.worker_id, t.reason, COALESCE(w.minutes_id, '') FROM tombstones t"
            " LEFT JOIN workers w ON w.worker_id = t.worker_id WHERE t.sequence = 0 OR ? ORDER BY t.worker_id",
            (int(full),),
        ).all()
        for worker_id, reason, stands_in in told:
            if not stands_in and worker_id not in self._freed:
                gone.setdefault(worker_id, reason)
        into = merges.survivors_of(self._connection, [one for one, why in gone.items() if why == "merged"])
        return [Tombstone(one, why, into.get(one, "")) for one, why in sorted(gone.items())]

    def _page(self, one: Minutes, after: int, of_sequence: int | None) -> Sequence[Any]:
        which = "" if of_sequence is None else f" AND s.sequence = {int(of_sequence)}"
        return self._connection.exec_driver_sql(
            f"SELECT {_ROW} FROM minutes_rows r JOIN workers w ON w.worker_id = r.worker_id"
            " LEFT JOIN sent_workers s ON s.worker_id = r.worker_id"
            " WHERE r.minutes_id = ? AND r.revision = ? AND r.position > ? AND r.waits_as = 0"
            f" AND {_STANDS}{which} ORDER BY r.position LIMIT {_AT_ONCE}",
            (one.minutes_id, one.revision, after),
        ).all()

    def _sent_and_freed(self) -> frozenset[str]:
        """Whom the district returned and who still stands in the minutes with which he or she was sent."""
        found: set[str] = set()
        for one in self._closed:
            freed = self._connection.exec_driver_sql(
                "SELECT r.worker_id FROM sent_workers s JOIN workers w ON w.worker_id = s.worker_id"
                " JOIN minutes_rows r ON r.minutes_id = s.minutes_id AND r.worker_id = s.worker_id"
                " WHERE r.minutes_id = ? AND r.revision = ? AND r.waits_as = 0"
                " AND w.minutes_id = '' AND w.merged_into = ''",
                (one.minutes_id, one.revision),
            )
            found.update(freed.scalars())
        return frozenset(found)
