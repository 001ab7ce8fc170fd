"""Duplicates: pairs that may be one person, and what a person decides about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ucj_desktop.crypto.signing import canonical_json
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.services.accuracy.decided_pairs import decided_pairs, in_order, key_digest
from ucj_desktop.services.accuracy.evidence import Reason as Reason  # also for the doors
from ucj_desktop.services.accuracy.evidence import evidence_of
from ucj_desktop.services.accuracy.find_pairs import FoundPair, current_pairs, pairs_at_hand
from ucj_desktop.services.accuracy.merge_workers import merge
from ucj_desktop.services.accuracy.settle_received import are_received, refuse_giving_up
from ucj_desktop.services.office import Office
from ucj_desktop.storage import decisions, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.decisions import DecidedPair
from ucj_desktop.storage.decisions import PairDecision as PairDecision  # also for the doors
from ucj_desktop.storage.journal import Entry

TWINS = "mungkin kembar"  # what matching says of two born of one mother on one day
_WORDS = {
    PairDecision.SAME: "Digabung menjadi satu pekerja.",
    PairDecision.NOT_SAME: "Dicatat: bukan orang yang sama.",
    PairDecision.LATER: "Disimpan untuk nanti.",
}
PAIR_TYPE = "application/vnd.ucj.pair-decision.v1+json"


class PairNotThere(ClerkError):
    """One of the two workers was merged already."""

    code = "KEMBAR-01"

    def __init__(self, name: str, kept: str) -> None:
        super().__init__(
            what=f"{name} sudah digabung ke {kept}, jadi pasangan ini sudah tidak ada.",
            fix="Lihat pasangan yang masih menunggu di halaman Kembar; gabungan itu bisa dipisahkan di Sudah digabung.",
        )


class OnePersonTwice(ClerkError):
    """The two ids are of one worker."""

    code = "KEMBAR-07"

    def __init__(self) -> None:
        super().__init__(
            what="Kedua ID itu ID pekerja yang sama.", fix="Sebutkan ID dua pekerja yang berbeda dari daftar pasangan."
        )


class WorkersUnknown(ClerkError):
    """An id is of no worker in the store."""

    code = "KEMBAR-08"

    def __init__(self, ids: Sequence[str]) -> None:
        told = " dan ".join(f"“{one}”" for one in ids)
        super().__init__(
            what=f"Tidak ada pekerja dengan ID {told} di data kantor ini.",
            fix="Salin ID-nya dari daftar pasangan (ucj-desktop duplicates); mungkin orangnya sudah dikeluarkan.",
        )


class SurvivorUnknown(ClerkError):
    """The worker to keep is none of the pair."""

    code = "KEMBAR-02"

    def __init__(self) -> None:
        super().__init__(
            what="Pekerja yang dipertahankan bukan salah satu dari pasangan ini.", fix="Pilih salah satu dari keduanya."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two workers who may be one person; ``score`` is 0 to 1, ``because`` the Indonesian reasons."""

    a: WorkerRecord
    b: WorkerRecord
    score: float
    put_off: bool  # somebody pressed "nanti"
    group_size: int = 2  # entries that hang together by such pairs: A with B, B with C

    @property
    def evidence(self) -> tuple[Reason, ...]:
        """What each field says; worked out when it is asked for."""
        return evidence_of(self.a.worker, self.b.worker)[1]

    @property
    def because(self) -> tuple[str, ...]:
        return tuple(one.words for one in self.evidence if one.agrees is not None or TWINS in one.words)


@dataclass(frozen=True, slots=True)
class _OpenPair:
    a: str
    b: str
    score: float
    put_off: bool


def pairs_to_decide(office: Office, limit: int | None = None, *, progress: Progress = SILENT) -> list[Pair]:
    """Pairs that nobody has decided: the likeliest first, those of one group together, what was put off last.

    Who was merged away is stood for by the survivor. Comparing everybody takes seconds at 100,000 workers; afterwards
    only those who changed are compared.
    """
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        records, pairs = _open_pairs(connection, current_pairs(office, connection, progress))
    groups = _groups(pairs)
    best: dict[str, float] = {}
    for one in pairs:
        best[groups[one.a][0]] = max(best.get(groups[one.a][0], 0.0), one.score)
    pairs.sort(key=lambda one: (one.put_off, -best[groups[one.a][0]], groups[one.a], -one.score, one.a, one.b))
    return [
        Pair(a=records[one.a], b=records[one.b], score=one.score, put_off=one.put_off, group_size=len(groups[one.a]))
        for one in pairs[:limit]
    ]


