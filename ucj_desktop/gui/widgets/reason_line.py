"""The line under a field in which a clerk says why a warning is right as it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ucj_desktop.domain.rules import Finding
from ucj_desktop.gui import look
from ucj_desktop.gui.widgets.mending_panel import ReasonBox

_USUAL_REASON = "Sesuai KTP-el asli"


class ReasonLine(QWidget):
    """``given(finding, reason)``: Enter; ``put_aside``: Escape, nothing is confirmed."""

    given = Signal(object, str)
    put_aside = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finding: Finding | None = None
        self.box = ReasonBox()
        self.box.setMinimumHeight(look.TARGET)
        self.box.setAccessibleName("Alasan mengapa isinya benar")
        label = QLabel("Alasan:")
        label.setBuddy(self.box)
        told = QLabel("Enter: memang begitu. Esc: kembali.")
        told.setProperty("tone", "soft")
        across = QHBoxLayout(self)
        across.setContentsMargins(look.GRID * 40, 0, 0, 0)
        across.setSpacing(look.GRID * 2)
        across.addWidget(label)
        across.addWidget(self.box, 1)
        across.addWidget(told)
        self.box.returnPressed.connect(self._on_return)
        self.box.put_aside.connect(self._on_put_aside)
        self.hide()

    def ask(self, finding: Finding) -> None:
        """Ask about one warning; the usual reason stands there, marked, so that Enter alone takes it."""
        self._finding = finding
        self.box.setText(_USUAL_REASON)
        self.show()
        self.box.setFocus()
        self.box.selectAll()

    def close_again(self) -> None:
        self._finding = None
        self.hide()

    def _on_return(self) -> None:
        finding, reason = self._finding, " ".join(self.box.text().split())
        if finding is not None and reason:
            self.close_again()
            self.given.emit(finding, reason)

    def _on_put_aside(self) -> None:
        self.close_again()
        self.put_aside.emit()
