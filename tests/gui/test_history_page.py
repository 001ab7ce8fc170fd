"""Riwayat: filtered and verified by clicks, read back from the screen."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from tests.reports.pdf import page_texts
from tests.working_day import enter, minuted
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.worker import Worker
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.history_page import HistoryPage
from ucj_desktop.gui.pages.number_dialogs import NumberDialog
from ucj_desktop.gui.pages.subject_dialogs import CodeDialog, EraseDialog, SubjectDialog
from ucj_desktop.gui.widgets.history_panel import UndoDialog
from ucj_desktop.gui.widgets.search_box import FilterChip
from ucj_desktop.services.care.made_up_people import make_people
from ucj_desktop.services.care.ugly_workbook import write_ugly_workbook
from ucj_desktop.services.checkpoints import sign_day, signed_points
from ucj_desktop.services.collect.enter_worker import correct_worker
from ucj_desktop.services.collect.import_file import import_file
from ucj_desktop.services.collect.list_workers import count_workers
from ucj_desktop.services.office import Office


@pytest.fixture
def people(office: Office) -> list[Worker]:
    return enter(office, 4)


@pytest.fixture
def page(people: list[Worker], window: MainWindow, qtbot: QtBot) -> HistoryPage:
    del people
    window.go("history")
    made = window.page
    assert isinstance(made, HistoryPage)
    qtbot.waitUntil(lambda: bool(made.model.ids) and made.desk.is_idle)
    return made


def _said(page: HistoryPage) -> list[str]:
    return [page.model.index(row, 2).data() for row in range(page.model.rowCount())]


def _pick(chip: FilterChip, word: str) -> None:
    next(one for one in chip.menu().actions() if one.text() == word).trigger()


def _rest(page: HistoryPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.desk.is_idle)


def test_the_newest_row_stands_first_and_is_told_in_full(page: HistoryPage, people: list[Worker]) -> None:
    assert _said(page)[0] == "Pekerja dimasukkan."
    assert _said(page)[-1].startswith("Kantor dibuat")
    assert page.panel.worker.text() == people[-1].full_name
    assert page.subtitle.text() == f"{len(page.model.ids)} catatan"


def test_in_a_low_window_what_is_told_scrolls_and_what_can_be_pressed_stays_clear(
    page: HistoryPage, people: list[Worker], window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    long = replace(people[0], address="Jalan Poros Bulukumba Bantaeng nomor 12 depan masjid raya", alias="Puang Rahma")
    correct_worker(office, replace(long, full_name="Andi Muhammad Rahmansyah Bonto Tangnga", mother_name="Sitti Baso"))
    window.desk.changes.announce(Change(Touched.WORKERS, ""))
    window.resize(960, 520)
    _rest(page, qtbot)
    page.table.go_to(page.model.ids[0])
    qtbot.waitUntil(page.panel.undo.isVisible)
    panel = page.panel
    pressed = [panel.open, panel.only, panel.undo]
    for one in pressed:
        assert one.visibleRegion().boundingRect() == one.rect(), one.text()
        assert one.height() >= one.minimumSizeHint().height()
    [words] = panel.findChildren(QScrollArea)
    assert all(not words.geometry().intersects(one.geometry()) for one in pressed)
    assert words.height() > 100
    assert panel.sentence.height() >= panel.sentence.minimumSizeHint().height()


def test_a_name_typed_leaves_that_workers_rows(page: HistoryPage, people: list[Worker], qtbot: QtBot) -> None:
    QTest.keyClicks(page.search, people[0].full_name)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.wanted.worker_text == people[0].full_name)
    _rest(page, qtbot)
    assert {page.model.index(row, 3).data() for row in range(page.model.rowCount())} == {people[0].full_name}
    QTest.mouseClick(page.clear, Qt.MouseButton.LeftButton)
    _rest(page, qtbot)
    assert len(_said(page)) > 4
    assert page.search.text() == ""


def test_a_kind_chosen_leaves_its_rows_and_says_so(page: HistoryPage, qtbot: QtBot) -> None:
    _pick(page.kind, "Data pekerja")
    _rest(page, qtbot)
    assert set(_said(page)) == {"Pekerja dimasukkan."}
    assert page.subtitle.text() == "4 catatan yang cocok dengan saringan"
    _pick(page.kind, "Surat dan daftar")
    _rest(page, qtbot)
    assert page.stack.currentWidget() is page.none


def test_a_day_typed_is_shown_alone_and_a_wrong_one_is_said(page: HistoryPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.day, "1-1-2020")
    QTest.keyClick(page.day, Qt.Key.Key_Return)
    _rest(page, qtbot)
    assert page.stack.currentWidget() is page.none
    page.day.clear()
    QTest.keyClicks(page.day, "45-1-2020")
    QTest.keyClick(page.day, Qt.Key.Key_Return)
    assert page.result.isVisible()
    _pick(page.days, "Hari ini")
    _rest(page, qtbot)
    assert page.day.text() == ""
    assert page.stack.currentWidget() is not page.none


def test_only_this_worker_and_opening_it(
    page: HistoryPage, people: list[Worker], window: MainWindow, qtbot: QtBot
) -> None:
    QTest.mouseClick(page.panel.only, Qt.MouseButton.LeftButton)
    _rest(page, qtbot)
    assert page.wanted.worker_id == people[-1].worker_id
    assert len(page.model.ids) == 1
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert window.page is not page


def test_a_whole_journal_is_said_to_be_whole(page: HistoryPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.verify, Qt.MouseButton.LeftButton)
    _rest(page, qtbot)
    assert page.result.state is State.GOOD
    assert page.result.what.text().startswith(f"Jurnal utuh: {len(page.model.ids)} catatan")
    assert page.verify.isEnabled()


def test_an_import_is_taken_back_from_its_row(page: HistoryPage, office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "usulan.xlsx"
    write_ugly_workbook(path, [one.worker for one in make_people(3, 6, "730201")], 3)
    import_file(office, path)
    assert count_workers(office, WorkerFilter()) > 4
    page.reload()
    _rest(page, qtbot)
    _pick(page.kind, "Impor")
    _rest(page, qtbot)
    QTest.mouseClick(page.panel.undo, Qt.MouseButton.LeftButton)
    dialog = page.panel.findChild(UndoDialog)
    assert dialog is not None
    QTest.mouseClick(dialog.press, Qt.MouseButton.LeftButton)
    _rest(page, qtbot)
    assert count_workers(office, WorkerFilter()) == 4
    _rest(page, qtbot)
    assert _said(page)[0].startswith("Impor dibatalkan")


def test_the_code_of_a_paper_is_compared_and_a_strange_one_is_unknown(
    page: HistoryPage, office: Office, qtbot: QtBot
) -> None:
    sign_day(office)
    (point,) = signed_points(office)
    page.code_of_paper.click()
    dialog = page.findChild(CodeDialog)
    assert isinstance(dialog, CodeDialog)
    assert dialog.points.rowCount() == 1
    for typed, words in ((point.hash.hex()[:16].upper(), "asli"), ("0" * 16, "tidak ada"), ("12", "16 tanda")):
        dialog.code.setText(typed)
        dialog.press.click()
        qtbot.waitUntil(dialog.press.isEnabled)
        assert words in dialog.bar.what.text()
    dialog.close()


def test_a_request_is_written_down_answered_and_the_person_erased_by_clicks(
    page: HistoryPage, people: list[Worker], tmp_path: Path, qtbot: QtBot
) -> None:
    page.rights.click()
    dialog = page.findChild(SubjectDialog)
    assert isinstance(dialog, SubjectDialog)
    dialog.search.setText(people[0].full_name)
    qtbot.waitUntil(lambda: dialog.worker_id == people[0].worker_id)
    dialog.receive.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    dialog.answer.setText("dicetak dan diserahkan")
    dialog.reply.click()
    qtbot.waitUntil(lambda: [one.state for one in dialog.requests] == ["sudah dijawab"])
    dialog.print_record(tmp_path / "data.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "data.pdf").exists() and page.desk.is_idle)
    dialog.print_certificate(tmp_path / "surat.pdf")
    qtbot.waitUntil(lambda: "belum ada dalam berita acara" in dialog.bar.what.text())
    assert not (tmp_path / "surat.pdf").exists()
    dialog.erase.click()
    asking = dialog.findChild(EraseDialog)
    assert isinstance(asking, EraseDialog)
    asking.why.setText("permintaan diterima")
    asking.erase_to(tmp_path / "berita.pdf")
    qtbot.waitUntil(lambda: [one.full_name for one in dialog.requests] == [""])
    assert (tmp_path / "berita.pdf").read_bytes().startswith(b"%PDF")
    dialog.close()


def test_a_certificate_gets_its_number_beside_the_button_that_prints_it(
    page: HistoryPage, people: list[Worker], tmp_path: Path, qtbot: QtBot
) -> None:
    page.rights.click()
    dialog = page.findChild(SubjectDialog)
    assert isinstance(dialog, SubjectDialog)
    dialog.search.setText(people[0].full_name)
    qtbot.waitUntil(lambda: dialog.worker_id == people[0].worker_id)
    dialog.number.click()
    assert "belum ada dalam berita acara" in dialog.bar.what.text()
    minuted(page.office, people)
    dialog.number.click()
    asking = dialog.findChild(NumberDialog)
    assert isinstance(asking, NumberDialog)
    asking.number.setText("500.15/041/KEC-GTR/XI/2026")
    asking.press.click()
    qtbot.waitUntil(lambda: "dicatat" in dialog.bar.what.text())
    dialog.print_certificate(tmp_path / "surat.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "surat.pdf").exists() and page.desk.is_idle)
    assert "500.15/041/KEC-GTR/XI/2026" in page_texts((tmp_path / "surat.pdf").read_bytes())[0]
    dialog.number.click()
    assert "sudah bernomor 500.15/041/KEC-GTR/XI/2026" in dialog.bar.what.text()
    dialog.close()
