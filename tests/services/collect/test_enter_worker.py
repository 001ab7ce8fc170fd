"""Entering a worker and correcting one: kept as typed, with every field's history."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.domain.rules.sound_worker import SOUND
from tests.working_day import everyone, minuted, new_folder, new_office, open_for, table, whole_store
from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.fields import FIELDS, plain_values
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.worker import Programmes, Sex, Worker
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.collect.enter_worker import (
    WorkerFrozen,
    WorkerNamed,
    WorkerNotThere,
    WorkerSavedOtherwise,
    correct_worker,
    save_new_worker,
)
from ucj_desktop.services.collect.list_workers import (
    count_workers,
    open_worker,
    show_full_numbers,
)
from ucj_desktop.services.rounds.rounds import open_round

OTHER: dict[str, Any] = {
    "birth_date": date(1981, 1, 2),
    "sex": Sex.FEMALE,
    "weekly_hours": 10,
    "monthly_income": 900_000,
    "desil": 3,
    "programmes": Programmes.JKK_JKM_JHT,
}


def test_what_was_typed_comes_back_whole_with_its_history(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        change = save_new_worker(office, SOUND)
        assert change.sentence == "Basri Tahir disimpan."
        file = open_worker(office, SOUND.worker_id)
        assert file.record.worker == SOUND
        assert file.record.standing.entered_by == office.clerk.account_id
        (row,) = file.history
        assert row.changes is not None
        assert set(row.changes) == {field.code for field in FIELDS if getattr(SOUND, field.code) not in ("", None)}
        assert row.changes["birth_date"] == (None, "1980-08-17")


@pytest.mark.parametrize("code", [field.code for field in FIELDS])
def test_a_correction_of_any_field_keeps_from_and_to(tmp_path: Path, code: str) -> None:
    with new_office(tmp_path / "office") as office:
        save_new_worker(office, SOUND)
        changed: dict[str, Any] = {code: OTHER.get(code, "Lain")}
        after = replace(SOUND, **changed)
        correct_worker(office, after, why="sesuai KTP")
        file = open_worker(office, SOUND.worker_id)
        assert file.record.worker == after
        changes = file.history[0].changes
        assert changes is not None
        assert set(changes) == {code, "why"}
        assert changes[code] == (plain_values(SOUND)[code], plain_values(after)[code])
        assert changes[code][0] != changes[code][1]
        assert changes["why"] == (None, "sesuai KTP")


def test_a_correction_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        save_new_worker(office, SOUND)
        before = whole_store(office)
        assert correct_worker(office, SOUND).touched is Touched.NOTHING
        assert whole_store(office) == before


@pytest.mark.parametrize("name", ["", "   ", "\t"])
def test_a_worker_without_a_name_is_refused(tmp_path: Path, name: str) -> None:
    with new_office(tmp_path / "office") as office:
        save_new_worker(office, SOUND)
        before = whole_store(office)
        with pytest.raises(WorkerNamed):
            save_new_worker(office, Worker(full_name=name))
        with pytest.raises(WorkerNamed):
            correct_worker(office, replace(SOUND, full_name=name))
        assert whole_store(office) == before


def test_a_worker_who_is_not_there_merged_or_frozen_is_not_corrected(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        double = replace(SOUND, worker_id="018f0000-0000-7000-8000-00000000000b")
        for worker in (SOUND, double):
            save_new_worker(office, worker)
        decide_pair(office, SOUND.worker_id, double.worker_id, PairDecision.SAME)
        for gone in (double, replace(SOUND, worker_id="018f0000-0000-7000-8000-00000000000c")):
            with pytest.raises(WorkerNotThere):
                correct_worker(office, replace(gone, note="x"))
        minuted(office, [SOUND])
        with pytest.raises(WorkerFrozen, match="Basri Tahir"):
            correct_worker(office, replace(SOUND, note="x"))
        with pytest.raises(WorkerNotThere):
            open_worker(office, "nobody")


def test_a_new_worker_joins_the_open_round_of_the_village(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        made, _ = open_round(office, SOUND.village_code)
        save_new_worker(office, SOUND)
        save_new_worker(office, Worker(full_name="Tanpa Desa"))
        rounds = {one.worker.full_name: one.standing.round_id for one in everyone(office)}
        assert rounds == {"Basri Tahir": made.round_id, "Tanpa Desa": ""}


def test_a_worker_is_counted_under_a_part_of_the_name(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        save_new_worker(office, SOUND)
        assert count_workers(office, WorkerFilter(text="basri")) == 1


def test_looking_at_full_numbers_is_written_down(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        show_full_numbers(office, WorkerFilter(text="basri"), 1)
        last = str(table(office, "journal")[-1])
        assert "list.shown_in_full" in last
        assert "basri" not in last


@pytest.mark.parametrize("role", [Role.HEAD, Role.ADMIN])
def test_head_and_admin_enter_nobody(tmp_path: Path, role: Role) -> None:
    with open_for(new_folder(tmp_path / "office", staffed=True), role) as office:
        with pytest.raises(NotAllowed):
            save_new_worker(office, SOUND)
        with pytest.raises(NotAllowed):
            correct_worker(office, SOUND)
        assert table(office, "workers") == []


def test_saving_the_same_worker_again_keeps_one(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        save_new_worker(office, SOUND)
        before = whole_store(office)
        assert save_new_worker(office, SOUND).touched is Touched.NOTHING
        with pytest.raises(WorkerSavedOtherwise):
            save_new_worker(office, replace(SOUND, alias="Lain"))
        assert whole_store(office) == before
