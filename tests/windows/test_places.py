"""Where a store may lie on Windows, and names that are not plain."""

import contextlib
import os
import shutil
from pathlib import Path

import pytest

from tests.demo_office import ADMIN, PASSWORD, make_office
from tests.spreadsheets.workbooks import sound
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.services.office import open_office
from ucj_desktop.services.store_folder import default_store_folder
from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely
from ucj_desktop.spreadsheets.reader import read_workbook
from ucj_desktop.storage.location import LONGEST_FOLDER, PlaceTooDeep, UnsafePlace, refuse_unsafe_place

STRANGE = ["Andi Ünal", "Kecamatan Gantarang (2026)", "العربية", "pekerja 😀", "a" * 60, "dua  spasi & 50% [x] 'y'"]


@pytest.mark.parametrize("path", ["//server/bersama/Kantor", "\\\\server\\bersama", "\\\\?\\UNC\\server\\bersama\\a"])
def test_another_computer_is_refused_without_asking_it(path: str) -> None:
    with pytest.raises(UnsafePlace) as told:
        refuse_unsafe_place(Path(path))
    assert "jaringan" in told.value.what


def test_a_long_form_of_a_path_of_this_computer_is_none_of_another(tmp_path: Path) -> None:
    refuse_unsafe_place(Path(f"\\\\?\\{tmp_path}"))


@pytest.mark.parametrize("part", ["ONEDRIVE", "onedrive - pemkab", "iCloudDrive"])
def test_case_does_not_hide_a_synced_folder(tmp_path: Path, part: str) -> None:
    with pytest.raises(UnsafePlace):
        refuse_unsafe_place(tmp_path / part / "kantor")


def test_case_does_not_hide_where_windows_says_that_it_synchronises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDrive", str(tmp_path / "Awan").upper())
    with pytest.raises(UnsafePlace):
        refuse_unsafe_place(tmp_path / "awan" / "kantor")


def test_a_folder_too_deep_for_the_files_inside_is_refused_and_the_deepest_allowed_is_not(tmp_path: Path) -> None:
    room = LONGEST_FOLDER - len(str(tmp_path)) - 1
    refuse_unsafe_place(tmp_path / ("d" * room))
    with pytest.raises(PlaceTooDeep):
        refuse_unsafe_place(tmp_path / ("d" * (room + 1)))


def test_the_longest_name_inside_an_office_fits_into_what_windows_opens() -> None:
    sealed_letter_being_written = f"archive\\{'0' * 64}.baru"
    store_being_copied = "backups\\20261122-163301-123456.sebagian\\store.db-journal"
    longest = max(len(sealed_letter_being_written), len(store_being_copied))
    assert LONGEST_FOLDER + 1 + longest < 260


def test_the_office_lies_where_windows_keeps_what_stays_on_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = default_store_folder()
    assert folder.is_relative_to(os.environ["LOCALAPPDATA"])
    assert not folder.is_relative_to(os.environ["APPDATA"])
    monkeypatch.delenv("LOCALAPPDATA")
    assert default_store_folder().parts[-3:] == ("AppData", "Local", "UCJ Desktop")
    refuse_unsafe_place(folder)


@pytest.mark.parametrize("name", STRANGE)
def test_strange_names_are_read_and_written(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    assert read_workbook(sound(folder / f"{name}.xlsx")).sheets
    write_freely(folder / f"{name} 2.xlsx", [FreeSheet(name="Data", rows=[["a"]])])
    assert read_workbook(folder / f"{name} 2.xlsx").sheets[0].rows[0].cells == ("a",)


def test_an_office_lies_in_a_folder_with_a_strange_name(tmp_path: Path) -> None:
    office = make_office(tmp_path / "Andi Ünal" / "العربية 😀" / "Kantor Kecamatan")
    office.close()
    open_office(Path(str(office.folder).upper()), ADMIN, PASSWORD).close()
    shutil.rmtree(office.folder)


def test_a_list_in_a_very_deep_folder_is_written_or_refused_by_a_sentence(tmp_path: Path) -> None:
    deep = Path(f"\\\\?\\{tmp_path}").joinpath(*["d" * 100] * 3)
    deep.mkdir(parents=True)
    try:
        with contextlib.suppress(ClerkError):  # long paths are a setting of Windows, off as it is delivered
            plain = Path(str(deep).removeprefix("\\\\?\\"))
            write_freely(plain / "a.xlsx", [FreeSheet(name="Data", rows=[["a"]])])
            assert read_workbook(plain / "a.xlsx").sheets
        write_freely(deep / "b.xlsx", [FreeSheet(name="Data", rows=[["a"]])])
        assert read_workbook(deep / "b.xlsx").sheets
    finally:
        shutil.rmtree(f"\\\\?\\{tmp_path}")
