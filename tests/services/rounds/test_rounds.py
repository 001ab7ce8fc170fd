"""Rounds of verification: one open round a village, its workers taken in, and how far they are."""

from datetime import date
from pathlib import Path

import pytest

from tests.working_day import enter, everyone, new_office, rule, whole_store
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Step
from ucj_desktop.services.find_own_village import NotOurVillage, find_own_village
from ucj_desktop.services.rounds.rounds import (
    RoundNotThere,
    RoundOpenAlready,
    close_round,
    list_rounds,
    open_round,
    open_rounds,
)


def test_a_round_takes_in_the_workers_of_its_village_that_wait(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 12)
        village = people[0].village_code
        made, change = open_round(office, village, quota=7, deadline=date(2026, 12, 1))
        assert change.sentence == f"Putaran {office.printed(village)} dibuka."
        inside = {one.worker.worker_id for one in everyone(office) if one.standing.round_id == made.round_id}
        assert inside == {one.worker_id for one in people if one.village_code == village}
        (state,) = list_rounds(office)
        assert (state.round.quota, state.round.deadline, state.total) == (7, date(2026, 12, 1), len(inside))
        rule(office, Step.VERIFY, [one for one in people if one.village_code == village])
        assert list_rounds(office)[0].by_stage == {Stage.VERIFIED: len(inside)}


def test_a_village_has_one_open_round_at_most(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        open_round(office, "7302012004")
        before = whole_store(office)
        with pytest.raises(RoundOpenAlready):
            open_round(office, "7302012004")
        with pytest.raises(RoundOpenAlready):
            open_rounds(office, ["7302012005", "7302012004"])
        assert whole_store(office) == before
        open_rounds(office, ["7302012005", "7302012005"])
        assert len(list_rounds(office)) == 2


def test_a_closed_round_makes_room_for_the_next_which_takes_in_who_is_left(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 12)
        village = people[0].village_code
        mine = [one for one in people if one.village_code == village]
        first, _ = open_round(office, village)
        rule(office, Step.VERIFY, mine[:1])
        close_round(office, first.round_id)
        with pytest.raises(RoundNotThere):
            close_round(office, first.round_id)
        second, _ = open_round(office, village)
        found = {one.worker.worker_id: one.standing.round_id for one in everyone(office)}
        assert found[mine[0].worker_id] == first.round_id
        assert {found[one.worker_id] for one in mine[1:]} <= {second.round_id}
        assert [bool(state.round.closed_at) for state in list_rounds(office)] == [False, True]


@pytest.mark.parametrize("typed", ["7302012004", "73.02.01.2004", " 7302012004 ", "Bialo", "bialo"])
def test_a_village_is_found_by_code_or_name(tmp_path: Path, typed: str) -> None:
    with new_office(tmp_path / "office") as office:
        assert find_own_village(office, typed).code.startswith("730201")


@pytest.mark.parametrize("typed", ["7302022001", "730201", "Entah", "", "７３０２０１２００４"])  # noqa: RUF001
def test_a_village_of_another_office_or_none_is_refused(tmp_path: Path, typed: str) -> None:
    with new_office(tmp_path / "office") as office, pytest.raises(NotOurVillage):
        find_own_village(office, typed)
