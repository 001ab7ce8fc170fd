"""Decisions on pairs that still hold: they lapse when a key field of either worker changes."""

from collections.abc import Iterable
from hashlib import sha256

from ucj_desktop.domain.worker import Worker
from ucj_desktop.storage import decisions, merges, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.decisions import DecidedPair, PairDecision

KEY_FIELDS = ("nik", "full_name", "birth_date", "mother_name")


def key_digest(a: Worker, b: Worker) -> str:
    """Changes when a key field of either worker changes; then the question is asked again."""
    keys = ["\0".join(str(getattr(one, name)) for name in KEY_FIELDS) for one in (a, b)]
    return sha256("\1".join(keys).encode()).hexdigest()


def holds(one: DecidedPair, a: Worker, b: Worker) -> bool:
    """Whether neither has changed since; ``a`` and ``b`` as the decision names them."""
    return one.key_digest == key_digest(a, b)


def decided_pairs(
    connection: Connection, worker_ids: Iterable[str], decision: PairDecision, typed: Worker | None = None
) -> frozenset[tuple[str, str]]:
    """Pairs among these workers, the smaller id first, of whom this was decided and holds.

    What was decided of an entry that was merged holds for who stands for it. ``typed`` is one of them as he or she is
    being typed.
    """
    standing_for = merges.entries_of(connection, worker_ids)
    known = [one for one in decisions.pairs_among(connection, standing_for) if one.decision is decision]
    concerned = sorted({each for one in known for each in (one.worker_a, one.worker_b)})
    people = {one.worker.worker_id: one.worker for one in workers.by_ids(connection, concerned)}
    if typed is not None:
        people[typed.worker_id] = typed
    return frozenset(
        in_order(standing_for[one.worker_a], standing_for[one.worker_b])
        for one in known
        if {one.worker_a, one.worker_b} <= people.keys() and holds(one, people[one.worker_a], people[one.worker_b])
    )


def in_order(first: str, second: str) -> tuple[str, str]:
    """A pair of ids, the smaller first."""
    return (first, second) if first < second else (second, first)
