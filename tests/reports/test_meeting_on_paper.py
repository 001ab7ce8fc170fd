"""The meeting on paper: what the minutes say of it, and the attendance list."""

from dataclasses import replace

from tests.reports.made_up import CHIEF, HEAD, make_facts, make_minutes
from tests.reports.pdf import make_pdf, page_texts
from ucj_desktop.domain.frozen import minutes_digest
from ucj_desktop.domain.minutes import Attendee, HeldMeeting, Minutes, Objection, Signer
from ucj_desktop.reports.facts import Facts

ATTENDEES = (
    Attendee(person=HEAD, present=True, signs=True),
    Attendee(person=CHIEF, present=True, signs=True),
    Attendee(person=Signer(name="Contoh Kades", position="Kepala Desa"), village="Desa Bialo", present=True),
    Attendee(person=Signer(name="Contoh Lurah", position="Lurah"), village="Kelurahan Mario Rennu"),
)
MEETING = HeldMeeting(
    meeting_id="rapat",
    hour="09.00",
    leader=HEAD.name,
    attendees=ATTENDEES,
    quorum_needed=3,
    quorum_source="Tata tertib rapat",
)


def minuted(meeting: HeldMeeting) -> Minutes:
    made = replace(make_minutes(12), meeting=meeting)
    return replace(made, digest=minutes_digest(made))


def letter(meeting: HeldMeeting) -> str:
    return " ".join(" ".join(page_texts(make_pdf("BA-VER", make_facts(minutes=minuted(meeting))))).split())


def attendance(facts: Facts) -> str:
    return " ".join(" ".join(page_texts(make_pdf("HADIR", facts))).split())


def test_the_minutes_say_when_the_meeting_began_who_led_it_and_that_it_had_its_quorum() -> None:
    text = letter(MEETING)
    assert f"Rapat dimulai pukul 09.00 dan dipimpin oleh {HEAD.name}, dihadiri 3 (tiga) dari 4 (empat) orang" in text
    assert "memenuhi kuorum 3 (tiga) orang; daftar hadir terlampir." in text
    assert "tidak terpenuhi" not in text
    assert "di luar rapat" not in text


def test_too_few_people_objections_and_verdicts_given_elsewhere_are_said() -> None:
    objection = Objection(name="Contoh Kades", position=7, worker_name="Contoh Pekerja", note="sudah pindah.")
    text = letter(replace(MEETING, quorum_needed=4, outside=2, objections=(objection,)))
    assert "Kuorum rapat, 4 (empat) orang (Tata tertib rapat), tidak terpenuhi." in text
    assert "2 (dua) orang divalidasi di luar rapat itu." in text
    assert "Keberatan Contoh Kades tentang Contoh Pekerja (nomor 7): sudah pindah." in text


def test_minutes_without_a_meeting_have_the_digest_they_always_had() -> None:
    made = make_minutes(12)
    assert minutes_digest(made) == minutes_digest(replace(made, meeting=None))
    assert minutes_digest(made) != minutes_digest(replace(made, meeting=MEETING))
    late = (*MEETING.attendees[:3], replace(MEETING.attendees[3], present=True))
    assert minutes_digest(minuted(MEETING)) != minutes_digest(minuted(replace(MEETING, attendees=late)))


def test_the_attendance_list_of_minutes_names_those_who_came_and_no_others() -> None:
    made = minuted(MEETING)
    text = attendance(replace(make_facts(minutes=None), meeting_on=made.held_on, signers=made.signers, meeting=MEETING))
    assert "pukul 09.00" in text
    assert "Contoh Kades Kepala Desa, Desa Bialo" in text
    assert "Contoh Lurah" not in text
    assert "Hadir 3 dari 4 orang yang diundang; kuorum 3 orang terpenuhi." in text


def test_while_the_meeting_goes_on_everybody_invited_has_a_line_and_the_late_have_room() -> None:
    text = attendance(replace(make_facts(minutes=None), meeting=MEETING, meeting_goes_on=True))
    assert "Contoh Lurah" in text
    assert " 12." in text
    assert "kuorum" not in text
