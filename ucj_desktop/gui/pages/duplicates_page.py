"""Kembar: pairs that may be one person, decided one after the other by keys."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.fields import BY_CODE, FIELDS
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.page import MARGIN, Page
from ucj_desktop.gui.shown_log import ShownLog
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.mending_panel import ReasonBox
from ucj_desktop.gui.widgets.pair_evidence import PairEvidence
from ucj_desktop.gui.widgets.pair_table import FIRST, SECOND, PairModel, PairTable, pair_rows
from ucj_desktop.gui.widgets.settled_list import SettledList, apart_list, merges_list
from ucj_desktop.services.accuracy.merge_workers import MergeMade, merges_made, undo_merge
from ucj_desktop.services.accuracy.settle_duplicates import Pair, PairDecision, decide_pair, pairs_to_decide
from ucj_desktop.services.accuracy.settle_received import are_received
from ucj_desktop.services.accuracy.told_apart import ToldApart, ask_again, pairs_told_apart
from ucj_desktop.services.office import Office

_DECISIONS = {"1": PairDecision.SAME, "2": PairDecision.NOT_SAME, "3": PairDecision.LATER}
_WIDE = 1120  # pixels: room for the keys beside the buttons
_LOW = 520  # pixels of the page: what a joining makes is told by its column alone
_PEOPLE = ("orang pertama", "orang kedua")


class DuplicatesPage(Page):
    """1 the same person, 2 not the same, 3 later; N and P look at other pairs; left and right choose what stays.

    A gives a reason to go with the decision.

    ``show_subject`` takes a worker's id: the pairs of that worker come first.
    """

    title = "Kembar"
    code = "duplicates"
    concerns = Touched.WORKERS | Touched.DUPLICATES

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shown = ShownLog(desk, self)
        self.pairs: list[Pair] = []
        self.at = 0
        self._subject = ""
        self._decided: set[tuple[str, str]] = set()  # on this page; who is found again was taken back
        self._own_jobs = 0
        self._must_read_again = False
        self.settled: SettledList[Any] | None = None  # the list that is shown instead of the pairs
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self._waiting = self._put(EmptyPage("magnifying-glass", "Mencari data kembar...", ""))
        is_sub_district = desk.office.kind is OfficeKind.SUB_DISTRICT
        self._none = self._put(
            EmptyPage(
                "users",
                "Tidak ada pasangan yang menunggu",
                "Bila dua pekerja punya NIK yang sama, atau nama dan tanggal lahir yang sama, keduanya tampil di sini "
                "berdampingan untuk diputuskan: orang yang sama atau bukan.",
                # A kabupaten has no page of findings.
                ("Lihat temuan lain", partial(desk.go, "findings")) if is_sub_district else None,
            )
        )
        self.evidence = PairEvidence()
        self.evidence.stepped.connect(self._step)
        self.table = PairTable()
        self.table.setAccessibleName("Dua orang berdampingan; panah kiri dan kanan memilih isian")
        self.table.pressed_key.connect(self._on_key)
        self.table.chose.connect(self._show_outcome)
        self._full = self._put(self._pair_part())
        self.merges, self.apart = merges_list(), apart_list()
        self.merges.undo_wanted.connect(self._part)
        self.apart.undo_wanted.connect(self._ask_again)
        self._put(self.merges)
        self._put(self.apart)
        self._no_merges = self._put_empty(
            "Belum ada yang digabung",
            "Pasangan yang diputuskan sebagai orang yang sama tampil di sini dan bisa dipisahkan kembali.",
        )
        self._none_apart = self._put_empty(
            "Belum ada yang diputuskan bukan orang yang sama",
            "Pasangan yang dijawab bukan orang yang sama tampil di sini dan bisa ditanyakan lagi.",
        )
        self.see_merges = button("Sudah digabung", self.show_merges, icon="git-merge")
        self.see_apart = button("Sudah dibedakan", self.show_apart, icon="x")
        self.see_pairs = button("Kembali ke pasangan", self.show_pairs, icon="caret-left")
        for one in (self.see_apart, self.see_merges, self.see_pairs):
            self.actions_row.addWidget(one)
        self.see_pairs.hide()

    def _put(self, widget: QWidget) -> QWidget:
        self.stack.addWidget(widget)
        return widget

    def _put_empty(self, words: str, told: str) -> QWidget:
        return self._put(EmptyPage("users", words, told, ("Kembali ke pasangan", self.show_pairs)))

    def _pair_part(self) -> QWidget:
        made = QWidget()
        down = self._down = QVBoxLayout(made)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.evidence)
        down.addWidget(self.table, 1)
        self.outcome = QLabel()
        self.outcome.setWordWrap(True)
        down.addWidget(self.outcome)
        self.reason = ReasonBox()
        self.reason.setPlaceholderText("Alasan keputusan ini; Enter: kembali ke tabel, Esc: tanpa alasan")
        self.reason.setAccessibleName("Alasan keputusan")
        self.reason.returnPressed.connect(self.table.setFocus)
        self.reason.put_aside.connect(self._without_reason)
        self.reason.hide()
        down.addWidget(self.reason)
        down.addLayout(self._buttons())
        return made

    def _buttons(self) -> QHBoxLayout:
        self.same = button("1   Orang yang sama, gabungkan", partial(self._on_key, "1"), icon="users", kind="primary")
        self.not_same = button("2   Bukan orang yang sama", partial(self._on_key, "2"), icon="x")
        self.later = button("3   Nanti saja", partial(self._on_key, "3"), icon="clock")
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 2)
        for one in (self.same, self.not_same, self.later):
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            one.setMinimumHeight(36)
            across.addWidget(one)
        across.addStretch(1)
        self.keys = soft_label(
            "Atas/bawah pilih baris   Kiri/kanan pilih isian   N berikut   P sebelum   A alasan", wraps=False
        )
        across.addWidget(self.keys)
        return across

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keys.setVisible(self.width() >= _WIDE)
        is_low = self.height() < _LOW
        self._down.setSpacing(look.GRID * (2 if is_low else 3))
        edge = look.GRID * (2 if is_low else 4)
        whole = self.layout()
        if whole is not None:
            whole.setContentsMargins(MARGIN, edge, MARGIN, edge)
        self._show_outcome()

    def reload(self) -> None:
        if self.settled is not None:
            of_merges = self.settled is self.merges
            self.desk.read(partial(_merges if of_merges else _apart, self.office), self._on_settled)
            return
        if not self.pairs:
            self.stack.setCurrentWidget(self._waiting)
        self._must_read_again = False
        self.desk.start("Mencari data kembar", partial(pairs_to_decide, self.office), self._on_found)

    def show_subject(self, subject: object) -> None:
        self.show_pairs()
        self._subject = str(subject)
        self._bring_forward()
        if self._subject and self.desk.jobs.is_idle:  # else what is being read will tell
            self.reload()

    def show_merges(self) -> None:
        """The workers that were merged, instead of the pairs."""
        self._turn_to(self.merges)

    def show_apart(self) -> None:
        """The pairs that were told apart, instead of those that wait."""
        self._turn_to(self.apart)

    def show_pairs(self) -> None:
        """The pairs again."""
        if self.settled is not None:
            self._turn_to(None)

    def _turn_to(self, settled: SettledList[Any] | None) -> None:
        self.settled = settled
        self.see_merges.setVisible(settled is not self.merges)
        self.see_apart.setVisible(settled is not self.apart)
        self.see_pairs.setVisible(settled is not None)
        self.say_under_title("")
        self.reload()

    def _on_settled(self, told: tuple[str, Sequence[Any]]) -> None:
        which, found = told
        of_merges = which == "merges"
        settled: SettledList[Any] = self.merges if of_merges else self.apart
        if settled is not self.settled:
            return
        words = "gabungan bisa dipisahkan" if of_merges else "pasangan tidak ditanyakan lagi"
        self.say_under_title(texts.counted(len(found), words) if found else "")
        settled.show_rows(found)
        self.stack.setCurrentWidget(settled if found else self._no_merges if of_merges else self._none_apart)
        if found:
            settled.table.setFocus()

    def _part(self, merge: MergeMade) -> None:
        kept, gone = merge.kept.worker.worker_id, merge.gone.worker.worker_id
        self.desk.do("Memisahkan kembali", partial(undo_merge, self.office, kept, gone))

    def _ask_again(self, one: ToldApart) -> None:
        pair = one.a.worker.worker_id, one.b.worker.worker_id
        self.desk.do("Menanyakan lagi", partial(ask_again, self.office, *pair))

    def first_field(self) -> QWidget | None:
        return self.table if self.settled is None else self.settled.table

    @property
    def pair(self) -> Pair | None:
        """The pair on the screen."""
        return self.pairs[self.at] if self.at < len(self.pairs) else None

    def _on_found(self, found: list[Pair]) -> None:
        if self.settled is not None:
            return
        if self._own_jobs:  # what was read knows nothing of what was decided meanwhile
            self._must_read_again = True
            return
        here = self.pair
        self.pairs = list(found)
        ids = [_ids(one) for one in self.pairs]
        taken_back = next((number for number, one in enumerate(ids) if one in self._decided), None)
        self.at = ids.index(_ids(here)) if here is not None and _ids(here) in ids else 0
        if taken_back is not None:
            self.at = taken_back
            self._decided -= set(ids)
        self._bring_forward()
        if self._subject:
            self._subject = ""
            self.desk.say("Tidak ada pasangan yang perlu diputuskan untuk pekerja itu.", State.NOTE)
        self._show_pair()

    def _bring_forward(self) -> None:
        at = next((number for number, one in enumerate(self.pairs) if self._subject in _ids(one)), None)
        if self._subject and at is not None:
            self._subject = ""
            self.at = at
            self._show_pair()

    def _show_pair(self) -> None:
        pair = self.pair
        waiting = sum(not one.put_off for one in self.pairs)
        put_off = len(self.pairs) - waiting
        self.desk.counted.emit(self.code, waiting)
        told = [f"{texts.number(waiting)} pasangan menunggu keputusan" if waiting else ""]
        told.append(f"{texts.number(put_off)} ditunda" if put_off else "")
        self.say_under_title(", ".join(one for one in told if one))
        if pair is None:
            self.stack.setCurrentWidget(self._none)
            return
        self.stack.setCurrentWidget(self._full)
        self.evidence.show_pair(pair, self.at + 1, len(self.pairs))
        self.table.pair.show((pair.a, pair.b), pair_rows(pair.a, pair.b, self.office.printed), _fuller(pair.a, pair.b))
        self.table.selectRow(0)
        self.shown.workers([pair.a.worker.worker_id, pair.b.worker.worker_id])
        self._without_reason()
        self._show_outcome()

    def _show_outcome(self) -> None:
        """What key 1 would do, counted, before it does it."""
        pair = self.pair
        if pair is None:
            return
        across = are_received(pair.a, pair.b)
        frozen = next((one for one in (pair.a, pair.b) if one.standing.is_frozen and not across), None)
        name = frozen.worker.full_name if frozen is not None else ""
        why_not = f"{name} sudah masuk berita acara yang ditutup, jadi belum bisa digabung." if frozen else ""
        allow_unless(why_not, self.same)
        outlook = self.table.pair.outlook
        warns = frozen is not None or (outlook is not None and (outlook.empties_verdict or bool(outlook.left)))
        self.outcome.setVisible(warns or self.height() >= _LOW)
        if frozen is not None:
            self.outcome.setText(why_not)
            return
        if across:
            self.outcome.show()
            self.outcome.setText(self._across_words(pair))
            return
        self.outcome.setText(_outcome_words(self.table.pair))

    def _across_words(self, pair: Pair) -> str:
        """What key 1 would do to two that were received: nothing is joined, one office keeps."""
        two = (pair.a, pair.b)
        kept, gone = two[self.table.pair.keep], two[1 - self.table.pair.keep]
        places = [self.office.printed(one.standing.origin_office) for one in (kept, gone)]
        who = _PEOPLE[self.table.pair.keep]
        if gone.standing.stage is Stage.REGISTERED:
            return f"{who.capitalize()} tidak bisa dipilih: yang lain sudah terdaftar di BPJS."
        return (
            f"Bila sama: {who} (Kecamatan {places[0]}) dipertahankan; yang lain kembali ke Kecamatan {places[1]} lewat"
            " balasan berikutnya. Data keduanya tidak diubah."
        )

    def _without_reason(self) -> None:
        self.reason.clear()
        self.reason.hide()
        self.outcome.show()
        if self.isVisible():
            self.table.setFocus()

    def _on_key(self, key: str, _checked: bool = False) -> None:
        if key in _DECISIONS:
            self._decide(_DECISIONS[key])
        elif key == "A":
            self.outcome.hide()  # the smallest window has no room for both
            self.reason.show()
            self.reason.setFocus()
        else:
            self._step(1 if key == "N" else -1)

    def _step(self, by: int) -> None:
        if 0 <= self.at + by < len(self.pairs):
            self.at += by
            self._show_pair()

    def _decide(self, decision: PairDecision) -> None:
        """Hand the decision to the job thread and go on at once; a refusal reads the pairs again."""
        pair = self.pair
        if pair is None or (decision is PairDecision.SAME and not self.same.isEnabled()):
            return
        first, second = _ids(pair)
        model = self.table.pair
        keep = (first, second)[model.keep]
        chosen = model.chosen() if decision is PairDecision.SAME else {}
        reason = self.reason.text()
        work = partial(decide_pair, self.office, first, second, decision, keep=keep, chosen=chosen, reason=reason)
        self._own_jobs += 1
        job = self.desk.do("Mencatat keputusan", work)
        job.failed.connect(self._on_refused)
        job.ended.connect(self._on_ended)
        self._go_on(pair, decision, keep)

    def _go_on(self, pair: Pair, decision: PairDecision, keep: str) -> None:
        del self.pairs[self.at]
        if decision is PairDecision.LATER:
            self.pairs.append(replace(pair, put_off=True))
        else:
            self._decided.add(_ids(pair))
        if decision is PairDecision.SAME:
            gone = next(one for one in _ids(pair) if one != keep)
            before = sum(gone in _ids(one) for one in self.pairs[: self.at])
            self.pairs = [one for one in self.pairs if gone not in _ids(one)]
            self.at -= before
            # The survivor stands for both now; what else hung together with them is read again once it is kept.
            self._must_read_again |= pair.group_size > 2 or any(keep in _ids(one) for one in self.pairs)
        is_at_put_off = self.at < len(self.pairs) and self.pairs[self.at].put_off
        if self.at >= len(self.pairs) or (is_at_put_off and not self.pairs[0].put_off):
            self.at = 0
        self._show_pair()

    def _on_refused(self) -> None:
        self._must_read_again = True

    def _on_ended(self) -> None:
        self._own_jobs -= 1
        if self._own_jobs == 0 and (self._must_read_again or self.is_stale) and self.isVisible():
            self.is_stale = False
            if self._must_read_again:
                self.reload()

    def _on_changed(self, change: Change) -> None:
        if self._own_jobs == 0:
            super()._on_changed(change)


def _merges(office: Office, progress: Progress = SILENT) -> tuple[str, Sequence[MergeMade]]:
    del progress
    return "merges", merges_made(office)


def _apart(office: Office, progress: Progress = SILENT) -> tuple[str, Sequence[ToldApart]]:
    del progress
    return "apart", pairs_told_apart(office)


def _outcome_words(model: PairModel) -> str:
    """What joining them as they are chosen would do."""
    kept, gone = _PEOPLE[model.keep], _PEOPLE[1 - model.keep]
    taken = model.taken_over()
    taking = f"{taken} isian diambil dari {gone}" if taken else "semua isiannya tetap"
    told = f"Bila digabung: {kept} dipertahankan, {taking}, dan {gone} tidak dihitung lagi."
    if model.outlook is None:
        return told
    if model.outlook.empties_verdict:
        told += " Hasil verifikasinya dikosongkan karena datanya berubah."
    if model.outlook.left:
        labels = " dan ".join(BY_CODE[code].label for code in model.outlook.left)
        told += f" {labels} {gone} tidak ikut, supaya hasil verifikasinya tetap berlaku."
    return told


def _ids(pair: Pair) -> tuple[str, str]:
    return pair.a.worker.worker_id, pair.b.worker.worker_id


def _fuller(a: WorkerRecord, b: WorkerRecord) -> int:
    """Who is kept unless the clerk says otherwise: who is further on, then who has more fields filled."""
    stated: Sequence[int] = [
        sum(getattr(one.worker, field.code) not in ("", None) for field in FIELDS) for one in (a, b)
    ]
    ranks = [(one.standing.verdict is not None, filled) for one, filled in zip((a, b), stated, strict=True)]
    return SECOND if ranks[SECOND] > ranks[FIRST] else FIRST
