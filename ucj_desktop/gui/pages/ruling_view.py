"""Keying in verdicts of one village: the list, one key a verdict, and what was skipped with its sentence."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Order, WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import STEP_LABELS, VERDICT_LABELS, Reason, Step, Verdict
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import RowsModel
from ucj_desktop.gui.ruling_queue import RulingQueue
from ucj_desktop.gui.widgets.buttons import button, hide_unless
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.row_code_box import FORM_SOURCE, RowCodeBox, VisitDayBox
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.ruling_columns import DONE_AT, RulingColumns
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.gui.widgets.verdict_keys import VerdictKeys
from ucj_desktop.gui.widgets.worker_panel import WorkerPanel
from ucj_desktop.services.collect.list_workers import count_workers, worker_ids, workers_by_id
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.field_order import by_row_code, field_order
from ucj_desktop.services.rounds.rule_on_workers import (
    ACTION_OF,
    Ruled,
    WantedRuling,
    preview_rulings,
)

_STAGES = {
    Step.VERIFY: (Stage.COLLECTED, Stage.NEEDS_MENDING, Stage.RETURNED, Stage.VERIFIED),
    Step.VALIDATE: (Stage.VERIFIED, Stage.VALIDATED),
}

_ROOM_FOR_PANEL = 960  # pixels


class RulingView(QWidget):
    """``left``: back to the villages. ``sheet_wanted(step)``: results are to be read from a file."""

    left = Signal()
    sheet_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.step = Step.VERIFY
        self.village_code = ""
        self.queue = RulingQueue(desk, self)
        self._columns = RulingColumns(self.queue)
        self._proposed: list[WantedRuling] = []
        self.model: RowsModel[WorkerRecord] = RowsModel(
            self._columns.of_list(), partial(workers_by_id, self.office), lambda one: one.worker.worker_id, self
        )
        self.table = RowTable(self.model, keeps_to_room=True)
        self.table.setAccessibleName("Pekerja yang menunggu hasil")
        self.panel = WorkerPanel(desk)
        self.panel.setFixedWidth(336)
        self.keys = VerdictKeys()
        self.heading = heading_label("", 1)
        self.told = soft_label(wraps=False)
        self.eyes = soft_label(wraps=True)
        self.bar = SentenceBar()
        self.steps: dict[Step, QPushButton] = {}
        self.only_open = QPushButton("Hanya yang belum")
        self.found_by = QLineEdit()
        self.code_box = RowCodeBox()
        self.visited_on = VisitDayBox(self.office.today())
        self.nobody = EmptyPage("check-circle", "Tidak ada yang menunggu di sini", "")
        self.back = button("Kembali", self.leave, icon="arrow-left", tip="Esc")
        self.sheet = button("Baca dari Excel", self._on_sheet, icon="table")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.heading)
        words.addWidget(self.told)
        head = QHBoxLayout()
        head.setSpacing(look.GRID * 2)
        head.addWidget(self.back)
        head.addSpacing(look.GRID)
        head.addLayout(words, 1)
        for step in Step:
            chip = self.steps[step] = QPushButton(STEP_LABELS[step])
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            hide_unless(self.desk.may(ACTION_OF[step]), chip)
            head.addWidget(chip)
        self.only_open.setProperty("kind", "chip")
        self.only_open.setCheckable(True)
        self.found_by.setPlaceholderText("Petugas lapangan")
        self.found_by.setAccessibleName("Petugas lapangan")
        self.found_by.setMinimumHeight(look.TARGET)
        self.found_by.setFixedWidth(190)
        tools = QHBoxLayout()
        tools.setSpacing(look.GRID * 2)
        for one in (self.only_open, self.code_box, self.found_by, self.visited_on, self.sheet):
            tools.addWidget(one)
        tools.addWidget(self.eyes, 1)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 3)
        across.addWidget(self.table, 1)
        across.addWidget(self.nobody, 1)
        across.addWidget(self.panel)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 3)
        down.addLayout(head)
        down.addLayout(tools)
        down.addWidget(self.bar)
        down.addLayout(across, 1)
        down.addWidget(self.keys)

    def _connect(self) -> None:
        group = QButtonGroup(self)
        for chip in self.steps.values():
            group.addButton(chip)
        group.buttonClicked.connect(self._on_step)
        self.only_open.toggled.connect(self.reload)
        self.queue.recorded.connect(self._on_recorded)
        self.queue.emptied.connect(self._on_emptied)
        self.table.went_to.connect(self._show_worker)
        self.panel.mend_wanted.connect(self._on_mend)
        self.keys.watch(self.table)
        self.keys.given.connect(self.give)
        self.keys.agreed.connect(self.agree)
        self.found_by.returnPressed.connect(self.table.setFocus)
        self.visited_on.returnPressed.connect(self.table.setFocus)
        self.code_box.watch(self.table, self.keys)
        self.code_box.typed.connect(self._go_to_code)

    def begin(self, village_code: str, step: Step) -> None:
        """Another village, or another step of it."""
        self.village_code, self.step = village_code, step
        self.queue.begin(step)
        self.bar.clear()
        self._proposed = []
        self.steps[step].setChecked(True)
        self.heading.setText(f"{STEP_LABELS[step]} {self.office.printed(village_code)}")
        for one in (self.found_by, self.code_box, self.visited_on):
            one.setVisible(step is Step.VERIFY)
        self.eyes.setText(self._four_eyes() if step is Step.VALIDATE else "")
        self.keys.begin(step)
        self.reload()
        self.table.setFocus()

    def _four_eyes(self) -> str:
        kept = "Empat mata: yang memasukkan, memperbaiki, atau memverifikasi seorang pekerja tidak memvalidasinya."
        return self.office.alone_words or kept

    def reload(self) -> None:
        """The list anew, in the order of the printed forms; the cursor on the worker it was on."""
        here = self.table.current_id()
        stages = _STAGES[self.step]
        if self.only_open.isChecked():
            stages = tuple(one for one in stages if one is not DONE_AT[self.step])
        wanted = WorkerFilter(stages=stages, village_code=self.village_code, order=Order.VILLAGE)
        in_field = self.step is Step.VERIFY
        ids = field_order(self.office, self.village_code, stages) if in_field else worker_ids(self.office, wanted)
        self._columns.place = {one: number for number, one in enumerate(ids, start=1)}
        self.model.set_ids(ids)
        self.table.setVisible(bool(ids))
        self.nobody.setVisible(not ids)
        self.nobody.sentence.setText(
            "Semua pekerja desa ini sudah ada hasilnya, atau belum ada pekerja yang sampai di langkah ini."
        )
        self._show_panel()
        if ids and not self.table.go_to(here):
            self.table.go_to(self._first_open(ids))
        self._say_counts()

    def refresh(self) -> None:
        """The same list with what is in the store now: rows must not jump under the keys."""
        self.model.forget_rows()
        self._say_counts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_panel()

    def _show_panel(self) -> None:
        """In a narrow window the names and their verdicts have the room."""
        self.panel.setVisible(bool(self.model.ids) and self.width() >= _ROOM_FOR_PANEL)

    def _first_open(self, ids: Sequence[str]) -> str:
        waiting = WorkerFilter(
            stages=tuple(one for one in _STAGES[self.step] if one is not DONE_AT[self.step]),
            village_code=self.village_code,
            order=Order.VILLAGE,
        )
        still_open = set(worker_ids(self.office, waiting))
        return next((one for one in ids if one in still_open), ids[0])

    def _say_counts(self) -> None:
        done = WorkerFilter(stages=(DONE_AT[self.step],), village_code=self.village_code)
        every = WorkerFilter(stages=_STAGES[self.step], village_code=self.village_code)
        number, total = count_workers(self.office, done), count_workers(self.office, every)
        self.told.setText(f"{texts.number(number)} dari {texts.counted(total, 'pekerja')} sudah ada hasilnya.")

    def give(self, verdict: Verdict, reason: Reason | None, note: str) -> None:
        """A verdict for the worker under the cursor; for several selected ones it is counted first."""
        chosen = self._chosen()
        if not chosen:
            return
        in_field = self.step is Step.VERIFY
        if in_field and self.visited_on.is_wrong:
            self.bar.say(State.BLOCKS, "Tanggal kunjungan tidak terbaca, atau belum tiba.", "Tulis seperti 17-08-2026.")
            return
        said = (self.found_by.text().strip(), self.visited_on.day, FORM_SOURCE) if in_field else ("", None, "")
        found_by, visited_on, source = said
        wanted = [
            WantedRuling(
                worker_id=one,
                verdict=verdict,
                reason=reason,
                note=note,
                found_by=found_by,
                visited_on=visited_on,
                source=source,
            )
            for one in chosen
        ]
        self._take(wanted)

    def _go_to_code(self, code: str) -> None:
        """The row of the paper whose code was typed; what is wrong with it is said."""
        found = by_row_code(self.model.ids).get(code, [])
        if len(found) == 1:
            self.bar.clear()
            self.table.go_to(found[0])
            self.table.setFocus()
        elif found:
            names = ", ".join(one.worker.full_name for one in workers_by_id(self.office, found))
            self.bar.say(State.WARNS, f"Kode {code} dipakai {len(found)} orang: {names}.", "Pilih orangnya di daftar.")
        else:
            what = f"Kode {code} tidak ada di daftar ini." if code else "Kode itu salah ketik; lihat lagi di formulir."
            self.bar.say(State.WARNS, what, "Mungkin dari desa lain, atau hasilnya sudah ada." if code else "")

    def agree(self) -> None:
        """The verdict of the verification stands: what Enter says in the meeting."""
        if self._proposed:
            self.record_proposed()
            return
        records = {one.worker.worker_id: one.standing for one in workers_by_id(self.office, self._chosen())}
        wanted = [
            WantedRuling(worker_id=one, verdict=was.verdict, reason=was.reason, note=was.verdict_note)
            for one, was in ((key, records[key]) for key in self._chosen() if key in records)
            if was.verdict is not None
        ]
        if wanted:
            self._take(wanted)

    def _chosen(self) -> Sequence[str]:
        selected = self.table.selected_ids()
        current = self.table.current_id()
        return selected if len(selected) > 1 else [current] if current else []

    def _take(self, wanted: list[WantedRuling]) -> None:
        if len(wanted) > 1:
            self._proposed = wanted
            self.desk.start(
                "Menghitung", partial(_previewed, self.office, self.step, tuple(wanted)), self._on_previewed
            )
            return
        self.bar.clear()
        self._go_down()
        self.queue.put(wanted)

    def _go_down(self) -> None:
        row = self.table.currentIndex().row()
        if row + 1 < len(self.model.ids):
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(self.model.index(row + 1, 1), flags)
        self.model.forget_rows()

    def _on_recorded(self, _wanted: Sequence[WantedRuling], ruled: Ruled) -> None:
        if ruled.skipped:
            self._say_skipped(ruled)

    def _on_emptied(self) -> None:
        self.refresh()
        self._show_worker(self.table.current_id())

    def _say_skipped(self, ruled: Ruled) -> None:
        if len(ruled.skipped) == 1:
            one = ruled.skipped[0]
            named = workers_by_id(self.office, [one.worker_id])
            name = named[0].worker.full_name if named else "Pekerja ini"
            self.bar.say(State.BLOCKS, f"{name} tidak dicatat. {one.why}")
            return
        what = f"{texts.number(ruled.done)} dicatat, {texts.number(len(ruled.skipped))} dilewati."
        self.bar.say(State.WARNS, what, "Alasannya tertulis pada kolom Keterangan di baris masing-masing.")

    def _on_previewed(self, ruled: Ruled) -> None:
        total = len(self._proposed)
        if not total:
            return
        self.queue.refused.update({one.worker_id: one.why for one in ruled.skipped})
        verdicts = {one.verdict for one in self._proposed}
        word = VERDICT_LABELS[next(iter(verdicts))] if len(verdicts) == 1 else "sesuai hasil verifikasi"
        what = (
            f"{texts.number(total)} pekerja dipilih: {texts.number(ruled.done)} akan dicatat {word},"
            f" {texts.number(len(ruled.skipped))} dilewati."
        )
        fix = (
            "Yang dilewati dan alasannya ada pada kolom Keterangan. Esc: tidak jadi."
            if ruled.skipped
            else "Esc: tidak jadi."
        )
        if ruled.done:
            self.bar.say(State.NOTE, what, fix, (f"Catat {texts.number(ruled.done)}", self.record_proposed))
        else:
            self._proposed = []
            self.bar.say(State.WARNS, what, "Perbaiki dulu yang tertulis pada kolom Keterangan.")
        self.model.forget_rows()

    def record_proposed(self) -> None:
        """The counted verdicts of the selected workers are meant."""
        wanted, self._proposed = self._proposed, []
        self.bar.clear()
        self.table.setFocus()
        self.queue.put(wanted)

    def _drop_proposed(self) -> None:
        self._proposed = []
        self.queue.refused.clear()
        self.bar.clear()
        self.model.forget_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._drop_proposed() if self._proposed else self.leave()
            return
        super().keyPressEvent(event)

    def leave(self) -> None:
        self.left.emit()

    def _on_step(self) -> None:
        step = next(one for one, chip in self.steps.items() if chip.isChecked())
        if step is not self.step:
            self.begin(self.village_code, step)

    def _on_sheet(self) -> None:
        self.sheet_wanted.emit(self.step)

    def _on_mend(self, worker_id: str, field: str) -> None:
        del field
        self.desk.go("workers", worker_id)

    def _show_worker(self, worker_id: str) -> None:
        place = self._columns.place.get(worker_id)
        record = self.model.row_at(place - 1) if place is not None else None
        if record is not None:
            self.panel.show_worker(record)


def _previewed(office: Office, step: Step, wanted: Sequence[WantedRuling], progress: Progress = SILENT) -> Ruled:
    del progress
    return preview_rulings(office, step, wanted)
