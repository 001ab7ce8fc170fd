"""The kecamatan takes in what the district asks for: looked into first, counted, then kept."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.jobs import Job
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.services.handoff.take_assignment import AssignmentTaken, take_assignments
from ucj_desktop.services.office import Office

_SHOWN = 8  # refused rows
_NOT_YET = "Pilih flashdisk atau foldernya dulu."


class TakeAssignmentDialog(Asking):
    """``done_with`` gives a Change; what lies in the folder is told before anything is kept."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Baca penugasan kabupaten",
            "Orang dari daftar kabupaten masuk sebagai pekerja yang harus diverifikasi, dan putaran desanya dibuka"
            " dengan kuota dan tenggatnya. Data yang sudah ada tidak ditimpa; yang kosong dilengkapi.",
            "Masukkan",
            width=640,
            parent=parent,
        )
        self.folder: Path | None = None
        self.choose = button("Pilih flashdisk atau folder ...", self.choose_folder, icon="folder-open")
        self.told = soft_label("Berkas penugasan bernama UCJ-....ucjt.")
        allow_unless(_NOT_YET, self.press)
        self.first = self.choose
        self.body.addWidget(self.choose)
        self.body.addWidget(self.told)
        self._reading: Job | None = None

    def choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Flashdisk atau folder dari kabupaten")
        if chosen:
            self.look_into(Path(chosen))

    def look_into(self, folder: Path) -> None:
        """What the assignments there would do; nothing is kept."""
        self.folder = folder
        allow_unless(_NOT_YET, self.press)
        self.bar.clear()
        work = partial(take_assignments, self.office, folder, dry_run=True)
        self._reading = self.desk.jobs.start("Memeriksa penugasan", work)
        self._reading.finished.connect(self._on_seen)
        self._reading.failed.connect(self._on_unreadable)

    def _on_seen(self, found: Sequence[AssignmentTaken]) -> None:
        told = [one.change.sentence for one in found]
        refused = [f"Baris {row}: {why}" for one in found for row, why in one.refused]
        told += refused[:_SHOWN]
        if len(refused) > _SHOWN:
            told.append(f"dan {len(refused) - _SHOWN} baris lagi.")
        self.told.setText("\n".join(told))
        allow_unless("" if any(not one.again for one in found) else "Semuanya sudah pernah dibaca.", self.press)

    def _on_unreadable(self, error: BaseException) -> None:
        self._on_failed(error)
        allow_unless(_NOT_YET, self.press)

    def submit(self) -> None:
        if self.folder is not None:
            self.run("Memasukkan penugasan", partial(_taken, self.office, self.folder))


def _taken(office: Office, folder: Path, progress: Progress = SILENT) -> Change:
    found = take_assignments(office, folder, progress=progress)
    touched = Touched.NOTHING
    for one in found:
        touched |= one.change.touched
    return Change(touched, " ".join(one.change.sentence for one in found if not one.again))
