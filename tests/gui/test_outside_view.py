"""Daftar luar on the page Impor: a list is looked at, kept, and its differences are decided by keys."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.domain.rules.sound_worker import SOUND
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.outside import ListKind
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.import_page import ImportPage
from ucj_desktop.gui.pages.outside_view import OutsideView
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.services.accuracy.match_list import lists_matched
from ucj_desktop.services.accuracy.settle_outside import plan_to_fill
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.office import Office

HASNAH = replace(
    SOUND, worker_id=new_id(), nik="7302016901900004", full_name="Hasnah", birth_date=date(1990, 1, 29), desil=None
)


@pytest.fixture
def view(window: MainWindow, office: Office, qtbot: QtBot) -> OutsideView:
    save_new_worker(office, SOUND)
    save_new_worker(office, HASNAH)
    window.go("import", "outside")
    page = window.page
    assert isinstance(page, ImportPage)
    assert page.stack.currentWidget() is page.outside
    return page.outside


def _list(folder: Path, name: str = "DTSEN 30-09-2026.csv") -> Path:
    path = folder / name
    lines = ("NIK;NAMA;TANGGAL LAHIR;DESIL", f"{SOUND.nik};BASRI TAHIR;18-08-1980;2", f"{HASNAH.nik};HASNAH MADE UP;;7")
    path.write_text("\n".join((*lines, "abc;TANPA TANGGAL;;1")), encoding="utf-8")
    return path


def _rest(view: OutsideView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.desk.is_idle)


def _keep(view: OutsideView, qtbot: QtBot, path: Path) -> None:
    view.open_file(path, ListKind.DTSEN)
    qtbot.waitUntil(lambda: view.steps.currentIndex() == 1)
    view.keep()
    _rest(view, qtbot)


def test_nothing_is_kept_before_the_clerk_says_so(
    view: OutsideView, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    QAbstractItemModelTester(view.difference_rows, view)
    view.open_file(_list(tmp_path), ListKind.DTSEN)
    qtbot.waitUntil(lambda: view.steps.currentIndex() == 1)
    assert view.counts.text() == (
        "3 baris: 2 cocok, 0 bukan pekerja kantor ini, 1 perlu dilihat. 2 pekerja: 2 terdaftar; 3 isian berbeda."
    )
    assert (view.name.text(), view.dated.text()) == ("DTSEN 30-09-2026", "30-09-2026")
    assert view.unplaced_rows.rowCount() == 1
    assert lists_matched(office) == []
    view.begin_again()
    assert view.steps.currentIndex() == 0


def test_before_any_list_the_page_says_what_will_be_here(view: OutsideView, qtbot: QtBot, tmp_path: Path) -> None:
    _rest(view, qtbot)
    assert not view.tabs.isVisible()
    assert "muncul di sini" in " ".join(one.text() for one in view.below.findChildren(QLabel) if one.isVisible())
    _keep(view, qtbot, _list(tmp_path))
    view.reload()
    _rest(view, qtbot)
    assert view.tabs.isVisible()


def test_a_list_without_a_day_asks_for_it(view: OutsideView, office: Office, qtbot: QtBot, tmp_path: Path) -> None:
    view.open_file(_list(tmp_path, "daftar.csv"), ListKind.DTSEN)
    qtbot.waitUntil(lambda: view.steps.currentIndex() == 1)
    view.keep()
    assert "Tanggal daftar belum diisi" in view.bar.what.text()
    view.dated.setText("1/7/2026")
    view.keep()
    _rest(view, qtbot)
    assert [one.dated for one in lists_matched(office)] == [date(2026, 7, 1)]


def test_before_a_list_is_kept_its_tab_shows_the_very_differences_that_are_counted(
    view: OutsideView, qtbot: QtBot, tmp_path: Path
) -> None:
    view.open_file(_list(tmp_path), ListKind.DTSEN)
    qtbot.waitUntil(lambda: view.steps.currentIndex() == 1)
    assert "3 isian berbeda" in view.counts.text()
    assert view.tabs.tabText(0) == "Isian yang berbeda (3)"
    assert view.difference_rows.index(0, 4).data() == "belum dicatat"
    assert not view.take.isEnabled()
    assert "tekan Catat hasilnya dulu" in view.no_differences.text()
    QTest.keyClick(view.difference_table, Qt.Key.Key_1)
    _rest(view, qtbot)
    view.reload()
    _rest(view, qtbot)
    assert view.difference_rows.rowCount() == 3, "nothing was decided, and reading anew takes nothing away"
    view.begin_again()
    assert view.tabs.tabText(0) == "Isian yang berbeda"
    assert view.difference_rows.rowCount() == 0


def test_differences_are_decided_by_the_keys_one_and_two(
    view: OutsideView, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    _keep(view, qtbot, _list(tmp_path))
    qtbot.waitUntil(lambda: view.difference_rows.rowCount() == 3)
    assert view.tabs.tabText(0) == "Isian yang berbeda (3)"
    first = view._differences[view.difference_table.current_id()]
    assert (first.record.worker.full_name, first.field) == ("Basri Tahir", "birth_date")
    QTest.keyClick(view.difference_table, Qt.Key.Key_1)
    QTest.keyClick(view.difference_table, Qt.Key.Key_2)
    _rest(view, qtbot)
    assert open_worker(office, SOUND.worker_id).record.worker.birth_date == date(1980, 8, 18)
    assert open_worker(office, HASNAH.worker_id).record.worker == HASNAH
    qtbot.waitUntil(lambda: view.difference_rows.rowCount() == 1)


def test_desil_is_filled_after_it_was_counted_and_a_list_is_taken_back(
    view: OutsideView, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    _keep(view, qtbot, _list(tmp_path))
    qtbot.waitUntil(view.fill.isEnabled)
    view.plan_desil()
    _rest(view, qtbot)
    assert "Desil 1 pekerja masih kosong" in view.bar.what.text()
    assert open_worker(office, HASNAH.worker_id).record.worker.desil is None
    (list_id,) = view._lists
    view.fill_desil(list_id, plan_to_fill(office, list_id))
    _rest(view, qtbot)
    assert open_worker(office, HASNAH.worker_id).record.worker.desil == 7
    view.take_back()
    qtbot.waitUntil(lambda: bool(lists_matched(office)[0].undone_at) and view.desk.is_idle)
    assert not view.undo.isEnabled()


def test_the_panel_of_a_worker_shows_state_source_and_day(
    view: OutsideView, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    _keep(view, qtbot, _list(tmp_path))
    window.go("workers", SOUND.worker_id)
    page = window.page
    assert isinstance(page, WorkersPage)
    qtbot.waitUntil(lambda: page.panel.record is not None)
    shown = [one.text() for one in page.panel.findChildren(QLabel)]
    assert "Terdaftar, desil 2" in shown
    assert "DTSEN 30-09-2026, 30-09-2026 (NIK sama)" in shown
