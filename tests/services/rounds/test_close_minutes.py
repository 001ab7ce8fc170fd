"""Minutes: frozen, opened again with a reason, closed anew as the next revision."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.working_day import (
    enter,
    everyone,
    forge,
    minuted,
    new_folder,
    new_office,
    open_for,
    rule,
    table,
    whole_store,
)
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.frozen import minutes_digest
from ucj_desktop.domain.minutes import Minutes, Signer
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Step, Verdict
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.care.history import history, verify_journal
from ucj_desktop.services.collect.enter_worker import WorkerFrozen, correct_worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import preview_report
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, NothingToMinute, close_minutes
from ucj_desktop.services.rounds.find_minutes import MinutesNotThere, find_minutes, list_minutes
from ucj_desktop.services.rounds.left_out import words_before_closing
from ucj_desktop.services.rounds.meetings import MeetingNotHeldYet
from ucj_desktop.services.rounds.reopen_minutes import MinutesNotClosed, ReasonNeeded, reopen_minutes
from ucj_desktop.services.rounds.rounds import list_rounds
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.storage import minutes


def revision(office: Office, made: Minutes, number: int) -> Minutes:
    with office.database.reading() as connection:
        found = minutes.get(connection, made.minutes_id, number)
    assert found is not None
    return found


def test_closing_freezes_every_validated_worker_with_verdict_and_data(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 8)
        made = minuted(office, people)
        by_id = {one.worker_id: one for one in people}
        assert [row.position for row in made.rows] == list(range(1, 9))
        assert all(row.worker == by_id[row.worker.worker_id] for row in made.rows)
        assert sum(row.verdict is Verdict.NOT_ELIGIBLE for row in made.rows) == 2
        assert revision(office, made, 1) == made
        assert minutes_digest(made) == made.digest
        assert {one.standing.minutes_id for one in everyone(office)} == {made.minutes_id}
        assert (made.register, made.revision) == (1, 1)
        assert all(state.round.closed_at for state in list_rounds(office))


def test_what_the_meeting_does_not_say_comes_from_the_office(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 4)
        for step in Step:
            rule(office, step, people)
        villages = sorted({one.village_code for one in people})
        signer = Signer(name="Contoh Camat", position="CAMAT")
        first, _ = close_minutes(
            office,
            MeetingFacts(number="9/BA", held_on=date(2026, 6, 20), venue="Aula", signers=(signer,)),
            village_codes=villages[:1],
        )
        assert (first.number, first.held_on, first.venue, first.signers) == (
            "9/BA",
            date(2026, 6, 20),
            "Aula",
            (signer,),
        )
        second, _ = close_minutes(office, MeetingFacts())
        assert (second.register, second.number, second.venue) == (2, "", f"Kantor {office.name}")
        assert second.held_on == office.today()
        assert set(first.village_codes) == set(villages[:1])
        assert set(second.village_codes) == set(villages[1:])


def test_there_is_nothing_to_minute_before_the_meeting_and_after_it(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 4)
        rule(office, Step.VERIFY, people)
        with pytest.raises(NothingToMinute):
            close_minutes(office, MeetingFacts())
        rule(office, Step.VALIDATE, people)
        with pytest.raises(NothingToMinute):
            close_minutes(office, MeetingFacts(), village_codes=["7302012999"])
        close_minutes(office, MeetingFacts())
        with pytest.raises(NothingToMinute):
            close_minutes(office, MeetingFacts())


def test_a_frozen_worker_is_neither_corrected_merged_nor_ruled_on(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 4)
        minuted(office, people[:3])
        before = table(office, "workers"), table(office, "rulings")
        with pytest.raises(WorkerFrozen):
            correct_worker(office, replace(people[0], note="x"))
        for pair in ((people[0], people[3]), (people[3], people[0])):
            with pytest.raises(WorkerFrozen):
                decide_pair(office, pair[0].worker_id, pair[1].worker_id, PairDecision.SAME)
        for step in Step:
            ruled = rule_on_workers(
                office, step, [WantedRuling(worker_id=people[0].worker_id, verdict=Verdict.ELIGIBLE)]
            )
            assert ruled.skipped[0].why.startswith("Sudah masuk berita acara")
        assert (table(office, "workers"), table(office, "rulings")) == before
        assert table(office, "pair_decisions") == []


def test_a_reopened_worker_is_corrected_validated_and_frozen_as_the_next_revision(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 5)
        first = minuted(office, people, number="12/BA")
        paper = preview_report(office, Asked(report="LAMP-1", minutes=first.minutes_id, revision=1))
        change = reopen_minutes(office, first.minutes_id, " salah nama ")
        assert "5 pekerja" in change.sentence
        assert {one.standing.stage for one in everyone(office)} == {Stage.VERIFIED}
        assert not any(one.standing.is_frozen for one in everyone(office))
        mended = replace(people[0], full_name="Nama Yang Benar")
        correct_worker(office, mended)
        for step in Step:
            rule(office, step, [mended])
        rule(office, Step.VALIDATE, people[1:4])
        told = "1 pekerja dari revisi 1 belum divalidasi ulang, jadi tidak ada dalam revisi 2"
        assert told in words_before_closing(office, {one.village_code for one in people})
        second, closed = close_minutes(office, MeetingFacts())
        assert told in closed.sentence
        assert (second.minutes_id, second.revision, second.register) == (first.minutes_id, 2, first.register)
        assert second.number == "12/BA"
        assert {row.worker.full_name for row in second.rows} - {row.worker.full_name for row in first.rows} == {
            "Nama Yang Benar"
        }
        assert (len(second.rows), first.left_out, second.left_out) == (4, 0, 1)
        assert revision(office, first, 2) == second
        kept = revision(office, first, 1)
        assert replace(kept, reopened_at="", reopen_reason="") == first
        assert (kept.reopen_reason, minutes_digest(kept)) == ("salah nama", first.digest)
        again = preview_report(office, Asked(report="LAMP-1", minutes=first.minutes_id, revision=1))
        assert again == paper
        assert [one.revision for one in list_minutes(office)] == [1, 2]
        assert find_minutes(office, "12/BA").revision == 2
        assert find_minutes(office, "1") == find_minutes(office, "") == second


def test_a_revision_is_signed_where_and_by_whom_the_one_before_was_unless_said_otherwise(tmp_path: Path) -> None:
    signers = (Signer(name="Baso Rekaan", position="CAMAT GANTARANG"),)
    with new_office(tmp_path / "office") as office:
        people = enter(office, 3)
        for step in Step:
            rule(office, step, people)
        first, _ = close_minutes(office, MeetingFacts(venue="Balai Desa Bialo", signers=signers))
        for said, venue in ((MeetingFacts(), "Balai Desa Bialo"), (MeetingFacts(venue="Aula Baru"), "Aula Baru")):
            reopen_minutes(office, first.minutes_id, "salah hasil")
            rule(office, Step.VALIDATE, people)
            revised, _ = close_minutes(office, said)
            assert (revised.venue, revised.signers) == (venue, signers)


@pytest.mark.parametrize("reason", ["", "   "])
def test_reopening_needs_a_reason(tmp_path: Path, reason: str) -> None:
    with new_office(tmp_path / "office") as office:
        made = minuted(office, enter(office, 4))
        before = whole_store(office)
        with pytest.raises(ReasonNeeded):
            reopen_minutes(office, made.minutes_id, reason)
        assert whole_store(office) == before


def test_minutes_are_reopened_once_and_only_when_they_are_there(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made = minuted(office, enter(office, 4))
        reopen_minutes(office, made.minutes_id, "salah")
        before = whole_store(office)
        for asked, wrong in ((made.minutes_id, MinutesNotClosed), ("nothing", MinutesNotThere)):
            with pytest.raises(wrong):
                reopen_minutes(office, asked, "lagi")
        with pytest.raises(MinutesNotThere):
            find_minutes(office, "99")
        assert whole_store(office) == before


def test_a_close_that_is_cancelled_in_the_middle_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    class Impatient:
        def step(self, number: int, total: int | None = None, words: str = "") -> None:
            if number == 3:
                raise Cancelled

    with new_office(tmp_path / "office") as office:
        people = enter(office, 5)
        for step in Step:
            rule(office, step, people)
        before = whole_store(office)
        with pytest.raises(Cancelled):
            close_minutes(office, MeetingFacts(), progress=Impatient())
        assert whole_store(office) == before


@pytest.mark.parametrize("role", [Role.ENTRY, Role.VERIFIER, Role.ADMIN])
def test_only_the_head_closes_and_reopens(tmp_path: Path, role: Role) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, role) as office:
        with pytest.raises(NotAllowed):
            close_minutes(office, MeetingFacts())
        with pytest.raises(NotAllowed):
            reopen_minutes(office, "x", "y")


def test_the_reason_stands_in_the_history_and_the_chain_holds_no_word_of_it(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made = minuted(office, enter(office, 4))
        reopen_minutes(office, made.minutes_id, "Nama salah tulis")
        line = next(one for one in history(office) if one.subject == made.minutes_id)
        assert line.sentence.startswith("Berita acara dibuka kembali (")
        assert "Alasan: Nama salah tulis" in line.details
        assert not [row for row in table(office, "journal") if "Nama salah" in str(row[1])]


@pytest.mark.parametrize(
    "sql, guard, words",
    [
        ("UPDATE checkpoints SET signature = zeroblob(64)", "checkpoints_no_update", "tanda tangan"),
        ("UPDATE checkpoints SET at = '2020-01-01'", "checkpoints_no_update", "titik periksa diubah"),
        ("UPDATE checkpoints SET hash = zeroblob(32)", "checkpoints_no_update", "titik periksa"),
        ("DELETE FROM checkpoints", "checkpoints_no_delete", "titik periksa dihapus"),
        ("DELETE FROM journal_text", "", "dihapus tanpa catatan"),
    ],
)
def test_a_checkpoint_that_the_office_did_not_sign_is_named_by_the_journal_and_the_doctor(
    tmp_path: Path, sql: str, guard: str, words: str
) -> None:
    with new_office(tmp_path / "office") as office:
        minuted(office, enter(office, 4))
        forge(office, sql, without=guard)
        found = verify_journal(office)
        if not words:
            assert found.ok
        else:
            assert found.first_bad is not None
            assert words in found.first_bad[1]


def test_every_refusal_of_minutes_says_what_happened_and_what_to_do() -> None:
    for refusal in (NothingToMinute(), MinutesNotThere(), MinutesNotClosed(), ReasonNeeded()):
        assert isinstance(refusal, ClerkError)
        assert refusal.what.endswith(".")
        assert refusal.fix.endswith(".")
        assert refusal.code.startswith("BA-")


def test_minutes_of_a_meeting_to_come_are_refused(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 2)
        for step in Step:
            rule(office, step, people)
        with pytest.raises(MeetingNotHeldYet):
            close_minutes(office, MeetingFacts(held_on=office.today() + timedelta(days=1)))
        made, _ = close_minutes(office, MeetingFacts(held_on=office.today()))
        assert len(made.rows) == 2
