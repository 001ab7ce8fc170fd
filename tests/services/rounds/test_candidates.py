"""Replacement candidates: in order, stepping in for who is not eligible, never forced."""

from pathlib import Path

import pytest

from tests.working_day import enter, everyone, new_office, rule, table, whole_store
from ucj_desktop.domain.quota import Round
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.erase_worker import plan_erasure
from ucj_desktop.services.care.history import history
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.candidates import (
    NoCandidateFits,
    NoPlaceFree,
    NotACandidate,
    above_quota,
    list_candidates,
    list_openings,
    move_candidate,
    put_in_candidates,
    remove_candidate,
    step_in,
    who_may_wait,
)
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.find_minutes import find_minutes
from ucj_desktop.services.rounds.rounds import RoundNotThere, close_round, list_rounds, open_round
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.services.rounds.village_progress import village_progress


def village_of(office: Office, *, count: int = 60, least: int = 8) -> tuple[str, list[Worker]]:
    """The village with the most people, and them in the order of their entry."""
    people = enter(office, count)
    codes = [one.village_code for one in people]
    village = max(set(codes), key=codes.count)
    mine = sorted((one for one in people if one.village_code == village), key=lambda one: one.worker_id)
    assert len(mine) >= least - 4
    return village, mine


def begun(office: Office, quota: int) -> tuple[Round, list[Worker]]:
    """A round of that village with a quota, its people above the quota waiting as candidates."""
    village, mine = village_of(office)
    made, _ = open_round(office, village, quota=quota)
    put_in_candidates(office, made.round_id, above_quota(office, made.round_id))
    return made, mine


def refuse(office: Office, people: list[Worker]) -> None:
    wanted = [
        WantedRuling(worker_id=one.worker_id, verdict=Verdict.NOT_ELIGIBLE, reason=Reason.MOVED) for one in people
    ]
    assert rule_on_workers(office, Step.VERIFY, wanted).done == len(people)


def waiting(office: Office, one: Round) -> list[str]:
    return [line.worker_id for line in list_candidates(office, one.round_id).waiting]


