"""Judging: what the rules find in workers of the store that nobody has confirmed or decided yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from ucj_desktop.domain.fields import shown_value
from ucj_desktop.domain.outside import OutsideWord
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.rules import RULES, Context, Finding, Groups, Severity, check_outside, check_worker
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.decided_pairs import decided_pairs, in_order
from ucj_desktop.storage import decisions, findings, outside, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.decisions import PairDecision

_STEP = 500  # workers between two calls of progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Everybody's open findings: each worker's own first, then those across workers."""

    worker_ids: frozenset[str]
    findings: tuple[Finding, ...]


class Confirmed:
    """The warnings that people have confirmed, as the store holds them now."""

    def __init__(self, connection: Connection, worker_id: str = "") -> None:
        self._digests = (
            decisions.confirmations_of(connection, worker_id) if worker_id else decisions.confirmations(connection)
        )

    def open_ones(self, found: Iterable[Finding], worker: Worker) -> list[Finding]:
        """Leave out what was confirmed and has not changed since."""
        return [one for one in found if not self.has(one, worker)]

    def has(self, finding: Finding, worker: Worker) -> bool:
        """Whether this warning was confirmed with the values that the worker has now."""
        known = self._digests.get((worker.worker_id, finding.code), frozenset())
        return (
            bool(known)
            and finding.severity is Severity.WARNS
            and not known.isdisjoint((value_digest(worker, finding), _first_digest(worker, finding)))
        )

    def is_about(self, finding: Finding) -> bool:
        return (finding.worker_id, finding.code) in self._digests


def value_digest(worker: Worker, finding: Finding) -> str:
    """Changes when a field changes that the rule looks at; of a rule across workers also when the others change."""
    rule = RULES.get(finding.code)
    if rule is None:
        return _first_digest(worker, finding)
    values = [shown_value(code, worker) for code in rule.looks_at]
    return sha256("\0".join(("v2", finding.code, *values)).encode()).hexdigest()


def _first_digest(worker: Worker, finding: Finding) -> str:
    """As stores of the first version hold it: over the field and the sentence."""
    return sha256(f"{shown_value(finding.field, worker)}\0{finding.what}".encode()).hexdigest()


def check_one(worker: Worker, told: Mapping[str, Sequence[OutsideWord]], context: Context) -> list[Finding]:
    """All one-worker rules, also those about what outside lists have told, by worker id."""
    found = check_worker(worker, context)
    if worker.worker_id in told:
        found += check_outside(told[worker.worker_id], worker, context)
    return found


def judge_everyone(
    connection: Connection, context: Context, village_code: str = "", progress: Progress = SILENT
) -> Judged:
    """All rules over all workers, or over those of one village; rules across workers always see everyone."""
    wanted = WorkerFilter(village_code=village_code)
    total = workers.count(connection, wanted)
    confirmed = Confirmed(connection)
    told = outside.newest_words_of_all(connection)
    seen: list[str] = []
    found: list[Finding] = []
    for number, record in enumerate(workers.each(connection, wanted), start=1):
        worker = record.worker
        seen.append(worker.worker_id)
        own = check_one(worker, told, context)
        if own:
            found += confirmed.open_ones(own, worker)
        if number % _STEP == 0:
            progress.step(number, total, "Memeriksa data")
    ids = frozenset(seen)
    found += [one for one in judge_shared(connection, context, confirmed) if one.worker_id in ids]
    return Judged(worker_ids=ids, findings=tuple(found))


def judge_some(connection: Connection, context: Context, worker_ids: Iterable[str]) -> Iterator[Finding]:
    """What the one-worker rules find in some workers; those who are gone or merged are left out."""
    confirmed = Confirmed(connection)
    ids = list(worker_ids)
    told = outside.newest_words(connection, ids)
    for record in workers.by_ids(connection, ids):
        if not record.standing.merged_into:
            yield from confirmed.open_ones(check_one(record.worker, told, context), record.worker)


def judge_shared(connection: Connection, context: Context, confirmed: Confirmed) -> list[Finding]:
    """What the rules across workers find, without pairs that were decided to be other people."""
    groups = Groups()
    for one in findings.each_seen(connection):
        groups.add(one)
    settled = settled_workers(connection)
    found = [one for one in groups.findings(context) if not (one.code == "GD-02" and one.worker_id in settled)]
    groups.let_go()
    asked = {one.worker_id for one in found if confirmed.is_about(one)}
    people: Mapping[str, Worker] = {
        record.worker.worker_id: record.worker for record in workers.by_ids(connection, list(asked))
    }
    return [one for one in found if one.worker_id not in people or not confirmed.has(one, people[one.worker_id])]


def settled_workers(connection: Connection) -> frozenset[str]:
    """Workers all of whose same-name pairs were decided to be other people."""
    groups = decisions.groups_of_same_name_and_birth(connection)
    apart = decided_pairs(connection, (one for group in groups for one in group), PairDecision.NOT_SAME)
    return frozenset(
        one
        for group in groups
        for one in group
        if apart and all(in_order(one, other) in apart for other in group if other != one)
    )
