"""The agenda of letter numbers: what bears which number in a year, what waits for one, gaps and doubles."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ucj_desktop.domain.dates import short_date
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.held_rows import HeldRows
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.pages.number_dialogs import NumberDialog, OutsideDialog, VoidDialog
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.letter_numbers import NumberLine, NumbersOfYear, numbers_of_year
from ucj_desktop.services.office import Office

_YEARS = 5  # this one and those before it


class NumbersView(QWidget):
    """A line a number; minutes without one stand on top."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.lines: HeldRows[NumberLine] = HeldRows()
        self.asking: NumberDialog | OutsideDialog | VoidDialog | None = None
        self.years = QComboBox()
        this_year = self.office.today().year
        for year in range(this_year, this_year - _YEARS, -1):
            self.years.addItem(str(year), year)
        self.years.setMinimumHeight(look.TARGET)
        self.years.setAccessibleName("Tahun surat")
        self.bar = SentenceBar(closable=False)
        columns: list[Column[NumberLine]] = [
            Column("number", "Nomor", _number, 30, state=_state),
            Column("dated", "Tanggal", lambda line: short_date(line.dated), 12),
            Column("letter", "Surat", _letter, 44),
            Column("by", "Dicatat oleh", lambda line: line.given_by, 20),
        ]
        self.model: RowsModel[NumberLine] = RowsModel(columns, self.lines.fetch, _key, self)
        self.table = RowTable(self.model, keeps_to_room=True)
        self.table.setAccessibleName("Agenda nomor surat")
        self.give = button("Isi nomor ...", self.ask_number, icon="hash", kind="primary")
        self.outside = button("Catat nomor di luar program ...", self.ask_outside, icon="plus")
        self.void = button("Batalkan nomor ...", self.ask_void, icon="prohibit")
        self.empty = EmptyPage(
            "hash",
            "Belum ada nomor surat tahun ini",
            "Nomor berita acara dan surat lain tercatat di sini, dengan yang terlewat dan yang ganda.",
        )
        self._lay_out()
        self.years.activated.connect(self.reload)
        self.table.went_to.connect(self._on_moved)
        self.table.opened.connect(self._on_opened)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(look.GRID * 2)
        for one in (self.years, self.give, self.void, self.outside):
            above.addWidget(one)
        above.addStretch(1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.GRID * 3, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addLayout(above)
        down.addWidget(self.bar)
        down.addWidget(self.table, 1)
        down.addWidget(self.empty, 1)
        hide_unless(self.desk.may(Action.PRINT), self.give, self.outside)
        hide_unless(self.desk.may(Action.CLOSE_MINUTES), self.void)

    def first_field(self) -> QWidget:
        return self.table if self.lines else self.years

    def reload(self) -> None:
        """The register of the chosen year anew."""
        self.desk.read(partial(_read, self.office, self.years.currentData()), self.show_numbers)

    def show_numbers(self, found: NumbersOfYear) -> None:
        """Write the register; one of a year that was chosen before is not written any more."""
        if found.year != self.years.currentData():
            return
        here = self.table.current_id()
        self.lines.refill((_key(line), line) for line in found.lines)
        self.model.set_ids(list(self.lines))
        self.table.setVisible(bool(self.lines))
        self.empty.setVisible(not self.lines)
        told = " ".join((*found.doubled, *found.missing))
        if told:
            self.bar.say(State.WARNS if found.doubled else State.NOTE, told)
        self.bar.setVisible(bool(told))
        if self.lines and not self.table.go_to(here):
            self.table.go_to(next(iter(self.lines)))
        self._on_moved(self.table.current_id())

    @property
    def line(self) -> NumberLine | None:
        """The line the cursor is on."""
        return self.lines.get(self.table.current_id())

    def _on_moved(self, key: str) -> None:
        line = self.lines.get(key)
        has_none = line is not None and line.used is None
        counts = line is not None and line.used is not None and not line.used.voided_at
        allow_unless("" if has_none else "Pilih surat yang belum bernomor.", self.give)
        allow_unless("" if counts else "Pilih nomor yang masih berlaku.", self.void)

    def _on_opened(self, key: str) -> None:
        del key
        if self.give.isEnabled():
            self.ask_number()

    def ask_number(self) -> None:
        """The letter on the cursor gets its number."""
        line = self.line
        if line is not None and line.used is None:
            self._open(NumberDialog(self.desk, line.letter, line.words.lower(), line.dated, self.window()))

    def ask_outside(self) -> None:
        self._open(OutsideDialog(self.desk, self.window()))

    def ask_void(self) -> None:
        line = self.line
        if line is not None and line.used is not None:
            self._open(VoidDialog(self.desk, line.used, line.words, self.window()))

    def _open(self, dialog: NumberDialog | OutsideDialog | VoidDialog) -> None:
        self.asking = dialog
        dialog.open()


def _key(line: NumberLine) -> str:
    return line.used.number_id if line.used else f"{line.letter.minutes_id}/{line.letter.revision}"


def _number(line: NumberLine) -> str:
    return line.used.number if line.used else "belum bernomor"


def _letter(line: NumberLine) -> str:
    if line.used is not None and line.used.voided_at:
        return f"BATAL: {line.used.void_reason} ({line.words})"
    return line.words


def _state(line: NumberLine) -> State | None:
    if line.used is None:
        return State.WARNS
    return State.NOTE if line.used.voided_at else None


def _read(office: Office, year: int, progress: Progress = SILENT) -> NumbersOfYear:
    progress.step(0)
    return numbers_of_year(office, year)
