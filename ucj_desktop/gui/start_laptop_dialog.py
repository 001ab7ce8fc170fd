"""Before there is an office: this computer becomes the laptop of a meeting."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import Progress
from ucj_desktop.gui import look
from ucj_desktop.gui.jobs import Jobs
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.labelled_form import labelled_form
from ucj_desktop.gui.widgets.password_eye import add_eye
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar


class StartLaptopDialog(QDialog):
    """``opened(office)`` once the copy lies here and somebody has logged in to it."""

    opened = Signal(object)

    def __init__(self, folder: Path, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.folder, self.jobs = folder, jobs
        self.path: Path | None = None
        self.setWindowTitle("Laptop rapat")
        self.setMinimumWidth(560)
        self.choose = button("Pilih salinan (.ucjl) ...", self.choose_file, icon="folder-open")
        self.choose.setAutoDefault(False)
        self.account, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        add_eye(self.password)
        self.bar = SentenceBar(closable=False)
        self.press = button("Buka", self.submit, kind="primary")
        self.press.setDefault(True)
        self.leave = button("Batal", self.reject)
        self.leave.setAutoDefault(False)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.leave)
        below.addWidget(self.press)
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 6, look.GRID * 5, look.GRID * 6, look.GRID * 5)
        down.setSpacing(look.GRID * 3)
        down.addWidget(heading_label("Jadikan komputer ini laptop rapat", 2))
        down.addWidget(
            soft_label(
                "Salinannya dibuat di komputer kantor: Verifikasi, tombol laptop, Bawa ke rapat. Masuk dengan akun dan"
                " kata sandi yang sama seperti di kantor."
            )
        )
        down.addWidget(self.choose)
        down.addLayout(labelled_form({"Akun": self.account, "Kata sandi": self.password}))
        down.addWidget(self.bar)
        down.addLayout(below)

    def choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Salinan untuk laptop", "", "Salinan untuk laptop (*.ucjl)")
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        self.path = path
        self.choose.setText(path.name)
        self.account.setFocus()

    def submit(self) -> None:
        account = self.account.text().strip()
        if self.path is None:
            self.bar.say(State.BLOCKS, "Pilih dulu berkas salinannya.")
        elif not account or not self.password.text():
            self.bar.say(State.BLOCKS, "Isi akun dan kata sandinya.")
        else:
            self.press.setEnabled(False)
            self.bar.say(State.NOTE, "Menyalin data ke komputer ini...")
            work = partial(_started, self.path, self.folder, account, self.password.text())
            job = self.jobs.start("Membuka salinan", work)
            job.finished.connect(self._on_opened)
            job.failed.connect(self._on_failed)

    def _on_opened(self, office: object) -> None:
        self.accept()
        self.opened.emit(office)

    def _on_failed(self, error: BaseException) -> None:
        self.press.setEnabled(True)
        if not isinstance(error, ClerkError):
            raise error
        self.bar.say_error(error)


def _started(path: Path, folder: Path, account: str, password: str, progress: Progress) -> object:
    from ucj_desktop.services.handoff.start_laptop import start_laptop
    from ucj_desktop.services.office import open_office

    start_laptop(path, folder, account, password, progress)
    return open_office(folder, account, password)
