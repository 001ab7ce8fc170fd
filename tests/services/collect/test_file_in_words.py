"""A planned file in words: every column that holds something is shown, so that a clerk can say what it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.offices import make_office
from ucj_desktop.services.collect.file_in_words import sheets_seen
from ucj_desktop.services.collect.import_errors import write_import_errors
from ucj_desktop.services.collect.import_file import plan_import
from ucj_desktop.services.collect.import_findings import VILLAGE_BOX
from ucj_desktop.services.collect.import_plan import Outcome
from ucj_desktop.services.collect.plan_file import ImportOptions, look_at_file
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely

ROWS = [[f"Baso Ali {chr(64 + n)}", f"73020112058000{n:02d}", "12-05-1980", "", "Dusun Bonto"] for n in range(1, 6)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "kantor")
    yield made
    made.close()


def test_columns_to_the_right_of_the_last_that_is_read_are_shown_where_nothing_heads_them(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "daftar.xlsx"
    write_freely(path, [FreeSheet(name="Data", rows=ROWS)])
    file = look_at_file(office, path)
    [sheet] = sheets_seen(plan_import(office, file, ImportOptions()))
    assert [(one.letter, one.field) for one in sheet.columns] == [
        ("A", "full_name"), ("B", "nik"), ("C", "birth_date"), ("E", "")
    ]  # fmt: skip
    assert sheet.columns[2].samples == ("12-05-1980",)


def test_a_row_without_a_village_names_the_box_in_which_it_is_chosen(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    write_freely(path, [FreeSheet(name="Data", rows=ROWS)])
    result = plan_import(office, look_at_file(office, path), ImportOptions())
    [finding] = [one for one in result.rows[0].findings if one.code == "IM-03"]
    assert VILLAGE_BOX in finding.fix


def test_people_in_rows_hidden_by_excel_are_counted_where_the_sheet_is_told(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    head = ["NAMA", "NIK", "TGL LAHIR"]
    write_freely(path, [FreeSheet(name="Data", rows=[head, *(row[:3] for row in ROWS)], hidden_rows={3, 5})])
    [sheet] = sheets_seen(plan_import(office, look_at_file(office, path), ImportOptions()))
    assert sheet.hidden == "2 di antaranya di baris yang disembunyikan di Excel (baris 3, 5), ikut dibaca."
    write_freely(path, [FreeSheet(name="Data", rows=[head, *(row[:3] for row in ROWS)])])
    [sheet] = sheets_seen(plan_import(office, look_at_file(office, path), ImportOptions()))
    assert sheet.hidden == ""


def test_formulas_without_a_result_are_told_by_column_with_the_way_out(office: Office, tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "BIALO"
    page.append(["NIK", "NAMA", "PEKERJAAN", "TGL LAHIR"])
    for row in ROWS:
        page.append([row[1], row[0], "=A1", "=B1"])
    page["D2"] = "12-05-1980"
    book.save(tmp_path / "daftar.xlsx")
    result = plan_import(office, look_at_file(office, tmp_path / "daftar.xlsx"), ImportOptions())
    [sheet] = sheets_seen(result)
    assert "kolom C 5 sel, kolom D 4 sel" in sheet.uncounted
    assert "Buka berkasnya di Excel, tekan Simpan" in sheet.uncounted
    assert sheet.columns[2].samples == ("(rumus belum dihitung)",)
    assert result.count(Outcome.NEW) == 5
    rows = write_import_errors(office, result, tmp_path / "galat.xlsx")
    back = plan_import(office, look_at_file(office, tmp_path / "galat.xlsx"), ImportOptions())
    assert rows == 5
    assert {row.reading.stated.get("occupation") for row in back.rows} == {None}, "what it shows is no occupation"
