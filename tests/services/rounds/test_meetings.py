"""Meetings: they outlive a restart, know their quorum, and give the minutes their facts."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.working_day import enter, new_folder, new_office, open_for, rule, table
from ucj_desktop.domain.meeting import Meeting, Quorum
from ucj_desktop.domain.minutes import Attendee, HeldMeeting, Signer
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.reports.checking import Outcome
from ucj_desktop.services.care.undo import undo
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.check_paper import check_paper
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import preview_report
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.meetings import (
    MeetingNotHeldYet,
    MeetingNotSaid,
    MeetingNotThere,
    MeetingOpenAlready,
    end_meeting,
    keep_attendance,
    list_meetings,
    meeting_state,
    object_to,
    open_meetings,
    plan_meeting,
    quorum_words,
    start_meeting,
)
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.services.rounds.validation_card import validation_card


def people_of(*names: str, present: int = 0) -> tuple[Attendee, ...]:
    """The first so many are there; the first signs."""
    return tuple(
        Attendee(person=Signer(name=name, position="Tokoh masyarakat"), present=place < present, signs=place == 0)
        for place, name in enumerate(names)
    )


def started(office: Office, people: list[Worker], *, present: int = 3, quorum: Quorum | None = None) -> Meeting:
    """A meeting of all their villages with four invited."""
    plan = plan_meeting(office, sorted({one.village_code for one in people}))
    guests = people_of("Contoh Satu", "Contoh Dua", "Contoh Tiga", "Contoh Empat", present=present)
    made, _ = start_meeting(office, replace(plan, attendees=guests, venue="Aula", quorum=quorum or plan.quorum))
    return made


def held(meeting: HeldMeeting | None) -> HeldMeeting:
    assert meeting is not None
    return meeting


def test_an_open_meeting_is_there_again_after_a_restart(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office")
    with open_for(folder) as office:
        people = enter(office, 6)
        rule(office, Step.VERIFY, people)
        made = started(office, people)
        rule(office, Step.VALIDATE, people[:2])
    with open_for(folder) as office:
        assert open_meetings(office) == [made]
        state = meeting_state(office, made.meeting_id)
        assert (len(state.worker_ids), len(state.validated), state.left) == (6, 2, 4)


_KILLED = """
import os, sys
from pathlib import Path
from tests.services.rounds.test_meetings import started
from tests.working_day import enter, open_for, rule
from ucj_desktop.domain.verdict import Step
with open_for(Path(sys.argv[1])) as office:
    people = enter(office, 4)
    rule(office, Step.VERIFY, people)
    started(office, people)
    rule(office, Step.VALIDATE, people[:3])
    os._exit(9)
