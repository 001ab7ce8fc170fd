"""What stands where nothing is yet: what will be here, and how it gets here."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ucj_desktop.gui import icons, look
from ucj_desktop.gui.widgets.buttons import button

_WIDTH, _LOW = 460, 220  # pixels


class EmptyPage(QWidget):
    """A picture, one heading, one or two sentences, the button that fills the page, and another way to fill it."""

    def __init__(
        self,
        icon: str,
        heading: str,
        sentence: str,
        press: tuple[str, Callable[[], object]] | None = None,
        other: tuple[str, Callable[[], object]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme = look.palette()
        picture = self._picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, 48, theme.accent, self.devicePixelRatioF()))
        self.heading = QLabel(heading)
        self.heading.setFont(look.heading_font(2))
        self.sentence = QLabel(sentence)
        self.sentence.setProperty("tone", "soft")
        words = QVBoxLayout()
        words.setSpacing(look.GRID * 2)
        for one in (picture, self.heading, self.sentence):
            one.setWordWrap(True)
            one.setMaximumWidth(_WIDTH)
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            words.addWidget(one)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addLayout(words, _WIDTH)  # the words take their width before the room beside them gets any
        across.addStretch(1)
        down = QVBoxLayout(self)
        down.setSpacing(look.GRID * 2)
        down.addStretch(2)
        down.addLayout(across)
        self.press = button(press[0], press[1], kind="primary") if press else None
        if self.press is not None:
            down.addSpacing(look.GRID * 2)
            down.addWidget(self.press, 0, Qt.AlignmentFlag.AlignHCenter)
        self.other = button(other[0], other[1]) if other else None
        if self.other is not None:
            down.addWidget(self.other, 0, Qt.AlignmentFlag.AlignHCenter)
        down.addStretch(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low place the words matter more than the picture."""
        super().resizeEvent(event)
        self._picture.setHidden(self.height() < _LOW)
