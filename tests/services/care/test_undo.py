"""Undo and redo: named, after a restart, by whom it may, and refused with a sentence where others built on it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.offices import CLERKS
from tests.working_day import (
    enter,
    everyone,
    forge,
    minuted,
    new_folder,
    new_office,
    open_for,
    rule,
    table,
    whole_store,
)
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.fix_many import SET_FIELD, FixAsked, fix_many, preview_fix
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.accuracy.undo_fix import undo_fix
from ucj_desktop.services.care.doctor import examine
from ucj_desktop.services.care.history import history
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.care.settings import save_preferences
from ucj_desktop.services.care.undo import (
    BuiltOn,
    NothingToUndo,
    OfAnotherAccount,
    StaysDone,
    deed_of_row,
    redo,
    undo,
    undo_offer,
    undoable,
)
from ucj_desktop.services.care.undo_import import ImportTouchedSince, imports_made, undo_import, why_not_undo
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.collect.import_file import import_file
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.collect.take_back import HistoryErased, RoundIsGone, StandsOtherwise
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rounds import close_round, list_rounds, open_round
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.storage import journal

VILLAGE = "7302012004"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with new_office(tmp_path / "office") as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_folder(tmp_path / "staffed", staffed=True)


def named(office: Office) -> tuple[str | None, str | None]:
    """The titles of what would be undone and redone."""
    offer = undo_offer(office)
    return offer.undo.title if offer.undo else None, offer.redo.title if offer.redo else None


def test_a_correction_is_named_taken_back_and_done_again(office: Office) -> None:
    [worker] = enter(office, 1)
    correct_worker(office, replace(worker, phone="081234567890"))
    assert named(office) == (f"Batalkan: ubah Nomor HP {worker.full_name}", None)
    done = undo(office)
    assert done.change.sentence == f"Dibatalkan: ubah Nomor HP {worker.full_name}."
    assert everyone(office)[0].worker == worker
    assert named(office) == (f"Batalkan: masukkan {worker.full_name}", f"Ulangi: ubah Nomor HP {worker.full_name}")
    redo(office)
    assert everyone(office)[0].worker.phone == "081234567890"
    assert named(office)[1] is None


def test_all_is_undone_and_redone_in_order_across_restarts(folder: Path) -> None:
    with open_for(folder, Role.ENTRY) as office:
        one, two = enter(office, 2)
        correct_worker(office, replace(one, alias="Baso"))
    for _ in range(3):
        with open_for(folder, Role.ENTRY) as office:
            undo(office)
    with open_for(folder, Role.ENTRY) as office:
        assert everyone(office) == []
        assert named(office) == (None, f"Ulangi: masukkan {one.full_name}")
        with pytest.raises(NothingToUndo):
            undo(office)
    for _ in range(3):
        with open_for(folder, Role.ENTRY) as office:
            redo(office)
    with open_for(folder, Role.ENTRY) as office:
        assert {found.worker.worker_id: found.worker for found in everyone(office)} == {
            one.worker_id: replace(one, alias="Baso"), two.worker_id: two,
        }  # fmt: skip


def test_what_is_done_after_an_undo_cuts_off_the_redo(office: Office) -> None:
    [worker] = enter(office, 1)
    correct_worker(office, replace(worker, alias="Baso"))
    undo(office)
    correct_worker(office, replace(worker, alias="Edi"))
    assert named(office) == (f"Batalkan: ubah Nama panggilan {worker.full_name}", None)
    with pytest.raises(NothingToUndo):
        redo(office)


def test_a_verdict_that_is_taken_back_no_longer_counts_and_is_signed(office: Office) -> None:
    [worker] = enter(office, 1)
    rule(office, Step.VERIFY, [worker])
    assert named(office)[0] == f"Batalkan: hasil verifikasi {worker.full_name}: LAYAK"
    undo(office)
    assert everyone(office)[0].standing.stage is Stage.COLLECTED
    assert everyone(office)[0].standing.round_id == ""
    assert open_worker(office, worker.worker_id).rulings == ()
    assert list_rounds(office) == []
    redo(office)
    assert len(open_worker(office, worker.worker_id).rulings) == 1
    rule(office, Step.VALIDATE, [worker])
    assert next(line for line in examine(office) if line.name == "verdicts").ok
    forge(office, "UPDATE ruling_withdrawals SET stands = 1 - stands", without="ruling_withdrawals_no_update")
    assert not next(line for line in examine(office) if line.name == "verdicts").ok


def test_what_others_built_on_is_refused_and_says_who_did_what(folder: Path) -> None:
    with open_for(folder, Role.ENTRY) as office:
        [worker] = enter(office, 1)
    with open_for(folder, Role.VERIFIER) as office:
        rule(office, Step.VERIFY, [worker])
        correct_worker(office, replace(worker, alias="Baso"))
    with open_for(folder, Role.ENTRY) as office:
        assert named(office)[0] == f"Batalkan: masukkan {worker.full_name}"
        with pytest.raises(BuiltOn) as told:
            undo(office)
    assert CLERKS[Role.VERIFIER] in told.value.what
    assert f"ubah Nama panggilan {worker.full_name}" in told.value.what
    assert f"hasil verifikasi {worker.full_name}: LAYAK" in told.value.what


def test_corrections_of_different_fields_do_not_mind_each_other(office: Office) -> None:
    [worker] = enter(office, 1)
    correct_worker(office, replace(worker, alias="Baso"))
    correct_worker(office, replace(worker, alias="Baso", hamlet="Dusun Lain"))
    first = undoable(office)[1]
    assert first.words.startswith("ubah Nama panggilan")
    undo(office, first.number)
    assert everyone(office)[0].worker == replace(worker, hamlet="Dusun Lain")


def test_an_account_undoes_its_own_deeds_and_the_head_those_of_others(folder: Path) -> None:
    with open_for(folder, Role.ENTRY) as office:
        [worker] = enter(office, 1)
        number = undoable(office)[0].number
    with open_for(folder, Role.VERIFIER) as office:
        assert named(office) == (None, None)
        with pytest.raises(OfAnotherAccount) as told:
            undo(office, number)
        assert CLERKS[Role.ENTRY] in told.value.what
        with pytest.raises(NotAllowed):
            undoable(office, of_all=True)
    with open_for(folder, Role.HEAD) as office:
        assert undoable(office, of_all=True)[0].words == f"masukkan {worker.full_name}"
        undo(office, number)
        assert everyone(office) == []
    with open_for(folder, Role.ENTRY) as office, pytest.raises(OfAnotherAccount):
        redo(office, number)


def test_closed_minutes_stay_and_say_the_other_way(office: Office) -> None:
    minuted(office, enter(office, 2))
    with pytest.raises(StaysDone) as told:
        undo(office)
    assert "membukanya kembali" in told.value.fix
    [before] = [one for one in undoable(office) if one.words.startswith("hasil validasi")]
    assert before.refusal is not None


def test_what_was_erased_is_refused(office: Office) -> None:
    [worker] = enter(office, 1)
    correct_worker(office, replace(worker, alias="Baso"))
    forge(office, "DELETE FROM journal_text WHERE n = (SELECT MAX(n) FROM journal_text)")
    with pytest.raises(HistoryErased):
        undo(office)


def test_looking_and_printing_stand_in_no_ones_way(office: Office) -> None:
    [worker] = enter(office, 1)
    with office.database.writing() as connection:
        office.log(connection, journal.Entry(action="list.exported", facts={"rows": 1}))
    assert named(office)[0] == f"Batalkan: masukkan {worker.full_name}"
    assert deed_of_row(office, history(office)[0].n) is None


def test_settings_are_taken_back_in_the_open_office_too(office: Office) -> None:
    before = office.preferences
    save_preferences(office, replace(before, venue="Aula", period=2027))
    undo(office)
    assert office.preferences == before
    redo(office)
    assert office.preferences.venue == "Aula"


def test_a_round_others_were_entered_into_stays(office: Office) -> None:
    [worker] = enter(office, 1)
    open_round(office, worker.village_code)
    number = undoable(office)[0].number
    other = replace(worker, worker_id="018f0000-0000-7000-8000-00000000000a", full_name="Orang Baru", nik="")
    save_new_worker(office, other)
    with pytest.raises(StandsOtherwise):
        undo(office, number)
    assert len(list_rounds(office)) == 1


def test_a_merge_is_taken_back_whole(office: Office) -> None:
    first, second = enter(office, 2)
    before = everyone(office)
    decide_pair(office, first.worker_id, second.worker_id, PairDecision.SAME)
    assert named(office)[0] == f"Batalkan: putuskan pasangan kembar {first.full_name} dan {second.full_name}"
    undo(office)
    assert everyone(office) == before


def test_every_row_of_an_undo_has_its_words_and_shows_no_table(office: Office) -> None:
    [worker] = enter(office, 1)
    rule(office, Step.VERIFY, [worker])
    undo(office)
    lines = history(office)
    assert lines[0].sentence.startswith("Dibatalkan")
    assert not any("rounds" in detail for line in lines for detail in line.details)


def test_the_undo_of_a_fix_tells_the_note_of_the_verdict_that_came_back(office: Office) -> None:
    [worker] = enter(office, 1)
    other = WantedRuling(
        worker_id=worker.worker_id, verdict=Verdict.NOT_ELIGIBLE, reason=Reason.OTHER, note="pindah sementara"
    )
    rule_on_workers(office, Step.VERIFY, [other])
    before = everyone(office)
    asked = FixAsked(fix=SET_FIELD, worker_ids=(worker.worker_id,), field="hamlet", value="Dusun Lain")
    made = fix_many(office, preview_fix(office, asked))
    after = everyone(office)
    undo_fix(office, made.batch)
    assert everyone(office) == before
    undo(office)
    assert everyone(office) == after
    undo(office, undoable(office)[1].number)
    assert everyone(office) == before


def imported(office: Office, folder: Path) -> list[Worker]:
    """Three people of one village whom the office did not know, from a file."""
    news = [one.worker for one in make_people(5, 3, office.code)]
    path = folder / "baru.csv"
    rows = [f"{one.nik};{one.full_name};{VILLAGE}" for one in news]
    path.write_text("\n".join(["NIK;NAMA LENGKAP;DESA", *rows]) + "\n", "utf-8")
    import_file(office, path)
    return [one.worker for one in everyone(office) if one.worker.nik in {new.nik for new in news}]


def test_a_pair_that_was_put_off_does_not_keep_an_import_and_comes_back_with_it(office: Office, tmp_path: Path) -> None:
    [known] = enter(office, 1)
    one, other, _ = imported(office, tmp_path)
    decide_pair(office, one.worker_id, other.worker_id, PairDecision.LATER)
    decide_pair(office, known.worker_id, other.worker_id, PairDecision.LATER)
    put_off = table(office, "pair_decisions")
    [batch] = imports_made(office)
    assert why_not_undo(office, batch) == ""
    assert undo_import(office, batch.batch_id).removed == 3
    assert [one.worker for one in everyone(office)] == [known]
    number = next(deed.number for deed in undoable(office) if deed.is_undone)
    redo(office, number)
    assert table(office, "pair_decisions") == put_off
    undo(office, number)
    assert [one.worker for one in everyone(office)] == [known]


def test_a_pair_that_was_settled_still_keeps_an_import(office: Office, tmp_path: Path) -> None:
    one, other, _ = imported(office, tmp_path)
    decide_pair(office, one.worker_id, other.worker_id, PairDecision.NOT_SAME)
    with pytest.raises(ImportTouchedSince):
        undo_import(office, imports_made(office)[0].batch_id)


@pytest.mark.parametrize("how", ["its opening was undone", "another was opened"])
def test_an_import_does_not_come_back_into_a_round_that_is_no_more(office: Office, tmp_path: Path, how: str) -> None:
    open_round(office, VILLAGE)
    imported(office, tmp_path)
    number = undoable(office)[0].number
    undo(office)
    if how == "another was opened":
        close_round(office, list_rounds(office)[0].round.round_id)
        open_round(office, VILLAGE)
    else:
        undo(office)
    before = whole_store(office)
    with pytest.raises(RoundIsGone) as told:
        redo(office, number)
    assert "putaran Bialo" in told.value.what
    assert whole_store(office) == before
    if how == "another was opened":
        undo(office)
        undo(office)
    else:
        redo(office)
    redo(office, number)
    assert len(everyone(office)) == 3
