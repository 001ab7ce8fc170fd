"""Every format a village sends is read alike, told by its content, with what Excel hides and shows."""

import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.spreadsheets.other_formats import WRITERS, compound_file, write_html, write_ods, write_xls
from ucj_desktop.spreadsheets.cells import (
    FileDamaged,
    FileSuspicious,
    FileTooLarge,
    FormulaError,
    KindNotRead,
    PasswordProtected,
    Sheet,
    UncountedFormula,
)
from ucj_desktop.spreadsheets.free_writer import FreeSheet
from ucj_desktop.spreadsheets.reader import read_workbook

LIST = FreeSheet(
    name="Bialo",
    rows=[
        ["DESA : BIALO"],
        [],
        ["NIK", "NAMA", "TANGGAL", "RT", "RUMUS"],
        ["7302011708800001", "Baso & Cò <b>", date(1980, 8, 17), 2.0, FormulaError("#N/A")],
        ["", 7302011708800001.0, "", True, "-"],
        ["a", "b"],
    ],
    hidden_rows={5},
    merged=["C4:C6"],
    number_formats={"D4": "000"},
)
ASIDE = FreeSheet(name="Sembunyi", rows=[["x", "y"]], hidden=True)


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("name", ["daftar.xlsx", "daftar.csv"])
def test_every_format_gives_the_same_cells_whatever_the_file_is_called(ending: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    WRITERS[ending](path, [LIST, ASIDE])
    first, second = read_workbook(path).sheets
    assert (first.name, first.hidden, second.name, second.hidden) == ("Bialo", False, "Sembunyi", True)
    assert [(row.number, row.hidden) for row in first.rows] == [
        (1, False),
        (3, False),
        (4, False),
        (5, True),
        (6, False),
    ]
    assert first.rows[2].cells == ("7302011708800001", "Baso & Cò <b>", date(1980, 8, 17), "002", "#N/A")
    assert isinstance(first.rows[2].cells[4], FormulaError)
    assert first.rows[3].cells == ("", 7302011708800001.0, "", True, "-")
    assert first.merged_down == ((2, 4, 6),)


def _page(path: Path, page: str, encoding: str = "utf-8") -> Sheet:
    path.write_bytes(page.encode(encoding))
    return read_workbook(path).sheets[0]


def test_a_web_table_is_read_with_the_text_above_it(tmp_path: Path) -> None:
    write_html(tmp_path / "daftar.xls", LIST, titles=["KECAMATAN GANTARANG"], charset="windows-1252")
    sheet = read_workbook(tmp_path / "daftar.xls").sheets[0]
    assert [row.number for row in sheet.rows] == [1, 2, 4, 5, 6, 7]
    assert sheet.rows[0].cells[0] == "KECAMATAN GANTARANG"
    assert sheet.rows[3].cells == ("7302011708800001", "Baso & Cò <b>", "17/08/1980", "2.0", "#N/A")
    assert sheet.rows[4].hidden
    assert sheet.merged_down == ((2, 5, 7),)


def test_a_web_table_without_any_end_tag_is_read(tmp_path: Path) -> None:
    sheet = _page(tmp_path / "a.xls", "<table><tr><th>NIK<th>NAMA<tr><td>7302<br>01<td colspan=2>Baso<td>x")
    assert [row.cells for row in sheet.rows] == [("NIK", "NAMA", "", ""), ("7302 01", "Baso", "", "x")]


def test_a_number_that_excel_shortened_in_a_web_table_keeps_its_digits(tmp_path: Path) -> None:
    page = '<table><tr><td x:num="7302011708800001">7.30201E+15</td><td x:num>12</td><td x:str="a">b</td></tr></table>'
    assert _page(tmp_path / "a.xls", page).rows[0].cells == (7302011708800001.0, "12", "b")


def test_a_table_inside_a_cell_is_text_of_that_cell(tmp_path: Path) -> None:
    page = "<table><tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table><p>e</p>"
    assert [row.cells for row in _page(tmp_path / "a.xls", page).rows] == [("a", "b c", "d"), ("e", "", "")]


def test_a_web_table_in_utf_16_is_read(tmp_path: Path) -> None:
    assert _page(tmp_path / "a.xls", "<html><table><tr><td>Ñ", "utf-16").rows[0].cells == ("Ñ",)


def test_scripts_and_styles_of_a_page_are_no_text(tmp_path: Path) -> None:
    page = "<html><style>td {}</style><script>x</script><table><tr><td>a<script>y</script></table>"
    assert [row.cells for row in _page(tmp_path / "a.xls", page).rows] == [("a",)]


def test_a_locked_workbook_of_each_kind_says_so(tmp_path: Path) -> None:
    write_xls(tmp_path / "a.xls", [LIST], locked=True)
    write_ods(tmp_path / "b.ods", [LIST], locked=True)
    (tmp_path / "c.xlsx").write_bytes(compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}))
    for name in ("a.xls", "b.ods", "c.xlsx"):
        with pytest.raises(PasswordProtected) as raised:
            read_workbook(tmp_path / name)
        assert "kata sandi" in raised.value.what


