"""Ctrl+Z and Ctrl+Y of the whole program: what would be taken back or done again, named, from the journal."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.progress import Progress
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import allow_unless, icon_button
from ucj_desktop.services.care.undo import Deed, Offer, Undone, redo, undo, undo_offer
from ucj_desktop.services.office import Office

_PAGES_WITH_WORKERS = ("workers",)


class UndoKeys(QObject):
    """Two buttons for the top bar and their keys. A text box keeps its own undo while one types in it.

    ``went(page, subject)``: something was taken back or done again and can be seen there. ``offered(title)``: what
    was just done can be taken back.
    """

    went = Signal(str, object)
    offered = Signal(str)

    def __init__(self, desk: Desk, window: QWidget, is_locked: Callable[[], bool]) -> None:
        super().__init__(window)
        self.desk = desk
        self.offer = Offer(undo=None, redo=None)
        self._is_locked = is_locked
        self._was_newest = -1
        self.back = icon_button("arrow-counter-clockwise", "", self.undo_last)
        self.again = icon_button("arrow-clockwise", "", self.redo_last)
        self._show(self.back, None, "Ctrl+Z", "Tidak ada yang bisa dibatalkan")
        self._show(self.again, None, "Ctrl+Y", "Tidak ada yang bisa diulang")
        for sequence, press in (
            ("Ctrl+Z", self.undo_last),
            ("Ctrl+Y", self.redo_last),
            ("Ctrl+Shift+Z", self.redo_last),
        ):
            key = QShortcut(QKeySequence(sequence), window)
            key.setContext(Qt.ShortcutContext.WindowShortcut)
            key.activated.connect(press)

    def read(self) -> None:
        """Ask anew what could be taken back, off the main thread."""
        if not self.desk.is_closed and self.desk.office.loan is None:  # on a laptop nothing is taken back
            self.desk.read(partial(_offer, self.desk.office), self._on_offered)

    def undo_last(self) -> None:
        """Take back what this account did last, or say why not."""
        self._turn(self.offer.undo, "Tidak ada yang bisa dibatalkan.")

    def redo_last(self) -> None:
        """Do again what was taken back last, or say why not."""
        self._turn(self.offer.redo, "Tidak ada yang bisa diulang.")

    def _turn(self, deed: Deed | None, nothing: str) -> None:
        if self._is_locked() or not self.desk.jobs.is_idle:
            return
        if deed is None:
            self.desk.say(nothing, State.NOTE)
        elif deed.refusal is not None:
            self.desk.say(deed.refusal.what, State.WARNS, deed.refusal.fix)
        else:
            work = partial(_turned, self.desk.office, deed)
            self.desk.start(deed.title, work, self._on_turned)

    def _on_turned(self, done: tuple[Change, Undone]) -> None:
        deed = done[1].deed
        is_worker = deed.page in _PAGES_WITH_WORKERS and bool(deed.subject)
        self.went.emit(deed.page, deed.subject if is_worker else None)

    def _on_offered(self, offer: Offer) -> None:
        self.offer = offer
        self._show(self.back, offer.undo, "Ctrl+Z", "Tidak ada yang bisa dibatalkan")
        self._show(self.again, offer.redo, "Ctrl+Y", "Tidak ada yang bisa diulang")
        newest = offer.undo.number if offer.undo is not None else 0
        is_news = self._was_newest >= 0 and newest > self._was_newest
        self._was_newest = newest
        if is_news and offer.undo is not None and offer.undo.refusal is None:
            self.offered.emit(offer.undo.title)

    def _show(self, shown: QToolButton, deed: Deed | None, key: str, nothing: str) -> None:
        tip = f"{nothing} ({key})" if deed is None else f"{deed.title} ({key})"
        if deed is not None and deed.refusal is not None:
            tip = f"{deed.title}: tidak bisa. {deed.refusal.what} {deed.refusal.fix}"
        shown.setToolTip(tip)
        shown.setProperty("tip", tip)
        allow_unless("" if deed is not None and deed.refusal is None else tip, shown)
        shown.setAccessibleName(tip)


def _offer(office: Office, progress: Progress) -> Offer:
    del progress
    return undo_offer(office)


def _turned(office: Office, deed: Deed, progress: Progress) -> tuple[Change, Undone]:
    done = (redo if deed.is_undone else undo)(office, deed.number, progress)
    return done.change, done
