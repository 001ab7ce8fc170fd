"""What an import would do, in numbers, and the rows behind each number with what is said of them."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ucj_desktop.domain.fields import masked
from ucj_desktop.domain.rules import Severity
from ucj_desktop.gui import icons, look, texts
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.widgets.buttons import ICON_SIZE
from ucj_desktop.gui.widgets.cards import line
from ucj_desktop.gui.widgets.findings import state_of
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.services.collect.file_in_words import fields_changed, row_changes, row_place, row_worker
from ucj_desktop.services.collect.import_file import ImportResult
from ucj_desktop.services.collect.import_plan import OUTCOME_LABELS, Outcome, PlannedRow
from ucj_desktop.services.office import Office

_STATES = {
    Outcome.NEW: State.GOOD,
    Outcome.CHANGED: State.WARNS,
    Outcome.SAME: State.NOTE,
    Outcome.REFUSED: State.BLOCKS,
}
_RANK = {Severity.BLOCKS: 0, Severity.WARNS: 1, Severity.NOTES: 2}
_NARROW, _NARROW_WITH_SHEETS = 440, 640  # pixels
_NO_ICON = QSize(1, 1)  # of no size at all Qt makes a painter that complains
_DETAIL_HEIGHT = 120
_TABLE_HEIGHT = 6 * look.ROW_HEIGHT
_SHEET, _NIK = 1, 3  # columns


class ImportRows(QWidget):
    """Four numbers to choose from, the rows of the chosen one, and all that is said of the row under the cursor."""

    chosen = Signal(object)  # Outcome

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._rows: Sequence[PlannedRow] = ()
        self._places: Mapping[Outcome, Sequence[int]] = {}
        self._has_sheets = False
        self.outcome = Outcome.NEW
        self.numbers: dict[Outcome, QPushButton] = {}
        self.model: RowsModel[PlannedRow] = RowsModel(_COLUMNS, self._fetch, self._id_of, self)
        self.table = RowTable(self.model)
        self.table.setAccessibleName("Baris di berkas")
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.went_to.connect(self._on_moved)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.detail.setContentsMargins(look.GRID * 2, look.GRID, look.GRID * 2, look.GRID)
        scrolled = QScrollArea()
        scrolled.setWidget(self.detail)
        scrolled.setWidgetResizable(True)
        scrolled.setFixedHeight(_DETAIL_HEIGHT)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addLayout(self._numbers())
        down.addWidget(self.table, 1)
        down.addWidget(line())
        down.addWidget(scrolled)

    def _numbers(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(look.GRID)
        group = QButtonGroup(self)
        for outcome in Outcome:
            made = QPushButton()
            made.setStyleSheet("padding-left: 8px; padding-right: 8px;")
            made.setCheckable(True)
            made.setProperty("kind", "chip")
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            ink, _ = _STATES[outcome].colours(look.palette())
            made.setIcon(icons.icon(_STATES[outcome].icon, ink))
            made.setIconSize(ICON_SIZE)
            made.clicked.connect(partial(self.show_outcome, outcome))
            group.addButton(made)
            self.numbers[outcome] = made
            across.addWidget(made)
        across.addStretch(1)
        return across

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the numbers and what is said of a row keep their room."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        self._hide_columns()
        for made in self.numbers.values():
            made.setIconSize(_NO_ICON if is_narrow else ICON_SIZE)

    def _hide_columns(self) -> None:
        """The sheet is named where there are several; in little room the NIK gives way to what is said of a row."""
        self.table.setColumnHidden(_SHEET, not self._has_sheets)
        self.table.setColumnHidden(_NIK, self.width() < (_NARROW_WITH_SHEETS if self._has_sheets else _NARROW))

    def show_result(self, result: ImportResult) -> None:
        """Show another dry run or what was kept; the first number that is not nought is chosen, refused ones first."""
        self._rows = result.rows
        self._has_sheets = len(result.plans) > 1
        self._hide_columns()
        self._places = result.places
        for outcome, made in self.numbers.items():
            made.setText(f"{OUTCOME_LABELS[outcome]}  {texts.number(result.count(outcome))}")
        order = (self.outcome, Outcome.REFUSED, Outcome.NEW, Outcome.CHANGED, Outcome.SAME)
        self.show_outcome(next((one for one in order if result.count(one)), Outcome.NEW))

    def show_outcome(self, outcome: Outcome, _checked: bool = False) -> None:
        """Show the rows behind a number."""
        self.outcome = outcome
        self.numbers[outcome].setChecked(True)
        ids = [str(place) for place in self._places.get(outcome, ())]
        self.model.set_ids(ids)
        if ids:
            self.table.go_to(ids[0])
        else:
            self.detail.setText(f"Tidak ada baris yang {OUTCOME_LABELS[outcome].lower()}.")
        self.chosen.emit(outcome)

    def _fetch(self, ids: Sequence[str]) -> Sequence[PlannedRow]:
        return [self._rows[int(one)] for one in ids]

    def _id_of(self, row: PlannedRow) -> str:
        return str(row.place)

    def _on_moved(self, row_id: str) -> None:
        if row_id:
            self.detail.setText(self.told(self._rows[int(row_id)]))

    def told(self, row: PlannedRow) -> str:
        """Everything said of a row: its fields that change, then its findings, the gravest first."""
        changes = row_changes(self._office, row)
        lines = [f"{label}: {old or '(kosong)'}  →  {new or '(kosong)'}" for label, old, new in changes]
        for one in sorted(row.findings, key=lambda one: _RANK[one.severity]):
            cell = f"{one.cell}: " if one.cell and one.cell not in one.what else ""
            lines.append(f"{state_of(one.severity).word}. {cell}{one.what} {one.fix}")
        return "\n".join([f"{row_place(row)}:", *lines] if lines else [f"{row_place(row)}: tidak ada catatan."])


def _said(row: PlannedRow) -> str:
    """What would change in a worker, else the gravest thing about a row, for its line."""
    if changed := fields_changed(row):
        return f"Berubah: {', '.join(changed)}."
    worst = min(row.findings, key=lambda one: _RANK[one.severity], default=None)
    return worst.what if worst is not None else ""


def _state(row: PlannedRow) -> State | None:
    worst = min(row.findings, key=lambda one: _RANK[one.severity], default=None)
    return state_of(worst.severity) if worst is not None else None


_COLUMNS: Sequence[Column[PlannedRow]] = (
    Column("place", "Baris", lambda row: str(row.row.number), 5, is_number=True),
    Column("sheet", "Lembar", lambda row: row.sheet, 10),
    Column("name", "Nama", lambda row: row_worker(row).full_name or "(tanpa nama)", 17),
    Column("nik", "NIK", lambda row: masked(row_worker(row).nik), 17),
    Column("said", "Keterangan", _said, 12, state=_state),
)
