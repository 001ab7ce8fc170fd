"""A sheet that is read again, or comes back late: what was recorded meanwhile is not replaced unasked."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.offices import make_office
from tests.services.rounds.test_rulings_from_sheet import ANDI, BASO, NIK, OTHER_NIK
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Step, Verdict
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.services.rounds.rulings_from_sheet import SheetRuled, rule_from_sheet
from ucj_desktop.storage import rulings

FORM = (f"{NIK};LAYAK;;rumah di tepi kali", f"{OTHER_NIK};TIDAK LAYAK;TL-03;")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "kantor")
    for worker in (BASO, ANDI):
        save_new_worker(made, worker)
    yield made
    made.close()


def read(
    office: Office, tmp_path: Path, *rows: str, step: Step = Step.VERIFY, replace_others: bool = False
) -> SheetRuled:
    path = tmp_path / "hasil.csv"
    path.write_text("\n".join(("NIK;HASIL;ALASAN;CATATAN", *rows, "")), "utf-8")
    return rule_from_sheet(office, step, path, replace_others=replace_others)


def given(office: Office) -> int:
    with office.database.reading() as connection:
        return len(rulings.every(connection))


def verdict_of(office: Office, worker_id: str) -> Verdict | None:
    return open_worker(office, worker_id).record.standing.verdict


def stage_of(office: Office) -> Stage:
    return open_worker(office, BASO.worker_id).record.standing.stage


def test_the_same_file_again_signs_nothing(office: Office, tmp_path: Path) -> None:
    assert read(office, tmp_path, *FORM).done == 2
    again = read(office, tmp_path, *FORM)
    assert (again.done, again.others, given(office)) == (0, 0, 2)
    assert [one.why.partition(" (")[0] for one in again.skipped] == ["Hasil yang sama sudah tercatat"] * 2


def test_what_was_recorded_meanwhile_stands_and_is_told_with_whose_and_when(office: Office, tmp_path: Path) -> None:
    rule_on_workers(office, Step.VERIFY, [WantedRuling(worker_id=ANDI.worker_id, verdict=Verdict.ELIGIBLE)])
    late = read(office, tmp_path, *FORM)
    assert (late.done, late.others) == (1, 1)
    [left] = late.skipped
    assert left.worker_id == ANDI.worker_id
    assert left.why.startswith(f"Sudah ada hasil lain: LAYAK, dicatat {office.clerk.name} ")
    assert verdict_of(office, ANDI.worker_id) is Verdict.ELIGIBLE


def test_asked_to_the_sheet_replaces_what_says_otherwise_and_only_that(office: Office, tmp_path: Path) -> None:
    read(office, tmp_path, *FORM)
    rule_on_workers(office, Step.VERIFY, [WantedRuling(worker_id=ANDI.worker_id, verdict=Verdict.ELIGIBLE)])
    replaced = read(office, tmp_path, *FORM, replace_others=True)
    assert (replaced.done, [one.worker_id for one in replaced.skipped]) == (1, [BASO.worker_id])
    assert verdict_of(office, ANDI.worker_id) is Verdict.NOT_ELIGIBLE


def test_another_note_is_something_else(office: Office, tmp_path: Path) -> None:
    read(office, tmp_path, *FORM)
    assert read(office, tmp_path, f"{NIK};LAYAK;;rumah di kebun").others == 1


def test_nothing_decided_yet_is_no_verdict(office: Office, tmp_path: Path) -> None:
    read(office, tmp_path, f"{NIK};BELUM;;tidak di rumah")
    assert read(office, tmp_path, f"{NIK};LAYAK;;").done == 1


def test_nothing_decided_yet_read_again_signs_nothing(office: Office, tmp_path: Path) -> None:
    read(office, tmp_path, f"{NIK};BELUM;;tidak di rumah")
    again = read(office, tmp_path, f"{NIK};BELUM;;tidak di rumah")
    assert (again.done, again.others, given(office)) == (0, 0, 1)


def test_one_whom_the_meeting_put_back_is_verified_anew_with_the_same_result(office: Office, tmp_path: Path) -> None:
    read(office, tmp_path, *FORM)
    put_back = WantedRuling(worker_id=BASO.worker_id, verdict=Verdict.PENDING)
    assert rule_on_workers(office, Step.VALIDATE, [put_back]).done == 1
    assert (read(office, tmp_path, FORM[0]).done, stage_of(office)) == (1, Stage.VERIFIED)


def test_after_the_minutes_were_reopened_the_same_results_are_validated_anew(office: Office, tmp_path: Path) -> None:
    read(office, tmp_path, *FORM)
    read(office, tmp_path, *FORM, step=Step.VALIDATE)
    closed, _ = close_minutes(office, MeetingFacts())
    reopen_minutes(office, closed.minutes_id, "salah catat")
    assert read(office, tmp_path, *FORM, step=Step.VALIDATE).done == 2
    assert read(office, tmp_path, *FORM, step=Step.VALIDATE).done == 0
    assert stage_of(office) is Stage.VALIDATED


def test_other_results_of_those_in_closed_minutes_are_not_offered_for_replacement(
    office: Office, tmp_path: Path
) -> None:
    read(office, tmp_path, *FORM)
    read(office, tmp_path, *FORM, step=Step.VALIDATE)
    close_minutes(office, MeetingFacts())
    late = read(office, tmp_path, f"{NIK};TIDAK LAYAK;TL-02;")
    assert (late.done, late.others) == (0, 0)
    assert late.skipped[0].why.startswith("Sudah masuk berita acara yang ditutup")


def test_a_verdict_on_data_that_changed_since_holds_no_more(office: Office, tmp_path: Path) -> None:
    read(office, tmp_path, *FORM)
    found = open_worker(office, BASO.worker_id).record
    correct_worker(office, replace(found.worker, occupation="Nelayan"))
    assert read(office, tmp_path, FORM[0]).done == 1


def test_rows_hidden_in_excel_are_recorded_and_told(office: Office, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("NIK", "HASIL"), (NIK, "LAYAK"), (OTHER_NIK, "LAYAK")):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "hasil.xlsx")
    ruled = rule_from_sheet(office, Step.VERIFY, tmp_path / "hasil.xlsx")
    assert ruled.done == 2
    assert ruled.change.sentence.endswith("1 di antaranya dari baris yang tersembunyi di Excel.")
