"""The archive of letters: everything that was ever printed, found again and opened as it was."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.choose_printer import require_printer
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.models.held_rows import HeldRows
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.pages.signed_versions import SignedVersions
from ucj_desktop.gui.print_letter import print_letter, sent_words
from ucj_desktop.gui.print_pdf import Sent
from ucj_desktop.gui.shown_log import ShownLog
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.pdf_view import PdfView
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.search_box import SearchBox
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.print_report import (
    Letter,
    list_letters,
    list_reports,
    may_print,
    open_to_show,
    reprint_for_printer,
    reprint_letter,
)
from ucj_desktop.services.rounds.find_minutes import list_minutes

_WIDTH = 540


class ArchiveView(QWidget):
    """``counted(number)``: how many letters there are."""

    counted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.letters: HeldRows[Letter] = HeldRows()
        self.shown = ShownLog(desk, self)
        self._minutes: dict[tuple[str, int], Minutes] = {}
        self._names = {one.code: one.name for one in list_reports()}
        self.search = SearchBox("Cari judul, jenis, nomor, register, atau tanggal")
        columns: list[Column[Letter]] = [
            Column("title", "Surat", self._title, 38),
            Column("at", "Dicetak", lambda one: texts.moment(one.at), 16),
            Column("pages", "Hal.", lambda one: texts.number(one.pages), 4, is_number=True),
        ]
        self.model: RowsModel[Letter] = RowsModel(columns, self.letters.fetch, lambda one: one.letter_id, self)
        self.table = RowTable(self.model, keeps_to_room=True)
        self.table.setAccessibleName("Arsip surat")
        self.preview = PdfView("Pilih surat di daftar.")
        self.versions = SignedVersions(desk)
        self.save = button("Simpan salinan", self.choose_file, icon="file-pdf")
        self.print_button = button("Cetak lagi", self.print_it, icon="printer", tip="Ctrl+P")
        self.empty = EmptyPage(
            "archive-tray",
            "Belum ada surat yang dibuat",
            "Setiap PDF yang disimpan atau dicetak tercatat di sini, beserta salinannya yang tersegel.",
        )
        self.nothing_found = soft_label("Tidak ada surat yang cocok dengan pencarian.")
        self._lay_out()
        self.search.searched.connect(self._show_found)
        self.search.left_downwards.connect(self.table.setFocus)
        self.table.went_to.connect(self._show_letter)
        self.versions.chosen.connect(self._open_version)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(look.GRID * 2)
        for one in (self.search, self.nothing_found):
            left.addWidget(one)
        left.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.setSpacing(look.GRID * 2)
        below.addWidget(self.save)
        below.addWidget(self.print_button)
        below.addStretch(1)
        left.addLayout(below)
        left.addWidget(self.versions)
        self.left_side = QWidget()
        self.left_side.setMaximumWidth(_WIDTH)
        left.setContentsMargins(0, 0, 0, 0)
        self.left_side.setLayout(left)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, look.GRID * 3, 0, 0)
        across.setSpacing(look.GRID * 4)
        across.addWidget(self.left_side, 1)
        across.addWidget(self.preview, 1)
        across.addWidget(self.empty, 1)
        hide_unless(self.desk.may(Action.PRINT), self.save, self.print_button)

    def first_field(self) -> QWidget:
        return self.search

    def reload(self) -> None:
        """The register anew, the newest first."""
        before = self.table.current_id()
        self._minutes = {(one.minutes_id, one.revision): one for one in list_minutes(self.office)}
        offered = (one for one in list_letters(self.office) if may_print(self.office, one.report))
        self.letters.refill((one.letter_id, one) for one in offered)
        has_some = bool(self.letters)
        self.left_side.setVisible(has_some)
        self.preview.setVisible(has_some)
        self.empty.setVisible(not has_some)
        self.counted.emit(len(self.letters))
        self._show_found(self.search.text())
        if before and before == self.table.current_id():
            self._show_letter(before)  # it may have been signed

    def _show_found(self, text: str) -> None:
        here = self.table.current_id()
        wanted = text.casefold()
        found = [key for key, one in self.letters.items() if wanted in self._searched(one)]
        self.model.set_ids(found)
        self.nothing_found.setVisible(not found)
        allow_unless("" if found else "Tidak ada surat dalam daftar ini.", self.save, self.print_button)
        if found and not self.table.go_to(here):
            self.table.go_to(found[0])

    def _show_letter(self, letter_id: str) -> None:
        if self.desk.may(Action.PRINT):
            self.versions.show_letter(self.letters.get(letter_id))
            self._open_version()

    def _open_version(self) -> None:
        letter_id = self.table.current_id()
        if letter_id:
            job = self.desk.readings.start("", partial(_opened, self.office, letter_id, self.versions.version_id))
            job.finished.connect(self._on_opened)
            job.failed.connect(self._on_not_opened)

    def _on_opened(self, result: tuple[str, str, bytes]) -> None:
        letter_id, version_id, content = result
        if (letter_id, version_id) == (self.table.current_id(), self.versions.version_id):
            self.preview.show_pdf(content, self._title(self.letters[letter_id]))
            self.shown.letter(self.letters[letter_id].report, letter_id=letter_id)

    def _on_not_opened(self, error: BaseException) -> None:
        if isinstance(error, ClerkError):
            self.preview.say(error.what, error.fix)
        else:
            self.desk.fail(error)

    def choose_file(self) -> None:
        one = self.letters.get(self.table.current_id())
        if one is not None:
            chosen, _ = QFileDialog.getSaveFileName(self, "Simpan salinan", f"{one.report}.pdf", "PDF (*.pdf)")
            if chosen:
                self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """The very same PDF once more."""
        work = partial(_reprinted, self.office, self.table.current_id(), self.versions.version_id, path)
        self.desk.start("Menyimpan salinan", work)

    def print_it(self) -> None:
        """Registered before it is sent, as a letter that is printed for the first time."""
        if self.preview.content:
            require_printer()
            work = partial(reprint_for_printer, self.office, self.table.current_id(), self.versions.version_id)
            self.desk.start("Membuka surat", work, self._on_registered)

    def _on_registered(self, content: bytes) -> None:
        print_letter(self.desk, content, self, self._on_printed)

    def _on_printed(self, sent: Sent) -> None:
        self.desk.say(sent_words(sent))

    def _searched(self, one: Letter) -> str:
        """All that a letter may be found by."""
        about = self._minutes.get((one.minutes_id, one.revision))
        of_minutes = f"register {about.register}-{about.revision} {about.number}" if about is not None else ""
        people = texts.counted(one.worker_count, "pekerja")
        return f"{self._title(one)} {one.title} {one.report} {texts.moment(one.at)} {of_minutes} {people}".casefold()

    def _title(self, one: Letter) -> str:
        revision = f", revisi {one.revision}" if one.revision else ""
        return f"{self._names.get(one.report, one.title)}{revision}" if one.minutes_id else f"{one.title} (draf)"


def _opened(office: Office, letter_id: str, version_id: str, progress: Progress = SILENT) -> tuple[str, str, bytes]:
    del progress
    return letter_id, version_id, open_to_show(office, letter_id, version_id)


def _reprinted(office: Office, letter_id: str, version_id: str, path: Path, progress: Progress = SILENT) -> Change:
    del progress
    reprint_letter(office, letter_id, path, version_id)
    return Change(Touched.LETTERS, f"Salinan surat tersimpan di {path.name}.")
