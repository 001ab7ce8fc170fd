"""BPJS: the district's list out by profile, the results back in by NIK, and every batch that was sent."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.held_rows import HeldRows
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.pages.relay_in_view import RelayInView
from ucj_desktop.gui.pages.relay_out_view import RelayOutView
from ucj_desktop.gui.widgets.asking_reason import AskingReason
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.cards import FactTile
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.services.district.export_relay import (
    KnownBatch,
    RelayCounts,
    relay_batches,
    relay_counts,
    take_back_relay,
)
from ucj_desktop.services.office import Office

_ROOM = 560  # pixels


class RelayPage(Page):
    """``show_subject("results")`` opens the results, ``"batches"`` the batches."""

    title = "BPJS"
    code = "relay"
    concerns = Touched.WORKERS | Touched.RELAY | Touched.PACKAGES | Touched.DUPLICATES

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._batches: HeldRows[KnownBatch] = HeldRows()
        self.to_send = FactTile("Diterima, belum dikirim")
        self.waiting = FactTile("Menunggu jawaban BPJS")
        self.registered = FactTile("Terdaftar")
        self.refused = FactTile("Ditolak, dikembalikan")
        self.out = RelayOutView(desk)
        self.results = RelayInView(desk)
        self.model: RowsModel[KnownBatch] = RowsModel(_COLUMNS, self._batches.fetch, _key, self)
        self.table = RowTable(self.model, "relay_batches", keeps_to_room=True)
        self.table.setAccessibleName("Daftar yang sudah diserahkan ke BPJS")
        self.take_back = button(
            "Tarik kembali...", self.ask_to_take_back, icon="arrow-counter-clockwise", kind="danger"
        )
        hide_unless(desk.may(Action.RELAY), self.take_back)
        self.empty = EmptyPage(
            "paper-plane-tilt",
            "Belum ada kiriman ke BPJS",
            "Setiap daftar yang dibuat untuk BPJS tercatat di sini: nomor, berkas, siapa yang membuat, dan berapa yang "
            "sudah dijawab.",
        )
        self.below = QStackedWidget()
        self.below.addWidget(self.empty)
        self.below.addWidget(self._batches_part())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for view, word in ((self.out, "Kirim"), (self.results, "Hasil"), (self.below, "Kiriman")):
            self.tabs.addTab(view, word)
        self.tiles = QWidget()
        tiles = QHBoxLayout(self.tiles)
        tiles.setContentsMargins(0, 0, 0, 0)
        tiles.setSpacing(look.GRID * 3)
        for tile in (self.to_send, self.waiting, self.registered, self.refused):
            tiles.addWidget(tile)
        tiles.addStretch(1)
        self.body.addWidget(self.tiles)
        self.body.addWidget(self.tabs, 1)
        self.table.went_to.connect(self._on_batch)
        self.out.written.connect(self._on_written)

    def _batches_part(self) -> QWidget:
        made = QWidget()
        down = QVBoxLayout(made)
        down.setContentsMargins(0, look.GRID * 3, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addWidget(self.table, 1)
        across = QHBoxLayout()
        across.addWidget(self.take_back)
        across.addStretch(1)
        down.addLayout(across)
        return made

    def reload(self) -> None:
        self.desk.read(partial(_read, self.office), self._on_read)
        self.out.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the figures stand in one line."""
        super().resizeEvent(event)
        is_low = self.height() < _ROOM
        self.tiles.setVisible(not is_low)
        self.subtitle.setVisible(is_low)
        self.out.stand_close(is_close=is_low)

    def show_subject(self, subject: object) -> None:
        views = {"results": self.results, "batches": self.below}
        self.tabs.setCurrentWidget(views.get(str(subject), self.out))

    def first_field(self) -> QWidget | None:
        return self.out.row_table

    def ask_to_take_back(self) -> None:
        """Ask for the reason why a sheet was never handed over."""
        one = self._chosen()
        if one is not None:
            TakeBackDialog(self.desk, one, self).exec()

    def _chosen(self) -> KnownBatch | None:
        return self._batches.get(self.table.current_id())

    def _on_read(self, read: tuple[RelayCounts, list[KnownBatch]]) -> None:
        counts, batches = read
        self.to_send.show_figure(texts.number(counts.to_send))
        self.waiting.show_figure(texts.number(counts.waiting))
        self.registered.show_figure(texts.number(counts.registered), State.GOOD if counts.registered else None)
        self.refused.show_figure(texts.number(counts.refused), State.WARNS if counts.refused else None)
        facts = (
            f"{texts.number(counts.to_send)} belum dikirim",
            f"{texts.number(counts.waiting)} menunggu jawaban",
            f"{texts.number(counts.registered)} terdaftar",
            f"{texts.number(counts.refused)} ditolak",
        )
        self.subtitle.setText(" · ".join(facts))
        here = self.table.current_id()
        self._batches.refill((_key(one), one) for one in batches)
        self.model.set_ids(list(self._batches))
        if batches and not self.table.go_to(here):
            self.table.go_to(_key(batches[0]))
        self.below.setCurrentIndex(1 if batches else 0)
        self.tabs.setTabText(2, f"Kiriman ({texts.number(len(batches))})" if batches else "Kiriman")
        self._on_batch()

    def _on_batch(self, _: str = "") -> None:
        one = self._chosen()
        why = "Pilih satu kiriman."
        if one is not None:
            answered = one.registered + one.refused
            why = "Kiriman ini sudah dijawab BPJS." if answered else ""
            why = "Kiriman ini sudah ditarik kembali." if one.is_taken_back else why
        allow_unless(why, self.take_back)

    def _on_written(self) -> None:
        self.tabs.setCurrentWidget(self.below)


