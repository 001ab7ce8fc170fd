"""What a meeting sees of one worker, and which verdicts may not be given: told before the key, not after it."""

from dataclasses import dataclass

from ucj_desktop.domain.dates import age_at
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.rules import Severity
from ucj_desktop.domain.rules.words import trouble_words
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import Ruling, Step, Verdict
from ucj_desktop.services.accuracy.check_workers import findings_of
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, preview_rulings
from ucj_desktop.storage import accounts, attachments, rulings, workers


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationCard:
    """One worker before the meeting. Sentences of findings are not in it: they may name others and other villages."""

    record: WorkerRecord
    age: int | None
    verified: Ruling | None  # what the field said
    verified_by: str  # the account that recorded it
    papers: int
    findings: tuple[str, ...]  # in a few words each, without notes
    refused: str  # why no verdict may be recorded; empty: it may
    not_eligible_only: str  # why LAYAK may not; empty: it may

    def why_not(self, verdict: Verdict) -> str:
        """Why this verdict may not be given, as a sentence; empty where it may."""
        return self.refused or (self.not_eligible_only if verdict.is_eligible else "")


def validation_card(office: Office, worker_id: str) -> ValidationCard | None:
    """One worker as the meeting sees him or her; None where he or she is gone."""
    office.require(Action.VALIDATE)
    with office.database.reading() as connection:
        record = workers.get(connection, worker_id)
        if record is None:
            return None
        verified = rulings.latest(connection, Step.VERIFY, [worker_id]).get(worker_id)
        names = accounts.names(connection)
        papers = len(attachments.of_worker(connection, worker_id))
    found = [one for one in findings_of(office, record.worker) if one.severity is not Severity.NOTES]
    wanted = [
        WantedRuling(worker_id=worker_id, verdict=verdict, row=row)
        for row, verdict in enumerate((Verdict.PENDING, Verdict.ELIGIBLE))
    ]
    why = {one.row: one.why for one in preview_rulings(office, Step.VALIDATE, wanted).skipped}
    blocking = [one for one in found if one.severity is Severity.BLOCKS]
    eligible = why.get(1, "")
    if eligible and blocking:
        eligible = f"LAYAK belum bisa: {trouble_words(blocking[0].code)} ({blocking[0].code})."
    born = record.worker.birth_date
    return ValidationCard(
        record=record,
        age=age_at(born, office.today()) if born else None,
        verified=verified,
        verified_by=names.get(verified.recorded_by, "") if verified else "",
        papers=papers,
        findings=tuple(dict.fromkeys(trouble_words(one.code) for one in found)),
        refused=why.get(0, ""),
        not_eligible_only="" if why.get(0) else eligible,
    )
