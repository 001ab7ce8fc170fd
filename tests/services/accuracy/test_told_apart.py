"""Pairs that were told apart: listed with who, when and why, and asked about again."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.working_day import new_folder, new_office, open_for, whole_store
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair, pairs_to_decide
from ucj_desktop.services.accuracy.told_apart import NotToldApart, ask_again, pairs_told_apart
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.undo import undo
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.office import Office

BASO = Worker(full_name="Baso Tamparang", birth_date=date(1980, 8, 17), village_code="7302012004", sex=Sex.MALE)
NOT_SAME, LATER, SAME = PairDecision.NOT_SAME, PairDecision.LATER, PairDecision.SAME


def alike(office: Office, count: int) -> list[Worker]:
    made = [
        replace(BASO, worker_id=f"018f0000-0000-7000-8000-00000000000{at}", mother_name=mother)
        for at, mother in enumerate(("", "Sitti", "Rabiah", "Sitti")[:count])
    ]
    for one in made:
        save_new_worker(office, one)
    return made


def test_the_list_tells_who_when_and_why_the_newest_first(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b, c = alike(office, 3)
        decide_pair(office, b.worker_id, a.worker_id, NOT_SAME, reason=" beda ibu ")
        decide_pair(office, b.worker_id, c.worker_id, NOT_SAME)
        decide_pair(office, a.worker_id, c.worker_id, LATER)
        found = pairs_told_apart(office)
        assert [(one.a.worker, one.b.worker, one.reason) for one in found] == [(b, c, ""), (a, b, "beda ibu")]
        assert {one.who for one in found} == {office.clerk.name}
        assert found[0].at > found[1].at
        assert found[0].differs
        assert "Alasan: beda ibu" in [line for one in history(office, worker_id=a.worker_id) for line in one.details]


def test_a_pair_that_is_asked_again_waits_as_before_and_the_asking_is_undone(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b = alike(office, 2)
        [waiting] = pairs_to_decide(office)
        decide_pair(office, a.worker_id, b.worker_id, NOT_SAME)
        assert pairs_to_decide(office) == []
        change = ask_again(office, b.worker_id, a.worker_id)
        assert change.sentence == "Ditanyakan lagi: Baso Tamparang dan Baso Tamparang."
        assert pairs_to_decide(office) == [waiting]
        assert pairs_told_apart(office) == []
        undone = undo(office)
        assert undone.deed.words == "tanyakan lagi pasangan Baso Tamparang dan Baso Tamparang"
        assert pairs_to_decide(office) == []
        assert len(pairs_told_apart(office)) == 1


def test_what_lapsed_or_was_merged_away_is_not_in_the_list(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b, c, d = alike(office, 4)
        for other in (b, c):
            decide_pair(office, a.worker_id, other.worker_id, NOT_SAME)
        correct_worker(office, replace(b, mother_name="Hasnah"))
        decide_pair(office, d.worker_id, c.worker_id, SAME)
        assert pairs_told_apart(office) == []


def test_who_was_not_told_apart_is_not_asked_again_and_nothing_happens(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b, c = alike(office, 3)
        decide_pair(office, a.worker_id, b.worker_id, LATER)
        before = whole_store(office)
        for first, second in ((a, b), (a, c), (a, a)):
            with pytest.raises(NotToldApart):
                ask_again(office, first.worker_id, second.worker_id)
        assert whole_store(office) == before


@pytest.mark.parametrize("role", [Role.ENTRY, Role.HEAD, Role.ADMIN])
def test_only_the_verifier_asks_again(tmp_path: Path, role: Role) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, Role.ENTRY) as office:
        a, b = alike(office, 2)
    with open_for(folder, Role.VERIFIER) as office:
        decide_pair(office, a.worker_id, b.worker_id, NOT_SAME)
    with open_for(folder, role) as office, pytest.raises(NotAllowed):
        ask_again(office, a.worker_id, b.worker_id)
    with open_for(folder, Role.VERIFIER) as office:
        assert len(pairs_told_apart(office)) == 1
