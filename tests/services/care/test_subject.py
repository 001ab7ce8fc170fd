"""The rights of a person: asked, answered in time, told everything, and erased so that nothing is left."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.reports.pdf import page_texts
from tests.working_day import enter, everyone, minuted, new_folder, new_office, open_for, rule
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.subject_request import ErasureBasis, RequestKind
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.care.erase_worker import (
    ErasureNotJustified,
    RetentionNotOver,
    StillInUse,
    erase_worker,
    plan_erasure,
)
from ucj_desktop.services.care.history import history, verify_journal
from ucj_desktop.services.care.home import home
from ucj_desktop.services.care.subject_record import print_subject_record, subject_facts
from ucj_desktop.services.care.subject_requests import (
    AnswerMissing,
    ReceivedInFuture,
    RequestNotThere,
    answer_request,
    list_requests,
    receive_request,
)
from ucj_desktop.services.care.undo import BuiltOn, StaysDone, undo, undoable
from ucj_desktop.services.collect.enter_worker import WorkerNotThere, correct_worker
from ucj_desktop.services.collect.keep_draft import Draft, keep_draft, kept_drafts
from ucj_desktop.services.collect.take_back import HistoryErased
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import print_report, reprint_letter
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes
from ucj_desktop.storage import erasures

ONCE = "Karaeng Sekalisaja"  # a mother's name that nobody else has


def prepared(office: Office) -> tuple[str, list[str]]:
    """Somebody with history in many tables, and the words that are his or hers alone."""
    person, twin, other = enter(office, 3)
    twin = replace(twin, full_name="Besse Sekaliputri")
    correct_worker(office, twin)
    correct_worker(office, replace(person, mother_name=ONCE, phone="081234567890", note="rumah di belakang pasar"))
    decide_pair(office, person.worker_id, other.worker_id, PairDecision.NOT_SAME)
    decide_pair(office, person.worker_id, twin.worker_id, PairDecision.SAME, keep=person.worker_id)
    receive_request(office, person.worker_id, RequestKind.RECORD, note=f"minta salinan, ibu {ONCE}")
    keep_draft(office, Draft(worker_id=person.worker_id, texts={"full_name": person.full_name}))
    return person.worker_id, [person.nik, person.full_name, twin.nik, twin.full_name, ONCE, "081234567890"]


def left_over(office: Office, words: list[str]) -> dict[str, int]:
    with office.database.reading() as connection:
        return erasures.mentions(connection, words)


def test_after_an_erasure_no_table_holds_a_word_of_the_person_and_the_chain_is_whole(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        worker_id, words = prepared(office)
        assert set(left_over(office, words)) >= {"workers", "journal_text", "subject_requests"}
        plan = plan_erasure(office, worker_id)
        assert plan.refusal is None
        assert plan.counts["workers"] == 2
        before = len(everyone(office))
        paper = tmp_path / "berita.pdf"
        erase_worker(office, worker_id, ErasureBasis.REQUEST, paper, why="pindah ke kabupaten lain")
        assert left_over(office, words) == {}
        assert kept_drafts(office) == []
        (request,) = list_requests(office)
        assert (request.state, request.request.answer) == (
            "sudah dijawab",
            "Data dihapus; berita acara penghapusan dibuat.",
        )
        assert len(everyone(office)) == before - 1
        assert verify_journal(office).ok
        text = " ".join(page_texts(paper.read_bytes()))
        assert "BERITA ACARA PENGHAPUSAN" in text
        assert worker_id in text
        assert not any(word in text for word in words)
        newest = next(one for one in history(office) if one.action == "worker.erased")
        assert newest.details == ("Alasan: pindah ke kabupaten lain",)
        with pytest.raises(WorkerNotThere):
            subject_facts(office, worker_id)
        assert [one.full_name for one in list_requests(office)] == [""]


def test_what_was_erased_is_never_brought_back_by_an_undo(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        worker_id, _ = prepared(office)
        rows = {one.action: one.n for one in history(office, worker_id=worker_id)}
        erase_worker(office, worker_id, ErasureBasis.REQUEST, tmp_path / "b.pdf", why="salah orang")
        erased = next(one.n for one in history(office) if one.action == "worker.erased")
        with pytest.raises(StaysDone):
            undo(office, erased)
        with pytest.raises((HistoryErased, BuiltOn)) as refused:
            undo(office, rows["worker.entered"])
        assert refused.value.what


def test_an_erasure_leaves_what_was_done_for_others_to_be_undone(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        one, other = enter(office, 2)
        for person in (one, other):
            receive_request(office, person.worker_id, RequestKind.ERASURE)
        erase_worker(office, other.worker_id, ErasureBasis.REQUEST, tmp_path / "b.pdf", why="diminta")
        [asked] = [deed for deed in undoable(office) if deed.refusal is None]
        undo(office, asked.number)
        assert [each.request.worker_id for each in list_requests(office)] == [other.worker_id]


def test_somebody_in_minutes_that_wait_for_an_answer_is_not_erased(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 2)
        minuted(office, people)
        with pytest.raises(StillInUse):
            erase_worker(office, people[0].worker_id, ErasureBasis.REQUEST, tmp_path / "b.pdf", why="diminta")
        assert not (tmp_path / "b.pdf").exists()
        assert len(everyone(office)) == 2


def test_verdicts_go_with_the_person_and_no_sooner(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 2)
        rule(office, Step.VERIFY, people)
        erase_worker(office, people[0].worker_id, ErasureBasis.REQUEST, tmp_path / "b.pdf", why="diminta")
        with office.database.reading() as connection:
            left = connection.exec_driver_sql("SELECT worker_id FROM rulings").scalars().all()
        assert left == [people[1].worker_id]
        assert verify_journal(office).ok


def test_retention_must_be_over_and_a_request_must_be_justified(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (person,) = enter(office, 1)
        plan = plan_erasure(office, person.worker_id)
        assert plan.retention_ends.year == office.today().year + 10
        with pytest.raises(RetentionNotOver):
            erase_worker(office, person.worker_id, ErasureBasis.RETENTION, tmp_path / "b.pdf")
        with pytest.raises(ErasureNotJustified):
            erase_worker(office, person.worker_id, ErasureBasis.REQUEST, tmp_path / "b.pdf", why=" ")
        late = office.clock() + timedelta(days=366 * 12)
        office.clock = lambda: late
        erase_worker(office, person.worker_id, ErasureBasis.RETENTION, tmp_path / "b.pdf")
        assert everyone(office) == []


def test_the_record_tells_the_person_everything_and_who_saw_it(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        worker_id, _ = prepared(office)
        paper = tmp_path / "data.pdf"
        print_subject_record(office, worker_id, paper)
        text = " ".join(" ".join(page_texts(paper.read_bytes())).split())
        person = next(one.worker for one in everyone(office) if one.worker.worker_id == worker_id)
        for word in (person.nik, person.full_name, ONCE, "081234567890", "Pekerja dimasukkan", "kode jurnal"):
            assert word in text
        assert any("Semua data tentang seseorang dicetak" in one for _, _, one in subject_facts(office, worker_id).seen)


def test_the_record_keeps_the_letters_of_minutes_that_were_reopened_since(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 2)
        made = minuted(office, people)
        first, again = (print_report(office, Asked(report="BA-VER"), tmp_path / f"{n}.pdf")[0].letter for n in "12")
        reprint_letter(office, first.letter_id, tmp_path / "3.pdf")
        reopen_minutes(office, made.minutes_id, "salah catat")
        person, left = (one.worker_id for one in people)
        rule(office, Step.VALIDATE, people[:1])
        close_minutes(office, MeetingFacts())
        print_report(office, Asked(report="BA-VER"), tmp_path / "4.pdf")
        assert first != again
        assert [_letters_of(office, one) for one in (person, left)] == [(3, 1), (2, 1)]


def _letters_of(office: Office, worker_id: str) -> tuple[int, int]:
    """How often the record tells of a letter printed, and printed again from the archive."""
    seen = [words for _, _, words in subject_facts(office, worker_id).seen]
    return (
        sum(one.startswith("Surat dicetak (") for one in seen),
        sum(one.startswith("Surat dicetak ulang") for one in seen),
    )


def test_a_request_is_due_in_three_days_and_answered_once(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (person,) = enter(office, 1)
        received = office.clock() - timedelta(hours=80)
        receive_request(office, person.worker_id, RequestKind.RECTIFICATION, received_at=received)
        (listed,) = list_requests(office)
        assert listed.state == "terlambat 8 jam"
        assert listed.request.is_late(office.clock())
        with pytest.raises(AnswerMissing):
            answer_request(office, listed.request.request_id, "  ")
        answer_request(office, listed.request.request_id, "sudah dibetulkan")
        assert [one.state for one in list_requests(office)] == ["sudah dijawab"]
        with pytest.raises(RequestNotThere):
            answer_request(office, listed.request.request_id, "lagi")
        undo(office)
        assert [one.state for one in list_requests(office)] == ["terlambat 8 jam"]
        with pytest.raises(ReceivedInFuture):
            receive_request(
                office, person.worker_id, RequestKind.RECORD, received_at=office.clock() + timedelta(hours=2)
            )


def test_only_the_head_erases(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    for role in (Role.ENTRY, Role.VERIFIER, Role.ADMIN):
        with open_for(folder, role) as office, pytest.raises(NotAllowed):
            plan_erasure(office, "x")
    with open_for(folder, Role.HEAD) as office, pytest.raises(WorkerNotThere):
        plan_erasure(office, "x")


def test_a_request_that_is_nearly_due_stands_on_the_first_page_and_goes_when_answered(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (person,) = enter(office, 1)
        for hours, told in ((10, []), (60, [False]), (80, [True])):
            receive_request(
                office, person.worker_id, RequestKind.RECORD, received_at=office.clock() - timedelta(hours=hours)
            )
            due = [one for one in home(office).to_do if one.code == "subject_requests"]
            assert [one.urgent for one in due] == told
        assert due[0].sentence == "2 permintaan orang atas datanya harus segera dijawab, 1 sudah terlambat."
        for listed in list_requests(office):
            answer_request(office, listed.request.request_id, "dicetak")
        assert [one for one in home(office).to_do if one.code == "subject_requests"] == []
