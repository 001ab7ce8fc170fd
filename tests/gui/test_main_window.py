"""The frame: pages by key, search everything, lock, sentences."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.demo_office import PASSWORD, put_people
from tests.gui.resting import rest
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.progress import Progress
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.gui.lock_screen import IdleWatch
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.gui.search_everything import SearchEverything, find_everything
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.services.checkpoints import sign_day, signed_points
from ucj_desktop.services.collect.keep_draft import kept_drafts
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.collect.take_back import HistoryErased
from ucj_desktop.services.office import Office


def test_every_page_of_the_office_opens_by_its_key(window: MainWindow, qtbot: QtBot) -> None:
    for number, entry in enumerate(window.entries[:10], start=1):
        key = getattr(Qt.Key, f"Key_{number % 10}")
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.page is window.pages[entry.code]
        assert window.rail.buttons[entry.code].isChecked()


def test_the_title_of_the_window_says_the_page_and_the_office_and_nothing_more_when_locked(window: MainWindow) -> None:
    assert window.windowTitle() == "Beranda - Kecamatan Gantarang - UCJ Desktop"
    window.go("workers", "new")
    assert window.windowTitle() == "Pekerja: pekerja baru - Kecamatan Gantarang - UCJ Desktop"
    window.lock()
    assert window.windowTitle() == "Terkunci - Kecamatan Gantarang - UCJ Desktop"
    window.unlock()
    assert window.windowTitle().startswith("Pekerja: pekerja baru - ")


def test_a_button_keeps_its_key_when_its_word_changes(window: MainWindow, qtbot: QtBot) -> None:
    pressed: list[str] = []
    made = button("Impor", lambda: pressed.append("Impor"), key="Ctrl+Return")
    assert window.page is not None
    window.page.actions_row.addWidget(made)
    made.show()
    made.setText("Impor: 147 baru, 0 berubah")
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: pressed == ["Impor"])


def test_a_page_behind_does_not_speak_in_the_title(window: MainWindow) -> None:
    window.go("import")
    window.go("home")
    window.pages["import"].say_here("usulan.xlsx, belum disimpan")
    assert window.windowTitle().startswith("Beranda - ")
    window.go("import")
    assert window.windowTitle().startswith("Impor: usulan.xlsx, belum disimpan - ")


def test_a_change_is_said_under_the_page(window: MainWindow) -> None:
    window.desk.changes.announce(Change(Touched.WORKERS, "Andi Rahma disimpan."))
    assert window.sentence.what.text() == "Andi Rahma disimpan."
    assert window.job_bar.saved.text().startswith("Terakhir disimpan")


def test_an_error_goes_with_its_page_and_with_what_succeeds_after_it(window: MainWindow) -> None:
    window.go("workers")
    window.desk.fail(HistoryErased())
    assert window.sentence.isVisible()
    window.lock()
    window.unlock()
    assert window.sentence.isVisible(), "behind the lock it stays"
    window.go("findings")
    assert not window.sentence.isVisible()
    window.desk.fail(HistoryErased())
    window.desk.changes.announce(Change(Touched.WORKERS, ""))
    assert not window.sentence.isVisible()


def test_good_news_stays_when_the_page_leads_on(window: MainWindow) -> None:
    window.go("workers")
    window.desk.say("Andi Rahma disimpan.")
    window.go("findings")
    assert window.sentence.isVisible()


def test_good_news_goes_with_the_page_a_clerk_leaves_unless_it_can_be_taken_back(window: MainWindow) -> None:
    window.go("workers")
    window.desk.say("Andi Rahma disimpan.")
    window.rail.buttons["workers"].click()
    assert window.sentence.isVisible(), "it is the page where it was said"
    window.rail.buttons["findings"].click()
    assert not window.sentence.isVisible()
    window.desk.say("Andi Rahma disimpan.")
    window.offer_undo("Batalkan: ubah nama")
    window.rail.buttons["workers"].click()
    assert window.sentence.isVisible()


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


def test_locking_signs_no_end_of_day(window: MainWindow) -> None:
    before = signed_points(window.office)
    window.lock()
    assert window.is_locked
    assert signed_points(window.office) == before
    sign_day(window.office)
    assert len(signed_points(window.office)) == len(before) + 1  # there was something to sign


def test_a_window_that_stood_locked_over_night_signs_the_day_before(window: MainWindow, qtbot: QtBot) -> None:
    rest(window.desk)
    window.lock()
    tomorrow = window.office.clock() + timedelta(days=1)
    window.office.clock = lambda: tomorrow
    window.unlock()
    qtbot.waitUntil(lambda: len(signed_points(window.office)) == 1)
    rest(window.desk)
    window.unlock()
    rest(window.desk)
    assert len(signed_points(window.office)) == 1


class _Shown(QObject):
    """Whatever is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, one: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(one, QWidget) and one.isWindow():
            self.windows.append(type(one).__name__)
        return False


def test_opening_a_page_shows_no_window_of_its_own_and_leaves_the_keys_here(
    window: MainWindow, dressed: QApplication
) -> None:
    shown = _Shown()
    dressed.installEventFilter(shown)
    for entry in window.entries:
        window.go(entry.code)
        rest(window.desk)
    dressed.removeEventFilter(shown)
    assert shown.windows == []
    assert window.isActiveWindow()


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
    QTest.keyClick(dialog.box, Qt.Key.Key_Return)  # before the answer is there
    qtbot.waitUntil(lambda: isinstance(window.page, WorkersPage))
    page = window.page
    assert isinstance(page, WorkersPage)
    qtbot.waitUntil(lambda: page.table.current_id() == someone.worker.worker_id)
    assert page.panel.name.text() == someone.worker.full_name


