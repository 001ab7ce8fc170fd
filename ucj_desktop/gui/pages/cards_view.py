"""Office cards: ours to give, and those of others, pinned after people compared forty digits."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.card_dialogs import ContinueDialog, PinCardDialog, RenewKeysDialog, RevokeCardDialog
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.cards import Card, heading_label, soft_label
from ucj_desktop.gui.widgets.digit_groups import ShownDigits
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.handoff.exchange_cards import (
    PinnedOffice,
    list_cards,
    own_card,
    read_foreign_card,
    write_card,
)
from ucj_desktop.services.handoff.find_cards import FoundCard, cards_on_sticks
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.print_card import print_card

_WIDTH = 344
_COLUMNS = ("Kantor", "Keadaan", "Kode", "Disematkan", "Dicocokkan dengan", "Sidik angka")


class CardsView(QWidget):
    """Our card at the left, the offices we know at the right, with every card they ever had."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.dialog: PinCardDialog | None = None
        self.asking: Asking | None = None
        self.known: list[PinnedOffice] = []
        self.waiting: list[FoundCard] = []
        self.name = heading_label("", 2)
        self.name.setWordWrap(True)
        self.digits = ShownDigits()
        self.write = button("Tulis kartu kami ke flashdisk", self.choose_target, icon="identification-card")
        self.paper = button("Cetak lembar kartu", self.choose_paper, icon="printer")
        self.renew = button("Ganti kunci kami", self.ask_to_renew, icon="arrows-clockwise", kind="plain")
        self.go_on = button("Sesudah pemulihan", self.ask_to_continue, icon="clock-counter-clockwise", kind="plain")
        self.pin = button("Sematkan kartu kantor lain", self.choose_card, icon="plus", kind="primary")
        self.revoke = button("Cabut kartu", self.ask_to_revoke, kind="danger")
        self.bar = SentenceBar(closable=False)
        self.offices = PlainTable(_COLUMNS, widest=len(_COLUMNS) - 1)  # the digits: cut, and whole in their tip
        self.offices.setAccessibleName("Kantor yang dikenal")
        self.offices.setMinimumWidth(240)
        self.nobody = soft_label("")
        self.offices.itemSelectionChanged.connect(self._say_revoke)
        self._lay_out()

    def _lay_out(self) -> None:
        hide_unless(self.desk.may(Action.PIN_CARD), self.pin, self.write, self.paper, self.renew, self.revoke)
        sends = self.office.kind is OfficeKind.SUB_DISTRICT and self.desk.may(Action.CREATE_PACKAGE)
        hide_unless(sends, self.go_on)
        ours = Card("Kartu kantor kami")
        ours.body.addWidget(self.name)
        ours.body.addWidget(
            soft_label(
                "Empat puluh angka ini hanya milik kantor kami. Bacakan lewat telepon, atau cocokkan bertatap muka."
            )
        )
        ours.body.addSpacing(look.GRID)
        ours.body.addWidget(self.digits)
        ours.body.addSpacing(look.GRID)
        for one in (self.write, self.paper):
            ours.body.addWidget(one)
        for one in (self.renew, self.go_on):
            ours.body.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        ours.body.addStretch(1)
        others = Card("Kantor yang kami kenal")
        others.body.addWidget(self.nobody)
        head = QHBoxLayout()
        head.addWidget(self.pin)
        head.addStretch(1)
        head.addWidget(self.revoke)
        others.body.addLayout(head)
        others.body.addWidget(self.offices, 1)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 4)
        side = QScrollArea()  # a low window has no height for all of it
        side.setWidgetResizable(True)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setFixedWidth(_WIDTH)
        side.setWidget(ours)
        across.addWidget(side)
        across.addWidget(others, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.GRID * 3, 0, 0)
        down.setSpacing(look.GRID * 3)
        down.addWidget(self.bar)
        down.addLayout(across, 1)

    def first_field(self) -> QWidget:
        return self.pin if self.pin.isVisibleTo(self) else self.offices

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_for_cards()

    def reload(self) -> None:
        """Our card, and all that were ever pinned."""
        card = own_card(self.office)
        self.name.setText(f"{card.name} ({card.office})")
        self.digits.show_digits(card.fingerprint)
        self.known = list_cards(self.office)
        self._show_cards()
        self.nobody.setText(self._sentence(sum(one.is_in_force for one in self.known)))
        if self.isVisible():
            self.look_for_cards()

    def look_for_cards(self) -> None:
        """Cards on a stick that nobody has compared yet are offered."""
        if self.desk.may(Action.PIN_CARD):
            self.desk.read(partial(_found, self.office), self.offer)

    def offer(self, waiting: list[FoundCard]) -> None:
        """Show the cards that wait, and a way to the first of them."""
        self.waiting = waiting
        self._show_cards()
        if not waiting:
            self.bar.clear()
            return
        first = waiting[0]
        self.bar.say(
            State.NOTE,
            f"Di {first.label} ada kartu yang mengaku dari {first.card.name} dan belum dicocokkan.",
            "Cocokkan angkanya dengan orang di kantor itu sebelum disematkan.",
            ("Cocokkan", partial(self.ask_about, first.path)),
        )

    def _show_cards(self) -> None:
        rows = [
            (one.card.name, "menunggu dicocokkan", one.card.office, "", "", one.card.fingerprint)
            for one in self.waiting
        ]
        self.offices.show_rows([*rows, *map(_row, self.known)])
        self._say_revoke()

    def _sentence(self, known: int) -> str:
        if known:
            return f"{texts.counted(known, 'kantor')} sudah dicocokkan angkanya."
        wanted = "kabupaten" if self.office.kind is OfficeKind.SUB_DISTRICT else "tiap kecamatan"
        return f"Belum ada. Minta berkas kartu (.ucjk) dari {wanted}, lalu cocokkan angkanya."

    def _chosen(self) -> PinnedOffice | None:
        row = self.offices.currentRow() - len(self.waiting)
        chosen = self.known[row] if 0 <= row < len(self.known) and self.offices.selectedItems() else None
        return chosen if chosen is not None and chosen.is_in_force else None

    def _say_revoke(self) -> None:
        allow_unless("" if self._chosen() else "Pilih dulu kartu yang berlaku di daftar.", self.revoke)

    def choose_target(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Flashdisk atau folder untuk kartu kami")
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, folder: Path) -> None:
        self.desk.start("Menulis kartu kantor", partial(_written, self.office, folder))

    def choose_paper(self) -> None:
        name = f"Kartu kantor {self.office.code}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan lembar kartu", name, "PDF (*.pdf)")
        if chosen:
            self.print_to(Path(chosen))

    def print_to(self, out: Path) -> None:
        self.desk.start("Membuat lembar kartu", partial(_printed, self.office, out))

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
        self._open(self.dialog)

    def ask_to_revoke(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._open(RevokeCardDialog(self.desk, chosen, self))

    def ask_to_renew(self) -> None:
        self._open(RenewKeysDialog(self.desk, self))

    def ask_to_continue(self) -> None:
        self._open(ContinueDialog(self.desk, self))

    def _open(self, dialog: Asking) -> None:
        self.asking = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _row(one: PinnedOffice) -> tuple[str, ...]:
    ended = f" ({texts.moment(one.ended_at)})" if one.ended_at else ""
    return (
        one.name,
        f"{one.state_words}{ended}",
        one.office_code,
        texts.moment(one.pinned_at),
        one.compared_with,
        one.fingerprint,
    )


def _found(office: Office, progress: Progress = SILENT) -> list[FoundCard]:
    del progress
    return cards_on_sticks(office)


def _printed(office: Office, out: Path, progress: Progress = SILENT) -> Change:
    del progress
    return print_card(office, out)


def _written(office: Office, folder: Path, progress: Progress = SILENT) -> Change:
    del progress
    card = write_card(office, folder)
    return Change(Touched.OFFICES, f"Kartu kantor tersimpan: {card.file_name} di {folder.name or folder}.")
