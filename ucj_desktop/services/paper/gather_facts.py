"""What a report needs to know, gathered from the store."""

from dataclasses import dataclass, replace

from ucj_desktop.domain.fields import masked
from ucj_desktop.domain.meeting import Meeting
from ucj_desktop.domain.minutes import HeldMeeting
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.quota import team_in_words
from ucj_desktop.domain.rules import SEVERITY_LABELS, Severity
from ucj_desktop.domain.rules.words import trouble_words
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.reference.wording import office_words
from ucj_desktop.reports import Needs, Report
from ucj_desktop.reports.facts import (
    Facts,
    FormLayout,
    ListedFinding,
    ListedWorker,
    OfficeFacts,
    PaperSize,
    VillageFacts,
)
from ucj_desktop.services.accuracy.check_workers import check_workers
from ucj_desktop.services.accuracy.mend_findings import EVERY_FINDING, FindingChoice, opened
from ucj_desktop.services.district.budget_paper import decided_facts, planned_facts
from ucj_desktop.services.district.decide_budget import list_decisions
from ucj_desktop.services.district.recap import RecapBy, recap, recap_facts, usual_recap
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.minutes_facts import number_on_paper, with_minutes, with_person
from ucj_desktop.services.paper.paper_refusals import (
    NobodyEligibleThere,
    NothingToPrint,
    PrintedWithTheCards,
    PrintedWithTheInbox,
    PrintedWithThePerson,
    VillageNotChosen,
)
from ucj_desktop.services.rounds.field_order import TO_VERIFY, ids_in_field_order
from ucj_desktop.services.rounds.find_minutes import answering_to
from ucj_desktop.storage import accounts, meetings, minutes, rounds, workers
from ucj_desktop.storage.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which paper a clerk wants.

    ``minutes``: id, register number or letter number; empty: those closed last, and before any close a draft of what is
    validated now. ``draft``: a draft even where minutes are closed. ``blank``: forms without names.
    """

    report: str
    minutes: str = ""
    revision: int | None = None  # of these minutes, or the number of a budget's decision; None: the newest
    paper: str = ""  # f4 or a4; empty: as the office prefers
    village_code: str = ""  # only this village, on working papers and statements; whose assembly it is
    findings: FindingChoice = EVERY_FINDING  # of a check report
    draft: bool = False
    blank: bool = False
    form: str = FormLayout.LIST  # how a field form is laid out: list or halves
    hamlet: str = ""  # only this hamlet of the village, by its key, on field forms
    hamlet_pages: bool = False  # every hamlet of a field form begins a page
    recap_by: str = ""  # what the rows of a recap stand for; empty: as is usual in the office
    worker_id: str = ""  # whom a certificate is about


def gather_facts(office: Office, report: Report, asked: Asked, progress: Progress = SILENT) -> Facts:
    """The facts for one report.

    Raises NothingToPrint, MinutesChanged, NobodyEligibleThere, VillageNotChosen, NotInMinutes, PrintedWithThePerson,
    PrintedWithTheCards, PrintedWithTheInbox.
    """
    if report.needs is Needs.PERSON:
        raise PrintedWithThePerson(report.code)
    if report.needs is Needs.CARD:
        raise PrintedWithTheCards
    if report.needs is Needs.RECEIPT:
        raise PrintedWithTheInbox
    facts = Facts(
        office=office_facts(office),
        period=office.preferences.period,
        printed_on=office.today(),
        paper=PaperSize(asked.paper or office.preferences.paper),
        venue=office.preferences.venue,
        signers=office.preferences.signers,
        words=office_words(office.preferences.words),
        bases=office.preferences.cited_bases,
    )
    if report.needs is Needs.RECAP:
        return replace(facts, recap=recap_facts(recap(office, RecapBy(asked.recap_by or usual_recap(office)))))
    if report.needs is Needs.BUDGET:
        return _with_budget(office, facts, asked, progress)
    if report.needs is Needs.FINDINGS:
        return _with_findings(office, facts, asked, progress)
    with office.database.reading() as connection:
        if report.needs is Needs.WORKERS:
            return _with_workers(office, connection, facts, asked)
        if report.needs is Needs.VILLAGE:
            return _with_proposed(office, connection, facts, asked)
        if report.needs is Needs.MINUTED:
            facts = with_person(office, connection, facts, asked.worker_id)
            return replace(facts, number=number_on_paper(connection, report, facts))
        if report.needs is Needs.MINUTES:
            facts = with_minutes(office, connection, facts, asked.minutes, asked.revision, draft=asked.draft)
            facts = replace(facts, number=number_on_paper(connection, report, facts))
            village_code = asked.village_code if report.by_village else ""
            return _of_village(office, facts, village_code) if village_code else facts
        return _with_meeting(connection, facts, asked)


def office_facts(office: Office) -> OfficeFacts:
    """The office as its letters name it."""
    district = office.printed(office.district_code)
    return OfficeFacts(
        code=office.code,
        name=office.name,
        district_name="" if district == office.name else district,
        letterhead=office.preferences.letterhead,
        training=office.training,
    )


def _with_meeting(connection: Connection, facts: Facts, asked: Asked) -> Facts:
    """The meeting of the minutes the clerk names; else the one that goes on, or nothing: it is written by hand."""
    if not asked.minutes.strip():
        going_on = meetings.open_ones(connection)[-1:]
        return _with_open_meeting(facts, going_on[0]) if going_on else facts
    matching = answering_to(asked.minutes, minutes.every(connection))
    chosen = next((one for one in reversed(matching) if asked.revision in (None, one.revision)), None)
    if chosen is None:
        raise NothingToPrint
    return replace(facts, meeting_on=chosen.held_on, venue=chosen.venue, signers=chosen.signers, meeting=chosen.meeting)


def _with_open_meeting(facts: Facts, one: Meeting) -> Facts:
    held = HeldMeeting(
        meeting_id=one.meeting_id,
        hour=one.hour,
        leader=one.leader,
        attendees=one.attendees,
        quorum_needed=one.needed,
        quorum_source=one.quorum.source,
    )
    return replace(
        facts,
        meeting_on=one.held_on,
        venue=one.venue,
        signers=one.signers or facts.signers,
        meeting=held,
        meeting_goes_on=True,
    )


def _village_facts(office: Office, village_code: str) -> VillageFacts:
    place = office.places.by_code(village_code)
    return VillageFacts(
        code=village_code,
        name=office.printed(village_code),
        label=place.label if place else "Desa",
        head=place.head if place else "Kepala Desa",
    )


def _of_village(office: Office, facts: Facts, village_code: str) -> Facts:
    """The facts for a letter about one village of the minutes. Raises NobodyEligibleThere."""
    village = _village_facts(office, village_code)
    if not any(row.verdict.is_eligible and row.worker.village_code == village_code for row in facts.known_minutes.rows):
        raise NobodyEligibleThere(village.full_name)
    return replace(facts, village=village)


def _with_workers(office: Office, connection: Connection, facts: Facts, asked: Asked) -> Facts:
    village = office.printed(asked.village_code) if asked.village_code else ""
    teams = {office.printed(code): team_in_words(one.team) for code, one in rounds.open_by_village(connection).items()}
    facts = replace(facts, teams=teams, form=FormLayout(asked.form), hamlet_pages=asked.hamlet_pages)
    if asked.blank:
        return replace(facts, village_name=village)
    ids, waiting = ids_in_field_order(connection, asked.village_code, TO_VERIFY, asked.hamlet)
    listed = tuple(
        ListedWorker(
            worker=one.worker,
            village_name=office.printed(one.worker.village_code),
            waits_as=waiting.get(one.worker.worker_id, 0),
        )
        for one in workers.by_ids(connection, ids)
    )
    return replace(facts, workers=listed, village_name=village)


def _with_proposed(office: Office, connection: Connection, facts: Facts, asked: Asked) -> Facts:
    """Those whom a village proposes, by name, candidates last: all who are neither refused nor validated yet."""
    if not asked.village_code:
        raise VillageNotChosen
    village = _village_facts(office, asked.village_code)
    facts = replace(facts, village=village)
    if asked.blank:
        return facts
    ids, waiting = ids_in_field_order(connection, asked.village_code, (*TO_VERIFY, Stage.VERIFIED))
    proposed = [
        one
        for one in workers.by_ids(connection, ids)
        if one.standing.stage is not Stage.VERIFIED or one.standing.verdict is not Verdict.NOT_ELIGIBLE
    ]
    listed = [
        ListedWorker(worker=one.worker, village_name=village.name, waits_as=waiting.get(one.worker.worker_id, 0))
        for one in proposed
    ]
    listed.sort(key=lambda one: (one.waits_as, one.worker.full_name.casefold(), one.worker.worker_id))
    return replace(facts, workers=tuple(listed))


def _with_budget(office: Office, facts: Facts, asked: Asked, progress: Progress) -> Facts:
    """A decision; with ``draft``, and before the first, who would have a place now."""
    wanted = asked.revision or 0
    if asked.draft or (not wanted and not list_decisions(office)):
        return replace(facts, draft=True, budget=planned_facts(office, progress))
    return replace(facts, budget=decided_facts(office, wanted))


def _with_findings(office: Office, facts: Facts, asked: Asked, progress: Progress) -> Facts:
    office.require(Action.CHECK)
    checked = check_workers(office, village_code=asked.village_code, progress=progress)
    ids = list(dict.fromkeys(one.worker_id for one in checked.findings))
    with office.database.reading() as connection:
        people = {one.worker.worker_id: one for one in workers.by_ids(connection, ids)}
        clerks = accounts.names(connection)
    gravity = list(Severity)
    found = (opened(one, people[one.worker_id], clerks) for one in checked.findings if one.worker_id in people)
    shown = [one for one in found if asked.findings.lets_through(one.kind)]
    findings = tuple(
        ListedFinding(
            village_name=office.printed(one.kind.village_code),
            full_name=one.full_name,
            masked_nik=masked(people[one.finding.worker_id].worker.nik) or "belum ada",
            code=one.finding.code,
            severity=SEVERITY_LABELS[one.finding.severity],
            what=one.finding.what,
            fix=one.finding.fix,
        )
        for one in sorted(shown, key=lambda one: gravity.index(one.finding.severity))
    )
    chosen = _choice_words(office, asked.findings)
    return replace(facts, findings=findings, only_findings=chosen, checked=checked.checked, clean=checked.clean)


def _choice_words(office: Office, choice: FindingChoice) -> str:
    """What a check report is narrowed to: "Harus diperbaiki; Bialo"; empty where it is not."""
    told = []
    if choice.severity is not None:
        told.append(SEVERITY_LABELS[choice.severity])
    if choice.rule is not None:
        told.append(f"{choice.rule} {trouble_words(choice.rule)}")
    if choice.village_code is not None:
        told.append(office.printed(choice.village_code) if choice.village_code else "desa belum diisi")
    if choice.source is not None:
        told.append(f"sumber {choice.source or 'tidak disebut'}")
    if choice.clerk is not None:
        told.append(f"petugas {choice.clerk or 'tidak diketahui'}")
    return "; ".join(told)
