"""Dialogs of Verifikasi: opening and changing rounds, and what of a sheet was not recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.quota import Round, Team, TeamMember, default_team
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.held_rows import HeldRows
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import heading_label
from ucj_desktop.gui.widgets.check_list import CheckList
from ucj_desktop.gui.widgets.editors import DateBox
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.team_rows import TeamRows
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.rounds import open_rounds, set_round
from ucj_desktop.services.rounds.rulings_from_sheet import SkippedRow
from ucj_desktop.services.rounds.village_progress import VillageProgress

_SOURCES = ("DTSEN", "Usulan desa/kelurahan", "Pendataan lapangan", "Daftar Dinas Tenaga Kerja", "P3KE")


class RoundTerms(QWidget):
    """Quota, deadline, whose list is verified, and the team."""

    def __init__(self, today: date, team: Sequence[TeamMember], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.quota = QLineEdit()
        self.quota.setValidator(QIntValidator(1, 100_000, self))
        self.quota.setFixedWidth(132)
        self.quota.setMinimumHeight(look.TARGET)
        self.quota.setPlaceholderText("boleh kosong")
        self.deadline = DateBox(_years_on(today))
        self.deadline.setPlaceholderText("hh-bb-tttt")
        self.source = QComboBox()
        self.source.setEditable(True)
        self.source.setMinimumHeight(look.TARGET)
        self.source.addItems(["", *_SOURCES])
        self.source.setAccessibleName("Sumber daftar")
        self.team = TeamRows(team)
        form = QFormLayout()
        form.setHorizontalSpacing(look.GRID * 3)
        form.setVerticalSpacing(look.GRID * 2)
        for word, box in (("Kuota", self.quota), ("Batas waktu", self.deadline), ("Sumber daftar", self.source)):
            label = QLabel(word)
            label.setMinimumHeight(look.TARGET)
            label.setBuddy(box)
            form.addRow(label, box)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addLayout(form)
        down.addWidget(heading_label("Tim", 3))
        down.addWidget(self.team, 1)

    def show_round(self, one: Round) -> None:
        """What was agreed for an open round."""
        self.quota.setText("" if one.quota is None else str(one.quota))
        self.deadline.show_value(one.deadline)
        self.source.setCurrentText(one.source)

    def terms(self) -> "Terms":
        return Terms(
            quota=int(self.quota.text()) if self.quota.hasAcceptableInput() else None,
            deadline=self.deadline.reading().value,
            team=self.team.team(),
            source=self.source.currentText(),
        )

    def fault(self, kept: date | None = None) -> tuple[str, str]:
        """(what, fix) where the deadline cannot be used; one that is past may stay as it was kept."""
        read = self.deadline.reading()
        if read.unread:
            return read.remark, "Tulis seperti 30-11-2026, atau kosongkan."
        if read.value is not None and read.value < self._today and read.value != kept:
            return "Batas waktu itu sudah lewat.", "Tulis tanggal hari ini atau sesudahnya."
        return "", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the clerk has typed for a round."""

    quota: int | None
    deadline: date | None
    team: Team
    source: str


class OpenRoundDialog(Asking):
    """Which villages, how many people each, until when, and by whom."""

    def __init__(self, desk: Desk, villages: Sequence[VillageProgress], chosen: str, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Buka putaran verifikasi",
            "Satu putaran untuk tiap desa. Pekerja desa itu yang menunggu langsung ikut di dalamnya.",
            "Buka putaran",
            width=880,
            parent=parent,
        )
        self.villages = CheckList()
        self.villages.setAccessibleName("Desa/kelurahan")
        self.first = self.villages
        self.terms = RoundTerms(self.office.today(), default_team(self.office.preferences.signers))
        self.quota, self.deadline = self.terms.quota, self.terms.deadline
        all_of_them = button("Pilih semua", self._tick_all, kind="plain")
        all_of_them.setAutoDefault(False)
        top = QHBoxLayout()
        top.addWidget(heading_label("Desa/kelurahan", 3), 1)
        top.addWidget(all_of_them)
        left = QVBoxLayout()
        left.addLayout(top)
        left.addWidget(self.villages, 1)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 5)
        across.addLayout(left, 3)
        across.addWidget(self.terms, 7)
        self.body.addLayout(across, 1)
        self.villages.ticked.connect(self._on_ticked)
        self.villages.offer((one.village_code, _line(one), one.village_code == chosen) for one in villages)

    def _tick_all(self) -> None:
        self.villages.tick_all(True)

    def _on_ticked(self) -> None:
        number = len(self.villages.keys())
        allow_unless("" if number else "Pilih dulu desanya.", self.press)
        self.press.setText(f"Buka {number} putaran" if number > 1 else "Buka putaran")

    def submit(self) -> None:
        what, fix = self.terms.fault()
        if what:
            self.bar.say(State.BLOCKS, what, fix)
            self.deadline.setFocus()
            return
        work = partial(_open, self.office, tuple(self.villages.keys()), self.terms.terms())
        self.run("Membuka putaran", work)


