"""Pengaturan: accounts and their roles, one's own password, and the recovery code."""

from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton

from ucj_desktop.domain.people import ROLE_LABELS, Action, OfficeKind
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.pages.account_dialogs import (
    AccountDialog,
    DisableDialog,
    OnePersonDialog,
    OwnPasswordDialog,
    RecoveryCodeDialog,
)
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import Card, soft_label
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.settings_section import SettingsSection
from ucj_desktop.services.care.accounts import AccountSlot, RecoveryCode, list_accounts, renew_recovery_code
from ucj_desktop.services.care.four_eyes import choose_four_eyes

_ONE_ACCOUNT = (
    "Kantor ini punya satu akun, jadi petugasnya boleh mengerjakan semuanya, dan berita acara menyebutkannya. "
    "Begitu akun kedua dibuat, empat mata berlaku: tiap akun hanya boleh yang sesuai perannya."
)
_FOUR_EYES = (
    "Empat mata: yang memasukkan, memperbaiki, atau memverifikasi seorang pekerja tidak memvalidasinya. "
    "Bila sebenarnya hanya satu orang yang bekerja di sini, tetapkan itu dengan alasannya."
)


class AccountsSection(SettingsSection):
    """Who does not manage accounts sees only the own password."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Akun", "Setiap petugas punya akun sendiri; semua yang dikerjakan tercatat namanya.")
        self.slots: list[AccountSlot] = []
        self.dialog: QDialog | None = None
        self.table = PlainTable(("Nama", "Peran", "Keadaan"), widest=0)
        self.table.setMinimumHeight(160)
        self.table.setAccessibleName("Akun")
        self.add = button("Tambah akun", self.add_one, icon="user-plus", kind="primary")
        self.reset = button("Sandi atau peran baru", self.reset_one, icon="key")
        self.disable = button("Nonaktifkan", self.disable_one, icon="prohibit", kind="danger")
        self.eyes = Card("Empat mata atau satu petugas")
        self.told = soft_label()
        self.choose = button("Tetapkan satu petugas", self.choose_one_person, icon="users")
        self.keep_four = button("Kembali ke empat mata", self.choose_four_eyes, icon="users")
        self.own = button("Ganti kata sandi saya", self.change_own, icon="lock-key")
        self.renew = button("Buat kode pemulihan baru", self.renew_code, icon="key")
        presses = QHBoxLayout()
        presses.setSpacing(look.GRID * 2)
        for press in (self.add, self.reset, self.disable):
            presses.addWidget(press)
        presses.addStretch(1)
        mine = Card("Akun saya")
        mine.body.addWidget(
            soft_label(f"Masuk sebagai {desk.office.clerk.name}, {ROLE_LABELS[desk.office.clerk.role]}.")
        )
        mine.body.addStretch(1)
        mine.body.addLayout(_at_left(self.own))
        self.code = Card("Kode pemulihan")
        self.code.body.addWidget(
            soft_label(
                "Bila semua kata sandi terlupa, hanya kode di lembar pemulihan yang bisa membuka data. Buat yang baru "
                "bila lembarnya hilang atau pernah dilihat orang lain; lembar lama langsung tidak berlaku."
            )
        )
        self.code.body.addLayout(_at_left(self.renew))
        self.body.addWidget(self.table)
        self.body.addLayout(presses)
        self.eyes.body.addWidget(self.told)
        for press in (self.choose, self.keep_four):
            self.eyes.body.addLayout(_at_left(press))
        self.body.addWidget(self.eyes)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 3)
        across.addWidget(mine, 2)
        across.addWidget(self.code, 3)
        self.body.addLayout(across)
        self.body.addStretch(1)
        self.table.itemSelectionChanged.connect(self._on_moved)

    def reload(self) -> None:
        manages = self.desk.may(Action.MANAGE_ACCOUNTS)
        for one in (self.table, self.add, self.reset, self.disable, self.code):
            one.setVisible(manages)
        here = self.table.currentRow()
        self.slots = list_accounts(self.office)
        self.table.show_rows([(one.name, ROLE_LABELS[one.role], _state(one)) for one in self.slots])
        self._show_eyes()
        self.table.selectRow(here if 0 <= here < len(self.slots) else 0)
        self._on_moved()

    def _show_eyes(self) -> None:
        """What holds; who may choose sees the one button that changes it."""
        reason = self.office.preferences.one_person_reason
        chosen = f"{self.office.alone_words} Alasan: {reason}" if reason else _FOUR_EYES
        self.told.setText(_ONE_ACCOUNT if self.office.one_person else chosen)
        may = self.desk.may(Action.CHOOSE_EYES) and self.office.kind is OfficeKind.SUB_DISTRICT
        self.choose.setVisible(may and not self.office.judges_alone)
        self.keep_four.setVisible(may and bool(reason))

    @property
    def chosen(self) -> AccountSlot | None:
        """The account under the cursor."""
        row = self.table.currentRow()
        return self.slots[row] if 0 <= row < len(self.slots) else None

    def add_one(self) -> None:
        self._ask(AccountDialog(self.desk, self))

    def reset_one(self) -> None:
        if self.chosen is not None:
            self._ask(AccountDialog(self.desk, self, self.chosen.name, self.chosen.role))

    def disable_one(self) -> None:
        if self.chosen is not None:
            self._ask(DisableDialog(self.desk, self, self.chosen.name))

    def choose_one_person(self) -> None:
        self._ask(OnePersonDialog(self.desk, self))

    def choose_four_eyes(self) -> None:
        """Back to what several accounts mean, without asking: it forbids and allows nothing new."""
        self.desk.do("Menetapkan empat mata", partial(choose_four_eyes, self.office))

    def change_own(self) -> None:
        self._ask(OwnPasswordDialog(self.desk, self))

    def renew_code(self) -> None:
        """Make a new code and show it once."""
        self.renew.setEnabled(False)
        job = self.desk.do("Membuat kode pemulihan", partial(renew_recovery_code, self.office), self._on_renewed)
        job.ended.connect(self._on_renew_ended)

    def _ask(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _on_renewed(self, code: RecoveryCode) -> None:
        self._ask(RecoveryCodeDialog(code.printed, self.office.name, self))

    def _on_renew_ended(self) -> None:
        self.renew.setEnabled(True)

    def _on_moved(self) -> None:
        one = self.chosen
        is_other = one is not None and one.account_id != self.office.clerk.account_id
        self.reset.setEnabled(is_other)
        self.disable.setEnabled(is_other and one is not None and not one.disabled)


def _state(one: AccountSlot) -> str:
    if one.disabled:
        return "Nonaktif"
    return "Kata sandi sementara" if one.temporary else "Aktif"


def _at_left(press: QPushButton) -> QHBoxLayout:
    across = QHBoxLayout()
    across.addWidget(press)
    across.addStretch(1)
    return across
