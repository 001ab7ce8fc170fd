"""The laptop at the meeting: lent at the office's computer, brought home on the laptop, taken in with its conflicts."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.progress import Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.jobs import Job
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.dense_table import make_dense
from ucj_desktop.services.handoff.lend_laptop import lend_laptop
from ucj_desktop.services.handoff.start_laptop import bring_home
from ucj_desktop.services.handoff.take_from_laptop import Conflict, FromLaptop, Keep, take_from_laptop
from ucj_desktop.services.office import Office

_WHERE = "Pilih flashdisk atau folder ..."
_LATER, _OFFICE, _LAPTOP = "Nanti", "Data kantor", "Data laptop"
_KEEP: Mapping[str, Keep] = {_OFFICE: Keep.OFFICE, _LAPTOP: Keep.LAPTOP}
_HEIGHT = 260


class LendDialog(Asking):
    """Which villages go, and onto which stick. ``done_with`` gives a Change."""

    def __init__(self, desk: Desk, villages: Sequence[str], chosen: str, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Bawa ke rapat dengan laptop",
            "Salinan terenkripsi dari semua data kantor ditulis ke flashdisk untuk dibuka di laptop, dengan akun dan"
            " kata sandi yang sama. Selama dibawa, catat hasil desa-desa ini di laptop saja.",
            "Tulis salinan",
            parent=parent,
        )
        self.folder: Path | None = None
        self.villages = QListWidget()
        self.villages.setAccessibleName("Desa yang dibawa rapat")
        self.villages.setFixedHeight(200)
        for code in sorted(villages, key=self.office.printed):
            item = QListWidgetItem(self.office.printed(code))
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setCheckState(Qt.CheckState.Checked if code == chosen else Qt.CheckState.Unchecked)
            self.villages.addItem(item)
        self.choose = button(_WHERE, self.choose_folder, icon="folder-open")
        self.first = self.villages
        for one in (self.villages, self.choose):
            self.body.addWidget(one)

    def choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Flashdisk untuk laptop")
        if chosen:
            self.take_folder(Path(chosen))

    def take_folder(self, folder: Path) -> None:
        self.folder = folder
        self.choose.setText(str(folder))

    def submit(self) -> None:
        chosen = [one for one in map(self.villages.item, range(self.villages.count())) if one is not None]
        codes = [str(one.data(Qt.ItemDataRole.UserRole)) for one in chosen if one.checkState() is Qt.CheckState.Checked]
        if not codes:
            self.bar.say(State.BLOCKS, "Centang dulu desa yang dibawa.")
        elif self.folder is None:
            self.bar.say(State.BLOCKS, "Pilih dulu flashdisk atau foldernya.")
        else:
            self.run("Menyalin untuk laptop", partial(_lent, self.office, codes, self.folder))


class BringHomeDialog(Asking):
    """On the laptop: where the meeting's results go. ``done_with`` gives a Change."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Bawa pulang hasil rapat",
            "Semua yang dicatat di laptop ini sejak dibawa ditulis tersegel ke flashdisk. Boleh diulang: berkas yang"
            " baru memuat semuanya.",
            "Tulis hasilnya",
            parent=parent,
        )
        self.folder: Path | None = None
        self.choose = button(_WHERE, self.choose_folder, icon="folder-open")
        self.first = self.choose
        self.body.addWidget(self.choose)

    def choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Flashdisk untuk komputer kantor")
        if chosen:
            self.take_folder(Path(chosen))

    def take_folder(self, folder: Path) -> None:
        self.folder = folder
        self.choose.setText(str(folder))

    def submit(self) -> None:
        if self.folder is None:
            self.bar.say(State.BLOCKS, "Pilih dulu flashdisk atau foldernya.")
            return
        self.run("Menulis hasil rapat", partial(_home, self.office, self.folder))


