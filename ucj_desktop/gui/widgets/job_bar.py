"""The bar at the bottom: what runs, how far, how long still, Batal; and when something was saved last."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.changes import Changes
from ucj_desktop.gui.jobs import Job, Jobs
from ucj_desktop.gui.widgets.buttons import button

HEIGHT = {False: 36, True: 32}
"""In pixels: in an ordinary window, and in a low one."""
_SHOWN_AFTER = 300  # milliseconds: what is done at once does not flicker


class JobBar(QFrame):
    """Shows the job that runs now; empty and quiet when none does."""

    def __init__(self, jobs: Jobs, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(HEIGHT[False])
        self._jobs, self._changes = jobs, changes
        self.words = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(220)
        self.left = QLabel()
        self.left.setProperty("tone", "soft")
        self.cancel = button("Batal", self._on_cancel, icon="x", kind="plain")
        self.saved = QLabel()
        self.saved.setProperty("tone", "soft")
        across = QHBoxLayout(self)
        across.setContentsMargins(look.GRID * 4, 0, look.GRID * 4, 0)
        across.setSpacing(look.GRID * 3)
        # Batal first: it must not move away under the mouse as the words grow.
        for one in (self.bar, self.cancel, self.words, self.left):
            across.addWidget(one)
            one.hide()
        across.addStretch(1)
        across.addWidget(self.saved)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SHOWN_AFTER)
        self._later.timeout.connect(self._show_current)
        self._minute = QTimer(self)
        self._minute.setInterval(30_000)
        self._minute.timeout.connect(self._show_saved)
        self._minute.start()
        jobs.started.connect(self._on_started)
        changes.changed.connect(self._on_changed)
        self._show_saved()

    def _on_started(self, job: Job) -> None:
        job.progressed.connect(self._on_progressed)
        job.ended.connect(self._on_ended)
        self._later.start()

    def _on_progressed(self) -> None:
        if not self.words.isHidden():
            self._show_current()

    def _on_ended(self) -> None:
        if self._jobs.is_idle:
            self._later.stop()
            self._show_current()
        else:
            self._later.start()

    def _on_cancel(self) -> None:
        job = self._jobs.current
        if job is not None:
            job.cancel()
            self._show_current()

    def _show_current(self) -> None:
        job = self._jobs.current
        for one in (self.words, self.bar, self.left, self.cancel):
            one.setVisible(job is not None)
        if job is None:
            return
        waiting = f"  (+{self._jobs.waiting} menunggu)" if self._jobs.waiting else ""
        self.words.setText(f"{job.words}{': ' + job.detail if job.detail else ''}{waiting}")
        self.bar.setRange(0, job.total or 0)
        self.bar.setValue(job.number)
        self.left.setText(_told(job))
        self.cancel.setEnabled(not job.is_cancelling)

    def _on_changed(self, change: Change) -> None:
        if change.touched:
            self._show_saved()

    def _show_saved(self) -> None:
        saved = self._changes.last_saved
        self.saved.setText(f"Terakhir disimpan {texts.clock(saved)}" if saved else "Belum ada perubahan")


def _told(job: Job) -> str:
    if job.is_cancelling:
        return "Menghentikan..."
    far = f"{texts.number(job.number)} dari {texts.number(job.total)}" if job.total else ""
    left = job.seconds_left()
    return f"{far}, {texts.duration(left)} lagi" if far and left is not None else far
