"""Meetings that validate: started, their attendance kept, objections noted, ended; open ones survive a restart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.meeting import Dissent, Meeting, Quorum
from ucj_desktop.domain.minutes import Attendee, Signer
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.reference.policy import policy
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rounds import signers_of_meeting
from ucj_desktop.storage import candidates, meetings, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

STARTED: Final = "meeting.started"
ATTENDANCE: Final = "meeting.attendance"
ENDED: Final = "meeting.ended"
OBJECTED: Final = "worker.objected"


class MeetingOpenAlready(ClerkError):
    """A village is validated in one meeting at a time."""

    code = "RAPAT-01"

    def __init__(self, village: str) -> None:
        super().__init__(
            what=f"Rapat validasi {village} sudah dimulai dan belum diakhiri.",
            fix="Lanjutkan rapat itu, atau akhiri dulu.",
        )


class MeetingNotThere(ClerkError):
    """No meeting has this id, or it has been ended."""

    code = "RAPAT-02"

    def __init__(self) -> None:
        super().__init__(
            what="Rapat itu tidak ada atau sudah diakhiri.", fix="Lihat daftar rapat, lalu pilih yang masih terbuka."
        )


class MeetingNotSaid(ClerkError):
    """Something is missing without which a meeting, its attendance or an objection tells nothing."""

    code = "RAPAT-03"


class MeetingNotHeldYet(ClerkError):
    """Minutes tell of a meeting that was held; a date to come is a slip that would be frozen."""

    code = "BA-06"

    def __init__(self, day: date) -> None:
        super().__init__(
            what=f"Tanggal rapat {short_date(day)} belum tiba; rapat dicatat pada atau sesudah harinya.",
            fix="Periksa tanggal rapat, terutama tahunnya.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlan:
    """What a clerk says of a meeting at its start."""

    village_codes: tuple[str, ...]
    held_on: date
    hour: str = ""
    venue: str = ""
    leader: str = ""
    attendees: tuple[Attendee, ...] = ()
    quorum: Quorum


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingState:
    """A meeting and whom it is about, in the order of the list."""

    meeting: Meeting
    worker_ids: tuple[str, ...]
    validated: frozenset[str]
    dissents: tuple[Dissent, ...]

    @property
    def left(self) -> int:
        return len(self.worker_ids) - len(self.validated)


def plan_meeting(office: Office, village_codes: Sequence[str]) -> MeetingPlan:
    """What is suggested: those invited the last time to a meeting of these villages, else who signs and the head of
    each village; nobody is present yet.
    """
    office.require(Action.VALIDATE)
    with office.database.reading() as connection:
        known = meetings.every(connection)
        signers = signers_of_meeting(office, connection, village_codes)
    last = next((one for one in reversed(known) if set(one.village_codes) & set(village_codes)), None)
    now = office.clock().astimezone()
    return MeetingPlan(
        village_codes=tuple(village_codes),
        held_on=office.today(),
        hour=f"{now.hour:02d}.{now.minute:02d}",
        venue=office.preferences.venue or (last.venue if last else "") or f"Kantor {office.name}",
        leader=(last.leader if last else "") or next((one.name for one in signers), ""),
        attendees=_invited_again(last, signers) if last else _invited(office, village_codes, signers),
        quorum=known[-1].quorum if known else policy().quorum_on(office.today()),
    )


def _invited_again(last: Meeting, signers: Sequence[Signer]) -> tuple[Attendee, ...]:
    """Those of the last time; who signs now and was not among them comes first."""
    known = {one.person.name for one in last.attendees}
    added = tuple(Attendee(person=one, signs=True) for one in signers if one.name not in known)
    return (*added, *(replace(one, present=False) for one in last.attendees))


def _invited(office: Office, village_codes: Sequence[str], signers: Sequence[Signer]) -> tuple[Attendee, ...]:
    heads = [
        Attendee(
            person=Signer(name="", position="Lurah" if code[6:7] == "1" else "Kepala Desa"),
            village=office.printed(code),
        )
        for code in village_codes
    ]
    return (*(Attendee(person=one, signs=True) for one in signers), *heads)


def start_meeting(office: Office, plan: MeetingPlan) -> tuple[Meeting, Change]:
    """Start a meeting; it stays open, also over a restart, until it is ended or its minutes are closed.

    Raises MeetingOpenAlready, MeetingNotSaid, MeetingNotHeldYet.
    """
    office.require(Action.VALIDATE)
    if not plan.village_codes:
        raise MeetingNotSaid("Belum ada desa yang dipilih untuk rapat ini.", "Pilih sedikitnya satu desa.")
    if plan.held_on > office.today():
        raise MeetingNotHeldYet(plan.held_on)
    made = Meeting(
        meeting_id=new_id(),
        period=office.preferences.period,
        village_codes=plan.village_codes,
        held_on=plan.held_on,
        hour=plan.hour.strip(),
        venue=" ".join(plan.venue.split()),
        leader=" ".join(plan.leader.split()),
        attendees=_named(plan.attendees),
        quorum=plan.quorum,
        started_at=office.timestamp(),
        started_by=office.clerk.account_id,
    )
    with office.database.writing() as connection:
        for one in meetings.open_ones(connection):
            for village in one.village_codes:
                if village in plan.village_codes:
                    raise MeetingOpenAlready(office.printed(village))
        meetings.put(connection, made)
        facts = {
            "village": made.village_codes[0],
            "villages": list(made.village_codes),
            "invited": len(made.attendees),
            "present": made.present,
            "needed": made.needed,
        }
        office.log(connection, Entry(action=STARTED, subject=made.meeting_id, facts=facts))
    return made, Change(Touched.ROUNDS, f"Rapat validasi dimulai. {quorum_words(made)}")


def keep_attendance(office: Office, meeting_id: str, attendees: Sequence[Attendee]) -> tuple[Meeting, Change]:
    """Who is invited, who is there and who signs, as it is now. Raises MeetingNotThere, MeetingNotSaid."""
    office.require(Action.VALIDATE)
    with office.database.writing() as connection:
        before = _open_one(connection, meeting_id)
        after = replace(before, attendees=_named(attendees))
        if after == before:
            return before, Change(Touched.NOTHING, "Daftar hadir tidak berubah.")
        meetings.put(connection, after)
        facts = {
            "village": after.village_codes[0],
            "invited": [len(before.attendees), len(after.attendees)],
            "present": [before.present, after.present],
        }
        office.log(connection, Entry(action=ATTENDANCE, subject=meeting_id, facts=facts))
    return after, Change(Touched.ROUNDS, f"Daftar hadir disimpan. {quorum_words(after)}")


def object_to(office: Office, meeting_id: str, worker_id: str, name: str, note: str) -> Change:
    """Somebody objects to the verdict on a worker; the minutes print it. Raises MeetingNotThere, MeetingNotSaid."""
    office.require(Action.VALIDATE)
    name, note = " ".join(name.split()), " ".join(note.split())
    if not name or not note:
        raise MeetingNotSaid("Keberatan belum lengkap.", "Isi siapa yang berkeberatan dan apa keberatannya.")
    with office.database.writing() as connection:
        _open_one(connection, meeting_id)
        if workers.get(connection, worker_id) is None:
            raise MeetingNotSaid("Pekerja itu tidak ada di data kantor ini.", "Pilih pekerjanya dari daftar rapat.")
        made = Dissent(
            dissent_id=new_id(),
            meeting_id=meeting_id,
            worker_id=worker_id,
            name=name,
            note=note,
            account_id=office.clerk.account_id,
            at=office.timestamp(),
        )
        meetings.add_dissent(connection, made)
        office.log(connection, Entry(action=OBJECTED, subject=worker_id, facts={"meeting": meeting_id}))
    return Change(Touched.ROUNDS, "Keberatan dicatat; berita acara menyebutkannya.")


def end_meeting(office: Office, meeting_id: str) -> Change:
    """End a meeting without its minutes, which may still be closed later. Raises MeetingNotThere."""
    office.require(Action.VALIDATE)
    with office.database.writing() as connection:
        end_in(office, connection, _open_one(connection, meeting_id))
    return Change(Touched.ROUNDS, "Rapat diakhiri.")


def end_in(office: Office, connection: Connection, one: Meeting) -> Meeting:
    """End an open meeting in the caller's transaction; one that has ended stays as it is."""
    if one.ended_at:
        return one
    ended = replace(one, ended_at=office.timestamp())
    meetings.put(connection, ended)
    office.log(connection, Entry(action=ENDED, subject=one.meeting_id, facts={"village": one.village_codes[0]}))
    return ended


