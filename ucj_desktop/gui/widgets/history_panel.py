"""One row of the journal in full, beside the list; what it belongs to can be taken back from here."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import Card, heading_label, line, soft_label
from ucj_desktop.services.care.history import HistoryLine
from ucj_desktop.services.care.undo import Deed, deed_of_row, redo, undo
from ucj_desktop.services.office import Office

_WIDTH = 336


class HistoryPanel(Card):
    """``only_wanted`` gives the id of a worker whose rows alone are to be shown."""

    only_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.desk = desk
        self.line: HistoryLine | None = None
        self.setFixedWidth(_WIDTH)
        self.sentence = heading_label("", 3)
        self.sentence.setWordWrap(True)
        self.who, self.number = soft_label(), soft_label()
        self.worker = QLabel()
        self.worker.setWordWrap(True)
        self.open = button("Buka pekerja", self.open_worker, icon="user")
        self.only = button("Hanya pekerja ini", self._on_only, icon="funnel")
        self.deed: Deed | None = None
        self.undo = button("Batalkan", self.ask_undo, icon="arrow-counter-clockwise", kind="danger")
        self.why_not = soft_label()
        self.why_not.setWordWrap(True)
        self._details = QVBoxLayout()
        self._details.setSpacing(look.GRID * 2)
        inside = QWidget()
        inside.setProperty("role", "inside")
        words = QVBoxLayout(inside)
        words.setContentsMargins(0, 0, look.GRID, 0)
        words.setSpacing(look.GRID * 2)
        for one in (self.sentence, self.who, self.worker, line()):
            words.addWidget(one)
        words.addLayout(self._details)
        words.addStretch(1)
        for one in (self.number, self.why_not):
            words.addWidget(one)
        # In a low window the words scroll; what can be pressed stays.
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        presses = QHBoxLayout()
        presses.setSpacing(look.GRID * 2)
        presses.addWidget(self.open)
        presses.addWidget(self.only)
        presses.addStretch(1)
        self.body.addWidget(scroll, 1)
        self.body.addLayout(presses)
        self.body.addWidget(self.undo)
        self.show_line(None)

    def show_line(self, shown: HistoryLine | None) -> None:
        """Show one row; None where there is none."""
        self.line = shown
        while (item := self._details.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.deed = None
        for one in (self.open, self.only, self.undo, self.why_not, self.worker):
            one.hide()
        if shown is None:
            for label in (self.sentence, self.who, self.number):
                label.setText("")
            return
        self.sentence.setText(shown.sentence)
        self.who.setText(
            f"Oleh {shown.who}, {texts.moment(shown.at)} ({texts.ago(shown.at, self.desk.office.clock())})"
        )
        self.number.setText(f"Catatan nomor {texts.number(shown.n)} dalam jurnal")
        for told in shown.details:
            label = QLabel(told[:1].upper() + told[1:])
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._details.addWidget(label)
        if not shown.details:
            self._details.addWidget(soft_label("Tidak ada rincian lain."))
        is_worker = shown.action.startswith("worker.") and bool(shown.subject)
        self.worker.setText(shown.subject_name or "Pekerja ini tidak ada lagi dalam daftar.")
        self.worker.setVisible(is_worker)
        self.only.setVisible(is_worker)
        self.open.setVisible(bool(shown.subject_name) and self.desk.may(Action.LOOK))
        self.desk.read(partial(_deed_of, self.desk.office, shown.n), self._on_deed)

    def open_worker(self) -> None:
        """Go to the worker the row speaks of."""
        if self.line is not None and self.line.subject_name and self.desk.may(Action.LOOK):
            self.desk.go("workers", self.line.subject)

    def ask_undo(self) -> None:
        """Say what would be taken back or done again, and do it when the clerk presses."""
        if self.line is not None and self.deed is not None:
            UndoDialog(self.desk, self.line, self.deed, self).open()

    def _on_deed(self, found: tuple[int, Deed | None]) -> None:
        n, deed = found
        if self.line is None or self.line.n != n or deed is None:
            return
        self.deed = deed
        refusal = deed.refusal
        self.undo.setText("Ulangi" if deed.is_undone else "Batalkan")
        self.undo.setToolTip(deed.title)
        self.undo.setAccessibleName(deed.title)
        self.undo.setVisible(refusal is None)
        self.why_not.setText(f"{refusal.what} {refusal.fix}" if refusal is not None else deed.title)
        self.why_not.show()

    def _on_only(self) -> None:
        if self.line is not None:
            self.only_wanted.emit(self.line.subject)


class UndoDialog(Asking):
    """What was done, before it is taken back or done again."""

    def __init__(self, desk: Desk, shown: HistoryLine, deed: Deed, parent: QWidget) -> None:
        again = deed.is_undone
        super().__init__(
            desk,
            f"{deed.title}?",
            "Keadaannya menjadi seperti sesudah itu dilakukan."
            if again
            else "Keadaannya kembali seperti sebelum itu dilakukan. Riwayatnya tetap tercatat.",
            "Ulangi" if again else "Batalkan sekarang",
            parent=parent,
        )
        self.leave.setText("Tidak jadi")
        self.deed = deed
        self.body.addWidget(QLabel(f"{shown.sentence} {texts.moment(shown.at)}, oleh {shown.who}."))

    def submit(self) -> None:
        self.run(self.deed.title, partial(_turned, self.office, self.deed))


def _turned(office: Office, deed: Deed, progress: Progress) -> Change:
    del progress
    return (redo if deed.is_undone else undo)(office, deed.number).change


def _deed_of(office: Office, n: int, progress: Progress) -> tuple[int, Deed | None]:
    del progress
    return n, deed_of_row(office, n)
