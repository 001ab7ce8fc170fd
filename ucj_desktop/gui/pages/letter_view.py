"""Making a letter: which one, of what, on which paper; its true PDF beside the choices."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.letter_numbers import NUMBERED
from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import icons, look, texts
from ucj_desktop.gui.choose_printer import require_printer
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.jobs import Job
from ucj_desktop.gui.pages.fill_workbook import ask_received
from ucj_desktop.gui.pages.number_dialogs import NumberDialog
from ucj_desktop.gui.print_letter import print_letter, sent_words
from ucj_desktop.gui.print_pdf import Sent
from ucj_desktop.gui.shown_log import ShownLog
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.cards import Card, scrolling_down, soft_label
from ucj_desktop.gui.widgets.pdf_view import PdfView
from ucj_desktop.services.letter_numbers import OF_MINUTES, Numbered, number_of
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.export_list import ExportedList, export_list
from ucj_desktop.services.paper.export_tables import ExportedTables, export_tables
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import (
    list_reports,
    may_print,
    preview_report,
    print_report,
    register_report,
)
from ucj_desktop.services.rounds.field_order import hamlets_to_verify
from ucj_desktop.services.rounds.find_minutes import list_minutes

_WIDTH = 336
_LEAST_LIST = 120
_SIZES = {"f4": "F4", "a4": "A4"}
_DRAFT = ""
_FORM = "FORM"


class LetterView(QWidget):
    """The choices at the left, the preview at the right.

    ``previewed(name)``: the letter that shows; empty while none does.
    """

    previewed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.shown = ShownLog(desk, self)
        self.choices = [one for one in list_reports() if may_print(desk.office, one.code)]
        self.minutes: dict[str, Minutes] = {}
        self._reading: Job | None = None
        self.reports = QListWidget()
        self.reports.setAccessibleName("Surat dan laporan")
        self.of_minutes = QComboBox()
        self.village = QComboBox()
        self.blank = QCheckBox("Formulir kosong, tanpa nama")
        self.form = QComboBox()
        self.hamlet = QComboBox()
        self.hamlet_pages = QCheckBox("Tiap dusun di halaman baru")
        self.sizes = {code: QPushButton(word) for code, word in _SIZES.items()}
        self.number = soft_label()
        self.give_number = button("Isi nomor ...", self.ask_number, icon="hash")
        self.save = button("Simpan PDF", self.choose_file, icon="file-pdf", kind="primary", key="Ctrl+S")
        self.print_button = button("Cetak", self.print_it, icon="printer", tip="Ctrl+P")
        self.tables = button("Tabelnya ke Excel", self.choose_tables_file, icon="table")
        self.export = button("Daftar nama (BNBA) ke Excel", self.choose_list_file, icon="table")
        self.fill = button("Isi hasil ke berkas desa ...", self.choose_received, icon="arrow-u-down-left")
        self.preview = PdfView("Pilih surat di sebelah kiri.")
        self._lay_out()
        self._fill()

    def _lay_out(self) -> None:
        card = Card("Surat dan laporan")
        self.reports.setWordWrap(True)
        self.reports.setMinimumHeight(_LEAST_LIST)
        self.reports.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.reports.setFrameShape(QListWidget.Shape.NoFrame)
        self.reports.setStyleSheet("QListWidget { border: 0; }")
        self.minutes_label, self.village_label = QLabel("Berita acara"), QLabel("Desa/kelurahan")
        self.minutes_label.setBuddy(self.of_minutes)
        self.village_label.setBuddy(self.village)
        self.form.setAccessibleName("Bentuk formulir")
        self.hamlet.setAccessibleName("Dusun/lingkungan")
        for box in (self.of_minutes, self.village, self.hamlet, self.form):
            box.setMinimumHeight(look.TARGET)
            box.setMinimumContentsLength(10)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        paper = QHBoxLayout()
        paper.setSpacing(look.GRID * 2)
        paper.addWidget(QLabel("Kertas"))
        group = QButtonGroup(self)
        for chip in self.sizes.values():
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            group.addButton(chip)
            paper.addWidget(chip)
        paper.addStretch(1)
        card.body.addWidget(self.reports, 1)
        labelled = (self.minutes_label, self.of_minutes, self.village_label, self.village)
        for one in (*labelled, self.hamlet, self.form, self.hamlet_pages, self.blank, self.number, self.give_number):
            card.body.addWidget(one)
        card.body.addLayout(paper)
        card.body.addSpacing(look.GRID)
        pair = QHBoxLayout()
        pair.addWidget(self.save, 1)
        pair.addWidget(self.print_button)
        card.body.addLayout(pair)
        card.body.addWidget(self.tables)
        card.body.addWidget(self.export)
        card.body.addWidget(self.fill)
        hide_unless(self.desk.may(Action.EXPORT), self.export, self.fill)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, look.GRID * 3, 0, 0)
        across.setSpacing(look.GRID * 4)
        inside = QWidget()
        inside_down = QVBoxLayout(inside)
        inside_down.setContentsMargins(0, 0, 0, 0)
        inside_down.addWidget(card)
        scroll = scrolling_down(inside)
        scroll.setFixedWidth(_WIDTH)
        across.addWidget(scroll)
        column = QVBoxLayout()
        column.addWidget(self.preview, 1)
        across.addLayout(column, 1)

    def _fill(self) -> None:
        for one in self.choices:
            item = QListWidgetItem(icons.icon("file-text"), one.name)
            item.setToolTip(f"{one.name} ({one.code})")
            self.reports.addItem(item)
        self.village.addItem("Semua desa", "")
        for place in self.office.places.villages_of(self.office.code):
            self.village.addItem(self.office.printed(place.code), place.code)
        self.form.addItem("Daftar: satu baris satu orang", "list")
        self.form.addItem("Lembar: dua orang sehalaman", "halves")
        self.sizes[self.office.preferences.paper].setChecked(True)
        self.reports.setCurrentRow(0)
        self._show_choices()
        self.reports.currentRowChanged.connect(self._on_chosen)
        self.of_minutes.activated.connect(self._on_chosen)
        self.village.activated.connect(self._on_village)
        self.hamlet.activated.connect(self._on_chosen)
        self.form.activated.connect(self._on_chosen)
        self.hamlet_pages.clicked.connect(self._on_chosen)
        self.blank.clicked.connect(self._on_chosen)
        for chip in self.sizes.values():
            chip.clicked.connect(self._on_chosen)

    def first_field(self) -> QWidget:
        return self.reports

    def reload(self) -> None:
        """The minutes there are now, and the preview of what is chosen."""
        chosen = self.of_minutes.currentData()
        self.minutes = {f"{one.minutes_id}/{one.revision}": one for one in reversed(list_minutes(self.office))}
        self.of_minutes.clear()
        for key, one in self.minutes.items():
            self.of_minutes.addItem(_minutes_words(one), key)
        self.of_minutes.addItem("Draf dari hasil validasi sekarang", _DRAFT)
        self.of_minutes.setCurrentIndex(max(self.of_minutes.findData(chosen), 0) if chosen else 0)
        self._on_chosen()

    def ask(self, asked: Asked) -> None:
        """Choose what another page wants."""
        codes = [one.code for one in self.choices]
        self.reports.setCurrentRow(codes.index(asked.report))
        key = f"{asked.minutes}/{asked.revision}"
        if key in self.minutes:
            self.of_minutes.setCurrentIndex(self.of_minutes.findData(key))
        self.village.setCurrentIndex(max(self.village.findData(asked.village_code), 0))
        self.blank.setChecked(asked.blank)
        self._on_village()

    @property
    def asked(self) -> Asked:
        """What is chosen now."""
        choice = self.choices[max(self.reports.currentRow(), 0)]
        paper = next(code for code, chip in self.sizes.items() if chip.isChecked())
        village = self.village.currentData() or ""
        if choice.needs == "minutes":
            one = self.minutes.get(self.of_minutes.currentData() or "")
            village = village if choice.by_village else ""
            if one is None:
                return Asked(report=choice.code, paper=paper, village_code=village, draft=True)
            return Asked(
                report=choice.code,
                minutes=one.minutes_id,
                revision=one.revision,
                paper=paper,
                village_code=village,
            )
        if choice.needs == "village":
            return Asked(report=choice.code, paper=paper, village_code=village, blank=self.blank.isChecked())
        if choice.code != _FORM:
            return Asked(report=choice.code, paper=paper, village_code=village)
        return Asked(
            report=choice.code,
            paper=paper,
            village_code=village,
            blank=self.blank.isChecked(),
            form=self.form.currentData(),
            hamlet=self.hamlet.currentData() or "",
            hamlet_pages=self.hamlet_pages.isChecked(),
        )

    def _show_choices(self) -> None:
        choice = self.choices[max(self.reports.currentRow(), 0)]
        of_minutes = choice.needs == "minutes"
        of_village = choice.needs in ("workers", "findings", "village") or choice.by_village
        everywhere = "Seluruh kecamatan (oleh camat)" if choice.by_village else "Semua desa"
        self.village.setItemText(0, "Pilih desa/kelurahan" if choice.needs == "village" else everywhere)
        for label, box, shown in (
            (self.minutes_label, self.of_minutes, of_minutes),
            (self.village_label, self.village, of_village),
        ):
            label.setVisible(shown)
            box.setVisible(shown)
        self.blank.setVisible(choice.code == _FORM or choice.needs == "village")
        for part in (self.form, self.hamlet_pages):
            part.setVisible(choice.code == _FORM)
        self.hamlet.setVisible(choice.code == _FORM and self.hamlet.count() > 2)
        nameless = "Formulir kosong tidak memuat nama, jadi tidak dibagi per dusun." if self.blank.isChecked() else ""
        allow_unless(nameless, self.hamlet, self.hamlet_pages)
        self.tables.setVisible(choice.has_workbook and self.desk.may(Action.EXPORT))
        self._show_number(of_minutes=of_minutes)

    def _show_number(self, *, of_minutes: bool) -> None:
        """Which number the letter bears, or that it waits for one."""
        one = self.minutes.get(self.of_minutes.currentData() or "")
        letter = self._numbered
        number = number_of(self.office, letter) if letter is not None else one.number if one is not None else ""
        self.number.setVisible(of_minutes)
        self.give_number.setVisible(letter is not None and not number and self.desk.may(Action.PRINT))
        if one is None:
            self.number.setText("Draf: belum ditutup, bercap DRAF di tiap halaman.")
        else:
            whose = "surat ini" if letter is not None and letter.kind != OF_MINUTES else "berita acara"
            self.number.setText(f"Nomor {whose}: {number or 'dikosongkan, ditulis tangan'}")

    @property
    def _numbered(self) -> Numbered | None:
        """The chosen letter, where it bears a number of its own; the head of a village numbers that of the village."""
        choice = self.choices[max(self.reports.currentRow(), 0)]
        one = self.minutes.get(self.of_minutes.currentData() or "")
        of_village = choice.by_village and self.village.currentData()
        if choice.needs != "minutes" or choice.code not in NUMBERED or one is None or of_village:
            return None
        return Numbered(choice.code, one.minutes_id, one.revision)

    def ask_number(self) -> None:
        """The chosen letter gets its number."""
        letter = self._numbered
        if letter is not None:
            one = self.minutes[self.of_minutes.currentData()]
            dated = one.held_on if letter.kind == OF_MINUTES else self.office.today()
            name = NUMBERED[letter.kind].lower()
            words = f"{name} register {one.register}-{one.revision}"
            NumberDialog(self.desk, letter, words, dated, self.window()).open()

    def _on_village(self) -> None:
        """The hamlets of the village that is chosen now."""
        self.hamlet.clear()
        self.hamlet.addItem("Semua dusun/lingkungan", "")
        village = self.village.currentData()
        for key, name in hamlets_to_verify(self.office, village).items() if village else ():
            self.hamlet.addItem(name, key)
        self._on_chosen()

    def _on_chosen(self) -> None:
        self._show_choices()
        if self._reading is not None:
            self._reading.cancel()
        for one in (self.save, self.print_button, self.tables):
            one.setEnabled(False)
        self.preview.say("", "Menyiapkan pratinjau ...")
        self.previewed.emit("")
        job = self._reading = self.desk.readings.start("", partial(_previewed, self.office, self.asked))
        job.finished.connect(self._on_previewed)
        job.failed.connect(self._on_not_previewed)

    def _on_previewed(self, result: tuple[Asked, bytes]) -> None:
        asked, content = result
        if asked != self.asked:
            return
        self._reading = None
        self.reports.scrollToItem(self.reports.currentItem())
        name = next(one.name for one in self.choices if one.code == asked.report)
        heading = f"{name} (draf)" if asked.draft else name
        self.preview.show_pdf(content, heading)
        self.shown.letter(asked.report, minutes_id=asked.minutes)
        self.previewed.emit(heading)
        for one in (self.save, self.print_button, self.tables):
            one.setEnabled(True)

    def _on_not_previewed(self, error: BaseException) -> None:
        self._reading = None
        if isinstance(error, ClerkError):
            self.preview.say(error.what, error.fix)
        else:
            self.desk.fail(error)

    def choose_file(self) -> None:
        """Where the PDF goes."""
        asked = self.asked
        one = self.minutes.get(self.of_minutes.currentData() or "") if asked.minutes else None
        ending = f" {one.register}-{one.revision}" if one else " draf" if asked.draft else ""
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan PDF", f"{asked.report}{ending}.pdf", "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write, keep a sealed copy, and register."""
        self.desk.start("Membuat PDF", partial(print_report, self.office, self.asked, path))

    def print_it(self) -> None:
        """Keep and register the letter, then ask for the printer."""
        if self.preview.content:
            require_printer()
            self.desk.start("Membuat PDF", partial(register_report, self.office, self.asked), self._on_registered)

    def _on_registered(self, result: tuple[bytes, Change]) -> None:
        print_letter(self.desk, result[0], self, self._on_printed)

    def _on_printed(self, sent: Sent) -> None:
        self.desk.say(sent_words(sent))

    def choose_tables_file(self) -> None:
        """Where the tables of the letter go."""
        name = f"{self.asked.report}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan tabel", name, "Excel (*.xlsx)")
        if chosen:
            self.write_tables(Path(chosen))

    def write_tables(self, path: Path) -> None:
        self.desk.start("Menulis tabel", partial(export_tables, self.office, self.asked, path), self._on_tables)

    def _on_tables(self, made: ExportedTables) -> None:
        self.desk.say(f"Tabel surat ini tertulis di {made.path.name}.")

    def choose_list_file(self) -> None:
        """Where the list of names goes."""
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan daftar nama", "BNBA.xlsx", "Excel (*.xlsx)")
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """The names of the chosen minutes, or of everyone where the draft or no minutes are chosen."""
        asked = self.asked
        work = partial(export_list, self.office, path, minutes=asked.minutes)
        self.desk.start("Menulis daftar nama", work, self._on_exported)

    def choose_received(self) -> None:
        """The results go into a copy of a workbook that a village sent."""
        ask_received(self.desk, self, self.asked.minutes)

    def _on_exported(self, exported: ExportedList) -> None:
        self.desk.say(f"{texts.counted(exported.rows, 'pekerja')} tertulis di {exported.path.name}.")


def _previewed(office: Office, asked: Asked, progress: Progress = SILENT) -> tuple[Asked, bytes]:
    return asked, preview_report(office, asked, progress)


def _minutes_words(one: Minutes) -> str:
    return f"Register {one.register}-{one.revision}, {texts.day(one.held_on)}"
