"""The replacement candidates of a round: their order, who may still wait, and stepping in by one key."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.stage import STAGE_LABELS
from ucj_desktop.domain.verdict import VERDICT_LABELS
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless, icon_button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.search_box import SearchBox
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.candidates import (
    CandidateLine,
    CandidateList,
    above_quota,
    list_candidates,
    move_candidate,
    put_in_candidates,
    remove_candidate,
    step_in,
    who_may_wait,
)

_OFFERED = 200  # names that are listed at once; typing finds the others


class CandidatesDialog(QDialog):
    """Left those who wait, in order; right the people of the village who may be put behind them."""

    def __init__(self, desk: Desk, round_id: str, village_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.office = desk, desk.office
        self._round_id = round_id
        self.listed: CandidateList | None = None
        self.setWindowTitle(f"Pengganti {village_name}")
        self.resize(900, 470)
        self.bar = SentenceBar()
        self.told = soft_label()
        self.table = PlainTable(("Urutan", "Nama", "Keadaan"), widest=2, numbers=(0,))
        self.table.setAccessibleName("Daftar pengganti")
        self.step = button(
            "Masukkan pengganti berikutnya", self.step_in, icon="user-plus", kind="primary", key="Ctrl+Return"
        )
        self.up = icon_button("arrow-up", "Naikkan (Alt+panah atas)", partial(self.move_by, -1))
        self.down = icon_button("arrow-down", "Turunkan (Alt+panah bawah)", partial(self.move_by, 1))
        self.take_out = button("Keluarkan", self.remove_one, icon="trash")
        self.search = SearchBox("Cari nama di desa ini")
        self.offered = QListWidget()
        self.offered.setAccessibleName("Yang bisa menjadi pengganti")
        self.put_in = button("Jadikan pengganti", self.put_in_chosen, icon="plus", tip="Enter")
        self.above = button("Ambil yang di atas kuota", self.put_in_above, icon="users-three")
        self.leave = button("Tutup", self.accept)
        self._lay_out()
        hide_unless(desk.may(Action.OPEN_ROUND), self.step, self.up, self.down, self.take_out, self.put_in, self.above)
        for one in (self.step, self.take_out, self.put_in, self.above, self.leave):
            one.setAutoDefault(False)
        self.table.itemSelectionChanged.connect(self._on_moved)
        self.search.searched.connect(self._offer)
        self.offered.itemActivated.connect(self.put_in_chosen)
        for keys, pressed in (("Alt+Up", self.up), ("Alt+Down", self.down)):
            QShortcut(QKeySequence(keys), self).activated.connect(pressed.click)
        self.reload()

    def _lay_out(self) -> None:
        presses = QHBoxLayout()
        presses.setSpacing(look.GRID * 2)
        for one in (self.up, self.down, self.take_out):
            presses.addWidget(one)
        presses.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(look.GRID * 2)
        left.addWidget(heading_label("Menunggu, menurut urutan", 3))
        left.addWidget(self.table, 1)
        left.addLayout(presses)
        right = QVBoxLayout()
        right.setSpacing(look.GRID * 2)
        right.addWidget(heading_label("Pekerja desa ini", 3))
        right.addWidget(self.search)
        right.addWidget(self.offered, 1)
        chosen = QHBoxLayout()
        chosen.setSpacing(look.GRID * 2)
        chosen.addWidget(self.put_in)
        chosen.addWidget(self.above)
        chosen.addStretch(1)
        right.addLayout(chosen)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 5)
        across.addLayout(left, 3)
        across.addLayout(right, 2)
        below = QHBoxLayout()
        below.setSpacing(look.GRID * 2)
        below.addStretch(1)
        below.addWidget(self.leave)
        below.addWidget(self.step)
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 6, look.GRID * 5, look.GRID * 6, look.GRID * 5)
        down.setSpacing(look.GRID * 3)
        down.addWidget(heading_label(self.windowTitle(), 2))
        down.addWidget(self.told)
        down.addLayout(across, 1)
        down.addWidget(self.bar)
        down.addLayout(below)

    def reload(self) -> None:
        """Both lists anew; the cursor stays on its worker."""
        here = self._chosen()
        self.listed = list_candidates(self.office, self._round_id)
        self.table.show_rows([(str(one.position), one.full_name, _state(one)) for one in self.listed.lines])
        ids = [one.worker_id for one in self.listed.lines]
        if ids:
            self.table.selectRow(ids.index(here.worker_id) if here and here.worker_id in ids else 0)
        self.told.setText(self.listed.sentence)
        full = "" if self.listed.places.free else "Tidak ada tempat yang kosong dalam kuota."
        allow_unless(full or ("" if self.listed.next_one else "Belum ada pengganti yang siap masuk."), self.step)
        self.above.setVisible(bool(self.listed.places.above) and self.desk.may(Action.OPEN_ROUND))
        self.above.setText(f"Ambil {texts.number(self.listed.places.above)} di atas kuota")
        self._may_wait = who_may_wait(self.office, self._round_id)
        self._offer(self.search.text())
        self._on_moved()

    def _offer(self, typed: str) -> None:
        wanted = typed.casefold().split()
        self.offered.clear()
        for record in self._may_wait:
            worker = record.worker
            if all(word in worker.full_name.casefold() for word in wanted):
                words = f"{worker.full_name}, {worker.hamlet}" if worker.hamlet else worker.full_name
                item = QListWidgetItem(words)
                item.setData(Qt.ItemDataRole.UserRole, worker.worker_id)
                self.offered.addItem(item)
            if self.offered.count() == _OFFERED:
                break
        allow_unless(
            "" if self.offered.count() else "Tidak ada pekerja yang cocok untuk dijadikan pengganti.", self.put_in
        )
        if self.offered.count():
            self.offered.setCurrentRow(0)

    def step_in(self) -> None:
        """The next one who fits takes a free place."""
        self._do("Memasukkan pengganti", partial(step_in, self.office, self._round_id))

    def move_by(self, step: int) -> None:
        """One place up or down."""
        chosen = self._chosen()
        if chosen is not None and self.listed is not None and not chosen.stepped_in_at:
            place = self.listed.waiting.index(chosen) + 1 + step
            self._do("Mengubah urutan", partial(move_candidate, self.office, chosen.worker_id, place))

    def remove_one(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._do("Mengeluarkan pengganti", partial(remove_candidate, self.office, chosen.worker_id))

    def put_in_chosen(self) -> None:
        item = self.offered.currentItem()
        if item is not None:
            self._put_in([str(item.data(Qt.ItemDataRole.UserRole))])

    def put_in_above(self) -> None:
        """Everybody above the quota, the last ones entered."""
        self._put_in(above_quota(self.office, self._round_id))

    def _put_in(self, ids: Sequence[str]) -> None:
        self._do("Menambah pengganti", partial(_put_in, self.office, self._round_id, ids))

    def _do(self, words: str, work: Callable[[], Change]) -> None:
        self.bar.clear()
        job = self.desk.jobs.start(words, lambda progress: work())
        job.finished.connect(self._on_done)
        job.failed.connect(self._on_failed)

    def _on_done(self, change: Change) -> None:
        self.bar.say(State.GOOD, change.sentence)
        self.reload()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ClerkError):
            self.bar.say_error(error)
        else:
            self.desk.fail(error)

    def _chosen(self) -> CandidateLine | None:
        row = self.table.currentRow()
        return self.listed.lines[row] if self.listed is not None and 0 <= row < len(self.listed.lines) else None

    def _on_moved(self) -> None:
        chosen = self._chosen()
        waits = chosen is not None and not chosen.stepped_in_at
        waiting = self.listed.waiting if self.listed is not None else ()
        not_waiting = "" if waits else "Pilih dulu pengganti yang masih menunggu."
        allow_unless(not_waiting, self.take_out)
        allow_unless(not_waiting or ("Sudah paling atas." if chosen == waiting[0] else ""), self.up)
        allow_unless(not_waiting or ("Sudah paling bawah." if chosen == waiting[-1] else ""), self.down)


def _put_in(office: Office, round_id: str, ids: Sequence[str]) -> Change:
    return put_in_candidates(office, round_id, ids).change


def _state(one: CandidateLine) -> str:
    if one.stepped_in_at:
        return f"Sudah masuk {texts.moment(one.stepped_in_at)}"
    if one.why_not:
        return f"Belum bisa masuk: {one.why_not}"
    return VERDICT_LABELS[one.verdict] if one.verdict else STAGE_LABELS[one.stage]
