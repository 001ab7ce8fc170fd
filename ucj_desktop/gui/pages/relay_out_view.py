"""Kirim: who goes to BPJS by which profile, the first rows as the sheet will have them, and who is left out and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from ucj_desktop.domain.dates import parse_date, short_date
from ucj_desktop.domain.fields import BY_CODE, masked, masked_where_private
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.relay import LEFT_OUT_LABELS, LeftOut, WhyLeftOut
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.held_rows import HeldRows
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless, icon_button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.district.export_relay import Relayed, export_relay
from ucj_desktop.services.district.keep_relay_profiles import (
    KnownProfile,
    add_relay_profile,
    relay_profiles,
    save_relay_profile,
)
from ucj_desktop.services.district.plan_relay import RelayAsked, RelayPlan, plan_relay
from ucj_desktop.services.office import Office

_SHOWN = 50  # rows of the sheet that are shown before it is written
_NOBODY = "Belum ada pekerja yang bisa dikirim."
_WAITS = frozenset({LeftOut.REGISTERED, LeftOut.SENT, LeftOut.NEXT_FILE})  # nothing is wrong with these


@dataclass(frozen=True, slots=True)
class _Shown:
    """One row of the sheet, masked where it is private."""

    key: str
    cells: tuple[str, ...]


_Left = tuple[WorkerRecord, WhyLeftOut]


class RelayOutView(QWidget):
    """``written`` comes when a sheet has been made."""

    written = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.plan: RelayPlan | None = None
        self._profiles: list[KnownProfile] = []
        self._rows: HeldRows[_Shown] = HeldRows()
        self._left: HeldRows[_Left] = HeldRows()
        self.profiles = QComboBox()
        self.offices = QComboBox()
        self.most = QLineEdit()
        self.day = QLineEdit(short_date(self.office.today()))
        self.bar = SentenceBar(closable=False)
        self.row_model: RowsModel[_Shown] = RowsModel((), self._rows.fetch, lambda one: one.key, self)
        self.row_table = RowTable(self.row_model)
        self.row_table.setAccessibleName("Yang akan diserahkan ke BPJS")
        self.left_model: RowsModel[_Left] = RowsModel(
            self._left_columns(), self._left.fetch, lambda one: one[0].worker.worker_id, self
        )
        self.left_table = RowTable(self.left_model, "relay_left", keeps_to_room=True)
        self.left_table.setAccessibleName("Yang tidak diserahkan dan mengapa")
        self.will = soft_label()
        self.keep_profile = icon_button("download-simple", "Simpan format ini ke berkas...", self._on_keep_profile)
        self.add_profile = icon_button("upload-simple", "Masukkan format dari berkas...", self._on_add_profile)
        self.write = button("Buat daftar untuk BPJS...", self._on_write, icon="table", kind="primary")
        self._lay_out()
        hide_unless(desk.may(Action.RELAY), self.write, self.add_profile)
        self.profiles.activated.connect(self.replan)
        self.offices.activated.connect(self.replan)
        self.most.editingFinished.connect(self.replan)
        self.day.editingFinished.connect(self.replan)

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(look.GRID * 2)
        for words, box, beside in (
            ("Format", self.profiles, (self.keep_profile, self.add_profile)),
            ("Kecamatan", self.offices, ()),
            ("Rencana daftar", self.day, ()),
        ):
            for one in (soft_label(words, wraps=False), box, *beside):
                asked.addWidget(one)
            box.setAccessibleName(words)
        asked.addStretch(1)
        self.profiles.setMinimumContentsLength(15)
        self.most.setAccessibleName("Paling banyak")
        self.most.setFixedWidth(72)
        self.most.setPlaceholderText("semua")
        self.most.setToolTip("Berapa orang paling banyak dalam berkas ini; kosong: sebanyak yang boleh menurut format")
        self.day.setFixedWidth(112)
        self.day.setToolTip("Tanggal pendaftaran yang direncanakan, untuk menghitung umur")
        self.offices.addItem("Semua", "")
        for place in sorted(self.office.places.children(self.office.code), key=lambda one: one.name):
            self.offices.addItem(self.office.printed(place.code), place.code)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.row_table, "Yang dikirim")
        self.tabs.addTab(self.left_table, "Tidak ikut")
        below = QHBoxLayout()
        below.setSpacing(look.GRID * 2)
        below.addWidget(self.will, 1)
        for last in (soft_label("Paling banyak", wraps=False), self.most, self.write):
            below.addWidget(last)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.GRID * 3, 0, 0)
        down.setSpacing(look.GRID * 2)
        down.addLayout(asked)
        down.addWidget(self.bar)
        down.addWidget(self.tabs, 1)
        down.addLayout(below)

    def stand_close(self, *, is_close: bool) -> None:
        """In a low window the table gets what room there is."""
        self.bar.stand_close(is_close=is_close)

    def reload(self) -> None:
        self.desk.read(partial(_profiles, self.office), self._on_profiles)

    def replan(self) -> None:
        """Look anew at who would go."""
        self.desk.read(partial(plan_relay, self.office, self.asked()), self._on_plan)

    def asked(self) -> RelayAsked:
        """What the boxes say; a day that cannot be read is today, a number that cannot be read is none."""
        most = self.most.text().strip().replace(".", "")
        limit = int(most) if most.isascii() and most.isdigit() and int(most) > 0 else None
        self.most.setText("" if limit is None else texts.number(limit))
        day = parse_date(self.day.text(), self.office.today().replace(year=self.office.today().year + 5)).value
        self.day.setText(short_date(day or self.office.today()))
        return RelayAsked(
            profile=str(self.profiles.currentData() or ""),
            office_code=str(self.offices.currentData() or ""),
            limit=limit,
            planned_on=day,
        )

    def write_sheet(self, path: Path) -> None:
        """Make the sheet as it was shown and keep it as a batch."""
        self.write.setEnabled(False)
        work = partial(_exported, self.office, path, self.asked())
        job = self.desk.start("Membuat daftar untuk BPJS", work, self._on_written)
        job.ended.connect(self._say_what_will_be)

    def take_in_profile(self, path: Path) -> None:
        """Take in a profile from a TOML file."""
        self.desk.do("Memasukkan format", partial(add_relay_profile, self.office, path))

    def _on_profiles(self, found: list[KnownProfile]) -> None:
        self._profiles = found
        before = self.profiles.currentData()
        self.profiles.clear()
        for one in found:
            self.profiles.addItem(one.profile.name, one.profile.name)
        self.profiles.setCurrentIndex(max(self.profiles.findData(before), 0))
        self.replan()

    def _on_plan(self, plan: RelayPlan) -> None:
        self.plan = plan
        profile = plan.profile
        dated = f"Format {profile.name} ({short_date(profile.dated)})"
        if profile.is_confirmed:
            self.bar.clear()
        else:
            note = profile.note or "Tanyakan dulu kolomnya kepada kantor cabang BPJS."
            self.bar.say(State.WARNS, f"{dated} belum dikonfirmasi.", note)
        columns = [
            Column(str(at), column.heading, partial(_cell_at, at), 6 if column.field in ("number", "sex") else 16)
            for at, column in enumerate(profile.columns)
        ]
        self.row_model.set_columns(columns)
        shown = plan.first_rows(self.office, _SHOWN)
        codes = [column.field for column in profile.columns]
        self._rows.refill((str(at), _Shown(str(at), _masked(codes, row))) for at, row in enumerate(shown))
        self.row_model.set_ids(list(self._rows))
        self.row_table.fit_columns()
        first = sorted(plan.left_out, key=lambda one: one[1].kind in _WAITS)  # what somebody can mend comes first
        self._left.refill((one[0].worker.worker_id, one) for one in first)
        self.left_model.set_ids(list(self._left))
        self.tabs.setTabText(0, f"Yang dikirim ({texts.number(len(plan.records))})")
        self.tabs.setTabText(1, f"Tidak ikut ({texts.number(len(plan.left_out))})")
        self._say_what_will_be()

    def _say_what_will_be(self) -> None:
        plan = self.plan
        if plan is None:
            return
        count = len(plan.records)
        told = f"{texts.counted(count, 'pekerja')} masuk berkas ini" if count else _NOBODY.removesuffix(".")
        if count > _SHOWN:
            told += f" ({_SHOWN} baris pertama ditampilkan)"
        why = [f"{LEFT_OUT_LABELS[kind]} {texts.number(number)}" for kind, number in plan.counts.items()]
        self.will.setText(f"{told}. Tidak ikut: {' · '.join(why)}." if why else f"{told}.")
        allow_unless("" if count else _NOBODY, self.write)

    def _on_write(self) -> None:
        name = f"BPJS {texts.in_file_name(str(self.profiles.currentData()))} {self.office.today():%d-%m-%Y}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, "Buat daftar untuk BPJS", name, "Excel (*.xlsx)")
        if chosen:
            self.write_sheet(Path(chosen).with_suffix(".xlsx"))

    def _on_written(self, made: Relayed) -> None:
        self.written.emit()

    def _on_keep_profile(self) -> None:
        name = str(self.profiles.currentData())
        offered = f"{texts.in_file_name(name)}.toml"
        chosen, _ = QFileDialog.getSaveFileName(self, "Simpan format", offered, "Format (*.toml)")
        if chosen:
            work = partial(save_relay_profile, self.office, name, Path(chosen).with_suffix(".toml"))
            self.desk.do("Menyimpan format", work)

    def _on_add_profile(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Masukkan format", "", "Format (*.toml)")
        if chosen:
            self.take_in_profile(Path(chosen))

    def _left_columns(self) -> Sequence[Column[_Left]]:
        office = self.office
        return (
            Column("name", "Nama", lambda one: one[0].worker.full_name, 24),
            Column("nik", "NIK", lambda one: masked(one[0].worker.nik), 17),
            Column("village", "Desa/kelurahan", lambda one: office.printed(one[0].worker.village_code), 16),
            Column("kind", "Sebab", lambda one: LEFT_OUT_LABELS[one[1].kind], 30, state=_state_of),
            Column("why", "Penjelasan", lambda one: one[1].sentence, 48),
        )


def _state_of(one: _Left) -> State:
    return State.NOTE if one[1].kind in _WAITS else State.WARNS


def _masked(codes: Sequence[str], row: Sequence[Any]) -> tuple[str, ...]:
    return tuple(
        masked_where_private(code, str(cell)) if code in BY_CODE else str(cell)
        for code, cell in zip(codes, row, strict=True)
    )


def _cell_at(at: int, one: _Shown) -> str:
    return one.cells[at] if at < len(one.cells) else ""


def _profiles(office: Office, progress: Progress = SILENT) -> list[KnownProfile]:
    progress.step(0)
    return relay_profiles(office)


def _exported(office: Office, path: Path, asked: RelayAsked, progress: Progress) -> tuple[Relayed, Any]:
    made = export_relay(office, path, asked, progress)
    return made, made.change
