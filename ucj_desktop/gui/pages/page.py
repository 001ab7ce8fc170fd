"""Page: what every page of the main window is made from."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk

MARGIN = look.GRID * 6
_LOW = 520  # pixels


class Page(QWidget):
    """One page: a title line with its actions, and a body.

    A page fills itself in :meth:`reload`, which is called when it is shown for the first time and when it is shown
    again after a change to what it ``concerns``.
    """

    moved = Signal()  # ``here`` has changed

    title: ClassVar[str] = ""
    code: ClassVar[str] = ""  # the name of its help file, too
    concerns: ClassVar[Touched] = Touched.NOTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.office = desk.office
        self.is_stale = True
        self.here = self.title  # in the title of the window: never a name of a worker, for it shows over the lock
        self.setProperty("role", "page")
        self.heading = QLabel(self.title)
        self.heading.setFont(look.heading_font(1))
        self.subtitle = QLabel()
        self.subtitle.setProperty("tone", "soft")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.heading)
        words.addWidget(self.subtitle)
        self.subtitle.hide()
        self.actions_row = QHBoxLayout()
        self.actions_row.setSpacing(look.GRID * 2)
        head = QHBoxLayout()
        head.setSpacing(look.GRID * 4)
        head.addLayout(words, 1)
        head.addLayout(self.actions_row)
        whole = QVBoxLayout(self)
        self._whole = whole
        self._stand(look.GRID * 4)
        whole.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(look.GRID * 3)
        whole.addLayout(self.body, 1)
        desk.changes.changed.connect(self._on_changed)

    def _stand(self, apart: int) -> None:
        """How far the parts of the page stand from its edge and from each other, in pixels."""
        self._whole.setContentsMargins(MARGIN, apart, MARGIN, apart)
        self._whole.setSpacing(apart)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low page stands closer to its frame."""
        super().resizeEvent(event)
        self._stand(look.GRID * (2 if self.height() < _LOW else 4))

    def say_under_title(self, text: str) -> None:
        """A line under the title: counts, what is filtered."""
        self.subtitle.setText(text)
        self.subtitle.setVisible(bool(text))

    def say_here(self, words: str) -> None:
        """Say in the title of the window how far one is on this page; empty for the page alone.

        A screen reader reads it, and the taskbar shows it while the clerk does something else.
        """
        self.here = f"{self.title}: {words}" if words else self.title
        self.moved.emit()

    def show_page(self) -> None:
        """Called each time the page comes to the front."""
        if self.is_stale:
            self.is_stale = False
            self.reload()

    def reload(self) -> None:
        """Read what the page shows from the services."""

    def show_subject(self, subject: object) -> None:
        """Show what another page asked for, as a worker id or a filter."""

    def first_field(self) -> QWidget | None:
        """Where the keyboard goes when the page comes to the front."""
        return None

    def print_what_is_meant(self) -> bool:
        """Ctrl+P; False where nothing on this page is printed."""
        return False

    def may_leave(self) -> bool:
        """False keeps the page in front, as with a form that cannot be put aside."""
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """What went wrong on this page is not said under the next one; behind the lock it stays."""
        super().hideEvent(event)
        if self.isHidden():
            self.desk.hush()

    def _on_changed(self, change: Change) -> None:
        if change.touched & self.concerns:
            self.is_stale = True
            if self.isVisible():
                self.show_page()
