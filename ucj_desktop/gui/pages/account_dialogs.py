"""Dialogs about accounts: a new one, another password or role, one's own password, and the recovery code."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.people import ROLE_LABELS, Role
from ucj_desktop.domain.progress import Progress
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.recovery_sheet import RecoverySheet
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.password_eye import add_eye
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.gui.widgets.settings_section import line_of_form, new_form
from ucj_desktop.services.care.accounts import (
    add_account,
    change_own_password,
    disable_account,
    reset_account,
)
from ucj_desktop.services.care.four_eyes import choose_one_person, words_of_eyes
from ucj_desktop.services.log_in import weakness_of_password
from ucj_desktop.services.office import Office

ROLE_WORDS = {
    Role.ENTRY: "memasukkan, mengimpor, dan memperbaiki data; mencetak",
    Role.VERIFIER: "seperti petugas entri, ditambah verifikasi dan memutuskan data kembar",
    Role.HEAD: "validasi, berita acara, kirim dan terima paket, membaca jurnal",
    Role.ADMIN: "akun, pengaturan, kartu kantor, dan memulihkan cadangan",
}


class PasswordBoxes(QObject):
    """Two lines of a form for a new password, and what is said of its strength."""

    def __init__(self, form: QFormLayout, word: str, account: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.account = account
        self.first, self.again = QLineEdit(), QLineEdit()
        for box in (self.first, self.again):
            box.setEchoMode(QLineEdit.EchoMode.Password)
        add_eye(self.first)
        self.strength = soft_label("Paling sedikit 12 huruf. Kalimat pendek yang mudah diingat adalah yang terbaik.")
        line_of_form(form, word, self.first)
        line_of_form(form, "Sekali lagi", self.again)
        form.addRow("", self.strength)
        self.first.textChanged.connect(self._judge)

    def fault(self) -> str:
        """Why it cannot be taken, as a sentence; empty where it can."""
        weak = weakness_of_password(self.first.text(), self.account)
        if weak:
            return weak
        return "" if self.first.text() == self.again.text() else "Kedua kata sandi belum sama. Ketik ulang."

    def _judge(self) -> None:
        weak = weakness_of_password(self.first.text(), self.account)
        self.strength.setText(weak or "Kata sandi ini kuat.")
        look.mark(self.strength, tone="warn" if weak else "good")


class AccountDialog(Asking):
    """A new account; or, with a ``name``, another role and a temporary password for one that exists."""

    def __init__(self, desk: Desk, parent: QWidget, name: str = "", role: Role = Role.ENTRY) -> None:
        told = (
            "Kata sandi yang lama tidak berlaku lagi. Kata sandi sementara ini diganti petugasnya saat masuk."
            if name
            else "Beri tahu petugasnya kata sandi sementara ini; ia menggantinya saat pertama kali masuk."
        )
        heading = f"Kata sandi atau peran baru: {name}" if name else "Akun baru"
        super().__init__(desk, heading, told, "Simpan" if name else "Buat akun", parent=parent)
        self.known = name
        self.name = QLineEdit(name)
        self.name.setReadOnly(bool(name))
        self.role = QComboBox()
        self.role.setMinimumHeight(look.TARGET)
        self.role.setAccessibleName("Peran")
        for one, word in ROLE_LABELS.items():
            self.role.addItem(word, one.value)
        self.role.setCurrentIndex(list(ROLE_LABELS).index(role))
        self.may = soft_label()
        form = new_form()
        line_of_form(form, "Nama petugas", self.name, "Sulaeman, S.E.")
        line_of_form(form, "Peran", self.role)
        form.addRow("", self.may)
        self.password = PasswordBoxes(form, "Kata sandi sementara", name, self)
        self.body.addLayout(form)
        self.role.activated.connect(self._say_role)
        self.name.textChanged.connect(self._on_named)
        self._say_role()

    @property
    def chosen_role(self) -> Role:
        return Role(self.role.currentData())

    def submit(self) -> None:
        name = " ".join(self.name.text().split())
        fault = "" if name else "Isi nama petugasnya."
        fault = fault or self.password.fault()
        if fault:
            self.bar.say(State.BLOCKS, fault)
            return
        work = partial(_kept, self.office, name, self.chosen_role, self.password.first.text(), is_new=not self.known)
        self.run(f"Menyimpan akun {name}", work)

    def _say_role(self) -> None:
        self.may.setText(f"Boleh: {ROLE_WORDS[self.chosen_role]}.")

    def _on_named(self, typed: str) -> None:
        self.password.account = typed


def _kept(office: Office, name: str, role: Role, password: str, *, is_new: bool, progress: Progress) -> Change:
    progress.step(0, None, "Membuat kunci akun")
    alone = office.one_person
    if is_new:
        add_account(office, name, role, password, temporary=True)
        told = words_of_eyes(office, changed=alone is not office.one_person)
        return Change(Touched.ACCOUNTS, f"Akun {name} ({ROLE_LABELS[role]}) dibuat.{told}")
    reset_account(office, name, role, password)
    told = words_of_eyes(office, changed=alone is not office.one_person)
    return Change(Touched.ACCOUNTS, f"Akun {name} sekarang {ROLE_LABELS[role]}, dengan kata sandi sementara.{told}")


class DisableDialog(Asking):
    """Taking an account out of use cannot be undone by a button, so it says what it means."""

    def __init__(self, desk: Desk, parent: QWidget, name: str) -> None:
        super().__init__(
            desk,
            f"Nonaktifkan akun {name}?",
            "Akun ini tidak bisa masuk lagi. Hasil verifikasi, catatan, dan tanda tangannya tetap sah dan tetap "
            "tercatat. Untuk memakainya kembali, beri kata sandi baru.",
            "Nonaktifkan",
            parent=parent,
        )
        self.leave.setText("Tidak jadi")
        self.name = name

    def submit(self) -> None:
        self.run(f"Menonaktifkan akun {self.name}", partial(_disabled, self.office, self.name))


def _disabled(office: Office, name: str, progress: Progress) -> Change:
    del progress
    return disable_account(office, name)


class OnePersonDialog(Asking):
    """That one person does it all under several accounts is declared knowingly: what it means, and the reason."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Tetapkan sebagai kantor satu petugas?",
            "Verifikator, kepala, dan pengelola lalu boleh memverifikasi dan memvalidasi pekerja yang sama. Beranda, "
            "Verifikasi, dan rapat menyebutkannya, berita acara mencetaknya, dan jurnal mencatat penetapannya.",
            "Tetapkan",
            parent=parent,
        )
        self.reason = QLineEdit()
        form = new_form()
        line_of_form(form, "Alasan", self.reason, "petugas lain pindah tugas sejak Maret")
        self.body.addLayout(form)
        self.first = self.reason

    def submit(self) -> None:
        self.run("Menetapkan satu petugas", partial(_chosen, self.office, self.reason.text()))


