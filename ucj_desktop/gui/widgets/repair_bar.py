"""Where NIK, birth date and sex disagree: which digits, what probably went wrong, and a key for each repair."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ucj_desktop.domain.nik_repairs import Repair
from ucj_desktop.gui import icons, look
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import button

KEYS = (Qt.Key.Key_F8, Qt.Key.Key_F9)
_KEY_WORDS = ("F8", "F9")


class RepairBar(QFrame):
    """Hidden until something disagrees. ``taken(repair)``: its button was pressed."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sentence")
        self.state: State | None = None
        self.repairs: Sequence[Repair] = ()
        self._picture = QLabel()
        self.what = QLabel()
        self.what.setWordWrap(True)
        self._offers = QVBoxLayout()
        self._offers.setSpacing(look.GRID)
        words = QVBoxLayout()
        words.setSpacing(look.GRID)
        words.addWidget(self.what)
        words.addLayout(self._offers)
        across = QHBoxLayout(self)
        across.setContentsMargins(look.GRID * 3, look.GRID * 2, look.GRID * 3, look.GRID * 2)
        across.setSpacing(look.GRID * 3)
        across.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        self.hide()

    def offer(self, what: str, repairs: Sequence[Repair], written: Callable[[Repair], str]) -> None:
        """Say ``what`` disagrees and offer repairs, as many as there are keys; ``written`` gives what would be."""
        repairs = tuple(repairs[: len(KEYS)])
        if self.state is not None and (what, repairs) == (self.what.text(), self.repairs):
            return
        self.clear()
        if not what:
            return
        self.state, self.repairs = State.WARNS, repairs
        ink, _ = self.state.colours(look.palette())
        self._picture.setPixmap(icons.pixmap(self.state.icon, 20, ink, self.devicePixelRatioF()))
        self._picture.setAccessibleName(self.state.word)
        self.what.setText(what)
        look.mark(self, state=self.state.value)
        for number, (repair, key) in enumerate(zip(self.repairs, _KEY_WORDS, strict=False)):
            self._offers.addWidget(self._line(number, key, repair, written(repair)))
        self.show()

    def clear(self) -> None:
        self.state, self.repairs = None, ()
        while (item := self._offers.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.hide()

    def take(self, number: int) -> None:
        """The key of a repair was pressed; nothing happens where there is no such repair."""
        if number < len(self.repairs):
            self.taken.emit(self.repairs[number])

    def _line(self, number: int, key: str, repair: Repair, written: str) -> QWidget:
        pressed = button(f"{key}: {written}", self._on_pressed)
        pressed.setProperty("number", number)
        pressed.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        pressed.setAccessibleName(f"Pakai {written}: {repair.sentence}")
        told = QLabel(repair.sentence)
        told.setWordWrap(True)
        told.setProperty("tone", "soft")
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.GRID * 3)
        across.addWidget(pressed)
        across.addWidget(told, 1)
        return line

    def _on_pressed(self) -> None:
        pressed = self.sender()
        if pressed is not None:
            self.take(int(pressed.property("number")))
