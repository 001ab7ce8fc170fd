"""Keying what came back from the field: in the order of the paper, or by the code of a row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.demo_office import put_people
from tests.gui.resting import rest
from ucj_desktop.domain.row_code import row_code
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.ruling_view import RulingView
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.services.collect.enter_worker import correct_worker
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.field_order import TO_VERIFY, field_order


@pytest.fixture
def page(office: Office, open_window: Callable[[Office], MainWindow]) -> VerificationPage:
    put_people(office, 40, messy=False)
    window = open_window(office)
    window.go("verification")
    rest(window.desk)
    made = window.page
    assert isinstance(made, VerificationPage)
    made.table.go_to(max(made.villages.values(), key=lambda one: one.total).village_code)
    return made


def keys_of(page: VerificationPage) -> RulingView:
    page.verify()
    return page.ruling


def rested(page: VerificationPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.desk.is_idle and not page.ruling.queue.saving)


def test_the_list_under_the_keys_is_in_the_order_of_the_printed_form(page: VerificationPage, office: Office) -> None:
    village = page.table.current_id()
    last = open_worker(office, field_order(office, village, TO_VERIFY)[-1]).record.worker
    correct_worker(office, replace(last, hamlet="Aaa"))
    view = keys_of(page)
    assert list(view.model.ids) == field_order(office, village, TO_VERIFY)
    assert view.model.ids[0] == last.worker_id


def test_a_code_typed_on_the_list_finds_its_row_and_the_verdict_goes_there(
    page: VerificationPage, office: Office, qtbot: QtBot
) -> None:
    view = keys_of(page)
    view.visited_on.setText("02-11-2025")
    view.found_by.setText("Pak Dusun")
    wanted = view.model.ids[3]
    digits = row_code(wanted).replace("-", "")
    QTest.keyClicks(view.table, digits[0])
    QTest.keyClicks(view.code_box, digits[1:])
    assert (view.table.current_id(), view.code_box.text()) == (wanted, "")
    QTest.keyClick(view.table, Qt.Key.Key_S)
    rested(page, qtbot)
    [ruling] = open_worker(office, wanted).rulings
    assert (ruling.verdict, ruling.visited_on, ruling.found_by, ruling.source) == (
        Verdict.ELIGIBLE,
        date(2025, 11, 2),
        "Pak Dusun",
        "Formulir lapangan",
    )


def test_the_digits_of_a_reason_are_no_code(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    view = keys_of(page)
    first = view.model.ids[0]
    QTest.keyClick(view.table, Qt.Key.Key_T)
    QTest.keyClicks(view.table, "01")
    rested(page, qtbot)
    assert open_worker(office, first).record.standing.reason is Reason.DECEASED
    assert view.code_box.text() == ""


@pytest.mark.parametrize("typed, said", [("1234567", "salah ketik"), ("0000000", "tidak ada di daftar ini")])
def test_a_code_that_leads_nowhere_is_told_and_the_cursor_stays(page: VerificationPage, typed: str, said: str) -> None:
    view = keys_of(page)
    here = view.table.current_id()
    QTest.keyClicks(view.code_box, typed)
    assert view.table.current_id() == here
    assert said in view.bar.what.text()


def test_a_day_that_cannot_be_keeps_the_verdict_back(page: VerificationPage, office: Office, qtbot: QtBot) -> None:
    view = keys_of(page)
    first = view.table.current_id()
    view.visited_on.setText("31-02-2026")
    QTest.keyClick(view.table, Qt.Key.Key_S)
    rested(page, qtbot)
    assert open_worker(office, first).rulings == ()


def test_the_form_goes_out_as_a_workbook_and_its_results_come_back(
    page: VerificationPage, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    village, path = page.table.current_id(), tmp_path / "formulir.xlsx"
    ids = field_order(office, village, TO_VERIFY)
    page.save_form_to(path)
    rested(page, qtbot)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[6] if cell.value == "HASIL")
    sheet.cell(7, column).value = "LAYAK"
    book.save(path)
    page.read_sheet(path, Step.VERIFY)
    rested(page, qtbot)
    QApplication.processEvents()
    verdicts = [open_worker(office, one).record.standing.verdict for one in ids]
    assert verdicts == [Verdict.ELIGIBLE, *[None] * (len(ids) - 1)]