class TakeLaptopDialog(Asking):
    """What comes home is counted, each conflict is named and may be decided. ``done_with`` gives a Change."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Terima hasil dari laptop",
            "Yang diubah di laptop saja masuk, yang diubah di sini saja tetap. Orang yang diubah di kedua tempat"
            " disebut di bawah; datanya di sini tetap sampai diputuskan.",
            "Terima",
            width=840,
            parent=parent,
        )
        self.folder: Path | None = None
        self.conflicts: Sequence[Conflict] = ()
        self._reading: Job | None = None
        self.choose = button(_WHERE, self.choose_folder, icon="folder-open")
        self.told = soft_label("Berkas dari laptop bernama UCJ-....ucjl.")
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels(["Nama", "Mengapa", "Yang berbeda (kantor / laptop)", "Pakai"])
        self.table.setAccessibleName("Orang yang diubah di kedua tempat")
        make_dense(self.table)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setFixedHeight(_HEIGHT)
        self.table.hide()
        self.table.verticalHeader().setDefaultSectionSize(look.TARGET + look.GRID)
        across = self.table.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setSectionResizeMode(3, QHeaderView.ResizeMode.Fixed)
        self.table.setColumnWidth(3, 140)
        allow_unless("Pilih flashdisk atau foldernya dulu.", self.press)
        self.first = self.choose
        for one in (self.choose, self.told, self.table):
            self.body.addWidget(one)

    def choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Flashdisk dari laptop")
        if chosen:
            self.look_into(Path(chosen))

    def look_into(self, folder: Path) -> None:
        """What the file there would do; nothing is kept."""
        self.folder = folder
        self.choose.setText(str(folder))
        self.bar.clear()
        self._reading = self.desk.jobs.start("Memeriksa hasil dari laptop", partial(_looked_into, self.office, folder))
        self._reading.finished.connect(self._on_seen)
        self._reading.failed.connect(self._on_failed)

    def _on_seen(self, found: FromLaptop) -> None:
        self.conflicts = found.conflicts
        told = f"{texts.number(found.taken)} orang masuk, {texts.number(found.same)} sudah sama"
        told += f", {texts.number(found.meetings)} rapat, {texts.number(len(found.conflicts))} diubah di kedua tempat."
        self.told.setText(told)
        self.table.setVisible(bool(found.conflicts))
        self.table.setRowCount(0)
        for one in found.conflicts:
            self._add(one)
        allow_unless("", self.press)

    def _add(self, one: Conflict) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        differing = "; ".join(f"{each.label}: {each.here or '-'} / {each.there or '-'}" for each in one.differing)
        for column, text in enumerate((one.full_name, one.why, differing)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            self.table.setItem(row, column, item)
        box = QComboBox()
        box.addItems([_LATER, _OFFICE, _LAPTOP] if one.may_take else [_LATER, _OFFICE])
        box.setAccessibleName(f"Yang dipakai untuk {one.full_name}")
        self.table.setCellWidget(row, 3, box)

    def chosen(self) -> dict[str, Keep]:
        """What was decided, by worker."""
        boxes = [self.table.cellWidget(row, 3) for row in range(self.table.rowCount())]
        words = [box.currentText() if isinstance(box, QComboBox) else _LATER for box in boxes]
        return {one.worker_id: _KEEP[word] for one, word in zip(self.conflicts, words, strict=True) if word in _KEEP}

    def submit(self) -> None:
        if self.folder is not None:
            self.run("Menerima hasil dari laptop", partial(_taken, self.office, self.folder, self.chosen()))


def _lent(office: Office, villages: Sequence[str], folder: Path, progress: Progress) -> Change:
    return lend_laptop(office, villages, folder, progress).change


def _home(office: Office, folder: Path, progress: Progress) -> Change:
    return bring_home(office, folder, progress).change


def _looked_into(office: Office, folder: Path, progress: Progress) -> FromLaptop:
    return take_from_laptop(office, folder, dry_run=True, progress=progress)


def _taken(office: Office, folder: Path, choose: Mapping[str, Keep], progress: Progress) -> Change:
    return take_from_laptop(office, folder, choose=choose, progress=progress).change
