"""Of closed minutes, or of a draft of them, what their letters and a worker's certificate need to know."""

from dataclasses import replace

from ucj_desktop.domain.frozen import minutes_digest
from ucj_desktop.domain.minutes import FrozenRow, Minutes
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.second_keying import ErrorRate, rate_of
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Order, WorkerFilter
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.reports import Report
from ucj_desktop.reports.facts import Facts
from ucj_desktop.services.letter_numbers import Numbered, number_of_letter
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.paper_refusals import MinutesChanged, NothingToPrint, NotInMinutes
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, minutes_as_of_now
from ucj_desktop.services.rounds.find_minutes import answering_to
from ucj_desktop.services.rounds.rounds import signers_of_meeting
from ucj_desktop.services.rounds.signed_minutes import refuse_unsigned
from ucj_desktop.storage import erasures, letters, minutes, packages, second_keying, workers
from ucj_desktop.storage.database import Connection

CERTIFICATE = "SK-PEKERJA"

PAGE_TYPE = "application/vnd.ucj.paper-page.v1"
"""The type under which the office key signs the text of a page's QR."""


def with_minutes(
    office: Office, connection: Connection, facts: Facts, wanted: str, revision: int | None, *, draft: bool = False
) -> Facts:
    """The facts with the minutes that answer to ``wanted``; without it those closed last, before any close a draft.

    Raises NothingToPrint, MinutesChanged, and what refuse_unsigned raises.
    """
    known = minutes.every(connection)
    matching = answering_to(wanted, known)
    if draft or (not matching and not wanted.strip()):
        drafted = _draft(office, connection)
        return replace(facts, minutes=drafted, draft=True, keyed_again=_keyed_again(connection, drafted))
    chosen = minutes.get(connection, matching[-1].minutes_id, revision) if matching else None
    if chosen is None:
        raise NothingToPrint
    if minutes_digest(chosen) != chosen.digest:
        raise MinutesChanged(chosen.register, chosen.revision)
    refuse_unsigned(connection, [chosen])
    before = [one for one in known if one.minutes_id == chosen.minutes_id and one.revision == chosen.revision - 1]
    printed = {
        one.report for one in letters.every(connection, minutes_id=chosen.minutes_id) if one.revision == chosen.revision
    }
    return replace(
        facts,
        period=chosen.period,
        minutes=chosen,
        enclosed=tuple(sorted(printed)),
        package_files=tuple(packages.files_with(connection, chosen.minutes_id, chosen.revision)),
        keyed_again=_keyed_again(connection, chosen),
        revision_reason=before[0].reopen_reason if before else "",
        sign=lambda text: office.keys.signing.sign(PAGE_TYPE, text),
    )


def with_person(office: Office, connection: Connection, facts: Facts, worker_id: str) -> Facts:
    """The newest minutes in force that decided about one worker, and the row. Raises NotInMinutes."""
    for one in reversed(_in_force_with(connection, worker_id)):
        found = with_minutes(office, connection, facts, one.minutes_id, one.revision)
        row = _decided(found.known_minutes, worker_id)
        if row is not None:
            return replace(found, person=row)
    raise NotInMinutes


def certificate_to_number(office: Office, worker_id: str) -> Numbered:
    """The certificate of a worker, for the register of numbers. Raises NotInMinutes."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        for one in reversed(_in_force_with(connection, worker_id)):
            chosen = minutes.get(connection, one.minutes_id, one.revision)
            if chosen is not None and _decided(chosen, worker_id) is not None:
                return Numbered(CERTIFICATE, one.minutes_id, one.revision, worker_id)
    raise NotInMinutes


def _in_force_with(connection: Connection, worker_id: str) -> list[Minutes]:
    """Closed minutes that stand and hold this worker, the oldest first."""
    keeping = set(erasures.frozen_in(connection, [worker_id]))
    return [one for one in minutes.every(connection) if (one.register, one.revision) in keeping and not one.reopened_at]


def _decided(about: Minutes, worker_id: str) -> FrozenRow | None:
    """The row of a worker about whom the minutes decided."""
    rows = (row for row in about.rows if row.worker.worker_id == worker_id and row.verdict is not Verdict.PENDING)
    return next(rows, None)


def number_on_paper(connection: Connection, report: Report, facts: Facts) -> str:
    """The number of a letter that goes with closed minutes; empty: written by hand."""
    if facts.minutes is None or facts.draft:
        return ""
    about = facts.minutes
    person = facts.person.worker.worker_id if facts.person is not None else ""
    return number_of_letter(connection, Numbered(report.code, about.minutes_id, about.revision, person))


def _keyed_again(connection: Connection, chosen: Minutes) -> ErrorRate | None:
    """The error rate as it was when the minutes were closed, so that every copy says the same."""
    ids = frozenset(row.worker.worker_id for row in chosen.rows)
    rate = rate_of(second_keying.fields_of_minutes(connection, ids, chosen.closed_at))
    return rate if rate.keyed else None


def _draft(office: Office, connection: Connection) -> Minutes:
    """Minutes as they would be closed now."""
    wanted = WorkerFilter(stages=(Stage.VALIDATED,), order=Order.VILLAGE)
    records = [one for one in workers.each(connection, wanted) if not one.standing.is_frozen]
    if not records:
        raise NothingToPrint
    villages = dict.fromkeys(one.worker.village_code for one in records)
    meeting = MeetingFacts(signers=signers_of_meeting(office, connection, villages))
    return minutes_as_of_now(office, connection, records, meeting)