def test_those_entered_last_are_above_the_quota_and_wait_in_the_order_of_their_entry(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made, mine = begun(office, 2)
        assert waiting(office, made) == [one.worker_id for one in mine[2:]]
        assert above_quota(office, made.round_id) == []
        [progress] = [one for one in village_progress(office) if one.village_code == made.village_code]
        assert (progress.waiting, progress.candidates, progress.total) == (2, len(mine) - 2, len(mine))
        assert progress.forecast is not None
        assert progress.forecast.left == 2


def test_who_is_not_eligible_is_replaced_by_the_next_in_order(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made, mine = begun(office, 2)
        name = office.printed(made.village_code)
        with pytest.raises(NoPlaceFree):
            step_in(office, made.round_id)
        assert list_openings(office) == []
        refuse(office, mine[:2])
        [opening] = list_openings(office)
        assert opening.sentence == f"2 orang tidak layak di {name}; pengganti berikutnya: {mine[2].full_name}."
        change = step_in(office, made.round_id)
        assert change.sentence == f"{mine[2].full_name} masuk sebagai pengganti di {name}."
        assert waiting(office, made) == [one.worker_id for one in mine[3:]]
        step_in(office, made.round_id)
        with pytest.raises(NoPlaceFree):
            step_in(office, made.round_id)
        [told] = history(office, worker_id=mine[2].worker_id, limit=1)
        assert told.sentence.startswith("Masuk menggantikan yang tidak layak")
        assert told.subject_name == mine[2].full_name


def test_order_is_changed_and_journalled_with_old_and_new(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made, mine = begun(office, 1)
        last = mine[-1]
        move_candidate(office, last.worker_id, 1)
        assert waiting(office, made) == [last.worker_id, *(one.worker_id for one in mine[1:-1])]
        [told] = history(office, worker_id=last.worker_id, limit=1)
        assert told.details == (f"urutan: {len(mine) - 1} → 1",)
        remove_candidate(office, last.worker_id)
        assert waiting(office, made) == [one.worker_id for one in mine[1:-1]]
        with pytest.raises(NotACandidate):
            remove_candidate(office, last.worker_id)
        with pytest.raises(NotACandidate):
            move_candidate(office, mine[0].worker_id, 1)
        assert [one.position for one in list_candidates(office, made.round_id).lines] == list(range(1, len(mine) - 1))


def test_who_does_not_fit_is_passed_over_and_nobody_is_forced(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made, mine = begun(office, 1)
        refuse(office, mine[:2])  # the first in the round, and the first of those who wait
        listed = list_candidates(office, made.round_id)
        assert listed.waiting[0].why_not == "Hasil verifikasinya TIDAK LAYAK."
        assert listed.next_one is not None
        assert listed.next_one.worker_id == mine[2].worker_id
        refuse(office, mine[2:])
        assert list_openings(office) == []
        assert "Jangan dipaksakan" in list_candidates(office, made.round_id).sentence
        before = whole_store(office)
        with pytest.raises(NoCandidateFits) as told:
            step_in(office, made.round_id)
        assert "TIDAK LAYAK" in told.value.what
        assert whole_store(office) == before


def test_a_candidate_may_be_verified_but_is_validated_only_after_stepping_in(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        _, mine = begun(office, 1)
        rule(office, Step.VERIFY, mine)
        wanted = [WantedRuling(worker_id=one.worker_id, verdict=Verdict.ELIGIBLE) for one in mine]
        ruled = rule_on_workers(office, Step.VALIDATE, wanted)
        assert ruled.done == 1
        assert {one.worker_id for one in ruled.skipped} == {one.worker_id for one in mine[1:]}
        assert all("pengganti" in one.why for one in ruled.skipped)
        remove_candidate(office, mine[1].worker_id)
        assert rule_on_workers(office, Step.VALIDATE, wanted[1:2]).done == 1


def test_minutes_close_the_round_unless_a_candidate_could_still_step_in(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made, mine = begun(office, 2)
        rule(office, Step.VERIFY, mine[:1])
        refuse(office, mine[1:2])
        rule(office, Step.VALIDATE, mine[:1])
        moved = WantedRuling(worker_id=mine[1].worker_id, verdict=Verdict.NOT_ELIGIBLE, reason=Reason.MOVED)
        rule_on_workers(office, Step.VALIDATE, [moved])
        close_minutes(office, MeetingFacts())
        assert list_rounds(office)[0].round.closed_at == ""
        step_in(office, made.round_id)
        rule(office, Step.VERIFY, mine[2:3])
        rule(office, Step.VALIDATE, mine[2:3])
        close_minutes(office, MeetingFacts())
        assert list_rounds(office)[0].round.closed_at
        frozen = {one.worker.worker_id for one in everyone(office) if one.standing.is_frozen}
        assert frozen == {one.worker_id for one in mine[:3]}


def test_only_people_of_the_village_who_can_still_be_verified_are_put_in(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made, mine = begun(office, len(enter(office, 1, seed=12)) + 2)
        stranger = next(one.worker for one in everyone(office) if one.worker.village_code != made.village_code)
        rule(office, Step.VERIFY, mine[:2])
        rule(office, Step.VALIDATE, mine[:1])
        refuse(office, mine[1:2])
        known = waiting(office, made)
        put_in = put_in_candidates(
            office, made.round_id, [stranger.worker_id, mine[0].worker_id, mine[1].worker_id, *known[:1], "nobody"]
        )
        assert put_in.done == 0
        assert len(put_in.skipped) == 5
        assert put_in.skipped[mine[0].worker_id] == "Tahapnya sudah Tervalidasi."
        assert waiting(office, made) == known
        offered = {one.worker.worker_id for one in who_may_wait(office, made.round_id)}
        assert offered.isdisjoint({*put_in.skipped, *known})


def test_someone_in_no_open_round_comes_into_this_one_by_waiting_for_it(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        village, mine = village_of(office)
        first, _ = open_round(office, village)
        rule(office, Step.VERIFY, mine[:1])
        close_round(office, first.round_id)
        second, _ = open_round(office, village, quota=1)
        put_in_candidates(office, second.round_id, [mine[0].worker_id])
        assert waiting(office, second) == [mine[0].worker_id]
        [told] = history(office, worker_id=mine[0].worker_id, limit=1)
        assert told.action == "candidate.added"
        with pytest.raises(RoundNotThere):
            list_candidates(office, first.round_id)
        assert {one.standing.stage for one in everyone(office)} == {Stage.COLLECTED, Stage.VERIFIED}


def test_a_correction_to_another_village_ends_the_waiting(tmp_path: Path) -> None:
    """The row stays in its table, and speaks of nobody once the worker is in another round."""
    with new_office(tmp_path / "office") as office:
        made, mine = begun(office, 1)
        close_round(office, made.round_id)
        again, _ = open_round(office, made.village_code, quota=1)
        assert len(table(office, "candidates")) == len(mine) - 1
        assert waiting(office, again) == []
        assert list_rounds(office)[0].candidates == 0
        put_in_candidates(office, again.round_id, above_quota(office, again.round_id))
        assert waiting(office, again) == [one.worker_id for one in mine[1:]]


def test_minutes_freeze_who_waits_in_the_order_of_the_round(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        _, mine = begun(office, 2)
        first, refused, last = mine[0], mine[2], mine[-1]
        move_candidate(office, last.worker_id, 1)
        refuse(office, [refused])
        rule(office, Step.VERIFY, [first, last])
        rule(office, Step.VALIDATE, [first])
        closed, change = close_minutes(office, MeetingFacts())
        assert f"Lampiran III: {len(closed.candidates)} usulan pengganti." in change.sentence
        assert [one.worker.worker_id for one in closed.rows] == [first.worker_id]
        assert [one.worker.worker_id for one in closed.candidates] == [
            last.worker_id,
            *(one.worker_id for one in mine[3:-1]),
        ]
        assert [one.waits_as for one in closed.candidates] == [1, *range(3, len(mine) - 1)]
        assert [one.position for one in closed.sealed_rows] == list(range(1, len(closed.sealed_rows) + 1))
        assert [one.verdict for one in closed.candidates[:2]] == [Verdict.ELIGIBLE, Verdict.PENDING]
        remove_candidate(office, last.worker_id)
        assert find_minutes(office, closed.minutes_id) == closed
        stays = plan_erasure(office, last.worker_id).stays
        assert any(f"register {closed.register}-{closed.revision}" in one for one in stays)
