"""One funding line (pos anggaran), typed in or changed."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from ucj_desktop.domain.budget import BudgetLine
from ucj_desktop.domain.budget_decision import BudgetSetup
from ucj_desktop.domain.change import Change
from ucj_desktop.domain.dates import MONTHS
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.tariff import FUNDING_LABELS, Funding
from ucj_desktop.domain.worker import PROGRAMMES_LABELS, Programmes
from ucj_desktop.gui import texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.labelled_form import labelled_form
from ucj_desktop.services.district.budget_setup import MOST_MONTHS, save_budget
from ucj_desktop.services.office import Office

_ALL = "Semua kecamatan; centang bila pos ini hanya untuk sebagian"
_LIST_HEIGHT = 148


class BudgetLineDialog(Asking):
    """A line that is new when ``line`` is None."""

    def __init__(self, desk: Desk, setup: BudgetSetup, line: BudgetLine | None, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Pos anggaran" if line else "Pos anggaran baru",
            "Satu sumber dana dengan pagunya, dan bulan-bulan yang dibayarnya. Iurannya mengikuti tarif tiap bulan.",
            "Simpan",
            width=640,
            parent=parent,
        )
        self._setup, self._line = setup, line
        self.name = QLineEdit(line.name if line else "")
        self.funding = QComboBox()
        for funding, word in FUNDING_LABELS.items():
            self.funding.addItem(word, funding)
        self.programmes = QComboBox()
        for programmes, word in PROGRAMMES_LABELS.items():
            self.programmes.addItem(word, programmes)
        self.ceiling = QLineEdit(texts.number(line.ceiling) if line else "")
        self.month = QComboBox()
        self.months = QComboBox()
        self.areas = QListWidget()
        self.first = self.name
        self._fill(line)
        self._lay_out()

    def _fill(self, line: BudgetLine | None) -> None:
        period = self._setup.period
        self.funding.setCurrentIndex(self.funding.findData(line.funding if line else Funding.APBD_REGENCY))
        years = sorted({period - 1, period, period + 1, *([line.first_month.year] if line else [])})
        for year in years:
            for number, word in enumerate(MONTHS, start=1):
                self.month.addItem(f"{word} {year}", date(year, number, 1).isoformat())
        self.programmes.setCurrentIndex(self.programmes.findData(line.programmes if line else Programmes.JKK_JKM))
        begins = line.first_month if line else date(period, 1, 1)
        self.month.setCurrentIndex(self.month.findData(begins.isoformat()))
        for number in range(1, MOST_MONTHS + 1):
            self.months.addItem(f"{number} bulan", number)
        self.months.setCurrentIndex(self.months.findData(line.months if line else 12))
        self.ceiling.setPlaceholderText("misalnya 1.080.000.000")
        self.name.setPlaceholderText("misalnya APBD kabupaten, atau Dana Desa 2026")
        for place in self.office.places.children(self.office.code):
            item = QListWidgetItem(self.office.printed(place.code))
            item.setData(Qt.ItemDataRole.UserRole, place.code)
            chosen = line is not None and place.code in line.sub_districts
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.areas.addItem(item)

    def _lay_out(self) -> None:
        self.areas.setFixedHeight(_LIST_HEIGHT)
        form = labelled_form(
            {
                "Nama pos": self.name,
                "Sumber dana": self.funding,
                "Program": self.programmes,
                "Pagu (Rp)": self.ceiling,
                "Mulai bulan": self.month,
                "Selama": self.months,
                "Hanya kecamatan": self.areas,
            }
        )
        self.areas.setToolTip(_ALL)
        self.body.addLayout(form)

    def submit(self) -> None:
        ceiling = texts.typed_number(self.ceiling.text())
        if ceiling is None:
            self.bar.say(
                State.BLOCKS, f"Pagu {self.ceiling.text()} bukan jumlah rupiah.", "Tulis angka, misalnya 1.080.000.000."
            )
            return
        areas = (self.areas.item(row) for row in range(self.areas.count()))
        made = BudgetLine(
            line_id=self._line.line_id if self._line else new_id(),
            name=self.name.text(),
            funding=Funding(self.funding.currentData()),
            ceiling=ceiling,
            first_month=date.fromisoformat(self.month.currentData()),
            months=self.months.currentData(),
            programmes=Programmes(self.programmes.currentData()),
            sub_districts=frozenset(
                one.data(Qt.ItemDataRole.UserRole) for one in areas if one.checkState() is Qt.CheckState.Checked
            ),
            occupations=self._line.occupations if self._line else frozenset(),
        )
        others = [made if one.line_id == made.line_id else one for one in self._setup.lines]
        lines = tuple(others if self._line else (*others, made))
        self.run("Menyimpan anggaran", partial(saved, self.office, replace(self._setup, lines=lines)))


def saved(office: Office, setup: BudgetSetup, progress: Progress = SILENT) -> Change:
    """Keep a setup, as a job runs it."""
    progress.step(0)
    return save_budget(office, setup)
