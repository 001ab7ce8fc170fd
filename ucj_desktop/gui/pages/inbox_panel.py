"""One package beside the list: its sentence, its numbers to be opened as lists, and why rows are refused."""

from collections import Counter
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from ucj_desktop.gui import look, texts
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.inbox_rows import COUNT_LABELS, InboxRow
from ucj_desktop.gui.widgets.buttons import allow_unless
from ucj_desktop.gui.widgets.cards import Card, StateLabel, heading_label, line, scrolling_down, soft_label
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.services.district.package_diff import DiffKind

_WIDTH, _NARROW_WIDTH = 340, 300  # pixels
_ACROSS = 3  # numbers a line


class ArrivalPanel(Card):
    """``opened(kind)``: the clerk wants to see who stands behind a number."""

    opened = Signal(object)  # DiffKind

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setFixedWidth(_WIDTH)
        self.heading_name = heading_label("", 2)
        self.heading_name.setWordWrap(True)
        self.state = StateLabel(State.NOTE, "")
        self.claims = soft_label()
        self.sentence, self.fix = QLabel(), soft_label()
        self.sentence.setWordWrap(True)
        self.counts: dict[str, QPushButton] = {}
        self._figures = self._made_figures()
        self.notes = soft_label()
        self.refused_heading = heading_label("Baris yang ditolak", 3)
        self.refused = PlainTable(("Jumlah", "Mengapa"), widest=1, numbers=(0,))
        self.refused.setAccessibleName("Yang ditolak dan mengapa")
        self.refused.setWordWrap(True)
        self.refused.setMinimumHeight(3 * look.ROW_HEIGHT)
        self.after = soft_label("Kecamatan membaca alasan ini, dengan namanya, dari tanda terima.")
        inside = Card("")
        inside.setProperty("role", "inside")
        inside.body.setContentsMargins(0, 0, 0, 0)
        for one in (self.heading_name, self.state, self.sentence, self.fix, self._figures, self.notes):
            inside.body.addWidget(one)
        for one in (self.refused_heading, self.refused, self.after, line(), self.claims):
            inside.body.addWidget(one, 1 if one is self.refused else 0)
        inside.body.addStretch(1)
        self.body.addWidget(scrolling_down(inside))
        self.show_row(None)

    def _made_figures(self) -> QWidget:
        figures = QWidget()
        grid = QGridLayout(figures)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.GRID)
        for place, name in enumerate(COUNT_LABELS):
            made = QPushButton()
            made.setProperty("kind", "chip")
            made.setStyleSheet("padding-left: 6px; padding-right: 6px;")
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            made.clicked.connect(partial(self.opened.emit, DiffKind(name)))
            grid.addWidget(made, *divmod(place, _ACROSS))
            self.counts[name] = made
        return figures

    def stand_narrow(self, *, is_narrow: bool) -> None:
        """Leave more room to the list."""
        self.setFixedWidth(_NARROW_WIDTH if is_narrow else _WIDTH)

    def show_row(self, row: InboxRow | None) -> None:
        """Show one package; None empties the panel."""
        self.setVisible(row is not None)
        if row is None:
            return
        claimed = row.file.claimed
        self.heading_name.setText(row.file.claimed_name or row.file.path.name)
        self.claims.setText(row.claims)
        self.state.show_state(row.state, row.words)
        received = row.arrival.received if row.arrival is not None else None
        what, fix = row.sentence
        self.sentence.setText(what)
        self.fix.setText(fix)
        self.fix.setVisible(bool(fix))
        self._figures.setVisible(received is not None)
        for name, press in self.counts.items():
            number = received.counts.get(name, 0) if received else 0
            press.setText(f"{COUNT_LABELS[name]} {texts.number(number)}")
            why = "Tidak ada." if not number else "" if row.diff else "Daftarnya hanya ada sesudah Periksa dulu."
            allow_unless(why, press)
        self.notes.setText("\n".join(received.notes) if received else "")
        self.notes.setVisible(bool(self.notes.text()))
        self._show_refused(Counter(one.reason for one in received.refused) if received else Counter())
        self.setAccessibleName(f"{self.heading_name.text()} nomor {claimed.seq if claimed else '?'}: {row.words}")

    def _show_refused(self, reasons: Counter[str]) -> None:
        for one in (self.refused_heading, self.refused, self.after):
            one.setVisible(bool(reasons))
        self.refused.show_rows([(texts.number(number), reason) for reason, number in reasons.most_common()])
        self.refused.resizeRowsToContents()
