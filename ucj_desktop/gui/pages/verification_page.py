"""Verifikasi: the villages with their rounds, keying in verdicts, and the minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.loan import Loan
from ucj_desktop.domain.meeting import Meeting
from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import Step
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.pages.candidates_dialog import CandidatesDialog
from ucj_desktop.gui.pages.keying_view import KeyingView
from ucj_desktop.gui.pages.laptop_menu import LaptopMenu
from ucj_desktop.gui.pages.meeting_door import MeetingDoor
from ucj_desktop.gui.pages.minutes_dialogs import CloseMinutesDialog, ReopenDialog
from ucj_desktop.gui.pages.minutes_view import MinutesView
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.pages.round_dialogs import ChangeRoundDialog, OpenRoundDialog, SkippedDialog
from ucj_desktop.gui.pages.ruling_view import RulingView
from ucj_desktop.gui.pages.take_assignment_dialog import TakeAssignmentDialog
from ucj_desktop.gui.pages.village_panel import WIDTH as PANEL_WIDTH
from ucj_desktop.gui.pages.village_panel import VillagePanel, deadline_state, deadline_words
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless, icon_button
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.gui.widgets.stage_bar import GroupLegend, StageBarDelegate, stage_words
from ucj_desktop.services.handoff.lend_laptop import list_loans
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.rounds.field_form_sheet import write_field_form
from ucj_desktop.services.rounds.find_minutes import list_minutes
from ucj_desktop.services.rounds.meetings import open_meetings
from ucj_desktop.services.rounds.rounds import close_round
from ucj_desktop.services.rounds.rulings_from_sheet import SheetRuled, SkippedRow, rule_from_sheet
from ucj_desktop.services.rounds.village_progress import VillageProgress, count_without_village, village_progress

_NARROW_PANEL, _NARROW = 248, 1000  # pixels


@dataclass(frozen=True, slots=True)
class _Found:
    """What the page shows, read at once."""

    villages: Sequence[VillageProgress]
    minutes: Sequence[Minutes]
    meetings: Sequence[Meeting]  # that go on
    without_village: int
    loans: Sequence[Loan]  # of laptops, the newest first


def _read(office: Office, progress: Progress = SILENT) -> _Found:
    del progress  # counts by indexes: nothing to cancel
    return _Found(
        village_progress(office),
        list_minutes(office),
        open_meetings(office),
        count_without_village(office),
        list_loans(office),
    )


class VerificationPage(Page):
    """Two lists (villages, minutes) and, over them, the list in which verdicts are keyed."""

    title = "Verifikasi"
    code = "verification"
    concerns = (
        Touched.WORKERS | Touched.VERDICTS | Touched.ROUNDS | Touched.MINUTES | Touched.SETTINGS | Touched.SECOND_KEYING
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.villages: Mapping[str, VillageProgress] = {}
        self.dialog: Asking | None = None
        self.candidates: CandidatesDialog | None = None
        self._skipped: Sequence[SkippedRow] = ()
        self._subject: object = None
        self._keying: KeyingView | None = None
        self.model: RowsModel[VillageProgress] = RowsModel(
            _village_columns(), self._villages_of, lambda one: one.village_code, self
        )
        self.table = RowTable(self.model, keeps_to_room=True)
        self.table.setAccessibleName("Putaran tiap desa")
        self.table.setItemDelegateForColumn(4, StageBarDelegate(self._stages_at, self.table))
        self.minutes_view = MinutesView(desk)
        self.panel = VillagePanel(self)
        self.ruling = RulingView(desk)
        self.bar = SentenceBar()
        self.without_village = SentenceBar(closable=False)
        self.away = SentenceBar(closable=False)
        self.laptop = LaptopMenu(desk, self)
        self.door = MeetingDoor(desk, self)
        self.tabs = QTabWidget()
        self.read = button("Baca dari Excel", self.choose_sheet, icon="table")
        self.assigned = icon_button("tray", "Baca penugasan dari kabupaten", self.take_assignment)
        self.open = button("Buka putaran", self.open_rounds, icon="play", key="Ctrl+N")
        self.close_minutes_button = button("Tutup berita acara", self.close_minutes, icon="lock", kind="primary")
        self.empty = EmptyPage(
            "circle-wavy-check",
            "Belum ada yang diverifikasi",
            "Desa dan putarannya tampil di sini. Masukkan atau impor pekerja dulu, lalu buka putaran tiap desa.",
            ("Ke halaman Impor", partial(desk.go, "import")),
            ("Baca penugasan kabupaten", self.take_assignment) if desk.may(Action.OPEN_ROUND) else None,
        )
        self._lay_out()
        self._connect()

    def take_assignment(self) -> None:
        """What the district asks for: looked into, then taken in."""
        TakeAssignmentDialog(self.desk, self.window()).open()

    def _lay_out(self) -> None:
        self.subtitle.setWordWrap(True)
        hide_unless(self.desk.may(Action.VERIFY), self.read)
        hide_unless(self.desk.may(Action.OPEN_ROUND), self.open, self.assigned)
        hide_unless(self.desk.may(Action.CLOSE_MINUTES), self.close_minutes_button)
        hide_unless(self.desk.may(Action.OPEN_ROUND) or self.office.loan is not None, self.laptop.button)
        corner = QWidget()  # the head of the page has no room for them in a small window
        beside = QHBoxLayout(corner)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.laptop.button)
        beside.addWidget(self.assigned)
        self.tabs.setCornerWidget(corner)
        for one in (self.read, self.open, self.close_minutes_button):
            self.actions_row.addWidget(one)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 3)
        left = QVBoxLayout()
        left.setSpacing(look.GRID * 2)
        left.addWidget(self.door.bar)
        left.addWidget(self.away)
        left.addWidget(self.without_village)
        left.addWidget(self.table, 1)
        left.addWidget(GroupLegend())
        across.addLayout(left, 1)
        across.addWidget(self.panel)
        self.tabs.setDocumentMode(True)
        first = QWidget()
        across.setContentsMargins(0, look.GRID * 3, 0, 0)
        first.setLayout(across)
        self.tabs.addTab(first, "Desa")
        self.tabs.addTab(self.minutes_view, "Berita acara")
        self._keying_tab = QWidget()
        self.tabs.addTab(self._keying_tab, "Ketik ulang")
        self.views = QStackedWidget()
        for view in (self.tabs, self.ruling, self.empty):
            self.views.addWidget(view)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.views, 1)

    @property
    def keying(self) -> KeyingView:
        """The second keying; made when it is first looked at, so that the page opens sooner."""
        if self._keying is None:
            self._keying = KeyingView(self.desk)
            down = QVBoxLayout(self._keying_tab)
            down.setContentsMargins(0, look.GRID * 3, 0, 0)
            down.addWidget(self._keying)
            self._keying.reload()
        return self._keying

    @property
    def is_in_meeting(self) -> bool:
        return self.door.made is not None and self.views.currentWidget() is self.door.made

    def _on_tab(self, _place: int) -> None:
        if self.tabs.currentWidget() is self._keying_tab:
            self.keying.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the list keeps its room; a quota stands in the panel, too."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        self.panel.setFixedWidth(_NARROW_PANEL if is_narrow else PANEL_WIDTH)
        self.table.setColumnHidden(2, is_narrow)
        self.table.fit_columns()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.table.went_to.connect(self._show_village)
        self.table.went_to.connect(self.laptop.stand_at)
        self.table.opened.connect(self._on_opened)
        self.minutes_view.reopen_wanted.connect(self.reopen_minutes)
        self.ruling.left.connect(self.show_villages)
        self.door.entered.connect(self._enter_meeting)
        self.door.left.connect(self.show_villages)
        self.ruling.sheet_wanted.connect(self.choose_sheet_for)
        QShortcut(QKeySequence("Ctrl+Return"), self.table).activated.connect(self.validate)

    def reload(self) -> None:
        """Villages and minutes anew; the list under the keys keeps its place."""
        if self.views.currentWidget() in (self.ruling, self.door.made):
            self.door.view.refresh() if self.is_in_meeting else self.ruling.refresh()
            self.is_stale = True  # the villages behind it are read when they come to the front
            return
        if self._keying is not None:
            self._keying.reload()
        if not self.desk.is_closed:
            self.desk.read(partial(_read, self.office), self._on_read)

    def _on_read(self, found: _Found) -> None:
        if self.views.currentWidget() in (self.ruling, self.door.made):  # opened meanwhile
            self.is_stale = True
            return
        here = self.table.current_id()
        self.villages = {one.village_code: one for one in found.villages}
        self.model.set_ids(list(self.villages))
        if self.villages and not self.table.go_to(here):
            self.table.go_to(next(iter(self.villages)))
        self.minutes_view.show_minutes(found.minutes)
        self.tabs.setTabText(1, f"Berita acara ({len(found.minutes)})" if found.minutes else "Berita acara")
        self.door.show_meetings(found.meetings)
        self._show_village(self.table.current_id())
        self._say_without_village(found.without_village)
        self.laptop.tell(sorted(self.villages), found.loans)
        self.away.say(
            State.WARNS, self.laptop.words(), "Catat hasil desa itu di laptop; di sini bisa bertabrakan dengannya."
        )
        self._say_counts()
        self._go_to_subject()

    def _say_counts(self) -> None:
        people = sum(one.total for one in self.villages.values())
        has_something = people > 0 or any(one.round for one in self.villages.values())
        self.views.setCurrentWidget(self.tabs if has_something else self.empty)
        waiting = sum(one.waiting for one in self.villages.values())
        ready = sum(sum(one.to_minute.values()) for one in self.villages.values())
        allow_unless("" if ready else "Belum ada pekerja yang tervalidasi.", self.close_minutes_button)
        told = f"{texts.counted(waiting, 'pekerja')} menunggu verifikasi, {texts.number(ready)} siap berita acara"
        self.say_under_title(told if has_something else "")

    def _say_without_village(self, number: int) -> None:
        what = f"{texts.counted(number, 'pekerja')} belum punya desa, jadi tidak ada di daftar ini." if number else ""
        fix = "Isi desanya dulu; sesudah itu mereka ikut diverifikasi."
        self.without_village.say(State.WARNS, what, fix, ("Buka Temuan", partial(self.desk.go, "findings", "")))

    def first_field(self) -> QWidget | None:
        if self.is_in_meeting:
            return self.door.view.front
        return self.ruling.table if self.views.currentWidget() is self.ruling else self.table

    def show_subject(self, subject: Any) -> None:
        """A village to put the cursor on, a step of the first village that waits for it, "minutes", "keying", or a
        meeting that goes on as "meeting:" with its id.
        """
        self._subject = subject
        self.show_villages()

    def _go_to_subject(self) -> None:
        subject, self._subject = self._subject, None
        if not self.isVisible():
            return
        if subject == "minutes":
            self.close_minutes()
        elif subject == "keying":
            self.tabs.setCurrentIndex(2)
        elif isinstance(subject, Step):
            self.rule(self._first_waiting(subject), subject)
        elif isinstance(subject, str) and subject.startswith("meeting:"):
            self.door.resume_named(subject.removeprefix("meeting:"))
        elif isinstance(subject, str):
            self.table.go_to(subject)

    def _first_waiting(self, step: Step) -> str:
        stage = Stage.VERIFIED
        waits = (
            one for one in self.villages.values() if (one.waiting if step is Step.VERIFY else one.by_stage.get(stage))
        )
        return next((one.village_code for one in waits), "")

    def show_villages(self) -> None:
        """Back from the keys."""
        self.views.setCurrentWidget(self.tabs)
        self._show_head(True)
        self.is_stale = True
        self.show_page()
        self.table.setFocus()

    def _show_head(self, shown: bool) -> None:
        self.heading.setVisible(shown)
        self.subtitle.setVisible(shown and bool(self.subtitle.text()))
        self.read.setVisible(shown and self.desk.may(Action.VERIFY))
        self.open.setVisible(shown and self.desk.may(Action.OPEN_ROUND))
        self.close_minutes_button.setVisible(shown and self.desk.may(Action.CLOSE_MINUTES))

    def verify(self) -> None:
        self.rule(self.table.current_id(), Step.VERIFY)

    def validate(self) -> None:
        self.rule(self.table.current_id(), Step.VALIDATE)

    def rule(self, village_code: str, step: Step) -> None:
        """Open the keys for a village."""
        wanted = Action.VERIFY if step is Step.VERIFY else Action.VALIDATE
        if not village_code or not self.desk.may(wanted):
            return
        self.bar.clear()
        self._show_head(False)
        self.views.setCurrentWidget(self.ruling)
        self.ruling.begin(village_code, step)

    def start_meeting(self) -> None:
        """The meeting of the village under the cursor."""
        self.door.start(list(self.villages.values()), self.table.current_id())

    def _enter_meeting(self) -> None:
        self.bar.clear()
        self._show_head(False)
        self.views.addWidget(self.door.view)  # again does nothing
        self.views.setCurrentWidget(self.door.view)

    def _on_opened(self, village_code: str) -> None:
        self.rule(village_code, Step.VERIFY if self.desk.may(Action.VERIFY) else Step.VALIDATE)

    def open_rounds(self) -> None:
        """The dialog, with the village under the cursor ticked."""
        without = [one for one in self.villages.values() if one.round is None]
        if not without:
            self.bar.say(State.NOTE, "Semua desa sudah punya putaran yang terbuka.")
            return
        self._ask(OpenRoundDialog(self.desk, without, self.table.current_id(), self))

    def change_round(self) -> None:
        """Quota, deadline, source and team of the round of the village under the cursor."""
        current = self.villages.get(self.table.current_id())
        if current is not None and current.round is not None:
            self._ask(ChangeRoundDialog(self.desk, current.village_name, current.round, self))

    def show_candidates(self) -> None:
        """Who waits for a place in that round."""
        current = self.villages.get(self.table.current_id())
        if current is not None and current.round is not None:
            dialog = CandidatesDialog(self.desk, current.round.round_id, current.village_name, self)
            self.candidates = dialog
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def close_round(self) -> None:
        """Close the round of the village under the cursor; a new one can be opened at any time."""
        current = self.villages.get(self.table.current_id())
        if current is not None and current.round is not None:
            self.desk.start("Menutup putaran", partial(_close_round, self.office, current.round.round_id))

    def print_form(self) -> None:
        self.desk.go("letters", Asked(report="FORM", village_code=self.table.current_id()))

    def save_form(self) -> None:
        """Where the form of the village goes as a workbook; it is read back by "Baca dari Excel"."""
        village = self.table.current_id()
        name = f"Formulir {self.office.printed(village)}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan formulir", name, "Excel (*.xlsx)")
        if chosen:
            self.save_form_to(Path(chosen))

    def save_form_to(self, path: Path) -> None:
        work = partial(_write_form, self.office, path, self.table.current_id())
        self.desk.start("Menulis formulir", work)

    def print_what_is_meant(self) -> bool:
        if self.tabs.currentIndex() == 1 and self.minutes_view.minutes:
            if not self.minutes_view.may_print:
                return False
            self.minutes_view.print_minutes()
        else:
            self.print_form()
        return True

    def choose_sheet(self) -> None:
        self.choose_sheet_for(Step.VERIFY)

    def choose_sheet_for(self, step: Step) -> None:
        """Which file brings the results."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Berkas hasil", "", "Excel dan CSV (*.xlsx *.xls *.ods *.csv)")
        if chosen:
            self.read_sheet(Path(chosen), step)

    def read_sheet(self, path: Path, step: Step = Step.VERIFY, *, replace_others: bool = False) -> None:
        """Record the results of a sheet; what is skipped can be looked at."""
        self._read_again = partial(self.read_sheet, path, step, replace_others=True)
        work = partial(rule_from_sheet, self.office, step, path, replace_others=replace_others)
        self.desk.start(f"Membaca hasil dari {path.name}", work, self._on_sheet_read)

    def _on_sheet_read(self, ruled: SheetRuled) -> None:
        self._skipped = ruled.skipped
        self.desk.changes.announce(ruled.change)
        bar = self.ruling.bar if self.views.currentWidget() is self.ruling else self.bar
        what = f"{texts.counted(ruled.done, 'hasil')} dicatat, {texts.number(len(ruled.skipped))} dilewati."
        if ruled.others:
            what += f" {texts.number(ruled.others)} di antaranya sudah punya hasil lain."
        press = ("Lihat yang dilewati", self.show_skipped) if ruled.skipped else None
        bar.say(State.WARNS if ruled.skipped else State.GOOD, what, press=press)

    def show_skipped(self) -> None:
        dialog = SkippedDialog(self._skipped, self)
        dialog.replace_asked.connect(self._read_again)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def close_minutes(self) -> None:
        """The dialog that counts what will be frozen."""
        if any(one.to_minute for one in self.villages.values()):
            self._ask(CloseMinutesDialog(self.desk, list(self.villages.values()), "", self))

    def reopen_minutes(self, chosen: Minutes) -> None:
        self._ask(ReopenDialog(self.desk, chosen, self))

    def _ask(self, dialog: Asking) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_village(self, code: str) -> None:
        if code in self.villages:
            goes_on = self.door.of_village(code) is not None
            self.panel.show_village(self.villages[code], has_meeting=goes_on)

    def _villages_of(self, codes: Sequence[str]) -> Sequence[VillageProgress]:
        return [self.villages[code] for code in codes if code in self.villages]

    def _stages_at(self, row: int) -> Mapping[Stage, int]:
        one = self.model.row_at(row)
        return one.by_stage if one is not None else {}


def _village_columns() -> list[Column[VillageProgress]]:
    return [
        Column("village", "Desa/kelurahan", lambda one: one.village_name, 19),
        Column("deadline", "Batas waktu", deadline_words, 19, state=lambda one: deadline_state(one.days_left)),
        Column("quota", "Kuota", _quota, 5, is_number=True),
        Column("workers", "Pekerja", lambda one: texts.number(one.total), 6, is_number=True),
        Column("stages", "Sejauh mana", lambda one: stage_words(one.by_stage), 24),
    ]


def _quota(one: VillageProgress) -> str:
    return texts.number(one.round.quota) if one.round and one.round.quota is not None else "-"


def _write_form(office: Office, path: Path, village_code: str, progress: Progress = SILENT) -> Change:
    return write_field_form(office, path, village_code, progress=progress).change


def _close_round(office: Office, round_id: str, progress: Progress = SILENT) -> Change:
    del progress
    return close_round(office, round_id)