class ChangeRoundDialog(Asking):
    """What was agreed for an open round, to be changed; the journal keeps what it was before."""

    def __init__(self, desk: Desk, village_name: str, one: Round, parent: QWidget) -> None:
        super().__init__(
            desk,
            f"Ubah putaran {village_name}",
            "Yang diubah berlaku mulai sekarang; keadaan sebelumnya tercatat dalam Riwayat.",
            "Simpan",
            width=720,
            parent=parent,
        )
        self._round = one
        self.terms = RoundTerms(self.office.today(), one.team)
        self.terms.show_round(one)
        self.first = self.terms.quota
        self.body.addWidget(self.terms, 1)

    def submit(self) -> None:
        what, fix = self.terms.fault(self._round.deadline)
        if what:
            self.bar.say(State.BLOCKS, what, fix)
            self.terms.deadline.setFocus()
            return
        self.run("Mengubah putaran", partial(_set, self.office, self._round.round_id, self.terms.terms()))


def _years_on(today: date) -> date:
    """A deadline lies ahead, so 30-11-27 is 2027: two digits are read as the latest year before this day."""
    return date(today.year + 20, 12, 31)


def _open(office: Office, codes: Sequence[str], terms: Terms, progress: Progress = SILENT) -> Change:
    del progress
    return open_rounds(office, codes, quota=terms.quota, deadline=terms.deadline, team=terms.team, source=terms.source)


def _set(office: Office, round_id: str, terms: Terms, progress: Progress = SILENT) -> Change:
    del progress
    return set_round(office, round_id, quota=terms.quota, deadline=terms.deadline, team=terms.team, source=terms.source)


def _line(one: VillageProgress) -> str:
    if one.total == 0:
        return f"{one.village_name}: belum ada pekerja"
    return f"{one.village_name}: {texts.number(one.waiting)} menunggu"


def _place(one: SkippedRow) -> str:
    return f"{one.sheet}/{one.row}"


class SkippedDialog(QDialog):
    """The rows of a sheet whose verdict was not recorded, each with its sentence."""

    replace_asked = Signal()  # the rows that say otherwise shall be recorded in place of what stands

    def __init__(self, skipped: Sequence[SkippedRow], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Hasil yang dilewati")
        self.resize(720, 420)
        rows = HeldRows({_place(one): one for one in skipped})
        columns: list[Column[SkippedRow]] = [
            Column("sheet", "Lembar", lambda one: one.sheet, 12),
            Column("row", "Baris", lambda one: str(one.row), 6, is_number=True),
            Column("why", "Mengapa dilewati", lambda one: one.why, 70),
        ]
        model = RowsModel(columns, rows.fetch, _place, self)
        model.set_ids(list(rows))
        self.table = RowTable(model, keeps_to_room=True)
        self.table.setAccessibleName("Yang ikut dalam putaran")
        leave = button("Tutup", self.accept)
        others = sum(one.is_other for one in skipped)
        self.replace = button(f"Ganti {texts.number(others)} hasil lain dengan isi berkas", self._replace)
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 6, look.GRID * 5, look.GRID * 6, look.GRID * 5)
        down.setSpacing(look.GRID * 3)
        down.addWidget(heading_label(f"{texts.counted(len(skipped), 'baris')} dilewati", 2))
        down.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.addWidget(self.replace)
        below.addStretch(1)
        below.addWidget(leave)
        down.addLayout(below)
        self.replace.setHidden(others == 0)

    def _replace(self) -> None:
        self.accept()
        self.replace_asked.emit()
