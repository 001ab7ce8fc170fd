"""Pengaturan: who signs, in which capacity, and how it stands on paper."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ucj_desktop.domain.minutes import Capacity, Signer
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.widgets.buttons import allow_unless, button, icon_button
from ucj_desktop.gui.widgets.cards import Card, soft_label
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.settings_section import PreferencesSection, line_of_form, new_form
from ucj_desktop.services.care.settings_faults import fault_of_signer, signature_lines, written_nip
from ucj_desktop.services.preferences import Preferences

CAPACITY_LABELS = {
    Capacity.OWN: "Pejabatnya sendiri",
    Capacity.ON_BEHALF: "a.n. (atas nama)",
    Capacity.BY_ORDER: "u.b. (untuk beliau)",
    Capacity.ACTING_TASK: "Plt. (pelaksana tugas)",
    Capacity.ACTING_DAY: "Plh. (pelaksana harian)",
    Capacity.INTERIM: "Pj. (penjabat)",
}
_FIELDS = (
    ("name", "Nama dan gelar", "Andi Mappatoba, S.Sos., M.Si."),
    ("position", "Jabatan", "CAMAT GANTARANG"),
    ("on_behalf_of", "Mewakili", "CAMAT GANTARANG"),
    ("rank", "Pangkat/golongan", "Pembina Tingkat I, IV/b"),
    ("nip", "NIP", "197505122000031004"),
)
_FOR_OTHERS = (Capacity.ON_BEHALF, Capacity.BY_ORDER)


class SignersSection(PreferencesSection):
    """The signers in their order above, the one under the cursor below, with the block as it will be printed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "Penanda tangan",
            "Mereka ditawarkan pada setiap surat, dalam urutan ini. Yang pertama biasanya kepala kantor.",
        )
        self.signers: list[Signer] = []
        self._is_showing = False
        self.table = PlainTable(("Nama", "Jabatan", "NIP"), widest=1)
        self.table.setMinimumHeight(168)
        self.table.setAccessibleName("Penanda tangan")
        self.none = soft_label("Belum ada. Tekan Tambah, lalu isi nama dan jabatannya; yang pertama biasanya camat.")
        self.add = button("Tambah", self.add_signer, icon="plus")
        self.remove = button("Hapus", self.remove_signer, icon="trash")
        self.up = icon_button("arrow-up", "Naikkan", self._on_up)
        self.down = icon_button("arrow-down", "Turunkan", self._on_down)
        self.boxes: dict[str, QLineEdit] = {}
        self.capacity = QComboBox()
        self.capacity.setMinimumHeight(look.TARGET)
        self.capacity.setAccessibleName("Bertindak sebagai")
        for one, word in CAPACITY_LABELS.items():
            self.capacity.addItem(word, one)
        self.one = QWidget()
        self.block = QLabel()
        self.block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.block.setMinimumWidth(280)
        self._lay_out()
        self.table.itemSelectionChanged.connect(self._on_moved)
        self.capacity.activated.connect(self._on_edited)

    def _lay_out(self) -> None:
        presses = QHBoxLayout()
        presses.setSpacing(look.GRID * 2)
        for press in (self.add, self.remove, self.up, self.down):
            presses.addWidget(press)
        presses.addStretch(1)
        form = new_form()
        for code, word, example in _FIELDS:
            if code == "on_behalf_of":
                line_of_form(form, "Bertindak sebagai", self.capacity)
            box = self.boxes[code] = QLineEdit()
            line_of_form(form, word, box, example)
            box.textEdited.connect(self._on_edited)
        self._form = form
        left = QVBoxLayout()
        left.addLayout(form)
        left.addStretch(1)
        shown = Card("Seperti di surat")
        shown.body.addSpacing(look.GRID * 2)
        shown.body.addWidget(self.block)
        shown.body.addWidget(soft_label("Kepala desa dan ketua RT umumnya tidak punya NIP: biarkan kosong."))
        right = QVBoxLayout()
        right.addWidget(shown)
        right.addStretch(1)
        across = QHBoxLayout(self.one)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.GRID * 5)
        across.addLayout(left, 5)
        across.addLayout(right, 4)
        self.body.addWidget(self.none)
        self.body.addWidget(self.table)
        self.body.addLayout(presses)
        self.body.addWidget(self.one)
        self.body.addStretch(1)

    @property
    def position(self) -> int:
        """Which signer the form shows; -1 where there is none."""
        return self.table.currentRow()

    def wanted(self) -> Preferences:
        return replace(self.office.preferences, signers=tuple(self.signers))

    def fault(self) -> str:
        for row, one in enumerate(self.signers):
            fault = fault_of_signer(one)
            if fault:
                self.table.selectRow(row)
                return fault
        return ""

    def show_preferences(self, kept: Preferences) -> None:
        here = max(self.position, 0)
        self.signers = list(kept.signers)
        self._show_table(min(here, len(self.signers) - 1))

    def add_signer(self) -> None:
        """A new one at the end, the cursor in the name."""
        self.signers.append(Signer(name="", position=""))
        self._show_table(len(self.signers) - 1)
        self.note_change()
        self.boxes["name"].setFocus()

    def remove_signer(self) -> None:
        """Take the one under the cursor out; Kembalikan brings it back."""
        if self.position >= 0:
            row = self.position
            del self.signers[row]
            self._show_table(min(row, len(self.signers) - 1))
            self.note_change()

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        row, other = self.position, self.position + by
        if row >= 0 and 0 <= other < len(self.signers):
            self.signers[row], self.signers[other] = self.signers[other], self.signers[row]
            self._show_table(other)
            self.note_change()

    def _show_table(self, row: int) -> None:
        self._is_showing = True
        self.table.show_rows([_cells(one) for one in self.signers])
        if row >= 0:
            self.table.selectRow(row)
        self._is_showing = False
        self._on_moved()

    def _on_moved(self) -> None:
        if self._is_showing:
            return
        row = self.position
        is_one = 0 <= row < len(self.signers)
        self.one.setVisible(is_one)
        self.none.setVisible(not self.signers)
        self.table.setVisible(bool(self.signers))
        allow_unless("" if is_one else "Pilih dulu satu penanda tangan.", self.remove, self.up, self.down)
        if is_one:
            one = self.signers[row]
            for code, box in self.boxes.items():
                box.setText(getattr(one, code).replace("\n", " / "))
                box.setCursorPosition(0)
            self.capacity.setCurrentIndex(list(CAPACITY_LABELS).index(one.capacity))
            self._show_block(one)

    def _on_edited(self) -> None:
        row = self.position
        if not 0 <= row < len(self.signers):
            return
        typed = {code: " ".join(box.text().split()) for code, box in self.boxes.items()}
        typed["nip"] = typed["nip"].replace(" ", "")
        typed["on_behalf_of"] = "\n".join(part.strip() for part in typed["on_behalf_of"].split("/") if part.strip())
        capacity: Capacity = self.capacity.currentData()
        if capacity not in _FOR_OTHERS:
            typed["on_behalf_of"] = ""
        one = self.signers[row] = Signer(capacity=Capacity(capacity), **typed)
        for column, cell in enumerate(_cells(one)):
            item = self.table.item(row, column)
            if item is not None:
                item.setText(cell)
        self._show_block(one)
        self.note_change()

    def _show_block(self, one: Signer) -> None:
        self._form.setRowVisible(self.boxes["on_behalf_of"], one.capacity in _FOR_OTHERS)
        above = "<br>".join(_plain(line) for line in signature_lines(one)) if one.position else "JABATAN,"
        below = [
            f"<b><u>{_plain(one.name) or 'NAMA'}</u></b>",
            _plain(one.rank),
            f"NIP {written_nip(one.nip)}" if one.nip else "",
        ]
        self.block.setText(f"{above}<br><br><br><br>{'<br>'.join(filter(None, below))}")


def _cells(one: Signer) -> tuple[str, str, str]:
    position = " ".join(signature_lines(one)).removesuffix(",") if one.position else ""
    return one.name or "(belum diisi)", position, one.nip


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
