"""How often the first keying was wrong, in words beside the samples."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.gui import texts
from ucj_desktop.gui.widgets.cards import Card
from ucj_desktop.services.accuracy.second_keying import Progressed, Rates

_WIDTH = 240


class KeyingRates(Card):
    """The rate of one sample: whole, by field where something is wrong, and by clerk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tingkat kesalahan", parent)
        self.setFixedWidth(_WIDTH)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setProperty("role", "inside")
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QScrollArea.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setWidget(self.words)
        self.body.addWidget(scrolled, 1)

    def show_rates(self, of: Progressed, found: Rates) -> None:
        """Say what was found; the seed is there so that a sample can be drawn again the same."""
        self.words.setText(f"{_in_words(found)}\n\nBenih acak sampel: {of.sample.seed}")


def _in_words(found: Rates) -> str:
    whole = found.whole
    if not whole.keyed:
        return "Belum ada yang diketik ulang."
    lines = [
        f"{whole.percent}: {texts.number(whole.errors)} dari {texts.counted(whole.keyed, 'isian')} "
        f"({texts.counted(whole.workers, 'pekerja')})."
    ]
    if whole.open:
        lines.append(f"{texts.number(whole.open)} belum diputuskan dan dihitung salah.")
    lines.append("")
    by_field = [(BY_CODE[code].label, one) for code, one in found.by_field.items() if one.keyed]
    lines += [f"{label}: {one.errors} dari {one.keyed} ({one.percent})" for label, one in by_field]
    lines.append("")
    lines += [f"Ketikan {name}: {one.percent} dari {one.keyed}" for name, one in found.by_clerk.items() if one.keyed]
    return "\n".join(lines)
