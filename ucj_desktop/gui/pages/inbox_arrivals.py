"""Packages on a stick: what they say of themselves, what they would bring, and taking them in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import Card, StateLabel, heading_label, line, soft_label
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.stick_chooser import StickChooser
from ucj_desktop.services.district.list_inbox import InboxFile, list_inbox
from ucj_desktop.services.district.receive_chosen import Arrival, receive_chosen
from ucj_desktop.services.handoff.list_sticks import Stick
from ucj_desktop.services.office import Office

_PANEL_WIDTH = 372
_WAITS = "PKT-09"  # the code of a package whose predecessor has not arrived
COUNT_LABELS = {"new": "Baru", "changed": "Berubah", "same": "Sama", "withdrawn": "Ditarik", "refused": "Ditolak"}
KIND_LABELS = {"full": "Lengkap", "delta": "Perubahan", "nihil": "Nihil"}


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One file in the list: what it claims, and what came of a look inside or of receiving it."""

    file: InboxFile
    arrival: Arrival | None = None
    is_kept: bool = False
    waits: bool = False  # for the package before it, which lies on the same stick

    @property
    def may_come(self) -> bool:
        """Whether receiving it is worth a try."""
        if self.is_kept or self.arrival is None:
            return False
        return self.waits or (self.arrival.received is not None and not self.arrival.received.again)

    @property
    def state(self) -> State:
        if self.file.fault is not None:
            return State.BLOCKS
        if self.arrival is None or self.waits:
            return State.NOTE
        if self.arrival.held is not None:
            return State.BLOCKS
        if self.arrival.received is not None and self.arrival.received.counts.get("refused"):
            return State.WARNS
        return State.GOOD

    @property
    def words(self) -> str:
        if self.file.fault is not None:
            return "Tidak terbaca"
        if self.arrival is None:
            return "Belum dipercaya"
        if self.waits:
            return "Menunggu nomor sebelumnya"
        if self.arrival.held is not None:
            return "Ditahan"
        if self.arrival.received is not None and self.arrival.received.again:
            return "Sudah pernah diterima"
        return "Diterima" if self.is_kept else "Asli, siap diterima"


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
        self.table = RowTable(self.model, "arrivals")
        self.panel = ArrivalPanel()
        self.look_inside = button("Periksa isinya", self.check, icon="shield-check")
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
        self._run("Memeriksa paket", dry_run=True)

    def take_in(self) -> None:
        """Receive what the look inside found sound."""
        self._run("Menerima paket", dry_run=False)

    def _run(self, words: str, *, dry_run: bool) -> None:
        wanted = [one.file.path for one in self.rows.values() if one.may_come or dry_run]
        self.look_inside.setEnabled(False)
        self.receive.setEnabled(False)
        work = partial(receive_chosen, self.desk.office, wanted, dry_run=dry_run)
        job = self.desk.start(words, work, self._on_checked if dry_run else self._on_received)
        job.ended.connect(self._say_what_will_be)

    def _on_listed(self, found: list[InboxFile]) -> None:
        self.rows = {str(one.path): InboxRow(one) for one in found}
        self.stack.setCurrentIndex(2 if found else 1)
        self._show_rows()
        self.look_inside.setFocus()

    def _on_checked(self, result: tuple[tuple[Arrival, ...], Change]) -> None:
        arrivals, _ = result
        self._merge(arrivals, is_kept=False)
        sound: set[tuple[str, int]] = set()
        for key in sorted(self.rows):
            row = self.rows[key]
            claimed = row.file.claimed
            if claimed is None or row.arrival is None:
                continue
            held = row.arrival.held
            waits = held is not None and held.code == _WAITS and (claimed.office, claimed.seq - 1) in sound
            if waits:
                self.rows[key] = InboxRow(row.file, row.arrival, waits=True)
            if waits or row.arrival.received is not None:
                sound.add((claimed.office, claimed.seq))
        self._show_rows()
        self.receive.setFocus()

    def _on_received(self, result: tuple[tuple[Arrival, ...], Change]) -> None:
        arrivals, _ = result
        self._merge(arrivals, is_kept=True)
        self._show_rows()
        self.took_in.emit()

    def _merge(self, arrivals: Sequence[Arrival], *, is_kept: bool) -> None:
        for one in arrivals:
            key = str(one.path)
            if key in self.rows:
                self.rows[key] = InboxRow(self.rows[key].file, one, is_kept and one.received is not None)

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
            self.will.setText("Yang tampil baru pengakuan paketnya sendiri. Periksa isinya dulu, baru bisa diterima.")
        elif coming:
            counts: Counter[str] = Counter()
            for one in coming:
                if one.arrival is not None and one.arrival.received is not None:
                    counts.update(one.arrival.received.counts)
            told = ", ".join(f"{texts.number(counts[name])} {word.lower()}" for name, word in COUNT_LABELS.items())
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


