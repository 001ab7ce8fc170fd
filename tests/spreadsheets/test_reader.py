"""Workbooks and text files are read with their types, or refused by a sentence."""

import os
import pickle
import random
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.spreadsheets.workbooks import SHEET, changed, sound
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.spreadsheets import cells
from ucj_desktop.spreadsheets.cells import (
    NOT_COUNTED,
    FileDamaged,
    FileEmpty,
    FileInUse,
    FileNotFound,
    FileTooLarge,
    FolderGiven,
    FormulaError,
    KindNotRead,
    ReadingTookTooLong,
    UncountedFormula,
    cell_address,
    cell_text,
)
from ucj_desktop.spreadsheets.child_process import _without_our_secrets
from ucj_desktop.spreadsheets.file_kinds import tell_kind
from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely
from ucj_desktop.spreadsheets.reader import read_workbook, unpack

MIXED = [
    ["'7302", 7302011708800001, date(1980, 8, 17), FormulaError("#N/A"), True],
    [],
    ["", 2.5, "7,30205E+15"],
]


def test_every_cell_keeps_its_type(tmp_path: Path) -> None:
    sheet = FreeSheet(name="Data", rows=MIXED, hidden_rows={3})
    write_freely(tmp_path / "a.xlsx", [sheet])
    rows = read_workbook(tmp_path / "a.xlsx").sheets[0].rows
    assert [(row.number, row.hidden) for row in rows] == [(1, False), (3, True)]
    first = rows[0].cells
    assert first == ("'7302", 7302011708800001.0, date(1980, 8, 17), "#N/A", True)
    assert isinstance(first[3], FormulaError)
    assert not isinstance(first[0], FormulaError)
    assert rows[1].cells[:3] == ("", 2.5, "7,30205E+15")


def test_a_sheet_that_starts_further_right_keeps_its_columns(tmp_path: Path) -> None:
    write_freely(tmp_path / "a.xlsx", [FreeSheet(name="Data", rows=[[], ["", "", "x"]])])
    rows = read_workbook(tmp_path / "a.xlsx").sheets[0].rows
    assert (rows[0].number, rows[0].cells) == (2, ("", "", "x"))
    assert cell_address(2, rows[0].number) == "C2"
    assert cell_address(27, 1) == "AB1"


def test_leading_zeros_that_a_format_shows_are_read(tmp_path: Path) -> None:
    write_freely(tmp_path / "a.xlsx", [FreeSheet(name="Data", rows=[[2.0]], number_formats={"A1": "000"})])
    assert read_workbook(tmp_path / "a.xlsx").sheets[0].rows[0].cells == ("002",)


def test_a_formula_without_its_result_is_never_an_empty_cell(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["NIK", "NAMA", "UMUR"], ["=B2", "Baso", "=1+1"], ["=B3", "=B2", "=1+1"], ["", "", "=1+1"]):
        page.append(row)
    book.save(tmp_path / "a.xlsx")
    read = read_workbook(tmp_path / "a.xlsx").sheets[0].rows
    assert [row.cells for row in read[1:]] == [
        (NOT_COUNTED, "Baso", NOT_COUNTED),
        (NOT_COUNTED, NOT_COUNTED, NOT_COUNTED),
        ("", "", NOT_COUNTED),
    ]
    assert {type(cell) for cell in read[2].cells} == {UncountedFormula}


def test_a_sheet_of_nothing_but_formulas_without_results_is_not_empty(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page["B3"] = "=Data!B3"
    book.save(tmp_path / "a.xlsx")
    [row] = read_workbook(tmp_path / "a.xlsx").sheets[0].rows
    assert (row.number, row.cells) == (3, ("", NOT_COUNTED))


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (b'<c r="C2"><f>A2&amp;B2</f><v>abc</v></c>', ("7302011708800001", "Baso", "abc")),
        (b'<c r="C2" t="str"><f>IF(A2="","",1)</f><v></v></c>', ("7302011708800001", "Baso", "")),
        (b'<c r="C2" s="1"><f t="shared" si="0"/></c>', ("7302011708800001", "Baso", NOT_COUNTED)),
        (b'<c s="1" r="C2"><f>A2</f><v/></c>', ("7302011708800001", "Baso", NOT_COUNTED)),
        (b"<x:c r='C2'><x:f>A2</x:f><x:v></x:v></x:c>", ("7302011708800001", "Baso", NOT_COUNTED)),
        (b'<c r="C2" t="e"><f>NA()</f><v>#N/A</v></c>', ("7302011708800001", "Baso", FormulaError("#N/A"))),
    ],
)
def test_only_what_was_never_reckoned_counts_as_a_formula_without_a_result(
    cell: bytes, read: tuple[str, ...], tmp_path: Path
) -> None:
    def with_cell(sheet: bytes) -> bytes:
        end = sheet.index(b"</row>", sheet.index(b'<row r="2"'))
        return sheet.replace(b"<worksheet ", b'<worksheet xmlns:x="http://schemas.openxmlformats.org/'
                             b'spreadsheetml/2006/main" ', 1).replace(sheet[end:], cell + sheet[end:], 1)  # fmt: skip

    path = changed(sound(tmp_path / "a.xlsx"), SHEET, with_cell)
    cells_read = read_workbook(path).sheets[0].rows[1].cells
    assert (*cells_read, "")[:3] == read


def test_cells_are_told_in_words_as_excel_shows_them() -> None:
    assert [cell_text(cell) for cell in (7302011708800001.0, 2.5, date(1980, 8, 7), True, " a ")] == [
        "7302011708800001",
        "2.5",
        "07-08-1980",
        "YA",
        "a",
    ]


