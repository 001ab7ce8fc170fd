"""Duplicates: pairs that may be one person, and what a person decides about them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations
from typing import Any

from ucj_desktop.crypto.signing import canonical_json
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.names import name_key
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.merge_workers import merge
from ucj_desktop.services.office import Office
from ucj_desktop.storage import decisions, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.decisions import DecidedPair
from ucj_desktop.storage.decisions import PairDecision as PairDecision  # also for the doors
from ucj_desktop.storage.journal import Entry

PAIR_TYPE = "application/vnd.ucj.pair-decision.v1+json"
LARGEST_GROUP = 12  # workers compared pair by pair; more under one NIK is a damaged column, not twelve persons
_COMPARED = ("nik", "full_name", "birth_date", "sex", "mother_name", "kk_number", "village_code", "phone")
# How much each field speaks for one person when it agrees; out of 100.
_WEIGHTS = {"nik": 50, "full_name": 20, "birth_date": 20, "mother_name": 6, "sex": 2, "village_code": 2}


class PairNotThere(ClerkError):
    """One of the two workers is gone, merged already, or they are one and the same."""

    code = "KEMBAR-01"

    def __init__(self) -> None:
        super().__init__(
            what="Pasangan ini sudah tidak ada: salah satunya sudah digabung atau dikeluarkan.",
            fix="Muat ulang halaman Kembar.",
        )


class SurvivorUnknown(ClerkError):
    """The worker to keep is none of the pair."""

    code = "KEMBAR-02"

    def __init__(self) -> None:
        super().__init__(
            what="Pekerja yang dipertahankan bukan salah satu dari pasangan ini.", fix="Pilih salah satu dari keduanya."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEvidence:
    """What one field says: agrees (True), differs (False), or is not stated on one side (None)."""

    field: str
    agrees: bool | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two workers who may be one person; ``score`` is 0 to 1, ``because`` the Indonesian reasons."""

    a: WorkerRecord
    b: WorkerRecord
    score: float
    evidence: tuple[FieldEvidence, ...]
    put_off: bool  # somebody pressed "nanti"

    @property
    def because(self) -> tuple[str, ...]:
        return tuple(one.words for one in self.evidence if one.agrees is not None)


def pairs_to_decide(office: Office, limit: int | None = None) -> list[Pair]:
    """Pairs with the same NIK, or the same name and birth date, that nobody has decided; the likeliest first."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        known = decisions.pairs(connection)
        ids = _candidate_ids(connection)
        found = {
            one.worker.worker_id: one
            for one in workers.by_ids(connection, list({worker_id for pair in ids for worker_id in pair}))
        }
    pairs = []
    for a, b in ids:
        decided = known.get((a, b))
        if decided is not None and decided.key_digest == _key_digest(found[a].worker, found[b].worker):
            if decided.decision is not PairDecision.LATER:
                continue
        else:
            decided = None
        pairs.append(_pair(found[a], found[b], put_off=decided is not None))
    pairs.sort(key=lambda pair: (pair.put_off, -pair.score, pair.a.worker.full_name))
    return pairs[:limit]


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


def _candidate_ids(connection: Connection) -> list[tuple[str, str]]:
    groups = decisions.groups_of_same_nik(connection) + decisions.groups_of_same_name_and_birth(connection)
    found = {pair: None for group in groups for pair in combinations(group[:LARGEST_GROUP], 2)}
    return list(found)


def _pair(a: WorkerRecord, b: WorkerRecord, *, put_off: bool) -> Pair:
    evidence = tuple(_evidence(field, a.worker, b.worker) for field in _COMPARED)
    score = sum(_WEIGHTS.get(one.field, 0) for one in evidence if one.agrees)
    return Pair(a=a, b=b, score=round(score / 100, 2), evidence=evidence, put_off=put_off)


def _evidence(field: str, a: Worker, b: Worker) -> FieldEvidence:
    one, other = getattr(a, field), getattr(b, field)
    label = BY_CODE[field].label
    if one in ("", None) or other in ("", None):
        return FieldEvidence(field=field, agrees=None, words=f"{label} tidak lengkap")
    if field in ("full_name", "mother_name"):
        agrees = name_key(one) == name_key(other)
        words = f"{label} sama" if one == other else f"{label} sama dengan ejaan lain"
    else:
        agrees = one == other
        words = f"{label} sama"
    return FieldEvidence(field=field, agrees=agrees, words=words if agrees else f"{label} berbeda")


def _key_digest(a: Worker, b: Worker) -> str:
    """Changes when a key field of either worker changes; then the question is asked again."""
    keys = [f"{one.nik}\0{one.full_name}\0{one.birth_date}\0{one.mother_name}" for one in (a, b)]
    return sha256("\1".join(keys).encode()).hexdigest()


def decide_pair(
    office: Office,
    first: str,
    second: str,
    decision: PairDecision,
    *,
    keep: str = "",
    chosen: Mapping[str, Any] | None = None,
) -> Change:
    """Remember what a person decided; SAME merges the other worker into the one to keep.

    ``keep`` is the survivor's id (default: the first). ``chosen`` gives the survivor's values by field where the clerk
    picked them; other blanks of the survivor are filled from the other worker.
    Raises PairNotThere, SurvivorUnknown, WorkerFrozen.
    """
    office.require(Action.SETTLE_DUPLICATES)
    a, b = sorted((first, second))
    keep = keep or first
    if keep not in (a, b):
        raise SurvivorUnknown
    with office.database.writing() as connection:
        found = {one.worker.worker_id: one for one in workers.by_ids(connection, [a, b])}
        if len(found) != 2 or any(one.standing.merged_into for one in found.values()):
            raise PairNotThere
        decided = DecidedPair(
            worker_a=a,
            worker_b=b,
            decision=decision,
            keep=keep if decision is PairDecision.SAME else "",
            key_digest=_key_digest(found[a].worker, found[b].worker),
            account_id=office.clerk.account_id,
            at=office.timestamp(),
        )
        former = decisions.pair(connection, a, b)
        signature = office.key.sign(PAIR_TYPE, pair_statement(decided)).hex()
        decisions.put_pair(connection, replace(decided, signature=signature))
        office.log(connection, Entry(action="pair.decided", subject=a, facts={"other": b, "decision": decision.value}))
        if decision is PairDecision.SAME:
            merge(office, connection, found[keep], found[b if keep == a else a], chosen or {}, former)
    words = {
        PairDecision.SAME: "Digabung menjadi satu pekerja.",
        PairDecision.NOT_SAME: "Dicatat: bukan orang yang sama.",
        PairDecision.LATER: "Disimpan untuk nanti.",
    }
    return Change(Touched.DUPLICATES | Touched.WORKERS | Touched.FINDINGS, words[decision])
