"""The box for one thing that went wrong and has no place of its own on a page."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.gui import icons, look
from ucj_desktop.services.write_crash_report import CRASH_FOLDER


class FailureBox(QDialog):
    """One thing that went wrong: what happened, what to do, and the code for who helps by telephone."""

    def __init__(self, what: str, fix: str, code: str, *, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("warning-circle", 32, look.palette().bad, self.devicePixelRatioF()))
        self.what = QLabel(what)
        self.what.setFont(look.heading_font(3))
        self.fix = QLabel(fix)
        self.code = QLabel(f"Kode: {code}")
        self.code.setProperty("tone", "soft")
        words = QVBoxLayout()
        words.setSpacing(look.GRID * 2)
        for label in (self.what, self.fix, self.code):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 4)
        across.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self.accept)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(look.GRID * 5)
        whole.addLayout(across)
        whole.addWidget(buttons)


def clerk_error_box(error: ClerkError, parent: QWidget | None = None) -> FailureBox:
    """The dialog for a ClerkError that has no place of its own on the page."""
    return FailureBox(error.what, error.fix, error.code, title="Belum bisa dilakukan", parent=parent)


def crash_box(report: Path | None, parent: QWidget | None = None) -> FailureBox:
    """The dialog for a fault of ours."""
    where = (
        f"Laporannya (tanpa data pekerja) ada di folder {CRASH_FOLDER} kantor ini: {report.name}. " if report else ""
    )
    return FailureBox(
        "Program menemui kesalahan yang tidak terduga.",
        f"{where}Data yang sudah disimpan aman dan ketikan yang belum disimpan tetap ada. Coba lagi; bila terulang, "
        "tutup program lalu buka kembali, dan kirim laporan itu kepada yang membantu Anda.",
        "UCJ-00",
        title="Kesalahan program",
        parent=parent,
    )
