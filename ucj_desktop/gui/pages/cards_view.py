"""Office cards: ours to give, and those of others, pinned after people compared forty digits."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.cards import Card, heading_label, soft_label
from ucj_desktop.gui.widgets.digit_groups import ComparedDigits, ShownDigits
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.services.handoff.exchange_cards import (
    OfficeCard,
    PinnedOffice,
    list_pinned,
    own_card,
    pin_card,
    read_foreign_card,
    write_card,
)
from ucj_desktop.services.office import Office

_WIDTH = 400


class CardsView(QWidget):
    """Our card at the left, the offices we know at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.dialog: PinCardDialog | None = None
        self.name = heading_label("", 2)
        self.name.setWordWrap(True)
        self.digits = ShownDigits()
        self.write = button("Tulis kartu kami ke flashdisk", self.choose_target, icon="identification-card")
        self.pin = button("Sematkan kartu kantor lain", self.choose_card, icon="plus", kind="primary")
        self.offices = PlainTable(("Kantor", "Kode", "Disematkan", "Sidik angka"))
        self.nobody = soft_label("")
        self._lay_out()

    def _lay_out(self) -> None:
        hide_unless(self.desk.may(Action.PIN_CARD), self.pin, self.write)
        ours = Card("Kartu kantor kami")
        ours.setFixedWidth(_WIDTH)
        ours.body.addWidget(self.name)
        ours.body.addWidget(
            soft_label(
                "Empat puluh angka ini hanya milik kantor kami. Bacakan lewat telepon, atau cocokkan bertatap muka."
            )
        )
        ours.body.addSpacing(look.GRID)
        ours.body.addWidget(self.digits)
        ours.body.addSpacing(look.GRID)
        ours.body.addWidget(self.write)
        ours.body.addStretch(1)
        others = Card("Kantor yang kami kenal")
        head = QHBoxLayout()
        head.addWidget(self.nobody, 1)
        head.addWidget(self.pin)
        others.body.addLayout(head)
        others.body.addWidget(self.offices, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, look.GRID * 3, 0, 0)
        across.setSpacing(look.GRID * 4)
        across.addWidget(ours)
        across.addWidget(others, 1)

    def first_field(self) -> QWidget:
        return self.pin if self.pin.isVisibleTo(self) else self.offices

    def reload(self) -> None:
        """Our card, and those that are pinned."""
        card = own_card(self.office)
        self.name.setText(f"{card.name} ({card.office})")
        self.digits.show_digits(card.fingerprint)
        known = list_pinned(self.office)
        self.offices.show_rows([(one.name, one.office_code, _pinned_when(one), one.fingerprint) for one in known])
        self.nobody.setText(self._sentence(len(known)))

    def _sentence(self, known: int) -> str:
        if known:
            return f"{texts.counted(known, 'kantor')} sudah dicocokkan angkanya."
        wanted = "kabupaten" if self.office.kind is OfficeKind.SUB_DISTRICT else "tiap kecamatan"
        return f"Belum ada. Minta berkas kartu (.ucjk) dari {wanted}, lalu cocokkan angkanya."

    def choose_target(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Flashdisk atau folder untuk kartu kami")
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, folder: Path) -> None:
        self.desk.start("Menulis kartu kantor", partial(_written, self.office, folder))

    def choose_card(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Kartu kantor lain", "", "Kartu kantor (*.ucjk)")
        if chosen:
            self.ask_about(Path(chosen))

    def ask_about(self, path: Path) -> None:
        """Look at a card, and ask for its digits."""
        try:
            card = read_foreign_card(path)
        except ClerkError as error:
            self.desk.fail(error)
            return
        self.dialog = PinCardDialog(self.desk, path, card, self)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()


class PinCardDialog(Asking):
    """Whose card it says it is, and the eight groups to compare."""

    def __init__(self, desk: Desk, path: Path, card: OfficeCard, parent: QWidget) -> None:
        super().__init__(
            desk,
            f"Sematkan kartu {card.name}?",
            f"Berkas ini mengaku dari {card.name} (kode {card.office}, {card.kind.value}). Telepon kantor itu lewat"
            " nomor yang sudah Anda kenal, minta mereka membacakan angkanya, lalu tekan tiap kelompok yang sama, atau"
            " ketik angkanya. Sematkan = simpan sebagai kartu yang dipercaya.",
            "Sematkan",
            parent=parent,
        )
        self._path, self._card = path, card
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("Ketik 40 angka yang dibacakan")
        self.typed.setAccessibleName("Empat puluh angka")
        self.typed.setMinimumHeight(look.TARGET)
        self.groups = ComparedDigits(card.fingerprint)
        self.body.addWidget(self.typed)
        self.body.addWidget(self.groups)
        self.typed.textEdited.connect(self._on_typed)
        self.groups.compared.connect(self._on_compared)
        self._on_compared()

    def _on_typed(self, text: str) -> None:
        differs = self.groups.compare(text)
        if differs:
            self.bar.say(
                State.BLOCKS,
                f"Kelompok {differs} tidak sama dengan kartu ini.",
                "Periksa ketikan. Bila yang dibacakan memang lain, jangan dipakai: kartu ini bukan dari kantor itu.",
            )
        else:
            self.bar.clear()

    def _on_compared(self) -> None:
        allow_unless("" if self.groups.all_same else "Cocokkan dulu semua kelompok angkanya.", self.press)

    def submit(self) -> None:
        if self.groups.all_same:
            self.run("Menyematkan kartu", partial(_pinned, self.office, self._path, self._card.fingerprint))


def _pinned_when(one: PinnedOffice) -> str:
    return "dicabut" if one.is_revoked else texts.moment(one.pinned_at)


def _written(office: Office, folder: Path, progress: Progress = SILENT) -> Change:
    del progress
    card = write_card(office, folder)
    return Change(Touched.OFFICES, f"Kartu kantor tersimpan: {card.file_name} di {folder.name or folder}.")


def _pinned(office: Office, path: Path, fingerprint: str, progress: Progress = SILENT) -> tuple[OfficeCard, Change]:
    del progress
    return pin_card(office, path, fingerprint)
