"""Every sentence of Beranda comes when it is so and goes when it is done."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.domain.rules.sound_worker import SOUND
from tests.stages import unguarded, vouch
from tests.working_day import enter, exchange_cards, minuted, new_office, rule
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.subject_request import RequestKind
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.settle_duplicates import decide_pair
from ucj_desktop.services.care.back_up import back_up
from ucj_desktop.services.care.home import ORDER, home
from ucj_desktop.services.care.home_to_do import ENTRIES, TOLD_EACH
from ucj_desktop.services.care.subject_requests import answer_request, list_requests, receive_request
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.district.answer_office import answer_office
from ucj_desktop.services.district.export_relay import export_relay
from ucj_desktop.services.district.plan_relay import RelayAsked
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.handoff.take_replies import take_replies
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.candidates import put_in_candidates, step_in
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.meetings import end_meeting, plan_meeting, start_meeting
from ucj_desktop.services.rounds.rounds import open_round, set_round
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.storage import packages, workers
from ucj_desktop.storage.decisions import PairDecision


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a sentence is said, and what makes it go."""

    office: Office
    settle: Callable[[], object]


def in_one_village(office: Office, count: int) -> list[Worker]:
    """Sound people, all of one village."""
    people = enter(office, count)
    village = people[0].village_code
    for one in people[1:]:
        correct_worker(office, replace(one, village_code=village))
    return [replace(one, village_code=village) for one in people]


def late(office: Office, _district: Office, _stick: Path) -> Scene:
    people = in_one_village(office, 3)
    open_round(office, people[0].village_code, deadline=office.today() - timedelta(days=7))
    return Scene(office, lambda: rule(office, Step.VERIFY, people))


def behind(office: Office, _district: Office, _stick: Path) -> Scene:
    """One a day, and twenty left for a week."""
    people = in_one_village(office, 21)
    opened, _ = open_round(office, people[0].village_code, deadline=office.today() + timedelta(days=7))
    rule(office, Step.VERIFY, people[:1])
    later = office.today() + timedelta(days=90)
    return Scene(office, lambda: set_round(office, opened.round_id, quota=None, deadline=later, team=(), source=""))


def returned(office: Office, _district: Office, _stick: Path) -> Scene:
    record = WorkerRecord(SOUND, Standing(stage=Stage.RETURNED, verdict=Verdict.ELIGIBLE))
    with office.database.writing() as connection, unguarded(connection):
        vouch(office, connection, [record])
        workers.add(connection, [record])
    return Scene(office, lambda: rule(office, Step.VERIFY, [SOUND]))


def findings(office: Office, _district: Office, _stick: Path) -> Scene:
    (first, *_) = enter(office, 2)
    correct_worker(office, replace(first, nik="7302"))
    return Scene(office, lambda: correct_worker(office, first))


def duplicates(office: Office, _district: Office, _stick: Path) -> Scene:
    other = replace(SOUND, worker_id=new_id(), nik="")
    save_new_worker(office, SOUND)
    save_new_worker(office, other)
    return Scene(office, lambda: decide_pair(office, SOUND.worker_id, other.worker_id, PairDecision.NOT_SAME))


def candidates(office: Office, _district: Office, _stick: Path) -> Scene:
    people = in_one_village(office, 4)
    opened, _ = open_round(office, people[0].village_code, quota=3)
    put_in_candidates(office, opened.round_id, [people[3].worker_id])
    moved = WantedRuling(worker_id=people[0].worker_id, verdict=Verdict.NOT_ELIGIBLE, reason=Reason.MOVED)
    rule_on_workers(office, Step.VERIFY, [moved])
    return Scene(office, lambda: step_in(office, opened.round_id))


def meeting(office: Office, _district: Office, _stick: Path) -> Scene:
    people = in_one_village(office, 2)
    rule(office, Step.VERIFY, people)
    plan = plan_meeting(office, [people[0].village_code])
    there = tuple(
        replace(one, person=replace(one.person, name=f"Undangan {at}")) for at, one in enumerate(plan.attendees)
    )
    started, _ = start_meeting(office, replace(plan, attendees=there, leader="Contoh Camat"))
    return Scene(office, lambda: end_meeting(office, started.meeting_id))


def verify(office: Office, _district: Office, _stick: Path) -> Scene:
    people = enter(office, 2)
    return Scene(office, lambda: rule(office, Step.VERIFY, people))


def validate(office: Office, _district: Office, _stick: Path) -> Scene:
    people = enter(office, 2)
    rule(office, Step.VERIFY, people)
    return Scene(office, lambda: rule(office, Step.VALIDATE, people))


def minutes(office: Office, _district: Office, _stick: Path) -> Scene:
    people = enter(office, 2)
    for step in Step:
        rule(office, step, people)
    return Scene(office, lambda: close_minutes(office, MeetingFacts()))


