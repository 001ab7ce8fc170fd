"""One row of the journal in full, beside the list; an import can be taken back from here."""

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
from ucj_desktop.services.collect.undo_import import undo_import
from ucj_desktop.services.office import Office

_WIDTH = 336
_IMPORT = "import.committed"


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
        self.undo = button("Batalkan impor ini", self.ask_undo, icon="arrow-counter-clockwise", kind="danger")
        self._details = QVBoxLayout()
        self._details.setContentsMargins(0, 0, look.GRID, 0)
        self._details.setSpacing(look.GRID * 2)
        inside = QWidget()
        inside.setProperty("role", "inside")
        inside.setLayout(self._details)
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
        for one in (self.sentence, self.who, self.worker, line()):
            self.body.addWidget(one)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self.number)
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
        for one in (self.open, self.only, self.undo, self.worker):
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
        self._details.addStretch(1)
        is_worker = shown.action.startswith("worker.") and bool(shown.subject)
        self.worker.setText(shown.subject_name or "Pekerja ini tidak ada lagi dalam daftar.")
        self.worker.setVisible(is_worker)
        self.only.setVisible(is_worker)
        self.open.setVisible(bool(shown.subject_name) and self.desk.may(Action.LOOK))
        self.undo.setVisible(shown.action == _IMPORT and self.desk.may(Action.UNDO_IMPORT))

    def open_worker(self) -> None:
        """Go to the worker the row speaks of."""
        if self.line is not None and self.line.subject_name and self.desk.may(Action.LOOK):
            self.desk.go("workers", self.line.subject)

    def ask_undo(self) -> None:
        """Say what taking the import back would do, and do it when the clerk presses."""
        if self.line is not None:
            UndoImportDialog(self.desk, self.line, self).open()

    def _on_only(self) -> None:
        if self.line is not None:
            self.only_wanted.emit(self.line.subject)


class UndoImportDialog(Asking):
    """What an import did, before it is taken back."""

    def __init__(self, desk: Desk, shown: HistoryLine, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Batalkan impor ini?",
            "Pekerja yang baru dari impor itu dikeluarkan, dan data yang diubahnya kembali seperti sebelumnya. "
            "Bila ada pekerja yang sudah diperbaiki atau diverifikasi sesudahnya, impor tidak dibatalkan.",
            "Batalkan impor",
            parent=parent,
        )
        self.leave.setText("Tidak jadi")
        self.batch_id = shown.subject
        self.body.addWidget(QLabel(f"{shown.sentence} {texts.moment(shown.at)}, oleh {shown.who}."))

    def submit(self) -> None:
        self.run("Membatalkan impor", partial(_undone, self.office, self.batch_id))


def _undone(office: Office, batch_id: str, progress: Progress) -> Change:
    del progress
    return undo_import(office, batch_id).change
