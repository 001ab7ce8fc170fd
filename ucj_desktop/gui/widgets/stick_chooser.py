"""Which stick or folder is meant: the sticks that are plugged in now, and a folder for anything else."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import icons, look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.widgets.buttons import ICON_SIZE, button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.services.handoff.list_sticks import Stick, list_sticks, look_at_folder
from ucj_desktop.services.office import Office

_LOOK_EVERY = 3000  # milliseconds


class StickChooser(QWidget):
    """``chosen`` gives a Stick, or None when the chosen one was pulled. Sticks come and go by themselves."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.stick: Stick | None = None
        self.chips: dict[Path, QPushButton] = {}
        self._sticks: list[Stick] = []
        self._folder: Stick | None = None
        self._is_looking = False
        self.told = soft_label("Belum ada flashdisk yang terpasang.", wraps=False)
        self.other = button("Pilih folder...", self._on_other, icon="folder-open")
        self._row = QHBoxLayout()
        self._row.setSpacing(look.GRID * 2)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.GRID * 2)
        across.addLayout(self._row)
        across.addWidget(self.other)
        across.addWidget(self.told, 1)
        self._again = QTimer(self)
        self._again.setInterval(_LOOK_EVERY)
        self._again.timeout.connect(self.look_for_sticks)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_for_sticks()
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._again.stop()
        super().hideEvent(event)

    def look_for_sticks(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            job = self.desk.read(partial(_sticks, self.desk.office), self._on_found)
            job.ended.connect(self._on_looked)

    def choose_folder(self, folder: Path) -> None:
        """Choose a folder as if it were a stick."""
        self._folder = look_at_folder(self.desk.office, folder)
        self._choose(self._folder)

    def _on_looked(self) -> None:
        self._is_looking = False

    def _on_found(self, found: list[Stick]) -> None:
        if [(one.folder, one.state) for one in found] == [(one.folder, one.state) for one in self._sticks]:
            return
        was = {one.folder for one in self._sticks}
        self._sticks = found
        self._show()
        gone = self.stick is not None and self.stick.drive is not None
        if gone and self.stick is not None and self.stick.folder not in {one.folder for one in found}:
            self._choose(None)
        fresh = [one for one in found if one.folder not in was]
        if fresh and self.stick is None:
            self._choose(fresh[0])

    def _choose(self, stick: Stick | None) -> None:
        self.stick = stick
        self._show()
        self.chosen.emit(stick)

    def _show(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.chips = {}
        offered = self._offered()
        for one in offered:
            chip = QPushButton(one.label)
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setChecked(self.stick is not None and self.stick.folder == one.folder)
            chip.setIcon(icons.icon("hard-drive" if one.drive else "folder"))
            chip.setIconSize(ICON_SIZE)
            chip.setToolTip(f"{one.folder}: {one.sentence}")
            chip.clicked.connect(self._on_chip)
            self._row.addWidget(chip)
            self.chips[one.folder] = chip
        if self.stick is not None:
            self.told.setText(" ".join(filter(None, (self.stick.sentence, self.stick.fix))))
        else:
            self.told.setText("Pilih flashdisknya." if offered else "Belum ada flashdisk yang terpasang.")

    def _on_chip(self) -> None:
        pressed = self.sender()
        folder = next((where for where, chip in self.chips.items() if chip is pressed), None)
        if folder is not None:
            self._choose(next(one for one in self._offered() if one.folder == folder))

    def _offered(self) -> list[Stick]:
        return [*self._sticks, *([self._folder] if self._folder else [])]

    def _on_other(self) -> None:
        picked = QFileDialog.getExistingDirectory(self, "Pilih folder")
        if picked:
            self.choose_folder(Path(picked))


def _sticks(office: Office, progress: Progress = SILENT) -> list[Stick]:
    progress.step(0)
    return list_sticks(office)
