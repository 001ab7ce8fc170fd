"""A letterhead drawn as the letters will show it, while it is typed."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ucj_desktop.domain.minutes import Letterhead
from ucj_desktop.gui import look

_PAPER, _INK = "#FFFFFF", "#111111"  # paper is white in the dark theme, too
_TEXT_WIDTH = 482.0  # points between the margins of a letter
_FIRST, _SECOND, _ADDRESS, _BODY = 13.0, 17.0, 9.0, 11.0  # points
_LOGO = QSize(57, 65)  # points
_PNG = b"\x89PNG"
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap


class LetterheadPreview(QWidget):
    """Shows one Letterhead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letterhead = Letterhead()
        self.dated = ""
        self._logo = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(216)
        self.setMinimumWidth(360)
        self.setAccessibleName("Contoh kop surat")

    def show_letterhead(self, letterhead: Letterhead, dated: str) -> None:
        """``dated`` stands at the right under it, as in a letter."""
        self.letterhead, self.dated = letterhead, dated
        self._logo = _picture(letterhead.logo)
        self.update()

    def lines(self) -> list[tuple[str, float, bool]]:
        """The lines as (text, points, bold)."""
        head = self.letterhead
        postcode = f"Kode Pos {head.postcode}" if head.postcode else ""
        reach = (("Telepon", head.phone), ("Pos-el", head.email), ("Laman", head.website))
        return [
            (head.first_line, _FIRST, False),
            (head.second_line, _SECOND, True),
            (", ".join(filter(None, (head.address, postcode))), _ADDRESS, False),
            (", ".join(f"{word} {value}" for word, value in reach if value), _ADDRESS, False),
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.palette().line_strong), 1))
        painter.setBrush(QColor(_PAPER))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        margin = 20
        width = self.width() - 2 * margin
        scale = width / _TEXT_WIDTH
        left, top = margin, margin
        painter.setPen(QColor(_INK))
        indent = 0
        if not self._logo.isNull():
            box = QSize(round(_LOGO.width() * scale), round(_LOGO.height() * scale))
            shown = self._logo.scaled(
                box, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            painter.drawImage(left + (box.width() - shown.width()) // 2, top, shown)
            indent = box.width() + 6
        y = self._draw_lines(painter, QRect(left + indent, top, width - indent, self.height()), scale)
        y = max(y, top + (round(_LOGO.height() * scale) if indent else 0)) + 6
        painter.fillRect(QRectF(left, y, width, max(2.5 * scale, 2)), QColor(_INK))
        painter.fillRect(QRectF(left, y + max(2.5 * scale, 2) + 2, width, 1), QColor(_INK))
        painter.setFont(_font(_BODY * scale, is_bold=False))
        painter.setPen(QColor("#666666"))
        painter.drawText(QRect(left, y + 20, width, 40), Qt.AlignmentFlag.AlignRight, self.dated)
        painter.end()

    def _draw_lines(self, painter: QPainter, room: QRect, scale: float) -> int:
        y = room.top()
        for text, points, is_bold in self.lines():
            if text:
                font = _font(points * scale, is_bold=is_bold)
                while is_bold and font.pixelSize() > _FIRST * scale and _is_wider(font, text, room.width()):
                    font.setPixelSize(font.pixelSize() - 1)
                painter.setFont(font)
                needed = painter.boundingRect(QRect(room.left(), y, room.width(), 200), _CENTRE, text)
                painter.drawText(QRect(room.left(), y, room.width(), needed.height()), _CENTRE, text)
                y += needed.height() + 1
        return y


def _picture(content: bytes) -> QImage:
    """A PNG or JPEG; the format is named, because Qt's own guess asks every plugin and may ask the wrong one."""
    shown = QImage()
    if content:
        shown.loadFromData(content, "PNG" if content.startswith(_PNG) else "JPG")
    return shown


def _font(pixels: float, *, is_bold: bool) -> QFont:
    font = QFont("Liberation Sans")
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPixelSize(max(round(pixels), 6))
    font.setBold(is_bold)
    return font


def _is_wider(font: QFont, text: str, width: int) -> bool:
    return QFontMetrics(font).horizontalAdvance(text) > width
