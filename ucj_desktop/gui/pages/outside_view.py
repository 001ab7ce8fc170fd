"""Daftar luar: a list of BPJS, Dukcapil, DTSEN or deaths is matched; where it says otherwise, a person decides."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.dates import parse_date, short_date
from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.outside import LIST_KIND_LABELS, MATCHED_BY_LABELS, STATE_LABELS, ListKind
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.held_rows import HeldRows
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.cards import Card, soft_label
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.accuracy.fix_many import Fixed, FixPlan
from ucj_desktop.services.accuracy.match_list import (
    Found,
    Matched,
    OutsideList,
    Unplaced,
    find_in_list,
    lists_matched,
    match_list,
    undo_match,
)
from ucj_desktop.services.accuracy.read_list import read_list
from ucj_desktop.services.accuracy.settle_outside import (
    Difference,
    differences,
    differences_to_come,
    fill_from_list,
    keep_ours,
    plan_to_fill,
    take_difference,
)
from ucj_desktop.services.office import Office

_KINDS = f"Daftar ({texts.LISTS_OF_PEOPLE});;Semua berkas (*)"
_DATE_WIDTH = 120
_ABOUT = (
    "Pekerja dicari dengan NIK, lalu dengan nama dan tanggal lahir; tidak pernah dengan nama saja. "
    "Yang dicatat hanya keadaannya menurut daftar: isian pekerja tidak berubah."
)

_NONE_YET = (
    "Pilih jenis daftar, lalu berkasnya. Isian yang berbeda, baris yang perlu dilihat, dan daftar yang pernah "
    "dicocokkan muncul di sini."
)
_NONE_OPEN = "Tidak ada isian yang berbeda dan belum diputuskan."
_NONE_COMING = "Isian di daftar ini sama dengan isian kantor."
_NOT_KEPT = "Belum dicatat: tekan Catat hasilnya dulu."


class OutsideView(QWidget):
    """1 takes what the list says, 2 keeps what the office has; both go on to the next difference."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.found: Found | None = None
        self._open: list[Difference] = []  # of the lists that are kept
        self._coming: list[Difference] = []  # of the list that was looked at
        self._lists: HeldRows[OutsideList] = HeldRows()
        self._differences: HeldRows[Difference] = HeldRows()
        self._unplaced: HeldRows[Unplaced] = HeldRows()
        self.bar = SentenceBar()
        self.steps = QStackedWidget()
        self.steps.addWidget(self._choose_part())
        self.steps.addWidget(self._found_part())
        card = Card("Cocokkan dengan daftar luar")
        card.body.addWidget(self.steps)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for made, word in (
            (self._differences_part(), "Isian yang berbeda"),
            (self._unplaced_part(), "Baris yang perlu dilihat"),
            (self._lists_part(), "Daftar yang dicocokkan"),
        ):
            self.tabs.addTab(made, word)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 3)
        down.addWidget(self.bar)
        down.addWidget(card)
        self.below = QStackedWidget()
        self.below.addWidget(EmptyPage("list-dashes", "Belum ada daftar yang dicocokkan", _NONE_YET))
        self.below.addWidget(self.tabs)
        down.addWidget(self.below, 1)

    def _choose_part(self) -> QWidget:
        made = QWidget()
        self.kinds = QComboBox()
        self.kinds.setAccessibleName("Jenis daftar")
        for kind, words in LIST_KIND_LABELS.items():
            self.kinds.addItem(words, kind)
        self.choose = button("Pilih berkas daftar...", self._on_choose, icon="folder-open", kind="primary")
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 3)
        across.addWidget(soft_label("Jenis daftar", wraps=False))
        across.addWidget(self.kinds)
        across.addWidget(self.choose)
        across.addStretch(1)
        down = QVBoxLayout(made)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(soft_label(_ABOUT))
        down.addLayout(across)
        return made

    def _found_part(self) -> QWidget:
        made = QWidget()
        self.counts = soft_label()
        self.name = QLineEdit()
        self.name.setAccessibleName("Nama daftar")
        self.dated = QLineEdit()
        self.dated.setAccessibleName("Tanggal daftar")
        self.dated.setFixedWidth(_DATE_WIDTH)
        self.dated.setPlaceholderText("hari-bulan-tahun")
        self.keep_button = button("Catat hasilnya", self.keep, icon="check", kind="primary", key="Ctrl+Return")
        leave = button("Batal", self.begin_again)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 3)
        for words, box in (("Nama daftar", self.name), ("Tanggal daftar", self.dated)):
            across.addWidget(soft_label(words, wraps=False))
            across.addWidget(box, 1 if box is self.name else 0)
        across.addWidget(self.keep_button)
        across.addWidget(leave)
        down = QVBoxLayout(made)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.counts)
        down.addLayout(across)
        return made

    def _differences_part(self) -> QWidget:
        self.difference_rows: RowsModel[Difference] = RowsModel(
            _DIFFERENCES, self._differences.fetch, _difference_key, self
        )
        self.difference_table = RowTable(self.difference_rows, "outside_differences", keeps_to_room=True)
        self.difference_table.setAccessibleName("Isian yang berbeda")
        self.take = button("1   Pakai isian daftar", self.take_theirs, icon="check", kind="primary")
        self.keep_own = button("2   Tetap isian kantor", self.keep_office, icon="x")
        hide_unless(self.desk.may(Action.CORRECT), self.take, self.keep_own)
        for key, slot in (("1", self.take_theirs), ("2", self.keep_office)):
            made = QShortcut(QKeySequence(key), self.difference_table)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
            made.activated.connect(slot)
        self.no_differences = soft_label("", wraps=False)
        return _tab(self.difference_table, self.take, self.keep_own, self.no_differences)

    def _unplaced_part(self) -> QWidget:
        self.unplaced_rows: RowsModel[Unplaced] = RowsModel(
            _UNPLACED, self._unplaced.fetch, lambda one: one.place, self
        )
        self.unplaced_table = RowTable(self.unplaced_rows, keeps_to_room=True)
        self.unplaced_table.setAccessibleName("Baris yang belum berpasangan")
        self.unplaced_of = soft_label("", wraps=False)
        return _tab(self.unplaced_table, self.unplaced_of)

    def _lists_part(self) -> QWidget:
        self.list_rows: RowsModel[OutsideList] = RowsModel(_LISTS, self._lists.fetch, lambda one: one.list_id, self)
        self.list_table = RowTable(self.list_rows, "outside_lists", keeps_to_room=True)
        self.list_table.setAccessibleName("Daftar yang sudah dicocokkan")
        self.list_table.went_to.connect(self._on_list)
        self.fill = button("Isi desil yang kosong...", self.plan_desil, icon="magic-wand")
        self.undo = button("Batalkan pencocokan", self.take_back, icon="arrow-counter-clockwise", kind="danger")
        hide_unless(self.desk.may(Action.CORRECT), self.fill)
        hide_unless(self.desk.may(Action.UNDO_IMPORT), self.undo)
        return _tab(self.list_table, self.fill, self.undo)

    def reload(self) -> None:
        """Read lists and differences anew."""
        if not self.desk.is_closed:
            self.desk.read(partial(_all, self.office), self._on_all)

    def _on_all(self, read: tuple[list[OutsideList], list[Difference]]) -> None:
        lists, self._open = read
        here = self.list_table.current_id()
        self._lists.refill((one.list_id, one) for one in lists)
        self.list_rows.set_ids(list(self._lists))
        if lists and not self.list_table.go_to(here):
            self.list_table.go_to(lists[0].list_id)
        self._show_differences()
        self._on_list(self.list_table.current_id())

    def _show_differences(self) -> None:
        """Those that wait for a decision; before a list is kept, those that it will bring."""
        is_kept = self.found is None
        self.below.setCurrentIndex(0 if is_kept and not self._lists else 1)
        shown = self._open if is_kept else self._coming
        here = self.difference_table.current_id()
        self._differences.refill((one.key, one) for one in shown)
        self.difference_rows.set_ids(list(self._differences))
        self.tabs.setTabText(0, _with_count("Isian yang berbeda", len(shown)))
        self.no_differences.setText(_NONE_OPEN if is_kept else _NOT_KEPT if shown else _NONE_COMING)
        self.no_differences.setVisible(not is_kept or not shown)
        why_not = "" if shown else "Tidak ada perbedaan yang menunggu keputusan."
        allow_unless(why_not if is_kept else "Simpan dulu daftarnya.", self.take, self.keep_own)
        if shown and not self.difference_table.go_to(here):
            self.difference_table.go_to(shown[0].key)

    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Pilih daftar yang dicocokkan", "", _KINDS)
        if chosen:
            self.open_file(Path(chosen), self.kinds.currentData())

    def open_file(self, path: Path, kind: ListKind) -> None:
        """Read a list and look for its people; nothing is kept yet."""
        self.bar.clear()
        self.choose.setEnabled(False)
        job = self.desk.start(f"Membaca {path.name}", partial(_look, self.office, path, kind), self._on_found)
        job.ended.connect(self._on_read_ended)

    def _on_read_ended(self) -> None:
        self.choose.setEnabled(True)

    def _on_found(self, looked: tuple[Found, list[Difference]]) -> None:
        found, self._coming = looked
        self.found = found
        read = found.read
        self.counts.setText(_counts(found, len(self._coming)))
        self._show_differences()
        self.name.setText(read.name)
        self.dated.setText(short_date(read.dated) if read.dated else "")
        if not read.has_states and read.rows:
            words = STATE_LABELS[read.rows[0].state].lower() if read.rows[0].state else ""
            self.bar.say(State.NOTE, f"Daftar ini tidak punya kolom hasil: semua barisnya berarti {words}.")
        self._show_unplaced(found.unplaced, "Dari berkas yang baru dibaca.")
        self.steps.setCurrentIndex(1)
        (self.keep_button if read.dated else self.dated).setFocus()

    def begin_again(self) -> None:
        """Another list; the one that was read is forgotten."""
        self.found, self._coming = None, []
        self.bar.clear()
        self.steps.setCurrentIndex(0)
        self._show_differences()
        self._on_list(self.list_table.current_id())

    def keep(self) -> None:
        """Keep what the list says, with the name and the day that stand in the boxes."""
        day = parse_date(self.dated.text(), self.office.today()).value
        if self.found is None:
            return
        if day is None:
            self.bar.say(State.WARNS, "Tanggal daftar belum diisi.", "Tulis tanggal yang tertera di daftar itu.")
            self.dated.setFocus()
            return
        self.keep_button.setEnabled(False)
        work = partial(_keep, self.office, self.found, self.name.text(), day)
        job = self.desk.start(f"Mencatat {self.name.text()}", work, self._on_kept)
        job.ended.connect(self._on_keep_ended)

    def _on_keep_ended(self) -> None:
        self.keep_button.setEnabled(True)

    def _on_kept(self, done: Matched) -> None:
        self.desk.changes.announce(done.change)
        if not done.news:
            self.desk.say(done.change.sentence, State.NOTE)
        self.begin_again()
        self.tabs.setCurrentIndex(0 if done.found.disagreeing else 2)
        (self.difference_table if done.found.disagreeing else self.list_table).setFocus()

    def take_theirs(self) -> None:
        """Correct the worker under the cursor to what the list says."""
        self._decide(is_taken=True)

    def keep_office(self) -> None:
        """What the office has is right."""
        self._decide(is_taken=False)

    def _decide(self, *, is_taken: bool) -> None:
        key = self.difference_table.current_id()
        one = self._differences.get(key)
        if one is None or not self.desk.may(Action.CORRECT):
            return
        if self.found is not None:
            self.desk.say(_NOT_KEPT, State.NOTE)
            return
        if is_taken and one.refusal:
            self.desk.say(one.refusal, State.WARNS)
            return
        ids = list(self._differences)
        at = ids.index(key)
        del self._differences[key]
        self._open.remove(one)
        self.difference_rows.set_ids(list(self._differences))
        self.tabs.setTabText(0, _with_count("Isian yang berbeda", len(self._differences)))
        rest = [other for other in ids if other != key]
        if rest:
            self.difference_table.go_to(rest[min(at, len(rest) - 1)])
        job = self.desk.do("Mencatat keputusan", partial(_decided, self.office, one, is_taken))
        job.failed.connect(self.reload)

    def plan_desil(self) -> None:
        """Say how many empty fields the list would fill, and fill them on a second press."""
        one = self._lists.get(self.list_table.current_id())
        if one is not None:
            self.desk.start("Menyiapkan desil", partial(_plan, self.office, one.list_id), self._on_planned)

    def _on_planned(self, planned: tuple[str, FixPlan]) -> None:
        list_id, plan = planned
        if not plan.to_write:
            self.bar.say(State.NOTE, "Tidak ada desil kosong yang bisa diisi dari daftar ini.")
            return
        again = sum(row.loses_verdict for row in plan.rows)
        fix = f"{texts.number(again)} di antaranya sudah diverifikasi dan hasilnya dikosongkan." if again else ""
        press = (f"Isi desil {texts.number(plan.to_write)} pekerja", partial(self.fill_desil, list_id, plan))
        self.bar.say(State.WARNS, f"Desil {texts.counted(plan.to_write, 'pekerja')} masih kosong.", fix, press)

    def fill_desil(self, list_id: str, plan: FixPlan, _checked: bool = False) -> None:
        """Write what was counted; one undo on Temuan takes it back."""
        self.bar.clear()
        self.desk.start("Mengisi desil", partial(fill_from_list, self.office, list_id, plan), self._on_filled)

    def _on_filled(self, done: Fixed) -> None:
        self.desk.changes.announce(done.change)

    def take_back(self) -> None:
        """Take the list under the cursor back."""
        list_id = self.list_table.current_id()
        if list_id in self._lists:
            self.desk.do("Membatalkan pencocokan", partial(undo_match, self.office, list_id))

    def _on_list(self, list_id: str) -> None:
        one = self._lists.get(list_id)
        is_there = one is not None and not one.undone_at
        gone = "" if is_there else "Daftar ini sudah dibatalkan." if one is not None else "Pilih dulu satu daftar."
        has_desil = one is not None and one.kind is ListKind.DTSEN
        allow_unless(gone, self.undo)
        allow_unless(gone or ("" if has_desil else "Desil hanya ada dalam daftar DTSEN."), self.fill)
        if self.found is None:
            self._show_unplaced(one.unplaced if one else (), f"Dari {one.name}." if one else "")

    def _show_unplaced(self, rows: Sequence[Unplaced], where: str) -> None:
        self._unplaced.refill((one.place, one) for one in rows)
        self.unplaced_rows.set_ids(list(self._unplaced))
        self.unplaced_of.setText(where if rows else "Tidak ada baris yang perlu dilihat.")
        self.tabs.setTabText(1, _with_count("Baris yang perlu dilihat", len(self._unplaced)))


