"""The list of workers: search, filters, and what stands at the right."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.demo_office import make_office, put_people
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.rules import Finding, Severity
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Order, WorkerFilter, WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.gui import texts
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.home_page import HomePage
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.gui.widgets.village_row import VillageRow
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.office import Office
from ucj_desktop.storage import findings, workers
from ucj_desktop.storage.journal import Entry


@pytest.fixture
def page(office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot) -> WorkersPage:
    put_people(office, 120)
    window = open_window(office)
    window.go("workers")
    made = window.page
    assert isinstance(made, WorkersPage)
    qtbot.waitUntil(lambda: len(made.model.ids) == 120)
    return made


def test_the_first_worker_stands_at_the_right(page: WorkersPage, office: Office) -> None:
    [first] = workers_by_id(office, worker_ids(office, WorkerFilter(), limit=1))
    assert page.panel.name.text() == first.worker.full_name


def test_no_full_nik_stands_in_the_list(page: WorkersPage, office: Office) -> None:
    shown = {
        str(page.model.index(row, column).data())
        for row in range(page.model.rowCount())
        for column in range(page.model.columnCount())
    }
    niks = {one.worker.nik for one in workers_by_id(office, page.model.ids) if one.worker.nik}
    assert not shown & niks


def test_typing_a_name_narrows_the_list_and_an_empty_box_widens_it(page: WorkersPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.shown):
        QTest.keyClicks(page.search, "andi")
    assert 0 < len(page.model.ids) < 120
    assert page.subtitle.text().endswith("dari 120 pekerja")
    with qtbot.waitSignal(page.shown):
        page.search.clear()
    assert len(page.model.ids) == 120


def test_in_the_narrowest_window_search_and_chips_do_not_lie_over_each_other(page: WorkersPage, qtbot: QtBot) -> None:
    window = page.window()
    page.village.choose("7302012004")
    page.stage.choose(Stage.COLLECTED)
    with qtbot.waitSignal(page.shown):
        QTest.keyClicks(page.search, "andi")
    window.resize(window.minimumSize())
    qtbot.waitUntil(lambda: page.width() < 800)
    qtbot.wait(1)
    assert page.search.hasFocus()
    shown = [one for one in (page.search, *page._chips(), page.clear) if one.isVisible()]
    assert page.clear in shown
    places = [QRect(one.mapTo(page, QPoint(0, 0)), one.size()) for one in shown]
    assert all(page.rect().contains(one) for one in places)
    assert not [1 for at, one in enumerate(places) for other in places[at + 1 :] if one.intersects(other)]
    assert all(one.width() >= one.minimumSizeHint().width() for one in shown)
    page.begin_new()
    assert not page.search.isVisible()
    page.show_list()
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: page.width() > 1000)
    assert page.search.isVisible()


def test_the_shown_list_is_written_to_a_workbook(page: WorkersPage, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.shown):
        QTest.keyClicks(page.search, "andi")
    shown = len(page.model.ids)
    path = tmp_path / "andi.xlsx"
    with qtbot.waitSignal(page.desk.said) as told:
        page.export_to(path)
    assert told.args[1] == f"{shown} pekerja tertulis di andi.xlsx."
    assert path.exists()
    page.begin_new()
    assert not page.export.isVisible()


def test_what_nobody_is_called_shows_the_way_back(page: WorkersPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.shown):
        QTest.keyClicks(page.search, "zzzz")
    assert page.lists.currentWidget() is page.nobody
    with qtbot.waitSignal(page.shown):
        page.clear_filters()
    assert len(page.model.ids) == 120


def test_a_village_is_chosen_by_its_chip(page: WorkersPage, office: Office, qtbot: QtBot) -> None:
    code = next(one.worker.village_code for one in workers_by_id(office, page.model.ids) if one.worker.village_code)
    page.village.choose(code)
    with qtbot.waitSignal(page.shown):
        page.village.chosen.emit(code)
    villages = {one.worker.village_code for one in workers_by_id(office, page.model.ids)}
    assert villages == {code}
    assert office.printed(code) in page.village.text()


def test_the_panel_tells_findings_and_history(page: WorkersPage, office: Office) -> None:
    nobody = next(one.worker.worker_id for one in workers_by_id(office, page.model.ids) if not one.worker.nik)
    page.table.go_to(nobody)
    assert page.panel.tabs.tabText(1).startswith("Temuan (")
    page.panel.tabs.setCurrentIndex(1)
    page.panel.tabs.setCurrentIndex(2)


def test_an_empty_office_says_how_workers_get_here(window: MainWindow, qtbot: QtBot) -> None:
    window.go("workers")
    page = window.page
    assert isinstance(page, WorkersPage)
    qtbot.waitUntil(lambda: page.lists.currentWidget() is page.empty)


def test_beranda_shows_the_first_steps_and_then_the_villages(
    office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(office)
    home = window.pages["home"]
    assert isinstance(home, HomePage)
    qtbot.waitUntil(lambda: home.shown is not None)
    assert home.next.heading.text() == "Langkah pertama"
    assert not home.villages.isVisible()
    put_people(office, 40)
    with qtbot.waitSignal(window.desk.readings.emptied):
        home.reload()
    assert home.villages.isVisible()
    assert home.total.figure.text() == "40"
    row = home.villages.findChildren(VillageRow)[0]
    row.click()
    page = window.page
    assert isinstance(page, WorkersPage)
    qtbot.waitUntil(lambda: len(page.model.ids) == row.village.total)


def test_a_district_sees_the_same_list_of_its_own(
    tmp_path: Path, open_window: Callable[[Office], MainWindow], qtbot: QtBot
) -> None:
    office = make_office(tmp_path / "district", OfficeKind.DISTRICT)
    window = open_window(office)
    window.go("workers")
    page = window.page
    assert isinstance(page, WorkersPage)
    qtbot.waitUntil(lambda: page.lists.currentWidget() is page.empty)
    window.desk.close()
    office.close()


@pytest.fixture
def crowd(office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot) -> WorkersPage:
    """More workers than are shown at first."""
    put_people(office, 700)
    window = open_window(office)
    window.go("workers")
    made = window.page
    assert isinstance(made, WorkersPage)
    qtbot.waitUntil(lambda: made.desk.is_idle and len(made.model.ids) == 700)
    return made


def wait_for_list(page: WorkersPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.desk.is_idle)


def names_shown(page: WorkersPage) -> list[str]:
    return [page.model.cell(row, 0).text.casefold() for row in range(page.model.rowCount())]


def test_the_first_rows_and_the_rest_of_a_list_are_the_whole_list(crowd: WorkersPage, office: Office) -> None:
    assert list(crowd.model.ids) == list(worker_ids(office, WorkerFilter()))
    assert crowd.subtitle.text() == "700 pekerja"


def test_a_heading_turns_the_list_round_and_back(crowd: WorkersPage, office: Office, qtbot: QtBot) -> None:
    forwards = list(crowd.model.ids)
    crowd.table.sorted_by.emit("full_name", True)
    wait_for_list(crowd, qtbot)
    assert list(crowd.model.ids) == forwards[::-1]
    assert not crowd.clear.isVisible()
    crowd.table.sorted_by.emit("nik", False)
    wait_for_list(crowd, qtbot)
    assert list(crowd.model.ids) == list(worker_ids(office, WorkerFilter(order=Order.NIK)))
    crowd.table.sorted_by.emit("full_name", False)
    wait_for_list(crowd, qtbot)
    assert list(crowd.model.ids) == forwards


def test_what_is_typed_while_a_list_is_read_is_what_is_shown(crowd: WorkersPage, qtbot: QtBot) -> None:
    for text in ("a", "an", "and", "andi"):
        crowd.search.searched.emit(text)
    wait_for_list(crowd, qtbot)
    assert crowd.wanted.text == "andi"
    assert names_shown(crowd)
    assert all("andi" in name for name in names_shown(crowd))


def test_the_cursor_stays_on_its_worker_when_something_was_saved(
    crowd: WorkersPage, office: Office, qtbot: QtBot
) -> None:
    far = crowd.model.ids[600]
    crowd.table.go_to(far)
    with office.database.writing() as connection:
        workers.add(connection, [WorkerRecord(Worker(full_name="Aaa Aba"))])
        office.log(connection, Entry(action="demo.filled"))
    crowd.reload()
    qtbot.waitUntil(lambda: len(crowd.model.ids) == 701)
    assert crowd.table.current_id() == far


def test_each_filter_says_how_many_workers_it_leaves(crowd: WorkersPage, office: Office, qtbot: QtBot) -> None:
    with office.database.writing() as connection:
        some = list(crowd.model.ids[:40])
        found = [Finding(one, "ID-01", Severity.BLOCKS, "nik", "apa", "perbaiki") for one in some]
        findings.put_all(connection, found)
        office.log(connection, Entry(action="demo.filled"))
    crowd.reload()
    wait_for_list(crowd, qtbot)
    for chip in (crowd.village, crowd.stage, crowd.found, crowd.source, crowd.without_nik):
        counted = [one.text() for one in chip.menu().actions() if "\t" in one.text()]
        assert counted, chip.word
        for words in counted:
            next(one for one in chip.menu().actions() if one.text() == words).trigger()
            wait_for_list(crowd, qtbot)
            assert texts.number(len(crowd.model.ids)) == words.split("\t")[1], words
            assert chip.property("on") == "yes"
            crowd.clear_filters()
            wait_for_list(crowd, qtbot)
    assert crowd.found.menu().actions()[1].text() == "Harus diperbaiki\t40"
