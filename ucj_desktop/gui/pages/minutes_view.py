"""The minutes of the office, revision by revision: seen as letters, opened again with a reason."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.people import Action
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import may_print

_LETTER = "BA-VER"


class MinutesView(QWidget):
    """``reopen_wanted(minutes)``: the one under the cursor is to be opened again."""

    reopen_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.minutes: Mapping[str, Minutes] = {}
        self.model: RowsModel[Minutes] = RowsModel(_columns(), self._minutes_of, _key, self)
        self.table = RowTable(self.model, keeps_to_room=True)
        self.table.setAccessibleName("Berita acara")
        self.nothing = soft_label("Belum ada berita acara. Sesudah validasi, tekan Tutup berita acara.")
        self.reopen = button("Buka kembali", self._on_reopen, icon="lock-open")
        self.show_letter = button("Lihat suratnya", self.print_minutes, icon="file-text")
        hide_unless(desk.may(Action.REOPEN_MINUTES), self.reopen)
        self.may_print = may_print(desk.office, _LETTER)
        hide_unless(self.may_print, self.show_letter)
        below = QHBoxLayout()
        below.setSpacing(look.GRID * 2)
        below.addWidget(
            soft_label("Yang sudah ditutup tidak berubah lagi; revisi lama tetap bisa dicetak.", wraps=False)
        )
        below.addStretch(1)
        below.addWidget(self.show_letter)
        below.addWidget(self.reopen)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.GRID * 3, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addWidget(self.nothing)
        down.addWidget(self.table, 1)
        down.addLayout(below)
        self.table.went_to.connect(self._on_went)

    def show_minutes(self, found: Sequence[Minutes]) -> None:
        """All revisions, the newest first; the cursor on the one it was on."""
        here = self.table.current_id()
        self.minutes = {_key(one): one for one in reversed(found)}
        self.model.set_ids(list(self.minutes))
        if self.minutes and not self.table.go_to(here):
            self.table.go_to(next(iter(self.minutes)))
        self.nothing.setVisible(not self.minutes)
        self.table.setVisible(bool(self.minutes))
        self._on_went(self.table.current_id())

    def print_minutes(self) -> None:
        """Its letter, on the page of letters."""
        current = self.minutes.get(self.table.current_id())
        if current is not None:
            self.desk.go("letters", Asked(report=_LETTER, minutes=current.minutes_id, revision=current.revision))

    def _on_reopen(self) -> None:
        current = self.minutes.get(self.table.current_id())
        if current is not None:
            self.reopen_wanted.emit(current)

    def _on_went(self, key: str) -> None:
        current = self.minutes.get(key)
        newest = {one.minutes_id: one.revision for one in reversed(list(self.minutes.values()))}
        none = "" if current is not None else "Pilih dulu satu berita acara."
        done = "Berita acara ini sudah dibuka kembali." if current is not None and current.reopened_at else ""
        is_old = current is not None and newest[current.minutes_id] != current.revision
        allow_unless(none or done or ("Sudah ada revisi yang lebih baru." if is_old else ""), self.reopen)
        allow_unless(none, self.show_letter)

    def _minutes_of(self, keys: Sequence[str]) -> Sequence[Minutes]:
        return [self.minutes[key] for key in keys if key in self.minutes]


def _columns() -> list[Column[Minutes]]:
    return [
        Column("register", "Register", lambda one: f"{one.register}-{one.revision}", 8),
        Column("number", "Nomor surat", lambda one: one.number or "(ditulis tangan)", 30),
        Column("held_on", "Tanggal rapat", lambda one: texts.day(one.held_on), 12),
        Column("villages", "Desa", lambda one: texts.number(len(one.village_codes)), 5, is_number=True),
        Column("closed_at", "Ditutup", lambda one: texts.moment(one.closed_at), 16),
        Column("state", "Keadaan", _words, 40, state=_state),
    ]


def _key(one: Minutes) -> str:
    return f"{one.minutes_id}/{one.revision}"


def _words(one: Minutes) -> str:
    return f"Dibuka kembali: {one.reopen_reason}" if one.reopened_at else "Ditutup"


def _state(one: Minutes) -> State:
    return State.WARNS if one.reopened_at else State.GOOD
