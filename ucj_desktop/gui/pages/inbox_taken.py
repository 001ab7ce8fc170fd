"""Sudah diterima: every package that was taken in, and its receipt on paper."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.models.held_rows import HeldRows
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.pages.inbox_rows import COUNT_LABELS, KIND_LABELS
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.services.district.list_inbox import ReceivedBefore
from ucj_desktop.services.paper.print_receipt import print_receipt

_ABOUT = (
    "Lembar tanda terima memuat kode 12 huruf: bila flashdisk kembali kosong, kecamatan mengetiknya di Kirim, "
    "Riwayat kiriman."
)


class TakenView(QWidget):
    """The newest first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.taken: HeldRows[ReceivedBefore] = HeldRows()
        self.model: RowsModel[ReceivedBefore] = RowsModel(_COLUMNS, self.taken.fetch, _key, self)
        self.table = RowTable(self.model, "inbox")
        self.table.setAccessibleName("Paket yang sudah diterima")
        self.print_paper = button("Cetak tanda terima...", self.ask_where, icon="printer", tip="Ctrl+P")
        self.empty = EmptyPage(
            "archive-box",
            "Belum ada paket yang diterima",
            "Setiap paket kecamatan yang diterima tercatat di sini: nomor, isinya, siapa yang menerima, dan kapan.",
        )
        tools = QHBoxLayout()
        tools.setSpacing(look.GRID * 3)
        tools.addWidget(soft_label(_ABOUT), 1)
        tools.addWidget(self.print_paper)
        self.filled = QWidget()
        inside = QVBoxLayout(self.filled)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(look.GRID * 2)
        inside.addLayout(tools)
        inside.addWidget(self.table, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.GRID * 3, 0, 0)
        down.addWidget(self.filled, 1)
        down.addWidget(self.empty, 1)
        self.table.went_to.connect(self._on_moved)

    def show_taken(self, found: Sequence[ReceivedBefore]) -> None:
        """Every package that was received."""
        here = self.table.current_id()
        self.taken.refill((_key(one), one) for one in found)
        self.model.set_ids(list(self.taken))
        self.filled.setVisible(bool(found))
        self.empty.setVisible(not found)
        if found and not self.table.go_to(here):
            self.table.go_to(_key(found[0]))
        self._on_moved(self.table.current_id())

    def save_paper(self, path: Path) -> None:
        """Write the receipt of the package under the cursor."""
        one = self.taken.get(self.table.current_id())
        if one is not None:
            work = partial(_printed, self.desk, one, path)
            self.desk.start("Mencetak tanda terima", work)

    def ask_where(self) -> None:
        """Ask for the file, and write the receipt into it."""
        one = self.taken.get(self.table.current_id())
        if one is None:
            return
        name = f"tanda-terima-{one.office_code}-{one.sequence:04}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan tanda terima", name, "PDF (*.pdf)")
        if chosen:
            self.save_paper(Path(chosen))

    def _on_moved(self, key: str) -> None:
        allow_unless("" if key in self.taken else "Belum ada paket yang diterima.", self.print_paper)


def _printed(desk: Desk, one: ReceivedBefore, path: Path, progress: object) -> object:
    del progress
    return print_receipt(desk.office, one.office_code, one.sequence, path)


def _key(one: ReceivedBefore) -> str:
    return f"{one.office_code}/{one.sequence}"


def _count(name: str, one: ReceivedBefore) -> str:
    return texts.number(one.counts.get(name, 0))


_COLUMNS: Sequence[Column[ReceivedBefore]] = (
    Column("office", "Kecamatan", lambda one: one.office_name, 24),
    Column("number", "Nomor", lambda one: str(one.sequence), 6, is_number=True),
    Column("code", "Kode tanda terima", lambda one: one.code or "tanpa kode", 17),
    Column("kind", "Jenis", lambda one: KIND_LABELS.get(one.kind, one.kind), 10),
    *(Column(name, word, partial(_count, name), 8, is_number=True) for name, word in COUNT_LABELS.items()),
    Column("at", "Diterima pada", lambda one: texts.moment(one.received_at), 16),
    Column("by", "Oleh", lambda one: one.by, 18),
)
