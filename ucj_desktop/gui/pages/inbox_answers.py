"""Balasan: who waits for an answer, what it would say worker by worker, and writing it to the stick."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.fields import masked
from ucj_desktop.domain.parcel import OUTCOME_LABELS, Outcome
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import soft_label
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.facet_list import FacetList, FacetValue
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.stick_chooser import StickChooser
from ucj_desktop.services.district.answer_office import Answered, answer_office, proposed_answers
from ucj_desktop.services.district.list_inbox import WaitingOffice, offices_that_wait
from ucj_desktop.services.office import Office

Proposed = tuple[WorkerRecord, Outcome, str]
_OFFICES_WIDTH = 248


class AnswersView(QWidget):
    """``counted`` gives how many workers wait. What an answer decides stands there before the button is pressed."""

    counted = Signal(int)

    def __init__(self, desk: Desk, chooser: StickChooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.chooser = chooser
        self.waiting: dict[str, WaitingOffice] = {}
        self._proposed: dict[str, Proposed] = {}
        self.offices = FacetList("Kecamatan yang menunggu")
        self.offices.setFixedWidth(_OFFICES_WIDTH)
        self.model: RowsModel[Proposed] = RowsModel(
            self._columns(), self._fetch, lambda one: one[0].worker.worker_id, self
        )
        self.table = RowTable(self.model, keeps_to_room=True)
        self.table.setAccessibleName("Balasan untuk tiap kecamatan")
        self.only_returned = QCheckBox("Hanya yang dikembalikan")
        self.will = soft_label()
        self.write = button("Tulis balasan", self.write_answer, icon="envelope-open", kind="primary")
        self.stack = QStackedWidget()
        self.none = EmptyPage(
            "check-circle",
            "Tidak ada yang menunggu balasan",
            "Setelah paket kecamatan diterima, di sini tampil usulan balasan: siapa diterima, siapa dikembalikan, "
            "dan mengapa.",
        )
        self._lay_out()
        self.offices.chosen.connect(self._on_office)
        self.only_returned.toggled.connect(self._show_rows)
        self.chooser.chosen.connect(self._say_what_will_be)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self.only_returned)
        above.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(look.GRID * 3)
        below.addWidget(self.will, 1)
        below.addWidget(self.write)
        right = QVBoxLayout()
        right.setSpacing(look.GRID * 2)
        right.addLayout(above)
        right.addWidget(self.table, 1)
        right.addLayout(below)
        full = QWidget()
        across = QHBoxLayout(full)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.GRID * 3)
        across.addWidget(self.offices)
        across.addLayout(right, 1)
        self.stack.addWidget(self.none)
        self.stack.addWidget(full)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, look.GRID * 3, 0, 0)
        whole.addWidget(self.stack)

    def reload(self) -> None:
        self.desk.read(partial(_waiting, self.desk.office), self._on_waiting)

    def write_answer(self) -> None:
        """Decide on everyone of the chosen kecamatan and write the answer to the chosen stick."""
        code, stick = str(self.offices.value or ""), self.chooser.stick
        if code and stick is not None:
            self.write.setEnabled(False)
            work = partial(_answered, self.desk.office, code, stick.folder)
            job = self.desk.start(f"Menulis balasan untuk {self.waiting[code].office_name}", work)
            job.ended.connect(self._say_what_will_be)

    def _on_waiting(self, found: list[WaitingOffice]) -> None:
        self.waiting = {one.office_code: one for one in found}
        self.stack.setCurrentIndex(1 if found else 0)
        self.counted.emit(sum(one.total for one in found))
        if self.offices.value not in self.waiting:
            self.offices.choose(found[0].office_code if found else None)
        values = [
            FacetValue(one.office_code, one.office_name, one.total, State.WARNS if one.returned else State.GOOD)
            for one in found
        ]
        self.offices.offer(values, sum(one.total for one in found))
        self._on_office()

    def _on_office(self) -> None:
        code = str(self.offices.value or "")
        self.desk.read(partial(_proposals, self.desk.office, [code] if code else list(self.waiting)), self._on_proposed)

    def _on_proposed(self, found: list[Proposed]) -> None:
        self._proposed = {one[0].worker.worker_id: one for one in found}
        self._show_rows()
        self._say_what_will_be()

    def _show_rows(self) -> None:
        wanted = self.only_returned.isChecked()
        shown = [key for key, one in self._proposed.items() if not wanted or one[1].stage is Stage.RETURNED]
        self.model.set_ids(shown)

    def _say_what_will_be(self) -> None:
        one = self.waiting.get(str(self.offices.value or ""))
        self.write.setVisible(self.desk.may(Action.ANSWER))
        nobody = "" if one is not None else "Pilih satu kecamatan di kiri."
        allow_unless(nobody or ("" if self.chooser.stick is not None else "Pilih flashdisk dulu."), self.write)
        if one is None:
            self.will.setText("Pilih satu kecamatan di kiri untuk menulis balasannya.")
            return
        registered = f", {texts.number(one.registered)} terdaftar di BPJS" if one.registered else ""
        told = (
            f"Balasan ini memutuskan {texts.counted(one.total, 'pekerja')}: {texts.number(one.accepted)} diterima, "
            f"{texts.number(one.returned)} dikembalikan{registered}. Sesudah ditulis tidak bisa ditarik lagi."
        )
        where = "" if self.chooser.stick is not None else " Pilih dulu flashdisknya di atas."
        self.will.setText(told + where)

    def _fetch(self, keys: Sequence[str]) -> Sequence[Proposed]:
        return [self._proposed[key] for key in keys if key in self._proposed]

    def _columns(self) -> Sequence[Column[Proposed]]:
        office = self.desk.office
        return (
            Column("name", "Nama", lambda one: one[0].worker.full_name, 22),
            Column("nik", "NIK", lambda one: masked(one[0].worker.nik), 17, is_extra=True),
            Column("village", "Desa/kelurahan", lambda one: office.printed(one[0].worker.village_code), 16),
            Column(
                "outcome",
                "Usulan",
                lambda one: OUTCOME_LABELS[one[1]].capitalize(),
                20,
                state=lambda one: State.BLOCKS if one[1].stage is Stage.RETURNED else State.GOOD,
            ),
            Column("reason", "Alasan", lambda one: one[2], 30),
        )


def _waiting(office: Office, progress: Progress = SILENT) -> list[WaitingOffice]:
    progress.step(0)
    return offices_that_wait(office)


def _proposals(office: Office, codes: Sequence[str], progress: Progress = SILENT) -> list[Proposed]:
    found: list[Proposed] = []
    for number, code in enumerate(codes, start=1):
        progress.step(number, len(codes))
        found += proposed_answers(office, code)
    return sorted(found, key=lambda one: (one[1].stage is not Stage.RETURNED, one[0].worker.full_name))


def _answered(office: Office, code: str, folder: Path, progress: Progress) -> tuple[Answered, Change]:
    progress.step(0, None, "Menyegel balasan")
    done = answer_office(office, code, folder)
    return done, Change(done.change.touched, f"{done.change.sentence} Tersimpan sebagai {done.file.name}.")