def _tab(table: QWidget, *below: QWidget) -> QWidget:
    made = QWidget()
    across = QHBoxLayout()
    across.setSpacing(look.GRID * 2)
    for one in below:
        across.addWidget(one)
    across.addStretch(1)
    down = QVBoxLayout(made)
    down.setContentsMargins(0, look.GRID * 2, 0, 0)
    down.setSpacing(look.GRID * 2)
    down.addWidget(table, 1)
    down.addLayout(across)
    return made


def _with_count(words: str, count: int) -> str:
    return f"{words} ({texts.number(count)})" if count else words


def _difference_key(one: Difference) -> str:
    return one.key


def _all(office: Office, progress: Progress = SILENT) -> tuple[list[OutsideList], list[Difference]]:
    return lists_matched(office), differences(office, progress=progress)


def _look(office: Office, path: Path, kind: ListKind, progress: Progress = SILENT) -> tuple[Found, list[Difference]]:
    found = find_in_list(office, read_list(office, path, kind, progress), progress)
    return found, differences_to_come(office, found)


def _keep(office: Office, found: Found, name: str, dated: date, progress: Progress = SILENT) -> Matched:
    return match_list(office, found.read, name=name, dated=dated, progress=progress)


def _decided(office: Office, one: Difference, is_taken: bool) -> Change:
    return take_difference(office, one) if is_taken else keep_ours(office, one)


