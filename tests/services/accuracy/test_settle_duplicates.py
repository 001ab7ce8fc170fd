"""Duplicates: pairs found, decided once, asked again when something changes, and merged without loss."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from tests.working_day import everyone, minuted, new_folder, new_office, open_for, rule, table, whole_store
from ucj_desktop.crypto.signing import is_signed_by
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Step
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.services.accuracy.find_pairs import LARGEST_GROUP
from ucj_desktop.services.accuracy.settle_duplicates import (
    PAIR_TYPE,
    OnePersonTwice,
    PairDecision,
    PairNotThere,
    SurvivorUnknown,
    WorkersUnknown,
    decide_pair,
    pair_statement,
    pairs_to_decide,
)
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.collect.enter_worker import WorkerFrozen, correct_worker, save_new_worker
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.office import Office
from ucj_desktop.storage import decisions

BASO = Worker(full_name="Baso Tamparang", birth_date=date(1980, 8, 17), village_code="7302012004", sex=Sex.MALE)


def twins(office: Office, **changed: Any) -> tuple[Worker, Worker]:
    """Two entries of the same name and birth date; the second as changed."""
    a = replace(BASO, worker_id="018f0000-0000-7000-8000-00000000000a")
    b = replace(BASO, worker_id="018f0000-0000-7000-8000-00000000000b", **changed)
    for one in (a, b):
        save_new_worker(office, one)
    return a, b


def ids_of(office: Office) -> list[tuple[str, str]]:
    return [(one.a.worker.worker_id[-1], one.b.worker.worker_id[-1]) for one in pairs_to_decide(office)]


@pytest.mark.parametrize(
    "changed, found",
    [
        ({}, True),
        ({"full_name": "BASO  TAMPARANG"}, True),
        ({"full_name": "Baso Tamparan", "birth_date": date(1980, 8, 18), "mother_name": "Sitti"}, True),
        ({"full_name": "Hasnah"}, False),
        ({"birth_date": date(1993, 2, 5), "mother_name": "Rabiah"}, False),
    ],
)
def test_a_pair_is_who_is_alike_enough(tmp_path: Path, changed: dict[str, Any], found: bool) -> None:
    with new_office(tmp_path / "office") as office:
        twins(office, **changed)
        assert bool(pairs_to_decide(office)) is found


def test_the_same_nik_is_a_pair_whatever_the_name_and_no_nik_is_none(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        save_new_worker(office, replace(BASO, nik="7302011708800001"))
        save_new_worker(office, Worker(nik="7302011708800001", full_name="Hasnah"))
        save_new_worker(office, Worker(full_name="Rala"))
        save_new_worker(office, Worker(full_name="Ramli"))
        (pair,) = pairs_to_decide(office)
        assert "NIK sama" in pair.because
        assert "Nama berbeda" in pair.because
        assert 0 < pair.score < 1


def test_the_likeliest_pair_comes_first_and_a_limit_holds(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        twins(office)
        for last in "cd":
            double = replace(BASO, full_name="Hasnah", nik="7302011708800001", mother_name="Sitti")
            save_new_worker(office, replace(double, worker_id=f"018f0000-0000-7000-8000-00000000000{last}"))
        scores = [one.score for one in pairs_to_decide(office)]
        assert scores == sorted(scores, reverse=True)
        assert len(scores) == 2
        assert pairs_to_decide(office, limit=1)[0].score == scores[0]


def test_not_the_same_is_remembered_until_a_key_field_changes(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b = twins(office)
        decide_pair(office, b.worker_id, a.worker_id, PairDecision.NOT_SAME)
        assert ids_of(office) == []
        correct_worker(office, replace(a, note="tetangga"))
        assert ids_of(office) == []
        correct_worker(office, replace(a, mother_name="Sitti"))
        assert ids_of(office) == [("a", "b")]
        decide_pair(office, a.worker_id, b.worker_id, PairDecision.NOT_SAME)
        assert ids_of(office) == []


def test_later_is_shown_again_after_the_others(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b = twins(office)
        decide_pair(office, a.worker_id, b.worker_id, PairDecision.LATER)
        (pair,) = pairs_to_decide(office)
        assert pair.put_off
        save_new_worker(office, Worker(full_name="Hasnah", nik="7302011708800001"))
        save_new_worker(office, Worker(full_name="Rala", nik="7302011708800001"))
        assert [one.put_off for one in pairs_to_decide(office)] == [False, True]


def test_the_same_fills_the_blanks_of_the_kept_and_loses_nothing_it_had(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b = twins(office, phone="081234567890", mother_name="Sitti", nik="7302011708800001", rt="002")
        kept = replace(a, mother_name="Sitti Aminah", unread=MappingProxyType({"phone": "nol delapan", "rw": "?"}))
        correct_worker(office, kept)
        change = decide_pair(office, a.worker_id, b.worker_id, PairDecision.SAME, keep=a.worker_id)
        assert change.sentence == "Digabung menjadi satu pekerja."
        (record,) = everyone(office)
        assert record.worker == replace(kept, phone=b.phone, nik=b.nik, rt=b.rt, unread=MappingProxyType({"rw": "?"}))
        gone = open_worker(office, b.worker_id).record
        assert (gone.worker, gone.standing.merged_into) == (b, a.worker_id)
        assert pairs_to_decide(office) == []
        told = [one.sentence for one in history(office, worker_id=b.worker_id)]
        assert told[0] == "Digabung dengan data orang yang sama."


@pytest.mark.parametrize("keep_the_broken", [True, False])
def test_a_nik_that_can_be_one_stays_whoever_is_kept(tmp_path: Path, keep_the_broken: bool) -> None:
    with new_office(tmp_path / "office") as office:
        sound = replace(BASO, worker_id="018f0000-0000-7000-8000-00000000000a", nik="7302011708800001")
        broken = replace(BASO, worker_id="018f0000-0000-7000-8000-00000000000b", nik="730201170880001")
        for one in (sound, broken):
            save_new_worker(office, one)
        keep = (broken if keep_the_broken else sound).worker_id
        decide_pair(office, sound.worker_id, broken.worker_id, PairDecision.SAME, keep=keep)
        (record,) = everyone(office)
        assert (record.worker.worker_id, record.worker.nik) == (keep, sound.nik)


def test_the_kept_one_is_the_first_unless_said_and_chosen_values_win(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b = twins(office, mother_name="Sitti")
        decide_pair(office, b.worker_id, a.worker_id, PairDecision.SAME, chosen={"address": "Jl. Poros"})
        (record,) = everyone(office)
        assert record.worker == replace(b, address="Jl. Poros")


def test_a_chosen_value_wins_over_what_the_other_would_fill_a_blank_with(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b = twins(office, address="Dusun Bontomanai", rt="002")
        decide_pair(office, a.worker_id, b.worker_id, PairDecision.SAME, chosen={"address": "Jl. Poros"})
        (record,) = everyone(office)
        assert record.worker == replace(a, address="Jl. Poros", rt="002")


def test_a_merge_that_changes_a_verified_worker_asks_for_a_new_verdict_and_one_that_does_not_keeps_it(
    tmp_path: Path,
) -> None:
    with new_office(tmp_path / "office") as office:
        people = [made.worker for made in make_people(3, 2, "730201")]
        fuller = [replace(one, worker_id=one.worker_id[:-1] + "f", nik="", alias="Daeng Puji") for one in people]
        for one in (*people, *fuller):
            save_new_worker(office, one)
        rule(office, Step.VERIFY, people)
        decide_pair(office, people[0].worker_id, fuller[0].worker_id, PairDecision.SAME)
        assert open_worker(office, people[0].worker_id).record.standing.stage is Stage.COLLECTED
        correct_worker(office, replace(fuller[1], alias=""))
        decide_pair(office, people[1].worker_id, fuller[1].worker_id, PairDecision.SAME)
        assert open_worker(office, people[1].worker_id).record.standing.stage is Stage.VERIFIED


def test_a_frozen_worker_is_merged_neither_way_and_nothing_is_decided(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        (frozen,) = [made.worker for made in make_people(3, 1, "730201")]
        save_new_worker(office, frozen)
        minuted(office, [frozen])
        double = replace(frozen, worker_id="018f0000-0000-7000-8000-00000000000c", nik="")
        save_new_worker(office, double)
        before = whole_store(office)
        for keep in (frozen.worker_id, double.worker_id):
            with pytest.raises(WorkerFrozen):
                decide_pair(office, frozen.worker_id, double.worker_id, PairDecision.SAME, keep=keep)
        assert whole_store(office) == before
        decide_pair(office, frozen.worker_id, double.worker_id, PairDecision.NOT_SAME)


def test_a_pair_that_is_none_is_refused(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b = twins(office)
        before = whole_store(office)
        with pytest.raises(OnePersonTwice):
            decide_pair(office, a.worker_id, a.worker_id, PairDecision.SAME)
        with pytest.raises(WorkersUnknown) as refused:
            decide_pair(office, "nobody", a.worker_id, PairDecision.SAME)
        assert refused.value.what == "Tidak ada pekerja dengan ID “nobody” di data kantor ini."
        with pytest.raises(SurvivorUnknown):
            decide_pair(office, a.worker_id, b.worker_id, PairDecision.SAME, keep="nobody")
        assert whole_store(office) == before
        decide_pair(office, a.worker_id, b.worker_id, PairDecision.SAME)
        with pytest.raises(PairNotThere) as merged:
            decide_pair(office, a.worker_id, b.worker_id, PairDecision.NOT_SAME)
        assert merged.value.what.startswith("Baso Tamparang sudah digabung ke Baso Tamparang")


def test_a_decision_is_signed_by_its_account(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        a, b = twins(office)
        decide_pair(office, a.worker_id, b.worker_id, PairDecision.NOT_SAME)
        with office.database.reading() as connection:
            (decided,) = decisions.pairs(connection).values()
        signature = bytes.fromhex(decided.signature)
        assert is_signed_by(office.key.public, PAIR_TYPE, pair_statement(decided), signature)
        forged = replace(decided, decision=PairDecision.SAME)
        assert not is_signed_by(office.key.public, PAIR_TYPE, pair_statement(forged), signature)


def test_a_column_of_one_number_does_not_make_pairs_without_end(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        for made in make_people(3, 30, "730201"):
            save_new_worker(office, replace(made.worker, nik="7302011708800001"))
        assert len(pairs_to_decide(office)) < 2 * LARGEST_GROUP * (LARGEST_GROUP - 1) // 2


@pytest.mark.parametrize("role", [Role.ENTRY, Role.HEAD, Role.ADMIN])
def test_only_the_verifier_decides(tmp_path: Path, role: Role) -> None:
    folder = new_folder(tmp_path / "office", staffed=True)
    with open_for(folder, Role.ENTRY) as office:
        a, b = twins(office)
    with open_for(folder, role) as office, pytest.raises(NotAllowed):
        decide_pair(office, a.worker_id, b.worker_id, PairDecision.SAME)
    with open_for(folder, Role.VERIFIER) as office:
        assert table(office, "pair_decisions") == []
