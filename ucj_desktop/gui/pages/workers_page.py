"""Pekerja: the list of everyone, search and filters, the worker at the right, and the entry form."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.rules import SEVERITY_LABELS, Severity
from ucj_desktop.domain.rules.words import trouble_words
from ucj_desktop.domain.stage import STAGE_LABELS, Stage
from ucj_desktop.domain.standing import Order, WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import VERDICT_LABELS, Verdict
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.jobs import Job
from ucj_desktop.gui.models.rows_model import RowsModel
from ucj_desktop.gui.pages.entry_view import EntryView
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.pages.worker_list import ListRead, read_counts, read_first, read_whole, worker_columns
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.search_box import FilterChip, SearchBox
from ucj_desktop.gui.widgets.worker_panel import WorkerPanel
from ucj_desktop.services.collect.list_workers import (
    Counted,
    open_worker,
    workers_by_id,
)
from ucj_desktop.services.paper.export_list import ExportedList, export_list

_CLEAR = "Hapus saringan"
_NARROW = 1000  # pixels of the page: the search stands beside the title, so that the chips have a line of their own
_ORDERS = {"full_name": Order.NAME, "nik": Order.NIK, "village_code": Order.VILLAGE}
_COLUMNS = {order: column for column, order in _ORDERS.items()}


class WorkersPage(Page):
    """The list, and over it the entry form."""

    shown = Signal()  # the list is there
    title = "Pekerja"
    code = "workers"
    concerns = Touched.WORKERS | Touched.FINDINGS | Touched.VERDICTS | Touched.MINUTES | Touched.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.wanted = WorkerFilter()
        self._goal = ""
        self.model: RowsModel[WorkerRecord] = RowsModel(
            worker_columns(self.office), partial(workers_by_id, self.office), lambda one: one.worker.worker_id, self
        )
        self.table = RowTable(self.model, "workers")
        self.table.setAccessibleName("Daftar pekerja")
        self.panel = WorkerPanel(desk)
        self.search = SearchBox("Cari nama, NIK, atau KK")
        self.village, self.stage = FilterChip("Desa"), FilterChip("Tahap")
        self.verdict, self.found = FilterChip("Hasil"), FilterChip("Temuan")
        self.source = FilterChip("Sumber")
        self.without_nik = FilterChip("NIK")
        self._reading: list[Job] = []
        self._first_wanted: WorkerFilter | None = None  # of which the first rows are shown and the rest is awaited
        self._is_narrow = False
        self.clear = button(_CLEAR, self.clear_filters, icon="x", kind="plain", tip=_CLEAR)
        self.clear.setAccessibleName(_CLEAR)
        self.add = button("Pekerja baru", self.begin_new, icon="user-plus", kind="primary")
        self.add.setToolTip("Ctrl+N")
        self.export = button("Ekspor ke Excel", self.choose_list_file, icon="table")
        self.export.setToolTip("Daftar yang sedang tampil, dengan NIK lengkap; tercatat di riwayat")
        self.empty = EmptyPage(
            "users-three",
            "Belum ada pekerja",
            "Pekerja masuk lewat formulir ini, satu per satu, atau sekaligus dari berkas Excel di halaman Impor.",
            ("Masukkan pekerja pertama", self.begin_new) if desk.may(Action.ENTER) else None,
        )
        self.nobody = EmptyPage(
            "magnifying-glass",
            "Tidak ada yang cocok",
            "Periksa ejaannya, coba bagian lain dari nama, atau hapus saringan.",
            (_CLEAR, self.clear_filters),
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        filters = self._filters = QHBoxLayout()
        filters.setSpacing(look.GRID * 2)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(280)
        for one in (self.search, *self._chips(), self.clear):
            filters.addWidget(one)
        filters.setStretch(0, 1)
        filters.addStretch(1)
        self.clear.hide()
        self.panel.hide()
        self.actions_row.addWidget(self.export)
        self.actions_row.addWidget(self.add)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 3)
        across.addWidget(self.table, 1)
        across.addWidget(self.panel)
        shown = QWidget()
        shown.setLayout(across)
        across.setContentsMargins(0, 0, 0, 0)
        self.lists = QStackedWidget()
        for widget in (shown, self.empty, self.nobody):
            self.lists.addWidget(widget)
        self.list_view = QWidget()
        down = QVBoxLayout(self.list_view)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 3)
        down.addLayout(filters)
        down.addWidget(self.lists, 1)
        self.views = QStackedWidget()
        self.views.addWidget(self.list_view)
        self.body.addWidget(self.views, 1)
        self._show_actions()

    def _connect(self) -> None:
        self.search.searched.connect(self._on_searched)
        self.search.left_downwards.connect(self.table.setFocus)
        for chip in self._chips():
            chip.chosen.connect(self._on_filtered)
        self.table.sorted_by.connect(self._on_sorted)
        self.table.show_order("full_name", descending=False)
        self.table.went_to.connect(self._show_worker)
        self.table.opened.connect(self.correct)
        self.panel.mend_wanted.connect(self.correct)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self.begin_new)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)
        self._offer(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window search and chips do not stand in one line."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            had_focus = self.window().focusWidget() is self.search
            wide, narrow = self._filters, self.actions_row
            (wide if is_narrow else narrow).removeWidget(self.search)
            (narrow if is_narrow else wide).insertWidget(0, self.search, 1)
            self.clear.setText("" if is_narrow else _CLEAR)
            wide.setSpacing(look.GRID * (1 if is_narrow else 2))
            for chip in self._chips():
                chip.stand_short(is_short=is_narrow)
            self._show_actions()
            if had_focus:
                self.search.setFocus()

    @cached_property
    def entry(self) -> EntryView:
        """The form; made when it is asked for, so that the list need not wait for it."""
        made = EntryView(self.desk)
        self.views.addWidget(made)
        made.left.connect(self.show_list)
        made.opened.connect(self.show_subject)
        made.saved.connect(self._on_saved)
        return made

    def _chips(self) -> tuple[FilterChip, ...]:
        return self.village, self.stage, self.verdict, self.found, self.source, self.without_nik

    def reload(self) -> None:
        """Read the list anew; the cursor stays on the worker it was on, or goes to the one that is asked for."""
        self._read(first=not self.model.ids)
        self._reading.append(self.desk.read(partial(read_counts, self.office, self.desk.names), self._offer))

    def _read(self, *, first: bool) -> None:
        """The first rows at once, the whole list behind them; what was being read for another list is dropped."""
        for job in self._reading:
            job.cancel()
        self._reading = []
        names = self.desk.names
        if first:
            self._reading.append(self.desk.read(partial(read_first, names, self.wanted), self._show_first))
        whole = self.desk.read(partial(read_whole, self.office, names, self.wanted), self._show_whole)
        self._reading.append(whole)

    def _show_first(self, read: ListRead) -> None:
        if read.wanted != self.wanted or not read.ids:  # another search was typed meanwhile
            return
        self._first_wanted = read.wanted
        self._show_ids(read.ids)

    def _show_whole(self, read: ListRead) -> None:
        if read.wanted != self.wanted:
            return
        everyone, shown = read.everyone or 0, self.model.ids
        is_rest = self._first_wanted == read.wanted and list(read.ids[: len(shown)]) == list(shown)
        self._first_wanted = None
        self._say_counts(len(read.ids), everyone)
        if is_rest:
            self.model.extend_ids(read.ids)
            if self._goal:
                self._go_to_goal()
        elif read.ids:
            self._show_ids(read.ids)
        else:
            self.model.set_ids([])
            self._show_worker("")
            self.lists.setCurrentIndex(1 if everyone == 0 else 2)
        self.shown.emit()

    def _show_ids(self, ids: Sequence[str]) -> None:
        here = self._goal or self.table.current_id()
        self.model.set_ids(ids)
        self.lists.setCurrentIndex(0)
        if self.table.go_to(here):
            self._goal = ""
        else:
            self.table.go_to(ids[0])

    def _go_to_goal(self) -> None:
        self.table.go_to(self._goal)
        self._goal = ""

    def _offer(self, counted: Counted | None) -> None:
        """What the filters offer, each with how many workers it would leave; None: nothing is counted yet."""
        self.village.offer(self._villages(counted), counted.villages if counted else {})
        self.stage.offer(STAGE_LABELS, counted.stages if counted else {})
        self.verdict.offer(VERDICT_LABELS, counted.verdicts if counted else {})
        rules = {code: trouble_words(code) for code in counted.rules} if counted else {}
        kinds: dict[Any, int] = {**counted.severities, **counted.rules} if counted else {}
        choices: dict[Any, str] = {**SEVERITY_LABELS, **rules}
        self.found.offer(choices, kinds)
        sources = {one: one for one in counted.sources if one} if counted else {}
        self.source.offer(sources, counted.sources if counted else {})
        self.without_nik.offer({True: "Belum ada NIK"}, {True: counted.without_nik} if counted else {})

    def _villages(self, counted: Counted | None) -> dict[str, str]:
        """All of a kecamatan; at the district those that somebody lives in."""
        if self.office.kind is OfficeKind.SUB_DISTRICT:
            return {place.code: place.full_name for place in self.office.places.villages_of(self.office.code)}
        codes = set(counted.villages) if counted else {self.wanted.village_code}
        places = [place for code in sorted(codes - {""}) if (place := self.office.places.by_code(code))]
        return {place.code: place.full_name for place in places}

    def _say_counts(self, shown: int, everyone: int) -> None:
        told = texts.counted(everyone, "pekerja")
        self.say_under_title(told if shown == everyone else f"{texts.number(shown)} dari {told}")
        self.subtitle.setVisible(self.views.currentIndex() == 0)  # the form may have opened meanwhile
        allow_unless("" if shown else "Tidak ada pekerja dalam daftar ini.", self.export)
        self.clear.setVisible(self._is_filtered())

    def _is_filtered(self) -> bool:
        return replace(self.wanted, order=Order.NAME, descending=False) != WorkerFilter()

    def _on_searched(self, text: str) -> None:
        self._want(replace(self.wanted, text=text))

    def _on_filtered(self) -> None:
        stage, verdict, found = self.stage.value, self.verdict.value, self.found.value
        self._want(
            replace(
                self.wanted,
                village_code=str(self.village.value or ""),
                stages=(stage,) if isinstance(stage, Stage) else (),
                verdict=verdict if isinstance(verdict, Verdict) else None,
                severity=found if isinstance(found, Severity) else None,
                rule="" if found is None or isinstance(found, Severity) else str(found),
                source=str(self.source.value or ""),
                without_nik=self.without_nik.value is True,
            )
        )

    def _on_sorted(self, column: str, descending: bool) -> None:
        self.table.show_order(column, descending=descending)
        self._want(replace(self.wanted, order=_ORDERS[column], descending=descending))

    def _want(self, wanted: WorkerFilter) -> None:
        self.wanted = wanted
        self._read(first=True)

    def clear_filters(self) -> None:
        self.show_filtered(WorkerFilter())

    def show_filtered(self, wanted: WorkerFilter) -> None:
        """Show another list, as a button on Beranda asks."""
        self.wanted = wanted
        self.search.setText(wanted.text)
        self.table.show_order(_COLUMNS[wanted.order], descending=wanted.descending)
        self.village.choose(wanted.village_code or None)
        self.stage.choose(wanted.stages[0] if len(wanted.stages) == 1 else None)
        self.verdict.choose(wanted.verdict)
        self.found.choose(wanted.severity or wanted.rule or None)
        self.source.choose(wanted.source or None)
        self.without_nik.choose(True if wanted.without_nik else None)
        self.show_list()
        self.reload()

    def show_subject(self, subject: Any) -> None:
        """A filter, a worker's id to put the cursor on, "new" for an empty form, "draft" for what was typed last."""
        if isinstance(subject, WorkerFilter):
            self.show_filtered(subject)
        elif subject == "new":
            self.begin_new()
        elif subject == "draft":
            resumed = self.entry.resume()
            self._show_view(*((1, "lanjutkan ketikan") if resumed else (0, "")))
        elif isinstance(subject, str) and self.may_leave():
            self.show_list()
            if not self.table.go_to(subject):
                self._goal = subject
                self.show_filtered(WorkerFilter())

    def _show_worker(self, worker_id: str) -> None:
        record = self.model.row_at(self.table.currentIndex().row()) if worker_id else None
        self.panel.setVisible(record is not None)
        if record is not None:
            self.panel.show_worker(record)

    def begin_new(self) -> None:
        """The entry form, empty."""
        if self.desk.may(Action.ENTER) and self.may_leave():
            form = self.entry
            self._show_view(1, "pekerja baru")
            form.begin_new()

    def _on_saved(self, number: int) -> None:
        self.say_here(f"pekerja baru, {texts.number(number)} sudah disimpan")

    def correct(self, worker_id: str, field: str = "") -> None:
        """The form with a worker of the store."""
        if self.desk.may(Action.CORRECT):
            record = open_worker(self.office, worker_id).record
            form = self.entry
            self._show_view(1, "ubah data")
            form.begin_correction(record, field)

    def choose_list_file(self) -> None:
        """Where the shown list goes."""
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan daftar pekerja", "Daftar pekerja.xlsx", "Excel (*.xlsx)")
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """The list as it is filtered and ordered now."""
        work = partial(export_list, self.office, path, wanted=self.wanted)
        self.desk.start("Menulis daftar pekerja", work, self._on_exported)

    def _on_exported(self, exported: ExportedList) -> None:
        self.desk.say(f"{texts.counted(exported.rows, 'pekerja')} tertulis di {exported.path.name}.")

    def show_list(self) -> None:
        self._show_view(0, "")
        self.show_page()
        self.table.setFocus()

    def _show_view(self, position: int, here: str) -> None:
        self.views.setCurrentIndex(position)
        self.say_here(here)
        self.heading.setVisible(position == 0)
        self.subtitle.setVisible(position == 0 and bool(self.subtitle.text()))
        self._show_actions()

    def _show_actions(self) -> None:
        is_list = self.views.currentIndex() == 0
        self.search.setVisible(is_list or not self._is_narrow)
        self.add.setVisible(is_list and self.desk.may(Action.ENTER))
        may_export = self.desk.may(Action.EXPORT) and self.desk.may(Action.SHOW_FULL_NIK)
        self.export.setVisible(is_list and may_export)

    def show_page(self) -> None:
        """While the form is open the list behind it is not read again and again."""
        if self.views.currentIndex() == 0:
            super().show_page()

    def first_field(self) -> QWidget | None:
        return self.search if self.views.currentIndex() == 0 else None

    def may_leave(self) -> bool:
        return self.views.currentIndex() == 0 or self.entry.may_leave()
