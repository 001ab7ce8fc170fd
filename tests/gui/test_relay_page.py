"""The page BPJS: the sheet looked at and made, results looked at and written down, a batch taken back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.relay_office import accepted_workers, in_stage, write_results
from ucj_desktop.domain.stage import Stage
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.relay_page import RelayPage, TakeBackDialog
from ucj_desktop.services.district.export_relay import relay_batches
from ucj_desktop.services.office import Office


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    """Six accepted workers."""
    with accepted_workers(tmp_path) as (office, _, _):
        yield office


@pytest.fixture
def page(district: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot) -> RelayPage:
    window = open_window(district)
    window.go("relay")
    made = window.page
    assert isinstance(made, RelayPage)
    qtbot.waitUntil(lambda: made.desk.is_idle)
    return made


def press(button: QPushButton, page: RelayPage, qtbot: QtBot) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.desk.is_idle)


def written(page: RelayPage, path: Path, qtbot: QtBot) -> list[str]:
    """The NIKs of a sheet made on the page."""
    page.out.write_sheet(path)
    qtbot.waitUntil(lambda: page.desk.is_idle)
    return [row[1] for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True)]


def test_who_goes_is_shown_masked_before_anything_is_written(page: RelayPage, district: Office) -> None:
    assert page.out.tabs.tabText(0) == "Yang dikirim (6)"
    shown = [page.out.row_model.cell(row, 1).text for row in range(6)]
    assert all("******" in one for one in shown)
    assert "belum dikonfirmasi" in page.out.bar.what.text()
    assert relay_batches(district) == []
    assert not page.take_back.isEnabled()


def test_the_boxes_decide_who_goes(page: RelayPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.out.most.setText("4")
    page.out.most.editingFinished.emit()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert page.out.tabs.tabText(1) == "Tidak ikut (2)"
    assert len(written(page, tmp_path / "1.xlsx", qtbot)) == 4
    page.out.offices.setCurrentIndex(page.out.offices.findData("730202"))
    page.out.replan()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert not page.out.write.isEnabled()
    assert page.out.write.toolTip() == "Belum ada pekerja yang bisa dikirim."


def test_a_sheet_becomes_a_batch_and_nobody_of_it_goes_again(page: RelayPage, qtbot: QtBot, tmp_path: Path) -> None:
    assert len(written(page, tmp_path / "bpjs.xlsx", qtbot)) == 6
    assert page.tabs.currentWidget() is page.below
    assert page.waiting.figure.text() == "6"
    assert page.out.tabs.tabText(0) == "Yang dikirim (0)"
    assert not page.out.write.isEnabled()


def test_results_are_looked_at_first_and_then_written_down(
    page: RelayPage, district: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    niks = written(page, tmp_path / "bpjs.xlsx", qtbot)
    rows = [(niks[0], "", "BERHASIL", ""), (niks[1], "", "GAGAL", "NIK tidak padan"), (niks[2], "", "???", "")]
    page.results.open_file(write_results(tmp_path / "hasil.xlsx", rows))
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert "1 terdaftar, 1 ditolak, 0 sudah diketahui, 1 perlu dilihat" in page.results.counts.text()
    assert in_stage(district, Stage.REGISTERED) == []
    page.show_subject("results")
    press(page.results.keep, page, qtbot)
    assert len(in_stage(district, Stage.REGISTERED)) == 1
    assert (page.registered.figure.text(), page.refused.figure.text()) == ("1", "1")
    assert page.results.stack.currentWidget() is page.results.nothing
    assert page.take_back.toolTip() == "Kiriman ini sudah dijawab BPJS."


def test_a_batch_is_taken_back_only_with_a_reason(
    page: RelayPage, district: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    written(page, tmp_path / "bpjs.xlsx", qtbot)
    chosen = page._chosen()
    assert chosen is not None
    dialog = TakeBackDialog(page.desk, chosen, page)
    assert not dialog.press.isEnabled()
    dialog.reason.setPlainText("Format ditolak loket")
    dialog.submit()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert [one.is_taken_back for one in relay_batches(district)] == [True]
    assert page.out.tabs.tabText(0) == "Yang dikirim (6)"


def test_an_own_format_is_taken_in_and_chosen(page: RelayPage, district: Office, qtbot: QtBot, tmp_path: Path) -> None:
    plan = page.out.plan
    assert plan is not None
    path = tmp_path / "format.toml"
    path.write_text(plan.profile.toml.replace("confirmed = false", "confirmed = true"), "utf-8")
    page.out.take_in_profile(path)
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert page.out.bar.isHidden()
    assert page.out.profiles.count() == 1
