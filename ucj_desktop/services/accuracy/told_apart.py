"""Pairs that are asked about no more: two people, or one whom one of two offices keeps; and asking about one again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.services.accuracy.decided_pairs import holds
from ucj_desktop.services.accuracy.evidence import evidence_of
from ucj_desktop.services.office import Office
from ucj_desktop.storage import accounts, decisions, journal, merges, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.decisions import DecidedPair, PairDecision
from ucj_desktop.storage.journal import Entry

_SUBJECTS_AT_ONCE = 200


class NotToldApart(ClerkError):
    """Nobody has decided about these two without joining them, or it is asked about again already."""

    code = "KEMBAR-06"

    def __init__(self) -> None:
        super().__init__(
            what="Pasangan ini tidak sedang tercatat sebagai sudah diputuskan.",
            fix="Pilih dari daftar Sudah dibedakan di halaman Kembar.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldApart:
    """One decision that holds; ``reason`` as the clerk gave it, or empty."""

    a: WorkerRecord
    b: WorkerRecord
    at: str  # ISO 8601, UTC
    who: str  # the account's name
    reason: str
    kept: str = ""  # the id of the one that stays, where they are one person of two offices; empty: two people

    @property
    def differs(self) -> tuple[str, ...]:
        """What speaks against one person, in words; worked out when it is asked for."""
        return tuple(one.words for one in evidence_of(self.a.worker, self.b.worker)[1] if one.agrees is False)


def pairs_told_apart(office: Office) -> list[ToldApart]:
    """Every pair that is not asked about because somebody said so, the newest first.

    Left out is what lapsed because a key field changed, and who was merged away since.
    """
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        known = [one for one in decisions.pairs(connection).values() if one.decision is not PairDecision.LATER]
        ids = {one for pair in known for one in (pair.worker_a, pair.worker_b)}
        gone = merges.survivors_of(connection, ids)
        records = {one.worker.worker_id: one for one in workers.by_ids(connection, sorted(ids - gone.keys()))}
        standing = [one for one in known if _holds(one, records)]
        reasons = _reasons(connection, {one.worker_a for one in standing})
        names = accounts.names(connection)
    found = [
        ToldApart(
            a=records[one.worker_a],
            b=records[one.worker_b],
            at=one.at,
            who=names.get(one.account_id, "?"),
            reason=reasons.get((one.worker_a, one.worker_b), ""),
            kept=one.keep,
        )
        for one in standing
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)


def ask_again(office: Office, first: str, second: str) -> Change:
    """Forget what was decided of two workers who both still stand, so that the pair waits for a decision as before.

    Raises NotToldApart.
    """
    office.require(Action.SETTLE_DUPLICATES)
    a, b = sorted((first, second))
    with office.database.writing() as connection:
        known = decisions.pair(connection, a, b)
        found = {one.worker.worker_id: one for one in workers.by_ids(connection, [a, b])}
        standing = [one for one in found.values() if not one.standing.merged_into]
        if known is None or known.decision is PairDecision.LATER or len(standing) != 2:
            raise NotToldApart
        decisions.remove_pair(connection, a, b)
        office.log(connection, Entry(action="pair.reopened", subject=a, facts={"other": b}))
    names = " dan ".join(found[one].worker.full_name for one in (a, b))
    return Change(Touched.DUPLICATES | Touched.FINDINGS, f"Ditanyakan lagi: {names}.")


def _holds(one: DecidedPair, records: Mapping[str, WorkerRecord]) -> bool:
    pair = [records[each].worker for each in (one.worker_a, one.worker_b) if each in records]
    return len(pair) == 2 and holds(one, *pair)


def _reasons(connection: Connection, subjects: Iterable[str]) -> dict[tuple[str, str], str]:
    """The reason that was given with the newest decision on each pair, by (worker_a, worker_b)."""
    found: dict[tuple[str, str], str] = {}
    wanted = sorted(subjects)
    for start in range(0, len(wanted), _SUBJECTS_AT_ONCE):
        some = wanted[start : start + _SUBJECTS_AT_ONCE]
        for n in journal.numbers(connection, subjects=some, actions=("pair.decided",)):
            [row] = journal.by_numbers(connection, [n])
            _, reason = (row.changes or {}).get("why", ("", ""))
            found.setdefault((row.subject, str(row.facts["other"])), str(reason or ""))
    return found