def _chosen(office: Office, reason: str, progress: Progress) -> Change:
    del progress
    return choose_one_person(office, reason)


class OwnPasswordDialog(Asking):
    """A new password for who is logged in."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        name = desk.office.clerk.name
        told = (
            "Kata sandi Anda masih sementara, pemberian pengelola kantor. Ganti dengan yang hanya Anda ketahui."
            if desk.office.unlocked.account.temporary
            else f"Untuk akun {name}. Berlaku sejak sekarang."
        )
        super().__init__(desk, "Ganti kata sandi saya", told, "Ganti", parent=parent)
        self.old = QLineEdit()
        self.old.setEchoMode(QLineEdit.EchoMode.Password)
        form = new_form()
        line_of_form(form, "Kata sandi sekarang", self.old)
        self.password = PasswordBoxes(form, "Kata sandi baru", name, self)
        self.body.addLayout(form)

    def submit(self) -> None:
        fault = "" if self.old.text() else "Ketik kata sandi yang sekarang."
        fault = fault or self.password.fault()
        if fault:
            self.bar.say(State.BLOCKS, fault)
            return
        self.run("Mengganti kata sandi", partial(_changed, self.office, self.old.text(), self.password.first.text()))


def _changed(office: Office, old: str, new: str, progress: Progress) -> Change:
    progress.step(0, None, "Membuat kunci baru")
    return change_own_password(office, old, new)


class RecoveryCodeDialog(QDialog):
    """The new code, shown once; it closes when the clerk says that it is kept."""

    def __init__(self, printed: str, office: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Kode pemulihan baru")
        self.setMinimumWidth(560)
        self.sheet = RecoverySheet()
        self.sheet.show_code(printed, office)
        self.bar = SentenceBar(closable=False)
        self.close_it = button("Selesai", self.finish, kind="primary")
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.close_it)
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 6, look.GRID * 5, look.GRID * 6, look.GRID * 5)
        down.setSpacing(look.GRID * 3)
        down.addWidget(heading_label("Kode pemulihan baru", 2))
        down.addWidget(soft_label("Lembar pemulihan yang lama tidak berlaku lagi. Kode ini hanya ditampilkan sekali."))
        down.addWidget(self.sheet)
        down.addWidget(self.bar)
        down.addLayout(below)

    def finish(self) -> None:
        """Close, once the code is kept."""
        fault = self.sheet.fault()
        if fault:
            self.bar.say(State.WARNS, fault)
        else:
            self.accept()

    def reject(self) -> None:
        self.finish()
