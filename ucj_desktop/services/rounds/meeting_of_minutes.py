"""Which meeting minutes fall out of: the last one in which their workers were validated, and what of it is frozen."""

from collections.abc import Sequence
from dataclasses import dataclass

from ucj_desktop.domain.meeting import Meeting
from ucj_desktop.domain.minutes import HeldMeeting, Objection
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.office import Office
from ucj_desktop.storage import meetings, rulings, workers
from ucj_desktop.storage.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A meeting, and what minutes would freeze of it."""

    meeting: Meeting
    held: HeldMeeting


def sitting_of(connection: Connection, people: Sequence[tuple[str, str]]) -> Sitting | None:
    """The meeting of these (worker id, village), in the order of their minutes; None where none was validated in one.

    Others of them may have been validated in another meeting or in none: they are counted as outside of it.
    """
    known = meetings.every(connection)
    if not known:
        return None
    at = rulings.recorded_at(connection, Step.VALIDATE)
    where = [_meeting_of(known, village, at.get(worker_id, "")) for worker_id, village in people]
    chosen = next((one for one in reversed(known) if one.meeting_id in where), None)
    if chosen is None:
        return None
    return Sitting(meeting=chosen, held=_held(connection, chosen, [one for one, _ in people], where))


def sitting_of_villages(office: Office, village_codes: Sequence[str]) -> Sitting | None:
    """The same for those who wait for minutes in these villages."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return sitting_of(connection, meetings.validated(connection, village_codes))


def _meeting_of(known: Sequence[Meeting], village: str, at: str) -> str:
    """The id of the meeting that was open for the worker's village when the verdict was recorded; empty: none was."""
    found = (one for one in reversed(known) if village in one.village_codes and one.was_open_at(at))
    return next((one.meeting_id for one in found), "")


def objections_of(connection: Connection, meeting_id: str, worker_ids: Sequence[str]) -> tuple[Objection, ...]:
    """The dissents of a meeting, with the place of each worker in minutes of these."""
    place = {one: number for number, one in enumerate(worker_ids, start=1)}
    objections = []
    for dissent in meetings.dissents(connection, meeting_id):
        about = workers.get(connection, dissent.worker_id)
        objections.append(
            Objection(
                name=dissent.name,
                position=place.get(dissent.worker_id, 0),
                worker_name=about.worker.full_name if about else "",
                note=dissent.note,
            )
        )
    return tuple(objections)


def _held(connection: Connection, chosen: Meeting, worker_ids: Sequence[str], where: Sequence[str]) -> HeldMeeting:
    return HeldMeeting(
        meeting_id=chosen.meeting_id,
        hour=chosen.hour,
        leader=chosen.leader,
        attendees=chosen.attendees,
        quorum_needed=chosen.needed,
        quorum_source=chosen.quorum.source,
        objections=objections_of(connection, chosen.meeting_id, worker_ids),
        outside=sum(1 for one in where if one != chosen.meeting_id),
    )
