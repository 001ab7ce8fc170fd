"""Rekap: counts by one thing at a time as a table or a chart, the equation that ties them together, the coverage."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.coverage import CoverageFigures, missing_to_target, percent
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.choose_printer import require_printer
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.pages.coverage_dialog import CoverageDialog
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.print_letter import print_letter, sent_words
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.cards import FactTile, scrolling_down, soft_label
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.recap_chart import RecapChart
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.district.recap import BY_LABELS, Recap, RecapBy, RecapRow, recap, usual_recap
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.export_tables import ExportedTables, export_tables
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import print_report, register_report

_REPORT = "REKAP-UCJ"
_COUNTS: Sequence[tuple[str, Callable[[RecapRow], int]]] = (
    ("Semua", lambda row: row.total),
    ("Layak", lambda row: row.eligible),
    ("Tidak layak", lambda row: row.not_eligible),
    ("Belum", lambda row: row.waiting),
    ("Dikirim", lambda row: row.sent),
    ("Diterima", lambda row: row.accepted),
    ("Dikembalikan", lambda row: row.returned),
    ("Terdaftar", lambda row: row.registered),
)

_TILES = ("Semua", "Layak", "Tidak layak", "Belum", "Diterima", "Terdaftar")


class RecapPage(Page):
    """The tiles are the total row, too; the sentences under them say whether everything adds up, and the coverage."""

    title = "Rekap"
    code = "recap"
    concerns = Touched.WORKERS | Touched.PACKAGES | Touched.VERDICTS | Touched.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shown: Recap | None = None
        self._saving = Path()
        self.by_box = QComboBox()
        self.ways = {word: QPushButton(word) for word in ("Tabel", "Grafik")}
        self.tiles = {word: FactTile(word) for word in _TILES}
        self.equation = SentenceBar(closable=False)
        self.coverage = soft_label()
        self.figures = button("Angka cakupan ...", self.ask_figures, icon="pencil-simple")
        self.model: RowsModel[RecapRow] = RowsModel(
            _columns(usual_recap(self.office)), self._fetch, lambda one: one.name, self
        )
        self.table = RowTable(self.model)
        self.table.setAccessibleName("Rekap")
        self.chart = RecapChart()
        self.stack = QStackedWidget()
        self.full = QWidget()
        self.copy = button("Salin tabel", self.copy_table, icon="copy", tip="Untuk ditempel di Excel atau Word")
        self.print_button = button("Cetak", self.print_it, icon="printer", key="Ctrl+P")
        self.save = button("Simpan PDF", self._on_save, icon="file-pdf")
        self.export = button("Simpan ke Excel", self._on_export, icon="table", kind="primary")
        self.empty = EmptyPage(
            "chart-bar",
            "Belum ada yang bisa dihitung",
            "Di sini nanti tampil jumlah pekerja per kecamatan, desa, pekerjaan, umur, dan tahap, begitu paket pertama "
            "diterima.",
            ("Buka Kotak masuk", partial(desk.go, "inbox")),
        )
        self._lay_out()
        self.by_box.currentIndexChanged.connect(self.reload)
        QShortcut(QKeySequence.StandardKey.Copy, self.table).activated.connect(self.copy_table)

    def _lay_out(self) -> None:
        for one in (self.copy, self.save, self.print_button, self.export):
            self.actions_row.addWidget(one)
        hide_unless(self.desk.may(Action.EXPORT), self.export)
        hide_unless(self.desk.may(Action.PRINT), self.save, self.print_button)
        hide_unless(self.desk.may(Action.SET_COVERAGE), self.figures)
        across = self.table.horizontalHeader()
        across.setStretchLastSection(False)
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.stack.addWidget(self.table)
        self.stack.addWidget(scrolling_down(self.chart))
        tiles = QHBoxLayout()
        tiles.setSpacing(look.GRID * 3)
        for tile in self.tiles.values():
            tiles.addWidget(tile)
        tiles.addStretch(1)
        covered = QHBoxLayout()
        covered.addWidget(self.coverage, 1)
        covered.addWidget(self.figures)
        down = QVBoxLayout(self.full)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addLayout(self._choices())
        down.addLayout(tiles)
        down.addWidget(self.equation)
        down.addLayout(covered)
        down.addWidget(self.stack, 1)
        self.body.addWidget(self.full, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()

    def _choices(self) -> QHBoxLayout:
        """By what is counted, and how it is shown."""
        for by, word in BY_LABELS.items():
            self.by_box.addItem(f"Per {word.lower()}", by)
        self.by_box.setCurrentIndex(self.by_box.findData(usual_recap(self.office)))
        self.by_box.setMinimumHeight(look.TARGET)
        self.by_box.setAccessibleName("Dihitung menurut")
        choices = QHBoxLayout()
        choices.setSpacing(look.GRID * 2)
        choices.addWidget(QLabel("Hitung"))
        choices.addWidget(self.by_box)
        choices.addSpacing(look.GRID * 2)
        group = QButtonGroup(self)
        for place, chip in enumerate(self.ways.values()):
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setChecked(place == 0)
            chip.clicked.connect(partial(self.stack.setCurrentIndex, place))
            group.addButton(chip)
            choices.addWidget(chip)
        choices.addStretch(1)
        return choices

    @property
    def by(self) -> RecapBy:
        """What the rows stand for."""
        return RecapBy(self.by_box.currentData())

    def reload(self) -> None:
        self.desk.read(partial(_counted, self.office, self.by), self.show_recap)

    def first_field(self) -> QWidget | None:
        return self.by_box

    def show_recap(self, found: Recap) -> None:
        """Write what was counted; what somebody has chosen since is still on its way."""
        if found.by is not self.by:
            return
        self.shown = found
        for word, count in _COUNTS:
            if word in self.tiles:
                self.tiles[word].show_figure(texts.number(count(found.total)))
        self.model.set_columns(_columns(found.by))
        self.model.set_ids([row.name for row in (*found.rows, found.total)])
        self.table.fit_columns()
        self.chart.show_rows(found.rows)
        is_empty = found.total.total == 0
        self.full.setVisible(not is_empty)
        self.empty.setVisible(is_empty)
        nothing = "Belum ada pekerja yang diterima." if is_empty else ""
        allow_unless(nothing, self.copy, self.export, self.save, self.print_button)
        self.coverage.setText(_coverage_words(found))
        if found.balances:
            self.equation.say(State.GOOD, f"Jumlahnya cocok: {found.equation}.")
            return
        where = ", ".join(one.name for one in found.senders if one.gone)
        here = f", padahal di sini ada {texts.number(found.total.total)}"
        self.equation.say(
            State.BLOCKS,
            f"Jumlahnya tidak cocok: {found.equation}{here}{f' (periksa {where})' if where else ''}.",
            "Jangan kirim rekap ini; periksa jurnal di Riwayat dan hubungi pengelola kantor.",
        )

    def copy_table(self) -> None:
        """Put the table on the clipboard as Excel and Word take it."""
        if self.shown is None:
            return
        lines = [[BY_LABELS[self.shown.by], *(word for word, _ in _COUNTS)]]
        lines += [
            [row.name, *(str(count(row)) for _, count in _COUNTS)] for row in (*self.shown.rows, self.shown.total)
        ]
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in lines))
        self.desk.say("Tabel disalin. Tempel di Excel atau Word dengan Ctrl+V.")

    @property
    def asked(self) -> Asked:
        """The paper of what shows."""
        return Asked(report=_REPORT, recap_by=self.by)

    def save_workbook(self, path: Path) -> None:
        """Write the tables as a workbook."""
        self._saving = path
        self.desk.start("Menyimpan rekap", partial(export_tables, self.office, self.asked, path), self._on_exported)

    def save_pdf(self, path: Path) -> None:
        """Write the paper, keep a sealed copy, and register it."""
        self.desk.start("Membuat PDF", partial(print_report, self.office, self.asked, path))

    def print_it(self) -> None:
        """Keep and register the paper, then ask for the printer."""
        require_printer()
        self.desk.start("Membuat PDF", partial(register_report, self.office, self.asked), self._on_registered)

    def ask_figures(self) -> None:
        """What the coverage is worked out from."""
        figures = self.shown.figures if self.shown is not None else CoverageFigures()
        CoverageDialog(self.desk, figures, self.window()).open()

    def _on_registered(self, result: tuple[bytes, Change]) -> None:
        print_letter(self.desk, result[0], self, lambda sent: self.desk.say(sent_words(sent)))

    def _on_save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan rekap", f"{self._file_name}.pdf", "PDF (*.pdf)")
        if chosen:
            self.save_pdf(Path(chosen).with_suffix(".pdf"))

    def _on_export(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan rekap", f"{self._file_name}.xlsx", "Excel (*.xlsx)")
        if chosen:
            self.save_workbook(Path(chosen).with_suffix(".xlsx"))

    @property
    def _file_name(self) -> str:
        return f"Rekap per {texts.in_file_name(BY_LABELS[self.by].lower())}"

    def _on_exported(self, made: ExportedTables) -> None:
        self.desk.say(f"Rekap tersimpan di {made.path.name}: {texts.counted(made.sheets, 'lembar')}.")

    def _fetch(self, names: Sequence[str]) -> Sequence[RecapRow]:
        wanted = set(names)
        return [row for row in (*self.shown.rows, self.shown.total) if row.name in wanted] if self.shown else []


def _coverage_words(found: Recap) -> str:
    if found.coverage is None:
        return "Cakupan UCJ belum bisa dihitung: angka pekerja potensial dan peserta aktif belum diisi."
    words = f"Cakupan UCJ: {found.coverage.equation}"
    if found.coverage.to_come:
        people = texts.counted(found.coverage.to_come, "pekerja")
        words += f"; {percent(found.coverage.share_to_come)} bila {people} yang diterima ikut terdaftar"
    if found.figures.target is not None:
        missing = missing_to_target(found.coverage, found.figures.target)
        rest = f"kurang {texts.counted(missing, 'peserta')}" if missing else "tercapai"
        words += f". Target {percent(found.figures.target)}: {rest}"
    return f"{words}."


def _counted(office: Office, by: RecapBy, progress: Progress = SILENT) -> Recap:
    progress.step(0)
    return recap(office, by)


def _columns(by: RecapBy) -> list[Column[RecapRow]]:
    counts = [
        Column(word, "Jumlah" if number == 0 else word, partial(_shown, count), 11, is_number=True)
        for number, (word, count) in enumerate(_COUNTS)
    ]
    return [Column("name", BY_LABELS[by], lambda row: row.name, 30), *counts]


def _shown(count: Callable[[RecapRow], int], row: RecapRow) -> str:
    return texts.number(count(row))
