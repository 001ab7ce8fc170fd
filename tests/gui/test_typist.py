"""Twenty workers typed from papers by keys alone, a few of them with something amiss."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.performance.typist import Typist
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.office import Office


def _focused() -> QWidget:
    there = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert there is not None
    return there


def _write(text: str) -> Iterable[float]:
    for sign in text:
        QTest.keyClicks(_focused(), sign)
        QApplication.processEvents()
    return ()


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier) -> float:
    QTest.keyClick(_focused(), key, modifier)
    QApplication.processEvents()
    return 0.0


def test_forty_workers_from_papers_need_few_keys_beyond_the_data(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    window.go("workers", "new")
    page = window.page
    assert isinstance(page, WorkersPage)
    typist = Typist(page.entry.form, _write, _press)
    typist.first_of_the_day()
    for number in range(40):
        typist.worker(number)
    qtbot.waitUntil(lambda: page.desk.is_idle)
    people = [one.worker for one in workers_by_id(office, worker_ids(office, WorkerFilter()))]
    assert len(people) == 41
    assert typist.beyond / 40 < 6
    assert {one.village_code for one in people} == {"7302012004"}, "taken over from the first"
    assert {one.address for one in people} == {"Jalan Poros", ""}
    assert [one.nik for one in people if one.nik.endswith("1009")] == ["7302015008801009"], "repaired by F8"
    assert len([one for one in people if one.full_name == "Puang Sanre"]) == 2
