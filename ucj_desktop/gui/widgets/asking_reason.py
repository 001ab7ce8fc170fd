"""Asking for a reason: a dialog whose one button waits until something is written."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.widgets.asking import Asking

_HIGH = 88


class AskingReason(Asking):
    """A subclass gives :meth:`work`, what runs with the reason."""

    doing = ""  # the words while it runs

    def __init__(self, desk: Desk, heading: str, sentence: str, press: str, hint: str, parent: QWidget) -> None:
        super().__init__(desk, heading, sentence, press, parent=parent)
        self.reason = QPlainTextEdit()
        self.reason.setPlaceholderText(hint)
        self.reason.setAccessibleName("Alasan")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(_HIGH)
        self.body.addWidget(self.reason)
        self.reason.textChanged.connect(self._on_typed)
        self._on_typed()

    def _on_typed(self) -> None:
        self.press.setEnabled(bool(self.reason.toPlainText().strip()))

    def submit(self) -> None:
        self.run(self.doing, self.work(self.reason.toPlainText()))

    def work(self, reason: str) -> Callable[..., Any]:
        """What is run."""
        raise NotImplementedError
