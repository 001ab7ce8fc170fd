"""Pairs that were settled, the newest first: merged, each to be parted again, or told apart, each to be asked again."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ucj_desktop.domain.fields import shown_value
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.models.held_rows import HeldRows
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.services.accuracy.merge_workers import MergeMade
from ucj_desktop.services.accuracy.told_apart import ToldApart

Settled = TypeVar("Settled")


class SettledList(QWidget, Generic[Settled]):
    """``undo_wanted(one)``: the clerk takes that decision back. Enter on a row does the same as the button."""

    undo_wanted = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[Settled]],
        id_of: Callable[[Settled], str],
        press: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """``name`` remembers the widths of the columns; ``press``: the button, and what pressing it does."""
        super().__init__(parent)
        self._id_of = id_of
        self._rows: HeldRows[Settled] = HeldRows()
        self.model: RowsModel[Settled] = RowsModel(columns, self._rows.fetch, id_of, self)
        self.table = RowTable(self.model, name, keeps_to_room=True)
        self.table.setAccessibleName("Yang sudah diputuskan")
        self.table.opened.connect(self._on_opened)
        words, does = press
        self.undo = button(words, self._on_pressed, icon="arrow-counter-clockwise", kind="primary")
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 3)
        across.addWidget(self.undo)
        across.addWidget(soft_label(does), 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 3)
        down.addWidget(self.table, 1)
        down.addLayout(across)

    def show_rows(self, found: Sequence[Settled]) -> None:
        """Show another list, with the cursor on its first row."""
        self._rows.refill((self._id_of(one), one) for one in found)
        self.model.set_ids(list(self._rows))
        if self._rows:
            self.table.go_to(next(iter(self._rows)))

    def _on_pressed(self) -> None:
        self._on_opened(self.table.current_id())

    def _on_opened(self, row_id: str) -> None:
        if row_id in self._rows:
            self.undo_wanted.emit(self._rows[row_id])


def merges_list() -> SettledList[MergeMade]:
    """The workers that were merged."""
    does = "Keduanya muncul lagi dengan isian masing-masing; perbaikan yang dibuat sesudah digabung tetap ada."
    return SettledList("merges", _MERGES, lambda one: one.gone.worker.worker_id, ("Pisahkan kembali", does))


def apart_list() -> SettledList[ToldApart]:
    """The pairs that were decided and not joined."""
    does = "Pasangan itu tampil lagi di antara yang menunggu keputusan."
    return SettledList("told_apart", _APART, _pair_id, ("Tanyakan lagi", does))


def _pair_id(one: ToldApart) -> str:
    return f"{one.a.worker.worker_id} {one.b.worker.worker_id}"


def _named(record: WorkerRecord) -> str:
    worker = record.worker
    born = shown_value("birth_date", worker)
    return f"{worker.full_name}, {born}" if born else worker.full_name


def _why(one: ToldApart) -> str:
    """As the clerk said it; else what of the two differs, as the program saw it."""
    if one.kept:
        kept, which = (one.a, "pertama") if one.kept == one.a.worker.worker_id else (one.b, "kedua")
        told = f"Orang yang sama; yang {which} dipertahankan ({kept.worker.full_name})"
        return f"{told}. {one.reason}" if one.reason else told
    return one.reason or "; ".join(one.differs) or "Tidak disebut"


_MERGES: Sequence[Column[MergeMade]] = (
    Column("kept", "Yang dipertahankan", lambda one: _named(one.kept), 44),
    Column("gone", "Yang digabungkan", lambda one: _named(one.gone), 44),
    Column("at", "Waktu", lambda one: texts.moment(one.at) if one.at else "", 15),
    Column("who", "Petugas", lambda one: one.who, 16),
)
_APART: Sequence[Column[ToldApart]] = (
    Column("a", "Orang pertama", lambda one: _named(one.a), 30),
    Column("b", "Orang kedua", lambda one: _named(one.b), 30),
    Column("why", "Alasan atau yang berbeda", _why, 46),
    Column("at", "Waktu", lambda one: texts.moment(one.at), 15),
    Column("who", "Petugas", lambda one: one.who, 16),
)
