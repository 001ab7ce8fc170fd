"""Mode rapat: the meeting judges one big worker after the other, or a dense list, by one key each."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ucj_desktop.domain.meeting import Meeting, speed_of
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import Reason, Step, Verdict
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import RowsModel
from ucj_desktop.gui.pages.meeting_dialogs import AttendanceDialog, ObjectionDialog
from ucj_desktop.gui.ruling_queue import RulingQueue
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.big_worker import BigWorker
from ucj_desktop.gui.widgets.buttons import button, icon_button
from ucj_desktop.gui.widgets.cards import StateLabel, heading_label, soft_label
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.meeting_search import MeetingSearch
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.ruling_columns import RulingColumns
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.gui.widgets.verdict_keys import VerdictKeys
from ucj_desktop.services.collect.list_workers import workers_by_id
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.meetings import MeetingState, meeting_state
from ucj_desktop.services.rounds.rule_on_workers import Ruled, WantedRuling
from ucj_desktop.services.rounds.validation_card import ValidationCard, validation_card

_CARDS_KEPT = 200
_WIDE = 1100  # pixels
_LIST_ACROSS, _LIST_LETTER = 88, 13  # letters of the list beside each other; the smallest, in pixels


class _Faces(QStackedWidget):
    """Takes the height it is given: the list of reasons takes its room from the worker in a low window."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    def hasHeightForWidth(self) -> bool:
        return False


