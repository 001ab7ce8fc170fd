"""The journal's chain checked row by row, against its texts, its checkpoints and the minutes; damage has a name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Any

import orjson

from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import CHAIN_NAME, FIRST_PREV, SIGNED, Checkpoint, checkpoints, head

ERASED = "worker.erased"  # its fact "texts" holds the numbers whose text went, as [first, last] ranges
_SAY_EVERY = 5_000  # rows


class Damage(StrEnum):
    """What can be wrong with a row of the journal or with a checkpoint."""

    ROW_GONE = "row_gone"
    ORDER = "order"
    ROW_EDITED = "row_edited"
    POINTER_EDITED = "pointer_edited"
    TEXT_EDITED = "text_edited"
    TEXT_ERASED = "text_erased"
    TAIL_CUT = "tail_cut"
    NOT_AS_SIGNED = "not_as_signed"
    CHECKPOINT_GONE = "checkpoint_gone"
    CHECKPOINT_EDITED = "checkpoint_edited"
    CHECKPOINT_FORGED = "checkpoint_forged"
    MINUTES_UNKNOWN = "minutes_unknown"


DAMAGE_LABELS: Mapping[Damage, str] = MappingProxyType(
    {
        Damage.ROW_GONE: "baris hilang",
        Damage.ORDER: "urutan baris diubah",
        Damage.ROW_EDITED: "isi baris diubah",
        Damage.POINTER_EDITED: "penunjuk baris diubah",
        Damage.TEXT_EDITED: "teks perubahan diubah",
        Damage.TEXT_ERASED: "teks perubahan dihapus tanpa catatan penghapusan",
        Damage.TAIL_CUT: "ekor jurnal terpotong",
        Damage.NOT_AS_SIGNED: "tidak sama dengan titik periksa yang ditandatangani",
        Damage.CHECKPOINT_GONE: "titik periksa dihapus",
        Damage.CHECKPOINT_EDITED: "titik periksa diubah",
        Damage.CHECKPOINT_FORGED: "tanda tangan titik periksa tidak sah",
        Damage.MINUTES_UNKNOWN: "kode jurnal pada berita acara tidak ada dalam jurnal",
    }
)


@dataclass(frozen=True, slots=True)
class Verification:
    """What :func:`verify` found; ``first_bad`` is (row number, Indonesian words for the damage) or None.

    ``after`` is the last row before it that a checkpoint still vouches for: what was written anew lies between.
    """

    rows: int
    head: str  # hex of the last hash
    first_bad: tuple[int, str] | None
    damage: Damage | None = None
    after: int = 0

    @property
    def ok(self) -> bool:
        return self.first_bad is None


@dataclass(slots=True)
class _Walk:
    """What is remembered from row to row."""

    expected: int
    prev: bytes
    signed: Mapping[int, Checkpoint]
    minutes: set[bytes]  # first 8 bytes of hashes that minutes name and no row has shown yet
    vouched: int = 0  # the last row that a checkpoint vouches for
    without_text: list[int] | None = None
    erased: set[int] | None = None
    told_from: int = 0  # the first row that tells of a checkpoint: the first program told of none; 0: there is none


def verify(connection: Connection, *, last: int | None = None, progress: Progress = SILENT) -> Verification:
    """Check the whole chain, or its ``last`` rows, row by row, and that no checkpoint or minutes lie beyond it.

    Whose key signed a checkpoint is not asked here.
    """
    end, end_hash = head(connection)

    def bad(n: int, damage: Damage, after: int = 0) -> Verification:
        return Verification(end, end_hash.hex(), (n, DAMAGE_LABELS[damage]), damage, after)

    walk = _Walk(1, FIRST_PREV, {one.n: one for one in checkpoints(connection)}, set(), 0, [], set())
    if last is not None and end > last:
        walk.expected = end - last + 1
        before = connection.exec_driver_sql("SELECT hash FROM journal WHERE n = ?", (walk.expected - 1,)).first()
        if before is None:
            return bad(walk.expected - 1, Damage.ROW_GONE)
        walk.prev = before[0]
    else:
        walk.minutes = _heads_of_minutes(connection)
    driver: Any = connection.connection.driver_connection  # its bare tuples: a third of the time
    first = driver.execute("SELECT n FROM journal WHERE entry LIKE ? ORDER BY n LIMIT 1", (f'%"{SIGNED}"%',)).fetchone()
    walk.told_from = first[0] if first else 0
    found = driver.execute(
        "SELECT j.n, CAST(j.entry AS BLOB), j.prev, j.hash, j.subject, j.batch, j.deed, t.salt, CAST(t.text AS BLOB)"
        " FROM journal j LEFT JOIN journal_text t ON t.n = j.n WHERE j.n >= ? ORDER BY j.n",
        (walk.expected,),
    )
    for row in found:
        fault = _fault(walk, row)
        if fault is not None:
            n, damage = fault
            if damage is Damage.ROW_EDITED and _stands_elsewhere(connection, row):
                damage = Damage.ORDER
            return bad(n, damage, walk.vouched if damage is Damage.NOT_AS_SIGNED else 0)
        if walk.expected % _SAY_EVERY == 0:
            progress.step(walk.expected, end, "Menghitung ulang rantai jurnal")
    beyond = max(walk.signed, default=0)
    if beyond and beyond >= end:  # the row that tells of a checkpoint follows it
        return bad(end + 1, Damage.TAIL_CUT)
    gone = [n for n in walk.without_text or () if n not in (walk.erased or ())]
    if gone:
        return bad(gone[0], Damage.TEXT_ERASED)
    if walk.minutes:
        return bad(walk.expected, Damage.MINUTES_UNKNOWN, walk.vouched)
    return Verification(end, end_hash.hex(), None)


def _fault(walk: _Walk, row: Sequence[Any]) -> tuple[int, Damage] | None:
    n, body, row_prev, link, subject, batch, deed, salt, text = row
    if n != walk.expected:
        return min(n, walk.expected), Damage.ROW_GONE
    if row_prev != walk.prev:
        return n, Damage.ORDER
    if _link(n, walk.prev, body) != link:
        return n, Damage.ROW_EDITED
    said = orjson.loads(body)
    if walk.told_from and walk.told_from <= n == walk.vouched + 1 and said["action"] != SIGNED:
        return n, Damage.TAIL_CUT  # the row that told of the checkpoint is gone, and this was written in its place
    if (said["subject"], said["batch"], said.get("deed", deed)) != (subject, batch, deed):
        return n, Damage.POINTER_EDITED
    if text is not None:
        if sha256(salt + text).hexdigest() != said["text"]:
            return n, Damage.TEXT_EDITED
    elif said["text"] and walk.without_text is not None:
        walk.without_text.append(n)
    checkpoint = walk.signed.get(n)
    if checkpoint is not None:
        if checkpoint.hash != link:
            return n, Damage.NOT_AS_SIGNED
        walk.vouched = n
    if walk.minutes:
        walk.minutes.discard(link[:8])
    fault = _told_fault(walk, said)
    walk.expected, walk.prev = n + 1, link
    return fault


def _told_fault(walk: _Walk, said: Mapping[str, Any]) -> tuple[int, Damage] | None:
    """What a row tells of other rows: a checkpoint that was signed, texts that were erased."""
    if said["action"] == SIGNED:
        told = said["facts"]
        there = walk.signed.get(told["row"])
        if there is None:
            return told["row"], Damage.CHECKPOINT_GONE
        if (there.hash.hex()[:16], there.at, there.occasion) != (told["code"], told["signed_at"], told["occasion"]):
            return told["row"], Damage.CHECKPOINT_EDITED
    elif said["action"] == ERASED and walk.erased is not None:
        for first, final in said["facts"].get("texts", ()):
            walk.erased.update(range(first, final + 1))
    return None


def _link(n: int, prev: bytes, body: bytes) -> bytes:
    return sha256(CHAIN_NAME + n.to_bytes(8, "big") + prev + sha256(body).digest()).digest()


def _stands_elsewhere(connection: Connection, row: Sequence[Any]) -> bool:
    """Whether what stands in a row belongs to another one: two rows changed places."""
    body = row[1]
    others = connection.exec_driver_sql("SELECT n, prev, hash FROM journal WHERE n <> ?", (row[0],))
    return any(_link(n, prev, body) == link for n, prev, link in others)


def _heads_of_minutes(connection: Connection) -> set[bytes]:
    found = connection.exec_driver_sql("SELECT DISTINCT journal_head FROM minutes WHERE journal_head <> ''").scalars()
    return {bytes.fromhex(one) for one in found}


def ranges(numbers: Iterable[int]) -> list[list[int]]:
    """Ascending numbers as [first, last] ranges."""
    made: list[list[int]] = []
    for n in numbers:
        if made and made[-1][1] == n - 1:
            made[-1][1] = n
        else:
            made.append([n, n])
    return made


def row_of_code(connection: Connection, code: bytes) -> int | None:
    """The row whose hash begins with these eight bytes, the 16 hex digits of a paper."""
    found = connection.exec_driver_sql("SELECT n FROM journal WHERE substr(hash, 1, 8) = ?", (code,)).first()
    return None if found is None else int(found[0])
