"""Kuota & anggaran: funding lines and what they pay, who waits, what changed, and the decisions with their paper."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ucj_desktop.domain.budget import LineSum
from ucj_desktop.domain.budget_decision import BudgetDecision
from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.choose_printer import require_printer
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.held_rows import HeldRows
from ucj_desktop.gui.models.rows_model import RowsModel
from ucj_desktop.gui.pages.budget_dialogs import DecideDialog, DecreeDialog, PriorityDialog, decision_sentences
from ucj_desktop.gui.pages.budget_line_dialog import BudgetLineDialog, saved
from ucj_desktop.gui.pages.budget_rows import (
    AREAS,
    DECISIONS,
    LINES,
    MOVED,
    WAITING,
    PersonRow,
    moved_rows,
    waiting_rows,
)
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.print_letter import print_letter, sent_words
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.cards import FactTile
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.district.budget_outlook import AreaUse, BudgetOutlook, budget_outlook
from ucj_desktop.services.district.budget_setup import show_budget
from ucj_desktop.services.district.decide_budget import list_decisions
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.export_tables import ExportedTables, export_tables
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import print_report, register_report

_REPORT = "LAMP-SK"
_TILES = ("Diterima", "Mendapat tempat", "Menunggu", "Terpakai (Rp)", "Sisa pagu (Rp)")


class BudgetPage(Page):
    """``show_subject("decisions")`` opens the decisions."""

    title = "Kuota & anggaran"
    code = "budget"
    concerns = Touched.WORKERS | Touched.PACKAGES | Touched.SETTINGS | Touched.BUDGET | Touched.RELAY

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: BudgetOutlook | None = None
        self._sums: HeldRows[LineSum] = HeldRows()
        self._decisions: HeldRows[BudgetDecision] = HeldRows()
        self._saving = Path()
        self.tiles = {word: FactTile(word) for word in _TILES}
        self.say = SentenceBar(closable=False)
        self.decide = button("Tetapkan ...", self.ask_to_decide, icon="check-circle", kind="primary")
        self.priority = button("Urutan, kuota ...", self.ask_priority, icon="sort-ascending")
        self.add = button("Tambah pos ...", self.ask_new_line, icon="plus")
        self.change = button("Ubah pos ...", self.ask_line, icon="pencil-simple")
        self.remove = button("Hapus pos", self.remove_line, icon="trash")
        self.lines = RowTable(RowsModel(LINES, self._sums.fetch, _line_id, self), "budget_lines", keeps_to_room=True)
        self.lines.setAccessibleName("Pos anggaran")
        self.empty = EmptyPage(
            "wallet",
            "Belum ada pos anggaran",
            "Satu pos adalah satu sumber dana dengan pagu dan bulan-bulannya. Begitu ada pos, di sini terlihat siapa"
            " yang mendapat tempat, siapa menunggu, dan berapa yang terpakai.",
            ("Tambah pos ...", self.ask_new_line) if desk.may(Action.SET_BUDGET) else None,
        )
        self.first_tab = QStackedWidget()
        self._areas: HeldRows[AreaUse] = HeldRows()
        self.areas = RowTable(RowsModel(AREAS, self._areas.fetch, lambda one: one.code, self), keeps_to_room=True)
        self.areas.setAccessibleName("Kuota tiap kecamatan")
        self._waiting: HeldRows[PersonRow] = HeldRows()
        self.waiting = RowTable(RowsModel(WAITING, self._waiting.fetch, _worker_id, self), keeps_to_room=True)
        self.waiting.setAccessibleName("Daftar tunggu")
        self._moved: HeldRows[PersonRow] = HeldRows()
        self.moved_table = RowTable(RowsModel(MOVED, self._moved.fetch, _worker_id, self), keeps_to_room=True)
        self.moved_table.setAccessibleName("Yang masuk dan keluar")
        self.decisions = RowTable(
            RowsModel(DECISIONS, self._decisions.fetch, lambda one: one.decision_id, self), keeps_to_room=True
        )
        self.decisions.setAccessibleName("Keputusan")
        self.decree = button("Catat SK ...", self.ask_decree, icon="pencil-simple")
        self.print_button = button("Cetak lampiran", self.print_it, icon="printer", key="Ctrl+P")
        self.save = button("Simpan PDF", self._on_save, icon="file-pdf")
        self.export = button("Simpan ke Excel", self._on_export, icon="table")
        self.draft = button("Draf (PDF)", self._on_save_draft, icon="file-pdf")
        self.tabs = QTabWidget()
        self._lay_out()
        self.lines.went_to.connect(self._on_line)
        self.lines.opened.connect(self.ask_line)
        self.decisions.went_to.connect(self._on_decision)
        for table in (self.waiting, self.moved_table):
            table.opened.connect(partial(desk.go, "workers"))

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        self.first_tab.addWidget(self.empty)
        self.first_tab.addWidget(_part(self.lines, self.add, self.change, self.remove))
        parts = (
            (self.first_tab, "Pos anggaran"),
            (_part(self.areas), "Kecamatan"),
            (_part(self.waiting), "Menunggu"),
            (_part(self.moved_table), "Masuk dan keluar"),
            (_part(self.decisions, self.decree, self.save, self.print_button, self.export), "Penetapan"),
        )
        for part, word in parts:
            self.tabs.addTab(part, word)
        hide_unless(self.desk.may(Action.SET_BUDGET), self.add, self.change, self.remove, self.priority)
        hide_unless(self.desk.may(Action.DECIDE_BUDGET), self.decide, self.decree)
        may_print = self.desk.may(Action.PRINT) and self.desk.may(Action.SHOW_FULL_NIK)
        hide_unless(may_print, self.print_button, self.save, self.draft)
        hide_unless(may_print and self.desk.may(Action.EXPORT), self.export)
        for one in (self.priority, self.draft, self.decide):
            self.actions_row.addWidget(one)
        tiles = QHBoxLayout()
        tiles.setSpacing(look.GRID * 3)
        for tile in self.tiles.values():
            tiles.addWidget(tile)
        tiles.addStretch(1)
        self.body.addLayout(tiles)
        self.body.addWidget(self.say)
        self.body.addWidget(self.tabs, 1)

    def reload(self) -> None:
        self.desk.read(partial(_read, self.office), self.show_budget)

    def first_field(self) -> QWidget | None:
        return self.lines

    def show_subject(self, subject: object) -> None:
        self.tabs.setCurrentIndex(4 if subject == "decisions" else 0)

    def show_budget(self, read: tuple[BudgetOutlook | ClerkError, list[BudgetDecision]]) -> None:
        """Write what was reckoned; where a month has no tariff, the sentence says which; the lines can be mended."""
        found, known = read
        self.found = found if isinstance(found, BudgetOutlook) else None
        self._show_decisions(known)
        if isinstance(found, ClerkError):
            self._show_lines([LineSum(line=one, people=0, cost=0) for one in show_budget(self.office).lines])
            self.say.say(State.BLOCKS, found.what, found.fix)
            allow_unless(found.what, self.decide, self.draft)
            return
        self._show_lines(found.plan.sums)
        figures = (
            len(found.people),
            len(found.plan.places),
            len(found.plan.waiting),
            found.cost,
            found.setup.ceiling - found.cost,
        )
        for tile, figure in zip(self.tiles.values(), figures, strict=True):
            tile.show_figure(texts.number(figure))
        self._areas.refill((one.code, one) for one in found.areas)
        self.areas.rows.set_ids(list(self._areas))
        for table, held, rows in (
            (self.waiting, self._waiting, waiting_rows(self.office, found)),
            (self.moved_table, self._moved, moved_rows(self.office, found)),
        ):
            held.refill((one.worker_id, one) for one in rows)
            table.rows.set_ids(list(held))
        self.tabs.setTabText(2, _counted("Menunggu", len(self._waiting)))
        self.tabs.setTabText(3, _counted("Masuk dan keluar", len(self._moved)))
        state, what, fix = _words(found)
        self.say.say(state, what, fix)
        nobody = "" if found.plan.places else "Belum ada yang mendapat tempat."
        allow_unless(nobody or ("Sudah ditetapkan seperti ini." if found.is_decided else ""), self.decide)
        allow_unless(nobody, self.draft)

    def _show_lines(self, sums: Sequence[LineSum]) -> None:
        here = self.lines.current_id()
        self._sums.refill((_line_id(one), one) for one in sums)
        self.lines.rows.set_ids(list(self._sums))
        self.first_tab.setCurrentIndex(1 if sums else 0)
        if sums and not self.lines.go_to(here):
            self.lines.go_to(_line_id(sums[0]))
        self._on_line()

    def _show_decisions(self, known: Sequence[BudgetDecision]) -> None:
        here = self.decisions.current_id()
        self._decisions.refill((one.decision_id, one) for one in known)
        self.decisions.rows.set_ids(list(self._decisions))
        if known and not self.decisions.go_to(here):
            self.decisions.go_to(known[0].decision_id)
        self.tabs.setTabText(4, _counted("Penetapan", len(known)))
        self._on_decision()

    def _on_line(self, _: str = "") -> None:
        why = "" if self._sums.get(self.lines.current_id()) else "Pilih satu pos."
        allow_unless(why, self.change, self.remove)

    def _on_decision(self, _: str = "") -> None:
        why = "" if self._chosen() else "Belum ada penetapan."
        allow_unless(why, self.decree, self.print_button, self.save, self.export)

    def _chosen(self) -> BudgetDecision | None:
        return self._decisions.get(self.decisions.current_id())

    def ask_new_line(self) -> None:
        """A funding line more."""
        BudgetLineDialog(self.desk, show_budget(self.office), None, self.window()).open()

    def ask_line(self, _: str = "") -> None:
        """Change the line under the cursor."""
        one = self._sums.get(self.lines.current_id())
        if one is not None and self.desk.may(Action.SET_BUDGET):
            BudgetLineDialog(self.desk, show_budget(self.office), one.line, self.window()).open()

    def remove_line(self) -> None:
        """Take the line under the cursor out; Ctrl+Z brings it back."""
        chosen = self.lines.current_id()
        self.desk.start("Menghapus pos", partial(_without_line, self.office, chosen))

    def ask_priority(self) -> None:
        """Order of priority, quotas, and whether places are kept."""
        PriorityDialog(self.desk, show_budget(self.office), self.window()).open()

    def ask_to_decide(self) -> None:
        """Say what the decision will hold, then make it."""
        if self.found is not None:
            DecideDialog(self.desk, self.found, self.window()).open()

    def ask_decree(self) -> None:
        """The decree of the decision under the cursor."""
        one = self._chosen()
        if one is not None:
            DecreeDialog(self.desk, one, self.window()).open()

    @property
    def asked(self) -> Asked:
        """The paper of the decision under the cursor."""
        one = self._chosen()
        return Asked(report=_REPORT, revision=one.number if one else None)

    def save_pdf(self, path: Path, *, draft: bool = False) -> None:
        """Write the paper, keep a sealed copy, and register it."""
        asked = Asked(report=_REPORT, draft=True) if draft else self.asked
        self.desk.start("Membuat PDF", partial(print_report, self.office, asked, path))

    def save_workbook(self, path: Path) -> None:
        """Write the annex as a workbook."""
        self.desk.start("Menyimpan lampiran", partial(export_tables, self.office, self.asked, path), self._on_exported)

    def print_it(self) -> None:
        """Keep and register the paper, then ask for the printer."""
        require_printer()
        self.desk.start("Membuat PDF", partial(register_report, self.office, self.asked), self._on_registered)

    def _on_registered(self, result: tuple[bytes, Change]) -> None:
        print_letter(self.desk, result[0], self, lambda sent: self.desk.say(sent_words(sent)))

    def _on_save(self) -> None:
        one = self._chosen()
        name = f"Lampiran penetapan {one.number if one else ''} tahun {self.office.preferences.period}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan lampiran", name, "PDF (*.pdf)")
        if chosen:
            self.save_pdf(Path(chosen).with_suffix(".pdf"))

    def _on_save_draft(self) -> None:
        name = f"Draf lampiran tahun {self.office.preferences.period}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan draf lampiran", name, "PDF (*.pdf)")
        if chosen:
            self.save_pdf(Path(chosen).with_suffix(".pdf"), draft=True)

    def _on_export(self) -> None:
        name = f"Lampiran penetapan tahun {self.office.preferences.period}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan lampiran", name, "Excel (*.xlsx)")
        if chosen:
            self.save_workbook(Path(chosen).with_suffix(".xlsx"))

    def _on_exported(self, made: ExportedTables) -> None:
        self.desk.say(f"Lampiran tersimpan di {made.path.name}: {texts.counted(made.sheets, 'lembar')}.")


def _words(found: BudgetOutlook) -> tuple[State, str, str]:
    """What the clerk should know first, and what to do."""
    if not found.setup.lines:
        return (
            State.NOTE,
            "Belum ada pos anggaran.",
            "Tambahkan pos dengan pagu dan bulannya; lalu terlihat siapa muat.",
        )
    if not found.people:
        return State.NOTE, "Belum ada pekerja yang diterima.", "Terima paket di Kotak masuk, lalu buat balasannya."
    told = " ".join(decision_sentences(found)[:1])
    first = found.first_waiting
    if first is not None:
        who = found.people[first.worker_id].full_name
        told += f" Berikutnya: {who}."
    if found.last is None:
        return State.WARNS, told, "Belum ditetapkan."
    if found.is_decided:
        return State.GOOD, told, f"Sama dengan penetapan nomor {found.last.number}."
    moved = f"{texts.number(len(found.came))} masuk, {texts.number(len(found.went))} keluar"
    return State.WARNS, told, f"Berbeda dari penetapan nomor {found.last.number}: {moved}."


def _part(table: RowTable, *buttons: QWidget) -> QWidget:
    made = QWidget()
    down = QVBoxLayout(made)
    down.setContentsMargins(0, look.GRID * 3, 0, 0)
    down.setSpacing(look.GRID * 2)
    down.addWidget(table, 1)
    if buttons:
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 2)
        for one in buttons:
            across.addWidget(one)
        across.addStretch(1)
        down.addLayout(across)
    return made


def _counted(word: str, number: int) -> str:
    return f"{word} ({texts.number(number)})" if number else word


def _worker_id(one: PersonRow) -> str:
    return one.worker_id


def _line_id(one: LineSum) -> str:
    return one.line.line_id


def _read(office: Office, progress: Progress = SILENT) -> tuple[BudgetOutlook | ClerkError, list[BudgetDecision]]:
    try:
        return budget_outlook(office, progress), list_decisions(office)
    except ClerkError as why:
        return why, list_decisions(office)


def _without_line(office: Office, line_id: str, progress: Progress = SILENT) -> Change:
    setup = show_budget(office)
    return saved(office, replace(setup, lines=tuple(one for one in setup.lines if one.line_id != line_id)), progress)
