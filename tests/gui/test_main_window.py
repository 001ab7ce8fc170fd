"""The frame: pages by key, search everything, lock, sentences."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.demo_office import PASSWORD, put_people
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.gui.lock_screen import IdleWatch
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.gui.search_everything import SearchEverything, find_everything
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.office import Office


def test_every_page_of_the_office_opens_by_its_key(window: MainWindow, qtbot: QtBot) -> None:
    for number, entry in enumerate(window.entries[:10], start=1):
        key = getattr(Qt.Key, f"Key_{number % 10}")
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.page is window.pages[entry.code]
        assert window.rail.buttons[entry.code].isChecked()


def test_a_change_is_said_under_the_page(window: MainWindow) -> None:
    window.desk.changes.announce(Change(Touched.WORKERS, "Andi Rahma disimpan."))
    assert window.sentence.what.text() == "Andi Rahma disimpan."
    assert window.job_bar.saved.text().startswith("Terakhir disimpan")


def test_the_lock_hides_everything_until_the_password_comes(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.is_locked
    assert not window.stack.isVisible()
    screen = window.lock_screen
    QTest.keyClicks(screen.password, "bukan ini kata sandinya")
    QTest.keyClick(screen.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.bar.state is State.BLOCKS, timeout=20_000)
    assert window.is_locked
    screen.password.clear()
    QTest.keyClicks(screen.password, PASSWORD)
    QTest.keyClick(screen.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.is_locked, timeout=20_000)


def test_a_locked_window_opens_no_page_and_no_search(window: MainWindow) -> None:
    window.lock()
    window.go("workers")
    window.search_everything()
    assert window.is_locked
    assert not [one for one in window.findChildren(QDialog) if one.isVisible()]


def test_search_everything_finds_pages_villages_and_workers_masked(office: Office, window: MainWindow) -> None:
    put_people(office, 50, messy=False)
    [pekerja] = [one for one in find_everything(window.desk, window.entries, "pekerja") if one.page == "workers"][:1]
    assert pekerja.words == "Pekerja"
    assert any("Bialo" in one.words for one in find_everything(window.desk, window.entries, "bialo"))
    [someone] = workers_by_id(office, worker_ids(office, WorkerFilter(), limit=1))
    found = find_everything(window.desk, window.entries, someone.worker.nik)
    assert [one.subject for one in found] == [someone.worker.worker_id]
    assert someone.worker.nik not in found[0].words


def test_choosing_a_worker_in_the_search_goes_to_that_worker(office: Office, window: MainWindow, qtbot: QtBot) -> None:
    put_people(office, 50, messy=False)
    window.search_everything()
    [dialog] = window.findChildren(SearchEverything)
    [someone] = workers_by_id(office, worker_ids(office, WorkerFilter())[30:31])
    QTest.keyClicks(dialog.box, someone.worker.nik)
    QTest.keyClick(dialog.box, Qt.Key.Key_Return)
    page = window.page
    assert isinstance(page, WorkersPage)
    qtbot.waitUntil(lambda: page.table.current_id() == someone.worker.worker_id)
    assert page.panel.name.text() == someone.worker.full_name


def test_closing_makes_a_backup_first(office: Office, window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed, timeout=20_000):
        window.close()
    assert list((office.folder / "backups").iterdir())


def test_a_window_nobody_touches_is_told_to_be_idle_and_a_key_puts_it_off(window: MainWindow, qtbot: QtBot) -> None:
    watch = IdleWatch(minutes=1)
    watch._watch(window.windowHandle())
    watch._timer.setInterval(60_000)
    watch._timer.stop()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert watch._timer.isActive(), "a key starts the time anew"
    with qtbot.waitSignal(watch.idle):
        watch._timer.start(0)


def test_an_idle_window_locks_itself(window: MainWindow) -> None:
    window._idle.idle.emit()
    assert window.is_locked
