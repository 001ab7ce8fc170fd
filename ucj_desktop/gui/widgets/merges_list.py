"""Workers that were merged, the newest first, each to be made into two again."""

from collections.abc import Sequence

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


class MergesList(QWidget):
    """``part_wanted(merge)``: the clerk wants both workers back. Enter on a row does the same as the button."""

    part_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._merges: HeldRows[MergeMade] = HeldRows()
        self.model: RowsModel[MergeMade] = RowsModel(_COLUMNS, self._merges.fetch, _id_of, self)
        self.table = RowTable(self.model, "merges", keeps_to_room=True)
        self.table.opened.connect(self._on_opened)
        self.part = button("Pisahkan kembali", self._on_pressed, icon="arrow-counter-clockwise", kind="primary")
        told = soft_label(
            "Keduanya muncul lagi dengan isian masing-masing; perbaikan yang dibuat sesudah digabung tetap ada.",
            wraps=False,
        )
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 3)
        across.addWidget(self.part)
        across.addWidget(told)
        across.addStretch(1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 3)
        down.addWidget(self.table, 1)
        down.addLayout(across)

    def show_merges(self, merges: Sequence[MergeMade]) -> None:
        """Show another list, with the cursor on its first row."""
        self._merges.refill((_id_of(one), one) for one in merges)
        self.model.set_ids(list(self._merges))
        if self._merges:
            self.table.go_to(next(iter(self._merges)))

    def _on_pressed(self) -> None:
        self._on_opened(self.table.current_id())

    def _on_opened(self, row_id: str) -> None:
        if row_id in self._merges:
            self.part_wanted.emit(self._merges[row_id])


def _id_of(one: MergeMade) -> str:
    return one.gone.worker.worker_id


def _named(record: WorkerRecord) -> str:
    worker = record.worker
    born = shown_value("birth_date", worker)
    return f"{worker.full_name}, {born}" if born else worker.full_name


_COLUMNS: Sequence[Column[MergeMade]] = (
    Column("kept", "Yang dipertahankan", lambda one: _named(one.kept), 44),
    Column("gone", "Yang digabungkan", lambda one: _named(one.gone), 44),
    Column("at", "Waktu", lambda one: texts.moment(one.at) if one.at else "", 15),
    Column("who", "Petugas", lambda one: one.who, 16),
)
