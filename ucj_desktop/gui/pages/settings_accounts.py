"""Pengaturan: accounts and their roles, one's own password, and the recovery code."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from ucj_desktop.domain.people import ROLE_LABELS, Action
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.pages.account_dialogs import (
    AccountDialog,
    DisableDialog,
    OwnPasswordDialog,
    RecoveryCodeDialog,
)
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import Card, soft_label
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.settings_section import SettingsSection
from ucj_desktop.services.care.accounts import AccountSlot, RecoveryCode, list_accounts, renew_recovery_code

_ONE_PERSON = (
    "Kantor ini punya satu petugas, jadi ia boleh mengerjakan semuanya, dan berita acara menyebutkannya. "
    "Begitu akun kedua dibuat, tiap akun hanya boleh yang sesuai perannya."
)


class AccountsSection(SettingsSection):
    """Who does not manage accounts sees only the own password."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Akun", "Setiap petugas punya akun sendiri; semua yang dikerjakan tercatat namanya.")
        self.slots: list[AccountSlot] = []
        self.dialog: AccountDialog | DisableDialog | OwnPasswordDialog | RecoveryCodeDialog | None = None
        self.table = PlainTable(("Nama", "Peran", "Keadaan"), widest=0)
        self.table.setMinimumHeight(200)
        self.table.setAccessibleName("Akun")
        self.add = button("Tambah akun", self.add_one, icon="user-plus", kind="primary")
        self.reset = button("Kata sandi atau peran baru", self.reset_one, icon="key")
        self.disable = button("Nonaktifkan", self.disable_one, icon="prohibit", kind="danger")
        self.alone = soft_label(_ONE_PERSON)
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
        for one in (self.table, self.alone):
            self.body.addWidget(one)
        self.body.addLayout(presses)
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
        self.alone.setVisible(self.office.one_person)
        self.table.selectRow(here if 0 <= here < len(self.slots) else 0)
        self._on_moved()

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

    def change_own(self) -> None:
        self._ask(OwnPasswordDialog(self.desk, self))

    def renew_code(self) -> None:
        """Make a new code and show it once."""
        self.renew.setEnabled(False)
        job = self.desk.do("Membuat kode pemulihan", partial(renew_recovery_code, self.office), self._on_renewed)
        job.ended.connect(self._on_renew_ended)

    def _ask(self, dialog: AccountDialog | DisableDialog | OwnPasswordDialog | RecoveryCodeDialog) -> None:
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
