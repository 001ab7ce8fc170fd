"""Asking: a dialog that gathers what a service needs, runs it, and closes when it was done."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.jobs import Job
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.gui.widgets.tab_order import tab_in_order_of


class Asking(QDialog):
    """``done_with(result)`` comes when the service has returned; a refusal is said inside the dialog."""

    done_with = Signal(object)

    def __init__(
        self, desk: Desk, heading: str, sentence: str, press: str, *, width: int = 560, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.first: QWidget | None = None  # where the cursor starts; None: the first that takes it
        self._job: Job | None = None
        self.setWindowTitle(heading)
        self.setMinimumWidth(width)
        self.bar = SentenceBar()
        self.sentence = soft_label(sentence)
        self.body = QVBoxLayout()
        self.body.setSpacing(look.GRID * 3)
        self.press = button(press, self.submit, kind="primary")
        self.press.setDefault(True)
        self.leave = button("Batal", self.reject)
        self.leave.setAutoDefault(False)
        below = QHBoxLayout()
        below.setSpacing(look.GRID * 2)
        below.addStretch(1)
        below.addWidget(self.leave)
        below.addWidget(self.press)
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 6, look.GRID * 5, look.GRID * 6, look.GRID * 5)
        down.setSpacing(look.GRID * 3)
        down.addWidget(heading_label(heading, 2))
        down.addWidget(self.sentence)
        down.addLayout(self.body, 1)
        down.addWidget(self.bar)
        down.addSpacing(look.GRID)
        down.addLayout(below)

    def showEvent(self, event: QShowEvent) -> None:
        """Tab goes from the top to the bottom, and the cursor starts in the first box."""
        layout = self.layout()
        if layout is not None:
            tab_in_order_of(layout)
        super().showEvent(event)
        if self.first is not None:
            self.first.setFocus()
        else:
            self.focusNextChild()

    def event(self, event: QEvent) -> bool:
        """A sentence that comes later gets its lines: a dialog by itself keeps the height it had."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show) and (layout := self.layout()) is not None:
            needed = layout.totalHeightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)
        return super().event(event)

    def submit(self) -> None:
        """The clerk has pressed the one button."""

    def run(self, words: str, work: Callable[..., Any]) -> None:
        """Run a service that takes ``progress``; the dialog stays until it has returned."""
        self.bar.clear()
        self.press.setEnabled(False)
        job = self._job = self.desk.jobs.start(words, work)
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)

    def reject(self) -> None:
        """Closing while the service runs asks it to stop; what it did is rolled back."""
        if self._job is not None:
            self._job.cancel()
            return
        super().reject()

    def _on_finished(self, result: object) -> None:
        self._job = None
        self.done_with.emit(result)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self._on_cancelled()
        if isinstance(error, ClerkError):
            self.bar.say_error(error)
        else:
            self.desk.fail(error)

    def _on_cancelled(self) -> None:
        self._job = None
        self.press.setEnabled(True)