def test_other_compound_files_are_named(tmp_path: Path) -> None:
    for stream, word in (("WordDocument", "Word"), ("PowerPoint Document", "PowerPoint"), ("lain", "Office")):
        (tmp_path / "a.xls").write_bytes(compound_file({stream: b"x"}))
        with pytest.raises(KindNotRead) as raised:
            read_workbook(tmp_path / "a.xls")
        assert word in raised.value.what


def test_a_compound_file_that_leads_in_circles_is_damaged(tmp_path: Path) -> None:
    write_xls(tmp_path / "a.xls", [LIST])
    content = bytearray((tmp_path / "a.xls").read_bytes())
    fat = struct.unpack_from("<I", content, 76)[0]
    struct.pack_into("<I", content, (fat + 1) * 512 + 4, 0)  # the second sector of the workbook leads back to the first
    (tmp_path / "a.xls").write_bytes(content)
    with pytest.raises(FileDamaged):
        read_workbook(tmp_path / "a.xls")


def test_a_cell_far_out_is_refused_in_every_format(tmp_path: Path) -> None:
    wide = FreeSheet(name="Lebar", rows=[["x"] * 300])
    for ending in ("xlsb", "ods", "xml"):
        WRITERS[ending](tmp_path / "a", [wide])
        with pytest.raises(FileTooLarge):
            read_workbook(tmp_path / "a")


def test_a_row_repeated_without_end_is_refused(tmp_path: Path) -> None:
    write_ods(tmp_path / "a.ods", [FreeSheet(name="x", rows=[["x"]])])
    _rewritten(
        tmp_path / "a.ods",
        "content.xml",
        b"<table:table-row>",
        b'<table:table-row table:number-rows-repeated="999999">',
    )
    with pytest.raises(FileTooLarge):
        read_workbook(tmp_path / "a.ods")


@pytest.mark.parametrize("ending", ["ods", "xml"])
def test_a_document_type_is_refused(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    WRITERS[ending](path, [LIST])
    bomb = b'<!DOCTYPE a [<!ENTITY b "cccc">]>'
    if ending == "ods":
        _rewritten(path, "content.xml", b"<office:document-content", bomb + b"<office:document-content")
    else:
        path.write_bytes(path.read_bytes().replace(b"<Workbook", bomb + b"<Workbook", 1))
    with pytest.raises(FileSuspicious):
        read_workbook(path)


def _rewritten(path: Path, part: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = parts[part].replace(old, new, 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("ending", WRITERS)
def test_a_file_that_was_cut_off_is_damaged(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    WRITERS[ending](path, [LIST])
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises(FileDamaged):
        read_workbook(path)


def test_a_formula_without_its_result_is_told_in_every_format_that_can_hold_one(tmp_path: Path) -> None:
    rows = [["NIK", "NAMA", "UMUR"], ["7302011708800001", "", "Baso"]]
    of_xml = b'<Data ss:Type="String">Baso</Data>'
    for ending, old, new in (
        ("ods", b"<table:table-cell/>", b'<table:table-cell table:formula="of:=1+1"/>'),
        ("xml", of_xml, b""),
    ):
        path = tmp_path / f"daftar.{ending}"
        WRITERS[ending](path, [FreeSheet(name="Data", rows=rows)])
        if ending == "ods":
            _rewritten(path, "content.xml", old, new)
        else:
            cell = path.read_bytes().replace(b'ss:Index="3"', b'ss:Index="3" ss:Formula="=1+1"')
            path.write_bytes(cell.replace(old, new))
        assert {type(cell) for cell in read_workbook(path).sheets[0].rows[1].cells} >= {UncountedFormula}, ending
