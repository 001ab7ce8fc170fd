"""Ketik ulang on the page Verifikasi: drawn, typed by keys alone without a value shown, and settled by two keys."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.domain.rules.sound_worker import SOUND
from tests.gui.resting import rest
from tests.offices import make_office, open_as
from ucj_desktop.domain.fields import shown_value
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Role
from ucj_desktop.gui import look
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.keying_view import KeyingView
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.services.accuracy.second_keying import ToKey, samples
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.collect.list_workers import open_worker
from ucj_desktop.services.office import Office

OTHER = replace(SOUND, worker_id=new_id(), nik="", full_name="Hasnah Puji")


@pytest.fixture
def staffed(tmp_path: Path) -> Iterator[Office]:
    """Two workers entered by one clerk, and another clerk logged in."""
    make_office(tmp_path / "staffed", staffed=True).close()
    office = open_as(tmp_path / "staffed", Role.ENTRY)
    for one in (SOUND, OTHER):
        save_new_worker(office, one)
    office.close()
    opened = open_as(tmp_path / "staffed", Role.VERIFIER)
    yield opened
    opened.close()


@pytest.fixture
def view(staffed: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot) -> KeyingView:
    window = open_window(staffed)
    window.go("verification", "keying")
    rest(window.desk)
    page = window.page
    assert isinstance(page, VerificationPage)
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Ketik ulang"
    made = page.keying
    QAbstractItemModelTester(made.sample_rows, made)
    made.how_many.setValue(100)
    made.unit.setCurrentIndex(1)
    made.draw()
    qtbot.waitUntil(lambda: made.sample_rows.rowCount() == 1 and made.desk.is_idle)
    return made


def test_the_size_of_a_sample_does_not_touch_its_frame(view: KeyingView) -> None:
    box = view.how_many.lineEdit()
    box.home(False)
    assert box.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center().x() >= look.GRID


def _type(view: KeyingView, qtbot: QtBot, typed: str) -> None:
    qtbot.waitUntil(view.box.isEnabled)
    QTest.keyClicks(view.box, typed)
    QTest.keyClick(view.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.desk.is_idle)


def _begin(view: KeyingView, qtbot: QtBot) -> None:
    view.sample_table.setFocus()
    QTest.keyClick(view.sample_table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.task is not None)


def _key_worker(view: KeyingView, qtbot: QtBot, wrong: dict[str, str]) -> None:
    task = view.task
    assert task is not None
    paper = SOUND if task.worker_id == SOUND.worker_id else OTHER
    for one in task.fields:
        typed = wrong.get(one.field, shown_value(one.field, paper))
        for _ in range(2 if one.field in wrong else 1):
            _type(view, qtbot, typed)


def _wait_for_another(view: KeyingView, qtbot: QtBot, task: ToKey) -> None:
    qtbot.waitUntil(lambda: view.task is not None and view.task is not task)


def test_the_screen_shows_no_value_of_what_is_keyed(view: KeyingView, qtbot: QtBot) -> None:
    _begin(view, qtbot)
    texts = [one.text() for one in view.findChildren(QLabel)] + [one.text() for one in view.findChildren(QLineEdit)]
    shown = " ".join(texts)
    for code in ("nik", "full_name", "kk_number", "mother_name", "phone"):
        assert getattr(SOUND, code) not in shown
    assert view.box.text() == ""
    assert view.field_label.text() == "NIK"


def test_a_sample_is_keyed_and_settled_by_keys_alone(view: KeyingView, staffed: Office, qtbot: QtBot) -> None:
    _begin(view, qtbot)
    for number in range(2):
        task = view.task
        assert task is not None
        wrong = {"rt": "9", "mother_name": "Sitti Aminahh"} if task.worker_id == OTHER.worker_id else {}
        _key_worker(view, qtbot, wrong)
        if not number:
            _wait_for_another(view, qtbot, task)
    qtbot.waitUntil(lambda: view.stack.currentWidget() is view._overview and view.desk.is_idle)
    assert samples(staffed)[0].keyed == 2
    assert view.decide.text() == "Putuskan perbedaan (2)"
    qtbot.waitUntil(lambda: "11,1 %: 2 dari 18 isian (2 pekerja)." in view.rates.words.text())
    view.show_differences()
    qtbot.waitUntil(lambda: view.difference_rows.rowCount() == 2)
    QTest.keyClick(view.difference_table, Qt.Key.Key_1)
    QTest.keyClick(view.difference_table, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: view.stack.currentWidget() is view._overview and view.desk.is_idle)
    after = open_worker(staffed, OTHER.worker_id).record.worker
    assert (after.mother_name, after.rt) == (SOUND.mother_name, "9")
    assert samples(staffed)[0].rate.errors == 1


def test_what_differs_once_is_asked_again_and_a_stop_keeps_what_was_keyed(view: KeyingView, qtbot: QtBot) -> None:
    _begin(view, qtbot)
    task = view.task
    assert task is not None
    _type(view, qtbot, "7302010000000000")
    assert "ketik sekali lagi" in view.bar.what.text()
    assert view.field_label.text() == "NIK"
    paper = SOUND if task.worker_id == SOUND.worker_id else OTHER
    _type(view, qtbot, paper.nik)
    assert view.field_label.text() == "Nama lengkap"
    QTest.keyClick(view.box, Qt.Key.Key_Escape)
    assert view.stack.currentWidget() is view._overview
    qtbot.waitUntil(lambda: view.desk.is_idle)
    _begin(view, qtbot)
    assert view.field_label.text() == "Nama lengkap"


def test_the_papers_to_fetch_are_listed(view: KeyingView, qtbot: QtBot) -> None:
    view.show_papers()
    qtbot.waitUntil(lambda: view.stack.currentWidget() is view._listing)
    names = {view.paper_rows.index(row, 1).data() for row in range(view.paper_rows.rowCount())}
    assert names == {SOUND.full_name, OTHER.full_name}


def test_in_a_small_window_every_column_of_the_samples_is_seen(view: KeyingView, qtbot: QtBot) -> None:
    view.window().resize(960, 520)
    qtbot.waitUntil(lambda: view.window().width() == 960 and view.desk.is_idle)
    assert view.sample_table.horizontalScrollBar().maximum() == 0
    assert f"Benih acak sampel: {next(iter(view._samples.values())).sample.seed}" in view.rates.words.text()


def test_in_a_wide_window_no_column_of_the_samples_takes_all_the_room(view: KeyingView, qtbot: QtBot) -> None:
    view.window().resize(1366, 768)
    qtbot.waitUntil(lambda: view.window().width() == 1366 and view.desk.is_idle)
    table = view.sample_table
    widths = [table.columnWidth(position) for position in range(table.rows.columnCount())]
    assert table.horizontalScrollBar().maximum() == 0
    assert widths[-1] < widths[0]
