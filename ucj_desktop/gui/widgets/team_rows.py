"""The team of a round, a line each: duty, name, position and NIP."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ucj_desktop.domain.quota import DUTY_LABELS, Duty, Team, TeamMember
from ucj_desktop.gui import look
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import soft_label

_USUAL = (Duty.RESPONSIBLE, Duty.LEADER, Duty.SECRETARY, Duty.MEMBER)
_STRETCH = (0, 4, 4, 3)


class TeamRows(QWidget):
    """A line without a name is left out, so emptying a name takes the person out of the team."""

    def __init__(self, team: Sequence[TeamMember], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[tuple[QComboBox, QLineEdit, QLineEdit, QLineEdit]] = []
        inside = QWidget()
        inside.setProperty("role", "inside")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, look.GRID, 0)
        self._grid.setHorizontalSpacing(look.GRID * 2)
        self._grid.setVerticalSpacing(look.GRID)
        for column, word in enumerate(("Tugas", "Nama dan gelar", "Jabatan", "NIP (boleh kosong)")):
            self._grid.addWidget(soft_label(word, wraps=False), 0, column)
            self._grid.setColumnStretch(column, _STRETCH[column])
        around = QVBoxLayout(inside)
        around.setContentsMargins(0, 0, 0, 0)
        around.addLayout(self._grid)
        around.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setMinimumHeight(148)
        self.more = button("Tambah anggota", self._on_more, icon="plus", kind="plain")
        self.more.setAutoDefault(False)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID)
        down.addWidget(self._scroll, 1)
        down.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        for one in team or [TeamMember(duty=duty, name="") for duty in _USUAL]:
            self.add(one)

    def add(self, member: TeamMember) -> None:
        duty = QComboBox()
        for one, word in DUTY_LABELS.items():
            duty.addItem(word, one.value)
        duty.setCurrentIndex(list(DUTY_LABELS).index(member.duty))
        boxes = (QLineEdit(member.name), QLineEdit(member.position), QLineEdit(member.nip))
        row = len(self.rows) + 1
        for column, (box, word) in enumerate(zip((duty, *boxes), ("Tugas", "Nama", "Jabatan", "NIP"), strict=True)):
            box.setMinimumHeight(look.TARGET)
            box.setAccessibleName(f"{word} orang ke-{row} dalam tim")
            self._grid.addWidget(box, row, column)
        for box in boxes:
            box.setCursorPosition(0)
        self.rows.append((duty, *boxes))

    def team(self) -> Team:
        """Those with a name."""
        return tuple(
            TeamMember(
                duty=Duty(duty.currentData()),
                name=" ".join(name.text().split()),
                position=" ".join(position.text().split()),
                nip=nip.text().replace(" ", ""),
            )
            for duty, name, position, nip in self.rows
            if name.text().strip()
        )

    def _on_more(self) -> None:
        self.add(TeamMember(duty=Duty.MEMBER, name=""))
        self.rows[-1][1].setFocus()
        self._scroll.ensureWidgetVisible(self.rows[-1][1])
