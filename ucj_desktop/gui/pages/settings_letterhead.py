"""Pengaturan: the office and its letterhead, drawn while it is typed."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.minutes import Letterhead
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import Card, soft_label
from ucj_desktop.gui.widgets.letterhead_preview import LetterheadPreview
from ucj_desktop.gui.widgets.settings_section import PreferencesSection, line_of_form, new_form
from ucj_desktop.services.care.settings import read_logo
from ucj_desktop.services.care.settings_faults import fault_of_letterhead
from ucj_desktop.services.preferences import Preferences

_NARROW = 720  # pixels
_FIELDS = (
    ("first_line", "Baris pertama", "PEMERINTAH KABUPATEN BULUKUMBA"),
    ("second_line", "Baris kedua", "KECAMATAN GANTARANG"),
    ("address", "Alamat", "Jalan Pendidikan No. 1, Ponre"),
    ("postcode", "Kode pos", "92561"),
    ("phone", "Telepon", "(0413) 81001"),
    ("email", "Email", "kecamatan@bulukumbakab.go.id"),
    ("website", "Laman", "gantarang.bulukumbakab.go.id"),
    ("place", "Tempat surat", "Ponre"),
)


class LetterheadSection(PreferencesSection):
    """The boxes at the left, the letterhead as it will be printed at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "Kantor dan kop surat",
            f"{desk.office.name}, kode {desk.office.code}. Kop ini berdiri di kepala setiap surat dan laporan.",
        )
        self.boxes: dict[str, QLineEdit] = {}
        self.logo = b""
        form = new_form()
        for code, word, example in _FIELDS:
            box = self.boxes[code] = QLineEdit()
            line_of_form(form, word, box, example)
            box.textEdited.connect(self.note_change)
        self.pick = button("Pilih logo...", self._on_pick, icon="image")
        self.drop = button("Tanpa logo", self._on_drop, icon="trash", kind="plain")
        logo = QHBoxLayout()
        logo.setSpacing(look.GRID * 2)
        logo.addWidget(self.pick)
        logo.addWidget(self.drop)
        logo.addStretch(1)
        label = QLabel("Logo")
        label.setMinimumHeight(look.TARGET)
        form.addRow(label, logo)
        left = QVBoxLayout()
        left.addLayout(form)
        left.addStretch(1)
        self.preview = LetterheadPreview()
        shown = Card("Seperti di surat")
        shown.body.addWidget(self.preview)
        shown.body.addWidget(
            soft_label(
                "Ini sketsa; hasil cetaknya tampil di halaman Surat. Logo: berkas PNG atau JPEG paling besar 1 MB."
            )
        )
        right = QVBoxLayout()
        right.addWidget(shown)
        right.addStretch(1)
        across = self._across = QHBoxLayout()
        across.setSpacing(look.GRID * 5)
        across.addLayout(left, 5)
        across.addLayout(right, 6)
        self.body.addLayout(across)
        self.body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the sketch stands below the boxes."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    def letterhead(self) -> Letterhead:
        """What is typed."""
        typed = {code: " ".join(box.text().split()) for code, box in self.boxes.items()}
        return replace(self.office.preferences.letterhead, logo=self.logo, **typed)

    def wanted(self) -> Preferences:
        return replace(self.office.preferences, letterhead=self.letterhead())

    def fault(self) -> str:
        return fault_of_letterhead(self.letterhead())

    def show_preferences(self, kept: Preferences) -> None:
        for code, box in self.boxes.items():
            box.setText(getattr(kept.letterhead, code))
            box.setCursorPosition(0)
        self.logo = kept.letterhead.logo

    def note_change(self) -> None:
        super().note_change()
        head = self.letterhead()
        dated = f"{head.place or '...'}, {texts.day_in_words(self.office.today())}"
        self.preview.show_letterhead(head, dated)
        self.drop.setVisible(bool(self.logo))
        self.pick.setText("Ganti logo..." if self.logo else "Pilih logo...")

    def take_logo(self, path: Path) -> None:
        """Use a picture as the logo; it is kept with Simpan."""
        try:
            self.logo = read_logo(path)
        except ClerkError as error:
            self.bar.say_error(error)
            return
        self.note_change()

    def _on_pick(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Pilih logo", "", "Gambar (*.png *.jpg *.jpeg)")
        if chosen:
            self.take_logo(Path(chosen))

    def _on_drop(self) -> None:
        self.logo = b""
        self.note_change()
