"""A package on its way to a stick: its steps ticked as they happen, until the stick may be pulled."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.stick_cards import StepList, StepState
from ucj_desktop.services.handoff.list_sticks import Stick, let_go

_STEPS = (
    "Buat dan segel paket di komputer ini",
    "Tulis ke flashdisk",
    "Baca ulang dan cocokkan",
    "Beri nama akhir",
    "Aman dicabut",
)
_LAST = len(_STEPS) - 1
# Which step a service speaks of; what comes before it is then done.
_STEP_OF_WORDS = {"Menghitung": 0, "Menyegel": 0, "Menulis": 1, "Membaca": 2, "Memberi": 3}
SEALED = "Berkas ini tersegel: hanya kabupaten yang bisa membukanya. Boleh dikirim lewat surel atau WhatsApp."


class StickWriting(QWidget):
    """``ended`` after success, failure and cancel alike; ``went_wrong`` before it after the last two."""

    ended = Signal()
    went_wrong = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.is_busy = False
        self._stick: Stick | None = None
        self.steps = StepList(_STEPS)
        self.sealed = soft_label(SEALED)
        self.eject_again = button("Keluarkan lagi", self.let_go, icon="eject")
        self.open_folder = button("Buka foldernya", self.show_folder, icon="folder-open")
        pair = QHBoxLayout()
        pair.addWidget(self.eject_again)
        pair.addWidget(self.open_folder)
        pair.addStretch(1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addWidget(self.steps)
        down.addWidget(self.sealed)
        down.addLayout(pair)
        self._offer()

    @property
    def is_done(self) -> bool:
        """Whether the file stands whole where it was to go, also when the stick could not be ejected."""
        return self.steps.states[_LAST] in {StepState.DONE, StepState.FAILED}

    def start(self, words: str, work: Callable[..., Any], stick: Stick) -> None:
        """Run what writes to the stick, then let go of the stick."""
        self._stick, self.is_busy = stick, True
        self._offer()
        self.steps.reset()
        self.steps.run_to(0)
        job = self.desk.jobs.start(words, work)
        job.progressed.connect(self._on_progress)
        job.finished.connect(self._on_written)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)

    def let_go(self) -> None:
        """Eject the stick that was written to; also a second time, after a program was closed that held it."""
        if self._stick is None:
            return
        self.is_busy = True
        self._offer()
        self.steps.run_to(_LAST)
        job = self.desk.jobs.start("Mengeluarkan flashdisk", partial(_let_go, self._stick))
        job.finished.connect(self._on_let_go)
        job.failed.connect(self._on_held)
        job.ended.connect(self._on_ended)

    def show_folder(self) -> None:
        """In the file manager of this computer."""
        if self._stick is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._stick.folder)))

    def _offer(self, *, eject: bool = False, folder: bool = False) -> None:
        self.eject_again.setVisible(eject)
        self.open_folder.setVisible(folder)
        self.sealed.setVisible(folder)

    def _on_progress(self, number: int, total: object, words: str) -> None:
        del number, total
        step = _STEP_OF_WORDS.get(words.split(" ")[0])
        if step is not None:
            self.steps.run_to(step)

    def _on_written(self, result: object) -> None:
        change = getattr(result, "change", None)
        if isinstance(change, Change):
            self.desk.changes.announce(change)
        self.let_go()

    def _on_let_go(self, sentence: str) -> None:
        self.steps.show_step(_LAST, StepState.DONE, sentence)
        self._offer(folder=self._stick is not None and self._stick.drive is None)

    def _on_held(self, error: BaseException) -> None:
        if isinstance(error, ClerkError):
            self.steps.show_step(_LAST, StepState.FAILED, f"{error.what} {error.fix}")
            self._offer(eject=True)
        else:
            self.desk.fail(error)

    def _on_failed(self, error: BaseException) -> None:
        self.steps.fail()
        self.went_wrong.emit()
        self._on_ended()
        self.desk.fail(error)

    def _on_cancelled(self) -> None:
        self.steps.reset()
        self.went_wrong.emit()
        self._on_ended()

    def _on_ended(self) -> None:
        self.is_busy = False
        self.ended.emit()


def _let_go(stick: Stick, progress: Progress = SILENT) -> str:
    del progress
    return let_go(stick)
