"""Lists side by side are imported whole, and their error workbook comes back with only the mended rows changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.offices import make_office
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.collect.import_errors import write_import_errors
from ucj_desktop.services.collect.import_file import ImportResult, import_file
from ucj_desktop.services.collect.list_workers import workers_by_id
from ucj_desktop.services.collect.plan_file import ImportOptions, look_at_file, usual_policy
from ucj_desktop.services.office import Office

HEAD = ["NO", "NAMA", "NIK", "TGL LAHIR"]
LEFT = [[1, "Baso Ali", "7302011203790004", "12-03-1979"], [2, "Sitti Aminah", "7302016004820001", "20-04-1982"]]
RIGHT = [[3, "Besse Intan", "730201520379000", "12-03-1979"], [4, "7302015805660003", "Rahma Tola", "18-05-1966"]]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    yield made
    made.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "BIALO"
    for row in ([*HEAD, None, *HEAD], *([*left, None, *right] for left, right in zip(LEFT, RIGHT, strict=True))):
        page.append(row)
    book.save(tmp_path / "desa.xlsx")
    return tmp_path / "desa.xlsx"


def kept(office: Office, result: ImportResult) -> dict[str, Worker]:
    return {one.worker.full_name: one.worker for one in workers_by_id(office, [row.worker_id for row in result.rows])}


def test_the_json_names_the_sheet_and_the_block_and_the_sheet_can_be_asked_for(office: Office, path: Path) -> None:
    plain = import_file(office, path, ImportOptions(sheet="BIALO")).as_plain()
    assert [(one["sheet"], one["block"], one["header_row"]) for one in plain["sheets"]] == [
        ("BIALO", "", 1),
        ("BIALO", "kolom F-I", 1),
    ]
    assert [(row["sheet"], row["block"], row["row"]) for row in plain["rows"]] == [
        ("BIALO", "", 2),
        ("BIALO", "", 3),
        ("BIALO", "kolom F-I", 2),
        ("BIALO", "kolom F-I", 3),
    ]
    assert plain["new"] == 4


def test_the_findings_of_an_exchanged_row_name_the_cells_that_hold_it(office: Office, path: Path) -> None:
    result = import_file(office, path)
    said = {finding.code: finding.what for finding in result.rows[3].findings if finding.field == "nik"}
    assert "sel G3" in said["IM-26"]
    assert "sel H3" in said["IM-26"]
    rahma = kept(office, result)["Rahma Tola"]
    assert rahma.nik == "7302015805660003"
    short = next(one for one in result.rows[2].findings if one.field == "nik")
    assert short.cell == "H2"


def test_of_the_error_workbook_only_the_mended_row_changes(office: Office, path: Path, tmp_path: Path) -> None:
    first = import_file(office, path)
    before = kept(office, first)
    write_import_errors(office, first, tmp_path / "galat.xlsx")
    book = load_workbook(tmp_path / "galat.xlsx")
    page = book["BIALO, kolom F-I"]
    headings = next(row for row in page.iter_rows() if row[0].value == "GALAT")
    assert [cell.value for cell in headings][3:7] == HEAD
    (mended,) = [row for row in page.iter_rows() if any(cell.value == "730201520379000" for cell in row)]
    nik = mended[[cell.value for cell in headings].index("NIK")]
    assert nik.fill.fgColor.rgb not in ("00000000", None)
    nik.value = "7302015203790005"
    book.save(tmp_path / "kembali.xlsx")
    read = look_at_file(office, tmp_path / "kembali.xlsx")
    again = import_file(office, tmp_path / "kembali.xlsx", ImportOptions(policy=usual_policy(read)))
    assert (again.counts["new"], again.counts["changed"], again.counts["refused"]) == (0, 1, 0)
    after = kept(office, first)
    assert {name for name in after if after[name] != before[name]} == {"Besse Intan"}
    assert after["Besse Intan"].nik == "7302015203790005"
