"""Which meeting minutes fall out of: the last one in which their workers were validated, and what of it is frozen."""

from collections.abc import Sequence
from dataclasses import dataclass

from ucj_desktop.domain.meeting import Meeting
from ucj_desktop.domain.minutes import HeldMeeting, Objection
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import Ruling, Step
from ucj_desktop.services.office import Office
from ucj_desktop.storage import meetings, rulings, workers
from ucj_desktop.storage.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A meeting, and what minutes would freeze of it."""

    meeting: Meeting
    held: HeldMeeting


def sitting_of(connection: Connection, records: Sequence[WorkerRecord]) -> Sitting | None:
    """The meeting of these workers, in the order of their minutes; None where none was validated in one."""
    known = meetings.every(connection)
    if not known:
        return None
    validated = rulings.latest(connection, Step.VALIDATE, [one.worker.worker_id for one in records])
    where = [_meeting_of(known, one, validated.get(one.worker.worker_id)) for one in records]
    chosen = next((one for one in reversed(known) if one in where), None)
    if chosen is None:
        return None
    return Sitting(meeting=chosen, held=_held(connection, chosen, records, where))


def sitting_of_villages(office: Office, village_codes: Sequence[str]) -> Sitting | None:
    """The same for those who wait for minutes in these villages."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        if not meetings.every(connection):
            return None
        records = workers.by_ids(connection, meetings.ids_validated(connection, village_codes))
        return sitting_of(connection, records)


def _meeting_of(known: Sequence[Meeting], one: WorkerRecord, ruling: Ruling | None) -> Meeting | None:
    """The meeting that was open for the worker's village when the verdict was recorded."""
    if ruling is None:
        return None
    village, at = one.worker.village_code, ruling.recorded_at
    return next((each for each in reversed(known) if village in each.village_codes and each.was_open_at(at)), None)


def _held(
    connection: Connection, chosen: Meeting, records: Sequence[WorkerRecord], where: Sequence[Meeting | None]
) -> HeldMeeting:
    place = {one.worker.worker_id: number for number, one in enumerate(records, start=1)}
    objections = []
    for dissent in meetings.dissents(connection, chosen.meeting_id):
        about = workers.get(connection, dissent.worker_id)
        objections.append(
            Objection(
                name=dissent.name,
                position=place.get(dissent.worker_id, 0),
                worker_name=about.worker.full_name if about else "",
                note=dissent.note,
            )
        )
    return HeldMeeting(
        meeting_id=chosen.meeting_id,
        hour=chosen.hour,
        leader=chosen.leader,
        attendees=chosen.attendees,
        quorum_needed=chosen.needed,
        quorum_source=chosen.quorum.source,
        objections=tuple(objections),
        outside=sum(1 for one in where if one != chosen),
    )
