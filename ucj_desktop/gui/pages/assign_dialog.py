"""The district sends a list down: read and counted by kecamatan first, then quota and deadline, then onto the stick."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.jobs import Job
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.editors import DateBox
from ucj_desktop.gui.widgets.labelled_form import labelled_form
from ucj_desktop.services.district.assign_people import (
    AssignmentPlan,
    AssignmentsSent,
    Terms,
    plan_assignments,
    send_assignments,
)
from ucj_desktop.services.office import Office

_HEIGHT = 168
_VILLAGE, _PEOPLE, _QUOTA = range(3)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the clerk has typed, as the service takes it."""

    path: Path
    terms: Terms
    folder: Path


class AssignDialog(Asking):
    """``done_with`` gives what was written."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Tugaskan daftar ke kecamatan",
            "Setiap kecamatan mendapat berkas tersegel berisi orang-orangnya sendiri, untuk diverifikasi sebagai"
            " putaran. Datanya di kecamatan tidak ditimpa.",
            "Tulis ke flashdisk ...",
            width=720,
            parent=parent,
        )
        self.path: Path | None = None
        self.plan: AssignmentPlan | None = None
        self.file = button("Pilih daftar ...", self.choose_file, icon="folder-open")
        self.told = soft_label("Excel atau CSV dengan kolom nama dan desa.")
        self.source = QLineEdit()
        self.dated = DateBox(self.office.today())
        self.deadline = DateBox(self.office.today())
        self.villages = QTableWidget(0, 3)
        self.first = self.file
        self._reading: Job | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        self.source.setPlaceholderText("misalnya DTSEN triwulan III 2026")
        self.villages.setHorizontalHeaderLabels(["Desa/kelurahan", "Orang", "Kuota (boleh kosong)"])
        self.villages.setAccessibleName("Kuota tiap desa")
        self.villages.setTabKeyNavigation(False)  # arrows go through the quotas, Tab leaves them
        self.villages.verticalHeader().hide()
        self.villages.setFixedHeight(_HEIGHT)
        self.villages.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        across = self.villages.horizontalHeader()
        across.setSectionResizeMode(_VILLAGE, QHeaderView.ResizeMode.Stretch)
        across.setSectionResizeMode(_QUOTA, QHeaderView.ResizeMode.ResizeToContents)
        row = QHBoxLayout()
        row.addWidget(self.file)
        row.addWidget(self.told, 1)
        form = labelled_form(
            {"Sumber daftar": self.source, "Tanggal daftar": self.dated, "Tenggat verifikasi": self.deadline}
        )
        self.body.addLayout(row)
        self.body.addLayout(form)
        self.body.addWidget(self.villages)

    def choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Daftar orang", "", f"Daftar ({texts.LISTS_OF_PEOPLE})")
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read the list and count it; nothing is written."""
        self.path, self.plan = path, None
        self.told.setText(f"Membaca {path.name} ...")
        self.villages.setRowCount(0)
        self._reading = self.desk.jobs.start("Membaca daftar", partial(_planned, self.office, path))
        self._reading.finished.connect(self._on_read)
        self._reading.failed.connect(self._on_unread)

    def _on_read(self, plan: AssignmentPlan) -> None:
        self.plan = plan
        people = sum(map(len, plan.people.values()))
        words = f"{texts.counted(people, 'orang')} di {len(plan.office_codes)} kecamatan."
        if plan.left:
            first = plan.left[0]
            words += (
                f" {texts.counted(len(plan.left), 'baris')} tidak ikut; yang pertama baris {first.row}: {first.why}"
            )
        self.told.setText(words)
        counted = Counter(one.village_code for some in plan.people.values() for one in some)
        codes = [one.village_code for code in plan.office_codes for one in plan.villages.get(code, ())]
        self.villages.setRowCount(len(codes))
        for at, code in enumerate(codes):
            cells = (f"{self.office.printed(code)}, {self.office.printed(code[:6])}", texts.number(counted[code]), "")
            for column, cell in enumerate(cells):
                item = QTableWidgetItem(cell)
                item.setData(Qt.ItemDataRole.UserRole, code)
                if column != _QUOTA:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.villages.setItem(at, column, item)

    def _on_unread(self, error: BaseException) -> None:
        self.path = None
        self.told.setText("Excel atau CSV dengan kolom nama dan desa.")
        self._on_failed(error)

    def submit(self) -> None:
        if self.path is None or self.plan is None:
            self.bar.say(State.BLOCKS, "Daftarnya belum dipilih.", "Tekan Pilih daftar.")
            return
        chosen = QFileDialog.getExistingDirectory(self, "Flashdisk tujuan")
        if chosen:
            self.send_to(Path(chosen))

    def send_to(self, folder: Path) -> None:
        """Write the files; a refusal is said in the dialog."""
        terms = self._terms()
        if terms is not None and self.path is not None:
            self.run("Menulis penugasan", partial(_sent, self.office, _Asked(self.path, terms, folder)))

    def _terms(self) -> Terms | None:
        days: list[date | None] = []
        for box in (self.dated, self.deadline):
            read = box.reading()
            if read.unread:
                self.bar.say(State.BLOCKS, read.remark, "Tulis seperti 30-11-2026, atau kosongkan.")
                return None
            days.append(read.value)
        quotas: dict[str, int] = {}
        for at in range(self.villages.rowCount()):
            item = self.villages.item(at, _QUOTA)
            if item is None or not item.text().strip():
                continue
            people = texts.typed_number(item.text())
            if people is None:
                self.bar.say(State.BLOCKS, f"Kuota {item.text()} bukan jumlah orang.", "Tulis angka saja.")
                return None
            quotas[str(item.data(Qt.ItemDataRole.UserRole))] = people
        return Terms(source=self.source.text(), dated=days[0], deadline=days[1], quotas=quotas)


def _planned(office: Office, path: Path, progress: Progress = SILENT) -> AssignmentPlan:
    return plan_assignments(office, path, Terms(source=path.stem[:100]), progress)


def _sent(office: Office, asked: _Asked, progress: Progress = SILENT) -> AssignmentsSent:
    return send_assignments(office, asked.path, asked.terms, asked.folder, progress=progress)
