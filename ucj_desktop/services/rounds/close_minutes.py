"""Closing minutes: freezing what the meeting validated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.frozen import counts_by_verdict, minutes_digest
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.meeting import Meeting
from ucj_desktop.domain.minutes import FrozenRow, HeldMeeting, Minutes, Signer
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Order, Standing, WorkerFilter, WorkerRecord
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import Ruling, Step, Verdict
from ucj_desktop.services.accuracy.check_workers import blocking_findings
from ucj_desktop.services.checkpoints import add_checkpoint
from ucj_desktop.services.collect.enter_worker import standing_facts
from ucj_desktop.services.letter_numbers import OF_MINUTES, Numbered, give_in
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.frozen_candidates import candidates_to_freeze
from ucj_desktop.services.rounds.left_out import left_out, reopened_minutes, words_of_left_out
from ucj_desktop.services.rounds.meeting_of_minutes import Sitting, objections_of, sitting_of
from ucj_desktop.services.rounds.meetings import MeetingNotHeldYet, end_in
from ucj_desktop.services.rounds.rounds import end_round, signers_of_meeting
from ucj_desktop.services.rounds.signed_minutes import CLOSED, approve
from ucj_desktop.services.rounds.signed_rulings import fault_of_ruling, keys_by_account
from ucj_desktop.storage import accounts, candidates, hands, journal, meetings, minutes, rounds, rulings, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry


class NothingToMinute(ClerkError):
    """No validated worker waits in the villages asked for."""

    code = "BA-01"

    def __init__(self) -> None:
        super().__init__(
            what="Belum ada pekerja tervalidasi yang menunggu berita acara di desa yang dipilih.",
            fix="Catat hasil validasi lebih dulu, lalu tutup berita acara.",
        )


class WorkersNotReady(ClerkError):
    """Validated workers whose verdict cannot be relied on, or who have a blocking finding."""

    code = "BA-02"

    def __init__(self, names: Sequence[str], first_why: str) -> None:
        shown = ", ".join(names[:3]) + (f" dan {len(names) - 3} lainnya" if len(names) > 3 else "")
        super().__init__(
            what=f"{thousands(len(names))} pekerja belum bisa masuk berita acara: {shown}. {first_why}",
            fix="Perbaiki dan verifikasi ulang pekerja itu, atau ubah hasilnya, lalu tutup berita acara lagi.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """What the clerk says of the meeting; what is left out comes from the meeting in which the workers were validated,
    and without one from the office's preferences.
    """

    number: str = ""  # empty: written by hand later; "auto": the next of its series
    held_on: date | None = None
    venue: str = ""
    signers: tuple[Signer, ...] = ()


def close_minutes(
    office: Office,
    meeting: MeetingFacts,
    *,
    village_codes: Iterable[str] | None = None,
    progress: Progress = SILENT,
) -> tuple[Minutes, Change]:
    """Freeze every validated worker of the villages (None: of all) into one minutes.

    Villages of minutes that were reopened get revision n+1 of those. Raises NothingToMinute, WorkersNotReady,
    NumberTaken.
    """
    office.require(Action.CLOSE_MINUTES)
    if meeting.held_on is not None and meeting.held_on > office.today():
        raise MeetingNotHeldYet(meeting.held_on)
    with office.database.writing() as connection:
        wanted = WorkerFilter(stages=(Stage.VALIDATED,), order=Order.VILLAGE)
        asked = None if village_codes is None else frozenset(village_codes)
        records = [
            one
            for one in workers.each(connection, wanted)
            if not one.standing.is_frozen and (asked is None or one.worker.village_code in asked)
        ]
        if not records:
            raise NothingToMinute
        _refuse_unready(office, connection, records)
        sitting = sitting_of(connection, [(one.worker.worker_id, one.worker.village_code) for one in records])
        before = reopened_minutes(connection, {one.worker.village_code for one in records})
        made = _frozen(office, connection, records, meeting, sitting, before)
        made = _numbered(office, connection, made, before)
        minutes.add(connection, made)
        approve(office, connection, CLOSED, made)
        _mark_frozen(office, connection, records, made, progress)
        if sitting is not None and not meetings.ids_to_validate(connection, sitting.meeting.village_codes):
            end_in(office, connection, sitting.meeting)
        add_checkpoint(office, connection, "minutes")
    counts = counts_by_verdict(made.rows)
    eligible = counts[Verdict.ELIGIBLE] + counts[Verdict.ELIGIBLE_CORRECTED]
    counted = f"{thousands(len(made.rows))} pekerja, {thousands(eligible)} layak"
    waiting = f" Lampiran III: {thousands(len(made.candidates))} usulan pengganti." if made.candidates else ""
    sentence = f"Berita acara ditutup: {counted}, revisi {made.revision}.{waiting}"
    sentence += words_of_left_out(made.left_out, made.revision)
    return made, Change(Touched.MINUTES | Touched.WORKERS | Touched.ROUNDS, sentence)


def _numbered(office: Office, connection: Connection, made: Minutes, before: Minutes | None) -> Minutes:
    """The number goes into the register of numbers; a revision keeps that of the one before. Raises NumberTaken."""
    if not made.number or (before is not None and made.number == before.number):
        return made
    letter = Numbered(kind=OF_MINUTES, minutes_id=made.minutes_id, revision=made.revision)
    return replace(made, number=give_in(office, connection, letter, made.number, made.held_on).number)


def _refuse_unready(office: Office, connection: Connection, records: Sequence[WorkerRecord]) -> None:
    keys = keys_by_account(accounts.every(connection))
    validated = rulings.latest(connection, Step.VALIDATE)
    blocking = blocking_findings(office, connection, [one.worker for one in records])
    names, first_why = [], ""
    for one in records:
        worker = one.worker
        ruling = validated.get(worker.worker_id)
        why = fault_of_ruling(ruling, worker, keys) or _fault_of_standing(ruling, one.standing)
        if why is None and one.standing.verdict and one.standing.verdict.is_eligible and worker.worker_id in blocking:
            why = blocking[worker.worker_id][0].what
        if why is not None:
            names.append(worker.full_name)
            first_why = first_why or why
    if names:
        raise WorkersNotReady(names, first_why)


def _fault_of_standing(ruling: Ruling | None, standing: Standing) -> str | None:
    """Why a standing is not the one that was signed, as an Indonesian sentence; None when it is."""
    stated = (standing.verdict, standing.reason, standing.verdict_note)
    if ruling is not None and (ruling.verdict, ruling.reason, ruling.note) == stated:
        return None
    return "Hasilnya bukan hasil validasi yang ditandatangani."


def minutes_as_of_now(
    office: Office, connection: Connection, records: Sequence[WorkerRecord], meeting: MeetingFacts
) -> Minutes:
    """The minutes these workers would stand in now: a draft, not in the register and not sealed."""
    village_codes = tuple(dict.fromkeys(one.worker.village_code for one in records))
    return Minutes(
        minutes_id="",
        register=0,
        revision=1,
        period=office.preferences.period,
        number=meeting.number,
        held_on=meeting.held_on or office.today(),
        venue=meeting.venue or office.preferences.venue or f"Kantor {office.name}",
        village_codes=village_codes,
        signers=meeting.signers or office.preferences.signers,
        closed_by="",
        closed_at="",
        one_person_office=office.judges_alone,
        journal_head="",
        rows=tuple(
            FrozenRow(
                position=position,
                worker=one.worker,
                verdict=one.standing.verdict or Verdict.PENDING,
                reason=one.standing.reason,
                note=one.standing.verdict_note,
                village_name=office.printed(one.worker.village_code),
            )
            for position, one in enumerate(records, start=1)
        ),
        candidates=candidates_to_freeze(office, connection, village_codes, len(records) + 1),
    )


def _frozen(
    office: Office,
    connection: Connection,
    records: Sequence[WorkerRecord],
    meeting: MeetingFacts,
    sitting: Sitting | None,
    before: Minutes | None,
) -> Minutes:
    completed = _completed(office, connection, records, meeting, sitting, before)
    draft = minutes_as_of_now(office, connection, records, completed)
    held = (
        sitting.held
        if sitting is not None
        else _held_before(connection, before, [one.worker.worker_id for one in records])
    )
    draft = replace(draft, meeting=held)
    registered = replace(
        draft,
        closed_by=office.clerk.account_id,
        closed_at=office.timestamp(),
        journal_head=journal.head(connection)[1].hex()[:16],
        one_person_office=office.judges_alone or _anyone_alone(connection, records),
    )
    if before is None:
        register = minutes.next_register(connection, draft.period)
        registered = replace(registered, minutes_id=new_id(), register=register)
    else:
        registered = replace(
            registered,
            minutes_id=before.minutes_id,
            register=before.register,
            revision=before.revision + 1,
            period=before.period,
            number=draft.number or before.number,
            left_out=left_out(connection, before, {one.worker.worker_id for one in records}),
        )
    return replace(registered, digest=minutes_digest(registered))


def _completed(
    office: Office,
    connection: Connection,
    records: Sequence[WorkerRecord],
    meeting: MeetingFacts,
    sitting: Sitting | None,
    before: Minutes | None,
) -> MeetingFacts:
    """What the clerk has not said: as the meeting had it, or that of the revision before."""
    held: Meeting | Minutes | None = sitting.meeting if sitting is not None else None
    if held is None and before is not None and before.meeting is not None:
        held = before
    known = held or before  # a revision that no meeting stands behind is signed on a day of its own
    signers = meeting.signers or (known.signers if known is not None else ())
    return replace(
        meeting,
        held_on=meeting.held_on or (held.held_on if held is not None else None),
        venue=meeting.venue or (known.venue if known is not None else ""),
        signers=signers
        or signers_of_meeting(office, connection, dict.fromkeys(one.worker.village_code for one in records)),
    )


def _held_before(connection: Connection, before: Minutes | None, worker_ids: Sequence[str]) -> HeldMeeting | None:
    """The meeting of the revision before, where no other was held since: all were validated outside of it."""
    if before is None or before.meeting is None:
        return None
    objections = objections_of(connection, before.meeting.meeting_id, worker_ids)
    return replace(before.meeting, outside=len(worker_ids), objections=objections)


def _anyone_alone(connection: Connection, records: Sequence[WorkerRecord]) -> bool:
    """Whether the account that validated somebody had a hand in the data or verified them: the office was one person
    then, and minutes that are closed when it has more accounts say so all the same.
    """
    verified, validated = rulings.latest(connection, Step.VERIFY), rulings.latest(connection, Step.VALIDATE)
    for one in records:
        before, last = verified.get(one.worker.worker_id), validated.get(one.worker.worker_id)
        eyes = (one.standing.entered_by, before.recorded_by if before is not None else "")
        if last is not None and last.recorded_by in eyes:
            return True
    by_account: dict[str, list[str]] = {}
    for one in records:
        by_account.setdefault(validated[one.worker.worker_id].recorded_by, []).append(one.worker.worker_id)
    return any(hands.typed_by(connection, who, theirs) for who, theirs in by_account.items())


def _mark_frozen(
    office: Office, connection: Connection, records: Sequence[WorkerRecord], made: Minutes, progress: Progress
) -> None:
    entries = [
        Entry(
            action="minutes.closed",
            subject=made.minutes_id,
            facts={
                "revision": made.revision,
                "register": made.register,
                "digest": made.digest,
                "workers": len(made.rows),
                "candidates": len(made.candidates),
                "one_person": made.one_person_office,
                "villages": list(made.village_codes),
            },
        )
    ]
    after: list[WorkerRecord] = []
    for number, one in enumerate(records, start=1):
        progress.step(number, len(records), "Menutup berita acara")
        standing = replace(one.standing, minutes_id=made.minutes_id)
        after.append(WorkerRecord(one.worker, standing))
        entries.append(
            Entry(
                action="worker.frozen",
                subject=one.worker.worker_id,
                facts={"revision": made.revision, **standing_facts(one.standing, standing)},
            )
        )
    workers.change(connection, after)
    office.log_many(connection, entries, batch=f"{made.minutes_id}/{made.revision}")
    _close_finished_rounds(office, connection, made)


def _close_finished_rounds(office: Office, connection: Connection, made: Minutes) -> None:
    """A round whose every worker stands in minutes is done; candidates keep it open while a place is free."""
    open_rounds = rounds.open_by_village(connection)
    waiting = workers.counts_waiting_by_village(connection)
    known = candidates.every(connection)
    taken = candidates.places(connection, list(open_rounds.values()))
    for village in made.village_codes:
        current = open_rounds.get(village)
        if current is None:
            continue
        kept = sum(1 for one in known if one.round_id == current.round_id and not one.stepped_in_at)
        if waiting.get(village, 0) == kept and not (kept and taken[current.round_id].free):
            end_round(office, connection, current)
