"""The forty digits of an office card as eight groups, ticked one by one or compared as they are typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from ucj_desktop.gui import look

_GROUP, _ACROSS = 5, 4


class ShownDigits(QWidget):
    """Eight groups to read aloud."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.GRID * 5)
        self._grid.setVerticalSpacing(look.GRID * 2)
        self._labels: list[QLabel] = []

    def show_digits(self, fingerprint: str) -> None:
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = []
        for place, group in enumerate(fingerprint.split()):
            label = QLabel(group)
            label.setFont(look.even_font(14, bold=True))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, place // _ACROSS, place % _ACROSS)
            self._labels.append(label)
        self._grid.setColumnStretch(_ACROSS, 1)
        self.setAccessibleName(f"Sidik angka {fingerprint}")


class ComparedDigits(QWidget):
    """Each group is a button that stays down once the other office has read out the same five digits."""

    compared = Signal()

    def __init__(self, fingerprint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups: list[QPushButton] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.GRID * 2)
        for place, group in enumerate(fingerprint.split()):
            pressed = QPushButton(group)
            pressed.setCheckable(True)
            pressed.setAutoDefault(False)
            pressed.setProperty("kind", "chip")
            pressed.setFont(look.even_font(13, bold=True))
            pressed.setMinimumHeight(look.TARGET)
            pressed.setAccessibleName(f"Kelompok {place + 1}: {group}")
            pressed.toggled.connect(self.compared)
            grid.addWidget(pressed, place // _ACROSS, place % _ACROSS)
            self.groups.append(pressed)

    @property
    def all_same(self) -> bool:
        return all(one.isChecked() for one in self.groups)

    def compare(self, typed: str) -> int:
        """Tick what was typed the same; the number of the first group that differs, 0 where none does."""
        digits = "".join(one for one in typed if one.isascii() and one.isdigit())
        differs = 0
        for place, group in enumerate(self.groups):
            part = digits[place * _GROUP : (place + 1) * _GROUP]
            group.setChecked(part == group.text())
            if part and not group.text().startswith(part) and not differs:
                differs = place + 1
        return differs
