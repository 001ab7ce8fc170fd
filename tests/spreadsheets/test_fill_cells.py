"""Cells put into a workbook of somebody else's: they are read again, and everything else is byte for byte."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from ucj_desktop.spreadsheets.cells import FileNotWritable
from ucj_desktop.spreadsheets.fill_cells import CannotFill, fill_cells
from ucj_desktop.spreadsheets.reader import read_workbook


def book(path: Path) -> Path:
    """A workbook with a title over merged cells, a formula, a picture's part, and a sheet that nobody fills."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Desa Bialo"
    sheet["A1"] = "DAFTAR & USULAN <2026>"
    sheet.merge_cells("A1:C1")
    sheet.append(["NO", "NAMA", "JUMLAH"])
    sheet.append([1, "Baso", "=1+1"])
    sheet.append([2, "Sitti"])
    sheet["B3"].font = openpyxl.styles.Font(bold=True)
    made.create_sheet("Lain").append(["tetap"])
    made.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG not really")
    return path


def values(path: Path, sheet: str = "Desa Bialo") -> dict[str, object]:
    found = openpyxl.load_workbook(path)[sheet]
    return {cell.coordinate: cell.value for row in found.iter_rows() for cell in row if cell.value is not None}


def test_only_the_named_cells_change_and_the_rest_is_byte_for_byte(tmp_path: Path) -> None:
    source, out = book(tmp_path / "dari desa.xlsx"), tmp_path / "hasil.xlsx"
    before = source.read_bytes()
    filled = {2: {4: "HASIL"}, 3: {4: "LAYAK", 1: "Baso & <Sitti>"}, 4: {2: "=HYPERLINK(1)", 4: "TIDAK LAYAK"}}
    assert fill_cells(source, out, {"Desa Bialo": filled}) == 5
    assert source.read_bytes() == before
    expected = {**values(source), "E2": "HASIL", "E3": "LAYAK", "B3": "Baso & <Sitti>"}
    assert values(out) == {**expected, "C4": "=HYPERLINK(1)", "E4": "TIDAK LAYAK"}
    assert openpyxl.load_workbook(out)["Desa Bialo"]["C4"].data_type in ("s", "inlineStr")
    with zipfile.ZipFile(source) as one, zipfile.ZipFile(out) as other:
        assert one.namelist() == other.namelist()
        same = [name for name in one.namelist() if one.read(name) == other.read(name)]
        assert set(one.namelist()) - set(same) == {"xl/worksheets/sheet1.xml"}
    kept = openpyxl.load_workbook(out)["Desa Bialo"]
    assert kept["B3"].font.b
    assert [str(one) for one in kept.merged_cells.ranges] == ["A1:C1"]
    [first, *_] = read_workbook(out).sheets
    assert [row.cells[4] for row in first.rows if row.number > 1] == ["HASIL", "LAYAK", "TIDAK LAYAK"]


def test_a_formula_keeps_its_cell(tmp_path: Path) -> None:
    source, out = book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    assert fill_cells(source, out, {"Desa Bialo": {3: {2: "tulisan"}}}) == 0
    assert values(out)["C3"] == "=1+1"


def test_filling_again_replaces_what_was_filled(tmp_path: Path) -> None:
    source, once, twice = book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", tmp_path / "c.xlsx"
    fill_cells(source, once, {"Desa Bialo": {3: {4: "LAYAK"}}})
    fill_cells(once, twice, {"Desa Bialo": {3: {4: "TIDAK LAYAK"}}})
    assert values(twice) == {**values(source), "E3": "TIDAK LAYAK"}


def rewritten(source: Path, out: Path, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook as another program would write its sheet."""
    with zipfile.ZipFile(source) as one, zipfile.ZipFile(out, "w") as other:
        for member in one.infolist():
            content = one.read(member)
            other.writestr(member, change(content) if member.filename == "xl/worksheets/sheet1.xml" else content)
    return out


def prefixed(xml: bytes) -> bytes:
    """Every element of the sheet with a prefix, as some programs write them."""
    named = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", xml)
    return named.replace(b"<x:worksheet xmlns=", b"<x:worksheet xmlns:x=")


def test_prefixed_elements_are_filled_with_their_prefix(tmp_path: Path) -> None:
    source = rewritten(book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", prefixed)
    fill_cells(source, tmp_path / "c.xlsx", {"Desa Bialo": {3: {4: "LAYAK"}}})
    assert values(tmp_path / "c.xlsx")["E3"] == "LAYAK"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda xml: re.sub(rb' r="[A-Z]+[0-9]+"', b"", xml), "sel-selnya"),
        (lambda xml: re.sub(rb"(<row)[^>]*>", rb"\1>", xml), "tidak bernomor"),
        (lambda xml: xml.replace(b'<row r="3"', b'<row r="33"'), "tidak ditemukan"),
    ],
)
def test_a_sheet_that_cannot_be_filled_is_refused_and_nothing_written(
    tmp_path: Path, change: Callable[[bytes], bytes], why: str
) -> None:
    source = rewritten(book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", change)
    with pytest.raises(CannotFill) as refused:
        fill_cells(source, tmp_path / "c.xlsx", {"Desa Bialo": {3: {4: "LAYAK"}}})
    assert why in refused.value.what
    assert not list(tmp_path.glob("c.xlsx*"))


def test_what_is_no_xlsx_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"NIK;NAMA\n")
    with pytest.raises(CannotFill):
        fill_cells(tmp_path / "a.xlsx", tmp_path / "b.xlsx", {"x": {1: {1: "y"}}})


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    source = book(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx.sebagian").mkdir()
    with pytest.raises(FileNotWritable):
        fill_cells(source, tmp_path / "b.xlsx", {"Desa Bialo": {3: {4: "LAYAK"}}})
