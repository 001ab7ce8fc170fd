"""Looking at a file: one that is written to meanwhile is told, because nobody knows what was read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offices import make_office
from ucj_desktop.services.collect.plan_file import look_at_file
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.cells import FileChanged
from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "kantor")
    yield made
    made.close()


class _WritesOn:
    """A clerk at another window, who saves the file while it is being read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        with self._path.open("ab") as file:
            file.write(b"x")


def test_a_file_that_changes_while_it_is_read_is_told(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    write_freely(path, [FreeSheet(name="Data", rows=[["NIK", "NAMA"], ["7302011708800001", "Baso"]])])
    with pytest.raises(FileChanged) as raised:
        look_at_file(office, path, _WritesOn(path))
    assert "berubah selagi dibaca" in raised.value.what


def test_a_file_that_stays_is_read_with_its_digest(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    write_freely(path, [FreeSheet(name="Data", rows=[["NIK", "NAMA"], ["7302011708800001", "Baso"]])])
    assert len(look_at_file(office, path).sha256) == 64