def send(office: Office, district: Office, stick: Path) -> Scene:
    exchange_cards(office, district, stick)
    minuted(office, enter(office, 2))
    return Scene(office, lambda: create_package(office, stick))


def receipts(office: Office, district: Office, stick: Path) -> Scene:
    made = send(office, district, stick)
    package = create_package(office, stick).file
    receive_package(district, package)
    answer_office(district, office.code, stick)
    return Scene(office, lambda: (made, take_replies(office, stick)))


def answer(office: Office, district: Office, stick: Path) -> Scene:
    exchange_cards(office, district, stick)
    minuted(office, enter(office, 2))
    receive_package(district, create_package(office, stick).file)
    return Scene(district, lambda: answer_office(district, office.code, stick))


def relay(office: Office, district: Office, stick: Path) -> Scene:
    answer(office, district, stick).settle()
    return Scene(district, lambda: export_relay(district, stick / "bpjs.xlsx", RelayAsked()))


def _taken_in(district: Office, code: str, sequence: int, **said: int) -> None:
    """A package of a kecamatan, as the district's store tells of it."""
    with district.database.writing() as connection:
        packages.add_received(
            connection,
            packages.ReceivedPackage(
                office_code=code,
                sequence=sequence,
                sha256=f"{code}{sequence}",
                manifest={"kind": "full", "counts": said, "revision": 1},
                counts={},
                account_id=district.clerk.account_id,
                received_at=district.timestamp(),
            ),
        )


def silent(office: Office, district: Office, stick: Path) -> Scene:
    answer(office, district, stick)
    others = [place.code for place in district.places.children(district.code) if place.code != office.code]

    def all_send() -> None:
        for code in others:
            _taken_in(district, code, 1)

    return Scene(district, all_send)


def unfilled(office: Office, district: Office, stick: Path) -> Scene:
    answer(office, district, stick)
    _taken_in(district, office.code, 2, quota=40, deadline=20200131)
    return Scene(district, lambda: _taken_in(district, office.code, 3, quota=40, deadline=20991231))


def subject_requests(office: Office, _district: Office, _stick: Path) -> Scene:
    (asks, *_) = enter(office, 1)
    long_ago = office.clock() - timedelta(days=4)
    receive_request(office, asks.worker_id, RequestKind.RECORD, received_at=long_ago)
    [waits] = list_requests(office)
    return Scene(office, lambda: answer_request(office, waits.request.request_id, "Salinan data diserahkan."))


def backup(office: Office, _district: Office, _stick: Path) -> Scene:
    enter(office, 1)
    return Scene(office, lambda: back_up(office))


SCENES = (
    late, behind, returned, findings, duplicates, candidates, meeting, verify, validate, minutes, send, receipts,
    answer, relay, silent, unfilled, subject_requests, backup,
)  # fmt: skip


def said(office: Office) -> dict[str, str]:
    """The sentence of each entry that says something."""
    return {one.code.partition(":")[0]: one.sentence for one in home(office).to_do}


def test_every_entry_has_its_place_in_the_order_and_its_scene_here() -> None:
    assert set(ORDER) == set(ENTRIES)
    assert len(ORDER) == len(set(ORDER))
    assert {one.__name__ for one in SCENES} == set(ENTRIES)


@pytest.mark.parametrize("scene", SCENES, ids=lambda one: one.__name__)
def test_a_sentence_comes_when_it_is_so_and_goes_when_it_is_done(
    scene: Callable[[Office, Office, Path], Scene], tmp_path: Path
) -> None:
    with new_office(tmp_path / "a") as office, new_office(tmp_path / "b", code="7302") as district:
        stick = tmp_path / "stick"
        stick.mkdir()
        made = scene(office, district, stick)
        sentence = said(made.office).get(scene.__name__, "")
        assert sentence.endswith(".")
        assert sentence[0].isupper() or sentence[0].isdigit()
        made.settle()
        assert scene.__name__ not in said(made.office)


def test_an_empty_office_says_nothing(tmp_path: Path) -> None:
    with new_office(tmp_path / "a") as office, new_office(tmp_path / "b", code="7302") as district:
        assert (said(office), said(district)) == ({}, {})


def test_of_many_late_villages_the_first_are_named_and_the_others_counted(tmp_path: Path) -> None:
    with new_office(tmp_path / "a") as office:
        people = enter(office, 60)
        villages = sorted({one.village_code for one in people})
        for code in villages:
            open_round(office, code, deadline=office.today() - timedelta(days=3))
        told = [one for one in home(office).to_do if one.code.startswith("late:")]
        assert len(told) == TOLD_EACH + 1
        assert told[-1].sentence == f"{len(villages) - TOLD_EACH} desa lain juga terlambat."
