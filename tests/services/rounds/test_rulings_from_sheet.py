"""Verdicts from a sheet: which rows are understood, and the sentence of each one that is not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.offices import make_office, open_as, staff
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.domain.worker import Sex, Worker
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rulings_from_sheet import SheetRuled, VerdictColumnsNotFound, rule_from_sheet
from ucj_desktop.spreadsheets.cells import FileNotFound

NIK = "7302011708800001"
OTHER_NIK = "7302015203850002"


def made_up(nik: str, name: str, born: date, sex: Sex) -> Worker:
    return Worker(
        nik=nik,
        full_name=name,
        birth_date=born,
        birth_place="Bulukumba",
        sex=sex,
        mother_name="Sitti Aminah",
        village_code="7302012004",
        kk_number="7302011203100001",
        occupation="Petani",
    )


BASO = made_up(NIK, "Baso Tamparang", date(1980, 8, 17), Sex.MALE)
ANDI = made_up(OTHER_NIK, "Andi Nurhayati", date(1985, 3, 12), Sex.FEMALE)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "kantor")
    for worker in (BASO, ANDI):
        save_new_worker(made, worker)
    yield made
    made.close()


def rule(office: Office, tmp_path: Path, *rows: str, heads: str = "NIK;HASIL;ALASAN;CATATAN") -> SheetRuled:
    path = tmp_path / "hasil.csv"
    path.write_text("\n".join((heads, *rows, "")), "utf-8")
    return rule_from_sheet(office, Step.VERIFY, path)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("LAYAK", Verdict.ELIGIBLE),
        (" layak ", Verdict.ELIGIBLE),
        ("PERBAIKAN", Verdict.ELIGIBLE_CORRECTED),
        ("Layak (Perbaikan)", Verdict.ELIGIBLE_CORRECTED),
        ("LAYAK(PERBAIKAN)", Verdict.ELIGIBLE_CORRECTED),
        ("BELUM", Verdict.PENDING),
        ("eligible", Verdict.ELIGIBLE),
        ("eligible_corrected", Verdict.ELIGIBLE_CORRECTED),
        ("pending", Verdict.PENDING),
    ],
)
def test_a_verdict_is_understood_in_any_case_and_in_english(
    office: Office, tmp_path: Path, said: str, verdict: Verdict
) -> None:
    assert rule(office, tmp_path, f"{NIK};{said};;").done == 1
    assert open_worker(office, BASO.worker_id).record.standing.verdict is verdict


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("TL-03", Reason.NOT_FOUND),
        ("tl 3", Reason.NOT_FOUND),
        ("TL03", Reason.NOT_FOUND),
        ("TL-03 Tidak ditemukan/tidak dikenal", Reason.NOT_FOUND),
        ("Tidak ditemukan / tidak dikenal", Reason.NOT_FOUND),
        ("PINDAH DOMISILI", Reason.MOVED),
        ("02", Reason.MOVED),
    ],
)
@pytest.mark.parametrize("verdict", ["TIDAK LAYAK", "tidak  layak", "not_eligible"])
def test_a_reason_is_understood_by_its_code_or_its_label(
    office: Office, tmp_path: Path, said: str, reason: Reason, verdict: str
) -> None:
    assert rule(office, tmp_path, f"{NIK};{verdict};{said};").done == 1
    standing = open_worker(office, BASO.worker_id).record.standing
    assert (standing.verdict, standing.reason) == (Verdict.NOT_ELIGIBLE, reason)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (f"{NIK};MUNGKIN;;", 'Hasil "MUNGKIN" tidak dikenal; tulis salah satu: LAYAK,'),
        (f"{NIK};#N/A;;", 'Hasil "#N/A" tidak dikenal'),
        (f"{NIK};TIDAK LAYAK;malas;", 'Alasan "malas" tidak dikenal; tulis kodenya'),
        (f"{NIK};TIDAK LAYAK;TL-55;", 'Alasan "TL-55" tidak dikenal'),
        (f"{NIK};TIDAK LAYAK;;", "TIDAK LAYAK perlu alasan."),
        (f"{NIK};TIDAK LAYAK;TL-99;", "Alasan TL-99 (lainnya) perlu uraian."),
        (f"{NIK};LAYAK;TL-03;", "LAYAK tidak memakai alasan."),
        (";LAYAK;;", "Baris ini tidak punya NIK atau ID."),
        ("7302010101900009;LAYAK;;", "NIK ini tidak ada di data kantor ini."),
        ("7,3E+15;LAYAK;;", "NIK di sel A2 rusak oleh Excel"),
    ],
)
def test_a_row_that_cannot_be_recorded_is_skipped_with_its_sentence(
    office: Office, tmp_path: Path, row: str, why: str
) -> None:
    ruled = rule(office, tmp_path, row, f"{OTHER_NIK};LAYAK;;")
    [skipped] = ruled.skipped
    assert (ruled.done, skipped.sheet, skipped.row) == (1, "hasil", 2)
    assert skipped.why.startswith(why)


def test_done_and_skipped_are_the_rows_with_a_hasil(office: Office, tmp_path: Path) -> None:
    rows = (f"{NIK};;;", "(1);(2);(3);(4)", f"{OTHER_NIK};LAYAK;;", ";LAYAK;;", ";-;;belum", ";;;")
    ruled = rule(office, tmp_path, *rows)
    assert (ruled.done, [one.row for one in ruled.skipped]) == (1, [5])
    assert ruled.change.sentence == "Verifikasi: 1 pekerja dicatat, 1 dilewati."


def test_a_worker_who_stands_twice_is_recorded_once(office: Office, tmp_path: Path) -> None:
    ruled = rule(office, tmp_path, f"{NIK};LAYAK;;", f"{NIK};LAYAK;;lagi")
    assert (ruled.done, ruled.skipped[0].why) == (1, "Pekerja ini sudah ada di baris 2.")
    assert open_worker(office, BASO.worker_id).record.standing.verdict is Verdict.ELIGIBLE


def test_of_two_verdicts_that_differ_neither_is_recorded(office: Office, tmp_path: Path) -> None:
    ruled = rule(office, tmp_path, f"{NIK};LAYAK;;", f"{OTHER_NIK};LAYAK;;", f"{NIK};TIDAK LAYAK;TL-03;")
    why = "Pekerja ini punya hasil yang berbeda: baris 2 LAYAK, baris 4 TIDAK LAYAK. Sisakan satu, lalu baca lagi."
    assert (ruled.done, [(one.row, one.why) for one in ruled.skipped]) == (1, [(2, why), (4, why)])
    assert open_worker(office, BASO.worker_id).record.standing.verdict is None


def test_a_reason_without_a_verdict_is_told_and_gives_none(office: Office, tmp_path: Path) -> None:
    ruled = rule(office, tmp_path, f"{NIK};;TL-03;")
    assert (ruled.done, ruled.skipped[0].why.startswith("Ada alasan, tetapi HASIL kosong")) == (0, True)


def test_the_day_of_the_visit_and_what_was_seen_are_kept_with_the_verdict(office: Office, tmp_path: Path) -> None:
    heads = "NIK;HASIL;TANGGAL KUNJUNGAN;BUKTI"
    rule(office, tmp_path, f"{NIK};LAYAK;17-08-2025;KTP-el dan KK", f"{OTHER_NIK};LAYAK;;", heads=heads)
    [ruling] = open_worker(office, BASO.worker_id).rulings
    assert (ruling.visited_on, ruling.source) == (date(2025, 8, 17), "KTP-el dan KK")
    [other] = open_worker(office, ANDI.worker_id).rulings
    assert (other.visited_on, other.source) == (None, "Berkas hasil.csv")


@pytest.mark.parametrize("day", ["32-13-2025", "01-01-2999", "kemarin"])
def test_a_day_that_cannot_be_keeps_the_row_out(office: Office, tmp_path: Path, day: str) -> None:
    ruled = rule(office, tmp_path, f"{NIK};LAYAK;{day}", heads="NIK;HASIL;TANGGAL KUNJUNGAN")
    assert (ruled.done, "belum tiba" in ruled.skipped[0].why) == (0, True)


def test_two_workers_with_one_nik_are_told_apart_by_their_id(office: Office, tmp_path: Path) -> None:
    twin = made_up(NIK, "Baso Lain", date(1980, 8, 17), Sex.MALE)
    save_new_worker(office, twin)
    by_nik = rule(office, tmp_path, f"{NIK};BELUM;;")
    assert by_nik.skipped[0].why.startswith("NIK ini dipakai 2 pekerja")
    by_id = rule(office, tmp_path, f"{twin.worker_id.upper()};TIDAK LAYAK;TL-05", heads="ID;HASIL;ALASAN")
    assert by_id.done == 1
    assert open_worker(office, twin.worker_id).record.standing.reason is Reason.DOUBLE


def test_note_and_finder_are_kept_without_unseen_signs(office: Office, tmp_path: Path) -> None:
    rule(office, tmp_path, f"{NIK};LAYAK;sesuai\u202e KTP;Pak  Dusun", heads="NIK;HASIL;CATATAN;DITEMUKAN OLEH")
    [ruling] = open_worker(office, BASO.worker_id).rulings
    assert (ruling.note, ruling.found_by) == ("sesuai KTP", "Pak Dusun")


def test_a_workbook_with_titles_and_another_sheet_is_read(office: Office, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Petunjuk pengisian"])
    sheet = book.create_sheet("BIALO")
    for row in (["HASIL VERIFIKASI"], [], ["No", "NIK", "Hasil"], [1, NIK, "LAYAK"], [2, 7302010101900010, "LAYAK"]):
        sheet.append(row)
    book.save(tmp_path / "hasil.xlsx")
    ruled = rule_from_sheet(office, Step.VERIFY, tmp_path / "hasil.xlsx")
    [skipped] = ruled.skipped
    assert (ruled.done, skipped.sheet, skipped.row) == (1, "BIALO", 5)
    assert "rusak oleh Excel" in skipped.why


def test_a_sheet_without_the_columns_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(VerdictColumnsNotFound):
        rule(office, tmp_path, f"{NIK};LAYAK", heads="NIK;STATUS")


def test_a_file_that_is_not_there_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(FileNotFound):
        rule_from_sheet(office, Step.VERIFY, tmp_path / "tidak ada.csv")


def test_the_role_is_asked_before_the_file_is_opened(office: Office, tmp_path: Path) -> None:
    staff(office)
    office.close()
    entry = open_as(tmp_path / "kantor", Role.ENTRY)
    try:
        with pytest.raises(NotAllowed):
            rule_from_sheet(entry, Step.VALIDATE, tmp_path / "tidak ada.csv")
    finally:
        entry.close()
