"""What a file that was read would do: its columns beside its rows, and the buttons that keep it or take it back."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ucj_desktop.gui import look
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import Card, heading_label, scrolling_down, soft_label
from ucj_desktop.gui.widgets.import_file_card import ImportFileCard
from ucj_desktop.gui.widgets.import_rows import ImportRows
from ucj_desktop.gui.widgets.replaceable_fields import ReplaceableFields
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.collect.import_plan import POLICY_LABELS, Policy
from ucj_desktop.services.office import Office

_SIDE_BY_SIDE = 872  # pixels
_POLICY_WORDS = {
    Policy.NEW: "biarkan",
    Policy.FILL: "isi yang kosong",
    Policy.OVERWRITE: "timpa",
}


class ImportReview(QWidget):
    """Shows; what its parts do is for the page to say."""

    policy_chosen = Signal(object)  # Policy

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.bar = SentenceBar(closable=False)
        cards = QWidget()
        self.across = across = QHBoxLayout(cards)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.GRID * 3)
        self.file_card = ImportFileCard(office)
        across.addWidget(self.file_card, 1)
        across.addWidget(self._rows_card(office), 1)
        self.scrolled = scrolling_down(cards)  # in a low window both cards scroll together
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 3)
        down.addWidget(self.bar)
        down.addWidget(self.scrolled, 1)
        down.addLayout(self._buttons())

    def _rows_card(self, office: Office) -> QWidget:
        card = Card()
        self.rows_heading = heading_label("Yang akan terjadi", 3)
        self.policies: dict[Policy, QRadioButton] = {}
        self.policy_line = QWidget()
        across = QHBoxLayout(self.policy_line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.GRID * 3)
        across.addWidget(soft_label("Yang sudah ada:", wraps=False))
        group = QButtonGroup(self)
        for policy, words in POLICY_LABELS.items():
            made = QRadioButton(_POLICY_WORDS[policy])
            made.setToolTip(words)
            made.clicked.connect(partial(self._on_policy, policy))
            group.addButton(made)
            self.policies[policy] = made
            across.addWidget(made)
        self.replaceable = ReplaceableFields()
        across.addWidget(self.replaceable)
        across.addStretch(1)
        self.rows = ImportRows(office)
        card.body.addWidget(self.rows_heading)
        card.body.addWidget(self.policy_line)
        card.body.addWidget(self.rows, 1)
        return card

    def _buttons(self) -> QHBoxLayout:
        self.commit = button("Impor", icon="check", kind="primary", key="Ctrl+Return")
        self.errors = button("Simpan baris bermasalah ke Excel...", icon="download-simple")
        self.take_back = button("Batalkan impor ini", icon="arrow-counter-clockwise", kind="danger")
        self.leave = button("Kembali", icon="arrow-left")
        self.next_file = button("Berkas berikutnya", icon="arrow-right", kind="primary")
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 2)
        for one in (self.commit, self.next_file, self.errors, self.take_back):
            across.addWidget(one)
        across.addStretch(1)
        across.addWidget(self.leave)
        return across

    def _on_policy(self, policy: Policy, _checked: bool = False) -> None:
        self.policy_chosen.emit(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the rows stand below what was found in the file."""
        super().resizeEvent(event)
        is_beside = self.width() >= _SIDE_BY_SIDE
        across = QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        self.across.setDirection(across)
        self.file_card.stand_beside(is_beside=is_beside)
