"""What Temuan does with many findings at once: mending them, taking that back, and the check report."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from ucj_desktop.domain.people import Action
from ucj_desktop.gui import texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.fix_dialog import FixDialog
from ucj_desktop.gui.widgets.unfix_dialog import UnfixDialog
from ucj_desktop.services.accuracy.fix_many import Fixed
from ucj_desktop.services.accuracy.mend_findings import EVERY_FINDING, FindingChoice, OpenFinding
from ucj_desktop.services.accuracy.undo_fix import Unfixed, last_fix
from ucj_desktop.services.paper.export_tables import ExportedTables, export_tables
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import print_report

_REFUSED_SHOWN = 3


class FindingActions(QObject):
    """The buttons are laid out by the page; ``choice`` is what the list is narrowed to, as the page last told."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.desk, self.office, self._page = desk, desk.office, page
        self.choice = EVERY_FINDING
        self.dialog: FixDialog | None = None
        self.unfix_dialog: UnfixDialog | None = None
        self.unfix = button(
            "Batalkan perbaikan",
            self.open_unfix,
            icon="arrow-counter-clockwise",
            tip="Batalkan satu perbaikan sekaligus, juga dari hari sebelumnya",
        )
        self.unfix.hide()
        self.report = button("Laporan", icon="table", tip="Simpan laporan pemeriksaan dari temuan yang tampil")
        menu = QMenu(self.report)
        self.as_workbook = QAction("Excel...", menu)
        self.as_workbook.triggered.connect(self.choose_workbook)
        self.as_paper = QAction("PDF...", menu)
        self.as_paper.triggered.connect(self.choose_paper)
        for one, action in ((self.as_workbook, Action.EXPORT), (self.as_paper, Action.PRINT)):
            if desk.may(action):
                menu.addAction(one)
        self.report.setMenu(menu)
        if menu.isEmpty():
            self.report.hide()

    def fix(self, one: OpenFinding, shown: Sequence[OpenFinding]) -> None:
        """Mend all of the list that are like one of them."""
        alike = [each.finding.worker_id for each in shown if each.finding.code == one.finding.code]
        listed = [each.finding.worker_id for each in shown]
        self.dialog = FixDialog(self.desk, one.finding.code, one.finding.field, alike, listed, self._page)
        self.dialog.done_with.connect(self._on_fixed)
        self.dialog.open()

    def _on_fixed(self, done: Fixed) -> None:
        self.desk.changes.announce(done.change)

    def open_unfix(self) -> None:
        """Show which fixes there are, to take one back."""
        self.unfix_dialog = UnfixDialog(self.desk, self._page)
        self.unfix_dialog.done_with.connect(self._on_unfixed)
        self.unfix_dialog.open()

    def _on_unfixed(self, done: Unfixed) -> None:
        self.desk.changes.announce(done.change)
        if done.refused:
            self.desk.say(done.change.sentence, State.WARNS, " ".join(done.refused[:_REFUSED_SHOWN]))

    def offer_unfix(self) -> None:
        """Show the button where there is something to take back."""
        self.unfix.setVisible(self.desk.may(Action.CORRECT) and bool(last_fix(self.office)))

    def choose_workbook(self) -> None:
        """Where the check report goes as a workbook."""
        if path := self._file("xlsx", "Excel"):
            self.write_workbook(path)

    def choose_paper(self) -> None:
        """Where the check report goes as a PDF."""
        if path := self._file("pdf", "PDF"):
            self.write_paper(path)

    def _file(self, ending: str, kind: str) -> Path | None:
        narrowed = "" if self.choice == EVERY_FINDING else " sebagian"
        name = f"Temuan{narrowed} {self.office.today():%d-%m-%Y}.{ending}"
        chosen, _ = QFileDialog.getSaveFileName(self._page, "Simpan laporan pemeriksaan", name, f"{kind} (*.{ending})")
        return Path(chosen).with_suffix(f".{ending}") if chosen else None

    def write_workbook(self, path: Path) -> None:
        work = partial(export_tables, self.office, Asked(report="PERIKSA", findings=self.choice), path)
        self.desk.start("Menulis laporan pemeriksaan", work, self._on_written)

    def write_paper(self, path: Path) -> None:
        """As Surat prints it: a sealed copy is kept in the archive."""
        asked = Asked(report="PERIKSA", findings=self.choice)
        self.desk.start("Menulis laporan pemeriksaan", partial(print_report, self.office, asked, path))

    def _on_written(self, made: ExportedTables) -> None:
        self.desk.say(f"{texts.counted(len(made.facts.findings), 'temuan')} tersimpan di {made.path.name}.")

    def narrow(self, choice: FindingChoice) -> None:
        """Reports hold what the list shows."""
        self.choice = choice
