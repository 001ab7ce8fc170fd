"""Dialogs about office cards: comparing one, revoking one, renewing our keys, going on after a restored backup."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from ucj_desktop.domain.card_revocation import REVOCATION_LABELS, RevocationReason
from ucj_desktop.domain.change import Change
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import allow_unless
from ucj_desktop.gui.widgets.digit_groups import ComparedDigits
from ucj_desktop.services.handoff.continue_numbers import continue_after
from ucj_desktop.services.handoff.exchange_cards import OfficeCard, PinnedOffice, pin_card
from ucj_desktop.services.handoff.renew_keys import renew_keys
from ucj_desktop.services.handoff.revoke_card import revoke_card
from ucj_desktop.services.office import Office

_MOST = 9_000


class PinCardDialog(Asking):
    """Whose card it says it is, and the eight groups to compare with somebody of that office."""

    def __init__(self, desk: Desk, path: Path, card: OfficeCard, parent: QWidget) -> None:
        renews = " Kartu ini dibuat sesudah kantor itu mengganti kuncinya." if card.previous_key else ""
        super().__init__(
            desk,
            f"Sematkan kartu {card.name}?",
            f"Berkas ini mengaku dari {card.name} (kode {card.office}, {card.kind.value}).{renews} Telepon kantor itu"
            " lewat nomor yang sudah Anda kenal, minta mereka membacakan angkanya, lalu tekan tiap kelompok yang sama,"
            " atau ketik angkanya. Sematkan = simpan sebagai kartu yang dipercaya.",
            "Sematkan",
            parent=parent,
        )
        self._path, self._card = path, card
        self.typed = _line("Ketik 40 angka yang dibacakan, atau pindai QR di lembar kartunya", "Empat puluh angka")
        self.groups = ComparedDigits(card.fingerprint)
        self.person = _line("Dicocokkan dengan siapa di kantor itu (nama, jabatan)", "Dicocokkan dengan")
        self.body.addWidget(self.typed)
        self.body.addWidget(self.groups)
        self.body.addWidget(self.person)
        self.typed.textEdited.connect(self._on_typed)
        self.groups.compared.connect(self._on_compared)
        self.person.textEdited.connect(self._on_compared)
        self._on_compared()

    def _on_typed(self, text: str) -> None:
        differs = self.groups.compare(text.rpartition("*")[2])  # the QR of the sheet says the code before it
        if differs:
            self.bar.say(
                State.BLOCKS,
                f"Kelompok {differs} tidak sama dengan kartu ini.",
                "Periksa ketikan. Bila yang dibacakan memang lain, jangan dipakai: kartu ini bukan dari kantor itu.",
            )
        else:
            self.bar.clear()

    def _on_compared(self) -> None:
        why = "" if self.groups.all_same else "Cocokkan dulu semua kelompok angkanya."
        allow_unless(
            why or ("" if self.person.text().strip() else "Tulis dengan siapa angkanya dicocokkan."), self.press
        )

    def submit(self) -> None:
        if self.press.isEnabled():
            work = partial(_pinned, self.office, self._path, self._card.fingerprint, self.person.text())
            self.run("Menyematkan kartu", work)


class RevokeCardDialog(Asking):
    """Why a card is trusted no longer."""

    def __init__(self, desk: Desk, one: PinnedOffice, parent: QWidget) -> None:
        super().__init__(
            desk,
            f"Cabut kartu {one.name}?",
            "Semua kiriman yang ditandatangani dengan kunci kartu ini akan ditolak mulai sekarang; yang sudah diterima"
            " tetap. Kartu yang dicabut tidak bisa dipakai lagi: kantor itu harus membuat kunci baru, dan angkanya"
            " dicocokkan lagi.",
            "Cabut kartu",
            parent=parent,
        )
        self._one = one
        self.reason = QComboBox()
        self.reason.setAccessibleName("Alasan")
        self.reason.setMinimumHeight(look.TARGET)
        for reason, words in REVOCATION_LABELS.items():
            self.reason.addItem(words[:1].upper() + words[1:], reason.value)
        self.body.addWidget(self.reason)

    def submit(self) -> None:
        reason = RevocationReason(self.reason.currentData())
        self.run("Mencabut kartu", partial(_revoked, self.office, self._one.office_code, reason))


class RenewKeysDialog(Asking):
    """What renewing our keys means for the others."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Ganti kunci kantor kami?",
            "Kantor ini mendapat kunci dan 40 angka yang baru. Sesudah itu tulis kartu yang baru, berikan kepada tiap"
            " kantor tujuan, dan cocokkan lagi angkanya; sebelum itu kiriman kita mereka tolak. Kertas dan kiriman yang"
            " lama tetap sah. Bila komputer kita dicuri, minta juga mereka mencabut kartu yang lama.",
            "Ganti kunci",
            parent=parent,
        )

    def submit(self) -> None:
        self.run("Mengganti kunci kantor", partial(_renewed, self.office))


class ContinueDialog(Asking):
    """The number that the district names after a restored backup or on a new computer."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Lanjutkan nomor paket sesudah pemulihan?",
            "Hanya bila data ini dipulihkan dari cadangan, atau kantor ini memakai komputer baru, dan kabupaten menolak"
            " paketnya karena tidak menyambung. Tanyakan kepada kabupaten nomor paket terakhir kita yang sudah"
            " diterimanya. Paket berikutnya berisi semuanya, dengan nomor sesudah itu.",
            "Lanjutkan",
            parent=parent,
        )
        self.number = QSpinBox()
        self.number.setRange(0, _MOST)
        self.number.setSpecialValueText("Ketik nomor terakhir di kabupaten")
        self.number.setMinimumHeight(look.TARGET)
        self.number.setPrefix("Nomor terakhir di kabupaten: ")
        self.number.setAccessibleName("Nomor paket terakhir yang diterima kabupaten")
        self.body.addWidget(self.number)
        self.number.valueChanged.connect(self._on_number)
        self._on_number(0)

    def _on_number(self, number: int) -> None:
        allow_unless("" if number else "Ketik dulu nomornya.", self.press)

    def submit(self) -> None:
        self.run("Melanjutkan nomor paket", partial(_continued, self.office, self.number.value()))


def _line(hint: str, name: str) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(hint)
    made.setAccessibleName(name)
    made.setMinimumHeight(look.TARGET)
    return made


def _pinned(
    office: Office, path: Path, fingerprint: str, person: str, progress: Progress = SILENT
) -> tuple[OfficeCard, Change]:
    del progress
    return pin_card(office, path, fingerprint, compared_with=person)


def _revoked(office: Office, code: str, reason: RevocationReason, progress: Progress = SILENT) -> Change:
    del progress
    return revoke_card(office, code, reason)


def _renewed(office: Office, progress: Progress = SILENT) -> tuple[OfficeCard, Change]:
    del progress
    return renew_keys(office)


def _continued(office: Office, number: int, progress: Progress = SILENT) -> Change:
    del progress
    return continue_after(office, number)
