"""Pairs are found once, then only for who changed, and always as a search of everybody would find them."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.working_day import enter, everyone, new_office, rule, whole_store
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import Step
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy import find_pairs
from ucj_desktop.services.accuracy.find_pairs import current_pairs, pairs_at_hand
from ucj_desktop.services.accuracy.merge_workers import undo_merge
from ucj_desktop.services.accuracy.settle_duplicates import (
    PairDecision,
    count_pairs,
    decide_pair,
    pairs_to_decide,
)
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.collect.keep_draft import DRAFT_FILE, Draft, keep_draft, kept_drafts
from ucj_desktop.services.office import Office
from ucj_desktop.storage import workers
from ucj_desktop.storage.journal import Entry

BASO = Worker(
    full_name="Baso Tamparang", birth_date=date(1980, 8, 17), village_code="7302012004", mother_name="Sitti Hawang"
)


class Steps:
    """A progress that remembers whether anything was searched, and may stop it."""

    def __init__(self, *, stops: bool = False) -> None:
        self.told: list[str] = []
        self._stops = stops

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        self.told.append(words)
        if self._stops:
            raise Cancelled


def pairs_of(office: Office) -> set[tuple[str, str]]:
    return {(one.a.worker.worker_id, one.b.worker.worker_id) for one in pairs_to_decide(office)}


def searched_anew(office: Office) -> set[tuple[str, str]]:
    """The pairs when nothing is remembered."""
    (office.folder / DRAFT_FILE).unlink(missing_ok=True)
    return pairs_of(office)


def double(worker: Worker) -> Worker:
    return replace(worker, worker_id=new_id(), nik="")


def test_what_was_found_is_not_searched_again(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        people = enter(office, 4)
        save_new_worker(office, double(people[0]))
        first, second, third = Steps(), Steps(), Steps()
        with office.database.reading() as connection:
            found = current_pairs(office, connection, first)
            assert current_pairs(office, connection, second) == found
        assert first.told
        assert second.told == []
        rule(office, Step.VERIFY, people[1:])
        with office.database.writing() as connection:
            office.log(connection, Entry(action="worker.outside_matched", subject=people[0].worker_id))
        with office.database.reading() as connection:
            assert current_pairs(office, connection, third) == found
        assert third.told == []


def test_it_is_remembered_across_a_restart_beside_the_drafts(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (worker,) = enter(office, 1)
        keep_draft(office, Draft(worker_id=worker.worker_id, texts={"full_name": "Ba"}, field="full_name"))
        save_new_worker(office, double(worker))
        before = whole_store(office)
        assert count_pairs(office) == 1
        assert whole_store(office) == before
        assert len(kept_drafts(office)) == 1
        with office.database.reading() as connection:
            kept, changed = find_pairs._kept(office, connection)
        assert kept is not None
        assert (len(kept.pairs), list(changed)) == (1, [])


def test_a_damaged_file_and_a_store_that_was_replaced_are_searched_anew(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (worker,) = enter(office, 1)
        save_new_worker(office, double(worker))
        assert count_pairs(office) == 1
        (office.folder / DRAFT_FILE).write_bytes(b"nothing that opens" * 400)
        assert count_pairs(office) == 1
        found = find_pairs._file(office)
        office.folder.joinpath(DRAFT_FILE).unlink()
        assert count_pairs(office) == 1
        kept = found.read()
        assert kept is not None
        found.write(replace(kept, head="00" * 32, pairs=()))
        assert count_pairs(office) == 1
        found.write(replace(kept, made_by="another search", pairs=()))
        assert count_pairs(office) == 1


def test_a_search_that_is_cancelled_keeps_nothing(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (worker,) = enter(office, 1)
        save_new_worker(office, double(worker))
        with pytest.raises(Cancelled):
            pairs_to_decide(office, progress=Steps(stops=True))
        assert find_pairs._file(office).read() is None


def test_a_count_does_not_compare_a_big_office_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find_pairs, "_SMALL_OFFICE", 1)
    monkeypatch.setattr(find_pairs, "FEW_CHANGED", 1)
    with new_office(tmp_path / "office") as office:
        (worker, other) = enter(office, 2)
        save_new_worker(office, double(worker))
        assert count_pairs(office) is None
        assert len(pairs_to_decide(office)) == 1
        assert count_pairs(office) == 1
        save_new_worker(office, double(other))
        assert count_pairs(office) == 2
        for one in (worker, other):
            save_new_worker(office, double(one))
        assert count_pairs(office) is None
        with office.database.reading() as connection:
            assert pairs_at_hand(office, connection) is None


def test_who_was_merged_is_stood_for_by_the_survivor(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        nik = "7302011708800001"
        a = replace(BASO, worker_id=new_id())
        b = replace(BASO, worker_id=new_id(), nik=nik)
        c = replace(BASO, worker_id=new_id(), nik=nik, full_name="Baso T", birth_date=None)
        for one in (a, b, c):
            save_new_worker(office, one)
        assert {(b.worker_id, c.worker_id), (a.worker_id, b.worker_id)} <= pairs_of(office)
        assert {one.group_size for one in pairs_to_decide(office)} == {3}
        decide_pair(office, a.worker_id, b.worker_id, PairDecision.SAME, keep=a.worker_id)
        assert pairs_of(office) == {(a.worker_id, c.worker_id)}
        assert searched_anew(office) == {(a.worker_id, c.worker_id)}
        undo_merge(office, a.worker_id, b.worker_id)
        assert (b.worker_id, c.worker_id) in pairs_of(office)


def test_who_is_not_the_same_as_one_of_a_person_is_not_asked_about_the_other(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b, c = (replace(BASO, worker_id=new_id()) for _ in range(3))
        for one in (a, b, c):
            save_new_worker(office, one)
        decide_pair(office, b.worker_id, c.worker_id, PairDecision.NOT_SAME)
        assert len(pairs_of(office)) == 2
        decide_pair(office, a.worker_id, b.worker_id, PairDecision.SAME, keep=a.worker_id)
        assert pairs_of(office) == set()
        undo_merge(office, a.worker_id, b.worker_id)
        assert len(pairs_of(office)) == 2


def test_a_group_stands_together_and_the_likeliest_group_first(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        nik = "7302011708800001"
        trio = [replace(BASO, worker_id=new_id(), nik=nik, rt=f"00{number}") for number in range(3)]
        duo = [Worker(full_name="Hasnah Kasi", birth_date=date(1975, 1, 2), village_code="7302012004") for _ in "ab"]
        for one in (trio[0], duo[0], trio[1], duo[1], trio[2]):
            save_new_worker(office, one)
        assert [one.group_size for one in pairs_to_decide(office)] == [3, 3, 3, 2]


def lived(office: Office, chance: random.Random, people: list[Worker]) -> None:
    """Something happens to somebody: entered twice, corrected, or a pair decided."""
    worker = chance.choice(everyone(office)).worker
    step = chance.random()
    if step < 0.4:
        save_new_worker(office, double(worker))
    elif step < 0.6:
        correct_worker(office, replace(worker, full_name=chance.choice(people).full_name))
    elif step < 0.8:
        correct_worker(office, replace(worker, nik=chance.choice(people).nik))
    elif pairs := pairs_to_decide(office):
        pair = chance.choice(pairs)
        decision = chance.choice([PairDecision.SAME, PairDecision.NOT_SAME])
        decide_pair(office, pair.a.worker.worker_id, pair.b.worker.worker_id, decision)


@pytest.mark.parametrize("seed", range(3))
def test_in_a_small_office_the_page_shows_what_a_search_of_everybody_finds(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with new_office(tmp_path / "office") as office:
        people = enter(office, 8, seed=seed)
        for _ in range(15):
            lived(office, chance, people)
            count_pairs(office)
            caught_up = pairs_of(office)
            assert caught_up == searched_anew(office)
            assert count_pairs(office) == len(caught_up)


@pytest.mark.parametrize("seed", range(3))
def test_in_a_big_office_who_changed_is_looked_for_and_nobody_else_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(find_pairs, "_SMALL_OFFICE", 0)
    chance = random.Random(seed)
    with new_office(tmp_path / "office") as office:
        people = enter(office, 8, seed=seed)
        pairs_of(office)
        for _ in range(15):
            lived(office, chance, people)
        with office.database.reading() as connection:
            kept, changed = find_pairs._kept(office, connection)
        assert kept is not None
        assert changed or kept.rough
        caught_up = pairs_of(office)
        everybody = searched_anew(office)
        assert caught_up <= everybody
        assert len(caught_up) >= len(everybody) // 2


def test_who_is_taken_out_of_the_store_is_in_no_pair(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (worker,) = enter(office, 1)
        other = double(worker)
        save_new_worker(office, other)
        assert count_pairs(office) == 1
        with office.database.writing() as connection:
            workers.remove(connection, [other.worker_id])
            office.log(connection, Entry(action="worker.import_undone", subject=other.worker_id))
        assert count_pairs(office) == 0
        with office.database.writing() as connection:
            workers.add(connection, [WorkerRecord(other)])
            office.log(connection, Entry(action="worker.imported", subject=other.worker_id))
        assert count_pairs(office) == 1
