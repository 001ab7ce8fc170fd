"""Riwayat: the journal in sentences, who did what and when, and whether it is whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.pages.subject_dialogs import CodeDialog, SubjectDialog
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.editors import DateBox
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.history_panel import HistoryPanel
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.search_box import FilterChip, SearchBox
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.care.history import (
    KIND_LABELS,
    HistoryFilter,
    HistoryLine,
    history_lines,
    history_numbers,
    verify_journal,
    who_did_something,
)
from ucj_desktop.services.office import Office

_DAYS: Mapping[str, str] = {
    "today": "Hari ini",
    "yesterday": "Kemarin",
    "week": "7 hari terakhir",
    "month": "30 hari terakhir",
}


@dataclass(frozen=True, slots=True)
class _Found:
    numbers: Sequence[int]
    people: Mapping[str, str]


class HistoryPage(Page):
    """``show_subject`` takes a worker's id: what was done to that worker."""

    title = "Riwayat"
    code = "history"
    concerns = Touched.EVERYTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.wanted = HistoryFilter()
        self.model: RowsModel[HistoryLine] = RowsModel(_COLUMNS, self._fetch, lambda one: str(one.n), self)
        self.table = RowTable(self.model, "history", keeps_to_room=True)
        self.table.setAccessibleName("Riwayat")
        self.panel = HistoryPanel(desk)
        self.search = SearchBox("Cari nama pekerja atau NIK")
        self.person, self.kind = FilterChip("Petugas"), FilterChip("Jenis")
        self.days, self.day = FilterChip("Waktu", "Kapan saja"), DateBox(self.office.today())
        self.clear = button("Hapus saringan", self.clear_filters, icon="x", kind="plain")
        self.verify = button(
            "Periksa jurnal",
            self.verify_whole,
            icon="shield-check",
            tip="Memastikan tidak ada catatan yang diubah, dihapus, atau ditukar urutannya",
        )
        self.code_of_paper = button(
            "Cocokkan kode jurnal",
            self.ask_code,
            icon="magnifying-glass",
            tip="Membandingkan kode 16 tanda dari sebuah surat dengan jurnal ini",
        )
        self.rights = button(
            "Hak subjek data",
            self.show_rights,
            icon="user",
            tip="Permintaan orang atas datanya sendiri: dicatat, dijawab, dicetak, dihapus",
        )
        self.result = SentenceBar()
        self.stack = QStackedWidget()
        self.none = EmptyPage(
            "magnifying-glass",
            "Tidak ada catatan yang cocok",
            "Ubah saringannya: petugas, jenis, waktu, atau nama pekerja.",
            ("Hapus saringan", self.clear_filters),
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for press in (self.rights, self.code_of_paper, self.verify):
            self.actions_row.addWidget(press)
        # Hidden, or let be: what is shown before it stands in the page is a window of its own and takes the keys away.
        if not self.desk.may(Action.SERVE_SUBJECT):
            self.rights.hide()
        self.search.setFixedWidth(260)
        if not self.desk.may(Action.LOOK):
            self.search.hide()
        self.day.setPlaceholderText("Tanggal hh-bb-tttt")
        self.day.setAccessibleName("Tanggal")
        self.day.setFixedWidth(152)
        self.kind.offer(KIND_LABELS)
        self.days.offer(_DAYS)
        filters = QHBoxLayout()
        filters.setSpacing(look.GRID * 2)
        for one in (self.search, self.person, self.kind, self.days, self.day, self.clear):
            filters.addWidget(one)
        filters.addStretch(1)
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.GRID * 3)
        across.addWidget(self.table, 1)
        across.addWidget(self.panel)
        self.stack.addWidget(whole)
        self.stack.addWidget(self.none)
        self.body.addLayout(filters)
        self.body.addWidget(self.result)
        self.body.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.search.searched.connect(self._on_searched)
        self.search.left_downwards.connect(self.table.setFocus)
        self.person.chosen.connect(self._on_person)
        self.kind.chosen.connect(self._on_kind)
        self.days.chosen.connect(self._on_days)
        self.day.left.connect(self._on_day)
        self.day.wants_next.connect(self._on_day)
        self.table.went_to.connect(self._on_moved)
        self.table.opened.connect(self.panel.open_worker)
        self.panel.only_wanted.connect(self.show_subject)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)

    def reload(self) -> None:
        work = partial(_find, self.office, self.wanted)
        self.desk.read(work, self._on_found)

    def show_subject(self, subject: object) -> None:
        if isinstance(subject, str) and subject:
            self._reset()
            self._narrow(HistoryFilter(worker_id=subject))

    def first_field(self) -> QWidget | None:
        return self.table

    def clear_filters(self) -> None:
        self._reset()
        self._narrow(HistoryFilter())

    def verify_whole(self) -> None:
        """Check the chain of all rows."""
        self.verify.setEnabled(False)
        job = self.desk.start("Memeriksa jurnal", partial(_verified, self.office), self._on_verified)
        job.ended.connect(self._on_verify_ended)

    def ask_code(self) -> None:
        """Compare the code of a paper with the journal; the checkpoints of the last days stand beside."""
        CodeDialog(self.desk, self).open()

    def show_rights(self) -> None:
        """What people ask about their own data."""
        SubjectDialog(self.desk, self).open()

    def _reset(self) -> None:
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.day.clear()
        for chip in (self.person, self.kind, self.days):
            chip.choose(None)

    def _narrow(self, wanted: HistoryFilter) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self.reload()
        self.clear.setVisible(wanted != HistoryFilter())

    def _fetch(self, ids: Sequence[str]) -> Sequence[HistoryLine]:
        return history_lines(self.office, [int(one) for one in ids])

    def _on_found(self, found: _Found) -> None:
        self.person.offer(found.people)
        here = self.table.current_id()
        self.model.set_ids([str(one) for one in found.numbers])
        self.clear.setVisible(self.wanted != HistoryFilter())
        self.stack.setCurrentIndex(0 if found.numbers else 1)
        words = texts.counted(len(found.numbers), "catatan")
        self.say_under_title(words if self.wanted == HistoryFilter() else f"{words} yang cocok dengan saringan")
        if not self.table.go_to(here) and self.model.ids:
            self.table.go_to(self.model.ids[0])
        if self.isVisible() and self.focusWidget() is None:
            self.table.setFocus()

    def _on_searched(self, text: str) -> None:
        self._narrow(replace(self.wanted, worker_text=text, worker_id=""))

    def _on_person(self, key: object) -> None:
        self._narrow(replace(self.wanted, account_id=str(key or "")))

    def _on_kind(self, key: object) -> None:
        self._narrow(replace(self.wanted, kind=str(key or "")))

    def _on_days(self, key: object) -> None:
        self.day.clear()
        first, last = _between(str(key or ""), self.office.today())
        self._narrow(replace(self.wanted, first_day=first, last_day=last))

    def _on_day(self) -> None:
        read = self.day.reading()
        if read.unread:
            self.result.say(State.WARNS, f"Tanggal {read.unread} tidak terbaca.", "Tulis seperti 22-11-2026.")
            return
        if read.value is None and self.days.value is not None:
            return
        self.days.choose(None)
        self._narrow(replace(self.wanted, first_day=read.value, last_day=read.value))

    def _on_moved(self, key: str) -> None:
        row = self.model.row_at(self.model.position_of(key) or 0) if key else None
        self.panel.show_line(row)

    def _on_verified(self, told: tuple[State, str, str]) -> None:
        self.result.say(*told)

    def _on_verify_ended(self) -> None:
        self.verify.setEnabled(True)


