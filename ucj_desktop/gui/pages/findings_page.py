"""Temuan: every open finding, filtered by facets, mended one after the other beside the list."""

from bisect import insort
from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.rules import SEVERITY_LABELS, Severity
from ucj_desktop.domain.rules.words import trouble_words
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.pages.finding_actions import FindingActions
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.editors import Reading
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.finding_facets import WIDTH as FACETS_WIDTH
from ucj_desktop.gui.widgets.finding_facets import FindingFacets
from ucj_desktop.gui.widgets.findings import state_of
from ucj_desktop.gui.widgets.mending_panel import WIDTH as PANEL_WIDTH
from ucj_desktop.gui.widgets.mending_panel import MendingPanel
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.services.accuracy.check_workers import confirm_warning
from ucj_desktop.services.accuracy.mend_findings import (
    SHARED,
    FindingKind,
    Mended,
    OpenFinding,
    ToMend,
    findings_to_mend,
    in_order,
    mend_field,
)
from ucj_desktop.services.collect.list_workers import count_workers, workers_by_id

_WIDE, _NARROW, _NARROWEST = 1150, 1000, 880  # pixels
_NARROW_PANEL, _NARROW_FACETS, _NARROWEST_FACETS = 328, 188, 152


class FindingsPage(Page):
    """Enter goes to the field, Enter again saves and goes on; N next, P previous, K confirms with a reason.

    While the cursor is in the field the same keys go with Alt. ``show_subject`` takes a worker's id, a rule's code, a
    village's code or a Severity.
    """

    title = "Temuan"
    code = "findings"
    concerns = Touched.WORKERS | Touched.FINDINGS | Touched.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._all: list[OpenFinding] = []
        self._by_key: dict[str, OpenFinding] = {}
        self._kinds: Counter[FindingKind] = Counter()
        self._subject: object = None
        self._wants_notes = False
        self._notes_left_out = 0
        self._is_own_change = False
        self._goes_on_in_field = False
        self.facets = FindingFacets(self._village_words)
        self.model: RowsModel[OpenFinding] = RowsModel(_columns(self), self._fetch, lambda one: one.key, self)
        self.table = RowTable(self.model, keeps_to_room=True)
        self.table.setAccessibleName("Temuan")
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panel = MendingPanel(desk)
        self.check = button("Periksa ulang", self.check_anew, icon="arrow-clockwise", tip="Periksa semua pekerja lagi")
        self.notes = button("Tampilkan catatan", self.show_notes, tip="Catatan tidak perlu dikerjakan")
        self.notes.hide()
        self.at_once = FindingActions(desk, self)
        self.fix_many = button("Perbaiki sekaligus", self.open_fixes, icon="magic-wand", tip="S")
        if not desk.may(Action.CORRECT):
            self.fix_many.hide()
        self.subtitle.setWordWrap(True)
        for one in (self.notes, self.at_once.unfix, self.fix_many, self.at_once.report):
            self.actions_row.addWidget(one)
        self.actions_row.addWidget(self.check)
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self._waiting = self._put(EmptyPage("magnifying-glass", "Memeriksa semua pekerja...", ""))
        self._empty = self._put(self._no_workers())
        self._clean = self._put(
            EmptyPage(
                "circle-wavy-check",
                "Tidak ada temuan",
                "Semua pekerja sudah diperiksa dan tidak ada lagi yang perlu diperbaiki atau dipastikan.",
                ("Lanjut ke Verifikasi", partial(desk.go, "verification")),
            )
        )
        self._full = self._put(self._list_part())
        self._connect()

    def _put(self, widget: QWidget) -> QWidget:
        self.stack.addWidget(widget)
        return widget

    def _no_workers(self) -> QWidget:
        return EmptyPage(
            "checks",
            "Belum ada yang diperiksa",
            "Di sini nanti tampil data pekerja yang perlu diperbaiki atau dipastikan. Masukkan pekerja lebih dulu, "
            "dari berkas Excel atau satu per satu.",
            ("Impor berkas", partial(self.desk.go, "import")),
        )

    def _list_part(self) -> QWidget:
        made = QWidget()
        chips = QHBoxLayout()
        chips.setSpacing(look.GRID * 2)
        for chip in self.facets.chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        self.keys = soft_label("Enter isi   N berikut   P sebelum   K benar", wraps=False)
        chips.addWidget(self.keys)
        middle = QVBoxLayout()
        middle.setSpacing(look.GRID * 2)
        middle.addLayout(chips)
        middle.addWidget(self.table, 1)
        self.none_left = QLabel("Tidak ada temuan dengan pilihan ini. Pilih Semua di kiri.")
        self.none_left.setProperty("tone", "soft")
        self.none_left.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle.addWidget(self.none_left)
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.GRID * 3)
        across.addWidget(self.facets)
        across.addLayout(middle, 1)
        across.addWidget(self.panel)
        return made

    def _connect(self) -> None:
        self.facets.chosen.connect(self._on_facet)
        self.table.went_to.connect(self._on_moved)
        self.table.opened.connect(self._on_opened)
        self.panel.saved.connect(self._on_saved)
        self.panel.confirmed.connect(self._on_confirmed)
        self.panel.put_aside.connect(self._to_list)
        for key, slot in (
            ("N", self.next), ("P", self.previous), ("K", self._ask_reason), ("S", self.open_fixes),
        ):  # fmt: skip
            plain = QShortcut(QKeySequence(key), self.table)
            plain.setContext(Qt.ShortcutContext.WidgetShortcut)
            plain.activated.connect(slot)
            anywhere = QShortcut(QKeySequence(f"Alt+{key}"), self)
            anywhere.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            anywhere.activated.connect(slot)

    def reload(self) -> None:
        self._read(anew=False)

    def check_anew(self) -> None:
        """Run every rule over everyone, whatever has been found before."""
        self._read(anew=True)

    def show_notes(self) -> None:
        """Take the notes of a big office into the list, too."""
        self._wants_notes = True
        self._read(anew=False)

    def _read(self, *, anew: bool) -> None:
        if not self._all:
            self.stack.setCurrentWidget(self._waiting)
        self.check.setEnabled(False)
        work = partial(findings_to_mend, self.office, anew=anew, all_notes=self._wants_notes)
        job = self.desk.start("Memeriksa semua pekerja", work, self._on_checked)
        job.ended.connect(self._on_check_ended)

    def show_subject(self, subject: object) -> None:
        self._subject = subject
        if self.check.isEnabled():
            self._go_to_subject()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the list keeps its room: the other parts give way, the village has its own facet."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        narrow = _NARROW_FACETS if self.width() >= _NARROWEST else _NARROWEST_FACETS
        self.panel.setFixedWidth(_NARROW_PANEL if is_narrow else PANEL_WIDTH)
        self.facets.setFixedWidth(narrow if is_narrow else FACETS_WIDTH)
        self.panel.show_icons(not is_narrow)
        self.keys.setVisible(self.width() >= _WIDE)
        self._give_columns_room()

    def _give_columns_room(self) -> None:
        """In a narrow window what stands elsewhere stands there only: the village, and a rule that was chosen.

        In the narrowest the names need all of the list; what is found stands in the panel, and N and P go through it.
        """
        is_one_rule = self.facets.choice().rule is not None
        self.table.setColumnHidden(1, self.width() < (_NARROW if is_one_rule else _NARROWEST))
        self.table.setColumnHidden(2, self.width() < _WIDE)
        self.table.fit_columns()

    def first_field(self) -> QWidget | None:
        return self.table

    def next(self) -> None:
        """The next finding; the cursor stays in the field where it was in one."""
        self._step(1)

    def previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        position = self.table.currentIndex().row() + by
        if 0 <= position < len(self.model.ids):
            self._go_on(self.model.ids[position])

    def _go_on(self, key: str) -> None:
        is_mending = self.panel.editor is not None and self.panel.editor.hasFocus()
        self.table.go_to(key)
        if is_mending or self._goes_on_in_field:
            self.panel.mend()
        else:
            self.table.setFocus()

    def _on_checked(self, found: ToMend) -> None:
        before, self._all, self._by_key = self._all, list(found.findings), {}
        self.desk.jobs.let_go(before)
        self._notes_left_out = found.notes_left_out
        self.notes.setVisible(found.notes_left_out > 0)
        self.notes.setText(f"Tampilkan {texts.number(found.notes_left_out)} catatan")
        here = self.table.current_id()
        self._show_all()
        editor = self.panel.editor
        is_typing = editor is not None and editor.hasFocus() and editor.isModified()
        self.table.blockSignals(is_typing)  # what is being typed stays in its box
        is_there = self.table.go_to(here)
        self.table.blockSignals(False)
        if not is_there:
            self._go_to_first()
        self._go_to_subject()
        if self.isVisible() and not self.panel.isAncestorOf(self.focusWidget() or self.table):
            self.table.setFocus()

    def open_fixes(self) -> None:
        """Mend all of the list that are like the finding under the cursor."""
        one = self._by_key.get(self.table.current_id())
        if one is None or not self.desk.may(Action.CORRECT):
            return
        shown = [self._by_key[key] for key in self.model.ids if key in self._by_key]
        self.at_once.fix(one, shown)

    def _on_check_ended(self) -> None:
        self.at_once.offer_unfix()
        self.check.setEnabled(True)

    def _show_all(self) -> None:
        """Show the list and the counts of its facets, or what stands in its place."""
        self._by_key = {one.key: one for one in self._all}
        if not self._all and not self._notes_left_out:
            is_empty = count_workers(self.office, WorkerFilter()) == 0
            self.stack.setCurrentWidget(self._empty if is_empty else self._clean)
            self.say_under_title("")
            return
        self.stack.setCurrentWidget(self._full)
        self._kinds = Counter(one.kind for one in self._all)
        counts = Counter({Severity.NOTES: self._notes_left_out})
        for kind, number in self._kinds.items():
            counts[kind.severity] += number
        told = [f"{texts.number(counts[one])} {SEVERITY_LABELS[one].lower()}" for one in Severity if counts[one]]
        self.say_under_title(", ".join(told))
        self.facets.offer(self._kinds)
        self.at_once.narrow(self.facets.choice())
        self._give_columns_room()
        shown = [one.key for one in self.facets.let_through(self._all, self._kinds)]
        self.model.set_ids(shown)
        self.table.setVisible(bool(shown))
        self.none_left.setVisible(not shown)
        self.panel.setVisible(bool(shown))

    def _village_words(self, code: str) -> str:
        return self.office.printed(code) if code else "Belum diisi"

    def village_of(self, one: OpenFinding) -> str:
        """The village as the list shows it."""
        return self._village_words(one.kind.village_code)

    def _fetch(self, keys: Sequence[str]) -> Sequence[OpenFinding]:
        return [self._by_key[key] for key in keys if key in self._by_key]

    def _on_facet(self) -> None:
        self._show_all()
        self._go_to_first()

    def _go_to_first(self) -> None:
        if self.model.ids:
            self.table.go_to(self.model.ids[0])

    def _go_to_subject(self) -> None:
        subject, self._subject = self._subject, None
        if subject is None or not self._all:
            return
        own = next((one for one in self._all if one.finding.worker_id == subject), None)
        self.facets.choose_subject(subject, self._kinds)
        self._show_all()
        if own is None or not self.table.go_to(own.key):
            self._go_to_first()

    def _on_moved(self, key: str) -> None:
        one = self._by_key.get(key)
        if one is None:
            return
        found = workers_by_id(self.office, [one.finding.worker_id])
        self.panel.setVisible(bool(found))
        if found:
            self.panel.show_finding(one.finding, found[0])

    def _on_opened(self, _key: str) -> None:
        self.panel.mend()

    def _to_list(self) -> None:
        self.table.setFocus()

    def _on_saved(self, read: Reading) -> None:
        finding, record = self.panel.finding, self.panel.record
        if finding is None or record is None or self._is_own_change:
            return
        field = self.panel.field
        is_same = _blank_as_none(read.value) == _blank_as_none(getattr(record.worker, field))
        if is_same and read.unread == record.worker.unread.get(field, ""):
            self._goes_on_in_field = True
            self.next()
            self._goes_on_in_field = False
            return
        known = [one for one in self._all if one.finding.code in SHARED]
        work = partial(mend_field, self.office, finding.worker_id, field, read.value, unread=read.unread, known=known)
        self._begin_own_change()
        job = self.desk.start(f"Menyimpan {record.worker.full_name}", work, self._on_mended)
        job.ended.connect(self._on_own_change_ended)

    def _ask_reason(self) -> None:
        """Open the box for the reason, or say why there is none."""
        self.panel.ask_reason()
        if self.panel.finding is not None and not self.panel.is_asking:
            fix = "Perbaiki isinya, atau putuskan di Kembar; hanya peringatan yang bisa dipastikan."
            self.desk.say("Temuan ini tidak bisa dipastikan benar.", State.NOTE, fix)

    def _on_confirmed(self, reason: str) -> None:
        finding = self.panel.finding
        if finding is None or self._is_own_change:
            return
        self._begin_own_change()
        work = partial(confirm_warning, self.office, finding.worker_id, finding.code, reason)
        job = self.desk.do("Mencatat alasan", work, self._on_kept)
        job.ended.connect(self._on_own_change_ended)

    def _begin_own_change(self) -> None:
        self._is_own_change = True
        editor = self.panel.editor
        self._goes_on_in_field = editor is not None and editor.hasFocus()

    def _on_mended(self, outcome: tuple[Change, Mended]) -> None:
        finding = self.panel.finding
        _, mended = outcome
        judged = set(mended.worker_ids)
        rest = [one for one in self._all if one.finding.worker_id not in judged]
        for one in mended.findings:
            insort(rest, one, key=in_order)
        still = None
        if finding is not None:
            still = next(
                (one for one in mended.findings if _still_blocks(one, finding.worker_id, self.panel.field)), None
            )
        self._replace(rest, still.key if still else "")

    def _on_kept(self, _change: Change) -> None:
        here = self.table.current_id()
        self._replace([one for one in self._all if one.key != here], "")

    def _replace(self, found: list[OpenFinding], wanted: str) -> None:
        """Show the list as it is after a change, on ``wanted`` or else on the next finding that is still there."""
        ids = list(self.model.ids)
        at = max(self.table.currentIndex().row(), 0)
        here = self.table.current_id()
        self._all = found
        self._show_all()
        left = set(self.model.ids)
        after = [key for key in ids[at:] if key in left and key != here] + [key for key in ids[:at] if key in left]
        goal = wanted if wanted in left else next(iter(after), here)
        if self._all:
            self._go_on(goal)

    def _on_own_change_ended(self) -> None:
        self._is_own_change = False
        self._goes_on_in_field = False

    def _on_changed(self, change: Change) -> None:
        if self._is_own_change:
            # Judged again already, that worker only; the whole check comes when the page is next shown.
            self.is_stale = True
            return
        super()._on_changed(change)


def _blank_as_none(value: object) -> object:
    return None if value == "" else value


def _still_blocks(one: OpenFinding, worker_id: str, field: str) -> bool:
    finding = one.finding
    return finding.worker_id == worker_id and finding.field == field and finding.severity is Severity.BLOCKS


def _columns(page: FindingsPage) -> Sequence[Column[OpenFinding]]:
    return (
        Column("name", "Pekerja", lambda one: one.full_name or "Tanpa nama", 18, state=_state_of_row),
        Column("trouble", "Temuan", lambda one: trouble_words(one.finding.code), 25),
        Column("village", "Desa/kelurahan", page.village_of, 10),
    )


def _state_of_row(one: OpenFinding) -> State:
    return state_of(one.finding.severity)
