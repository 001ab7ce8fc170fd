"""What is shown when something goes wrong: a clerk's sentence, or the crash box with its report."""

import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.gui import icons, look, texts
from ucj_desktop.services.write_crash_report import CRASH_FOLDER, write_crash_report


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
        texts.speak_indonesian(buttons)
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


class Failures(QObject):
    """Where everything nobody caught ends: the sentence of a ClerkError, else the crash box and its report."""

    _arrived = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.window: QWidget | None = None
        self._open: FailureBox | None = None
        self._arrived.connect(self.show)

    def install(self) -> None:
        """Take over what Python would print to a console that a clerk never sees."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def show(self, error: BaseException) -> None:
        """Show one failure; a second fault while a box is open is written but not shown on top."""
        if isinstance(error, ClerkError):
            box = clerk_error_box(error, self.window)
        else:
            report = write_crash_report(self.folder, error, f"qt {pyside_version}")
            if self._open is not None:
                return
            box = crash_box(report, self.window)
        self._open = box
        box.finished.connect(self._on_closed)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setModal(True)
        box.show()

    def _on_closed(self) -> None:
        self._open = None

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._arrived.emit(error)

    def _thread_hook(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self._arrived.emit(told.exc_value)
