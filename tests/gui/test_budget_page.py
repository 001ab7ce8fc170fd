"""Kuota & anggaran by clicks: a line, who waits, a decision, its decree, what changed since."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.resting import rest
from tests.relay_office import GANTARANG, accepted_workers
from ucj_desktop.domain.budget import Precedence
from ucj_desktop.domain.tariff import Funding
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.budget_dialogs import DecideDialog, DecreeDialog, PriorityDialog
from ucj_desktop.gui.pages.budget_line_dialog import BudgetLineDialog
from ucj_desktop.gui.pages.budget_page import BudgetPage
from ucj_desktop.services.district.budget_setup import show_budget
from ucj_desktop.services.district.decide_budget import decided_places, list_decisions

A_YEAR = 12 * 16_800


@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot) -> Iterator[BudgetPage]:
    """A district with six accepted workers and no line yet."""
    with accepted_workers(tmp_path) as (district, _, _):
        window = MainWindow(district)
        qtbot.addWidget(window)
        window.show()
        window.go("budget")
        rest(window.desk)
        shown = window.page
        assert isinstance(shown, BudgetPage)
        yield shown
        rest(window.desk)


def add_line(page: BudgetPage, name: str, ceiling: str) -> BudgetLineDialog:
    dialog = BudgetLineDialog(page.desk, show_budget(page.office), None, page.window())
    dialog.open()
    dialog.name.setText(name)
    dialog.ceiling.setText(ceiling)
    dialog.press.click()
    rest(page.desk)
    return dialog


def test_a_line_typed_in_shows_whom_it_pays_and_what_is_left(page: BudgetPage) -> None:
    assert page.first_tab.currentWidget() is page.empty
    assert not page.decide.isEnabled()
    add_line(page, "APBD kabupaten", "1.000.000")
    [line] = show_budget(page.office).lines
    assert (line.ceiling, line.months, line.funding) == (1_000_000, 12, Funding.APBD_REGENCY)
    assert line.first_month == date(page.office.preferences.period, 1, 1)
    assert page.lines.rows.cell(0, 6).text == "806.400"
    assert [tile.figure.text() for tile in page.tiles.values()] == ["6", "4", "2", "806.400", "193.600"]
    assert page.tabs.tabText(2) == "Menunggu (2)"
    assert "******" in page.waiting.rows.cell(0, 2).text  # the NIK is masked


def test_what_is_no_money_is_said_inside_the_dialog(page: BudgetPage) -> None:
    dialog = add_line(page, "APBD", "seribu")
    assert dialog.isVisible()
    assert "bukan jumlah rupiah" in dialog.bar.what.text()
    assert show_budget(page.office).lines == ()
    dialog.ceiling.setText("0")
    dialog.press.click()
    rest(page.desk)
    assert "tidak masuk akal" in dialog.bar.what.text()
    dialog.reject()


def test_deciding_says_what_it_will_say_and_the_page_then_agrees(page: BudgetPage, tmp_path: Path) -> None:
    add_line(page, "APBD", "1.000.000")
    assert page.found is not None
    dialog = DecideDialog(page.desk, page.found, page.window())
    dialog.open()
    assert dialog.press.text() == "Tetapkan 4 pekerja"
    dialog.press.click()
    rest(page.desk)
    assert len(decided_places(page.office)[1]) == 4
    assert not page.decide.isEnabled()
    assert page.decide.toolTip() == "Sudah ditetapkan seperti ini."
    assert page.tabs.tabText(4) == "Penetapan (1)"
    page.save_pdf(tmp_path / "lampiran.pdf")
    page.save_workbook(tmp_path / "lampiran.xlsx")
    rest(page.desk)
    assert (tmp_path / "lampiran.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "lampiran.xlsx").is_file()


def test_the_decree_is_written_in_from_the_list(page: BudgetPage) -> None:
    add_line(page, "APBD", "1.000.000")
    assert page.found is not None
    decide = DecideDialog(page.desk, page.found, page.window())
    decide.open()
    decide.press.click()
    rest(page.desk)
    dialog = DecreeDialog(page.desk, list_decisions(page.office)[0], page.window())
    dialog.open()
    dialog.named.setText("188.45/3/2026")
    dialog.day.setText("31-02-2026")
    dialog.press.click()
    rest(page.desk)
    assert dialog.isVisible()
    dialog.day.setText("")
    dialog.press.click()
    rest(page.desk)
    assert list_decisions(page.office)[0].decree_number == "188.45/3/2026"
    assert page.decisions.rows.cell(0, 4).text == "188.45/3/2026"


def test_a_line_that_was_taken_out_comes_back_by_undo(page: BudgetPage, qtbot: QtBot) -> None:
    add_line(page, "APBD", "1.000.000")
    page.remove.click()
    rest(page.desk)
    assert show_budget(page.office).lines == ()
    assert page.first_tab.currentWidget() is page.empty
    window = page.window()
    assert isinstance(window, MainWindow)
    window.undo.read()
    rest(page.desk)
    assert window.undo.back.toolTip() == "Batalkan: ubah kuota dan anggaran (Ctrl+Z)"
    window.undo.back.click()
    qtbot.waitUntil(lambda: [one.name for one in show_budget(page.office).lines] == ["APBD"])
    rest(page.desk)


def test_priority_is_moved_by_keys_and_a_quota_is_kept(page: BudgetPage) -> None:
    dialog = PriorityDialog(page.desk, show_budget(page.office), page.window())
    dialog.open()
    dialog.order.setCurrentRow(2)  # by age
    for _ in range(2):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        QApplication.sendEvent(dialog.order, press)
    dialog.order.item(2).setCheckState(Qt.CheckState.Unchecked)  # by risk
    dialog.quotas[GANTARANG].setText("dua")
    dialog.press.click()
    rest(page.desk)
    assert "bukan jumlah orang" in dialog.bar.what.text()
    dialog.quotas[GANTARANG].setText("2")
    dialog.keeps.setChecked(False)
    dialog.press.click()
    rest(page.desk)
    setup = show_budget(page.office)
    assert setup.order == (Precedence.AGE, Precedence.DESIL, Precedence.VALIDATED)
    assert (setup.quotas, setup.keeps_places) == ({GANTARANG: 2}, False)
