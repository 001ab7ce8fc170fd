"""Rekap: one table of counts by kecamatan, village, occupation or stage, and the equation that ties it together."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QHeaderView, QPushButton, QWidget

from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import FactTile
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.district.export_recap import BY_LABELS, export_recap
from ucj_desktop.services.district.recap import Recap, RecapBy, RecapRow, recap
from ucj_desktop.services.office import Office

_COUNTS: Sequence[tuple[str, Callable[[RecapRow], int]]] = (
    ("Semua pekerja", lambda row: row.total),
    ("Layak", lambda row: row.eligible),
    ("Tidak layak", lambda row: row.not_eligible),
    ("Belum", lambda row: row.waiting),
    ("Dikirim", lambda row: row.sent),
    ("Diterima", lambda row: row.accepted),
    ("Dikembalikan", lambda row: row.returned),
)


class RecapPage(Page):
    """The tiles are the total row, too; the sentence under them says whether everything adds up."""

    title = "Rekap"
    code = "recap"
    concerns = Touched.WORKERS | Touched.PACKAGES | Touched.VERDICTS | Touched.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shown: Recap | None = None
        self._saving = Path()
        self.by = RecapBy.SUB_DISTRICT if self.office.kind is OfficeKind.DISTRICT else RecapBy.VILLAGE
        self.choices: dict[RecapBy, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.tiles = [FactTile(word) for word, _ in _COUNTS]
        self.equation = SentenceBar(closable=False)
        self.model: RowsModel[RecapRow] = RowsModel(_columns(self.by), self._fetch, lambda one: one.name, self)
        self.table = RowTable(self.model)
        across = self.table.horizontalHeader()
        across.setStretchLastSection(False)
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.copy = button("Salin tabel", self.copy_table, icon="copy", tip="Untuk ditempel di Excel atau Word")
        self.export = button("Simpan ke Excel", self._on_export, icon="table", kind="primary")
        self.export.setVisible(desk.may(Action.EXPORT))
        self.empty = EmptyPage(
            "chart-bar",
            "Belum ada yang bisa dihitung",
            "Di sini nanti tampil jumlah pekerja per kecamatan, desa, pekerjaan, dan tahap, begitu paket pertama "
            "diterima.",
            ("Buka Kotak masuk", partial(desk.go, "inbox")),
        )
        self._lay_out()
        self._group.buttonClicked.connect(self._on_chosen)
        QShortcut(QKeySequence.StandardKey.Copy, self.table).activated.connect(self.copy_table)

    def _lay_out(self) -> None:
        self.actions_row.addWidget(self.copy)
        self.actions_row.addWidget(self.export)
        choices = QHBoxLayout()
        choices.setSpacing(look.GRID * 2)
        for by, word in BY_LABELS.items():
            chip = QPushButton(f"Per {word.lower()}")
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setChecked(by is self.by)
            self._group.addButton(chip)
            self.choices[by] = chip
            choices.addWidget(chip)
        choices.addStretch(1)
        tiles = QHBoxLayout()
        tiles.setSpacing(look.GRID * 3)
        for tile in self.tiles:
            tiles.addWidget(tile)
        tiles.addStretch(1)
        self.body.addLayout(choices)
        self.body.addLayout(tiles)
        self.body.addWidget(self.equation)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()

    def reload(self) -> None:
        self.desk.read(partial(_counted, self.office, self.by), self.show_recap)

    def first_field(self) -> QWidget | None:
        return self.table

    def show_recap(self, found: Recap) -> None:
        """Write what was counted."""
        self.shown = found
        for tile, (_, count) in zip(self.tiles, _COUNTS, strict=True):
            tile.show_figure(texts.number(count(found.total)))
            tile.setVisible(found.total.total > 0)
        self.model.set_columns(_columns(self.by))
        self.model.set_ids([row.name for row in (*found.rows, found.total)])
        self.table.fit_columns()
        is_empty = found.total.total == 0
        self.table.setVisible(not is_empty)
        self.equation.setVisible(not is_empty)
        self.empty.setVisible(is_empty)
        allow_unless("Belum ada pekerja yang diterima." if is_empty else "", self.copy, self.export)
        for chip in self.choices.values():
            chip.setVisible(not is_empty)
        if is_empty:
            return
        if found.balances:
            self.equation.say(State.GOOD, f"Jumlahnya cocok: {found.equation}.")
        else:
            self.equation.say(
                State.BLOCKS,
                f"Jumlahnya tidak cocok: {found.equation}, padahal di sini ada {texts.number(found.total.total)}.",
                "Jangan kirim rekap ini; periksa jurnal di Riwayat dan hubungi pengelola kantor.",
            )

    def copy_table(self) -> None:
        """Put the table on the clipboard as Excel and Word take it."""
        if self.shown is None:
            return
        lines = [[BY_LABELS[self.by], *(word for word, _ in _COUNTS)]]
        lines += [
            [row.name, *(str(count(row)) for _, count in _COUNTS)] for row in (*self.shown.rows, self.shown.total)
        ]
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in lines))
        self.desk.say("Tabel disalin. Tempel di Excel atau Word dengan Ctrl+V.")

    def save_workbook(self, path: Path) -> None:
        """Write the table as a workbook."""
        self._saving = path
        self.desk.start("Menyimpan rekap", partial(export_recap, self.office, path, self.by), self._on_saved)

    def _on_export(self) -> None:
        name = f"Rekap per {texts.in_file_name(BY_LABELS[self.by].lower())}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan rekap", name, "Excel (*.xlsx)")
        if chosen:
            self.save_workbook(Path(chosen).with_suffix(".xlsx"))

    def _on_saved(self, made: Recap) -> None:
        self.desk.say(f"Rekap {texts.counted(len(made.rows), 'baris')} tersimpan di {self._saving.name}.")

    def _on_chosen(self, pressed: QPushButton) -> None:
        self.by = next(by for by, chip in self.choices.items() if chip is pressed)
        self.reload()

    def _fetch(self, names: Sequence[str]) -> Sequence[RecapRow]:
        wanted = set(names)
        return [row for row in (*self.shown.rows, self.shown.total) if row.name in wanted] if self.shown else []


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