def count_pairs(office: Office, *, progress: Progress = SILENT) -> int | None:
    """How many pairs wait for a decision; None where that would mean to compare everybody first."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        found = pairs_at_hand(office, connection, progress)
        return None if found is None else sum(not one.put_off for one in _open_pairs(connection, found)[1])


def _open_pairs(
    connection: Connection, found: Sequence[FoundPair]
) -> tuple[Mapping[str, WorkerRecord], list[_OpenPair]]:
    """(the workers involved, the pairs of those who stand for themselves that are not settled)."""
    records = _with_survivors(connection, {one for a, b, _ in found for one in (a, b)})
    standing = {one for one, record in records.items() if not record.standing.merged_into}
    settled = decided_pairs(connection, standing, PairDecision.NOT_SAME)
    settled |= decided_pairs(connection, standing, PairDecision.SAME)  # of two offices: both still stand
    put_off = decided_pairs(connection, standing, PairDecision.LATER)
    scores: dict[tuple[str, str], float] = {}
    for a, b, score in found:
        if a in records and b in records:
            pair = _standing_for((a, b), records)
            scores[pair] = max(scores.get(pair, 0.0), score)
    return records, [
        _OpenPair(a, b, score, (a, b) in put_off)
        for (a, b), score in scores.items()
        if a != b and (a, b) not in settled
    ]


def _with_survivors(connection: Connection, ids: set[str]) -> dict[str, WorkerRecord]:
    """The workers by id, and whoever they were merged into."""
    records: dict[str, WorkerRecord] = {}
    wanted = sorted(ids)
    while wanted:
        some = workers.by_ids(connection, wanted)
        records |= {one.worker.worker_id: one for one in some}
        wanted = sorted({one.standing.merged_into for one in some if one.standing.merged_into} - records.keys())
    return records


def _standing_for(pair: tuple[str, str], records: Mapping[str, WorkerRecord]) -> tuple[str, str]:
    return in_order(*(_survivor(one, records) for one in pair))


def _survivor(worker_id: str, records: Mapping[str, WorkerRecord]) -> str:
    while (into := records[worker_id].standing.merged_into) in records:
        worker_id = into
    return worker_id


def _groups(pairs: Sequence[_OpenPair]) -> Mapping[str, tuple[str, ...]]:
    """The ids that hang together by pairs, by each of them."""
    groups: dict[str, list[str]] = {}
    for one in pairs:
        first, second = groups.setdefault(one.a, [one.a]), groups.setdefault(one.b, [one.b])
        if first is not second:
            first += second
            groups.update(dict.fromkeys(second, first))
    shown = {id(group): tuple(sorted(group)) for group in groups.values()}
    return {one: shown[id(group)] for one, group in groups.items()}


def pair_statement(one: DecidedPair) -> bytes:
    """The canonical bytes the account's signature on a decision covers."""
    return canonical_json(
        {
            "account": one.account_id,
            "at": one.at,
            "decision": one.decision.value,
            "keep": one.keep,
            "key_digest": one.key_digest,
            "worker_a": one.worker_a,
            "worker_b": one.worker_b,
        }
    )


def _the_two(connection: Connection, a: str, b: str) -> dict[str, WorkerRecord]:
    """Both workers by their ids. Raises OnePersonTwice, WorkersUnknown, PairNotThere."""
    if a == b:
        raise OnePersonTwice
    found = {one.worker.worker_id: one for one in workers.by_ids(connection, [a, b])}
    unknown = [one for one in (a, b) if one not in found]
    if unknown:
        raise WorkersUnknown(unknown)
    for one in found.values():
        if one.standing.merged_into:
            kept = workers.get(connection, one.standing.merged_into)
            raise PairNotThere(one.worker.full_name, kept.worker.full_name if kept is not None else "pekerja lain")
    return found


def decide_pair(
    office: Office,
    first: str,
    second: str,
    decision: PairDecision,
    *,
    keep: str = "",
    chosen: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Change:
    """Remember what a person decided; SAME merges the other worker into the one to keep.

    Of two that a district received nothing is merged: the next answer returns the one that is not kept.

    ``keep`` is the survivor's id (default: the first). ``chosen`` gives the survivor's values by field where the clerk
    picked them; other blanks of the survivor are filled from the other worker. ``reason`` is kept in the journal.
    Raises OnePersonTwice, WorkersUnknown, PairNotThere, SurvivorUnknown, WorkerFrozen, GivesUpRegistered.
    """
    office.require(Action.SETTLE_DUPLICATES)
    a, b = sorted((first, second))
    keep = keep or first
    if keep not in (a, b):
        raise SurvivorUnknown
    with office.database.writing() as connection:
        found = _the_two(connection, a, b)
        decided = DecidedPair(
            worker_a=a,
            worker_b=b,
            decision=decision,
            keep=keep if decision is PairDecision.SAME else "",
            key_digest=key_digest(found[a].worker, found[b].worker),
            account_id=office.clerk.account_id,
            at=office.timestamp(),
        )
        if decision is PairDecision.SAME and are_received(*found.values()):
            refuse_giving_up(connection, found[b if keep == a else a])
        former = decisions.pair(connection, a, b)
        signature = office.key.sign(PAIR_TYPE, pair_statement(decided)).hex()
        decisions.put_pair(connection, replace(decided, signature=signature))
        facts = {"other": b, "decision": decision.value}
        why = {"why": (None, reason.strip())} if reason.strip() else {}
        office.log(connection, Entry(action="pair.decided", subject=a, facts=facts, changes=why))
        told = _WORDS[decision]
        if decision is PairDecision.SAME and are_received(*found.values()):
            told = _settled_across(office, found[keep])
        elif decision is PairDecision.SAME:
            outlook = merge(office, connection, found[keep], found[b if keep == a else a], chosen or {}, former)
            told += " Hasil verifikasinya dikosongkan karena datanya berubah." if outlook.empties_verdict else ""
    return Change(Touched.DUPLICATES | Touched.WORKERS | Touched.FINDINGS, told)


def _settled_across(office: Office, kept: WorkerRecord) -> str:
    place = office.printed(kept.standing.origin_office)
    return f"Dicatat: orang yang sama, dipertahankan Kecamatan {place}; yang lain kembali lewat balasan berikutnya."
