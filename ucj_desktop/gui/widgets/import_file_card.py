"""What was found in a file: its sheets in words, its columns, and the village of rows that name none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from ucj_desktop.gui import texts
from ucj_desktop.gui.widgets.cards import QWIDGETSIZE_MAX, Card, soft_label
from ucj_desktop.gui.widgets.column_table import ColumnTable
from ucj_desktop.gui.widgets.own_village_box import own_village_box
from ucj_desktop.services.collect.file_in_words import (
    SheetSeen,
    chosen_columns,
    meanings,
    sheets_seen,
    sheets_without_people,
)
from ucj_desktop.services.collect.import_file import ImportResult
from ucj_desktop.services.collect.import_findings import VILLAGE_BOX
from ucj_desktop.services.office import Office

_WIDEST, _NARROWEST = 548, 368
_COLUMNS_HEIGHT = 168  # the heading and three columns


class ImportFileCard(Card):
    """``remapped(sheet, columns)``: the columns of a sheet by field, as a clerk said; ``village_chosen(code)``."""

    remapped = Signal(str, dict)
    village_chosen = Signal(str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("Yang ditemukan di berkas", parent)
        self.setMinimumWidth(_NARROWEST)
        self.stand_beside(is_beside=True)
        self.sheets: tuple[SheetSeen, ...] = ()
        self.sheet_box = QComboBox()
        self.sheet_box.setAccessibleName("Lembar")
        self.sheet_box.currentIndexChanged.connect(self._show_sheet)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.aside = soft_label()
        self.columns = ColumnTable(meanings())
        self.columns.setAccessibleName("Kolom di berkas dan artinya")
        self.columns.setMinimumHeight(_COLUMNS_HEIGHT)
        self.columns.remapped.connect(self._on_remapped)
        self.village = own_village_box(office)
        self.village.setMinimumWidth(0)
        self.village.setPlaceholderText("ketik nama desa")
        self.village.setAccessibleName("Desa untuk baris tanpa desa")
        for one in (self.village.left, self.village.filled, self.village.wants_next):
            one.connect(self._on_village)
        for shown in (self.sheet_box, self.words, self.aside):
            self.body.addWidget(shown)
        self.body.addWidget(self.columns, 1)
        across = QHBoxLayout()
        across.addWidget(QLabel(VILLAGE_BOX))
        across.addWidget(self.village, 1)
        self.body.addLayout(across)

    def stand_beside(self, *, is_beside: bool) -> None:
        """Beside the rows the card leaves them room; above them it takes all of the width."""
        self.setMaximumWidth(_WIDEST if is_beside else QWIDGETSIZE_MAX)

    def begin(self) -> None:
        """Another file: its first sheet, no village chosen."""
        self.village.clear()
        self.sheet_box.setCurrentIndex(0)

    @property
    def sheet(self) -> SheetSeen | None:
        """The sheet whose columns are shown."""
        at = self.sheet_box.currentIndex()
        return self.sheets[at] if 0 <= at < len(self.sheets) else None

    def show_result(self, result: ImportResult) -> None:
        """Show the sheets and columns as they are read now."""
        self.sheets = sheets_seen(result)
        at = max(self.sheet_box.currentIndex(), 0)
        self.sheet_box.blockSignals(True)
        self.sheet_box.clear()
        self.sheet_box.addItems([f"{one.name} ({texts.counted(one.people, 'orang')})" for one in self.sheets])
        self.sheet_box.setCurrentIndex(min(at, len(self.sheets) - 1))
        self.sheet_box.blockSignals(False)
        self.sheet_box.setVisible(len(self.sheets) > 1)
        aside = sheets_without_people(result)
        self.aside.setText(aside)
        self.aside.setVisible(bool(aside))
        self._show_sheet()

    def _show_sheet(self) -> None:
        sheet = self.sheet
        if sheet is not None:
            skipped = f" Bukan orang, jadi dilewati: {sheet.skipped}." if sheet.skipped else ""
            hidden = f" {sheet.hidden}" if sheet.hidden else ""
            uncounted = f"\n{sheet.uncounted}" if sheet.uncounted else ""
            self.words.setText(f"{sheet.sentence}{hidden}{skipped}{uncounted}")
            self.columns.show_sheet(sheet)

    def _on_remapped(self, index: int, field: str) -> None:
        sheet = self.sheet
        if sheet is not None:
            self.remapped.emit(sheet.name, chosen_columns(sheet, index, field))

    def _on_village(self) -> None:
        self.village_chosen.emit(str(self.village.reading().value or ""))
