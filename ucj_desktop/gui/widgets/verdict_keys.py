"""The keys of a verdict under the list: S, P, T with two digits of the reason, U, and Enter to agree."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ucj_desktop.domain.verdict import REASON_LABELS, REASONS_WITH_NOTE, Reason, Step, Verdict
from ucj_desktop.gui import look
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label

_KEYS: Mapping[int, Verdict] = {
    Qt.Key.Key_S: Verdict.ELIGIBLE,
    Qt.Key.Key_P: Verdict.ELIGIBLE_CORRECTED,
    Qt.Key.Key_U: Verdict.PENDING,
}
_WORDS = (
    (Verdict.ELIGIBLE, "S", "Layak", "check-circle"),
    (Verdict.ELIGIBLE_CORRECTED, "P", "Layak (perbaikan)", "pencil-simple"),
    (Verdict.NOT_ELIGIBLE, "T", "Tidak layak", "x-circle"),
    (Verdict.PENDING, "U", "Belum", "clock"),
)
_COLUMNS = 3
_NARROW = 900  # pixels
_LOW, _LOW_REASON = 560, 24  # pixels of the window, below which the list needs the room of the reasons


class VerdictKeys(QFrame):
    """``given(verdict, reason, note)``: one verdict was keyed. ``agreed``: Enter, the verdict of the verification.
    ``refused(why)``: a verdict that may not be given now (see :meth:`forbid`).

    Watches the keys of the lists it is given (see :meth:`watch`); T asks for the reason, Esc leaves it again.
    """

    given = Signal(object, object, str)
    agreed = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.step = Step.VERIFY
        self.digits = ""
        self._lists: list[QWidget] = []
        self._forbidden: Mapping[Verdict, str] = {}
        self.verdicts: dict[Verdict, QPushButton] = {}
        self.reasons: dict[Reason, QPushButton] = {}
        self.hint = soft_label("Shift+panah: beberapa sekaligus", wraps=False)
        self.agree = button(
            "Enter  Setuju", self.agreed.emit, icon="check", kind="primary", tip="Sama dengan hasil verifikasi"
        )
        self.typed = heading_label("", 2)
        self.note = QLineEdit()
        self.note.setPlaceholderText("Uraian alasan lain, lalu Enter")
        self.note.setMinimumHeight(look.TARGET)
        self.note.returnPressed.connect(self._on_note)
        self.note.installEventFilter(self)
        self.faces = QStackedWidget()
        self._all_faces = (self._verdict_face(), self._reason_face())
        for made in self._all_faces:
            self.faces.addWidget(made)
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 3, look.GRID * 2, look.GRID * 3, look.GRID * 2)
        down.addWidget(self.faces)
        self._show_face(0)

    def _verdict_face(self) -> QWidget:
        made = QWidget()
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.GRID * 2)
        across.addWidget(self.agree)
        for verdict, key, word, icon in _WORDS:
            pressed = button(f"{key}  {word}", self._on_verdict_pressed, icon=icon)
            pressed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            pressed.setProperty("verdict", verdict.value)
            self.verdicts[verdict] = pressed
            across.addWidget(pressed)
        across.addStretch(1)
        across.addWidget(self.hint)
        return made

    def _reason_face(self) -> QWidget:
        made = QWidget()
        head = QHBoxLayout()
        head.addWidget(heading_label("Tidak layak karena ...", 3))
        head.addWidget(self.typed)
        head.addWidget(self.note, 2)
        head.addStretch(1)
        head.addWidget(soft_label("Ketik dua angkanya. Esc: batal.", wraps=False))
        grid = QGridLayout()
        grid.setSpacing(look.GRID)
        for place, reason in enumerate(Reason):
            pressed = button(f"{_digits(reason)}  {REASON_LABELS[reason]}", self._on_reason_pressed, kind="plain")
            pressed.setStyleSheet("text-align: left; padding: 3px 4px;")
            pressed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            pressed.setProperty("reason", reason.value)
            self.reasons[reason] = pressed
            rows = -(-len(Reason) // _COLUMNS)
            grid.addWidget(pressed, place % rows, place // rows)
        down = QVBoxLayout(made)
        down.setContentsMargins(0, 0, 0, 0)
        down.addLayout(head)
        down.addLayout(grid)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the buttons stand closer, and the hint gives way to them."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        self.hint.setHidden(is_narrow)
        self._all_faces[0].setStyleSheet("QPushButton { padding: 3px 6px; }" if is_narrow else "")
        for pressed in self.reasons.values():
            pressed.setFixedHeight(_LOW_REASON if self.window().height() < _LOW else look.TARGET)
        self._fit_face()

    def watch(self, widget: QWidget) -> None:
        """Take verdict keys from this list too."""
        self._lists.append(widget)
        widget.installEventFilter(self)

    def forbid(self, why: Mapping[Verdict, str]) -> None:
        """Verdicts that may not be given to who is in front, each with its sentence; their buttons say so."""
        self._forbidden = why
        for verdict, pressed in self.verdicts.items():
            allow_unless(why.get(verdict, ""), pressed)

    def begin(self, step: Step) -> None:
        """Keys for one step; Enter agrees only in the validation."""
        self.step = step
        self.agree.setVisible(step is Step.VALIDATE)
        self._show_face(0)

    @property
    def asks_reason(self) -> bool:
        return self.faces.currentIndex() == 1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self.note:
            if event.key() == Qt.Key.Key_Escape:
                self._leave_reason()
                return True
            return False
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        return self._on_reason_key(event) if self.asks_reason else self._on_verdict_key(event)

    def _on_verdict_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _KEYS:
            self._choose_verdict(_KEYS[key])
        elif key == Qt.Key.Key_T:
            self._choose_verdict(Verdict.NOT_ELIGIBLE)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.step is Step.VALIDATE:
            self.agreed.emit()
        else:
            return False
        return True

    def _choose_verdict(self, verdict: Verdict) -> None:
        if verdict in self._forbidden:
            self.refused.emit(self._forbidden[verdict])
        elif verdict is Verdict.NOT_ELIGIBLE:
            self._ask_reason()
        else:
            self.given.emit(verdict, None, "")

    def _on_reason_key(self, event: QKeyEvent) -> bool:
        text = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self._leave_reason()
        elif event.key() == Qt.Key.Key_Backspace:
            self.digits = ""
            self._show_digits()
        elif text.isascii() and text.isdigit():
            self.digits += text
            self._show_digits()
            if len(self.digits) == 2:
                self._on_two_digits()
        else:
            return False
        return True

    def _on_two_digits(self) -> None:
        reason = next((one for one in Reason if _digits(one) == self.digits), None)
        if reason is None:
            self.digits = ""
            self.typed.setText("Tidak ada alasan itu")
            return
        self._choose(reason)

    def _choose(self, reason: Reason) -> None:
        if reason in REASONS_WITH_NOTE:
            self.digits = _digits(reason)
            self._show_digits()
            self.note.show()
            self.note.setFocus()
            return
        self._show_face(0)
        self._focus_list()
        self.given.emit(Verdict.NOT_ELIGIBLE, reason, "")

    def _on_note(self) -> None:
        note = self.note.text().strip()
        if note:
            self._show_face(0)
            self._focus_list()
            self.given.emit(Verdict.NOT_ELIGIBLE, Reason.OTHER, note)

    def _on_verdict_pressed(self) -> None:
        pressed = self.sender()
        verdict = Verdict(str(pressed.property("verdict"))) if pressed is not None else Verdict.PENDING
        self._focus_list()
        self._choose_verdict(verdict)

    def _on_reason_pressed(self) -> None:
        pressed = self.sender()
        if pressed is not None:
            self._choose(Reason(str(pressed.property("reason"))))

    def _ask_reason(self) -> None:
        self.digits = ""
        self._show_digits()
        self._show_face(1)

    def _leave_reason(self) -> None:
        self._show_face(0)
        self._focus_list()

    def _focus_list(self) -> None:
        shown = next((one for one in self._lists if one.isVisible()), None)
        if shown is not None:
            shown.setFocus()

    def _show_digits(self) -> None:
        self.typed.setText(f"{self.digits:_<2}" if self.digits else "")

    def _show_face(self, face: int) -> None:
        self.note.clear()
        self.note.hide()
        self.faces.setCurrentIndex(face)
        self._fit_face()

    def _fit_face(self) -> None:
        """A stack is as high as its highest face; the list above wants the room back."""
        self.faces.setFixedHeight(max(self._all_faces[self.faces.currentIndex()].sizeHint().height(), look.TARGET))


def _digits(reason: Reason) -> str:
    return reason.value.removeprefix("TL-")
