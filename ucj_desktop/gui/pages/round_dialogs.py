"""Dialogs of Verifikasi: opening rounds, and what of a sheet was not recorded."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import heading_label
from ucj_desktop.gui.widgets.check_list import CheckList
from ucj_desktop.gui.widgets.editors import DateBox
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rounds import open_rounds
from ucj_desktop.services.rounds.rulings_from_sheet import SkippedRow
from ucj_desktop.services.rounds.village_progress import VillageProgress


class OpenRoundDialog(Asking):
    """Which villages, how many people each, and until when."""

    def __init__(self, desk: Desk, villages: Sequence[VillageProgress], chosen: str, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Buka putaran verifikasi",
            "Satu putaran untuk tiap desa. Pekerja desa itu yang menunggu langsung ikut di dalamnya.",
            "Buka putaran",
            parent=parent,
        )
        self.villages = CheckList()
        self.villages.setMinimumHeight(240)
        self.villages.setAccessibleName("Desa/kelurahan")
        self.first = self.villages
        self.quota = QLineEdit()
        self.quota.setValidator(QIntValidator(1, 100_000, self))
        self.quota.setFixedWidth(132)
        self.quota.setMinimumHeight(look.TARGET)
        self.quota.setPlaceholderText("boleh kosong")
        self.deadline = DateBox(_years_on(self.office.today()))
        self.deadline.setPlaceholderText("hh-bb-tttt")
        form = QFormLayout()
        form.setHorizontalSpacing(look.GRID * 3)
        form.setVerticalSpacing(look.GRID * 2)
        form.addRow("Kuota tiap desa", self.quota)
        form.addRow("Batas waktu", self.deadline)
        all_of_them = button("Pilih semua", self._tick_all, kind="plain")
        all_of_them.setAutoDefault(False)
        across = QHBoxLayout()
        across.addWidget(heading_label("Desa/kelurahan", 3), 1)
        across.addWidget(all_of_them)
        self.body.addLayout(across)
        self.body.addWidget(self.villages, 1)
        self.body.addLayout(form)
        self.villages.ticked.connect(self._on_ticked)
        self.villages.offer((one.village_code, _line(one), one.village_code == chosen) for one in villages)

    def _tick_all(self) -> None:
        self.villages.tick_all(True)

    def _on_ticked(self) -> None:
        number = len(self.villages.keys())
        self.press.setEnabled(number > 0)
        self.press.setText(f"Buka {number} putaran" if number > 1 else "Buka putaran")

    def submit(self) -> None:
        read = self.deadline.reading()
        if read.unread:
            self.bar.say(State.BLOCKS, read.remark, "Tulis seperti 30-11-2026, atau kosongkan.")
            self.deadline.setFocus()
            return
        if read.value is not None and read.value < self.office.today():
            self.bar.say(State.BLOCKS, "Batas waktu itu sudah lewat.", "Tulis tanggal hari ini atau sesudahnya.")
            self.deadline.setFocus()
            return
        quota = int(self.quota.text()) if self.quota.hasAcceptableInput() else None
        work = partial(_open, self.office, tuple(self.villages.keys()), quota, read.value)
        self.run("Membuka putaran", work)


def _years_on(today: date) -> date:
    """A deadline lies ahead, so 30-11-27 is 2027: two digits are read as the latest year before this day."""
    return date(today.year + 20, 12, 31)


def _open(
    office: Office, codes: Sequence[str], quota: int | None, deadline: date | None, progress: Progress = SILENT
) -> Change:
    del progress
    return open_rounds(office, codes, quota=quota, deadline=deadline)


def _line(one: VillageProgress) -> str:
    if one.total == 0:
        return f"{one.village_name}: belum ada pekerja"
    return f"{one.village_name}: {texts.counted(one.waiting, 'pekerja')} menunggu"


class SkippedDialog(QDialog):
    """The rows of a sheet whose verdict was not recorded, each with its sentence."""

    def __init__(self, skipped: Sequence[SkippedRow], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Hasil yang dilewati")
        self.resize(720, 420)
        self.table = PlainTable(("Lembar", "Baris", "Mengapa dilewati"), widest=2, numbers=(1,))
        self.table.show_rows([(one.sheet, str(one.row), one.why) for one in skipped])
        leave = button("Tutup", self.accept)
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 6, look.GRID * 5, look.GRID * 6, look.GRID * 5)
        down.setSpacing(look.GRID * 3)
        down.addWidget(heading_label(f"{texts.counted(len(skipped), 'baris')} dilewati", 2))
        down.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(leave)
        down.addLayout(below)