class ArrivalPanel(Card):
    """One package: what it says, what it would bring, why it is held, and which rows are refused."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setFixedWidth(_PANEL_WIDTH)
        self.heading_name = heading_label("", 2)
        self.heading_name.setWordWrap(True)
        self.state = StateLabel(State.NOTE, "")
        self.claims = soft_label()
        self.sentence, self.fix = QLabel(), soft_label()
        self.sentence.setWordWrap(True)
        self.counts = {name: QLabel("0") for name in COUNT_LABELS}
        self._figures = QWidget()
        figures = QHBoxLayout(self._figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(look.GRID * 3)
        for name, label in self.counts.items():
            label.setFont(look.heading_font(2))
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(label)
            column.addWidget(soft_label(COUNT_LABELS[name], wraps=False))
            figures.addLayout(column)
        figures.addStretch(1)
        self.notes = soft_label()
        self.refused_heading = heading_label("Baris yang ditolak", 3)
        self.refused = PlainTable(("Jumlah", "Mengapa"), widest=1, numbers=(0,))
        self.refused.setWordWrap(True)
        self.after = soft_label("Kecamatan membaca alasan ini, dengan namanya, dari tanda terima.")
        for one in (self.heading_name, self.claims, line(), self.sentence, self.fix, self._figures):
            self.body.addWidget(one)
        self.body.insertWidget(2, self.state)
        for one in (self.notes, self.refused_heading, self.refused, self.after):
            self.body.addWidget(one, 1 if one is self.refused else 0)
        self.body.addStretch(1)
        self.show_row(None)

    def show_row(self, row: InboxRow | None) -> None:
        """Show one package; None empties the panel."""
        self.setVisible(row is not None)
        if row is None:
            return
        claimed = row.file.claimed
        self.heading_name.setText(row.file.claimed_name or row.file.path.name)
        self.claims.setText(_claims(row.file))
        self.state.show_state(row.state, row.words)
        received = row.arrival.received if row.arrival is not None else None
        what, fix = _sentence(row)
        self.sentence.setText(what)
        self.fix.setText(fix)
        self.fix.setVisible(bool(fix))
        self._figures.setVisible(received is not None)
        for name, label in self.counts.items():
            label.setText(texts.number(received.counts.get(name, 0)) if received else "")
        self.notes.setText("\n".join(received.notes) if received else "")
        self.notes.setVisible(bool(self.notes.text()))
        self._show_refused(Counter(one.reason for one in received.refused) if received else Counter())
        self.setAccessibleName(f"{self.heading_name.text()} nomor {claimed.seq if claimed else '?'}: {row.words}")

    def _show_refused(self, reasons: Counter[str]) -> None:
        for one in (self.refused_heading, self.refused, self.after):
            one.setVisible(bool(reasons))
        self.refused.show_rows([(texts.number(number), reason) for reason, number in reasons.most_common()])
        self.refused.resizeRowsToContents()


def _listed(office: Office, folder: Path, progress: Progress = SILENT) -> list[InboxFile]:
    progress.step(0)
    return list_inbox(office, folder)


def _claims(file: InboxFile) -> str:
    claimed = file.claimed
    if claimed is None:
        return f"Berkas {file.path.name}, {_size(file.size)}"
    kind = KIND_LABELS.get(claimed.kind.value, claimed.kind.value).lower()
    return (
        f"Mengaku paket {kind} nomor {claimed.seq}, tahun {claimed.period}, dibuat {texts.moment(claimed.created)}, "
        f"{texts.counted(file.workers or 0, 'pekerja')}. Berkas {file.path.name}, {_size(file.size)}."
    )


def _sentence(row: InboxRow) -> tuple[str, str]:
    fault = row.file.fault or (row.arrival.held if row.arrival is not None else None)
    if row.waits:
        return "Paket ini menyusul paket sebelumnya, yang ada di flashdisk yang sama.", "Keduanya diterima berurutan."
    if fault is not None:
        return fault.what, fault.fix
    received = row.arrival.received if row.arrival is not None else None
    if received is None:
        return "Isinya masih tersegel dan belum dibuktikan.", "Tekan Periksa isinya."
    if received.again:
        return "Paket yang sama sudah pernah diterima; tidak ada yang berubah.", ""
    if row.is_kept and received.receipt is not None:
        return f"Sudah disimpan. Tanda terimanya {received.receipt.name}.", ""
    return "Pengirim dan isinya sudah dibuktikan. Belum ada yang disimpan.", ""


def _size(size: int) -> str:
    return f"{texts.number(max(size // 1024, 1))} KB"


_COLUMNS: Sequence[Column[InboxRow]] = (
    Column("sender", "Mengaku dari", lambda row: row.file.claimed_name or row.file.path.name, 22),
    Column("number", "Nomor", lambda row: str(row.file.claimed.seq) if row.file.claimed else "", 6, is_number=True),
    Column(
        "kind",
        "Jenis",
        lambda row: KIND_LABELS.get(row.file.claimed.kind.value, "") if row.file.claimed else "",
        9,
    ),
    Column("created", "Dibuat", lambda row: texts.moment(row.file.claimed.created) if row.file.claimed else "", 15),
    Column(
        "workers",
        "Pekerja",
        lambda row: texts.number(row.file.workers) if row.file.workers is not None else "",
        8,
        is_number=True,
    ),
    Column("state", "Keadaan", lambda row: row.words, 22, state=lambda row: row.state),
    Column("file", "Berkas", lambda row: row.file.path.name, 22, is_extra=True),
)
