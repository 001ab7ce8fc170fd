"""Who stands behind a number of a package: the list, and what changes field by field."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.held_rows import HeldRows
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.pages.inbox_rows import COUNT_LABELS, InboxRow
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.district.export_refused import export_refused
from ucj_desktop.services.district.package_diff import DiffKind, DiffRow
from ucj_desktop.services.district.rehearse import Arrival


@dataclass(frozen=True, slots=True)
class _Listed:
    """A person with a place, since a package may name one twice."""

    place: str
    row: DiffRow


_SIZE = 880, 480  # pixels: inside a window of 960 x 520
_CHANGES_HEIGHT = 5 * look.ROW_HEIGHT
_EXCEL = "Buku kerja Excel (*.xlsx)"


class PackagePeople(QDialog):
    """Six numbers to choose from, and the people of the chosen one; nothing here changes anything."""

    def __init__(self, desk: Desk, row: InboxRow, kind: DiffKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.row = row
        name = row.file.claimed_name or row.file.path.name
        self.setWindowTitle(f"Isi paket {name}")
        self.resize(*_SIZE)
        self._held: HeldRows[_Listed] = HeldRows()
        self.presses: dict[DiffKind, QPushButton] = {}
        self.model: RowsModel[_Listed] = RowsModel(_COLUMNS, self._held.fetch, lambda one: one.place, self)
        self.table = RowTable(self.model, "package_people", keeps_to_room=True)
        self.table.setAccessibleName("Orang dalam paket")
        self.changes = PlainTable(("Isian", "Di kabupaten", "Dalam paket"), widest=2)
        self.changes.setAccessibleName("Isian yang berubah")
        self.changes.setFixedHeight(_CHANGES_HEIGHT)
        self.told = soft_label()
        self.bar = SentenceBar()
        self.excel = button("Simpan yang ditolak ke Excel...", self._on_excel, icon="table")
        self.leave = button("Tutup", self.accept)
        self._lay_out(name)
        self.table.went_to.connect(self._on_moved)
        self.show_kind(kind)

    def _lay_out(self, name: str) -> None:
        group = QButtonGroup(self)
        across = QHBoxLayout()
        across.setSpacing(look.GRID)
        for kind in DiffKind:
            made = QPushButton(f"{COUNT_LABELS[kind.value]} {texts.number(len(self._people(kind)))}")
            made.setProperty("kind", "chip")
            made.setCheckable(True)
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            made.clicked.connect(partial(self.show_kind, kind))
            group.addButton(made)
            across.addWidget(made)
            self.presses[kind] = made
        across.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.excel)
        below.addStretch(1)
        below.addWidget(self.leave)
        wanted = self._people(DiffKind.REFUSED) or self._people(DiffKind.HELD)
        allow_unless("" if wanted else "Tidak ada yang ditolak atau ditahan.", self.excel)
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 5, look.GRID * 4, look.GRID * 5, look.GRID * 4)
        down.setSpacing(look.GRID * 2)
        down.addWidget(heading_label(name, 2))
        down.addLayout(across)
        down.addWidget(self.told)
        down.addWidget(self.table, 1)
        down.addWidget(self.changes)
        down.addWidget(self.bar)
        down.addLayout(below)

    def show_kind(self, kind: DiffKind) -> None:
        """The people of one number."""
        self.presses[kind].setChecked(True)
        listed = (_Listed(str(place), one) for place, one in enumerate(self._people(kind)))
        self._held.refill((one.place, one) for one in listed)
        self.told.setText(_TOLD[kind])
        self.changes.setVisible(kind is DiffKind.CHANGED)
        self.model.set_ids(list(self._held))
        if self._held:
            self.table.go_to(next(iter(self._held)))
        self._on_moved(self.table.current_id())

    def save_refused(self, path: Path) -> None:
        """Write the workbook of who is refused or held."""
        arrival = self.row.arrival
        if arrival is None:
            return
        seen = Arrival(path=arrival.path, received=arrival.received, diff=self.row.diff)
        job = self.desk.jobs.start("Menulis yang ditolak", partial(export_refused, self.desk.office, [seen], path))
        job.finished.connect(self._on_saved)
        job.failed.connect(self._on_failed)

    def _on_excel(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan yang ditolak", "ditolak.xlsx", _EXCEL)
        if chosen:
            self.save_refused(Path(chosen))

    def _on_saved(self, change: object) -> None:
        self.bar.say(State.GOOD, getattr(change, "sentence", ""))

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ClerkError):
            self.bar.say_error(error)
        else:
            self.desk.fail(error)

    def _on_moved(self, key: str) -> None:
        one = self._held.get(key)
        self.changes.show_rows([(it.label, it.old, it.new) for it in one.row.changes] if one else [])

    def _people(self, kind: DiffKind) -> Sequence[DiffRow]:
        return () if self.row.diff is None else self.row.diff.rows.get(kind, ())


def _said(one: _Listed) -> str:
    return one.row.reason or ", ".join(it.label for it in one.row.changes)


_TOLD = {
    DiffKind.NEW: "Belum ada di kabupaten; masuk bila paketnya diterima.",
    DiffKind.CHANGED: "Sudah ada di kabupaten; isian yang berbeda tampil di bawah daftar.",
    DiffKind.SAME: "Sudah ada di kabupaten, persis sama.",
    DiffKind.WITHDRAWN: "Ditarik kecamatan; keluar dari daftar kabupaten bila paketnya diterima.",
    DiffKind.REFUSED: "Tidak diambil; kecamatan membaca alasannya dari tanda terima.",
    DiffKind.HELD: "Ditarik kecamatan, tetapi tetap di daftar kabupaten dengan alasan ini.",
}
_COLUMNS: Sequence[Column[_Listed]] = (
    Column("name", "Nama", lambda one: one.row.full_name or "(tidak terbaca)", 24),
    Column("nik", "NIK", lambda one: one.row.nik or "belum ada", 17),
    Column("village", "Desa/kelurahan", lambda one: one.row.village, 18),
    Column("said", "Yang berubah, atau mengapa", _said, 40),
)
