"""One person in two kecamatan: decided once at the district, told to both in the next answers, asked no more."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.relay_office import in_stage
from tests.working_day import everyone, exchange_cards, minuted, new_folder, new_office, open_for, whole_store
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.relay import LeftOut
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair, pairs_to_decide
from ucj_desktop.services.accuracy.settle_received import GivesUpRegistered
from ucj_desktop.services.accuracy.told_apart import ask_again, pairs_told_apart
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.district.answer_office import NothingToAnswer, answer_office, proposed_answers
from ucj_desktop.services.district.export_relay import export_relay
from ucj_desktop.services.district.plan_relay import RelayAsked, plan_relay
from ucj_desktop.services.district.receive_package import receive_package
from ucj_desktop.services.handoff.create_package import create_package
from ucj_desktop.services.handoff.take_replies import take_replies
from ucj_desktop.services.office import Office

HERE, THERE = "730201", "730202"
BULU = "7302021001"  # Tanah Kongkong


@dataclass
class World:
    """A district that received one person from two kecamatan: first from HERE, then from THERE."""

    district: Office
    folders: dict[str, Path]
    sticks: dict[str, Path]
    first: Worker
    second: Worker

    def hear(self, code: str) -> list[tuple[str, Stage, str]]:
        """The answer made for that office, and what the office then knows of the person."""
        made = answer_office(self.district, code, self.sticks[code])
        with open_for(self.folders[code]) as office:
            take_replies(office, made.file)
            return [
                (one.worker.worker_id, one.standing.stage, one.standing.answer_note)
                for one in everyone(office)
                if one.worker.worker_id in (self.first.worker_id, self.second.worker_id)
            ]

    def proposed(self, code: str) -> dict[str, tuple[str, str]]:
        """By worker what would be answered now."""
        return {one.worker.worker_id: (out.value, why) for one, out, why in proposed_answers(self.district, code)}


def send(world_folder: Path, district: Office, code: str, people: list[Worker]) -> tuple[Path, Path]:
    folder, stick = new_folder(world_folder / code, code=code), world_folder / f"stick-{code}"
    stick.mkdir()
    with open_for(folder) as office:
        exchange_cards(office, district, world_folder / "cards")
        for one in people:
            save_new_worker(office, one)
        minuted(office, people)
        receive_package(district, create_package(office, stick).file)
    return folder, stick


@pytest.fixture(params=["same_nik", "other_nik"])
def world(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    here = [one.worker for one in make_people(21, 3, HERE)]
    there = [one.worker for one in make_people(22, 3, THERE)]
    twin = replace(here[0], worker_id=new_id(), village_code=BULU, address="Jalan Lain", kk_number="")
    if request.param == "other_nik":
        twin = replace(twin, nik=f"{twin.nik[:15]}{(int(twin.nik[15]) + 1) % 10}")
    with new_office(tmp_path / "district", code="7302") as district:
        places = {HERE: send(tmp_path, district, HERE, here), THERE: send(tmp_path, district, THERE, [twin, *there])}
        yield World(
            district=district,
            folders={code: found[0] for code, found in places.items()},
            sticks={code: found[1] for code, found in places.items()},
            first=here[0],
            second=twin,
        )


def only_pair(world: World) -> tuple[str, str]:
    [pair] = [
        one
        for one in pairs_to_decide(world.district)
        if {one.a.worker.worker_id, one.b.worker.worker_id} == {world.first.worker_id, world.second.worker_id}
    ]
    return pair.a.worker.worker_id, pair.b.worker.worker_id


def test_the_same_person_is_kept_by_one_and_both_offices_are_told(world: World) -> None:
    before = {one.worker.worker_id: one.worker for one in everyone(world.district)}
    a, b = only_pair(world)
    change = decide_pair(world.district, a, b, PairDecision.SAME, keep=world.second.worker_id)
    assert change.sentence.startswith("Dicatat: orang yang sama, dipertahankan Kecamatan Ujung Bulu;")
    assert {one.worker.worker_id: one.worker for one in everyone(world.district)} == before  # nobody's data changed
    assert pairs_to_decide(world.district) == []
    [gone] = world.hear(HERE)
    assert gone == (
        world.first.worker_id,
        Stage.RETURNED,
        "TL-05 Data ganda: diputuskan kabupaten, orang ini tetap di Kecamatan Ujung Bulu.",
    )
    [kept] = world.hear(THERE)
    assert kept == (
        world.second.worker_id,
        Stage.ACCEPTED,
        "Juga dikirim Kecamatan Gantarang; diputuskan kabupaten, orang ini tetap di kecamatan ini.",
    )
    assert world.proposed(HERE) == world.proposed(THERE) == {}


def test_a_decision_after_both_were_answered_reaches_both_with_the_next_answers_once(world: World) -> None:
    for code in (HERE, THERE):
        world.hear(code)
    if world.first.nik == world.second.nik:
        assert [one.worker.worker_id for one in in_stage(world.district, Stage.RETURNED)] == [world.second.worker_id]
        return  # whoever was validated first was accepted, the other is back already
    a, b = only_pair(world)
    decide_pair(world.district, a, b, PairDecision.SAME, keep=world.second.worker_id)
    [(_, stage, why)] = world.hear(HERE)
    assert (stage, "Kecamatan Ujung Bulu" in why) == (Stage.RETURNED, True)
    [(_, stage, why)] = world.hear(THERE)
    assert (stage, "Kecamatan Gantarang" in why) == (Stage.ACCEPTED, True)
    for code in (HERE, THERE):
        with pytest.raises(NothingToAnswer):
            answer_office(world.district, code, world.sticks[code])


def test_without_a_decision_the_later_one_of_a_nik_returns_and_not_the_same_lets_both_pass(world: World) -> None:
    same_nik = world.first.nik == world.second.nik
    outcome, why = world.proposed(THERE)[world.second.worker_id]
    assert outcome == ("double" if same_nik else "accepted")
    assert (why == "TL-05 Data ganda: NIK ini sudah dikirim Kecamatan Gantarang.") is same_nik
    assert world.proposed(HERE)[world.first.worker_id] == ("accepted", "")
    a, b = only_pair(world)
    decide_pair(world.district, a, b, PairDecision.NOT_SAME)
    assert world.proposed(THERE)[world.second.worker_id] == ("accepted", "")
    assert pairs_to_decide(world.district) == []
    for code in (HERE, THERE):
        world.hear(code)
    left_out = {one.worker.worker_id: why for one, why in plan_relay(world.district, RelayAsked()).left_out}
    assert set(left_out) == ({world.first.worker_id, world.second.worker_id} if same_nik else set())
    assert all(why.kind is LeftOut.DOUBLE and "orang lain" in why.sentence for why in left_out.values())


def test_one_of_the_two_goes_to_bpjs_and_whoever_is_there_does_not_give_way(world: World, tmp_path: Path) -> None:
    a, b = only_pair(world)
    decide_pair(world.district, a, b, PairDecision.SAME, keep=world.second.worker_id)
    for code in (HERE, THERE):
        world.hear(code)
    made = export_relay(world.district, tmp_path / "bpjs.xlsx", RelayAsked())
    sent = {one.worker.worker_id for one in made.plan.records}
    assert world.second.worker_id in sent
    assert world.first.worker_id not in sent
    before = whole_store(world.district)
    with pytest.raises(GivesUpRegistered, match=world.second.full_name):
        decide_pair(world.district, a, b, PairDecision.SAME, keep=world.first.worker_id)
    assert whole_store(world.district) == before


def test_an_accepted_one_that_is_to_give_way_is_held_back_from_bpjs_before_the_answer_goes_out(world: World) -> None:
    if world.first.nik == world.second.nik:
        pytest.skip("only one of them is accepted")
    for code in (HERE, THERE):
        world.hear(code)
    a, b = only_pair(world)
    decide_pair(world.district, a, b, PairDecision.SAME, keep=world.second.worker_id)
    plan = plan_relay(world.district, RelayAsked())
    assert world.second.worker_id in {one.worker.worker_id for one in plan.records}
    [(gone, why)] = plan.left_out
    assert (gone.worker.worker_id, why.kind) == (world.first.worker_id, LeftOut.DOUBLE)
    assert "yang dipertahankan" in why.sentence


def test_a_decision_may_be_turned_before_the_answer_went_out(world: World) -> None:
    a, b = only_pair(world)
    decide_pair(world.district, a, b, PairDecision.SAME, keep=world.second.worker_id)
    decide_pair(world.district, a, b, PairDecision.SAME, keep=world.first.worker_id)
    assert world.proposed(HERE)[world.first.worker_id][0] == "accepted"
    assert world.proposed(THERE)[world.second.worker_id][0] == "double"


def test_what_was_decided_is_listed_and_can_be_asked_again(world: World) -> None:
    a, b = only_pair(world)
    decide_pair(world.district, a, b, PairDecision.SAME, keep=world.second.worker_id, reason="Ibu kandung sama")
    [told] = pairs_told_apart(world.district)
    assert (told.kept, told.reason) == (world.second.worker_id, "Ibu kandung sama")
    ask_again(world.district, a, b)
    assert pairs_told_apart(world.district) == []
    assert set(only_pair(world)) == {a, b}