class MeetingView(QWidget):
    """``left``: back to the villages, the meeting goes on. ``end_wanted(meeting)``: it is to be ended."""

    left = Signal()
    end_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.meeting: Meeting | None = None
        self.ids: list[str] = []
        self.done: set[str] = set()
        self.objections: Mapping[str, int] = {}
        self.moments: list[float] = []  # of the verdicts of this sitting
        self.dialog: Asking | None = None
        self._cards: dict[str, ValidationCard] = {}
        self._is_presented = False
        self.queue = RulingQueue(desk, self)
        self._columns = RulingColumns(self.queue)
        self.queue.begin(Step.VALIDATE)
        self.model: RowsModel[WorkerRecord] = RowsModel(
            self._columns.of_meeting(), partial(workers_by_id, self.office), lambda one: one.worker.worker_id, self
        )
        self.table = RowTable(self.model, keeps_to_room=True)
        self.table.setAccessibleName("Pekerja yang divalidasi")
        self.big = BigWorker()
        self.nobody = EmptyPage(
            "check-circle",
            "Tidak ada yang menunggu validasi di sini",
            "Catat dulu hasil verifikasi pekerja desa ini, lalu lanjutkan rapat; atau akhiri rapatnya.",
        )
        self.faces = _Faces()
        self.keys = VerdictKeys()
        self.heading = heading_label("", 1)
        self.told = soft_label(wraps=False)
        self.quorum = StateLabel(State.NOTE, "")
        self.alone = soft_label()
        self.bar = SentenceBar()
        self.search = MeetingSearch(self.office)
        self.back = icon_button("arrow-left", "Kembali; rapat tetap terbuka (Esc)", self.leave)
        self.attendance = icon_button("users-three", "Daftar hadir (H)", self.ask_attendance)
        self.objection = icon_button("note-pencil", "Catat keberatan (K)", self.ask_objection)
        self.as_list = icon_button("table", "Daftar atau satu per satu (L)", self.turn_face)
        self.whole = icon_button("arrows-out", "Layar penuh (F11); + dan - mengatur besar huruf", self.turn_screen)
        self.end = button("Akhiri rapat", self.ask_end, icon="lock", kind="primary")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.heading)
        below = QHBoxLayout()
        below.setSpacing(look.GRID * 2)
        below.addWidget(self.quorum)
        below.addWidget(self.told, 1)
        words.addLayout(below)
        head = QHBoxLayout()
        head.setSpacing(look.GRID * 2)
        head.addWidget(self.back)
        head.addLayout(words, 1)
        for one in (self.attendance, self.objection, self.as_list, self.whole, self.end):
            head.addWidget(one)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.keys.hint.setText("K keberatan   H hadir   L daftar   / cari   F11 layar penuh")
        for face in (self.big, self.table, self.nobody):
            self.faces.addWidget(face)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addLayout(head)
        down.addWidget(self.alone)
        down.addWidget(self.bar)
        down.addWidget(self.search)
        down.addWidget(self.faces, 1)
        down.addWidget(self.keys)

    def _connect(self) -> None:
        for one in (self.big, self.table):
            self.keys.watch(one)
            one.installEventFilter(self)
        self.search.found.connect(self._go_to)
        self.search.closed.connect(self.take_keys)
        self.keys.given.connect(self.give)
        self.keys.agreed.connect(self.agree)
        self.keys.refused.connect(self._say_refused)
        self.table.went_to.connect(self._show_worker)
        self.queue.recorded.connect(self._on_recorded)
        self.queue.emptied.connect(self._on_emptied)
        self._pressed: Mapping[int, Callable[[], object]] = {
            Qt.Key.Key_Left: self.go_back,
            Qt.Key.Key_Backspace: self.go_back,
            Qt.Key.Key_Up: self.go_back,
            Qt.Key.Key_Right: self.go_on,
            Qt.Key.Key_Down: self.go_on,
            Qt.Key.Key_Slash: self.ask_search,
            Qt.Key.Key_K: self.ask_objection,
            Qt.Key.Key_H: self.ask_attendance,
            Qt.Key.Key_L: self.turn_face,
            Qt.Key.Key_F11: self.turn_screen,
            Qt.Key.Key_Plus: partial(self.grow, 1),
            Qt.Key.Key_Equal: partial(self.grow, 1),
            Qt.Key.Key_Minus: partial(self.grow, -1),
            Qt.Key.Key_Escape: self.leave,
        }

    def begin(self, meeting: Meeting) -> None:
        """A meeting that was just started, or goes on after a pause: at the first worker without a verdict."""
        self.meeting = meeting
        self.moments = []
        self.queue.begin(Step.VALIDATE)
        self.keys.begin(Step.VALIDATE)
        self.bar.clear()
        self._show_meeting(meeting)
        self._take(meeting_state(self.office, meeting.meeting_id), anew=True)
        self.faces.setCurrentWidget(self.big if self.ids else self.nobody)
        first = next((one for one in self.ids if one not in self.done), self.ids[0] if self.ids else "")
        self.table.go_to(first)
        self._show_worker(first)
        self.take_keys()

    def take_keys(self) -> None:
        """The keys belong to the worker in front."""
        self.front.setFocus()

    @property
    def front(self) -> QWidget:
        """The worker or the list."""
        return self.table if self.faces.currentWidget() is self.table else self.big

    def refresh(self) -> None:
        """Something was changed or taken back; what the keys here have recorded is known already."""
        if self.meeting is not None and not self.queue.announces and not self.desk.is_closed:
            job = self.desk.read(partial(_read, self.office, self.meeting.meeting_id), self._on_read)
            job.failed.connect(self._on_gone)

    def _on_read(self, state: MeetingState) -> None:
        if self.meeting is None or state.meeting.meeting_id != self.meeting.meeting_id or self.queue.saving:
            return
        if state.meeting.ended_at:
            self._on_gone()
            return
        before = set(self.done)
        self._show_meeting(state.meeting)
        self._cards.clear()
        self._take(state, anew=False)
        taken_back = [one for one in self.ids if one in before and one not in self.done]
        if taken_back:
            self.table.go_to(taken_back[0])
        self._show_worker(self.table.current_id())

    def _on_gone(self) -> None:
        """The meeting was ended elsewhere, or its start was taken back."""
        self.close_view()
        self.left.emit()

    def _take(self, state: MeetingState, *, anew: bool) -> None:
        """The list keeps its order while the meeting goes on; who left it has been sent back to verification."""
        known = set() if anew else set(self.ids)
        ids = [*([] if anew else self.ids), *(one for one in state.worker_ids if one not in known)]
        there = set(state.worker_ids)
        self.done = {one for one in ids if one in state.validated or one not in there}
        counted: dict[str, int] = {}
        for dissent in state.dissents:
            counted[dissent.worker_id] = counted.get(dissent.worker_id, 0) + 1
        self.objections = counted
        if ids == self.ids:
            self.model.forget_rows()
        else:
            here = self.table.current_id()
            self.ids = ids
            self._columns.place = {one: number for number, one in enumerate(ids, start=1)}
            self.model.set_ids(ids)
            self.table.go_to(here)
        if anew:
            self._cards.clear()
        self._say_progress()

    def _show_meeting(self, meeting: Meeting) -> None:
        self.meeting = meeting
        named = [self.office.printed(one) for one in meeting.village_codes]
        shown = ", ".join(named[:2]) + (f" dan {len(named) - 2} desa lain" if len(named) > 2 else "")
        self.heading.setText(f"Rapat validasi {shown}")
        there, needed = meeting.present, meeting.needed
        words = f"Hadir {there}" + (f", kuorum {needed}" if needed else "")
        if not meeting.has_quorum:
            words += f": kurang {needed - there}"
        self.alone.setText(self.office.alone_words)
        self.alone.setVisible(bool(self.alone.text()))
        self.quorum.show_state(State.GOOD if meeting.has_quorum else State.WARNS, words)

    def _say_progress(self) -> None:
        total, number = len(self.ids), len(self.done)
        left = total - number
        told = f"{texts.number(number)} dari {texts.counted(total, 'orang')}"
        speed = speed_of(self.moments, left)
        if not left and total:
            told += ": selesai. Tekan Akhiri rapat"
        elif total:
            told += f", {texts.number(left)} lagi"
        if speed is not None and left and self._is_wide:
            at = self.office.clock().astimezone() + timedelta(minutes=speed.minutes_left)
            told += f"; {speed.per_minute:.0f} orang semenit, selesai pukul {texts.clock(at)}"
        self.told.setText(f"{told}.")

    @property
    def _is_wide(self) -> bool:
        return self.width() >= _WIDE

    def card(self, worker_id: str) -> ValidationCard | None:
        """What the meeting may know of a worker, read once."""
        if worker_id not in self._cards:
            found = validation_card(self.office, worker_id)
            if found is None:
                return None
            if len(self._cards) >= _CARDS_KEPT:
                self._cards.clear()
            self._cards[worker_id] = found
        return self._cards[worker_id]

    def _show_worker(self, worker_id: str) -> None:
        card = self.card(worker_id) if worker_id else None
        if card is None:
            return
        place = self._columns.place.get(worker_id, 0)
        self.big.show_card(card, place, len(self.ids), self.objections.get(worker_id, 0))
        self.keys.forbid({one: why for one in Verdict if (why := card.why_not(one))})

    def give(self, verdict: Verdict, reason: Reason | None, note: str) -> None:
        """The meeting's verdict on who is in front; the next one without a verdict comes."""
        here = self.table.current_id()
        if not here or here in self.queue.saving:
            return
        self.bar.clear()
        self.moments.append(time.monotonic())
        self.done.add(here)
        self.queue.put([WantedRuling(worker_id=here, verdict=verdict, reason=reason, note=note)])
        self._go_to_next(here)

    def agree(self) -> None:
        """What the field has found stands."""
        card = self.card(self.table.current_id())
        if card is None or card.verified is None:
            return
        verdict = card.verified.verdict
        why = card.why_not(verdict)
        if why:
            self._say_refused(why)
        else:
            self.give(verdict, card.verified.reason, card.verified.note)

    def _say_refused(self, why: str) -> None:
        self.bar.say(State.BLOCKS, why)

    def _go_to_next(self, here: str) -> None:
        place = self._columns.place[here]
        ahead = (one for one in (*self.ids[place:], *self.ids[:place]) if one not in self.done)
        self._go_to(next(ahead, self.ids[min(place, len(self.ids) - 1)]))
        self._say_progress()

    def _go_to(self, worker_id: str) -> None:
        row = self._columns.place.get(worker_id, 0) - 1
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(row, 1), flags)

    def go_back(self) -> None:
        """To the one before, judged or not."""
        self._step(-1)

    def go_on(self) -> None:
        """To the next one without giving a verdict."""
        self._step(1)

    def _step(self, by: int) -> None:
        place = self._columns.place.get(self.table.current_id(), 0) - 1 + by
        if 0 <= place < len(self.ids):
            self.bar.clear()
            self._go_to(self.ids[place])

    def _on_recorded(self, wanted: Sequence[WantedRuling], ruled: Ruled) -> None:
        for one in wanted:
            self._cards.pop(one.worker_id, None)
        for skipped in ruled.skipped:
            self.done.discard(skipped.worker_id)
            card = self.card(skipped.worker_id)
            self.bar.say(State.BLOCKS, f"{card.record.worker.full_name if card else ''} tidak dicatat. {skipped.why}")
        if ruled.skipped:
            self._go_to(ruled.skipped[0].worker_id)
            self._say_progress()

    def _on_emptied(self) -> None:
        self.model.forget_rows()
        here = self.table.current_id()
        if here not in self._cards:
            self._show_worker(here)

    def ask_search(self) -> None:
        """A name or a number; the worker in front follows what is typed."""
        if self.meeting is not None:
            self.search.begin(self.meeting.village_codes, self._columns.place, self.table.current_id())

    def turn_face(self) -> None:
        """One big worker, or the list."""
        if self.ids:
            self.faces.setCurrentWidget(self.big if self.faces.currentWidget() is self.table else self.table)
            self.take_keys()

    def grow(self, steps: int) -> None:
        """Bigger letters, or smaller ones, on top of what the window gives."""
        self.big.grow(steps)
        self._set_letters()

    def _set_letters(self) -> None:
        """The list grows with the window too."""
        self.table.set_letters(max(_LIST_LETTER, round(self.width() / _LIST_ACROSS * self.big.factor)))
        self.keys.hint.setVisible(self._is_wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_letters()

    def turn_screen(self) -> None:
        """The whole screen for the projector, or the window again."""
        self._is_presented = not self._is_presented
        self.desk.presented.emit(self._is_presented)
        self.take_keys()

    def ask_attendance(self) -> None:
        if self.meeting is not None:
            self._ask(AttendanceDialog(self.desk, self.meeting, self))

    def ask_objection(self) -> None:
        card = self.card(self.table.current_id())
        if self.meeting is not None and card is not None:
            worker = card.record.worker
            self._ask(ObjectionDialog(self.desk, self.meeting, worker.worker_id, worker.full_name, self))

    def ask_end(self) -> None:
        self.end_wanted.emit(self.meeting)

    def _ask(self, dialog: Asking) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self.take_keys)
        dialog.open()

    def leave(self) -> None:
        """Out of the whole screen first, then back to the villages; the meeting stays open."""
        if self._is_presented:
            self.turn_screen()
        else:
            self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the lock, does not take the whole screen."""
        super().hideEvent(event)
        if self._is_presented and not event.spontaneous():
            self.turn_screen()

    def close_view(self) -> None:
        """The meeting has ended."""
        if self._is_presented:
            self.turn_screen()
        self.meeting = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        pressed = self._pressed.get(event.key())
        in_list = watched is self.table and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if held or self.keys.asks_reason or pressed is None or in_list:
            return False
        pressed()
        return True


def _read(office: Office, meeting_id: str, progress: Progress = SILENT) -> MeetingState:
    del progress
    return meeting_state(office, meeting_id)
