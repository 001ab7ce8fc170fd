"""The main window: rail, top bar, the page, and the job bar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import Progress
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.lock_screen import IdleWatch, LockScreen
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages import PageEntry, pages_for
from ucj_desktop.gui.pages.account_dialogs import OwnPasswordDialog
from ucj_desktop.gui.pages.page import MARGIN, Page
from ucj_desktop.gui.rail import Rail
from ucj_desktop.gui.search_everything import SearchEverything
from ucj_desktop.gui.texts import window_title
from ucj_desktop.gui.top_bar import HEIGHT as TOP_HEIGHT
from ucj_desktop.gui.top_bar import TopBar
from ucj_desktop.gui.undo_keys import UndoKeys
from ucj_desktop.gui.widgets.job_bar import HEIGHT as BAR_HEIGHT
from ucj_desktop.gui.widgets.job_bar import JobBar
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.care.back_up import back_up_at_exit
from ucj_desktop.services.care.doctor import HealthLine, look_at_start
from ucj_desktop.services.checkpoints import sign_past_day
from ucj_desktop.services.collect.keep_draft import kept_drafts
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.nearest_deadline import Deadline, nearest_deadline
from ucj_desktop.services.shipped_files import help_of

SENTENCE_SECONDS = 8
SOON_DAYS = 5  # working days
_CHOOSERS = ("QFileDialog", "QMessageBox", "QAbstractPrintDialog")  # somebody waits in exec() for their answer
_LOW, _NARROW = 600, 1000  # pixels
COUNT_AFTER = 1500  # milliseconds after the last change: counting must not stand between a clerk and a save


class MainWindow(QMainWindow):
    """One open office. ``closed(again)``: the window has gone; ``again`` where another clerk wants to log in."""

    closed = Signal(bool)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.desk = Desk(office, self)
        self.entries = pages_for(self.desk)
        self.pages: dict[str, Page] = {}
        self._log_in_again = False
        self._is_backed_up = False
        self._is_copied = False
        self._is_backing_up = False  # on its way out
        self._put_aside: list[tuple[QDialog, Qt.WindowModality]] = []
        self.setMinimumSize(900, 460)  # 1366 x 768 at 150 % leaves 911 x 484 beside the task bar
        self.rail = Rail(self.entries)
        self.top = TopBar(office)
        self.stack = QStackedWidget()
        self.sentence = SentenceBar()
        self.job_bar = JobBar(self.desk.jobs, self.desk.changes)
        self.lock_screen = LockScreen(office)
        self.whole = QStackedWidget()
        self.whole.addWidget(self._workplace())
        self.whole.addWidget(self.lock_screen)
        self.setCentralWidget(self.whole)
        self.undo = UndoKeys(self.desk, self, lambda: self.is_locked)
        self.top.add_undo(self.undo.back, self.undo.again)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(SENTENCE_SECONDS * 1000)
        self._quiet.timeout.connect(self.sentence.clear)
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(COUNT_AFTER)
        self._count_soon.timeout.connect(self.count_waiting)
        self._idle = IdleWatch(parent=self)
        self._connect()
        self._restore_place()
        if self.entries:
            self.go(self.entries[0].code)
        if kept_drafts(office) and self.desk.may(Action.ENTER):
            self.go("workers", "draft")
        self.count_waiting()
        self.undo.read()
        self.desk.read(partial(_looked_at, office), self._show_faults)
        self.password_dialog: OwnPasswordDialog | None = None
        if office.unlocked.account.temporary:
            QTimer.singleShot(0, self, self.ask_own_password)

    def ask_own_password(self) -> None:
        """A password that somebody else gave is changed first of all."""
        self.password_dialog = OwnPasswordDialog(self.desk, self)
        self.password_dialog.open()

    def _workplace(self) -> QWidget:
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.top)
        middle.addWidget(self.stack, 1)
        said = self._said = QVBoxLayout()
        said.setContentsMargins(MARGIN, 0, MARGIN, look.GRID * 2)
        said.addWidget(self.sentence)
        middle.addLayout(said)
        middle.addWidget(self.job_bar)
        across.addLayout(middle, 1)
        made = QWidget()
        made.setLayout(across)
        across.setContentsMargins(0, 0, 0, 0)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the page keeps its room when something is said below it."""
        super().resizeEvent(event)
        self.rail.be_narrow(is_narrow=self.width() < _NARROW)
        is_low = self.height() < _LOW
        self._said.setContentsMargins(MARGIN, 0, MARGIN, look.GRID if is_low else look.GRID * 2)
        self.sentence.stand_close(is_close=is_low)
        self.top.setFixedHeight(TOP_HEIGHT[is_low])
        self.job_bar.setFixedHeight(BAR_HEIGHT[is_low])

    def _connect(self) -> None:
        self.rail.chosen.connect(self._on_chosen)
        self.desk.went.connect(self.go)
        self.desk.said.connect(self.say)
        self.desk.counted.connect(self._on_counted)
        self.desk.presented.connect(self.present)
        self.desk.changes.changed.connect(self._on_changed)
        self.undo.went.connect(self.go_to_undone)
        self.undo.offered.connect(self.offer_undo)
        self.top.search_wanted.connect(self.search_everything)
        self.top.lock_wanted.connect(self.lock)
        self.top.help_wanted.connect(self.show_help)
        self.lock_screen.opened.connect(self.unlock)
        self.lock_screen.left.connect(self.log_in_again)
        self._idle.idle.connect(self.lock)
        for key, slot in (
            ("Ctrl+K", self.search_everything),
            ("Ctrl+L", self.lock),
            ("F1", self.show_help),
            ("Ctrl+P", self.print_what_is_meant),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(slot)
        for number, entry in enumerate(self.entries[:10], start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number % 10}"), self)
            shortcut.activated.connect(self.rail.buttons[entry.code].click)

    @property
    def page(self) -> Page | None:
        """The page in front."""
        front = self.stack.currentWidget()
        return front if isinstance(front, Page) else None

    def go(self, code: str, subject: Any = None) -> None:
        """Bring a page to the front, making it the first time."""
        front = self.page
        if self.is_locked or code not in self.rail.buttons:
            return
        if front is not None and front is not self.pages.get(code) and not front.may_leave():
            self.rail.show_here(front.code)
            return
        page = self._page(code)
        self.stack.setCurrentWidget(page)
        self.rail.show_here(code)
        self._say_place()
        page.show_page()
        if subject is not None:
            page.show_subject(subject)
        field = page.first_field()
        if field is not None:
            field.setFocus()

    def _on_chosen(self, code: str) -> None:
        """Good news was read by who turns to another page; where it can be taken back, it stays its time."""
        is_elsewhere = self.page is not None and self.page.code != code
        if is_elsewhere and self.sentence.state in (State.GOOD, State.NOTE) and not self.sentence.can_be_pressed:
            self.sentence.clear()
        self.go(code)

    def _page(self, code: str) -> Page:
        if code not in self.pages:
            entry = next(one for one in self.entries if one.code == code)
            self.pages[code] = entry.factory(self.desk)
            self.pages[code].moved.connect(self._say_place)
            self.stack.addWidget(self.pages[code])
        return self.pages[code]

    def _say_place(self) -> None:
        """The page first: a taskbar shows only the beginning of a title."""
        here = "Terkunci" if self.is_locked else self.page.here if self.page is not None else ""
        self.setWindowTitle(window_title(here, self.office.name))

    def say(self, state: State, what: str, fix: str = "") -> None:
        """One sentence under the page; good news goes by itself."""
        self.sentence.say(state, what, fix)
        if state in (State.GOOD, State.NOTE):
            self._quiet.start()
        else:
            self._quiet.stop()

    def offer_undo(self, title: str) -> None:
        """What was just done is named beside its sentence, while that is shown."""
        if self.sentence.state is State.GOOD:
            self.sentence.offer(title, self.undo.undo_last)

    def go_to_undone(self, code: str, subject: Any) -> None:
        """Where it can be seen that something was taken back or done again."""
        front = self.page
        if front is None or front.code != code or subject is not None:
            self.go(code, subject)

    def count_waiting(self) -> None:
        """Count what waits on each page, and read the nearest deadline; both off the main thread."""
        if self.desk.is_closed:  # a change of the last moment asked for the count
            return
        self.desk.read(partial(_waiting, self.office, self.entries), self._show_waiting)

    def present(self, whole_screen: bool) -> None:
        """The page in front alone on the whole screen, or the window as it was."""
        for one in (self.rail, self.top):
            one.setVisible(not whole_screen)
        state = self.windowState()
        whole = Qt.WindowState.WindowFullScreen
        self.setWindowState(state | whole if whole_screen else state & ~whole)

    def _on_counted(self, code: str, number: int) -> None:
        self.rail.buttons[code].show_waiting(number)

    def _show_waiting(self, found: "_Waiting") -> None:
        for code, number in found.by_page.items():
            self.rail.buttons[code].show_waiting(number)
        if found.deadline is None:
            self.top.show_deadline("", State.NOTE)
        else:
            left = found.deadline.days_left
            state = State.BLOCKS if left < 0 else State.WARNS if left <= SOON_DAYS else State.NOTE
            short = f"Lewat {-left} hari" if left < 0 else f"Sisa {left} hari" if left else "Hari terakhir"
            self.top.show_deadline(found.deadline.words, state, short)

    def _show_faults(self, lines: list[HealthLine]) -> None:
        """What the look at the start found is said at once; all of it stands in Pengaturan, Kesehatan."""
        for line in lines[:1]:
            self.desk.say(line.what, State.BLOCKS, line.fix)

    def search_everything(self) -> None:
        if self.is_locked:
            return
        dialog = SearchEverything(self.desk, self.entries, self)
        dialog.chosen.connect(self.go)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
        dialog.box.setFocus()

    @property
    def is_locked(self) -> bool:
        return self.whole.currentWidget() is self.lock_screen

    def lock(self) -> None:
        """Hide everything behind the password; running jobs go on."""
        if not self.is_locked:
            self._put_dialogs_aside()
            self.whole.setCurrentWidget(self.lock_screen)
            self.lock_screen.lock()
            self._say_place()

    def _put_dialogs_aside(self) -> None:
        """No dialog shows or takes a key before the lock; ours come back as they were, a chooser of files is left."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        for one in self.findChildren(QDialog):
            if not one.isVisible():
                continue
            if any(one.inherits(kind) for kind in _CHOOSERS):
                one.reject()
                continue
            self._put_aside.append((one, one.windowModality()))
            one.finished.connect(partial(self._forget_dialog, one))
            one.hide()

    def _forget_dialog(self, gone: QDialog, _result: int) -> None:
        self._put_aside = [pair for pair in self._put_aside if pair[0] is not gone]

    def unlock(self) -> None:
        self.whole.setCurrentIndex(0)
        self.desk.readings.start("", partial(_signed, self.office)).failed.connect(self.desk.fail)
        self._say_place()
        page = self.page
        field = page.first_field() if page is not None else None
        if field is not None:
            field.setFocus()
        aside, self._put_aside = self._put_aside, []
        for dialog, modality in aside:
            dialog.setWindowModality(modality)
            dialog.show()

    def log_in_again(self) -> None:
        """Close this office and have the login window come back."""
        self._log_in_again = True
        self.close()

    def show_help(self) -> None:
        page = self.page
        if page is None or self.is_locked:
            return
        written = help_of(page.code)
        dialog = HelpWindow(page.title, written or "Bantuan untuk halaman ini belum ditulis.", self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def print_what_is_meant(self) -> None:
        page = self.page
        if page is not None and not self.is_locked and not page.print_what_is_meant():
            self.say(State.NOTE, "Halaman ini tidak dicetak.", "Surat dan daftar dicetak dari halaman Surat.")

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_backing_up:  # X was pressed twice: the window goes by itself as soon as the copy is made
            event.ignore()
            return
        page = self.page
        job = self.desk.jobs.current
        # Behind the lock nobody sees a page's question, and another clerk must get in: what is typed is in the draft.
        asks = page is not None and not self.is_locked and not page.may_leave()
        # What began while the copy was made and nothing could be pressed is the program's own counting: no question.
        if asks or (job is not None and not self._is_copied and not self._may_stop(job.words)):
            self._log_in_again = False
            event.ignore()
            return
        if not self._is_backed_up:
            event.ignore()
            self._back_up_and_close()
            return
        QSettings().setValue("main_window/geometry", self.saveGeometry())
        self.desk.close()
        self.lock_screen.close_jobs()
        super().closeEvent(event)
        self.closed.emit(self._log_in_again)

    def _back_up_and_close(self) -> None:
        """The store is copied, and the copy opened and counted, before the window goes."""
        self.setEnabled(False)
        self._is_backing_up = True
        job = self.desk.jobs.start("Membuat cadangan sebelum ditutup", partial(back_up_at_exit, self.office))
        job.finished.connect(self._on_backed_up)
        job.failed.connect(self._on_not_backed_up)
        job.cancelled.connect(self._on_backed_up)

    def _on_backed_up(self) -> None:
        self._stay_usable()
        self._is_backed_up = self._is_copied = True
        self.close()
        self._is_copied = False

    def _stay_usable(self) -> None:
        """The window may still be refused its closing: by a job that began meanwhile, or without a backup."""
        self._is_backing_up = False
        self.setEnabled(True)

    def _on_not_backed_up(self, error: BaseException) -> None:
        self._stay_usable()
        self._is_backed_up = True  # a second try to close goes without
        self.desk.fail(error)
        if isinstance(error, ClerkError):
            self.say(State.BLOCKS, error.what, f"{error.fix} Tutup sekali lagi untuk keluar tanpa cadangan.")

    def _may_stop(self, words: str) -> bool:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Masih ada pekerjaan berjalan")
        box.setText(f"{words} belum selesai.")
        box.setInformativeText("Bila ditutup sekarang, pekerjaan itu dibatalkan dan data kembali seperti semula.")
        stop = box.addButton("Batalkan dan tutup", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("Tunggu", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        is_meant = box.clickedButton() is stop
        if is_meant:
            self.desk.jobs.cancel()
        return is_meant

    def _on_changed(self, change: Change) -> None:
        self._count_soon.start()
        self.undo.read()
        self._is_backed_up = False
        if change.touched & (Touched.SETTINGS | Touched.ACCOUNTS):
            self.top.show_office(self.office)
            self._say_place()

    def _restore_place(self) -> None:
        kept = QSettings().value("main_window/geometry")
        self.is_new_here = kept is None or not self.restoreGeometry(kept)
        if self.is_new_here:
            self.resize(1280, 720)


@dataclass(frozen=True, slots=True)
class _Waiting:
    by_page: Mapping[str, int]
    deadline: Deadline | None


def _looked_at(office: Office, progress: Progress) -> list[HealthLine]:
    del progress
    sign_past_day(office)
    return look_at_start(office)


def _signed(office: Office, progress: Progress) -> None:
    """A program that stood locked over night signs the day before as one that is started does."""
    del progress
    sign_past_day(office)


def _waiting(office: Office, entries: Sequence[PageEntry], progress: Progress) -> _Waiting:
    counted = {}
    for number, entry in enumerate(entries, start=1):
        if entry.waiting is not None:
            counted[entry.code] = entry.waiting(office)
        progress.step(number, len(entries))
    return _Waiting(counted, nearest_deadline(office))


class HelpWindow(QDialog):
    """The help of one page, written in Markdown."""

    def __init__(self, title: str, written: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Bantuan: {title}")
        self.resize(640, 560)
        self.text = QTextBrowser()
        self.text.setAccessibleName("Bantuan")
        self.text.setMarkdown(written)
        self.text.setOpenLinks(False)
        down = QVBoxLayout(self)
        down.addWidget(self.text)
