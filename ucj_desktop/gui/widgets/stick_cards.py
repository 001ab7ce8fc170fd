"""Sticks as cards to choose from, and the steps of writing to one, ticked as they happen."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ucj_desktop.gui import icons, look, texts
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.stick_picture import SIZE, StickPicture, draw_stick, tone
from ucj_desktop.services.handoff.list_sticks import Stick

_LEFT, _EDGE, _GAP = 64, 12, 2  # pixels: where the words begin, room around them, and between two
_LEAST = 64  # pixels of height
_FLAGS = Qt.TextFlag.TextWordWrap.value
_NOTHING = (
    "Belum ada flashdisk. Colokkan satu dan tunggu sebentar. HP yang dicolok tidak muncul di sini: simpan ke folder"
    " lain, lalu kirim berkasnya."
)


class StickCard(QAbstractButton):
    """One stick or folder: its picture, its name, its state and what to do in whole sentences, and what lies on it."""

    def __init__(self, stick: Stick, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stick = stick
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
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

    @property
    def served(self) -> str:
        """How often it was used by this office; empty for one that never was."""
        one = self.stick
        return f"Dipakai {one.writes} kali, terakhir {texts.moment(one.last_good_at)}." if one.writes else ""

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(max(self.width(), 300)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return max(_LEAST, lines[-1][0].bottom() + 1 + _EDGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self.heightForWidth(self.width()))

    def _lines(self, width: int) -> list[tuple[QRect, str, str, QFont]]:
        """Where each piece of text stands: rectangle, words, colour, font."""
        theme = look.palette()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        ink, _ = tone(self.stick.state).colours(theme)
        below = "" if self.stick.state.blocks else " ".join(filter(None, (f"Di sana: {self.holds}.", self.served)))
        pieces = (
            (self.stick.label, theme.text, bold),
            (self.stick.sentence, ink, self.font()),
            (self.stick.fix, theme.text, self.font()),
            (below, theme.text_soft, self.font()),
        )
        top, found = _EDGE, []
        for words, colour, font in pieces:
            if words:
                room = QRect(_LEFT, top, max(width - _LEFT - _EDGE, 60), 1000)
                needed = QFontMetrics(font).boundingRect(room, _FLAGS, words)
                found.append((QRect(_LEFT, top, room.width(), needed.height()), words, colour, font))
                top += needed.height() + _GAP
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = look.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(QColor(theme.accent if marked else theme.line_strong), 2 if marked else 1))
        painter.setBrush(QColor(theme.accent_soft if self.isChecked() else theme.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        side = float(SIZE.width())
        draw_stick(painter, QRectF(14, (self.height() - side) / 2, side, side), self.stick.state)
        for room, words, colour, font in self._lines(self.width()):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(room, _FLAGS, words)
        painter.end()


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
        self.nothing = QWidget()
        across = QHBoxLayout(self.nothing)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.GRID * 3)
        across.addWidget(StickPicture())
        across.addWidget(soft_label(_NOTHING), 1)
        self.several = soft_label()
        self.several.hide()
        self._down.addWidget(self.nothing)
        self._down.addWidget(self.several)

    def offer(self, sticks: Sequence[Stick]) -> None:
        """Show these; the chosen one stays chosen, a single sound one is chosen by itself."""
        if list(sticks) == list(self._shown):
            return
        was = self.stick
        for card in self.cards:
            self._group.removeButton(card)
            card.hide()
            card.deleteLater()
        self._shown = tuple(sticks)
        self.cards = [StickCard(one) for one in sticks]
        for card in self.cards:
            self._group.addButton(card)
            self._down.addWidget(card)
        self.nothing.setVisible(not sticks)
        plugged = [one for one in sticks if one.drive and one.is_usable]
        self.several.setText(f"Ada {len(plugged)} flashdisk. Pilih yang akan dibawa.")
        self.several.setVisible(len(plugged) > 1)
        usable = [one for one in sticks if one.is_usable]
        if was is not None and any(one.folder == was.folder for one in sticks):
            self.choose(was.folder)
        elif len(usable) == 1 and usable[0].state.is_sound:
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
        """Everything before this step is done, this one runs, the others wait."""
        for other in range(len(self.words)):
            state = StepState.RUNS if other == position else StepState.DONE if other < position else StepState.WAITS
            if self.states[other] is not state:
                self.show_step(other, state)

    def fail(self) -> None:
        """The step that runs has failed."""
        for position, state in enumerate(self.states):
            if state is StepState.RUNS:
                self.show_step(position, StepState.FAILED)
