"""A file that is open in another program: read where that program allows it, else a sentence with the way out."""

import shutil
import sys
from pathlib import Path

import pytest

assert sys.platform == "win32"
from tests.demo_office import ADMIN, PASSWORD, make_office
from tests.spreadsheets.workbooks import sound
from tests.windows.held import ALONE, OTHERS_READ, held, held_for_a_moment
from ucj_desktop.crypto.account_names import account_names
from ucj_desktop.crypto.files import replace_file, replace_patiently
from ucj_desktop.crypto.keyring_refusals import KeyringHeldElsewhere
from ucj_desktop.handoff.stick import PARTIAL, write_to_stick
from ucj_desktop.handoff.stick_refusals import StickFileOpen
from ucj_desktop.services.office import open_office
from ucj_desktop.services.paper.archive import PaperNotWritten, write_pdf
from ucj_desktop.spreadsheets.cells import FileInUse, FileNotWritable
from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely
from ucj_desktop.spreadsheets.reader import read_workbook
from ucj_desktop.spreadsheets.writer import TableColumn, write_table
from ucj_desktop.storage.database import StoreHeldElsewhere

PACKAGE = "UCJ-730201-0007.ucj"


def test_a_workbook_that_is_open_in_excel_is_read(tmp_path: Path) -> None:
    path = sound(tmp_path / "a.xlsx")
    with held(path, OTHERS_READ):
        assert read_workbook(path).sheets


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_file_that_another_program_keeps_to_itself_is_told(tmp_path: Path, name: str) -> None:
    path = sound(tmp_path / "a.xlsx") if name == "a.xlsx" else tmp_path / name
    if name == "a.csv":
        path.write_text("NIK;NAMA\n", "utf-8")
    with held(path, ALONE), pytest.raises(FileInUse) as told:
        read_workbook(path)
    assert "Tutup dulu berkas itu di Excel" in told.value.fix


def test_a_list_that_is_open_in_excel_is_not_written_over_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "BNBA.xlsx"
    write_freely(path, [FreeSheet(name="Lama", rows=[["a"]])])
    before = path.read_bytes()
    with held(path, OTHERS_READ), pytest.raises(FileNotWritable):
        write_table(path, columns=[TableColumn(heading="NO")], rows=[("1",)], title_lines=[], sheet_name="BNBA")
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["BNBA.xlsx"]


def test_a_letter_that_is_open_in_a_reader_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "BA-VER 1-1.pdf"
    path.write_bytes(b"%PDF old")
    with held(path, OTHERS_READ), pytest.raises(PaperNotWritten) as told:
        write_pdf(path, b"%PDF new")
    assert "Tutup berkas itu" in told.value.fix
    assert path.read_bytes() == b"%PDF old"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_package_on_the_stick_that_is_open_elsewhere_is_named(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / PACKAGE).write_bytes(b"old")
    (tmp_path / PACKAGE).write_bytes(b"new")
    with held(stick / PACKAGE, OTHERS_READ), pytest.raises(StickFileOpen):
        write_to_stick(tmp_path / PACKAGE, stick)
    assert (stick / PACKAGE).read_bytes() == b"old"
    assert not (stick / (PACKAGE + PARTIAL)).exists()


def test_a_store_that_another_program_holds_has_its_sentence_and_opens_afterwards(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    office.close()
    with held(office.folder / "store.db", ALONE), pytest.raises(StoreHeldElsewhere) as told:
        open_office(office.folder, ADMIN, PASSWORD)
    assert told.value.code == "DATA-07"
    open_office(office.folder, ADMIN, PASSWORD).close()


def test_a_keyring_that_another_program_holds_is_not_called_damaged(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    office.close()
    with held(office.folder / "keyring.json", ALONE):
        with pytest.raises(KeyringHeldElsewhere):
            open_office(office.folder, ADMIN, PASSWORD)
        with pytest.raises(KeyringHeldElsewhere):
            account_names(office.folder)


def test_a_small_file_that_an_antivirus_holds_for_a_moment_is_replaced_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"
    path.write_bytes(b"old")
    with held_for_a_moment(path):
        replace_file(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_folder_gets_its_name_once_the_antivirus_has_looked_into_it(tmp_path: Path) -> None:
    (tmp_path / "new.sebagian").mkdir()
    (tmp_path / "new.sebagian" / "store.db").write_bytes(b"copy")
    with held_for_a_moment(tmp_path / "new.sebagian" / "store.db"):
        replace_patiently(tmp_path / "new.sebagian", tmp_path / "new")
    assert (tmp_path / "new" / "store.db").read_bytes() == b"copy"


def test_a_closed_office_holds_none_of_its_files(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    office.close()
    left = {one.name for one in office.folder.iterdir()}
    assert not left & {"store.db-wal", "store.db-shm"}
    shutil.rmtree(office.folder)
    assert not office.folder.exists()
