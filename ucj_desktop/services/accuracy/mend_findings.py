"""Mending findings one by one: the open ones with whom they are about, and one field corrected and judged again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.fields import typed_value
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.rules import RECORD_RULES, Finding, Severity
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.worker import NOTHING_UNREAD, Worker
from ucj_desktop.services.accuracy.check_workers import findings_of
from ucj_desktop.services.accuracy.keep_findings import forget_findings, keep_findings
from ucj_desktop.services.collect.enter_worker import WorkerNotThere, correct_worker
from ucj_desktop.services.office import Office
from ucj_desktop.storage import accounts, findings, workers

SHARED = frozenset(RECORD_RULES) - {"GD-01"}
"""Rules across workers that one correction does not judge again: keep_findings does."""
MOST_NOTES = 5_000
RANK = {Severity.BLOCKS: 0, Severity.WARNS: 1, Severity.NOTES: 2}


class FindingKind(NamedTuple):
    """What a list of findings is filtered by; few kinds stand for very many findings."""

    severity: Severity
    rule: str
    village_code: str
    source: str
    clerk: str  # the name of who entered the worker


class FindingChoice(NamedTuple):
    """Which kinds a list or a report shows; None does not narrow, an empty text means not stated."""

    severity: Severity | None = None
    rule: str | None = None
    village_code: str | None = None
    source: str | None = None
    clerk: str | None = None

    def lets_through(self, kind: FindingKind) -> bool:
        """Whether findings of a kind are shown."""
        return all(wanted is None or wanted == own for wanted, own in zip(self, kind, strict=True))


EVERY_FINDING = FindingChoice()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFinding:
    """A finding with what a list and its filters show of the worker; at most one for a worker and a rule."""

    key: str  # worker and rule
    finding: Finding
    full_name: str
    kind: FindingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMend:
    """The list of open findings, in the order of working through them."""

    findings: tuple[OpenFinding, ...]
    notes_left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What is open now of the workers that a correction concerned; ``worker_ids`` are all that were judged again."""

    worker_ids: tuple[str, ...]
    findings: tuple[OpenFinding, ...]


def findings_to_mend(
    office: Office, *, anew: bool = False, all_notes: bool = False, progress: Progress = SILENT
) -> ToMend:
    """What the list shows: what blocks first, then by rule, village and name.

    Only workers whom a change concerns are checked before, or everyone where ``anew``. In a big office the notes, about
    which there is nothing to do, are counted and left out unless ``all_notes``.
    """
    if anew:
        forget_findings(office)
    keep_findings(office, progress)
    with office.database.reading() as connection:
        clerks = accounts.names(connection)
        notes = findings.count_notes(connection)
        with_notes = all_notes or notes <= MOST_NOTES
        kinds: dict[FindingKind, FindingKind] = {}
        found = []
        for one in findings.each(connection, with_notes=with_notes):
            told = one.finding
            kind = FindingKind(told.severity, told.code, one.village_code, one.source, clerks.get(one.entered_by, ""))
            found.append(_open(told, one.full_name, kinds.setdefault(kind, kind)))
    return ToMend(findings=tuple(found), notes_left_out=0 if with_notes else notes)


def in_order(one: OpenFinding) -> tuple[int, str, str, str, str]:
    """The order in which findings are worked through."""
    finding = one.finding
    return RANK[finding.severity], finding.code, one.kind.village_code, one.full_name, finding.worker_id


def opened(finding: Finding, record: WorkerRecord, clerks: Mapping[str, str]) -> OpenFinding:
    """A finding with its worker; ``clerks`` are names of accounts by id."""
    clerk = clerks.get(record.standing.entered_by, "")
    kind = FindingKind(finding.severity, finding.code, record.worker.village_code, record.worker.source, clerk)
    return _open(finding, record.worker.full_name, kind)


def _open(finding: Finding, full_name: str, kind: FindingKind) -> OpenFinding:
    return OpenFinding(key=f"{finding.worker_id}/{finding.code}", finding=finding, full_name=full_name, kind=kind)


def mend_field(
    office: Office,
    worker_id: str,
    code: str,
    value: Any,
    *,
    unread: str = "",
    known: Sequence[OpenFinding] = (),
    progress: Progress = SILENT,
) -> tuple[Change, Mended]:
    """Correct one field and judge that worker anew, and those who shared the NIK before or share it now.

    ``unread`` is what was typed where it could not be understood; ``known`` are the open findings of the list, of which
    those about other keys shared between workers stay. Raises WorkerNotThere, WorkerFrozen, WorkerNamed.
    """
    del progress  # one row: done before it could be told
    office.require(Action.CORRECT)
    with office.database.reading() as connection:
        record = workers.get(connection, worker_id)
    if record is None:
        raise WorkerNotThere
    after = with_field(record.worker, code, value, unread)
    change = correct_worker(office, after)
    return change, _judged(office, record.worker, after, code, known)


def with_field(worker: Worker, code: str, value: Any, unread: str = "") -> Worker:
    """The worker with one field as a box of the window read it."""
    told = {name: seen for name, seen in worker.unread.items() if name != code}
    if unread:
        told[code] = unread
    is_blank = value is None or unread != ""
    values: dict[str, Any] = {code: typed_value(code, None) if is_blank else value}
    return replace(worker, **values, unread=MappingProxyType(told) if told else NOTHING_UNREAD)


def _judged(office: Office, before: Worker, after: Worker, code: str, known: Sequence[OpenFinding]) -> Mended:
    niks = {one for one in (before.nik, after.nik) if one}
    with office.database.reading() as connection:
        records = {one.worker.worker_id: one for nik in niks for one in workers.by_nik(connection, nik)}
        own = workers.get(connection, after.worker_id)
        clerks = accounts.names(connection)
    if own is not None:
        records[after.worker_id] = own
    found = [opened(told, one, clerks) for one in records.values() for told in findings_of(office, one.worker)]
    seen = {one.key for one in found}
    for one in known:
        if one.finding.code not in SHARED or one.finding.worker_id not in records or one.key in seen:
            continue
        if one.finding.worker_id != after.worker_id or code not in RECORD_RULES[one.finding.code].looks_at:
            found.append(one)
    return Mended(worker_ids=tuple(records), findings=tuple(found))
