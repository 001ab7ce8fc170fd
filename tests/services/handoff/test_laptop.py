"""A laptop goes to the meeting with a copy of the store; what was done there comes home, or each conflict is named."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.offices import ADMIN, PASSWORD
from tests.working_day import enter, everyone, exchange_cards, new_folder, new_office, open_for, rule, whole_store
from ucj_desktop.domain.loan import ON_LAPTOP, LoanEnd, NotOnLaptop
from ucj_desktop.domain.people import Action, Role
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.handoff.laptop_files import LaptopFileDamaged, NotALaptopFile
from ucj_desktop.services.care.back_up import back_up, restore_backup
from ucj_desktop.services.care.history import history
from ucj_desktop.services.collect.enter_worker import correct_worker
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.handoff.laptop_refusals import (
    AlreadyOut,
    LaptopDeclaredLost,
    LaptopOfAnotherHistory,
    LaptopOfAnotherOffice,
    NotALaptop,
    NothingFromLaptop,
    OfficeHereAlready,
    OlderReturn,
)
from ucj_desktop.services.handoff.lend_laptop import declare_lost, lend_laptop, list_loans, out_since
from ucj_desktop.services.handoff.start_laptop import bring_home, start_laptop
from ucj_desktop.services.handoff.take_from_laptop import FromLaptop, Keep, take_from_laptop
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.meetings import end_meeting, list_meetings, plan_meeting, start_meeting
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers


@dataclass
class Away:
    """The office's computer, its laptop, and the stick that goes between them."""

    pc: Path
    laptop: Path
    stick: Path
    people: list[Worker]
    loan_id: str

    def home(self) -> FromLaptop:
        with open_for(self.laptop) as office:
            bring_home(office, self.stick)
        with open_for(self.pc) as office:
            return take_from_laptop(office, self.stick)

    def standing(self, folder: Path) -> dict[str, tuple[Worker, Stage, object, object]]:
        with open_for(folder) as office:
            return {
                one.worker.worker_id: (one.worker, one.standing.stage, one.standing.verdict, one.standing.reason)
                for one in everyone(office)
            }


@pytest.fixture
def away(tmp_path: Path) -> Away:
    """Thirty people of one office, verified, and their village lent to a laptop."""
    pc, stick = new_folder(tmp_path / "pc"), tmp_path / "stick"
    stick.mkdir()
    with open_for(pc) as office:
        people = enter(office, 30)
        rule(office, Step.VERIFY, people)
        lent = lend_laptop(office, sorted({one.village_code for one in people}), stick)
    start_laptop(lent.file, tmp_path / "laptop", ADMIN, PASSWORD)
    return Away(pc, tmp_path / "laptop", stick, people, lent.loan.loan_id)


