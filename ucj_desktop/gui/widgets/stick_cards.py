"""Sticks as cards to choose from, and the steps of writing to one, ticked as they happen."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ucj_desktop.gui import icons, look
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.services.handoff.list_sticks import Stick

_HEIGHT = 76


class StickCard(QAbstractButton):
    """One stick or folder: its name, its state in a sentence, and what lies on it."""

    def __init__(self, stick: Stick, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stick = stick
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(stick.label)
        self.setToolTip(f"{stick.folder}\n{self.said}")
        self.setAccessibleName(f"{stick.label}: {self.said}")

    @property
    def said(self) -> str:
        """The state, and what to do about it."""
        return f"{self.stick.sentence} {self.stick.fix}".strip()

    @property
    def holds(self) -> str:
        """What of ours lies on it."""
        one = self.stick
        counted = ((one.packages, "paket"), (one.replies, "tanda terima atau balasan"), (one.cards, "kartu kantor"))
        return ", ".join(f"{number} {word}" for number, word in counted if number) or "belum ada berkas UCJ"

    def sizeHint(self) -> QSize:
        return QSize(300, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = look.palette()
        state = State.GOOD if self.stick.is_usable else State.BLOCKS
        ink, _ = state.colours(theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(QColor(theme.accent if marked else theme.line_strong), 2 if marked else 1))
        painter.setBrush(QColor(theme.accent_soft if self.isChecked() else theme.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        picture = "hard-drive" if self.stick.drive else "folder-open"
        icons.draw(painter, QRectF(14, (_HEIGHT - 32) / 2, 32, 32), picture, theme.accent)
        room = QRect(60, 10, self.width() - 72, 18)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        painter.drawText(room, 0, self._cut(self.stick.label, room))
        painter.setFont(self.font())
        icons.draw(painter, QRectF(60, 30, 16, 16), state.icon, ink)
        painter.setPen(QColor(ink))
        said = QRect(80, 30, self.width() - 92, 18)
        painter.drawText(said, 0, self._cut(self.said, said))
        painter.setPen(QColor(theme.text_soft))
        below = QRect(60, 49, self.width() - 72, 18)
        painter.drawText(below, 0, self._cut(self.holds, below))
        painter.end()

    def _cut(self, text: str, room: QRect) -> str:
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())


class StickChoice(QWidget):
    """The sticks there are, and the folders that were added; ``chosen`` after every change."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[StickCard] = []
        self._shown: Sequence[Stick] = ()
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self.chosen)
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(look.GRID * 2)
        self.nothing = soft_label("Belum ada flashdisk. Colokkan satu dan tunggu sebentar, atau pilih folder lain.")
        self._down.addWidget(self.nothing)

    def offer(self, sticks: Sequence[Stick]) -> None:
        """Show these; the chosen one stays chosen, a single usable one is chosen by itself."""
        if list(sticks) == list(self._shown):
            return
        was = self.stick
        for card in self.cards:
            self._group.removeButton(card)
            card.deleteLater()
        self._shown = tuple(sticks)
        self.cards = [StickCard(one) for one in sticks]
        for card in self.cards:
            self._group.addButton(card)
            self._down.addWidget(card)
        self.nothing.setVisible(not sticks)
        usable = [one for one in sticks if one.is_usable]
        if was is not None and any(one.folder == was.folder for one in sticks):
            self.choose(was.folder)
        elif len(usable) == 1:
            self.choose(usable[0].folder)
        self.chosen.emit()

    def choose(self, folder: Path) -> None:
        for card in self.cards:
            if card.stick.folder == folder:
                card.setChecked(True)
        self.chosen.emit()

    @property
    def stick(self) -> Stick | None:
        """The chosen one."""
        return next((card.stick for card in self.cards if card.isChecked()), None)


class StepState(Enum):
    """How far one step is: icon, tone."""

    WAITS = ("circle", "soft")
    RUNS = ("arrow-circle-right", "accent")
    DONE = ("check-circle", "good")
    FAILED = ("x-circle", "bad")


class StepList(QWidget):
    """Steps under one another; each with an icon, and a word for those who do not see its colour."""

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = tuple(words)
        self.states = [StepState.WAITS] * len(words)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID)
        self._lines: list[tuple[QLabel, QLabel]] = []
        for word in words:
            picture, label = QLabel(), QLabel(word)
            picture.setFixedSize(20, 20)
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            across.addWidget(picture)
            across.addWidget(label, 1)
            down.addWidget(line)
            self._lines.append((picture, label))
        self.reset()

    def reset(self) -> None:
        for position in range(len(self.words)):
            self.show_step(position, StepState.WAITS)

    def show_step(self, position: int, state: StepState, words: str = "") -> None:
        """Mark one step; ``words`` replace what stands there."""
        icon, tone = state.value
        theme = look.palette()
        ink = {"soft": theme.line_strong, "accent": theme.accent, "good": theme.good, "bad": theme.bad}[tone]
        picture, label = self._lines[position]
        picture.setPixmap(icons.pixmap(icon, 20, ink, self.devicePixelRatioF()))
        label.setText(words or self.words[position])
        label.setWordWrap(True)
        look.mark(label, tone=tone)
        self.states[position] = state

    def run_to(self, position: int) -> None:
        """Everything before this step is done, this one runs."""
        for earlier in range(position):
            self.show_step(earlier, StepState.DONE)
        if position < len(self.words):
            self.show_step(position, StepState.RUNS)

    def fail(self) -> None:
        """The step that runs has failed."""
        for position, state in enumerate(self.states):
            if state is StepState.RUNS:
                self.show_step(position, StepState.FAILED)
