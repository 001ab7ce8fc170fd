"""Ketik ulang: a sample is drawn, keyed a second time without seeing the first, and its differences are settled."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.second_keying import Choice, Outcome
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.held_rows import HeldRows
from ucj_desktop.gui.models.rows_model import RowsModel
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.cards import Card, heading_label, soft_label
from ucj_desktop.gui.widgets.keying_columns import DIFFERENCES, SAMPLES, difference_key, paper_columns
from ucj_desktop.gui.widgets.keying_rates import KeyingRates
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.accuracy.second_keying import (
    DifferentValue,
    Progressed,
    Rates,
    ToKey,
    choose_value,
    different_values,
    draw_sample,
    key_field,
    next_to_key,
    papers_of,
    rates,
    samples,
)
from ucj_desktop.services.office import Office

_BOX_WIDTH = 360
_USUAL_SIZE = 20
_ABOUT = (
    "Petugas lain mengetik ulang beberapa pekerja dari berkasnya, tanpa melihat ketikan pertama. Isian dihitung salah "
    "hanya bila ketikan kedua berbeda dan dua kali sama. Tingkat kesalahannya tercetak dalam berita acara."
)
_AGAIN = "Berbeda dengan ketikan pertama. Lihat berkasnya, lalu ketik sekali lagi."


class KeyingView(QWidget):
    """Enter keys a field; in the differences 1 is the first value, 2 the second. Esc goes back to the samples."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.task: ToKey | None = None
        self.at = 0  # the field of the task
        self._samples: HeldRows[Progressed] = HeldRows()
        self._papers: HeldRows[WorkerRecord] = HeldRows()
        self._differences: HeldRows[DifferentValue] = HeldRows()
        self.stack = QStackedWidget()
        self._overview = self._put(self._overview_part())
        self._keying = self._put(self._keying_part())
        self._deciding = self._put(self._deciding_part())
        self._listing = self._put(self._papers_part())
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.stack)

    def _put(self, widget: QWidget) -> QWidget:
        self.stack.addWidget(widget)
        return widget

    def _overview_part(self) -> QWidget:
        made = QWidget()
        self.sample_rows: RowsModel[Progressed] = RowsModel(
            SAMPLES, self._samples.fetch, lambda one: one.sample.keying_id, self
        )
        self.sample_table = RowTable(self.sample_rows, keeps_to_room=True)
        self.sample_table.setAccessibleName("Sampel yang diketik ulang")
        self.sample_table.went_to.connect(self._on_sample)
        self.sample_table.opened.connect(self._on_opened)
        self.start = button("Ketik ulang", self.begin, icon="keyboard", kind="primary", tip="Enter")
        self.decide = button("Putuskan perbedaan", self.show_differences, icon="git-merge")
        self.papers = button("Daftar berkas", self.show_papers, icon="list-numbers")
        hide_unless(self.desk.may(Action.ENTER), self.start)
        self.none_yet = soft_label("Belum ada sampel.", wraps=False)
        self.rates = KeyingRates()
        below = _row(self.start, self.decide, self.papers, self.none_yet)
        left = QVBoxLayout()
        left.setSpacing(look.GRID * 2)
        left.addWidget(self.sample_table, 1)
        left.addLayout(below)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 3)
        across.addLayout(left, 1)
        across.addWidget(self.rates)
        down = QVBoxLayout(made)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 3)
        down.addWidget(soft_label(_ABOUT))
        down.addLayout(self._draw_row())
        down.addLayout(across, 1)
        return made

    def _draw_row(self) -> QHBoxLayout:
        self.how_many = QSpinBox()
        self.how_many.setRange(1, 100_000)
        self.how_many.setValue(_USUAL_SIZE)
        self.how_many.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.how_many.lineEdit().setTextMargins(look.GRID * 3 // 2, 0, 0, 0)  # the style sheet gives it none
        self.how_many.setAccessibleName("Besar sampel")
        self.unit = QComboBox()
        self.unit.setAccessibleName("Satuan sampel")
        self.unit.addItems(["pekerja", "% pekerja"])
        self.villages = QComboBox()
        self.villages.setAccessibleName("Desa sampel")
        self.villages.setMaxVisibleItems(16)
        self.villages.addItem("semua desa", "")
        for place in self.office.places.villages_of(self.office.code):
            self.villages.addItem(self.office.printed(place.code), place.code)
        self.draw_button = button("Ambil sampel acak", self.draw, icon="plus")
        parts = (soft_label("Sampel baru:", wraps=False), self.how_many, self.unit, soft_label("dari", wraps=False))
        row = _row(*parts, self.villages, self.draw_button)
        hide_unless(self.desk.may(Action.CHECK), *parts, self.villages, self.draw_button)
        return row

    def _keying_part(self) -> QWidget:
        made = QWidget()
        self.whose = heading_label("", 2)
        self.field_label = heading_label("", 3)
        self.box = _Box()
        self.box.setFixedWidth(_BOX_WIDTH)
        self.box.returnPressed.connect(self.key)
        self.bar = SentenceBar(closable=False)
        self.how = soft_label("Ketik seperti di berkas; kosongkan bila berkasnya kosong. Enter lanjut, Esc berhenti.")
        self.done_words = soft_label("", wraps=False)
        leave = button("Berhenti dulu", self.show_samples, icon="caret-left")
        card = Card("")
        self.box.setMinimumHeight(look.TARGET)
        for one in (self.whose, self.field_label, self.box, self.how):
            card.body.addWidget(one)
        card.body.addStretch(1)
        down = QVBoxLayout(made)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 3)
        down.addWidget(self.bar)
        down.addWidget(card, 1)
        down.addLayout(_row(leave, self.done_words))
        _escape(made, self.show_samples)
        return made

    def _deciding_part(self) -> QWidget:
        made = QWidget()
        self.difference_rows: RowsModel[DifferentValue] = RowsModel(
            DIFFERENCES, self._differences.fetch, difference_key, self
        )
        self.difference_table = RowTable(self.difference_rows, keeps_to_room=True)
        self.difference_table.setAccessibleName("Isian yang berbeda")
        self.first = button("1   Ketikan pertama benar", self.choose_first, icon="check")
        self.second = button("2   Ketikan kedua benar, perbaiki", self.choose_second, icon="check", kind="primary")
        hide_unless(self.desk.may(Action.CORRECT), self.first, self.second)
        leave = button("Kembali ke sampel", self.show_samples, icon="caret-left")
        for key, slot in (("1", self.choose_first), ("2", self.choose_second)):
            pressed = QShortcut(QKeySequence(key), self.difference_table)
            pressed.setContext(Qt.ShortcutContext.WidgetShortcut)
            pressed.activated.connect(slot)
        down = QVBoxLayout(made)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addWidget(soft_label("Lihat berkasnya: ketikan mana yang sesuai?", wraps=False))
        down.addWidget(self.difference_table, 1)
        down.addLayout(_row(self.first, self.second, leave))
        _escape(made, self.show_samples)
        return made

    def _papers_part(self) -> QWidget:
        made = QWidget()
        self.paper_rows: RowsModel[WorkerRecord] = RowsModel(
            paper_columns(self.number_of, self.office.printed),
            self._papers.fetch,
            lambda one: one.worker.worker_id,
            self,
        )
        self.paper_table = RowTable(self.paper_rows, keeps_to_room=True)
        self.paper_table.setAccessibleName("Yang harus dilihat di kertasnya")
        leave = button("Kembali ke sampel", self.show_samples, icon="caret-left")
        down = QVBoxLayout(made)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addWidget(soft_label("Ambil berkas pekerja ini, lalu serahkan berurutan kepada yang mengetik ulang."))
        down.addWidget(self.paper_table, 1)
        down.addLayout(_row(leave))
        _escape(made, self.show_samples)
        return made

    def reload(self) -> None:
        """Read the samples anew; what is being keyed stays on the screen."""
        if not self.desk.is_closed:
            self.desk.read(partial(_samples, self.office), self._on_samples)

    def _on_samples(self, found: list[Progressed]) -> None:
        here = self.sample_table.current_id()
        self._samples.refill((one.sample.keying_id, one) for one in found)
        self.sample_rows.set_ids(list(self._samples))
        self.none_yet.setVisible(not found)
        if found and not self.sample_table.go_to(here):
            self.sample_table.go_to(next(iter(self._samples)))
        self._on_sample(self.sample_table.current_id())

    def _on_sample(self, keying_id: str) -> None:
        one = self._samples.get(keying_id)
        allow_unless("" if one is not None else "Pilih dulu satu sampel.", self.start, self.decide, self.papers)
        self.rates.setVisible(one is not None)
        if one is None:
            return
        allow_unless("" if one.keyed < one.workers else "Semua pekerja dalam sampel ini sudah diketik.", self.start)
        allow_unless("" if one.rate.open else "Tidak ada perbedaan yang menunggu keputusan.", self.decide)
        self.decide.setText(f"Putuskan perbedaan ({one.rate.open})" if one.rate.open else "Putuskan perbedaan")
        if not self.desk.is_closed:
            self.desk.read(partial(_rates, self.office, keying_id), self._on_rates)

    def _on_rates(self, told: tuple[str, Rates]) -> None:
        keying_id, found = told
        if keying_id == self.sample_table.current_id():
            self.rates.show_rates(self._samples[keying_id], found)

    def _on_opened(self, _keying_id: str) -> None:
        if self.start.isEnabled():
            self.begin()

    def draw(self) -> None:
        """Draw a sample of the size and from the village that are chosen."""
        size = self.how_many.value()
        is_share = self.unit.currentIndex() == 1
        work = partial(
            _drawn,
            self.office,
            0 if is_share else size,
            float(min(size, 100)) if is_share else 0.0,
            str(self.villages.currentData()),
        )
        self.desk.do("Mengambil sampel", work)

    def begin(self) -> None:
        """Key the next worker of the sample under the cursor."""
        keying_id = self.sample_table.current_id()
        if keying_id in self._samples:
            self.desk.do("Membuka pekerja berikutnya", partial(_next, self.office, keying_id), self._on_next)

    def _on_next(self, told: tuple[str, ToKey | None]) -> None:
        _, self.task = told
        self.at = 0
        if self.task is None:
            self.show_samples()
            fix = "Yang Anda masukkan sendiri hari ini diketik ulang petugas lain, atau besok."
            self.desk.say("Tidak ada lagi yang bisa Anda ketik ulang dalam sampel ini.", State.NOTE, fix)
            return
        self.whose.setText(f"Nomor {self.task.position} dari {self.task.workers}: {self.task.hint}")
        self.stack.setCurrentWidget(self._keying)
        self._ask()

    def _ask(self) -> None:
        """Show the field whose turn it is, with an empty box."""
        if self.task is None:
            return
        known = self.task.fields
        field = BY_CODE[known[self.at].field]
        self.field_label.setText(field.label)
        self.box.setAccessibleName(field.label)
        self.box.clear()
        self.box.setEnabled(True)
        self.box.setFocus()
        if known[self.at].outcome is Outcome.AGAIN:
            self.bar.say(State.WARNS, _AGAIN)
        else:
            self.bar.clear()
        self.done_words.setText(f"Isian {self.at + 1} dari {len(known)}")

    def key(self) -> None:
        """Hand in what stands in the box."""
        if self.task is None or not self.box.isEnabled():
            return
        self.box.setEnabled(False)
        field, keying_id = self.task.fields[self.at].field, self.sample_table.current_id()
        work = partial(key_field, self.office, keying_id, self.task.worker_id, field, self.box.text())
        job = self.desk.do("Mencatat ketikan", work, self._on_keyed)
        job.failed.connect(self.show_samples)

    def _on_keyed(self, outcome: Outcome) -> None:
        if self.task is None or self.stack.currentWidget() is not self._keying:
            return
        if outcome == Outcome.AGAIN:
            self._ask()
            self.bar.say(State.WARNS, _AGAIN)
            return
        self.at += 1
        if self.at < len(self.task.fields):
            self._ask()
        else:
            self.begin()

    def show_samples(self) -> None:
        """Back to the samples; what was keyed is kept."""
        self.task = None
        self.stack.setCurrentWidget(self._overview)
        self.sample_table.setFocus()
        self.reload()

    def show_differences(self) -> None:
        """Both values of what differs, side by side."""
        keying_id = self.sample_table.current_id()
        if keying_id in self._samples:
            self.desk.read(partial(_differences, self.office, keying_id), self._on_differences)

    def _on_differences(self, found: list[DifferentValue]) -> None:
        self._differences.refill((difference_key(one), one) for one in found)
        self.difference_rows.set_ids(list(self._differences))
        self.stack.setCurrentWidget(self._deciding)
        if found:
            self.difference_table.go_to(next(iter(self._differences)))
        self.difference_table.setFocus()

    def choose_first(self) -> None:
        """The first value stands on the paper; the worker stays as he or she is."""
        self._choose(Choice.FIRST)

    def choose_second(self) -> None:
        """The second value stands on the paper; the worker is corrected."""
        self._choose(Choice.SECOND)

    def _choose(self, choice: Choice) -> None:
        key = self.difference_table.current_id()
        one = self._differences.get(key)
        if one is None or not self.desk.may(Action.CORRECT):
            return
        ids = list(self._differences)
        at = ids.index(key)
        del self._differences[key]
        self.difference_rows.set_ids(list(self._differences))
        rest = list(self._differences)
        work = partial(choose_value, self.office, one.keying_id, one.keyed.worker_id, one.keyed.field, choice)
        job = self.desk.do("Mencatat keputusan", work)
        job.failed.connect(self.show_differences)
        if rest:
            self.difference_table.go_to(rest[min(at, len(rest) - 1)])
        else:
            self.show_samples()

    def show_papers(self) -> None:
        """Whose papers to fetch for the sample."""
        keying_id = self.sample_table.current_id()
        if keying_id in self._samples:
            self.desk.read(partial(_papers_read, self.office, keying_id), self._on_papers)

    def _on_papers(self, found: list[WorkerRecord]) -> None:
        self._papers.refill((one.worker.worker_id, one) for one in found)
        self.paper_rows.set_ids(list(self._papers))
        self.stack.setCurrentWidget(self._listing)
        self.paper_table.setFocus()

    def number_of(self, one: WorkerRecord) -> str:
        """Where a worker stands in the sample."""
        return str(list(self._papers).index(one.worker.worker_id) + 1)