def test_the_search_lists_what_was_typed_last(office: Office, window: MainWindow, qtbot: QtBot) -> None:
    put_people(office, 50, messy=False)
    window.search_everything()
    [dialog] = window.findChildren(SearchEverything)
    dialog.show_found("andi")
    dialog.show_found("qqqq")
    qtbot.waitUntil(lambda: dialog.list.item(0).text().startswith("Tidak ada yang cocok dengan “qqqq”"))
    qtbot.waitUntil(lambda: window.desk.is_idle)
    assert dialog.list.count() == 1


def test_closing_makes_a_backup_first(office: Office, window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed, timeout=20_000):
        window.close()
    assert list((office.folder / "backups").iterdir())


@pytest.fixture
def asked(qtbot: QtBot, window: MainWindow) -> Iterator[list[str]]:
    """What the window asks before it closes; the answer is always to wait."""
    sentences: list[str] = []

    def wait() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            sentences.append(box.text())
            box.reject()

    timer = QTimer(window)
    timer.timeout.connect(wait)
    timer.start(20)
    yield sentences
    timer.stop()


def test_a_second_wish_to_close_does_not_stand_in_the_way_of_the_first(
    window: MainWindow, asked: list[str], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.closed, timeout=20_000):
        window.close()
        window.close()
    assert asked == []


def test_counting_that_began_while_the_copy_was_made_holds_nobody_up(
    window: MainWindow, asked: list[str], qtbot: QtBot
) -> None:
    may_end = Event()

    def until_stopped(progress: Progress) -> None:
        while not may_end.wait(0.01):
            progress.step(0, None, "Memeriksa data")

    with qtbot.waitSignal(window.closed, timeout=20_000):
        window.close()
        window.desk.start("Memeriksa data", until_stopped)
    assert asked == []
    may_end.set()


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


def test_the_lock_puts_dialogs_aside_and_they_come_back_with_what_was_typed(window: MainWindow) -> None:
    window.search_everything()
    [dialog] = window.findChildren(SearchEverything)
    QTest.keyClicks(dialog.box, "bialo")
    window._idle.idle.emit()
    assert window.is_locked
    assert not dialog.isVisible()
    window.lock_screen.opened.emit()
    assert dialog.isVisible()
    assert dialog.isModal()
    assert dialog.box.text() == "bialo"


def test_a_dialog_that_ended_behind_the_lock_does_not_come_back(window: MainWindow) -> None:
    window.search_everything()
    [dialog] = window.findChildren(SearchEverything)
    window.lock()
    dialog.accept()
    window.lock_screen.opened.emit()
    assert not [one for one in window.findChildren(QDialog) if one.isVisible()]


def test_enter_presses_the_button_that_has_the_focus(window: MainWindow) -> None:
    pressed: list[str] = []
    made = button("Tekan", lambda: pressed.append("ya"))
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert pressed == ["ya"]
    QTest.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["ya"], "Ctrl+Enter saves the form, and must not throw it away"


def test_the_job_bar_is_empty_as_soon_as_nothing_runs(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle)
    go_on = Event()
    job = window.desk.jobs.start("Menunggu", lambda progress: go_on.wait(20))
    qtbot.waitUntil(lambda: not window.job_bar.words.isHidden(), timeout=5_000)
    with qtbot.waitSignal(job.ended):
        go_on.set()
    assert window.job_bar.words.isHidden()


def test_another_clerk_gets_in_at_the_lock_although_a_form_is_half_typed(
    office: Office, window: MainWindow, qtbot: QtBot
) -> None:
    window.go("workers", "new")
    page = window.page
    assert isinstance(page, WorkersPage)
    QTest.keyClicks(page.entry.form.rows["full_name"].editor, "Siti Aminah")
    window.lock()
    with qtbot.waitSignal(window.closed, timeout=20_000) as closed:
        window.lock_screen.left.emit()
    assert closed.args == [True]
    assert [one.texts["full_name"] for one in kept_drafts(office)] == ["Siti Aminah"]


def test_an_empty_form_that_the_focus_left_has_nothing_wrong(window: MainWindow) -> None:
    window.go("workers", "new")
    page = window.page
    assert isinstance(page, WorkersPage)
    for _ in range(3):
        QTest.keyClick(page.entry.form.rows[page.entry.form.field_at_cursor()].editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert not [code for code, row in page.entry.form.rows.items() if row.state is State.BLOCKS]
    assert page.subtitle.isHidden()


def test_a_narrow_form_gives_its_room_to_the_sentences(window: MainWindow) -> None:
    window.go("workers", "new")
    page = window.page
    assert isinstance(page, WorkersPage)
    assert page.entry.side.isVisible()
    window.resize(1024, 640)
    assert not page.entry.side.isVisible()


def test_the_window_fits_a_laptop_of_1366_by_768_at_125_percent(window: MainWindow) -> None:
    window.resize(1093, 566)
    for entry in window.entries:
        window.go(entry.code)
        QApplication.processEvents()
        assert (window.width(), window.height()) == (1093, 566), entry.code


@pytest.mark.parametrize("wide", [960, 1366, 1920])
def test_the_deadline_is_never_cut_and_says_all_of_it_where_there_is_room(window: MainWindow, wide: int) -> None:
    rest(window.desk)
    window.resize(wide, 720)
    words = "Tenggat 19-11-2026 lewat 12 hari kerja"
    window.top.show_deadline(words, State.BLOCKS, "Lewat 12 hari")
    QApplication.processEvents()
    shown = window.top.deadline
    assert shown.width() >= shown.sizeHint().width()
    assert shown.toolTip() == words
    if wide == 1920:
        assert shown.accessibleName() == words
