"""The login window: who, and the password. It must be on the screen at once, so it imports little."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ucj_desktop import __version__
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import Progress
from ucj_desktop.gui import look
from ucj_desktop.gui.jobs import Jobs
from ucj_desktop.gui.look import State
from ucj_desktop.gui.texts import window_title
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.password_eye import add_eye
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.log_in import names_of_accounts
from ucj_desktop.services.shipped_files import picture

_FORM_WIDTH = 340


class BrandPanel(QWidget):
    """The dark field at the left of the windows that stand before the office."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(300)
        theme = look.palette()
        logo = QLabel()
        logo.setPixmap(
            QPixmap(str(picture("ucj-desktop.png"))).scaled(
                72, 72, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
        name = heading_label("UCJ Desktop", 1)
        name.setStyleSheet("color: #FFFFFF;")
        told = QLabel("Data pekerja rentan,\ndari desa sampai kabupaten.\nTanpa internet.")
        told.setStyleSheet(f"color: {theme.rail_text};")
        version = QLabel(f"Versi {__version__}")
        version.setStyleSheet(f"color: {theme.rail_text};")
        down = QVBoxLayout(self)
        down.setContentsMargins(32, 48, 32, 24)
        down.setSpacing(look.GRID * 3)
        for one in (logo, name, told):
            down.addWidget(one)
        down.addStretch(1)
        down.addWidget(version)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(look.palette().rail))
        painter.end()


class LoginWindow(QWidget):
    """``opened(office)`` once the password was right; ``new_office_wanted`` where there is none yet."""

    opened = Signal(object)
    new_office_wanted = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.setWindowTitle(window_title("Masuk"))
        self.setFixedSize(800, 520)
        self.setProperty("role", "page")
        self.jobs = Jobs(parent=self)
        self.is_warm = False  # everything the main window needs is read in
        self.account = QComboBox()
        self.account.setAccessibleName("Akun")
        self.account.setMinimumHeight(look.TARGET)
        self.account.addItems(names_of_accounts(folder))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName("Kata sandi")
        self.password.setMinimumHeight(look.TARGET)
        self.password.returnPressed.connect(self.log_in)
        self._eye = add_eye(self.password)
        self.bar = SentenceBar(closable=False)
        self.enter = button("Masuk", self.log_in, kind="primary")
        self.forgot = button("Lupa kata sandi?", self.recover, kind="plain")
        self.forgot.setMinimumHeight(look.TARGET)
        self._lay_out()

    def _lay_out(self) -> None:
        form = QVBoxLayout()
        form.setSpacing(look.GRID * 2)
        form.addStretch(2)
        form.addWidget(heading_label("Masuk", 1))
        form.addWidget(soft_label("Pilih akun Anda, lalu ketik kata sandinya."))
        form.addSpacing(look.GRID * 2)
        for word, box in (("Akun", self.account), ("Kata sandi", self.password)):
            label = QLabel(word)
            label.setBuddy(box)
            form.addWidget(label)
            form.addWidget(box)
        form.addSpacing(look.GRID)
        form.addWidget(self.bar)
        form.addWidget(self.enter)
        form.addWidget(self.forgot, 0, Qt.AlignmentFlag.AlignHCenter)
        form.addStretch(3)
        held = QWidget()
        held.setFixedWidth(_FORM_WIDTH)
        held.setLayout(form)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(BrandPanel())
        across.addStretch(1)
        across.addWidget(held)
        across.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.password.setFocus()
        QTimer.singleShot(0, self._warm_up)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.jobs.close()
        super().closeEvent(event)

    def _warm_up(self) -> None:
        """While the clerk types the password, read in what the main window needs."""
        self.jobs.start("Menyiapkan", _import_the_rest).ended.connect(self._on_warm)

    def _on_warm(self) -> None:
        self.is_warm = True

    def log_in(self) -> None:
        """Try the password on the job thread: Argon2id takes about a second on an old computer."""
        if not self.enter.isEnabled():
            return
        if not self.password.text():
            self.password.setFocus()
            return
        self._wait(True)
        self.bar.clear()
        job = self.jobs.start("Masuk", partial(_open, self.folder, self.account.currentText(), self.password.text()))
        job.progressed.connect(self._on_told)
        job.finished.connect(self._on_opened)
        job.failed.connect(self._on_failed)

    def recover(self) -> None:
        """Ask for the printed recovery code and a new password, once what the dialog needs is read in."""
        self.forgot.setEnabled(False)
        self.jobs.start("Menyiapkan", _import_the_rest).ended.connect(self._ask_for_code)

    def _ask_for_code(self) -> None:
        from ucj_desktop.gui.recover_dialog import RecoverDialog  # brings the database with it

        self.forgot.setEnabled(True)
        names = [self.account.itemText(row) for row in range(self.account.count())]
        self.bar.clear()
        dialog = RecoverDialog(self.folder, names, self.account.currentText(), self.jobs, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.opened.connect(self._on_opened)
        dialog.not_opened.connect(self._on_failed)
        dialog.open()

    def _on_told(self, number: int, total: int | None, words: str) -> None:
        """An older store is being migrated, which takes a while where there are many workers."""
        self.bar.say(State.NOTE, f"{words}...", "Jangan matikan komputer.")

    def _on_opened(self, office: Any) -> None:
        self.bar.clear()
        self.password.clear()
        self._wait(False)
        self.opened.emit(office)

    def _on_failed(self, error: BaseException) -> None:
        self._wait(False)
        if not isinstance(error, ClerkError):
            raise error
        self.bar.say_error(error)
        self.password.selectAll()
        self.password.setFocus()

    def _wait(self, waiting: bool) -> None:
        self.enter.setEnabled(not waiting)
        self.forgot.setEnabled(not waiting)
        self.enter.setText("Membuka data kantor..." if waiting else "Masuk")
        self.account.setEnabled(not waiting)
        self.password.setEnabled(not waiting)


def _import_the_rest(progress: Progress) -> None:
    del progress
    import ucj_desktop.gui.main_window  # noqa: F401 - the database and all pages, after the first paint


def _open(folder: Path, account: str, password: str, progress: Progress) -> object:
    from ucj_desktop.services.office import open_office

    return open_office(folder, account, password, progress=progress)
