"""Dialogs of the register of numbers: a letter gets its number, one of the agenda book is recorded, one is voided."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.letter_numbers import NUMBERED, UsedNumber
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.asking_reason import AskingReason
from ucj_desktop.gui.widgets.editors import DateBox
from ucj_desktop.gui.widgets.settings_section import line_of_form, new_form
from ucj_desktop.services.letter_numbers import Numbered, give_number, propose_number, void_number
from ucj_desktop.services.office import Office


class NumberDialog(Asking):
    """The next number of the series stands there already and may be typed over."""

    def __init__(self, desk: Desk, letter: Numbered, words: str, dated: date, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Isi nomor surat",
            f"Untuk {words}. Nomor tidak termasuk data yang dikunci: isi dan kode QR surat tidak berubah. Surat yang"
            " sudah dicetak tetap ada di arsip; cetak lagi bila nomornya perlu tercetak.",
            "Simpan nomor",
            parent=parent,
        )
        self.letter, self.dated = letter, dated
        self.first = self.number = QLineEdit(propose_number(self.office, letter.kind, dated))
        form = new_form()
        line_of_form(form, "Nomor surat", self.number, "500.15/012/KEC-GTR/XI/2026")
        self.body.addLayout(form)

    def submit(self) -> None:
        number = self.number.text().strip()
        if not number:
            self.bar.say(State.BLOCKS, "Nomor suratnya belum diisi.", "Tulis nomornya, atau tekan Batal.")
            return
        self.run("Menyimpan nomor", partial(_given, self.office, self.letter, number, self.dated))


class OutsideDialog(Asking):
    """A number that a letter made outside the program used."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Catat nomor di luar program",
            "Nomor dari buku agenda yang dipakai surat lain, supaya urutannya tidak terpakai dua kali.",
            "Catat nomor",
            parent=parent,
        )
        today = self.office.today()
        self.first = self.number = QLineEdit()
        self.about = QLineEdit()
        self.about.setMaxLength(200)
        self.kind = QComboBox()
        self.kind.addItem("Semua surat", "")
        for kind, words in NUMBERED.items():
            self.kind.addItem(words, kind)
        self.dated = DateBox(today)
        self.dated.show_value(today)
        form = new_form()
        line_of_form(form, "Nomor surat", self.number, "500.15/012/KEC-GTR/XI/2026")
        line_of_form(form, "Perihal", self.about, "Undangan rapat koordinasi")
        if not self.office.preferences.numbering.together:
            line_of_form(form, "Urutan", self.kind)
        label = QLabel("Tanggal")
        label.setBuddy(self.dated)
        form.addRow(label, self.dated)
        self.dated.setMinimumHeight(look.TARGET)
        self.body.addLayout(form)

    def submit(self) -> None:
        read = self.dated.reading()
        if not self.number.text().strip() or not self.about.text().strip():
            self.bar.say(State.BLOCKS, "Nomor dan perihalnya harus diisi.", "Lihat di buku agenda surat.")
            return
        if read.unread or read.value is None:
            self.bar.say(State.BLOCKS, read.remark or "Tanggal suratnya belum diisi.", "Tulis seperti 30-11-2026.")
            return
        letter = Numbered(self.kind.currentData() or "", about=self.about.text())
        self.run("Mencatat nomor", partial(_given, self.office, letter, self.number.text(), read.value))


class VoidDialog(AskingReason):
    """Why a number is not used."""

    doing = "Membatalkan nomor"

    def __init__(self, desk: Desk, used: UsedNumber, words: str, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Batalkan nomor",
            f"Nomor {used.number} untuk {words} dibatalkan. Urutannya tidak diusulkan lagi, dan suratnya menunggu nomor"
            " lain.",
            "Batalkan nomor",
            "Mengapa nomor ini tidak dipakai; tertulis dalam jurnal",
            parent,
        )
        self.used = used

    def work(self, reason: str) -> Callable[..., Any]:
        return partial(_voided, self.office, self.used.number_id, reason)


def _given(office: Office, letter: Numbered, number: str, dated: date, progress: Progress = SILENT) -> Change:
    progress.step(0)
    return give_number(office, letter, number, dated)


def _voided(office: Office, number_id: str, reason: str, progress: Progress = SILENT) -> Change:
    progress.step(0)
    return void_number(office, number_id, reason)