def _plan(office: Office, list_id: str, progress: Progress = SILENT) -> tuple[str, FixPlan]:
    return list_id, plan_to_fill(office, list_id, progress=progress)


def _counts(found: Found, differing: int) -> str:
    """What was found, in two sentences whose numbers add up: the rows, then the workers they name, by state."""
    rows = f"{texts.number(found.matched)} cocok, {texts.number(found.unmatched)} bukan pekerja kantor ini"
    doubts = f", {texts.number(len(found.unplaced))} perlu dilihat" if found.unplaced else ""
    told = f"{texts.counted(len(found.read.rows), 'baris')}: {rows}{doubts}."
    if not found.words:
        return told
    states = Counter(STATE_LABELS[one.state].lower() for one in found.words)
    by_state = ", ".join(f"{texts.number(count)} {words}" for words, count in states.most_common())
    differ = f"; {texts.number(differing)} isian berbeda" if differing else ""
    return f"{told} {texts.counted(len(found.words), 'pekerja')}: {by_state}{differ}."


_DIFFERENCES: Sequence[Column[Difference]] = (
    Column("name", "Nama", lambda one: one.record.worker.full_name, 24),
    Column("field", "Isian", lambda one: BY_CODE[one.field].label, 14),
    Column("ours", "Di kantor", lambda one: one.ours or "kosong", 20),
    Column("theirs", "Di daftar", lambda one: one.theirs, 20),
    Column("list", "Daftar", lambda one: one.word.source if one.word.list_id else "belum dicatat", 46),
    Column("how", "Ditemukan", lambda one: MATCHED_BY_LABELS[one.word.matched_by], 24),
)
_UNPLACED: Sequence[Column[Unplaced]] = (
    Column("place", "Baris", lambda one: one.place, 40),
    Column("why", "Yang perlu dilihat", lambda one: one.why, 64),
    Column("workers", "Pekerja", lambda one: texts.number(len(one.worker_ids)) if one.worker_ids else "", 8),
)


def _count(name: str, one: OutsideList) -> str:
    return texts.number(one.counts.get(name, 0))


_LISTS: Sequence[Column[OutsideList]] = (
    Column("kind", "Jenis", lambda one: LIST_KIND_LABELS[one.kind], 28),
    Column("name", "Nama daftar", lambda one: one.name, 36),
    Column("dated", "Tanggal", lambda one: short_date(one.dated), 11),
    Column("rows", "Baris", partial(_count, "rows"), 8, is_number=True),
    Column("workers", "Pekerja", partial(_count, "workers"), 8, is_number=True),
    Column("conflicts", "Dilihat", partial(_count, "conflicts"), 8, is_number=True),
    Column("at", "Dicocokkan", lambda one: texts.moment(one.at), 15),
    Column("undone", "Keadaan", lambda one: "Dibatalkan" if one.undone_at else "Tersimpan", 12),
)
