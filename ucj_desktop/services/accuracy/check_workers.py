"""Check (Periksa): all rules over the store's workers, and warnings that a person has confirmed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.rules import RECORD_RULES, Context, Finding, Groups, Seen, Severity, check_records
from ucj_desktop.domain.rules.records import seen
from ucj_desktop.domain.worker import Worker
from ucj_desktop.reference.context import rule_context
from ucj_desktop.services.accuracy.decided_pairs import decided_pairs, in_order
from ucj_desktop.services.accuracy.judge_workers import Confirmed, check_one, judge_everyone, value_digest
from ucj_desktop.services.collect.enter_worker import WorkerNotThere
from ucj_desktop.services.office import Office
from ucj_desktop.storage import decisions, findings, outside, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.decisions import Confirmation, PairDecision
from ucj_desktop.storage.journal import Entry

_SAME_PERSON = "GD-02"


class OnlyWarningsAreConfirmed(ClerkError):
    """A blocking finding is mended, not confirmed."""

    code = "CEK-01"

    def __init__(self) -> None:
        super().__init__(
            what="Temuan ini tidak bisa dibenarkan begitu saja.",
            fix="Perbaiki datanya; hanya peringatan yang dapat dibenarkan.",
        )


class ConfirmationNeedsReason(ClerkError):
    """A warning is confirmed with a reason, once."""

    code = "CEK-02"

    def __init__(self) -> None:
        super().__init__(
            what="Alasan belum diisi.", fix="Tulis singkat mengapa datanya benar, misalnya: sesuai KTP-el asli."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found; ``clean`` is how many workers have no finding that blocks or still warns."""

    checked: int
    clean: int
    findings: tuple[Finding, ...]  # confirmed warnings are left out
    by_rule: Mapping[str, int]


def rules_context(office: Office) -> Context:
    """What the rules of this office know today."""
    return rule_context(office.today(), office.code)


def check_workers(office: Office, *, village_code: str = "", progress: Progress = SILENT) -> Checked:
    """All rules over all workers, or over those of one village; rules across workers always see everyone."""
    office.require(Action.CHECK)
    with office.database.reading() as connection:
        judged = judge_everyone(connection, rules_context(office), village_code, progress)
    open_ones = {one.worker_id for one in judged.findings if one.severity is not Severity.NOTES}
    return Checked(
        checked=len(judged.worker_ids),
        clean=len(judged.worker_ids) - len(open_ones),
        findings=judged.findings,
        by_rule=dict(sorted(Counter(one.code for one in judged.findings).items())),
    )


def findings_of(office: Office, worker: Worker) -> list[Finding]:
    """What the rules say of one worker as he or she is being typed, the others in the store included.

    Asks indexes only.
    """
    office.require(Action.LOOK)
    context = rules_context(office)
    with office.database.reading() as connection:
        confirmed = Confirmed(connection, worker.worker_id)
        told = outside.newest_words(connection, [worker.worker_id])
        found = check_one(worker, told, context) + _shared_with_others(connection, worker, context)
    return confirmed.open_ones(found, worker)


def blocking_findings(office: Office, connection: Connection, people: Sequence[Worker]) -> dict[str, list[Finding]]:
    """Findings that keep workers from becoming eligible, by worker id; workers without one are left out."""
    context = rules_context(office)
    found: dict[str, list[Finding]] = {}
    told = outside.newest_words(connection, [worker.worker_id for worker in people])
    singles = (one for worker in people for one in check_one(worker, told, context))
    for one in [*singles, *_double_niks(connection, people, context)]:
        if one.severity is Severity.BLOCKS:
            found.setdefault(one.worker_id, []).append(one)
    return found


def _double_niks(connection: Connection, people: Iterable[Worker], context: Context) -> list[Finding]:
    """Findings of rules across workers about those whose NIK somebody else in the store has too."""
    wanted = {one.worker_id: one for one in people if one.nik}
    if not wanted:
        return []
    double = workers.niks_used_twice(connection) if len(wanted) > 1 else {one.nik for one in wanted.values()}
    involved = {nik for nik in (one.nik for one in wanted.values()) if nik in double}
    group = {record.worker.worker_id: record.worker for nik in involved for record in workers.by_nik(connection, nik)}
    group.update({one.worker_id: one for one in wanted.values() if one.nik in involved})
    return [one for one in check_records(group.values(), context) if one.worker_id in wanted]


def _shared_with_others(connection: Connection, worker: Worker, context: Context) -> list[Finding]:
    """What the rules across workers say of one."""
    own = seen(worker)._replace(born=worker.birth_date.isoformat() if worker.birth_date else "")
    beside = findings.seen_beside(connection, own)
    groups = Groups()
    for one in (own, *beside):
        groups.add(one)
    left_out = _SAME_PERSON if _are_decided(connection, worker, own, beside) else ""
    return [one for one in groups.findings(context) if one.worker_id == own.worker_id and one.code != left_out]


def _are_decided(connection: Connection, worker: Worker, own: Seen, beside: Iterable[Seen]) -> bool:
    """Whether everybody of the same name and birth date was decided to be somebody else."""
    alike = [one.worker_id for one in beside if (one.key, one.born) == (own.key, own.born)]
    if not alike:
        return True
    apart = decided_pairs(connection, [own.worker_id, *alike], PairDecision.NOT_SAME, typed=worker)
    return all(in_order(own.worker_id, other) in apart for other in alike)


def confirm_warning(office: Office, worker_id: str, code: str, reason: str) -> Change:
    """Remember that a person looked at a warning and found the value right; asked again when it changes.

    Raises WorkerNotThere, OnlyWarningsAreConfirmed, ConfirmationNeedsReason.
    """
    office.require(Action.CONFIRM_WARNING)
    if not reason.strip():
        raise ConfirmationNeedsReason
    with office.database.writing() as connection:
        record = workers.get(connection, worker_id)
        if record is None or record.standing.merged_into:
            raise WorkerNotThere
        context = rules_context(office)
        found = check_one(record.worker, outside.newest_words(connection, [worker_id]), context)
        if code in RECORD_RULES:
            shared = _shared_with_others(connection, record.worker, context)
            found = [one for one in shared if one.code != _SAME_PERSON]  # that is decided, not confirmed
        finding = next((one for one in found if one.code == code and one.severity is Severity.WARNS), None)
        if finding is None:
            raise OnlyWarningsAreConfirmed
        decisions.put_confirmation(
            connection,
            Confirmation(
                worker_id=worker_id,
                code=code,
                value_digest=value_digest(record.worker, finding),
                reason=reason.strip(),
                account_id=office.clerk.account_id,
                at=office.timestamp(),
            ),
        )
        office.log(
            connection,
            Entry(
                action="warning.confirmed",
                subject=worker_id,
                facts={"rule": code},
                changes={"why": (None, reason.strip())},
            ),
        )
    return Change(Touched.FINDINGS, f"Peringatan {code} dibenarkan.")
