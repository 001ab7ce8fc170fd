"""Files that cannot be read, through the window: each its sentence, nothing is kept, and the next file works."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.spreadsheets.other_formats import write_xls
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.import_page import ImportPage
from ucj_desktop.services.care.undo_import import imports_made
from ucj_desktop.services.collect.import_plan import Outcome
from ucj_desktop.services.collect.list_workers import count_workers
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely

HEAD = ["NIK", "NAMA LENGKAP", "TGL LAHIR", "DESA"]
ANDI = ["7302011708800001", "Andi Rahma", "17-08-1980", "Jalanjang"]
BASO = ["7302014101750002", "Baso Ali", "01-01-1975", "Jalanjang"]
BAD = "kiriman desa.xlsx"


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    window.go("import")
    made = window.page
    assert isinstance(made, ImportPage)
    return made


def _list(path: Path, *rows: list[str]) -> Path:
    write_freely(path, [FreeSheet(name="Data", rows=[HEAD, *rows])])
    return path


def _drop(page: ImportPage, qtbot: QtBot, *paths: Path) -> None:
    page.start.opened.emit(list(paths))
    qtbot.waitUntil(lambda: page.desk.jobs.current is None, timeout=20_000)


def _empty(path: Path) -> None:
    path.touch()


def _too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"PK")
        file.truncate(300 * 1024 * 1024)


def _with_a_password(path: Path) -> None:
    write_xls(path, [FreeSheet(name="Data", rows=[HEAD, BASO])], locked=True)


def _headings_alone(path: Path) -> None:
    _list(path)


def _folder(path: Path) -> None:
    path.mkdir()


def _gone(path: Path) -> None:
    del path


@pytest.mark.parametrize(
    ("make", "what", "fix"),
    [
        (_empty, f"Berkas {BAD} kosong.", "Pilih berkas yang berisi"),
        (_too_large, "terlalu besar untuk dibaca dengan aman: lebih dari 200 MB", "bagi menjadi beberapa berkas"),
        (_with_a_password, "dikunci dengan kata sandi", "hapus kata sandinya"),
        (_headings_alone, "Tidak ada orang di berkas ini", "isi dulu daftarnya"),
        (_folder, "adalah folder, bukan berkas", "Buka foldernya"),
        (_gone, "tidak ditemukan", "flashdisknya masih terpasang"),
    ],
)
def test_a_file_that_cannot_be_read_has_its_sentence_and_the_next_one_is_taken(
    make: Callable[[Path], None],
    what: str,
    fix: str,
    page: ImportPage,
    window: MainWindow,
    office: Office,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    make(tmp_path / BAD)
    _drop(page, qtbot, tmp_path / BAD)
    _is_told(page, window, office, what, fix)
    _next_file_works(page, window, office, qtbot, tmp_path, tmp_path / BAD)


@contextmanager
def _held_by_another(path: Path) -> Iterator[None]:
    """As a program holds a file that it keeps to itself; elsewhere than on Windows: an account that may not read it."""
    if sys.platform == "win32":
        from tests.windows.held import ALONE, held

        with held(path, ALONE):
            yield
        return
    path.chmod(0)
    own = os.geteuid()
    os.seteuid(65534 if own == 0 else own)  # root may open whatever it likes
    try:
        yield
    finally:
        os.seteuid(own)
        path.chmod(0o600)


def test_a_locked_file_is_told_and_read_once_it_is_let_go(
    page: ImportPage, window: MainWindow, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    path = _list(tmp_path / BAD, BASO)
    with _held_by_another(path):
        _drop(page, qtbot, path)
    _is_told(page, window, office, "sedang dipakai program lain", "Tutup dulu berkas itu di Excel")
    _drop(page, qtbot, path)
    assert page.result is not None
    assert page.result.count(Outcome.NEW) == 1


@contextmanager
def _at_the_first_step(page: ImportPage, do: Callable[[], object]) -> Iterator[None]:
    """Something happens to the file as soon as its reading has begun, on the very thread that reads it."""
    done: list[bool] = []

    def once(*_: object) -> None:
        if not done:
            done.append(True)
            do()

    told = page.desk.jobs._wire.told
    told.connect(once, Qt.ConnectionType.DirectConnection)
    yield
    told.disconnect(once)
    assert done, "the reading told nothing"


def test_a_file_that_changes_while_it_is_read_is_told_and_read_again(
    page: ImportPage, window: MainWindow, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    path = _list(tmp_path / BAD, ANDI)
    with _at_the_first_step(page, lambda: _list(path, ANDI, BASO)):
        _drop(page, qtbot, path)
    _is_told(page, window, office, "berubah selagi dibaca", "tunggu sampai selesai disalin")
    _drop(page, qtbot, path)
    assert page.result is not None
    assert page.result.count(Outcome.NEW) == 2


@pytest.mark.parametrize("goes", ["the file", "the stick"])
def test_a_file_that_vanishes_while_it_is_read_is_told(
    goes: str, page: ImportPage, window: MainWindow, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "FLASHDISK"
    stick.mkdir()
    path = _list(stick / BAD, ANDI)
    with _at_the_first_step(page, path.unlink if goes == "the file" else lambda: shutil.move(stick, tmp_path / "out")):
        _drop(page, qtbot, path)
    _is_told(page, window, office, "tidak ditemukan atau tidak bisa dibaca", "flashdisknya masih terpasang")
    _next_file_works(page, window, office, qtbot, tmp_path, path)


def test_the_stick_may_go_once_the_file_was_read(
    page: ImportPage, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "FLASHDISK"
    stick.mkdir()
    _drop(page, qtbot, _list(stick / BAD, ANDI, BASO))
    shutil.rmtree(stick)
    page.keep()
    qtbot.waitUntil(lambda: page.desk.is_idle, timeout=20_000)
    assert count_workers(office, WorkerFilter()) == 2


def test_the_error_workbook_for_a_stick_that_is_gone_says_so_and_the_import_stays(
    page: ImportPage, window: MainWindow, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    _drop(
        page, qtbot, _list(tmp_path / BAD, ANDI, ["", "", "", "Jalanjang"], ["7302010203800003", "", "", "Jalanjang"])
    )
    page.keep()
    qtbot.waitUntil(lambda: page.desk.is_idle, timeout=20_000)
    page.save_errors(tmp_path / "FLASHDISK" / "galat.xlsx")
    qtbot.waitUntil(lambda: page.desk.is_idle, timeout=20_000)
    assert "folder FLASHDISK tidak ada, atau flashdisknya sudah dicabut" in window.sentence.what.text()
    assert count_workers(office, WorkerFilter()) == 1


def _is_told(page: ImportPage, window: MainWindow, office: Office, what: str, fix: str) -> None:
    assert what in window.sentence.what.text()
    assert fix in window.sentence.fix.text()
    assert window.sentence.state is State.BLOCKS
    assert page.stack.currentWidget() is page.start
    assert count_workers(office, WorkerFilter()) == 0
    assert imports_made(office) == []


def _next_file_works(
    page: ImportPage, window: MainWindow, office: Office, qtbot: QtBot, folder: Path, bad: Path
) -> None:
    """The bad one dropped together with a good one: the sentence stays and the good one is imported."""
    _drop(page, qtbot, bad, _list(folder / "baik.xlsx", ANDI, BASO))
    assert not window.sentence.isHidden()
    assert page.result is not None
    assert (page.result.file, page.result.count(Outcome.NEW)) == ("baik.xlsx", 2)
    QTest.mouseClick(page.review.commit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.desk.is_idle, timeout=20_000)
    assert count_workers(office, WorkerFilter()) == 2
    assert len(imports_made(office)) == 1
