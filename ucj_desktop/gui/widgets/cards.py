"""Cards, facts in large figures, and small labels of a state."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ucj_desktop.gui import icons, look
from ucj_desktop.gui.look import State

QWIDGETSIZE_MAX = 16_777_215  # of Qt, which PySide6 does not name


class Card(QFrame):
    """A white field with a heading and a body."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(look.GRID * 4, look.GRID * 3, look.GRID * 4, look.GRID * 4)
        self.body.setSpacing(look.GRID * 2)
        self.heading = QLabel(heading)
        self.heading.setFont(look.heading_font(3))
        self.body.addWidget(self.heading)
        self.heading.setVisible(bool(heading))  # after it has a parent: else it would be a window for a moment


class FactTile(QFrame):
    """One figure with its word, and a state where it means something; ``edge`` is the room beside them, in pixels."""

    def __init__(
        self, word: str, figure: str = "", parent: QWidget | None = None, *, edge: int = look.GRID * 4
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setMinimumWidth(96)
        self.figure = QLabel(figure)
        self.figure.setFont(look.heading_font(1))
        self.word = QLabel(word)
        self.word.setProperty("tone", "soft")
        down = QVBoxLayout(self)
        down.setContentsMargins(edge, look.GRID * 2, edge, look.GRID * 2)
        down.setSpacing(0)
        down.addWidget(self.figure)
        down.addWidget(self.word)

    def show_figure(self, figure: str, state: State | None = None) -> None:
        self.figure.setText(figure)
        look.mark(self.figure, tone=state.value if state and state is not State.NOTE else "")
        self.setAccessibleName(f"{self.word.text()}: {figure}")


class StateLabel(QWidget):
    """A state as a rounded label: icon and word on its soft colour."""

    def __init__(self, state: State, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(state, word)

    def show_state(self, state: State, word: str = "") -> None:
        self._state, self._word = state, word or state.word
        self.setAccessibleName(self._word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._word) + 40, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        ink, ground = self._state.colours(look.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()), 12, 12)
        icons.draw(painter, QRectF(8, (self.height() - 16) / 2, 16, 16), self._state.icon, ink)
        painter.setPen(QColor(ink))
        painter.drawText(self.rect().adjusted(28, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, self._word)
        painter.end()


def line() -> QFrame:
    """A thin line across."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def soft_label(text: str = "", *, wraps: bool = True) -> QLabel:
    """A label in the quiet colour."""
    made = QLabel(text)
    made.setProperty("tone", "soft")
    made.setWordWrap(wraps)
    return made


def heading_label(text: str, level: int = 2) -> QLabel:
    made = QLabel(text)
    made.setFont(look.heading_font(level))
    return made


def scrolling_down(inside: QWidget) -> QScrollArea:
    """A part of a page that keeps its height in a low window and scrolls: squeezed, its sentences had no room."""
    inside.setObjectName("scrolled")
    inside.setStyleSheet("QWidget#scrolled { background: transparent; }")
    made = QScrollArea()
    made.setWidget(inside)
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
