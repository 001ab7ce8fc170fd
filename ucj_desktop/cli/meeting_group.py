"""Commands about meetings that validate: started, attendance, objections, ended, listed."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from ucj_desktop.cli.asked import Asked, office_of
from ucj_desktop.cli.indonesian import argument, command, group, option
from ucj_desktop.cli.say import Answer, table
from ucj_desktop.cli.typed_date import DATE
from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.meeting import Meeting, Quorum, typed_quorum
from ucj_desktop.domain.minutes import Attendee, Signer
from ucj_desktop.domain.people import Action

if TYPE_CHECKING:
    from ucj_desktop.services.office import Office


class TypedGuest(click.ParamType[Attendee]):
    """Somebody invited: NAMA[;JABATAN[;DESA]]."""

    name = "undangan"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Attendee:
        if isinstance(value, Attendee):
            return value
        name, position, village = (*(one.strip() for one in str(value).split(";")), "", "")[:3]
        if not name or str(value).count(";") > 2:
            self.fail("not a guest", param, ctx)
        return Attendee(person=Signer(name=name, position=position), village=village)


class TypedQuorum(click.ParamType[Quorum]):
    """51% of those invited, or 5 people."""

    name = "kuorum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Quorum:
        found = value if isinstance(value, Quorum) else typed_quorum(str(value), "Ditetapkan pada rapat", forbids=False)
        if found is None:
            self.fail("not a quorum", param, ctx)
        return found


_VILLAGE = option("--village", "villages", required=True, multiple=True, metavar="DESA", help="Boleh berkali-kali.")
_GUEST = option(
    "--invite",
    "guests",
    type=TypedGuest(),
    multiple=True,
    metavar="NAMA[;JABATAN[;DESA]]",
    help="Seorang undangan; boleh berkali-kali. Tanpa ini: undangan rapat terakhir desa itu.",
)
_PRESENT = option("--present", multiple=True, metavar="NAMA", help="Yang hadir; boleh berkali-kali.")
_MEETING = argument("meeting", metavar="RAPAT", help="ID rapat, atau nama atau kode salah satu desanya.")


@command("start", help="Mulai rapat validasi satu atau beberapa desa/kelurahan; tetap terbuka sampai diakhiri.")
@_VILLAGE
@option("--date", "held_on", type=DATE, metavar="TANGGAL", help="Tanggal rapat (bawaan: hari ini).")
@option("--hour", metavar="JAM", help="Misalnya 09.00 (bawaan: sekarang).")
@option("--venue", metavar="TEMPAT", help="Tempat rapat.")
@option("--leader", metavar="NAMA", help="Pimpinan rapat.")
@option("--quorum", type=TypedQuorum(), metavar="KUORUM", help="Bagian undangan (51%) atau orang (5).")
@option("--strict", is_flag=True, help="Tanpa kuorum tidak ada hasil yang boleh dicatat.")
@_GUEST
@_PRESENT
def start(
    asked: Asked,
    villages: tuple[str, ...],
    held_on: date | None,
    hour: str | None,
    venue: str | None,
    leader: str | None,
    quorum: Quorum | None,
    strict: bool,
    guests: tuple[Attendee, ...],
    present: tuple[str, ...],
) -> Answer:
    from ucj_desktop.services.find_own_village import find_own_village
    from ucj_desktop.services.rounds.meetings import plan_meeting, start_meeting

    with office_of(asked) as office:
        plan = plan_meeting(office, [find_own_village(office, one).code for one in villages])
        signing = {one.person.name: one for one in plan.attendees if one.signs}
        invited = tuple(replace(one, signs=one.person.name in signing) for one in guests)
        rule = quorum or plan.quorum
        told = replace(
            plan,
            held_on=held_on or plan.held_on,
            hour=plan.hour if hour is None else hour,
            venue=plan.venue if venue is None else venue,
            leader=plan.leader if leader is None else leader,
            quorum=replace(rule, forbids=strict or rule.forbids),
            attendees=_with_present(invited or plan.attendees, present),
        )
        made, change = start_meeting(office, told)
        return Answer({"meetings": [_facts(office, made)]}, [change.sentence, f"ID rapat: {made.meeting_id}"])


@command("attend", help="Catat siapa yang hadir dalam rapat yang masih terbuka; undangan baru boleh ditambahkan.")
@_MEETING
@_PRESENT
@option("--absent", multiple=True, metavar="NAMA", help="Yang ternyata tidak hadir; boleh berkali-kali.")
@_GUEST
def attend(
    asked: Asked, meeting: str, present: tuple[str, ...], absent: tuple[str, ...], guests: tuple[Attendee, ...]
) -> Answer:
    from ucj_desktop.services.rounds.meetings import keep_attendance

    with office_of(asked) as office:
        before = _asked_for(office, meeting)
        known = {one.person.name for one in before.attendees}
        everyone = (*before.attendees, *(one for one in guests if one.person.name not in known))
        after = tuple(replace(one, present=one.present and one.person.name not in absent) for one in everyone)
        kept, change = keep_attendance(office, before.meeting_id, _with_present(after, present))
        return Answer({"meetings": [_facts(office, kept)]}, [change.sentence])


@command("object", help="Catat keberatan atas seorang pekerja; dicetak dalam berita acara.")
@_MEETING
@argument("worker_id", metavar="PEKERJA", help="ID pekerja.")
@option("--by", required=True, metavar="NAMA", help="Siapa yang berkeberatan.")
@option("--note", required=True, metavar="ISI", help="Apa keberatannya.")
def object_(asked: Asked, meeting: str, worker_id: str, by: str, note: str) -> Answer:
    from ucj_desktop.services.rounds.meetings import object_to

    with office_of(asked) as office:
        found = _asked_for(office, meeting)
        change = object_to(office, found.meeting_id, worker_id, by, note)
        return Answer({"meetings": [_facts(office, found)]}, [change.sentence])


@command("end", help="Akhiri rapat; berita acaranya ditutup dengan minutes close.")
@_MEETING
def end(asked: Asked, meeting: str) -> Answer:
    from ucj_desktop.services.rounds.meetings import end_meeting

    with office_of(asked) as office:
        found = _asked_for(office, meeting)
        change = end_meeting(office, found.meeting_id)
        return Answer({"meeting_id": found.meeting_id}, [change.sentence])


@command("list", help="Semua rapat, dengan kehadiran, kuorum, dan berapa orang yang belum diputuskan.")
def list_(asked: Asked) -> Answer:
    from ucj_desktop.services.rounds.meetings import list_meetings

    with office_of(asked) as office:
        facts = [_facts(office, one) for one in list_meetings(office)]
        rows = [
            (
                short_date(date.fromisoformat(one["held_on"])),
                ", ".join(office.printed(code) for code in one["villages"]),
                f"{one['present']} dari {one['invited']}",
                "terpenuhi" if one["has_quorum"] else f"kurang {one['needed'] - one['present']}",
                f"{one['left']} belum" if not one["ended_at"] else "diakhiri",
            )
            for one in facts
        ]
    lines = table(("Tanggal", "Desa", "Hadir", "Kuorum", "Keadaan"), rows) if rows else ["Belum ada rapat."]
    return Answer({"meetings": facts}, lines)


MEETING_GROUP = group("meeting", "Rapat validasi dan daftar hadirnya.", start, attend, object_, end, list_)


def _with_present(attendees: tuple[Attendee, ...], names: tuple[str, ...]) -> tuple[Attendee, ...]:
    """Those named are there. Raises a usage error for a name that nobody invited has."""
    known = {one.person.name for one in attendees}
    for name in names:
        if name not in known:
            raise click.UsageError(f"--present {name}")
    return tuple(replace(one, present=one.present or one.person.name in names) for one in attendees)


def _asked_for(office: "Office", words: str) -> Meeting:
    """The meeting with this id, or the open one of a village. Raises NotAllowed, MeetingNotThere."""
    from ucj_desktop.services.find_own_village import find_own_village
    from ucj_desktop.services.rounds.meetings import MeetingNotThere, list_meetings

    office.require(Action.VALIDATE)
    known = list_meetings(office)
    found = next((one for one in known if one.meeting_id == words), None)
    if found is None and known:
        code = find_own_village(office, words).code
        found = next((one for one in known if not one.ended_at and code in one.village_codes), None)
    if found is None:
        raise MeetingNotThere
    return found


def _facts(office: "Office", one: Meeting) -> dict[str, Any]:
    from ucj_desktop.services.rounds.meetings import meeting_state

    state = meeting_state(office, one.meeting_id)
    return {
        "meeting_id": one.meeting_id,
        "villages": list(one.village_codes),
        "held_on": one.held_on.isoformat(),
        "hour": one.hour,
        "venue": one.venue,
        "leader": one.leader,
        "invited": len(one.attendees),
        "present": one.present,
        "needed": one.needed,
        "has_quorum": one.has_quorum,
        "attendees": [
            {
                "name": each.person.name,
                "position": each.person.position,
                "village": each.village,
                "present": each.present,
                "signs": each.signs,
            }
            for each in one.attendees
        ],
        "validated": len(state.validated),
        "left": state.left,
        "objections": len(state.dissents),
        "started_at": one.started_at,
        "ended_at": one.ended_at or None,
    }
