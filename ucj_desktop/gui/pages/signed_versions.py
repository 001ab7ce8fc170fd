"""Below the archive: the signed versions of the letter that is chosen, and the ways to one more."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.pages.signing_dialogs import SignDialog, TakeSignedDialog
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.print_report import Letter, versions_of
from ucj_desktop.services.paper.sign_letter import may_be_signed
from ucj_desktop.services.paper.take_signed import SignedFile, look_at_signed


class SignedVersions(QWidget):
    """``chosen()``: another version of the same letter is wanted."""

    chosen = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.letter: Letter | None = None
        self.dialog: SignDialog | TakeSignedDialog | None = None
        self._path = Path()
        self.version = QComboBox()
        self.version.setMinimumHeight(look.TARGET)
        self.version.setAccessibleName("Versi surat")
        self.version.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sign = button("Tanda tangani", self.ask_to_sign, icon="pencil-line", tip="Dengan sertifikat (.p12)")
        self.take = button(
            "Masukkan PDF", self.choose_file, icon="file-arrow-down", tip="Surat yang ditandatangani di luar program"
        )
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 2)
        across.addWidget(self.sign)
        across.addWidget(self.take)
        across.addStretch(1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addWidget(self.version)
        down.addLayout(across)
        self.version.hide()
        hide_unless(desk.may(Action.PRINT), self.sign, self.take)
        self.version.activated.connect(self.chosen)

    @property
    def version_id(self) -> str:
        """The version that is shown; empty: the print itself."""
        return str(self.version.currentData() or "")

    def show_letter(self, letter: Letter | None) -> None:
        """The versions of a letter, the newest chosen; of the same letter, what was chosen until one more comes."""
        kept = versions_of(self.office, letter.letter_id) if letter else []
        stays = letter is not None and letter == self.letter and self.version.count() == len(kept) + 1
        before = self.version.currentIndex()
        self.letter = letter
        self.version.clear()
        self.version.addItem("Cetakan asli", "")
        for one in kept:
            how = "Masuk" if one.taken_from else "Ditandatangani"
            self.version.addItem(f"{how} {texts.moment(one.at)}: {one.signers}", one.version_id)
        self.version.setCurrentIndex(before if stays else len(kept))
        self.version.setVisible(bool(kept))
        fault = "Pilih surat di daftar." if letter is None else ""
        if letter is not None and not may_be_signed(letter):
            fault = "Draf tidak ditandatangani."
        allow_unless(fault, self.sign)

    def ask_to_sign(self) -> None:
        if self.letter is not None:
            self._ask(SignDialog(self.desk, self.letter, self))

    def choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "PDF bertanda tangan", "", "PDF (*.pdf)")
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Whose signatures the PDF bears, before it is kept."""
        self._path = path
        self.desk.read(partial(_looked, self.office, path), self._on_looked)

    def _on_looked(self, found: SignedFile) -> None:
        self._ask(TakeSignedDialog(self.desk, self._path, found, self))

    def _ask(self, dialog: SignDialog | TakeSignedDialog) -> None:
        self.dialog = dialog
        dialog.open()


def _looked(office: Office, path: Path, progress: Progress = SILENT) -> SignedFile:
    del progress
    return look_at_signed(office, path)
