"""Packages on a stick: what they say of themselves, what they would bring, and taking them in."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.pages.inbox_panel import ArrivalPanel
from ucj_desktop.gui.pages.inbox_people import PackagePeople
from ucj_desktop.gui.pages.inbox_rows import COUNT_LABELS, KIND_LABELS, InboxRow
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.stick_chooser import StickChooser
from ucj_desktop.services.district.list_inbox import InboxFile, list_inbox
from ucj_desktop.services.district.package_diff import DiffKind
from ucj_desktop.services.district.receive_chosen import Arrival, receive_chosen
from ucj_desktop.services.district.rehearse import rehearse
from ucj_desktop.services.handoff.list_sticks import Stick
from ucj_desktop.services.office import Office

_NARROW = 840  # pixels, below which the list says less of what the panel says, too
_WIDE_ONLY = frozenset({"kind", "created", "workers"})


class ArrivalsView(QWidget):
    """``took_in``: packages were received. ``moved(words)``: how far one is.

    Nothing is written before the button says what it will do.
    """

    took_in = Signal()
    moved = Signal(str)

    def __init__(self, desk: Desk, chooser: StickChooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.chooser = chooser
        self.rows: dict[str, InboxRow] = {}
        self.model: RowsModel[InboxRow] = RowsModel(_COLUMNS, self._fetch, lambda one: str(one.file.path), self)
        self.table = RowTable(self.model, "arrivals", keeps_to_room=True)
        self.table.setAccessibleName("Paket di flashdisk")
        self.panel = ArrivalPanel()
        self.look_inside = button("Periksa dulu", self.check, icon="shield-check")
        self.look_inside.setToolTip("Memastikan pengirim dan isinya; belum ada yang disimpan")
        self.receive = button("Terima", self.take_in, icon="download-simple", kind="primary")
        self.will = soft_label()
        self.stack = QStackedWidget()
        self.nothing = EmptyPage(
            "tray",
            "Pasang flashdisk dari kecamatan",
            "Paket (.ucj) yang ada di dalamnya langsung tampil di sini. Melihat daftar tidak menulis apa pun. "
            "Paket yang datang lewat surel atau pesan dibuka dengan Pilih folder.",
        )
        self.no_package = EmptyPage(
            "tray",
            "Tidak ada paket di sini",
            "Folder ini tidak berisi paket kecamatan (.ucj). Pilih flashdisk atau folder lain.",
        )
        self._lay_out()
        self.chooser.chosen.connect(self.show_stick)
        self.table.went_to.connect(self._on_moved)
        self.panel.opened.connect(self.open_people)

    def _lay_out(self) -> None:
        listed = QWidget()
        across = QHBoxLayout(listed)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.GRID * 3)
        across.addWidget(self.table, 1)
        across.addWidget(self.panel)
        presses = QHBoxLayout()
        presses.setSpacing(look.GRID * 2)
        presses.addWidget(self.will, 1)
        presses.addWidget(self.look_inside)
        presses.addWidget(self.receive)
        full = QWidget()
        down = QVBoxLayout(full)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 3)
        down.addWidget(listed, 1)
        down.addLayout(presses)
        for one in (self.nothing, self.no_package, full):
            self.stack.addWidget(one)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, look.GRID * 3, 0, 0)
        whole.addWidget(self.stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        self.panel.stand_narrow(is_narrow=is_narrow)
        for position, column in enumerate(_COLUMNS):
            if column.code in _WIDE_ONLY:
                self.table.setColumnHidden(position, is_narrow)

    def show_stick(self, stick: Stick | None) -> None:
        """List what lies on it; nothing is trusted yet."""
        self.rows = {}
        if stick is None:
            self.model.set_ids([])
            self.stack.setCurrentIndex(0)
            return
        self.desk.read(partial(_listed, self.desk.office, stick.folder), self._on_listed)

    def check(self) -> None:
        """Look inside every package and say what it would bring; keeps nothing."""
        self._begin()
        wanted = [one.file.path for one in self.rows.values()]
        job = self.desk.start("Memeriksa paket", partial(rehearse, self.desk.office, wanted), self._on_checked)
        job.ended.connect(self._say_what_will_be)

    def take_in(self) -> None:
        """Receive what the look inside found sound."""
        self._begin()
        wanted = [one.file.path for one in self.rows.values() if one.may_come]
        job = self.desk.start("Menerima paket", partial(receive_chosen, self.desk.office, wanted), self._on_received)
        job.cancelled.connect(self._on_stopped)
        job.ended.connect(self._say_what_will_be)

    def open_people(self, kind: DiffKind) -> PackagePeople | None:
        """Who stands behind a number of the package under the cursor."""
        row = self.rows.get(self.table.current_id())
        if row is None or row.diff is None:
            return None
        dialog = PackagePeople(self.desk, row, kind, self)
        dialog.open()
        return dialog

    def _begin(self) -> None:
        self.look_inside.setEnabled(False)
        self.receive.setEnabled(False)

    def _on_listed(self, found: list[InboxFile]) -> None:
        self.rows = {str(one.path): InboxRow(one) for one in found}
        self.stack.setCurrentIndex(2 if found else 1)
        self._show_rows()
        self.look_inside.setFocus()

    def _on_checked(self, arrivals: tuple[Arrival, ...]) -> None:
        self._merge(arrivals, is_kept=False)
        self._show_rows()
        self.receive.setFocus()

    def _on_received(self, result: tuple[tuple[Arrival, ...], Change]) -> None:
        arrivals, _ = result
        self._merge(arrivals, is_kept=True)
        self._show_rows()
        self.took_in.emit()

    def _on_stopped(self) -> None:
        """Packages before the one that was stopped are kept: what lies there is looked at anew."""
        self.desk.changes.announce(Change(Touched.WORKERS | Touched.PACKAGES, ""))
        self.show_stick(self.chooser.stick)

    def _merge(self, arrivals: Sequence[Arrival], *, is_kept: bool) -> None:
        for one in arrivals:
            key = str(one.path)
            if key in self.rows:
                diff = self.rows[key].diff if is_kept else one.diff
                self.rows[key] = InboxRow(self.rows[key].file, one, is_kept and one.received is not None, diff)

    def _show_rows(self) -> None:
        here = self.table.current_id()
        self.model.set_ids(list(self.rows))
        if not self.table.go_to(here) and self.model.ids:
            self.table.go_to(self.model.ids[0])
        self._on_moved(self.table.current_id())
        self._say_what_will_be()

    def _say_what_will_be(self) -> None:
        coming = [one for one in self.rows.values() if one.may_come]
        is_checked = any(one.arrival is not None for one in self.rows.values())
        allow_unless("" if self.rows else "Tidak ada paket di sini.", self.look_inside)
        allow_unless("" if coming else "Tidak ada paket yang bisa diterima.", self.receive)
        self.moved.emit(self._how_far(coming, is_checked=is_checked))
        self.receive.setText(f"Terima {len(coming)} paket" if coming else "Terima")
        if not is_checked:
            self.will.setText("Yang tampil baru pengakuan paketnya sendiri. Periksa dulu, baru bisa diterima.")
        elif coming:
            counts: Counter[str] = Counter()
            for one in coming:
                if one.arrival is not None and one.arrival.received is not None:
                    counts.update(one.arrival.received.counts)
            said = [
                f"{texts.number(counts[name])} {word.lower()}" for name, word in COUNT_LABELS.items() if counts[name]
            ]
            told = ", ".join(said) or "tanpa pekerja"
            self.will.setText(f"Yang akan disimpan: {told}. Tanda terima ditulis di sebelah paketnya.")
        elif any(one.is_kept for one in self.rows.values()):
            self.will.setText("Selesai. Tanda terima sudah ada di sebelah paketnya; kembalikan flashdisk ke kecamatan.")
        else:
            self.will.setText("Tidak ada paket baru yang bisa diterima.")

    def _how_far(self, coming: Sequence[InboxRow], *, is_checked: bool) -> str:
        if not is_checked:
            return f"{len(self.rows)} paket di flashdisk" if self.rows else ""
        if coming:
            return f"{len(coming)} paket siap diterima"
        kept = sum(1 for one in self.rows.values() if one.is_kept)
        return f"{kept} paket diterima" if kept else "tidak ada paket baru"

    def _fetch(self, keys: Sequence[str]) -> Sequence[InboxRow]:
        return [self.rows[key] for key in keys if key in self.rows]

    def _on_moved(self, key: str) -> None:
        self.panel.show_row(self.rows.get(key))


def _listed(office: Office, folder: Path, progress: Progress = SILENT) -> list[InboxFile]:
    progress.step(0)
    return list_inbox(office, folder)


_COLUMNS: Sequence[Column[InboxRow]] = (
    Column("sender", "Mengaku dari", lambda row: row.file.claimed_name or row.file.path.name, 20),
    Column("number", "Nomor", lambda row: str(row.file.claimed.seq) if row.file.claimed else "", 6, is_number=True),
    Column("state", "Keadaan", lambda row: row.words, 20, state=lambda row: row.state),
    Column(
        "kind",
        "Jenis",
        lambda row: KIND_LABELS.get(row.file.claimed.kind.value, "") if row.file.claimed else "",
        11,
    ),
    Column("created", "Dibuat", lambda row: texts.moment(row.file.claimed.created) if row.file.claimed else "", 16),
    Column(
        "workers",
        "Pekerja",
        lambda row: texts.number(row.file.workers) if row.file.workers is not None else "",
        8,
        is_number=True,
    ),
    Column("file", "Berkas", lambda row: row.file.path.name, 22, is_extra=True),
)
