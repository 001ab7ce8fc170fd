"""Forgotten password: the printed recovery code gives an account a new one."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import Progress
from ucj_desktop.gui import look
from ucj_desktop.gui.jobs import Jobs
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.account_dialogs import PasswordBoxes, RecoveryCodeDialog
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.gui.widgets.settings_section import line_of_form, new_form
from ucj_desktop.services.care.recover_account import (
    RecoveredButNotOpened,
    fault_of_recovery_code,
    recover_account,
)

_CODE_HINT = "Delapan kelompok dari lembar pemulihan. Spasi, tanda hubung, dan huruf kecil tidak masalah."


class RecoverDialog(QDialog):
    """Asks for the code and a new password, then shows the next code until it is kept.

    ``opened(office)`` once it is kept; ``not_opened(error)`` where the new password holds but the store does not open.
    """

    opened = Signal(object)
    not_opened = Signal(object)

    def __init__(self, folder: Path, accounts: Sequence[str], account: str, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.folder = folder
        self.jobs = jobs
        self.next_code: RecoveryCodeDialog | None = None
        self._is_waiting = False
        self._result: Any = None  # the open office, or why it did not open
        self.setWindowTitle("Lupa kata sandi")
        self.setMinimumWidth(720)
        self.account = QComboBox()
        self.account.addItems(list(accounts))
        self.account.setCurrentText(account)
        self.code = QLineEdit()
        self.code.setFont(look.even_font())
        self.told = soft_label(_CODE_HINT)
        self.bar = SentenceBar()
        self.press = button("Buka dengan kode", self.submit, kind="primary")
        self.press.setDefault(True)
        self.leave = button("Batal", self.reject)
        self.leave.setAutoDefault(False)
        self._lay_out()
        self.code.textChanged.connect(self._judge)
        self.account.currentTextChanged.connect(self._on_account)

    def _lay_out(self) -> None:
        form = new_form()
        line_of_form(form, "Akun", self.account)
        line_of_form(form, "Kode pemulihan", self.code)
        form.addRow("", self.told)
        self.password = PasswordBoxes(form, "Kata sandi baru", self.account.currentText(), self)
        below = QHBoxLayout()
        below.setSpacing(look.GRID * 2)
        below.addStretch(1)
        below.addWidget(self.leave)
        below.addWidget(self.press)
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 6, look.GRID * 5, look.GRID * 6, look.GRID * 5)
        down.setSpacing(look.GRID * 3)
        down.addWidget(heading_label("Lupa kata sandi", 2))
        down.addWidget(
            soft_label(
                "Pengelola kantor bisa memberi Anda kata sandi sementara di Pengaturan, bagian Akun. Bila tidak ada "
                "lagi yang bisa masuk, pakai kode dari lembar pemulihan di lemari terkunci."
            )
        )
        down.addLayout(form)
        down.addWidget(self.bar)
        down.addSpacing(look.GRID)
        down.addLayout(below)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.code.setFocus()

    def submit(self) -> None:
        """Use the code on the job thread; nothing can be stopped once it is used."""
        if self._is_waiting:
            return
        mistyped = fault_of_recovery_code(self.code.text())
        if mistyped is not None and self.code.text().strip():
            self.bar.say_error(mistyped)
            return
        fault = "Ketik kode dari lembar pemulihan." if mistyped is not None else self.password.fault()
        if fault:
            self.bar.say(State.BLOCKS, fault)
            return
        self.bar.clear()
        self._wait(True)
        work = partial(
            _recovered, self.folder, self.code.text(), self.account.currentText(), self.password.first.text()
        )
        job = self.jobs.start("Memulihkan akun", work)
        job.finished.connect(self._on_recovered)
        job.failed.connect(self._on_failed)

    def reject(self) -> None:
        """The new code must be seen, so nobody leaves while the old one is being used."""
        if not self._is_waiting:
            super().reject()

    def _judge(self, typed: str) -> None:
        fault = fault_of_recovery_code(typed)
        self.told.setText((fault.what if fault else "Kode terbaca utuh.") if typed.strip() else _CODE_HINT)
        look.mark(self.told, tone="soft" if not typed.strip() else "warn" if fault else "good")

    def _on_account(self, name: str) -> None:
        self.password.account = name

    def _wait(self, waiting: bool) -> None:
        self._is_waiting = waiting
        self.press.setText("Memeriksa kode..." if waiting else "Buka dengan kode")
        for one in (self.press, self.leave, self.account, self.code, self.password.first, self.password.again):
            one.setEnabled(not waiting)

    def _on_recovered(self, result: Any) -> None:
        self._result, code = result
        self._show_next_code(code.printed, self._result.name)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, RecoveredButNotOpened):
            self._result = error
            self._show_next_code(error.code_kept.printed, "")
            return
        self._wait(False)
        if not isinstance(error, ClerkError):
            raise error
        self.bar.say_error(error)
        self.code.setFocus()

    def _show_next_code(self, printed: str, office: str) -> None:
        for box in (self.code, self.password.first, self.password.again):
            box.clear()
        self.next_code = RecoveryCodeDialog(printed, office, self)
        self.next_code.accepted.connect(self._on_kept)
        self.next_code.open()

    def _on_kept(self) -> None:
        self.accept()
        if isinstance(self._result, RecoveredButNotOpened):
            self.not_opened.emit(self._result)
        else:
            self.opened.emit(self._result)


def _recovered(folder: Path, typed_code: str, account: str, password: str, progress: Progress) -> object:
    progress.step(0, None, "Memeriksa kode")
    return recover_account(folder, typed_code, account, password)