"""


def test_an_open_meeting_is_there_again_after_the_program_was_killed(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office")
    assert subprocess.run([sys.executable, "-c", _KILLED, folder], check=False).returncode == 9
    with open_for(folder) as office:
        [left] = open_meetings(office)
        state = meeting_state(office, left.meeting_id)
        assert (len(state.worker_ids), len(state.validated), left.present) == (4, 3, 3)


def test_who_was_invited_the_last_time_is_suggested_and_nobody_is_there_yet(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 3)
        first = plan_meeting(office, [people[0].village_code])
        assert [one.village for one in first.attendees if one.village] == [office.printed(people[0].village_code)]
        assert first.quorum.share == 51
        made = started(office, people, quorum=Quorum(people=2, source="Tata tertib rapat"))
        end_meeting(office, made.meeting_id)
        again = plan_meeting(office, [people[0].village_code])
        assert [one.person.name for one in again.attendees] == [one.person.name for one in made.attendees]
        assert not any(one.present for one in again.attendees)
        assert again.quorum == made.quorum


def test_what_cannot_be_a_meeting_is_refused(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 2)
        plan = plan_meeting(office, [people[0].village_code])
        with pytest.raises(MeetingNotSaid):
            start_meeting(office, replace(plan, village_codes=()))
        with pytest.raises(MeetingNotHeldYet):
            start_meeting(office, replace(plan, held_on=office.today() + timedelta(days=1)))
        nameless = Attendee(person=Signer(name=" ", position="Lurah"), present=True)
        with pytest.raises(MeetingNotSaid):
            start_meeting(office, replace(plan, attendees=(nameless,)))
        made, _ = start_meeting(office, replace(plan, attendees=(replace(nameless, present=False),)))
        assert made.attendees == ()
        with pytest.raises(MeetingOpenAlready):
            start_meeting(office, plan)
        end_meeting(office, made.meeting_id)
        for attempt in (
            lambda: end_meeting(office, made.meeting_id),
            lambda: keep_attendance(office, made.meeting_id, ()),
            lambda: object_to(office, made.meeting_id, people[0].worker_id, "Contoh", "alasan"),
            lambda: meeting_state(office, "tidak ada"),
        ):
            with pytest.raises(MeetingNotThere):
                attempt()


def test_the_quorum_follows_who_comes_in(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 2)
        made = started(office, people, present=2)
        assert quorum_words(made) == "Hadir 2 dari 4 undangan; kuorum 3 belum terpenuhi, kurang 1."
        late = tuple(replace(one, present=True) for one in made.attendees)
        after, _ = keep_attendance(office, made.meeting_id, late)
        assert quorum_words(after) == "Hadir 4 dari 4 undangan; kuorum 3 terpenuhi."


def test_below_the_quorum_verdicts_stand_unless_the_rule_forbids_them(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 2)
        rule(office, Step.VERIFY, people)
        lenient = started(office, people, present=1)
        rule(office, Step.VALIDATE, people[:1])
        end_meeting(office, lenient.meeting_id)
        strict = started(office, people, present=1, quorum=Quorum(share=51, forbids=True))
        wanted = [WantedRuling(worker_id=people[1].worker_id, verdict=Verdict.ELIGIBLE)]
        skipped = rule_on_workers(office, Step.VALIDATE, wanted).skipped
        assert skipped[0].why.startswith("Rapatnya belum kuorum")
        card = validation_card(office, people[1].worker_id)
        assert card is not None
        assert card.refused == skipped[0].why
        keep_attendance(office, strict.meeting_id, tuple(replace(one, present=True) for one in strict.attendees))
        assert rule_on_workers(office, Step.VALIDATE, wanted).done == 1


def test_minutes_freeze_the_meeting_in_which_their_workers_were_validated(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 5)
        rule(office, Step.VERIFY, people)
        rule(office, Step.VALIDATE, people[:1])  # before the meeting
        made = started(office, people, present=2)
        rule(office, Step.VALIDATE, people[1:])
        object_to(office, made.meeting_id, people[2].worker_id, " Contoh  Dua ", "sudah pindah bulan lalu")
        minutes, _ = close_minutes(office, MeetingFacts(number="4/BA"))
        frozen = held(minutes.meeting)
        assert (minutes.held_on, minutes.venue, minutes.signers) == (made.held_on, "Aula", made.signers)
        assert (frozen.attendees, frozen.quorum_needed, frozen.has_quorum) == (made.attendees, 3, False)
        assert frozen.outside == 1
        objection = frozen.objections[0]
        assert (objection.name, objection.note) == ("Contoh Dua", "sudah pindah bulan lalu")
        assert minutes.rows[objection.position - 1].worker.full_name == objection.worker_name == people[2].full_name
        assert open_meetings(office) == []


def test_minutes_of_a_part_leave_the_meeting_open(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 6)
        rule(office, Step.VERIFY, people)
        made = started(office, people)
        rule(office, Step.VALIDATE, people[:3])
        first, _ = close_minutes(office, MeetingFacts())
        assert [one.meeting_id for one in open_meetings(office)] == [made.meeting_id]
        rule(office, Step.VALIDATE, people[3:])
        second, _ = close_minutes(office, MeetingFacts())
        assert held(first.meeting) == held(second.meeting)
        assert open_meetings(office) == []


def test_what_the_clerk_says_at_the_close_wins_over_the_meeting(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 2)
        rule(office, Step.VERIFY, people)
        started(office, people)
        rule(office, Step.VALIDATE, people)
        signer = Signer(name="Contoh Camat", position="CAMAT")
        minutes, _ = close_minutes(office, MeetingFacts(venue="Balai desa", signers=(signer,)))
        assert (minutes.venue, minutes.signers) == ("Balai desa", (signer,))


def test_workers_validated_without_a_meeting_give_minutes_without_one(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 2)
        rule(office, Step.VERIFY, people)
        made = started(office, people)
        end_meeting(office, made.meeting_id)
        rule(office, Step.VALIDATE, people)
        assert close_minutes(office, MeetingFacts())[0].meeting is None


def test_a_revision_without_another_meeting_keeps_that_of_the_first_and_says_so(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 3)
        rule(office, Step.VERIFY, people)
        started(office, people)
        rule(office, Step.VALIDATE, people)
        first, _ = close_minutes(office, MeetingFacts())
        reopen_minutes(office, first.minutes_id, "salah ketik")
        rule(office, Step.VALIDATE, people)
        second, closed = close_minutes(office, MeetingFacts())
        assert second.revision == 2
        assert second.meeting == replace(held(first.meeting), outside=3)
        assert closed.sentence.endswith("revisi 2.")
        assert (second.held_on, second.venue, second.signers) == (first.held_on, first.venue, first.signers)


def test_an_objection_names_the_row_of_its_own_revision(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 3)
        rule(office, Step.VERIFY, people)
        made = started(office, people)
        rule(office, Step.VALIDATE, people)
        last = sorted(people, key=lambda one: (one.village_code, one.full_name))[-1]
        object_to(office, made.meeting_id, last.worker_id, "Contoh Tiga", "sudah punya toko")
        first, _ = close_minutes(office, MeetingFacts())
        reopen_minutes(office, first.minutes_id, "salah ketik")
        rule(office, Step.VALIDATE, [last])
        second, _ = close_minutes(office, MeetingFacts())
        row = {one.worker.worker_id: one.position for one in first.rows}[last.worker_id]
        assert [one.position for one in held(first.meeting).objections] == [row]
        assert row != 1
        assert [one.position for one in held(second.meeting).objections] == [1]


def test_the_papers_of_a_revision_tell_the_same_meeting_for_ever(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 3)
        rule(office, Step.VERIFY, people)
        made = started(office, people)
        rule(office, Step.VALIDATE, people)
        object_to(office, made.meeting_id, people[0].worker_id, "Contoh Tiga", "sudah punya toko")
        minutes, _ = close_minutes(office, MeetingFacts())
        asked = [Asked(report=report, minutes=minutes.minutes_id, revision=1) for report in ("BA-VER", "HADIR")]
        papers = [preview_report(office, one) for one in asked]
        letter = tmp_path / "ba.pdf"
        letter.write_bytes(papers[0])
        assert check_paper(office, str(letter)).outcome is Outcome.GENUINE
        reopen_minutes(office, minutes.minutes_id, "salah ketik")
        guests = people_of("Contoh Lima", present=1)
        plan = plan_meeting(office, sorted({one.village_code for one in people}))
        start_meeting(office, replace(plan, attendees=guests, venue="Balai desa"))
        rule(office, Step.VALIDATE, people)
        second, _ = close_minutes(office, MeetingFacts())
        assert held(second.meeting).attendees == guests
        assert [preview_report(office, one) for one in asked] == papers
        assert preview_report(office, replace(asked[1], revision=2)) != papers[1]


def test_start_attendance_objection_and_end_are_taken_back_one_by_one(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 2)
        rule(office, Step.VERIFY, people)
        before = table(office, "meetings"), table(office, "meeting_dissents")
        made = started(office, people, present=1)
        keep_attendance(office, made.meeting_id, tuple(replace(one, present=True) for one in made.attendees))
        object_to(office, made.meeting_id, people[0].worker_id, "Contoh Dua", "bukan warga")
        end_meeting(office, made.meeting_id)
        titles = [undo(office).deed.words for _ in range(4)]
        village = office.printed(made.village_codes[0])
        assert titles == [
            f"akhiri rapat validasi {village}",
            f"keberatan tentang {people[0].full_name}",
            f"ubah daftar hadir rapat {village}",
            f"mulai rapat validasi {village}",
        ]
        assert (table(office, "meetings"), table(office, "meeting_dissents")) == before
        assert list_meetings(office) == []


def test_the_card_tells_before_the_key_what_four_eyes_and_findings_forbid(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, Role.VERIFIER) as office:
        people = enter(office, 2)
        rule(office, Step.VERIFY, people[:1])
        moved = WantedRuling(worker_id=people[1].worker_id, verdict=Verdict.NOT_ELIGIBLE, reason=Reason.MOVED)
        rule_on_workers(office, Step.VERIFY, [replace(moved, found_by="Contoh Kadus")])
        with pytest.raises(NotAllowed):
            plan_meeting(office, [people[0].village_code])
    with open_for(folder, Role.HEAD) as office:
        card = validation_card(office, people[1].worker_id)
        assert card is not None
        assert card.refused == ""
        assert card.verified is not None
        assert (card.verified.verdict, card.verified.found_by) == (Verdict.NOT_ELIGIBLE, "Contoh Kadus")
        assert card.verified_by
        assert card.age is not None
        assert validation_card(office, "tidak ada") is None
