"""Ctrl+Z and Ctrl+Y in the windows: named, offered after each action, and not while one types."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.working_day import enter
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.services.care.undo import Offer
from ucj_desktop.services.collect.enter_worker import correct_worker
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.office import Office
from ucj_desktop.storage.journal import Entry

CONTROL = Qt.KeyboardModifier.ControlModifier


def _first(office: Office) -> WorkerRecord:
    return workers_by_id(office, worker_ids(office, WorkerFilter())[:1])[0]


def _rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.desk.is_idle)
    qtbot.wait(1)
    qtbot.waitUntil(lambda: window.desk.is_idle)


def _rename(window: MainWindow, qtbot: QtBot) -> WorkerRecord:
    enter(window.office, 2)
    before = _first(window.office)
    window.undo.read()
    _rest(window, qtbot)
    changed = replace(before.worker, alias="Baso")
    window.desk.do("Menyimpan", lambda: correct_worker(window.office, changed))
    _rest(window, qtbot)
    return before


def test_what_was_done_is_named_taken_back_and_done_again_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    before = _rename(window, qtbot)
    title = f"Batalkan: ubah Nama panggilan {before.worker.full_name}"
    assert window.undo.back.toolTip() == f"{title} (Ctrl+Z)"
    assert window.undo.back.isEnabled()
    assert not window.undo.again.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    _rest(window, qtbot)
    assert _first(window.office) == before
    assert window.sentence.what.text() == f"Dibatalkan: ubah Nama panggilan {before.worker.full_name}."
    assert window.page is window.pages["workers"]
    assert window.undo.again.toolTip().startswith("Ulangi: ubah Nama panggilan")
    QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    _rest(window, qtbot)
    assert _first(window.office).worker.alias == "Baso"
    assert not window.undo.again.isEnabled()


def test_the_sentence_of_an_action_offers_to_take_it_back(window: MainWindow, qtbot: QtBot) -> None:
    before = _rename(window, qtbot)
    assert window.sentence.state is State.GOOD
    [offered] = [one for one in window.sentence.findChildren(QPushButton) if one.text()]
    assert offered.text() == f"Batalkan: ubah Nama panggilan {before.worker.full_name}"
    offered.click()
    _rest(window, qtbot)
    assert _first(window.office) == before


def test_a_text_box_keeps_its_own_undo(window: MainWindow, qtbot: QtBot) -> None:
    _rename(window, qtbot)
    window.go("workers", "new")
    field = next(one for one in window.pages["workers"].findChildren(QLineEdit) if one.isVisible())
    field.setFocus()
    QTest.keyClicks(field, "73")
    QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
    _rest(window, qtbot)
    assert _first(window.office).worker.alias == "Baso"


def test_nothing_is_taken_back_behind_the_lock(window: MainWindow, qtbot: QtBot) -> None:
    _rename(window, qtbot)
    window.lock()
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    _rest(window, qtbot)
    assert _first(window.office).worker.alias == "Baso"


def test_what_may_not_be_taken_back_says_why(window: MainWindow, qtbot: QtBot) -> None:
    _rest(window, qtbot)
    assert window.undo.offer == Offer(undo=None, redo=None)
    with window.office.database.writing() as connection:
        window.office.log(connection, Entry(action="package.created", subject="1"))
    window.undo.read()
    _rest(window, qtbot)
    assert not window.undo.back.isEnabled()
    assert "Paket yang sudah dibuat tidak dibatalkan." in window.undo.back.toolTip()
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert window.sentence.what.text() == "Paket yang sudah dibuat tidak dibatalkan."
