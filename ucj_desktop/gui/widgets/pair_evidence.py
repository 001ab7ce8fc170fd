"""Why two workers may be one person: how likely, which of how many, and what each field says."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ucj_desktop.gui import icons, look, texts
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import icon_button
from ucj_desktop.gui.widgets.cards import StateLabel, soft_label
from ucj_desktop.services.accuracy.settle_duplicates import TWINS, Pair, Reason

_SURE, _LIKELY = 0.9, 0.5  # matching calls a pair one person from 0.5 on


class PairEvidence(QFrame):
    """The card over a pair. ``stepped`` asks for the pair before (-1) or behind (1)."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.likeness = StateLabel(State.NOTE, "")
        self.put_off = StateLabel(State.WARNS, "Ditunda")
        self.group = soft_label(wraps=False)
        self.place = soft_label(wraps=False)
        self.before = icon_button("caret-left", "Pasangan sebelumnya (P)", self._on_before)
        self.behind = icon_button("caret-right", "Pasangan berikutnya (N)", self._on_behind)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 2)
        left: Sequence[QWidget] = (self.likeness, self.put_off, self.group)
        right: Sequence[QWidget] = (self.place, self.before, self.behind)
        for one in left:
            across.addWidget(one)
        across.addStretch(1)
        for one in right:
            across.addWidget(one)
        self.agrees, self.differs, self.unknown = QLabel(), QLabel(), QLabel()
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 4, look.GRID * 2, look.GRID * 3, look.GRID * 3)
        down.setSpacing(look.GRID)
        down.addLayout(across)
        theme = look.palette()
        for label, icon, ink in (
            (self.agrees, "check-circle", theme.good),
            (self.differs, "warning", theme.warn),
            (self.unknown, "question", theme.text_soft),
        ):
            down.addWidget(_pictured(label, icon, ink))

    def show_pair(self, pair: Pair, number: int, total: int) -> None:
        """Show what is said of a pair, the ``number``-th of ``total``."""
        self.place.setText(f"Pasangan {texts.number(number)} dari {texts.number(total)}")
        self.put_off.setVisible(pair.put_off)
        self.group.setText(f"Ada {pair.group_size} data yang saling mirip")
        self.group.setToolTip("Pasangan-pasangannya berurutan; putuskan satu per satu.")
        self.group.setVisible(pair.group_size > 2)
        evidence = pair.evidence
        self.likeness.show_state(*_likeness(pair, evidence))
        for label, agrees in ((self.agrees, True), (self.differs, False), (self.unknown, None)):
            words = [one.words for one in evidence if one.agrees is agrees]
            label.setText("; ".join(words))
            line = label.parentWidget()
            if line is not None:
                line.setVisible(bool(words))

    def _on_before(self) -> None:
        self.stepped.emit(-1)

    def _on_behind(self) -> None:
        self.stepped.emit(1)


def _likeness(pair: Pair, evidence: Sequence[Reason]) -> tuple[State, str]:
    if any(TWINS in one.words for one in evidence):
        return State.WARNS, "Hati-hati, mungkin saudara kembar"
    if pair.score >= _SURE:
        return State.WARNS, "Sangat mungkin orang yang sama"
    if pair.score >= _LIKELY:
        return State.NOTE, "Mungkin orang yang sama"
    return State.NOTE, "Sedikit persamaan, periksa baik-baik"


def _pictured(label: QLabel, icon: str, ink: str) -> QWidget:
    made = QWidget()
    label.setWordWrap(True)
    picture = QLabel()
    picture.setPixmap(icons.pixmap(icon, 16, ink, made.devicePixelRatioF()))
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(look.GRID * 2)
    across.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(label, 1)
    return made
