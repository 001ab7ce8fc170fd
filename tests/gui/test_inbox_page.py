"""Kotak masuk and Rekap of a kabupaten: a stick looked at, looked into, received, answered and counted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.demo_office import make_office
from tests.district_day import UJUNG_BULU, send_package
from ucj_desktop.domain.coverage import Segment
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.coverage_dialog import CoverageDialog
from ucj_desktop.gui.pages.inbox_page import InboxPage
from ucj_desktop.gui.pages.recap_page import RecapPage
from ucj_desktop.services.office import Office


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "district", OfficeKind.DISTRICT)
    yield made
    made.close()


@pytest.fixture
def stick(district: Office, tmp_path: Path) -> Path:
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    send_package(district, tmp_path / "gantarang", folder, count=8)
    return folder


@pytest.fixture
def page(district: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot) -> InboxPage:
    window = open_window(district)
    window.go("inbox")
    made = window.page
    assert isinstance(made, InboxPage)
    qtbot.waitUntil(lambda: made.desk.is_idle)
    return made


def _press(press: QPushButton, page: InboxPage, qtbot: QtBot) -> None:
    assert press.isEnabled()
    QTest.mouseClick(press, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.desk.is_idle)


def _choose(page: InboxPage, stick: Path, qtbot: QtBot) -> None:
    page.chooser.choose_folder(stick)
    qtbot.waitUntil(lambda: page.desk.is_idle)


def _states(page: InboxPage) -> list[str]:
    return [row.words for row in page.arrivals.rows.values()]


def test_before_a_stick_the_page_says_what_to_do(page: InboxPage) -> None:
    assert page.arrivals.stack.currentWidget() is page.arrivals.nothing
    assert "tidak menulis apa pun" in page.arrivals.nothing.sentence.text()


def test_a_listed_package_is_not_trusted_and_cannot_be_received_yet(page: InboxPage, stick: Path, qtbot: QtBot) -> None:
    before = sorted(one.name for one in stick.iterdir())
    _choose(page, stick, qtbot)
    assert _states(page) == ["Belum dipercaya"]
    assert not page.arrivals.receive.isEnabled()
    assert sorted(one.name for one in stick.iterdir()) == before


def test_looking_inside_counts_and_receiving_keeps_just_that(page: InboxPage, stick: Path, qtbot: QtBot) -> None:
    _choose(page, stick, qtbot)
    _press(page.arrivals.look_inside, page, qtbot)
    assert _states(page) == ["Asli, siap diterima"]
    assert page.arrivals.panel.counts["new"].text() == "Baru 8"
    assert "8 baru" in page.arrivals.will.text()
    assert not list(stick.glob("*.ucjr"))
    assert page.arrivals.receive.text() == "Terima 1 paket"
    _press(page.arrivals.receive, page, qtbot)
    assert _states(page) == ["Diterima"]
    assert (stick / "UCJ-730201-0001.ucjr").is_file()
    assert [one.office_name for one in page.taken.taken.values()] == ["Kecamatan Gantarang"]
    assert page.subtitle.text() == "1 paket dari 1 kecamatan sudah diterima"
    _press(page.arrivals.look_inside, page, qtbot)
    assert _states(page) == ["Sudah pernah diterima"]
    assert not page.arrivals.receive.isEnabled()


def test_a_spoiled_package_is_held_with_its_sentence(page: InboxPage, stick: Path, qtbot: QtBot) -> None:
    path = stick / "UCJ-730201-0001.ucj"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    _choose(page, stick, qtbot)
    _press(page.arrivals.look_inside, page, qtbot)
    assert _states(page) == ["Ditahan"]
    assert page.arrivals.panel.sentence.text()
    assert page.arrivals.panel.fix.text()
    assert not page.arrivals.receive.isEnabled()


def test_an_answer_says_what_it_decides_before_it_is_written(page: InboxPage, stick: Path, qtbot: QtBot) -> None:
    _choose(page, stick, qtbot)
    _press(page.arrivals.look_inside, page, qtbot)
    _press(page.arrivals.receive, page, qtbot)
    page.tabs.setCurrentWidget(page.answers)
    assert page.tabs.tabText(2) == "Balasan (6)"
    assert page.answers.will.text().startswith("Balasan ini memutuskan 6 pekerja: 6 diterima, 0 dikembalikan.")
    assert page.answers.model.rowCount() == 6
    _press(page.answers.write, page, qtbot)
    assert (stick / "UCJ-7302-730201-0001.ucja").is_file()
    qtbot.waitUntil(lambda: page.answers.stack.currentWidget() is page.answers.none)
    assert page.tabs.tabText(2) == "Balasan"


def test_the_recap_adds_up_and_goes_to_the_clipboard_and_to_excel(
    page: InboxPage, district: Office, stick: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    send_package(district, tmp_path / "ujung-bulu", stick, code=UJUNG_BULU, count=4)
    _choose(page, stick, qtbot)
    _press(page.arrivals.look_inside, page, qtbot)
    assert page.arrivals.receive.text() == "Terima 2 paket"
    _press(page.arrivals.receive, page, qtbot)
    page.desk.go("recap")
    window = page.window()
    assert isinstance(window, MainWindow)
    recap = window.page
    assert isinstance(recap, RecapPage)
    qtbot.waitUntil(lambda: recap.shown is not None and recap.desk.is_idle)
    shown = [[recap.model.index(row, column).data() for column in range(3)] for row in range(3)]
    assert shown == [["Gantarang", "8", "6"], ["Ujung Bulu", "4", "3"], ["JUMLAH", "12", "9"]]
    assert recap.equation.state is State.GOOD
    recap.table.setFocus()
    QTest.mouseClick(recap.copy, Qt.MouseButton.LeftButton)
    assert "Gantarang\t8\t6\t2" in QGuiApplication.clipboard().text()
    recap.save_workbook(tmp_path / "rekap.xlsx")
    qtbot.waitUntil(lambda: recap.desk.is_idle)
    assert (tmp_path / "rekap.xlsx").is_file()
    recap.by_box.setCurrentIndex(recap.by_box.findText("Per tahap"))
    qtbot.waitUntil(lambda: recap.desk.is_idle)
    assert recap.model.headerData(0, Qt.Orientation.Horizontal) == "Tahap"
    QTest.mouseClick(recap.ways["Grafik"], Qt.MouseButton.LeftButton)
    assert recap.chart.isVisible()
    assert recap.chart.accessibleDescription() == "Terkirim: 12: 9 layak, 3 tidak"
    recap.save_pdf(tmp_path / "rekap.pdf")
    qtbot.waitUntil(lambda: recap.desk.is_idle)
    assert (tmp_path / "rekap.pdf").read_bytes().startswith(b"%PDF")


def test_the_coverage_is_typed_in_with_its_source_and_shows_at_once(page: InboxPage, stick: Path, qtbot: QtBot) -> None:
    _choose(page, stick, qtbot)
    _press(page.arrivals.look_inside, page, qtbot)
    _press(page.arrivals.receive, page, qtbot)
    page.desk.go("recap")
    window = page.window()
    assert isinstance(window, MainWindow)
    recap = window.page
    assert isinstance(recap, RecapPage)
    qtbot.waitUntil(lambda: recap.shown is not None and recap.desk.is_idle)
    assert "belum bisa dihitung" in recap.coverage.text()
    recap.ask_figures()
    dialog = window.findChild(CoverageDialog)
    assert dialog is not None
    dialog.potential[Segment.INDEPENDENT].setText("1.000")
    dialog.active[Segment.INDEPENDENT].setText("dua ratus")
    QTest.mouseClick(dialog.press, Qt.MouseButton.LeftButton)
    assert "bukan jumlah orang" in dialog.bar.what.text()
    dialog.active[Segment.INDEPENDENT].setText("250")
    assert "25,00 %" in dialog.ratio.text()
    QTest.mouseClick(dialog.press, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Sumber" in dialog.bar.what.text())
    dialog.source.setText("Surat BPJS Ketenagakerjaan nomor 1")
    dialog.target.setText("30,5")
    dialog.target_source.setText("RPJMD")
    QTest.mouseClick(dialog.press, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: recap.coverage.text().startswith("Cakupan UCJ: 250 peserta aktif"))
    assert recap.coverage.text().endswith("Target 30,50 %: kurang 55 peserta.")


def test_a_package_is_looked_into_and_received_by_enter_alone(page: InboxPage, stick: Path, qtbot: QtBot) -> None:
    _choose(page, stick, qtbot)
    titles = [page.window().windowTitle()]
    for _ in range(2):
        pressed = page.window().focusWidget()
        assert pressed is not None
        QTest.keyClick(pressed, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.desk.is_idle)
        titles.append(page.window().windowTitle())
    assert _states(page) == ["Diterima"]
    assert [one.split(" - ")[0] for one in titles] == [
        "Kotak masuk: 1 paket di flashdisk",
        "Kotak masuk: 1 paket siap diterima",
        "Kotak masuk: 1 paket diterima",
    ]
