"""The gate lets sound workbooks through and names what is wrong with the others."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.spreadsheets.workbooks import SHEET, changed, packed, sound
from ucj_desktop.spreadsheets.cells import FileDamaged, FileRefused, FileSuspicious, FileTooLarge
from ucj_desktop.spreadsheets.gate import pass_gate


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return sound(tmp_path / "a.xlsx")


def _in_cell(cell: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(b"</sheetData>", b'<row r="9">' + cell + b"</row></sheetData>")


def test_a_sound_workbook_passes(book: Path) -> None:
    assert [(sheet.name, sheet.hidden) for sheet in pass_gate(book)] == [("Data", False)]


def test_hidden_rows_failed_formulas_and_zero_padded_formats_are_seen(tmp_path: Path) -> None:
    from ucj_desktop.spreadsheets.cells import FormulaError
    from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely

    sheet = FreeSheet(name="Data", rows=[["a", FormulaError("#REF!")], ["b", 2.0]], hidden_rows={2})
    sheet.number_formats["B2"] = "000"
    sheet.merged += ["A1:A2", "C1:D1"]
    write_freely(tmp_path / "a.xlsx", [sheet, FreeSheet(name="x", rows=[["y"]], hidden=True)])
    first, second = pass_gate(tmp_path / "a.xlsx")
    assert first.hidden_rows == {2}
    assert first.errors == {(1, 1): "#REF!"}
    assert first.zero_padded == {(2, 1): 3}
    assert first.merged_down == [(0, 1, 2)]
    assert second.hidden


@pytest.mark.parametrize(
    "cell, refusal",
    [
        (b'<c r="XFD1048576"><v>1</v></c>', FileTooLarge),
        (b"<c r='XFD1048576'><v>1</v></c>", FileTooLarge),
        (b'<c  s="0" r="A999999"><v>1</v></c>', FileTooLarge),
        (b'<x:c r="ZZ9"><v>1</v></x:c>', FileTooLarge),
        (b'<c r="A0"><v>1</v></c>', FileSuspicious),
        (b'<c r="AAAA1"><v>1</v></c>', FileSuspicious),
        (b'<c r="1A"><v>1</v></c>', FileSuspicious),
        (b'<c r="&#65;1"><v>1</v></c>', FileSuspicious),
        (b"<c><v>1</v></c>" * 300, FileTooLarge),
    ],
)
def test_cells_far_away_or_without_a_sound_address_are_refused(
    cell: bytes, refusal: type[FileRefused], book: Path
) -> None:
    with pytest.raises(refusal):
        pass_gate(changed(book, SHEET, _in_cell(cell)))


def test_a_row_number_beyond_the_limit_is_refused(book: Path) -> None:
    with pytest.raises(FileTooLarge):
        pass_gate(changed(book, SHEET, lambda xml: xml.replace(b'<row r="2"', b'<row r="900000"')))


def test_a_wide_and_long_sheet_is_refused_before_memory_is_asked_for(book: Path) -> None:
    cells = b'<c r="IV2"><v>1</v></c></row><row r="250000"><c r="A250000"><v>1</v></c>'
    with pytest.raises(FileTooLarge):
        pass_gate(changed(book, SHEET, _in_cell(cells)))


def test_an_empty_styled_cell_far_right_is_harmless(book: Path) -> None:
    assert pass_gate(changed(book, SHEET, _in_cell(b'<c r="XFD9" s="0"/>')))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_a_doctype_is_refused_in_every_part(part: str, book: Path) -> None:
    doctype = b'<!DOCTYPE a [<!ENTITY b "c">]>'
    with pytest.raises(FileSuspicious):
        pass_gate(
            changed(book, part, lambda xml: xml.replace(b"?>", b"?>" + doctype, 1) if b"?>" in xml else doctype + xml)
        )


def test_parts_in_utf_16_are_refused_because_bytes_cannot_be_searched(book: Path) -> None:
    with pytest.raises(FileSuspicious):
        pass_gate(changed(book, SHEET, lambda xml: xml.decode().encode("utf-16")))


def test_a_zip_bomb_is_refused(book: Path) -> None:
    with pytest.raises(FileSuspicious):
        pass_gate(changed(book, SHEET, lambda xml: xml.replace(b"</sheetData>", b" " * 40_000_000 + b"</sheetData>")))


def test_a_deep_small_part_is_refused(book: Path) -> None:
    with pytest.raises(FileSuspicious):
        pass_gate(changed(book, "xl/workbook.xml", lambda _: b"<a>" * 100 + b"</a>" * 100))


def test_two_parts_of_one_name_are_refused(book: Path) -> None:
    with zipfile.ZipFile(book, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, b"<worksheet/>")
    with pytest.raises(FileSuspicious):
        pass_gate(book)


def test_missing_parts_and_cut_files_are_damage(book: Path, tmp_path: Path) -> None:
    content = book.read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(content[: len(content) // 2])
    with pytest.raises(FileDamaged):
        pass_gate(tmp_path / "cut.xlsx")
    with pytest.raises(FileDamaged):
        pass_gate(packed(tmp_path / "empty.xlsx", {"xl/workbook.xml": b""}))
