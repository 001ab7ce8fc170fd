"""A sentence in its place on the page: what happened, what to do, and a button for it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.gui import icons, look
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import button, icon_button

_ICON = 20


class SentenceBar(QFrame):
    """Hidden until something is said. ``closable`` bars have a cross."""

    def __init__(self, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("role", "sentence")
        self.state: State | None = None
        self._picture = QLabel()
        self._picture.setFixedWidth(_ICON)
        self.what = QLabel()
        self.what.setWordWrap(True)
        self.fix = QLabel()
        self.fix.setWordWrap(True)
        self.fix.setProperty("tone", "soft")
        for label in (self.what, self.fix):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.what)
        words.addWidget(self.fix)
        self._buttons = QHBoxLayout()
        across = QHBoxLayout(self)
        across.setSpacing(look.GRID * 3)
        self.stand_close(is_close=False)
        across.addWidget(self._picture)
        across.addLayout(words, 1)
        across.addLayout(self._buttons)
        if closable:
            across.addWidget(icon_button("x", "Tutup kalimat ini", self.hide), 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def stand_close(self, *, is_close: bool) -> None:
        """In a low window the words stand closer to their frame."""
        above = look.GRID // 2 if is_close else look.GRID * 2
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(look.GRID * 3, above, look.GRID * 2, above)

    def say(
        self,
        state: State,
        what: str,
        fix: str = "",
        press: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show a sentence, or nothing where it is empty; ``press`` is (word, what it does)."""
        if not what:
            self.clear()
            return
        self.state = state
        ink, _ = state.colours(look.palette())
        self._picture.setPixmap(icons.pixmap(state.icon, _ICON, ink, self.devicePixelRatioF()))
        self._picture.setAccessibleName(state.word)
        self.what.setText(what)
        self.fix.setText(fix)
        self.fix.setVisible(bool(fix))
        look.mark(self, state=state.value)
        self._take_buttons()
        if press is not None:
            self._buttons.addWidget(button(press[0], press[1]))
        self.show()

    def offer(self, word: str, pressed: Callable[[], object]) -> None:
        """A button beside the sentence that is shown, in the place of another."""
        self._take_buttons()
        self._buttons.addWidget(button(word, pressed, icon="arrow-counter-clockwise", kind="plain"))

    @property
    def can_be_pressed(self) -> bool:
        """Whether a button stands beside the sentence."""
        return self._buttons.count() > 0

    def _take_buttons(self) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    def say_error(self, error: ClerkError) -> None:
        """A ClerkError in its place."""
        self.say(State.BLOCKS, error.what, f"{error.fix} ({error.code})")

    def clear(self) -> None:
        self.state = None
        self.hide()
