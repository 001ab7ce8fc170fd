"""The card with the chart: of which round, the lines, and the same in a sentence."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ucj_desktop.gui import look
from ucj_desktop.gui.widgets.cards import Card, heading_label, soft_label
from ucj_desktop.gui.widgets.progress_chart import ProgressChart
from ucj_desktop.services.rounds.progress_lines import NamedLine


class ProgressCard(Card):
    """Hidden where no round is open; the choice of the round stays while the numbers change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.lines: Sequence[NamedLine] = ()
        self.chart = ProgressChart()
        self.which = QComboBox()
        self.which.setAccessibleName("Putaran yang digambar")
        self.which.setMinimumHeight(look.TARGET)
        self.told = soft_label()
        head = QHBoxLayout()
        head.addWidget(heading_label("Kemajuan terhadap tenggat", 3), 1)
        head.addWidget(self.which)
        self.body.addLayout(head)
        self.body.addWidget(self.chart)
        self.body.addWidget(self.told)
        self.which.activated.connect(self._show_chosen)

    def show_lines(self, lines: Sequence[NamedLine]) -> None:
        """All rounds first, then each."""
        chosen = self.which.currentData()
        self.lines = lines
        self.setVisible(bool(lines))
        self.which.clear()
        for one in lines:
            self.which.addItem(one.name, one.village_code)
        self.which.setVisible(len(lines) > 1)
        if lines:
            self.which.setCurrentIndex(max(self.which.findData(chosen), 0))
            self._show_chosen()

    def _show_chosen(self) -> None:
        line = self.lines[max(self.which.currentIndex(), 0)].line
        self.chart.show_line(line)
        self.told.setText(line.words)