class TakeBackDialog(AskingReason):
    """Why a sheet was never handed over to BPJS."""

    doing = "Menarik kembali kiriman"

    def __init__(self, desk: Desk, one: KnownBatch, parent: QWidget) -> None:
        super().__init__(
            desk,
            f"Tarik kembali kiriman nomor {one.batch.number}",
            f"Hanya bila berkas {one.batch.file_name} tidak jadi diserahkan ke BPJS: "
            f"{texts.counted(one.batch.worker_count, 'pekerja')} di dalamnya bisa dikirim lagi."
            " Hapus berkasnya sesudah ini.",
            "Tarik kembali",
            "Mengapa tidak jadi diserahkan; tertulis dalam jurnal",
            parent,
        )
        self._number = one.batch.number

    def work(self, reason: str) -> Callable[..., Any]:
        return partial(_taken_back, self.office, self._number, reason)


_COLUMNS: Sequence[Column[KnownBatch]] = (
    Column("number", "Nomor", lambda one: str(one.batch.number), 7, is_number=True),
    Column("at", "Dibuat", lambda one: texts.moment(one.batch.at), 18),
    Column("by", "Oleh", lambda one: one.by, 16, is_extra=True),
    Column("profile", "Format", lambda one: one.batch.profile, 18, is_extra=True),
    Column("file", "Berkas", lambda one: one.batch.file_name, 30),
    Column("workers", "Orang", lambda one: texts.number(one.batch.worker_count), 8, is_number=True),
    Column("registered", "Terdaftar", lambda one: texts.number(one.registered), 9, is_number=True),
    Column("refused", "Ditolak", lambda one: texts.number(one.refused), 9, is_number=True),
    Column("waiting", "Menunggu", lambda one: texts.number(one.waiting), 9, is_number=True),
    Column(
        "state",
        "Keadaan",
        lambda one: f"Ditarik: {one.batch.taken_back_reason}" if one.is_taken_back else "Berlaku",
        22,
        state=lambda one: State.NOTE if one.is_taken_back else State.GOOD,
    ),
)


def _key(one: KnownBatch) -> str:
    return one.batch.batch_id


def _read(office: Office, progress: Progress = SILENT) -> tuple[RelayCounts, list[KnownBatch]]:
    progress.step(0)
    return relay_counts(office), relay_batches(office)


def _taken_back(office: Office, number: int, reason: str, progress: Progress = SILENT) -> Change:
    progress.step(0)
    return take_back_relay(office, number, reason)
