"""Findings on the screen: the state of a severity, the worst of each field, and a list of sentences."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ucj_desktop.domain.rules import Finding, Severity
from ucj_desktop.gui import icons, look
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import button

_STATES: Mapping[Severity, State] = {
    Severity.BLOCKS: State.BLOCKS,
    Severity.WARNS: State.WARNS,
    Severity.NOTES: State.NOTE,
}
_RANK = {State.BLOCKS: 0, State.WARNS: 1, State.NOTE: 2}


def state_of(severity: Severity) -> State:
    return _STATES[severity]


def worst_by_field(findings: Iterable[Finding]) -> dict[str, Finding]:
    """The gravest finding of each field."""
    worst: dict[str, Finding] = {}
    for one in sorted(findings, key=lambda one: _RANK[state_of(one.severity)]):
        worst.setdefault(one.field, one)
    return worst


class FindingCard(QFrame):
    """One finding: icon, what, fix, and the way to the field."""

    def __init__(
        self, finding: Finding, mend: tuple[str, Callable[[], object]] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        state = state_of(finding.severity)
        self.setProperty("role", "sentence")
        self.setProperty("state", state.value)
        ink, _ = state.colours(look.palette())
        picture = QLabel()
        picture.setPixmap(icons.pixmap(state.icon, 18, ink, self.devicePixelRatioF()))
        picture.setAccessibleName(state.word)
        what, fix = QLabel(finding.what), QLabel(f"{finding.fix} ({finding.code})")
        fix.setProperty("tone", "soft")
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (what, fix):
            label.setWordWrap(True)
            words.addWidget(label)
        across = QHBoxLayout(self)
        across.setContentsMargins(look.GRID * 2, look.GRID * 2, look.GRID * 2, look.GRID * 2)
        across.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        if mend is not None:
            across.addWidget(button(mend[0], mend[1], kind="plain"), 0, Qt.AlignmentFlag.AlignTop)
