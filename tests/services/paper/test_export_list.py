"""The list by name by address."""

from pathlib import Path

import openpyxl
import pytest

from tests.demo_office import put_people
from tests.services.paper.offices import closed_office, make_office
from ucj_desktop.domain.names import search_key
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.services.paper.export_list import export_list
from ucj_desktop.services.rounds.find_minutes import MinutesNotThere
from ucj_desktop.storage import journal


def read(path: Path) -> tuple[list[str], list[dict[str, object]]]:
    """Title lines and the rows by heading."""
    page = openpyxl.load_workbook(path)["BNBA"]
    lines = [[cell.value for cell in row] for row in page.iter_rows()]
    head = next(number for number, line in enumerate(lines) if line[0] == "NO")
    titles = [str(line[0]) for line in lines[:head] if line[0]]
    return titles, [dict(zip(lines[head], line, strict=True)) for line in lines[head + 1 :] if line[0]]


def test_the_rows_of_the_minutes_are_written_with_result_and_reason(tmp_path: Path) -> None:
    office = closed_office(tmp_path / "kantor")
    made = export_list(office, tmp_path / "bnba.xlsx", minutes="1")
    titles, rows = read(tmp_path / "bnba.xlsx")
    assert made.rows == len(rows) == 8
    assert titles[0] == "DAFTAR PEKERJA RENTAN KECAMATAN GANTARANG"
    assert "register 1-1" in titles[2]
    assert sorted({str(row["HASIL"]) for row in rows}) == ["LAYAK", "TIDAK LAYAK"]
    assert {row["ALASAN"] for row in rows if row["HASIL"] == "TIDAK LAYAK"} == {"TL-02 Pindah domisili"}
    assert all(isinstance(row["NIK"], str) and len(row["NIK"]) == 16 for row in rows)
    assert all(str(row["KODE DESA"]).startswith("730201") for row in rows)


def test_without_minutes_everyone_in_the_store_is_written(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    put_people(office, 25)
    assert export_list(office, tmp_path / "semua.xlsx").rows == 25
    _, rows = read(tmp_path / "semua.xlsx")
    assert {row["HASIL"] for row in rows} == {"BELUM"}


def test_a_filtered_list_is_written_in_its_order_and_says_that_it_is_a_part(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    put_people(office, 60)
    village = next(one.code for one in office.places.villages_of(office.code))
    wanted = WorkerFilter(village_code=village, stages=(Stage.COLLECTED,), text="a", descending=True)
    made = export_list(office, tmp_path / "desa.xlsx", wanted=wanted)
    titles, rows = read(tmp_path / "desa.xlsx")
    assert 0 < made.rows == len(rows) < 60
    assert {row["KODE DESA"] for row in rows} == {village}
    names = [search_key(str(row["NAMA LENGKAP"])) for row in rows]
    assert names == sorted(names, reverse=True)
    assert titles[-1] == f'Hanya sebagian: desa/kelurahan {office.printed(village)}; tahap Terkumpul; pencarian "a"'
    with office.database.reading() as connection:
        [newest] = journal.rows(connection, limit=1)
    assert (newest.action, newest.facts["rows"], newest.facts["village"]) == ("list.exported", made.rows, village)


def test_minutes_that_are_not_there_are_named(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    with pytest.raises(MinutesNotThere):
        export_list(office, tmp_path / "x.xlsx", minutes="7")
