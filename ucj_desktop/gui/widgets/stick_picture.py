"""A stick as a small drawing: what it is, and a badge that says what is the matter with it."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ucj_desktop.gui import icons, look
from ucj_desktop.gui.look import State
from ucj_desktop.services.handoff.list_sticks import StickState

_BADGES: Mapping[StickState, str] = MappingProxyType(
    {
        StickState.READY: "check-circle",
        StickState.FOLDER: "check-circle",
        StickState.NETWORK: "info",
        StickState.WORN: "warning",
        StickState.STRANGE: "warning",
        StickState.LOCKED: "lock",
        StickState.FULL: "prohibit",
        StickState.DISC: "prohibit",
        StickState.UNREADABLE: "question",
        StickState.UNSOUND: "x-circle",
        StickState.GONE: "eject",
    }
)
# What is no stick has its own picture.
_OTHER: Mapping[StickState, str] = MappingProxyType(
    {StickState.FOLDER: "folder-open", StickState.NETWORK: "share-network", StickState.DISC: "disc"}
)
SIZE = QSize(36, 36)


def tone(state: StickState) -> State:
    """The colour's meaning."""
    if state.blocks:
        return State.BLOCKS
    return State.GOOD if state.is_sound else State.WARNS


def draw_stick(painter: QPainter, room: QRectF, state: StickState | None) -> None:
    """Into a square; None: no stick is plugged in, which is drawn in dashes."""
    theme = look.palette()
    if state is not None and state in _OTHER:
        icons.draw(painter, room.adjusted(0, 0, -6, -6), _OTHER[state], theme.accent)
    else:
        _draw_body(painter, room, state)
    if state is not None:
        ink, _ = tone(state).colours(theme)
        side = room.width() * 0.5
        badge = QRectF(room.right() - side, room.bottom() - side, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.surface))
        painter.drawEllipse(badge)
        icons.draw(painter, badge, _BADGES[state], ink)


def _draw_body(painter: QPainter, room: QRectF, state: StickState | None) -> None:
    theme = look.palette()
    is_there = state not in {None, StickState.GONE}
    pen = QPen(QColor(theme.accent if is_there else theme.line_strong), 1.6)
    if not is_there:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(QColor(theme.accent_soft if is_there else theme.surface))
    wide, high = room.width(), room.height()
    painter.drawRect(QRectF(room.x() + wide * 0.3, room.y() + 1, wide * 0.3, high * 0.28))
    body = QRectF(room.x() + wide * 0.2, room.y() + high * 0.28, wide * 0.5, high * 0.66)
    painter.drawRoundedRect(body, 4, 4)
    if state is StickState.FULL:
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(body.adjusted(3, 4, -3, -3), 2, 2)


class StickPicture(QWidget):
    """The drawing by itself, for where no stick is plugged in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_stick(painter, QRectF(self.rect()), None)
        painter.end()
