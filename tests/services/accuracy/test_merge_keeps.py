"""What lists, clerks and rounds said of an entry that was merged holds for who stands for it, and goes back with it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.demo_office import make_office
from tests.domain.rules.sound_worker import SOUND
from tests.stages import unguarded
from tests.working_day import new_office, table
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.outside import ListKind, OutsideState
from ucj_desktop.domain.rules import Severity
from ucj_desktop.domain.second_keying import Choice, Outcome
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.check_workers import blocking_findings, check_workers, confirm_warning
from ucj_desktop.services.accuracy.keep_findings import keep_findings
from ucj_desktop.services.accuracy.match_list import Matched, match_list, undo_match, words_of_worker
from ucj_desktop.services.accuracy.merge_workers import undo_merge
from ucj_desktop.services.accuracy.read_list import read_list
from ucj_desktop.services.accuracy.second_keying import (
    NoSuchSample,
    choose_value,
    different_values,
    draw_sample,
    key_field,
    next_to_key,
    papers_of,
    rates,
    samples,
)
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.accuracy.settle_outside import differences, keep_ours, take_difference
from ucj_desktop.services.collect.enter_worker import WorkerNotThere, save_new_worker
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.candidates import list_candidates, put_in_candidates
from ucj_desktop.services.rounds.rounds import open_round
from ucj_desktop.storage import findings

KEPT = replace(
    SOUND, worker_id=new_id(), nik="7302010512750002", full_name="Baso Tamparang", birth_date=date(1975, 12, 5),
    desil=None,
)  # fmt: skip
GONE = replace(KEPT, worker_id=new_id(), nik="7302010512750003")
THIRD = replace(KEPT, worker_id=new_id(), nik="")
SAME = PairDecision.SAME


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    for one in (KEPT, GONE, THIRD):
        save_new_worker(made, one)
    yield made
    made.close()


def _merge(office: Office, kept: Worker = KEPT, gone: Worker = GONE) -> None:
    decide_pair(office, kept.worker_id, gone.worker_id, SAME)


def _part(office: Office, kept: Worker = KEPT, gone: Worker = GONE) -> None:
    undo_merge(office, kept.worker_id, gone.worker_id)


def _deaths(office: Office, folder: Path, *niks: str, name: str = "Kematian per 30 Juni 2026.csv") -> Matched:
    rows = [f"{nik};Baso Tamparang;05-12-1975;01-05-2026" for nik in niks]
    (folder / name).write_text("\n".join(("NIK;NAMA;TGL LAHIR;TANGGAL MENINGGAL", *rows)), "utf-8")
    return match_list(office, read_list(office, folder / name, ListKind.DEATHS))


def _dtsen(office: Office, folder: Path, nik: str, desil: str) -> Matched:
    path = folder / "DTSEN 30-06-2026.csv"
    path.write_text(f"NIK;NAMA;TGL LAHIR;DESIL\n{nik};Baso Tamparang;05-12-1975;{desil}", "utf-8")
    return match_list(office, read_list(office, path, ListKind.DTSEN))


def _states(office: Office, worker: Worker) -> list[OutsideState]:
    return [one.state for one in words_of_worker(office, worker.worker_id)]


def _died(office: Office) -> set[str]:
    """Of whom the kept findings say that a list calls them dead."""
    keep_findings(office)
    with office.database.reading() as connection:
        found = [one.finding for one in findings.each(connection)]
    return {one.worker_id for one in found if "Meninggal" in one.what}


def test_what_a_list_says_of_the_merged_entry_is_said_of_the_survivor(office: Office, tmp_path: Path) -> None:
    _deaths(office, tmp_path, GONE.nik)
    assert _died(office) == {GONE.worker_id}
    _merge(office)
    assert _states(office, KEPT) == [OutsideState.DIED]
    assert _died(office) == {KEPT.worker_id}
    assert {one.worker_id for one in check_workers(office).findings if "Meninggal" in one.what} == {KEPT.worker_id}
    _part(office)
    assert (_states(office, KEPT), _states(office, GONE)) == ([], [OutsideState.DIED])
    assert _died(office) == {GONE.worker_id}


def test_a_list_that_named_another_nik_only_warns(office: Office, tmp_path: Path) -> None:
    _deaths(office, tmp_path, GONE.nik)
    with office.database.reading() as connection:
        assert blocking_findings(office, connection, [GONE])
    _merge(office)
    (word,) = words_of_worker(office, KEPT.worker_id)
    assert word.differs["nik"] == GONE.nik
    assert not word.is_certain(KEPT)
    [told] = [one for one in check_workers(office).findings if "Meninggal" in one.what]
    assert told.severity is Severity.WARNS
    decide_pair(office, KEPT.worker_id, THIRD.worker_id, SAME, chosen={"nik": GONE.nik})
    [told] = [one for one in check_workers(office).findings if "Meninggal" in one.what]
    assert told.severity is Severity.BLOCKS


def test_words_follow_a_merge_of_a_merge_and_go_back_one_by_one(office: Office, tmp_path: Path) -> None:
    _deaths(office, tmp_path, GONE.nik)
    _merge(office)
    _merge(office, THIRD, KEPT)
    assert _states(office, THIRD) == [OutsideState.DIED]
    assert _died(office) == {THIRD.worker_id}
    _part(office, THIRD, KEPT)
    assert (_states(office, THIRD), _states(office, KEPT)) == ([], [OutsideState.DIED])
    _part(office)
    assert (_states(office, KEPT), _states(office, GONE)) == ([], [OutsideState.DIED])


def test_of_two_rows_of_one_list_the_gravest_counts_and_the_newer_list_of_all(office: Office, tmp_path: Path) -> None:
    rows = (f"{KEPT.nik};Baso Tamparang;05-12-1975;PADAN", f"{GONE.nik};Baso Tamparang;05-12-1975;DATA TIDAK DITEMUKAN")
    path = tmp_path / "Jawaban 2026-05-01.csv"
    path.write_text("\n".join(("NIK;NAMA;TGL LAHIR;HASIL PADAN", *rows)), "utf-8")
    match_list(office, read_list(office, path, ListKind.DUKCAPIL))
    _merge(office)
    assert _states(office, KEPT) == [OutsideState.NOT_FOUND, OutsideState.MATCHES]
    newer = tmp_path / "Jawaban 2026-06-01.csv"
    newer.write_text("\n".join(("NIK;NAMA;TGL LAHIR;HASIL PADAN", rows[0])), "utf-8")
    match_list(office, read_list(office, newer, ListKind.DUKCAPIL))
    assert _states(office, KEPT)[0] is OutsideState.MATCHES
    _part(office)
    assert _states(office, GONE) == [OutsideState.NOT_FOUND]


def test_the_list_matched_again_after_the_merge_says_nothing_new(office: Office, tmp_path: Path) -> None:
    _deaths(office, tmp_path, KEPT.nik)
    for one in (GONE, THIRD):
        _merge(office, KEPT, one)
    assert _deaths(office, tmp_path, KEPT.nik).news == 0
    _part(office, KEPT, THIRD)
    decide_pair(office, THIRD.worker_id, KEPT.worker_id, SAME, keep=THIRD.worker_id)
    assert open_worker(office, THIRD.worker_id).record.worker.nik == KEPT.nik
    assert _deaths(office, tmp_path, KEPT.nik).news == 0, "known of the entry that was merged into this one"
    assert len(table(office, "outside_matches")) == 1
    _part(office, THIRD, KEPT)
    assert (_states(office, THIRD), _states(office, KEPT)) == ([], [OutsideState.DIED])


def test_a_list_that_is_taken_back_is_silent_about_the_survivor_too(office: Office, tmp_path: Path) -> None:
    done = _deaths(office, tmp_path, GONE.nik)
    _merge(office)
    assert _died(office) == {KEPT.worker_id}
    undo_match(office, done.list_id)
    assert _states(office, KEPT) == []
    assert _died(office) == set()


def test_a_difference_is_put_before_a_person_for_the_survivor_and_answered_once(office: Office, tmp_path: Path) -> None:
    _dtsen(office, tmp_path, GONE.nik, "3")
    _merge(office)
    by_field = {one.field: one for one in differences(office)}
    assert by_field.keys() == {"nik", "desil"}
    assert {one.record.worker.worker_id for one in by_field.values()} == {KEPT.worker_id}
    keep_ours(office, by_field["nik"])
    take_difference(office, by_field["desil"])
    assert open_worker(office, KEPT.worker_id).record.worker.desil == 3
    assert differences(office) == []


def test_a_warning_that_was_confirmed_of_the_entry_is_not_asked_again(tmp_path: Path) -> None:
    with new_office(tmp_path / "office") as office:
        entry = replace(SOUND, worker_id=new_id(), nik="", weekly_hours=150)
        empty = replace(entry, worker_id=new_id(), weekly_hours=None)
        for one in (entry, empty):
            save_new_worker(office, one)
        confirm_warning(office, entry.worker_id, "PK-09", "penjaga malam")
        decide_pair(office, empty.worker_id, entry.worker_id, SAME, keep=empty.worker_id)
        assert "PK-09" not in {one.code for one in check_workers(office).findings}
        keep_findings(office)
        assert "PK-09" not in {row[1] for row in table(office, "findings")}
        with pytest.raises(WorkerNotThere):
            confirm_warning(office, entry.worker_id, "PK-09", "penjaga malam")
        undo_merge(office, empty.worker_id, entry.worker_id)
        assert "PK-09" not in {one.code for one in check_workers(office).findings}


def test_what_was_keyed_again_of_the_entry_counts_and_its_difference_corrects_the_survivor(office: Office) -> None:
    made, _ = draw_sample(office, size=3, seed=1)
    with office.database.writing() as connection, unguarded(connection):
        connection.exec_driver_sql("UPDATE workers SET entered_by = 'another'")
    for _ in range(2):
        outcome = key_field(office, made.keying_id, GONE.worker_id, "full_name", "Baso Tamparan")
    assert outcome is Outcome.DIFFERENT
    before = rates(office, made.keying_id).whole
    _merge(office)
    assert rates(office, made.keying_id).whole == before
    assert len(papers_of(office, made.keying_id)) == 2
    with pytest.raises(NoSuchSample):
        key_field(office, made.keying_id, GONE.worker_id, "nik", GONE.nik)
    task = next_to_key(office, made.keying_id)
    assert task is not None
    assert task.worker_id != GONE.worker_id
    assert samples(office)[0].keyed == 1
    [one] = different_values(office, made.keying_id)
    assert one.record.worker == KEPT
    choose_value(office, made.keying_id, GONE.worker_id, "full_name", Choice.SECOND)
    assert open_worker(office, KEPT.worker_id).record.worker.full_name == "Baso Tamparan"


def test_a_difference_that_the_survivor_never_had_is_not_asked(office: Office) -> None:
    made, _ = draw_sample(office, size=3, seed=1)
    with office.database.writing() as connection, unguarded(connection):
        connection.exec_driver_sql("UPDATE workers SET entered_by = 'another'")
    for _ in range(2):
        key_field(office, made.keying_id, GONE.worker_id, "nik", KEPT.nik)
    _merge(office)
    assert different_values(office, made.keying_id) == []


def test_who_has_a_place_under_one_entry_does_not_wait_under_the_other(office: Office) -> None:
    made, _ = open_round(office, KEPT.village_code, quota=1)
    put_in_candidates(office, made.round_id, [THIRD.worker_id, KEPT.worker_id])
    before = table(office, "candidates")
    _merge(office)
    assert [one.worker_id for one in list_candidates(office, made.round_id).lines] == [THIRD.worker_id]
    _part(office)
    assert table(office, "candidates") == before
    _merge(office, GONE, KEPT)
    assert [one.worker_id for one in list_candidates(office, made.round_id).lines] == [THIRD.worker_id]
    late = replace(KEPT, worker_id=new_id(), nik="")
    save_new_worker(office, late)
    put_in_candidates(office, made.round_id, [late.worker_id])
    _part(office, GONE, KEPT)
    assert len({one.position for one in list_candidates(office, made.round_id).lines}) == 3
