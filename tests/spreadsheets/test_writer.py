"""What is written is text where it must stay text, and nothing that Excel would run."""

import errno
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.spreadsheets.cells import FileNotWritable, FolderNotWritable, NoRoomForFile
from ucj_desktop.spreadsheets.reader import read_workbook
from ucj_desktop.spreadsheets.saving import not_written
from ucj_desktop.spreadsheets.writer import CellKind, TableColumn, TableSheet, sheet_title, write_table, write_tables

COLUMNS = [
    TableColumn(heading="NIK", note="16 angka"),
    TableColumn(heading="NAMA"),
    TableColumn(heading="JK", choices=["L", "P"]),
    TableColumn(heading="LAHIR", kind=CellKind.DATE),
    TableColumn(heading="PENGHASILAN", kind=CellKind.MONEY),
]


def test_types_survive_and_identity_numbers_are_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    row = ["7302011708800001", "Baso", "L", date(1980, 8, 17), 1_500_000]
    write_table(path, columns=COLUMNS, rows=[row], title_lines=["DAFTAR", "DESA : BIALO"])
    rows = read_workbook(path).sheets[0].rows
    assert rows[2].cells == tuple(column.heading for column in COLUMNS)
    assert rows[3].cells == ("7302011708800001", "Baso", "L", date(1980, 8, 17), 1_500_000.0)
    page = openpyxl.load_workbook(path)["Data"]
    assert page["A5"].number_format == "@"
    assert page.freeze_panes == "A5"


@pytest.mark.parametrize("text", ["=1+1", "+62", "-1", "@SUM(A1)", "\tx", "\rx", "|calc", "#N/A", "=cmd|' /C calc'!A0"])
def test_dangerous_texts_are_text_cells(text: str, tmp_path: Path) -> None:
    write_table(tmp_path / "a.xlsx", columns=[TableColumn(heading=text)], rows=[[text]])
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["Data"]
    for cell in (page["A1"], page["A2"]):
        assert cell.data_type == "s"
        assert str(cell.value).strip() == text.strip()
        assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t", "\r", "|"))


def test_control_signs_do_not_break_the_file(tmp_path: Path) -> None:
    write_table(tmp_path / "a.xlsx", columns=[TableColumn(heading="A")], rows=[["a\x00\x0bb"]])
    assert read_workbook(tmp_path / "a.xlsx").sheets[0].rows[1].cells == ("ab",)


def test_lists_stand_on_a_hidden_sheet_and_reach_over_the_room(tmp_path: Path) -> None:
    write_table(tmp_path / "a.xlsx", columns=COLUMNS, rows=[], room=10)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Data", "Daftar pilihan"]
    assert book["Daftar pilihan"].sheet_state == "hidden"
    rules = book["Data"].data_validations.dataValidation
    lists = [rule for rule in rules if rule.type == "list"]
    assert [(str(rule.sqref), rule.formula1) for rule in lists] == [("C2:C11", "'Daftar pilihan'!$A$1:$A$2")]
    assert any(rule.prompt == "16 angka" for rule in rules)


def test_sheet_names_are_made_fit_and_different() -> None:
    assert sheet_title("Desa/Kel: [A]") == "Desa Kel   A"
    assert sheet_title("x" * 40) == "x" * 31
    assert sheet_title("data", ["Data"]) == "data (2)"
    assert sheet_title("") == "Data"


def test_a_cancelled_write_leaves_nothing(tmp_path: Path) -> None:
    class CancelAtOnce:
        def step(self, number: int, total: int | None = None, words: str = "") -> None:
            raise Cancelled

    sheet = TableSheet(name="Data", columns=COLUMNS, rows=[["1"]] * 600)
    with pytest.raises(Cancelled):
        write_tables(tmp_path / "a.xlsx", [sheet], CancelAtOnce())
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(FolderNotWritable) as told:
        write_table(tmp_path / "tidak" / "ada.xlsx", columns=COLUMNS, rows=[])
    assert "folder tidak tidak ada" in told.value.what
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(FileNotWritable):
        write_table(tmp_path / "folder.xlsx", columns=COLUMNS, rows=[])
    assert [one.name for one in tmp_path.iterdir()] == ["folder.xlsx"]


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (errno.ENOSPC, NoRoomForFile, "tempat penyimpanannya penuh"),
        (errno.EROFS, FolderNotWritable, "tidak bisa ditulisi"),
        (errno.EACCES, FolderNotWritable, "tidak bisa ditulisi"),
        (errno.EIO, FileNotWritable, "tidak bisa ditulis"),
    ],
)
def test_what_stood_in_the_way_of_a_file_has_its_own_sentence(
    fault: int, kind: type[FileNotWritable], words: str, tmp_path: Path
) -> None:
    told = not_written(tmp_path / "galat.xlsx", OSError(fault, "made up"))
    assert type(told) is kind
    assert words in told.what
    (tmp_path / "galat.xlsx").touch()
    held = not_written(tmp_path / "galat.xlsx", OSError(errno.EACCES, "open in Excel"))
    assert type(held) is FileNotWritable
    assert "Excel" in held.fix
