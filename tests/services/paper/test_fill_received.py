"""The results in the very workbook that was received: everybody's row, nobody else's words lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.offices import SUB_DISTRICT
from tests.working_day import enter, minuted, new_office, rule
from ucj_desktop.domain.verdict import Step
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.settle_duplicates import PairDecision, decide_pair
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.care.ugly_workbook import write_ugly_workbook
from ucj_desktop.services.collect.import_file import import_file
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.fill_received import OutIsReceived, fill_received
from ucj_desktop.spreadsheets.mapping import NoPeopleFound

Line = tuple[str, ...]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with new_office(tmp_path / "office") as made:
        yield made


def received(path: Path, people: list[Worker], remarks: list[str]) -> Path:
    """A list as a village sends it, with a column KETERANGAN of its own and none for the result."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["DAFTAR PEKERJA RENTAN DESA BIALO"])
    sheet.append(["NO", "NIK", "NAMA LENGKAP", "TANGGAL LAHIR", "KETERANGAN"])
    for number, (one, remark) in enumerate(zip(people, remarks, strict=True), start=1):
        born = f"{one.birth_date:%d-%m-%Y}" if one.birth_date else ""
        sheet.append([number, one.nik, one.full_name, born, remark])
    book.save(path)
    return path


def filled_lines(path: Path) -> list[Line]:
    """KETERANGAN and HASIL of each row below the title."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = sheet.iter_rows(min_row=2, min_col=5, max_col=6, values_only=True)
    return [tuple(str(cell or "") for cell in row) for row in rows]


def test_everybody_is_found_by_nik_or_by_name_and_birth_date(office: Office, tmp_path: Path) -> None:
    people = enter(office, 4)
    minuted(office, people)
    stranger = replace(people[0], nik="7302011708800099", full_name="Orang Lain Sekali")
    listed = [people[0], replace(people[1], nik=""), people[2], people[3], stranger]
    source = received(tmp_path / "dari desa.xlsx", listed, ["", "tetangga pak RT", "", "", ""])
    made = fill_received(office, source, tmp_path / "hasil.xlsx")
    assert (made.rows, made.found, made.unknown) == (5, 4, 1)
    assert filled_lines(tmp_path / "hasil.xlsx") == [
        ("KETERANGAN", "HASIL"),
        ("", "LAYAK"),
        ("tetangga pak RT", "LAYAK"),
        ("", "LAYAK"),
        ("TL-02 Pindah domisili", "TIDAK LAYAK"),
        ("Tidak ada di data kantor ini", ""),
    ]
    fill_received(office, tmp_path / "hasil.xlsx", tmp_path / "lagi.xlsx")
    assert filled_lines(tmp_path / "lagi.xlsx") == filled_lines(tmp_path / "hasil.xlsx")


def test_who_was_merged_is_told_and_has_the_result_of_who_stands_for_both(office: Office, tmp_path: Path) -> None:
    people = enter(office, 2)
    decide_pair(office, people[0].worker_id, people[1].worker_id, PairDecision.SAME)
    minuted(office, people[:1])
    made = fill_received(office, received(tmp_path / "a.xlsx", people, ["", ""]), tmp_path / "b.xlsx")
    assert made.found == 2
    told = [remark for remark, _ in filled_lines(tmp_path / "b.xlsx")[1:]]
    assert sum(one.startswith("Data ganda; sudah digabung dengan") for one in told) == 1


def test_only_what_the_minutes_froze_counts_when_they_are_named(office: Office, tmp_path: Path) -> None:
    people = enter(office, 3)
    minuted(office, people[:2], number="12/2026")
    rule(office, Step.VERIFY, people[2:])
    source = received(tmp_path / "a.xlsx", people, ["", "", ""])
    made = fill_received(office, source, tmp_path / "b.xlsx", minutes="12/2026")
    assert (made.found, made.unknown) == (2, 1)
    assert filled_lines(tmp_path / "b.xlsx")[3] == ("Tidak ada dalam berita acara ini", "")


def test_the_received_file_itself_is_never_written_over(office: Office, tmp_path: Path) -> None:
    source = received(tmp_path / "a.xlsx", enter(office, 1), [""])
    before = source.read_bytes()
    with pytest.raises(OutIsReceived):
        fill_received(office, source, tmp_path / "." / "a.xlsx")
    assert source.read_bytes() == before


def test_a_file_without_people_is_refused(office: Office, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["catatan rapat"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(NoPeopleFound):
        fill_received(office, tmp_path / "a.xlsx", tmp_path / "b.xlsx")


def test_the_ugly_workbook_of_a_village_comes_back_with_every_row_told(office: Office, tmp_path: Path) -> None:
    people = [one.worker for one in make_people(7, 60, SUB_DISTRICT)]
    write_ugly_workbook(tmp_path / "ugly.xlsx", people, 7)
    import_file(office, tmp_path / "ugly.xlsx")
    made = fill_received(office, tmp_path / "ugly.xlsx", tmp_path / "filled.xlsx")
    assert made.found > 50
    before = openpyxl.load_workbook(tmp_path / "ugly.xlsx")
    after = openpyxl.load_workbook(tmp_path / "filled.xlsx")
    assert before.sheetnames == after.sheetnames
    for sheet in before:
        width = sheet.max_column
        kept = [[cell.value for cell in row[:width]] for row in after[sheet.title].iter_rows(max_col=width)]
        assert kept == [[cell.value for cell in row] for row in sheet.iter_rows(max_col=width)]