def stored(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with open_for(folder) as office:
        return whole_store(office)


def say(office: Office, worker: Worker, verdict: Verdict = Verdict.ELIGIBLE, step: Step = Step.VALIDATE) -> None:
    reason = Reason.MOVED if verdict is Verdict.NOT_ELIGIBLE else None
    done = rule_on_workers(office, step, [WantedRuling(worker_id=worker.worker_id, verdict=verdict, reason=reason)])
    assert done.skipped == ()


def test_a_meeting_on_the_laptop_comes_home_whole_and_its_minutes_go_to_the_district(
    away: Away, tmp_path: Path
) -> None:
    villages = sorted({one.village_code for one in away.people})
    with open_for(away.laptop) as office:
        meeting, _ = start_meeting(office, plan_meeting(office, villages))
        rule(office, Step.VALIDATE, away.people, every_fourth_moved=True)
        end_meeting(office, meeting.meeting_id)
    done = away.home()
    assert (done.taken, done.same, done.conflicts, done.meetings) == (30, 0, [], 1)
    assert away.standing(away.pc) == away.standing(away.laptop)
    with open_for(away.pc) as office:
        assert [one.end for one in list_loans(office)] == [LoanEnd.RETURNED]
        assert [one.ended_at != "" for one in list_meetings(office)] == [True]
        close_minutes(office, MeetingFacts())  # which relies on every signature
        with new_office(tmp_path / "district", code="7302") as district:
            exchange_cards(office, district, tmp_path / "cards")
            received = receive_package(district, create_package(office, tmp_path / "stick").file)
    assert (received.counts["new"], received.counts["refused"]) == (30, 0)


def test_what_was_done_there_stands_in_the_history_under_who_did_it(away: Away) -> None:
    one = away.people[0]
    with open_for(away.laptop) as office:
        correct_worker(office, replace(one, phone="081234567890"))
    away.home()
    with open_for(away.pc) as office:
        told = [line.sentence for line in history(office, worker_id=one.worker_id)]
    assert any("diperbaiki" in line for line in told)


def test_taking_the_same_again_changes_nothing_and_more_may_follow(away: Away) -> None:
    with open_for(away.laptop) as office:
        say(office, away.people[0])
    assert away.home().taken == 1
    before = stored(away.pc)
    with open_for(away.pc) as office:
        again = take_from_laptop(office, away.stick)
    assert (again.again, again.taken) == (True, 0)
    assert stored(away.pc) == before
    old = next(away.stick.glob("*PULANG*")).read_bytes()
    with open_for(away.laptop) as office:
        say(office, away.people[1], Verdict.NOT_ELIGIBLE)
    more = away.home()
    assert (more.taken, more.same) == (1, 1)
    assert away.standing(away.pc) == away.standing(away.laptop)
    next(away.stick.glob("*PULANG*")).write_bytes(old)
    with open_for(away.pc) as office, pytest.raises(OlderReturn):
        take_from_laptop(office, away.stick)


def test_what_only_the_office_changed_stays_and_what_both_say_the_same_is_no_conflict(away: Away) -> None:
    here, both, there = away.people[:3]
    with open_for(away.pc) as office:
        correct_worker(office, replace(here, phone="081211112222"))
        say(office, both)
    with open_for(away.laptop) as office:
        say(office, both)
        say(office, there)
    done = away.home()
    assert (done.taken, done.same, done.conflicts) == (1, 1, [])
    now = away.standing(away.pc)
    assert now[here.worker_id][0].phone == "081211112222"
    assert now[there.worker_id][1] is Stage.VALIDATED


def _other_field(away: Away, one: Worker) -> None:
    with open_for(away.pc) as office:
        correct_worker(office, replace(one, phone="081211112222"))


def _other_verdict(away: Away, one: Worker) -> None:
    with open_for(away.pc) as office:
        say(office, one, Verdict.NOT_ELIGIBLE)


def _closed(away: Away, one: Worker) -> None:
    with open_for(away.pc) as office:
        for each in away.people:
            say(office, each, Verdict.NOT_ELIGIBLE)
        close_minutes(office, MeetingFacts())


@pytest.mark.parametrize(
    ("meanwhile", "may_take", "says"),
    [
        (_other_field, True, "Diubah di komputer kantor dan di laptop."),
        (_other_verdict, True, "Diubah di komputer kantor dan di laptop."),
        (_closed, False, "sudah masuk berita acara yang ditutup"),
    ],
)
def test_each_conflict_is_named_and_the_offices_data_stay(
    away: Away, meanwhile: Callable[[Away, Worker], None], may_take: bool, says: str
) -> None:
    one = away.people[0]
    meanwhile(away, one)
    before = away.standing(away.pc)
    with open_for(away.laptop) as office:
        say(office, one)
    done = away.home()
    [conflict] = done.conflicts
    assert (conflict.worker_id, conflict.full_name, conflict.may_take) == (one.worker_id, one.full_name, may_take)
    assert says in conflict.why
    assert conflict.differing
    assert away.standing(away.pc) == before
    with open_for(away.pc) as office:
        assert [each.end for each in list_loans(office)] == [LoanEnd.OUT]


@pytest.mark.parametrize("keep", list(Keep))
def test_a_conflict_is_decided_once(away: Away, keep: Keep) -> None:
    one = away.people[0]
    _other_verdict(away, one)
    with open_for(away.laptop) as office:
        correct_worker(office, replace(one, phone="081211112222"))
        say(office, one, step=Step.VERIFY)
        say(office, one)
    assert len(away.home().conflicts) == 1
    with open_for(away.pc) as office:
        done = take_from_laptop(office, away.stick, choose={one.worker_id: keep})
        assert (done.conflicts, done.taken) == ([], int(keep is Keep.LAPTOP))
        again = take_from_laptop(office, away.stick)
        assert (again.conflicts, again.taken) == ([], 0)
        assert [each.end for each in list_loans(office)] == [LoanEnd.RETURNED]
    phone, verdict = away.standing(away.pc)[one.worker_id][0].phone, away.standing(away.pc)[one.worker_id][2]
    expected = ("081211112222", Verdict.ELIGIBLE) if keep is Keep.LAPTOP else (one.phone, Verdict.NOT_ELIGIBLE)
    assert (phone, verdict) == expected


def test_a_laptop_does_what_a_meeting_needs_and_nothing_else(away: Away) -> None:
    with open_for(away.laptop) as office:
        for action in Action:
            if action in ON_LAPTOP:
                office.require(action)
            else:
                assert not office.may(action)
                with pytest.raises(NotOnLaptop):
                    office.require(action)
        with pytest.raises(NotOnLaptop):
            create_package(office, away.stick)
        with pytest.raises(NotOnLaptop):
            close_minutes(office, MeetingFacts())
        with pytest.raises(NotOnLaptop):
            lend_laptop(office, [], away.stick)


def test_a_village_is_away_once_until_it_is_back_or_lost(away: Away) -> None:
    village = away.people[0].village_code
    with open_for(away.pc) as office:
        assert out_since(office, village) != ""
        with pytest.raises(AlreadyOut):
            lend_laptop(office, [village], away.stick)
        assert not list(office.outbox.iterdir())
        declare_lost(office, away.loan_id)
        assert out_since(office, village) == ""
        with open_for(away.laptop) as laptop:
            bring_home(laptop, away.stick)
        with pytest.raises(LaptopDeclaredLost):
            take_from_laptop(office, away.stick)
        declare_lost(office, away.loan_id, came_back=True)
        assert take_from_laptop(office, away.stick).conflicts == []


def test_what_cannot_be_is_refused(away: Away, tmp_path: Path) -> None:
    with open_for(away.pc) as office:
        with pytest.raises(NotALaptop):
            bring_home(office, away.stick)
        with pytest.raises(NothingFromLaptop):
            take_from_laptop(office, away.stick)
        with pytest.raises(NotALaptopFile):
            take_from_laptop(office, next(away.stick.glob("*LAPTOP-*")))
    with pytest.raises(OfficeHereAlready):
        start_laptop(next(away.stick.glob("*LAPTOP-*")), away.pc, ADMIN, PASSWORD)
    with open_for(away.laptop) as office:
        home = bring_home(office, away.stick).file
    with pytest.raises(NotALaptopFile):
        start_laptop(home, tmp_path / "other", ADMIN, PASSWORD)
    with new_office(tmp_path / "bulu", code="730202") as other, pytest.raises(LaptopOfAnotherOffice):
        take_from_laptop(other, home)


def test_a_computer_that_was_restored_to_before_the_loan_is_told_so(tmp_path: Path) -> None:
    pc, stick = new_folder(tmp_path / "pc"), tmp_path / "stick"
    stick.mkdir()
    with open_for(pc) as office:
        back_up(office)
        people = enter(office, 2)
        file = lend_laptop(office, [people[0].village_code], stick).file
    start_laptop(file, tmp_path / "laptop", ADMIN, PASSWORD)
    with open_for(tmp_path / "laptop") as office:
        bring_home(office, stick)
    restore_backup(pc, ADMIN, PASSWORD)
    with open_for(pc) as office, pytest.raises(LaptopOfAnotherHistory):
        take_from_laptop(office, stick)


@pytest.mark.parametrize("which", ["LAPTOP-", "PULANG-"])
def test_a_cut_or_changed_file_is_refused_and_nothing_changes(away: Away, tmp_path: Path, which: str) -> None:
    with open_for(away.laptop) as office:
        say(office, away.people[0])
        bring_home(office, away.stick)
    file = next(away.stick.glob(f"*{which}*"))
    whole = file.read_bytes()
    before = stored(away.pc)
    chance = random.Random(5)
    cuts = [whole[:size] for size in range(0, len(whole), max(len(whole) // 40, 512))]
    for _ in range(40):
        at = chance.randrange(len(whole))
        cuts.append(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
    cuts.append(whole + b"x")
    for broken in cuts:
        file.write_bytes(broken)
        if which == "LAPTOP-":
            with pytest.raises((LaptopFileDamaged, NotALaptopFile)):
                start_laptop(file, tmp_path / "broken", ADMIN, PASSWORD)
        else:
            with open_for(away.pc) as office, pytest.raises((LaptopFileDamaged, NotALaptopFile)):
                take_from_laptop(office, file)
    assert stored(away.pc) == before
    assert not (tmp_path / "broken" / "store.db").exists()


def test_no_nik_and_no_name_can_be_read_in_what_travels(away: Away) -> None:
    with open_for(away.laptop) as office:
        say(office, away.people[0])
        bring_home(office, away.stick)
    for file in away.stick.iterdir():
        content = file.read_bytes()
        assert not [one for one in away.people if one.nik.encode() in content or one.full_name.encode() in content]


class StopAt:
    """Progress that is cancelled at the n-th step."""

    def __init__(self, at: int) -> None:
        self.left = at

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        del number, total, words
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_a_stop_in_the_middle_leaves_nothing(away: Away, tmp_path: Path) -> None:
    with open_for(away.laptop) as office:
        rule(office, Step.VALIDATE, away.people)
        bring_home(office, away.stick)
    before = stored(away.pc)
    with open_for(away.pc) as office, pytest.raises(Cancelled):
        take_from_laptop(office, away.stick, progress=StopAt(10))
    assert stored(away.pc) == before
    with pytest.raises(Cancelled):
        start_laptop(next(away.stick.glob("*LAPTOP-*")), tmp_path / "other", ADMIN, PASSWORD, StopAt(1))
    assert [one.name for one in (tmp_path / "other").iterdir() if one.is_file() or any(one.iterdir())] == []


@pytest.mark.parametrize("seed", range(4))
def test_whatever_both_do_each_field_is_one_sides_and_every_difference_is_named(away: Away, seed: int) -> None:
    chance = random.Random(seed)
    verdicts = (Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE, Verdict.PENDING)

    def work(folder: Path) -> None:
        with open_for(folder) as office:
            for one in chance.sample(away.people, 12):
                now = next(each for each in everyone(office) if each.worker.worker_id == one.worker_id)
                if chance.random() < 0.5:
                    correct_worker(office, replace(now.worker, phone=f"0812{chance.randrange(10**8):08}"))
                step = Step.VERIFY if chance.random() < 0.5 else Step.VALIDATE
                verdict = chance.choice(verdicts)
                reason = Reason.MOVED if verdict is Verdict.NOT_ELIGIBLE else None
                rule_on_workers(office, step, [WantedRuling(worker_id=one.worker_id, verdict=verdict, reason=reason)])

    work(away.pc)
    work(away.laptop)
    before, there = away.standing(away.pc), away.standing(away.laptop)
    done = away.home()
    named = {one.worker_id for one in done.conflicts}
    after = away.standing(away.pc)
    for worker_id, now in after.items():
        assert now in (before[worker_id], there[worker_id])
        if before[worker_id] != there[worker_id] and now == before[worker_id]:
            touched_there = there[worker_id] != _at_the_loan(away, worker_id)
            assert worker_id in named or not touched_there, "a difference that nobody was told of"


def _at_the_loan(away: Away, worker_id: str) -> tuple[Worker, Stage, object, object]:
    worker = next(one for one in away.people if one.worker_id == worker_id)
    return worker, Stage.VERIFIED, Verdict.ELIGIBLE, None


def test_only_who_may_open_rounds_lends_and_takes(tmp_path: Path) -> None:
    pc, stick = new_folder(tmp_path / "pc", staffed=True), tmp_path / "stick"
    stick.mkdir()
    with open_for(pc, Role.ENTRY) as office:
        assert not office.may(Action.OPEN_ROUND)
    with open_for(pc, Role.VERIFIER) as office:
        assert lend_laptop(office, [], stick).file.is_file()
