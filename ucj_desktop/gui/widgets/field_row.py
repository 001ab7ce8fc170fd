"""One line of a form: label, box, and what is said about it: help, a finding, or that it is sound."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ucj_desktop.domain.fields import Field
from ucj_desktop.gui import icons, look
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.editors import WIDEST_BOX, Editor

_LABEL_WIDTH = 152


class FieldRow(QWidget):
    """Shows the help until there is something better to say."""

    def __init__(self, field: Field, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.editor = field, editor
        self.state: State | None = None
        self.label = QLabel(field.label)
        self.label.setFixedWidth(_LABEL_WIDTH)
        self.label.setBuddy(editor)
        editor.setAccessibleName(field.label)
        editor.setAccessibleDescription(field.help)
        self._picture = QLabel()
        self._picture.setFixedSize(18, 18)
        self.remark = QLabel(field.help)
        self.remark.setProperty("tone", "soft")
        self.remark.setWordWrap(True)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.GRID * 2)
        across.addWidget(self.label)
        across.addWidget(editor)
        across.addSpacing(WIDEST_BOX - editor.width())
        across.addWidget(self._picture)
        across.addWidget(self.remark, 1)

    def show_help(self) -> None:
        """Nothing to say: the help stands there."""
        self._show(None, self.field.help)

    def show_words(self, words: str) -> None:
        """Neither good nor bad: other words in the place of the help."""
        self._show(None, words)

    def show_good(self, words: str = "") -> None:
        """The value is sound."""
        self._show(State.GOOD, words)

    def show_finding(self, state: State, words: str) -> None:
        """Something about the value."""
        self._show(state, words)

    def _show(self, state: State | None, words: str) -> None:
        """What is there already is not dressed again: that costs more than all the judging of a form."""
        if (state, words) == (self.state, self.remark.text()):
            return
        self.state = state
        if state is None:
            self._picture.clear()
        else:
            ink, _ = state.colours(look.palette())
            self._picture.setPixmap(icons.pixmap(state.icon, 18, ink, self.devicePixelRatioF()))
        tone = {None: "soft", State.GOOD: "good", State.NOTE: "accent"}.get(state, state.value if state else "")
        self.remark.setText(words)
        self.remark.setToolTip(words)
        look.mark(self.remark, tone=tone)
        look.mark(self.editor, state=state.value if state else "")
