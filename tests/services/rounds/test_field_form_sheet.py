"""The field form as a workbook: out, filled in, and back; and what must not get through."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.demo_office import make_office
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.row_code import row_code
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.collect.enter_worker import correct_worker, save_new_worker
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.field_form_sheet import NobodyToVerify, write_field_form
from ucj_desktop.services.rounds.field_order import TO_VERIFY, field_order
from ucj_desktop.services.rounds.rulings_from_sheet import SheetRuled, rule_from_sheet

VILLAGES = ("7302012004", "7302012010")
HEAD = 6  # row of the headings


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "kantor")
    for at, one in enumerate(make_people(8, 12, made.code)):
        worker = replace(one.worker, village_code=VILLAGES[at % 2], hamlet=("Alla", "Palla")[at % 3 == 0])
        save_new_worker(made, worker)
    yield made
    made.close()


def columns(page: Any) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in page[HEAD]}


def returned(office: Office, tmp_path: Path, fill: Callable[[Any, dict[str, int]], None]) -> SheetRuled:
    """Written, filled in by ``fill(page, columns)`` on its first sheet, and read back."""
    path = tmp_path / "formulir.xlsx"
    write_field_form(office, path)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    fill(page, columns(page))
    book.save(path)
    return rule_from_sheet(office, Step.VERIFY, path)


def person(office: Office, at: int, village: str = VILLAGES[0]) -> Worker:
    return open_worker(office, field_order(office, village, TO_VERIFY)[at]).record.worker


def test_what_is_filled_in_comes_back_and_what_is_not_stays_without_a_verdict(office: Office, tmp_path: Path) -> None:
    ids = field_order(office, VILLAGES[0], TO_VERIFY)

    def fill(page: Any, at: dict[str, int]) -> None:
        said = (("LAYAK", ""), ("LAYAK (PERBAIKAN)", ""), ("TIDAK LAYAK", "TL-01 Meninggal dunia"), ("BELUM", ""))
        for row, (verdict, reason) in enumerate(said, start=HEAD + 1):
            page.cell(row, at["HASIL"]).value = verdict
            page.cell(row, at["ALASAN"]).value = reason or None
            page.cell(row, at["TANGGAL KUNJUNGAN"]).value = "02-11-2025"
            page.cell(row, at["DITEMUKAN OLEH"]).value = "Pak Dusun"
            page.cell(row, at["BUKTI"]).value = "Kunjungan rumah"

    ruled = returned(office, tmp_path, fill)
    assert (ruled.done, ruled.skipped) == (4, ())
    standings = [open_worker(office, one).record.standing for one in ids]
    assert [one.verdict for one in standings[:5]] == [
        Verdict.ELIGIBLE,
        Verdict.ELIGIBLE_CORRECTED,
        Verdict.NOT_ELIGIBLE,
        Verdict.PENDING,
        None,
    ]
    assert standings[2].reason is Reason.DECEASED
    [ruling] = open_worker(office, ids[0]).rulings
    assert (str(ruling.visited_on), ruling.source, ruling.found_by) == ("2025-11-02", "Kunjungan rumah", "Pak Dusun")


def test_each_village_has_its_sheet_in_the_order_of_the_paper_and_only_the_answers_can_be_typed_in(
    office: Office, tmp_path: Path
) -> None:
    written = write_field_form(office, tmp_path / "formulir.xlsx")
    assert written.rows == 12
    book = openpyxl.load_workbook(tmp_path / "formulir.xlsx")
    pages = [one for one in book.worksheets if one.sheet_state == "visible"]
    for page, village in zip(pages, VILLAGES, strict=True):
        at = columns(page)
        codes = [page.cell(row, at["KODE"]).value for row in range(HEAD + 1, page.max_row + 1)]
        assert codes == [row_code(one) for one in field_order(office, village, TO_VERIFY)]
        assert page.protection.sheet
        open_ones = {name for name, column in at.items() if not page.cell(HEAD + 1, column).protection.locked}
        assert open_ones == {"HASIL", "ALASAN", "CATATAN", "BUKTI", "DITEMUKAN OLEH", "TANGGAL KUNJUNGAN"}
        assert page.cell(HEAD + 1, at["NIK"]).number_format == "@"
        listed = {str(one.sqref).split(":")[0].rstrip("0123456789") for one in page.data_validations.dataValidation}
        assert len(listed) == 3


def change(name: str, value: str) -> Callable[[Any, dict[str, int]], None]:
    """LAYAK in the first row, and another cell of it changed."""

    def fill(page: Any, at: dict[str, int]) -> None:
        page.cell(HEAD + 1, at["HASIL"]).value = "LAYAK"
        page.cell(HEAD + 1, at[name]).value = value

    return fill


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("KODE", "123-4567", "salah ketik"),
        ("KODE", "000-0000", "tidak ada di data kantor ini"),
        ("NIK", "7302011708800001", "NIK di baris ini tidak sama"),
        ("NAMA", "Orang Lain", "Mungkin barisnya tertukar"),
        ("DESA/KELURAHAN", "Bontomacinna Raya", "Baris ini dari Bontomacinna Raya"),
        ("SEGEL", "00000000", "Segel baris ini tidak cocok"),
        ("HASIL", "MUNGKIN", 'Hasil "MUNGKIN" tidak dikenal'),
        ("ALASAN", "TL-01", "LAYAK tidak memakai alasan"),
    ],
)
def test_a_row_that_was_changed_is_not_recorded(
    office: Office, tmp_path: Path, name: str, value: str, why: str
) -> None:
    ruled = returned(office, tmp_path, change(name, value))
    assert ruled.done == 0
    assert why in ruled.skipped[0].why
    assert (ruled.skipped[0].row, ruled.skipped[0].sheet) == (HEAD + 1, office.printed(VILLAGES[0]))


def test_a_code_that_was_copied_to_another_row_gives_neither_of_them_a_verdict(office: Office, tmp_path: Path) -> None:
    def fill(page: Any, at: dict[str, int]) -> None:
        for row in (HEAD + 1, HEAD + 2):
            page.cell(row, at["HASIL"]).value = "LAYAK"
        page.cell(HEAD + 2, at["KODE"]).value = page.cell(HEAD + 1, at["KODE"]).value

    ruled = returned(office, tmp_path, fill)
    assert (ruled.done, [one.row for one in ruled.skipped]) == (1, [HEAD + 2])


def test_data_that_changed_since_the_form_was_made_is_told(office: Office, tmp_path: Path) -> None:
    path, first = tmp_path / "formulir.xlsx", person(office, 0)
    write_field_form(office, path, VILLAGES[0])
    correct_worker(office, replace(first, village_code=VILLAGES[1]))
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    page.cell(HEAD + 1, columns(page)["HASIL"]).value = "LAYAK"
    book.save(path)
    [skipped] = rule_from_sheet(office, Step.VERIFY, path).skipped
    assert skipped.why.startswith(f"Baris ini dari {office.printed(VILLAGES[0])}, tetapi pekerjanya sekarang di ")


def test_two_who_share_a_code_are_told_apart_by_name(office: Office, tmp_path: Path) -> None:
    seen: dict[str, str] = {}
    while (code := row_code(one := new_id())) not in seen:
        seen[code] = one
    first = person(office, 0)
    for worker_id, name in ((seen[code], "Baso Rekaan"), (one, "Andi Rekaan")):
        save_new_worker(office, replace(first, worker_id=worker_id, full_name=name, nik=""))
    path = tmp_path / "hasil.csv"
    path.write_text(f"KODE;NAMA;HASIL\n{code};Andi Rekaan;LAYAK\n", "utf-8")
    assert rule_from_sheet(office, Step.VERIFY, path).skipped[0].worker_id == one  # without a NIK, but found
    path.write_text(f"KODE;HASIL\n{code};LAYAK\n", "utf-8")
    [skipped] = rule_from_sheet(office, Step.VERIFY, path).skipped
    assert "dipakai 2 orang" in skipped.why
    assert "Baso Rekaan" in skipped.why


def test_there_is_no_form_where_nobody_waits(office: Office, tmp_path: Path) -> None:
    with pytest.raises(NobodyToVerify):
        write_field_form(office, tmp_path / "formulir.xlsx", "7302012011")
