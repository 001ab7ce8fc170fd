"""Icons of one weight (Phosphor, shipped with qtawesome), drawn as letters so that they are sharp at every scale."""

import importlib.util
import json
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from ucj_desktop.gui import look

_FONT = "phosphor-1.3.0.ttf"
_LETTERS = "phosphor-charmap-1.3.0.json"


class _LetterEngine(QIconEngine):
    def __init__(self, letter: str, colour: str) -> None:
        super().__init__()
        self._letter = letter
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        theme = look.palette()
        colour = theme.line_strong if mode is QIcon.Mode.Disabled else self._colour or theme.text_soft
        draw_letter(painter, QRectF(rect), self._letter, QColor(colour))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPointF(0, 0).toPoint(), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _LetterEngine(self._letter, self._colour)


def icon(name: str, colour: str = "") -> QIcon:
    """An icon by its Phosphor name (users, warning, paper-plane-tilt ...); raises KeyError on an unknown name."""
    return QIcon(_LetterEngine(_letters()[name], colour))


def pixmap(name: str, pixels: int, colour: str = "", scale: float = 1.0) -> QPixmap:
    """An icon as a picture of that many logical pixels."""
    return icon(name, colour).pixmap(QSize(pixels, pixels), scale)


def draw(painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
    """Draw an icon into a rectangle, for delegates and own widgets."""
    draw_letter(painter, rect, _letters()[name], QColor(colour))


def draw_letter(painter: QPainter, rect: QRectF, letter: str, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(_font_of(max(round(min(rect.width(), rect.height())), 1)))
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


def count_icons() -> int:
    """How many icons there are. Raises FileNotFoundError where the font or its list is missing."""
    (_folder() / _FONT).stat()
    return len(_letters())


@cache
def _folder() -> Path:
    # Found without importing qtawesome: importing it loads five fonts and OpenGL before the first window.
    found = importlib.util.find_spec("qtawesome")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("qtawesome")
    return Path(next(iter(found.submodule_search_locations))) / "fonts"


@cache
def _letters() -> dict[str, str]:
    stated: dict[str, str] = json.loads((_folder() / _LETTERS).read_text("ascii"))
    return {name: chr(int(code, 16)) for name, code in stated.items()}


@cache
def _font_of(pixels: int) -> QFont:
    font = QFont(_family())
    font.setPixelSize(pixels)
    return font


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_folder() / _FONT))
    return QFontDatabase.applicationFontFamilies(number)[0]
