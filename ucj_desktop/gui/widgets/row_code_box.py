"""What is keyed from a field form beside the verdict: the code of the row, and the day of the visit."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ucj_desktop.domain.dates import parse_date
from ucj_desktop.domain.row_code import read_row_code
from ucj_desktop.gui import look
from ucj_desktop.gui.widgets.verdict_keys import VerdictKeys

FORM_SOURCE = "Formulir lapangan"
_DIGITS = 7


class RowCodeBox(QLineEdit):
    """``typed(code)``: seven digits were typed, or Enter; an empty code means that they are no code.

    Digits typed on the list come here: verdicts are letters, so that neither hand has to look for the other.
    """

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Kode di formulir")
        self.setAccessibleName("Kode baris di formulir")
        self.setToolTip("Ketik angka kode dari formulir: kursor pindah ke orangnya.")
        self.setMinimumHeight(look.TARGET)
        self.setFixedWidth(136)
        self.setMaxLength(_DIGITS + 2)
        self._keys: VerdictKeys | None = None
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._take)

    def watch(self, table: QWidget, keys: VerdictKeys) -> None:
        """Take the digits typed on this list, except where they are a reason."""
        self._keys = keys
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not self.isVisible():
            return False
        text, held = event.text(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held or not (text.isascii() and text.isdigit()) or (self._keys is not None and self._keys.asks_reason):
            return False
        self.setText(text)
        self.setFocus()
        self.deselect()
        self.setCursorPosition(1)
        return True

    def _on_edited(self, text: str) -> None:
        if sum(sign.isdigit() for sign in text) == _DIGITS:
            self._take()

    def _take(self) -> None:
        code = read_row_code(self.text()) or ""
        if self.text().strip():
            self.typed.emit(code)
            self.selectAll() if not code else self.clear()


class VisitDayBox(QLineEdit):
    """The day of the visit for the verdicts keyed next; it stays until another is typed."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.setPlaceholderText("Tanggal kunjungan")
        self.setAccessibleName("Tanggal kunjungan")
        self.setMinimumHeight(look.TARGET)
        self.setFixedWidth(136)

    @property
    def day(self) -> date | None:
        """None where nothing is typed, or nothing that can be."""
        found = parse_date(self.text(), self._today).value if self.text().strip() else None
        return found if found is not None and found <= self._today else None

    @property
    def is_wrong(self) -> bool:
        return bool(self.text().strip()) and self.day is None
