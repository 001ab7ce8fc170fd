"""Entering workers one after another, and correcting one: the form, and the last ten beside it."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.gui import icons, look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import Card, heading_label, soft_label
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.gui.widgets.worker_form import WorkerForm
from ucj_desktop.services.accuracy.keep_typed_worker import Typed, keep_typed_worker
from ucj_desktop.services.collect.attach_later import drop_papers_of_no_draft, held_papers
from ucj_desktop.services.collect.enter_worker import WorkerNotThere
from ucj_desktop.services.collect.keep_draft import (
    Draft,
    carried_worker,
    drop_draft,
    keep_carried,
    keep_draft,
    kept_drafts,
)
from ucj_desktop.services.collect.list_workers import open_worker

_KEPT = 10
_NOT_SAVED = "belum tersimpan; tekan untuk membukanya lagi"
_DRAFT_AFTER = 700  # milliseconds of rest
_SIDE_WIDTH = 264
_ROOM_FOR_SIDE = 960  # pixels: below this the sentences beside the boxes need the room themselves


@dataclass(slots=True)
class Entered:
    """One of the last ten: saved, on its way, or not saved; then ``draft`` opens it as it was."""

    worker: Worker
    draft: Draft
    state: State | None = None
    remark: str = "menyimpan..."


class EntryView(QWidget):
    """``left``: back to the list. ``opened(worker_id)``: one of the last ten is wanted.

    ``saved(n)``: one more was saved, n of them since the page was made.
    """

    left = Signal()
    opened = Signal(str)
    saved = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.form = WorkerForm(desk)
        self.bar = SentenceBar()
        self.entered: list[Entered] = []  # the newest first
        self._corrected: WorkerRecord | None = None
        self._warned_about = ""
        self._saved = 0
        self._draft_soon = QTimer(self)
        self._draft_soon.setSingleShot(True)
        self._draft_soon.setInterval(_DRAFT_AFTER)
        self._draft_soon.timeout.connect(self.keep_draft)
        self.form.left_field.connect(self._on_left_field)
        self.heading = heading_label("Pekerja baru", 1)
        self.told = soft_label()
        self.save = button("Simpan, lanjut berikutnya", self.save_worker, icon="check", kind="primary")
        self.save.setToolTip("Ctrl+Enter")
        self.back = button("Kembali ke daftar", self.leave, icon="arrow-left")
        self.back.setToolTip("Esc")
        self.side = Card("Terakhir dimasukkan")
        self.recent = QListWidget()
        self.recent.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.nothing = soft_label("Sepuluh pekerja terakhir yang disimpan tampil di sini.")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.form.finished.connect(self.save_worker)
        self.form.typed.connect(self._on_typed)
        self.recent.itemActivated.connect(self._on_recent)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.heading)
        words.addWidget(self.told)
        head.addLayout(words, 1)
        head.addWidget(self.back)
        head.addWidget(self.save)
        self.side.setFixedWidth(_SIDE_WIDTH)
        self.side.body.addWidget(self.nothing, 1)
        self.side.body.addWidget(self.recent, 1)
        self.recent.setFrameShape(QListWidget.Shape.NoFrame)
        self.recent.setStyleSheet("QListWidget { border: 0; }")
        self.recent.hide()
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 4)
        across.addWidget(self.form, 1)
        across.addWidget(self.side, 0)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addLayout(head)
        down.addWidget(self.bar)
        down.addLayout(across, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_side()

    def _show_side(self) -> None:
        self.side.setVisible(self._corrected is None and self.width() >= _ROOM_FOR_SIDE)

    def begin_new(self) -> None:
        """An empty form; village, hamlet and so on carried over from the last worker."""
        self._corrected = None
        self.heading.setText("Pekerja baru")
        self.told.setText(
            "Enter: kotak berikutnya. F4: seperti pekerja sebelumnya. F6: kotak kosong berikutnya. Ctrl+Enter: simpan."
        )
        self.save.setText("Simpan, lanjut berikutnya")
        self._show_side()
        self._warned_about = ""
        self.form.begin(Worker(), carried=self.form.last or carried_worker(self.desk.office))
        self.form.go_to("nik")

    def begin_correction(self, record: WorkerRecord, field: str = "") -> None:
        """A worker of the store, with all findings shown; the cursor in ``field`` where one is named."""
        self._corrected = record
        self.heading.setText(f"Ubah data {record.worker.full_name or 'tanpa nama'}")
        self.told.setText("Ctrl+Enter: simpan. Esc: kembali tanpa menyimpan.")
        self.save.setText("Simpan perubahan")
        self._show_side()
        self.bar.clear()
        self._warned_about = ""
        self.form.begin(record.worker, judged=True, is_kept=True)
        self.form.go_to(field or "nik")

    def resume(self) -> bool:
        """Open what was being typed when the program ended; False where nothing was."""
        office = self.desk.office
        drafts = kept_drafts(office)
        drop_papers_of_no_draft(office)
        for draft in drafts:
            self._type_again(draft)
            if not self.form.is_touched:  # it reached the store after all
                self._finish(draft)
            elif draft is not drafts[-1]:
                self._put_first(Entered(self.form.worker(), draft, State.BLOCKS, _NOT_SAVED))
        if not drafts or not self.form.is_touched:
            self._corrected = None
            return False
        told = "Ketikan yang belum disimpan ketika program tertutup sudah dikembalikan."
        self.bar.say(State.NOTE, told, "Lanjutkan dan simpan, atau buang.", ("Buang", self.discard))
        self._go_on(drafts[-1])
        return True

    def _type_again(self, draft: Draft) -> None:
        try:
            self.begin_correction(open_worker(self.desk.office, draft.worker_id).record)
        except WorkerNotThere:
            self.begin_new()
            self.form.begin(Worker(worker_id=draft.worker_id))
        self.form.take_up(draft)

    def _go_on(self, draft: Draft) -> None:
        self.form.go_to(draft.field if draft.field in self.form.rows else "nik", at_end=True)

    def _finish(self, draft: Draft) -> None:
        """The worker is in the store; reasons and papers of the same save may not be."""
        if not draft.confirmed and not held_papers(self.desk.office, draft.worker_id):
            drop_draft(self.desk.office, draft.worker_id)
            return
        job = self.desk.do("Menyelesaikan simpanan", partial(keep_typed_worker, self.desk.office, self._typed()))
        job.setProperty("worker_id", draft.worker_id)
        job.finished.connect(self._on_finished)

    def _on_finished(self) -> None:
        job = self.sender()
        if job is not None:
            drop_draft(self.desk.office, job.property("worker_id"))

    def _on_left_field(self) -> None:
        """Kept at once against the end of the program, and against a power cut as soon as the clerk rests."""
        self.keep_draft(waits=False)
        self._draft_soon.start()

    def keep_draft(self, *, waits: bool = True) -> None:
        """Keep what is typed, in a store that waits for no other."""
        self._draft_soon.stop()
        if self.form.is_touched:
            keep_draft(self.desk.office, self.form.draft(), waits=waits)

    def save_worker(self) -> None:
        """Keep what is typed: a new worker goes on its way and the next form opens at once."""
        worker = self.form.worker()
        if not worker.full_name.strip():
            self.form.refuse("full_name", "Nama belum diisi.")
            return
        if self._corrected is not None:
            self._save_correction()
            return
        blocking = self.form.blocking()
        if blocking and self._warned_about != _mark(worker):
            self._warned_about = _mark(worker)
            self.form.visit_all()
            told = f"{len(blocking)} hal pada pekerja ini harus diperbaiki sebelum ia bisa dinyatakan layak."
            self.bar.say(
                State.WARNS, told, "Perbaiki sekarang, atau tekan Ctrl+Enter sekali lagi untuk menyimpan dulu."
            )
            self.form.go_to(next((one.field for one in blocking if one.field in self.form.rows), "nik"))
            return
        self._save_new(worker)

    def _save_new(self, worker: Worker) -> None:
        self.keep_draft(waits=False)
        self._put_first(Entered(worker, self.form.draft()))
        self.bar.clear()
        job = self.desk.do("Menyimpan pekerja", partial(keep_typed_worker, self.desk.office, self._typed()))
        job.setProperty("worker_id", worker.worker_id)
        job.finished.connect(self._on_saved)
        job.failed.connect(self._on_refused)
        self._warned_about = ""
        keep_carried(self.desk.office, worker)
        self.form.begin(Worker(), carried=worker)
        self.form.go_to("nik")

    def _typed(self) -> Typed:
        reasons = {code: one.reason for code, one in self.form.confirmed.items()}
        return Typed(worker=self.form.worker(), is_new=self._corrected is None, reasons=reasons)

    def _save_correction(self) -> None:
        self.save.setEnabled(False)
        work = partial(keep_typed_worker, self.desk.office, self._typed())
        job = self.desk.do("Menyimpan perubahan", work, self._on_corrected)
        job.failed.connect(self._on_not_corrected)

    def _on_saved(self, change: Change) -> None:
        self._settle(State.GOOD, change.sentence)
        self._saved += 1
        self.saved.emit(self._saved)
        job = self.sender()
        if job is not None:
            drop_draft(self.desk.office, job.property("worker_id"))

    def _on_refused(self, error: BaseException) -> None:
        self._settle(State.BLOCKS, _NOT_SAVED)
        if isinstance(error, ClerkError):
            self.bar.say_error(error)

    def _settle(self, state: State, remark: str) -> None:
        job = self.sender()
        worker_id = job.property("worker_id") if job is not None else ""
        for one in self.entered:
            if one.worker.worker_id == worker_id:
                one.state, one.remark = state, remark
        self._show_recent()

    def _on_corrected(self, change: Change) -> None:
        self.save.setEnabled(True)
        if self._corrected is not None:
            drop_draft(self.desk.office, self._corrected.worker.worker_id)
            self._corrected = None
            self.left.emit()

    def _on_not_corrected(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        if isinstance(error, ClerkError):
            self.bar.say_error(error)

    def _put_first(self, one: Entered) -> None:
        self.entered.insert(0, one)
        self._show_recent()

    def _show_recent(self) -> None:
        """The last ten; who is not in the store yet never goes from the list."""
        kept = [one for one in self.entered if one.state is State.GOOD]
        gone = kept[len(kept) - max(len(self.entered) - _KEPT, 0) :]
        self.entered = [one for one in self.entered if one not in gone]
        self.recent.clear()
        theme = look.palette()
        for one in self.entered:
            village = (
                self.desk.office.printed(one.worker.village_code) if one.worker.village_code else "desa belum diisi"
            )
            picture = icons.icon(one.state.icon, one.state.colours(theme)[0]) if one.state else icons.icon("hourglass")
            item = QListWidgetItem(picture, f"{_named(one.worker)}\n{village}")
            item.setToolTip(one.remark)
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.recent.addItem(item)
        self.recent.setVisible(bool(self.entered))
        self.nothing.setVisible(not self.entered)

    def _on_recent(self, item: QListWidgetItem) -> None:
        one = item.data(Qt.ItemDataRole.UserRole)
        if one.state is State.GOOD:
            self.opened.emit(one.worker.worker_id)
        elif one.state is None:
            self.bar.say(State.NOTE, f"{_named(one.worker)} masih disimpan.", "Tunggu sebentar, lalu tekan lagi.")
        else:
            self._open_again(one)

    def _open_again(self, one: Entered) -> None:
        """Who was not saved, as typed then; what is in the form now waits in the list in turn."""
        self.bar.clear()
        self.entered.remove(one)
        if self.form.is_touched:
            self.keep_draft(waits=False)
            put_aside = self.form.worker()
            self._put_first(Entered(put_aside, self.form.draft(), State.BLOCKS, _NOT_SAVED))
            told = f"Ketikan {_named(put_aside)} belum disimpan dan menunggu di daftar Terakhir dimasukkan."
            self.bar.say(State.NOTE, told, "Tekan namanya di sana untuk melanjutkan.")
        self._warned_about = ""
        self.form.begin(Worker(worker_id=one.worker.worker_id))
        self.form.take_up(one.draft)
        self.form.visit_all()
        self._show_recent()
        self._go_on(one.draft)

    def may_leave(self) -> bool:
        """False while something typed would be lost; the bar then says so and offers both ways."""
        if not self.form.is_touched:
            return True
        self.bar.say(
            State.WARNS, "Ketikan ini belum disimpan.", "Simpan dengan Ctrl+Enter, atau buang.", ("Buang", self.discard)
        )
        return False

    def discard(self) -> None:
        """Give up what is typed and go back."""
        self.bar.clear()
        drop_draft(self.desk.office, self.form.worker_id)
        self._corrected = None
        self.form.begin(Worker())
        self.left.emit()

    def leave(self) -> None:
        if self.may_leave():
            self.discard()

    def _on_typed(self) -> None:
        self._draft_soon.start()
        if self.bar.state is not State.BLOCKS:
            self.bar.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)


def _named(worker: Worker) -> str:
    return worker.full_name or "pekerja tanpa nama"


def _mark(worker: Worker) -> str:
    """The same worker with the same values gives the same mark: a warning is given once."""
    return repr(worker)
