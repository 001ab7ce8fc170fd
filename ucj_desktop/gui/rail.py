"""The rail at the left: the pages with icon and word, and a count where something waits."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout, QWidget

from ucj_desktop.gui import icons, look, texts
from ucj_desktop.gui.pages import PageEntry

WIDTH, NARROW_WIDTH = 184, 56
_HEIGHT = 40


class RailButton(QAbstractButton):
    """One page: icon, word, count."""

    def __init__(self, entry: PageEntry, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.waiting = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(_HEIGHT)
        self.setText(entry.word)
        self._key = key
        self._name()

    def show_waiting(self, waiting: int) -> None:
        self.waiting = waiting
        self._name()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = look.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = QRectF(self.rect()).adjusted(8, 2, -8, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            ground = QColor(theme.rail_here if self.isChecked() else theme.rail_text)
            ground.setAlpha(255 if self.isChecked() else 28)
            painter.setBrush(ground)
            painter.drawRoundedRect(field, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.rail_text), 2))
            painter.drawRoundedRect(field.adjusted(1, 1, -1, -1), 6, 6)
        ink = "#FFFFFF" if self.isChecked() else theme.rail_text
        icons.draw(painter, QRectF(18, (_HEIGHT - 20) / 2, 20, 20), self.entry.icon, ink)
        if self.width() >= WIDTH:
            self._draw_word(painter, ink)
        if self.waiting:
            self._draw_count(painter, theme.rail)
        painter.end()

    def _draw_word(self, painter: QPainter, ink: str) -> None:
        painter.setPen(QColor(ink))
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)
        painter.setFont(font)
        beside = 52 if self.waiting else 12  # room for the count, where there is one
        painter.drawText(self.rect().adjusted(48, 0, -beside, 0), Qt.AlignmentFlag.AlignVCenter, self.entry.word)

    def _draw_count(self, painter: QPainter, ink: str) -> None:
        if self.width() < WIDTH:  # its number is in the tip
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("#F6C667"))
            painter.drawEllipse(QRectF(self.width() - 22, 6, 10, 10))
            return
        told = texts.number(self.waiting) if self.waiting < 10_000 else "9.999+"
        width = max(self.fontMetrics().horizontalAdvance(told) + 14, 24)
        field = QRectF(self.width() - width - 16, (_HEIGHT - 20) / 2, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#F6C667"))
        painter.drawRoundedRect(field, 10, 10)
        painter.setPen(QColor(ink))
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter, told)

    def _name(self) -> None:
        told = f"{self.entry.word}, {texts.number(self.waiting)} menunggu" if self.waiting else self.entry.word
        self.setAccessibleName(told)
        self.setToolTip(f"{told} ({self._key})" if self._key else told)


class Rail(QFrame):
    """All pages of this clerk; ``chosen`` gives the code of the page."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.buttons: dict[str, RailButton] = {}
        group = QButtonGroup(self)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.GRID * 3, 0, look.GRID * 3)
        down.setSpacing(0)
        for number, entry in enumerate(entries, start=1):
            made = RailButton(entry, f"Ctrl+{number % 10}" if number <= 10 else "")
            group.addButton(made)
            self.buttons[entry.code] = made
            down.addWidget(made)
            made.clicked.connect(self._on_clicked)
        down.addStretch(1)

    def be_narrow(self, *, is_narrow: bool) -> None:
        """In a small window the icons stand alone; their words are in their tips."""
        self.setFixedWidth(NARROW_WIDTH if is_narrow else WIDTH)

    def show_here(self, code: str) -> None:
        self.buttons[code].setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(look.palette().rail))
        painter.end()

    def _on_clicked(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, RailButton):
            self.chosen.emit(pressed.entry.code)
