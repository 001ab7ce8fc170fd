"""Text files with columns are told by their content."""

from pathlib import Path

import pytest

from ucj_desktop.spreadsheets.cells import FileDamaged, FileTooLarge
from ucj_desktop.spreadsheets.delimited import read_delimited


def _cells(tmp_path: Path, content: bytes) -> list[tuple[object, ...]]:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    return [row.cells for row in read_delimited(path).sheets[0].rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiter_and_encoding_are_found(delimiter: str, encoding: str, tmp_path: Path) -> None:
    lines = [["NIK", "NAMA", "ALAMAT"], ["7302011708800001", "Ba'so é", "Jl. A"], ["1", "b", "c"]]
    content = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)
    assert _cells(tmp_path, content) == [tuple(line) for line in lines]


def test_titles_without_delimiters_do_not_mislead(tmp_path: Path) -> None:
    content = b"DAFTAR PEKERJA, DESA BIALO\n\nNIK;NAMA;ALAMAT\n1;a;b, c\n2;d;e, f\n"
    assert _cells(tmp_path, content)[1] == ("NIK", "NAMA", "ALAMAT")


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'a,b\n\n"c\nd",e\nf,g\n')
    assert [row.number for row in read_delimited(path).sheets[0].rows] == [1, 3, 4]


def test_numbers_guarded_from_excel_lose_their_guard(tmp_path: Path) -> None:
    content = b'NIK;NAMA\n="7302011708800001";Baso\n'
    assert _cells(tmp_path, content)[1][0] == "7302011708800001"


@pytest.mark.parametrize("last", ["", '"Andi;Bialo\n'])
def test_a_stray_quote_does_not_swallow_the_people_below(last: str, tmp_path: Path) -> None:
    content = 'NIK;NAMA;DESA\n1;"Basri;Bialo\n2;"Basri; Amir";Bialo\n3;Ambo;Bialo\n4;' + last
    rows = _cells(tmp_path, content.encode())
    assert rows[:4] == [
        ("NIK", "NAMA", "DESA"), ("1", '"Basri', "Bialo"), ("2", "Basri; Amir", "Bialo"), ("3", "Ambo", "Bialo")
    ]  # fmt: skip


def test_quotes_around_a_nickname_are_kept(tmp_path: Path) -> None:
    assert _cells(tmp_path, b'NIK;NAMA\n1;Andi "Baso" Muis\n2;"Andi "Baso" Muis"\n')[1:] == [
        ("1", 'Andi "Baso" Muis'),
        ("2", '"Andi "Baso" Muis"'),
    ]


def test_a_cell_longer_than_any_cell_is_damage(tmp_path: Path) -> None:
    with pytest.raises(FileDamaged):
        _cells(tmp_path, b"NIK,NAMA\n1," + b"x" * 200_000)


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileTooLarge):
        _cells(tmp_path, b"," * 400)