class _Box(QLineEdit):
    """The box of the field; nothing is remembered or completed in it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):  # what stood here for another field is not shown again
            return
        super().keyPressEvent(event)


def _row(*parts: QWidget) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(look.GRID * 2)
    for one in parts:
        across.addWidget(one)
    across.addStretch(1)
    return across


def _escape(part: QWidget, slot: Callable[[], None]) -> None:
    made = QShortcut(QKeySequence("Esc"), part)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.activated.connect(slot)


def _samples(office: Office, progress: Progress = SILENT) -> list[Progressed]:
    del progress
    return samples(office)


def _rates(office: Office, keying_id: str, progress: Progress = SILENT) -> tuple[str, Rates]:
    del progress
    return keying_id, rates(office, keying_id)


def _drawn(office: Office, size: int, percent: float, village_code: str) -> Change:
    return draw_sample(office, size=size, percent=percent, village_code=village_code)[1]


def _next(office: Office, keying_id: str) -> tuple[str, ToKey | None]:
    return keying_id, next_to_key(office, keying_id)


def _differences(office: Office, keying_id: str, progress: Progress = SILENT) -> list[DifferentValue]:
    del progress
    return different_values(office, keying_id)


def _papers_read(office: Office, keying_id: str, progress: Progress = SILENT) -> list[WorkerRecord]:
    del progress
    return papers_of(office, keying_id)