@pytest.mark.parametrize(
    "content, refusal",
    [
        (b"", FileEmpty),
        (b"%PDF-1.7", KindNotRead),
        (b"\xff\xd8\xff\xe0JFIF", KindNotRead),
        (b"GIF89a", KindNotRead),
        (b"\x00\x00\x00\x18ftypheic", KindNotRead),
        (b'{"nik": 1}', KindNotRead),
        (b"MIME-Version: 1.0", KindNotRead),
        (b"<html><table>", FileEmpty),
        (b"  <!DOCTYPE html>", FileEmpty),
        (b'<?xml version="1.0"?><Workbook>', KindNotRead),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), FileDamaged),
        (b"UCJPKT1\n", KindNotRead),
        (b"a\x00b\x01\x02\x03", KindNotRead),
        (b"PK\x03\x04rubbish", FileDamaged),
        (b"\n\n  \n", FileEmpty),
    ],
)
def test_other_kinds_are_named_whatever_the_file_is_called(
    content: bytes, refusal: type[ClerkError], tmp_path: Path
) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(content)
    with pytest.raises(refusal) as raised:
        read_workbook(path)
    assert raised.value.what.endswith(".")
    assert raised.value.fix.endswith(".")


@pytest.mark.parametrize("inside", ["word/document.xml", "ppt/a.xml", "Index/Document.iwa", "foto.jpg", "mimetype"])
def test_other_zips_are_named(inside: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(inside, b"x")
        if inside == "mimetype":
            archive.writestr("content.xml", b"<x/>")
    with pytest.raises(KindNotRead):
        read_workbook(tmp_path / "a.xlsx")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFound):
        read_workbook(tmp_path / "tidak-ada.xlsx")


def test_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FolderGiven) as raised:
        read_workbook(tmp_path)
    assert tmp_path.name in raised.value.what


def test_a_file_of_300_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    with path.open("wb") as file:
        file.write(b"PK")
        file.truncate(300 * 1024 * 1024)
    with pytest.raises(FileTooLarge) as raised:
        read_workbook(path)
    assert "200 MB" in raised.value.what


@pytest.mark.skipif(sys.platform == "win32", reason="On Windows it is another program that holds the file.")
def test_a_file_that_may_not_be_opened_is_told_as_in_use(tmp_path: Path) -> None:
    path = sound(tmp_path / "daftar.xlsx")
    path.chmod(0)
    own = os.geteuid()
    os.seteuid(65534 if own == 0 else own)  # root may open whatever it likes
    try:
        with pytest.raises(FileInUse) as raised:
            tell_kind(path)
    finally:
        os.seteuid(own)
    assert "Tutup dulu" in raised.value.fix


def test_the_mark_that_excel_leaves_beside_an_open_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "~$daftar.xlsx"
    path.write_bytes(b"\x06Rahma" + bytes(159))
    with pytest.raises(KindNotRead) as raised:
        read_workbook(path)
    assert "Pilih daftar.xlsx" in raised.value.fix


def test_a_refusal_of_the_child_arrives_with_its_words(tmp_path: Path) -> None:
    path = changed(sound(tmp_path / "a.xlsx"), SHEET, lambda xml: xml[: len(xml) // 2])
    with pytest.raises(FileDamaged) as raised:
        read_workbook(path)
    assert "a.xlsx" in raised.value.what
    assert raised.value.code == "BERKAS-04"


def test_a_cancel_stops_the_reading(tmp_path: Path) -> None:
    class CancelAtOnce:
        def step(self, number: int, total: int | None = None, words: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_workbook(sound(tmp_path / "a.xlsx"), CancelAtOnce())


def test_a_reading_without_end_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(ReadingTookTooLong):
        read_workbook(sound(tmp_path / "a.xlsx"), time_limit=-1)


def test_the_child_does_not_inherit_our_secrets() -> None:
    inherited = _without_our_secrets({"UCJ_PASSWORD": "rahasia sekali", "LANG": "id_ID"})
    assert inherited["LANG"] == "id_ID"
    assert "rahasia" not in repr(inherited)


def test_mutated_workbooks_are_read_or_refused_by_a_sentence(tmp_path: Path) -> None:
    content = sound(tmp_path / "a.xlsx").read_bytes()
    drawn = random.Random(2)
    path = tmp_path / "b.xlsx"
    refused = 0
    for _ in range(25):
        mutant = bytearray(content)
        for _ in range(drawn.choice((1, 3, 20))):
            mutant[drawn.randrange(len(mutant))] = drawn.randrange(256)
        path.write_bytes(mutant)
        try:
            read_workbook(path)
        except ClerkError:
            refused += 1
    assert refused > 5


@pytest.mark.parametrize("foreign", [os.getcwd, Path("a"), ClerkError, pickle.Unpickler])
def test_a_child_that_was_taken_over_can_name_nothing_but_cells(foreign: object) -> None:
    message = pickle.dumps(("rows", [foreign]))
    with pytest.raises(pickle.UnpicklingError):
        unpack(message)


def test_a_name_inside_a_cell_class_is_no_way_out() -> None:
    module = cells.__name__.encode()
    message = b"\x80\x04\x8c" + bytes([len(module)]) + module + b"\x8c\x12SheetRow.__class__\x93."
    assert pickle.loads(message) is type
    with pytest.raises(pickle.UnpicklingError):
        unpack(message)