def _find(office: Office, wanted: HistoryFilter, progress: Progress = SILENT) -> _Found:
    del progress
    return _Found(history_numbers(office, wanted), who_did_something(office))


def _verified(office: Office, progress: Progress = SILENT) -> tuple[State, str, str]:
    found = verify_journal(office, progress)
    rows = texts.number(found.rows)
    if found.first_bad is None:
        return State.GOOD, f"Jurnal utuh: {rows} catatan, tidak ada yang diubah, dihapus, atau ditukar.", ""
    number, kind = found.first_bad
    return (
        State.BLOCKS,
        f"Jurnal rusak di catatan nomor {texts.number(number)}: {kind}.",
        "Jangan hapus apa pun. Buat cadangan sekarang dan laporkan ke kepala kantor.",
    )


def _between(key: str, today: date) -> tuple[date | None, date | None]:
    """The first and the last day that a choice of time stands for."""
    yesterday = today - timedelta(days=1)
    return {
        "today": (today, today),
        "yesterday": (yesterday, yesterday),
        "week": (today - timedelta(days=6), today),
        "month": (today - timedelta(days=29), today),
    }.get(key, (None, None))


_COLUMNS: Sequence[Column[HistoryLine]] = (
    Column("at", "Waktu", lambda one: texts.moment(one.at), 15),
    Column("who", "Petugas", lambda one: one.who, 14),
    Column("sentence", "Apa yang dilakukan", lambda one: one.sentence, 46),
    Column("subject_name", "Pekerja", lambda one: one.subject_name, 18),
)
