"""Hasil: what BPJS answered is read, shown in numbers with the rows behind them, and written down at a press."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ucj_desktop.domain.fields import masked
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import Progress
from ucj_desktop.domain.relay import RELAY_RESULT_LABELS, RelayResult
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.held_rows import HeldRows
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.services.district.read_relay_results import read_relay_results
from ucj_desktop.services.district.take_relay_results import (
    NOT_TAKEN_LABELS,
    Doubtful,
    NewResult,
    ResultsFound,
    find_relay_results,
    take_relay_results,
)
from ucj_desktop.services.office import Office

_ABOUT = (
    "Baris dicari menurut NIK saja. Yang dicatat hanya terdaftar atau ditolak dengan alasannya; nomor peserta (KPJ) "
    "tidak dibaca dan tidak disimpan."
)


class RelayInView(QWidget):
    """A file is looked at first; nothing is written before *Catat hasilnya*."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.found: ResultsFound | None = None
        self._new: HeldRows[NewResult] = HeldRows()
        self._doubtful: HeldRows[Doubtful] = HeldRows()
        self.choose = button("Baca berkas hasil...", self._on_choose, icon="folder-open", kind="primary")
        self.keep = button("Catat hasilnya", self.keep_results, icon="check", kind="primary", key="Ctrl+Return")
        self.leave = button("Batal", self.begin_again)
        hide_unless(desk.may(Action.RELAY), self.choose)
        self.counts = soft_label(_ABOUT)
        self.new_model: RowsModel[NewResult] = RowsModel(
            _NEW, self._new.fetch, lambda one: one.record.worker.worker_id, self
        )
        self.new_table = RowTable(self.new_model, "relay_results", keeps_to_room=True)
        self.new_table.setAccessibleName("Hasil yang baru")
        self.doubtful_model: RowsModel[Doubtful] = RowsModel(
            _DOUBTFUL, self._doubtful.fetch, lambda one: one.place, self
        )
        self.doubtful_table = RowTable(self.doubtful_model, keeps_to_room=True)
        self.doubtful_table.setAccessibleName("Hasil yang meragukan")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.new_table, "Hasil baru")
        self.tabs.addTab(self.doubtful_table, "Perlu dilihat")
        self.nothing = EmptyPage(
            "file-arrow-down",
            "Belum ada berkas hasil yang dibaca",
            "Minta BPJS mengembalikan daftarnya dengan kolom NIK dan STATUS. Sebelum dicatat, di sini tampil siapa "
            "terdaftar, siapa ditolak dan mengapa, dan baris mana yang perlu dilihat.",
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self.tabs)
        above = QHBoxLayout()
        above.setSpacing(look.GRID * 2)
        above.addWidget(self.counts, 1)
        for one in (self.choose, self.leave, self.keep):
            above.addWidget(one)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.GRID * 3, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addLayout(above)
        down.addWidget(self.stack, 1)
        self.begin_again()

    def open_file(self, path: Path) -> None:
        """Read a file and show what it says; nothing is written."""
        self.desk.start("Membaca hasil BPJS", partial(_looked_at, self.office, path), self._on_found)

    def keep_results(self) -> None:
        """Write down what was shown."""
        if self.found is not None:
            self.keep.setEnabled(False)
            work = partial(take_relay_results, self.office, self.found.read)
            self.desk.start("Mencatat hasil BPJS", work, self._on_kept)

    def begin_again(self) -> None:
        """Forget the file that was looked at."""
        self.found = None
        self.stack.setCurrentWidget(self.nothing)
        self.counts.setText(_ABOUT)
        for one in (self.keep, self.leave):
            one.hide()
        self.choose.setVisible(self.desk.may(Action.RELAY))

    def _on_choose(self) -> None:
        kinds = f"Hasil BPJS ({texts.LISTS_OF_PEOPLE});;Semua berkas (*)"
        chosen, _ = QFileDialog.getOpenFileName(self, "Baca berkas hasil", "", kinds)
        if chosen:
            self.open_file(Path(chosen))

    def _on_found(self, found: ResultsFound) -> None:
        self.found = found
        self._new.refill((one.record.worker.worker_id, one) for one in found.new)
        self._doubtful.refill((one.place, one) for one in found.doubtful)
        self.new_model.set_ids(list(self._new))
        self.doubtful_model.set_ids(list(self._doubtful))
        self.tabs.setTabText(0, f"Hasil baru ({texts.number(len(found.new))})")
        self.tabs.setTabText(1, f"Perlu dilihat ({texts.number(len(found.doubtful))})")
        self.tabs.setCurrentIndex(0 if found.new or not found.doubtful else 1)
        self.counts.setText(
            f"{found.read.file_name}: {texts.counted(len(found.read.rows), 'baris')}. "
            f"{texts.number(found.count(RelayResult.REGISTERED))} terdaftar, "
            f"{texts.number(found.count(RelayResult.REFUSED))} ditolak, {texts.number(found.same)} sudah diketahui, "
            f"{texts.number(len(found.doubtful))} perlu dilihat. Belum ada yang dicatat."
        )
        self.stack.setCurrentWidget(self.tabs)
        self.choose.hide()
        for one in (self.keep, self.leave):
            one.show()
        allow_unless("" if found.new else "Tidak ada hasil baru di berkas ini.", self.keep)

    def _on_kept(self, result: object) -> None:
        del result
        self.begin_again()


_NEW: Sequence[Column[NewResult]] = (
    Column("name", "Nama", lambda one: one.record.worker.full_name, 26),
    Column("nik", "NIK", lambda one: masked(one.record.worker.nik), 17),
    Column(
        "result",
        "Hasil",
        lambda one: RELAY_RESULT_LABELS[one.result],
        14,
        state=lambda one: State.GOOD if one.result is RelayResult.REGISTERED else State.BLOCKS,
    ),
    Column("reason", "Alasan", lambda one: one.reason, 40),
    Column("batch", "Kiriman", lambda one: str(one.row.number), 8, is_number=True),
)
_DOUBTFUL: Sequence[Column[Doubtful]] = (
    Column("place", "Baris", lambda one: one.place, 24),
    Column("kind", "Sebab", lambda one: NOT_TAKEN_LABELS[one.kind], 20, state=lambda one: State.WARNS),
    Column("why", "Yang perlu dilihat", lambda one: one.why, 64),
)


def _looked_at(office: Office, path: Path, progress: Progress) -> Any:
    return find_relay_results(office, read_relay_results(office, path, progress), progress)