def list_meetings(office: Office) -> list[Meeting]:
    """All meetings in the order they were started."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return meetings.every(connection)


def open_meetings(office: Office) -> list[Meeting]:
    """Those that have not been ended, also of another day."""
    return [one for one in list_meetings(office) if not one.ended_at]


def meeting_state(office: Office, meeting_id: str) -> MeetingState:
    """A meeting, whom it is about and what was objected to. Raises MeetingNotThere."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        found = meetings.get(connection, meeting_id)
        if found is None:
            raise MeetingNotThere
        waiting = candidates.waiting_ids(connection)
        ids = meetings.ids_to_validate(connection, found.village_codes)
        validated = [one for one, _ in meetings.validated(connection, found.village_codes)]
        dissents = meetings.dissents(connection, meeting_id)
    return MeetingState(
        meeting=found,
        worker_ids=tuple(one for one in ids if one not in waiting),
        validated=frozenset(validated),
        dissents=tuple(dissents),
    )


def villages_without_quorum(connection: Connection) -> frozenset[str]:
    """Villages in whose open meeting too few are present, where that forbids verdicts."""
    return frozenset(
        village
        for one in meetings.open_ones(connection)
        if one.quorum.forbids and not one.has_quorum
        for village in one.village_codes
    )


def quorum_words(one: Meeting) -> str:
    """Hadir 5 dari 8 undangan; kuorum 5: terpenuhi."""
    told = f"Hadir {thousands(one.present)} dari {thousands(len(one.attendees))} undangan"
    if not one.needed:
        return f"{told}."
    if one.has_quorum:
        return f"{told}; kuorum {thousands(one.needed)} terpenuhi."
    return f"{told}; kuorum {thousands(one.needed)} belum terpenuhi, kurang {thousands(one.needed - one.present)}."


def _open_one(connection: Connection, meeting_id: str) -> Meeting:
    found = meetings.get(connection, meeting_id)
    if found is None or found.ended_at:
        raise MeetingNotThere
    return found


def _named(attendees: Sequence[Attendee]) -> tuple[Attendee, ...]:
    """Without the lines that nobody has filled. Raises MeetingNotSaid for one who is there and has no name."""
    kept = []
    for one in attendees:
        if one.person.name.strip():
            kept.append(one)
        elif one.present:
            what = f"Yang hadir sebagai {one.person.position or 'undangan'} belum ada namanya."
            raise MeetingNotSaid(what, "Isi namanya, atau hapus centang hadirnya.")
    return tuple(kept)
