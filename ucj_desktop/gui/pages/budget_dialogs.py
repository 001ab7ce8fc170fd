"""Priority and quotas, deciding, and the decree of a decision."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from ucj_desktop.domain.budget import PRECEDENCE_LABELS, Precedence
from ucj_desktop.domain.budget_decision import BudgetDecision, BudgetSetup
from ucj_desktop.domain.change import Change
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.budget_line_dialog import saved
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.cards import scrolling_down, soft_label
from ucj_desktop.gui.widgets.editors import DateBox
from ucj_desktop.gui.widgets.labelled_form import labelled_form
from ucj_desktop.services.district.budget_outlook import BudgetOutlook
from ucj_desktop.services.district.decide_budget import decide_budget, write_decree
from ucj_desktop.services.office import Office

_ORDER_HEIGHT = 138
_QUOTAS_HEIGHT = 132  # a kabupaten may have forty kecamatan


class PriorityDialog(Asking):
    """Who comes first, how many a kecamatan may have, and whether those decided before keep their place."""

    def __init__(self, desk: Desk, setup: BudgetSetup, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Urutan dan kuota",
            "Yang teratas menentukan lebih dulu; yang tidak dicentang tidak dipakai. Geser dengan tetikus, atau dengan"
            " Alt+panah atas dan bawah. Risiko pekerjaan adalah usulan program, bukan dari peraturan.",
            "Simpan",
            width=640,
            parent=parent,
        )
        self._setup = setup
        self.order = _OrderList()
        for one in (*setup.order, *(each for each in Precedence if each not in setup.order)):
            item = QListWidgetItem(PRECEDENCE_LABELS[one])
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setCheckState(Qt.CheckState.Checked if one in setup.order else Qt.CheckState.Unchecked)
            self.order.addItem(item)
        self.order.setCurrentRow(0)
        self.keeps = QCheckBox("Yang sudah ditetapkan tetap mendapat tempat, selama masih memenuhi syarat")
        self.keeps.setChecked(setup.keeps_places)
        self.quotas: dict[str, QLineEdit] = {}
        self.first = self.order
        self._lay_out()

    def _lay_out(self) -> None:
        areas = QWidget()
        form = QFormLayout(areas)
        form.setHorizontalSpacing(look.GRID * 3)
        form.setVerticalSpacing(look.GRID)
        for place in self.office.places.children(self.office.code):
            box = QLineEdit()
            kept = self._setup.quotas.get(place.code)
            box.setText("" if kept is None else texts.number(kept))
            box.setPlaceholderText("tanpa batas")
            box.setFixedWidth(148)
            box.setMinimumHeight(look.TARGET)
            box.setAccessibleName(f"Kuota {self.office.printed(place.code)}, orang")
            label = QLabel(self.office.printed(place.code))
            label.setBuddy(box)
            form.addRow(label, box)
            self.quotas[place.code] = box
        self.body.addWidget(self.order)
        self.body.addWidget(self.keeps)
        self.body.addWidget(soft_label("Kuota kecamatan, orang. Kosong: tanpa batas."))
        scrolled = scrolling_down(areas)
        scrolled.setFixedHeight(_QUOTAS_HEIGHT)
        self.body.addWidget(scrolled)

    def submit(self) -> None:
        quotas = {area: people for area, people in self._setup.quotas.items() if area not in self.quotas}
        for area, box in self.quotas.items():
            if not box.text().strip():
                continue
            people = texts.typed_number(box.text())
            if people is None:
                self.bar.say(State.BLOCKS, f"{box.accessibleName()}: {box.text()} bukan jumlah orang.", "Tulis angka.")
                box.setFocus()
                return
            quotas[area] = people
        items = (self.order.item(row) for row in range(self.order.count()))
        order = tuple(
            Precedence(one.data(Qt.ItemDataRole.UserRole)) for one in items if one.checkState() is Qt.CheckState.Checked
        )
        setup = replace(self._setup, order=order, quotas=quotas, keeps_places=self.keeps.isChecked())
        self.run("Menyimpan urutan dan kuota", partial(saved, self.office, setup))


class _OrderList(QListWidget):
    """Rows that are moved by the mouse, or by Alt and the arrows."""

    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setFixedHeight(_ORDER_HEIGHT)
        self.setAccessibleName("Urutan prioritas")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        row = self.currentRow()
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier and 0 <= row + step < self.count():
            self.insertItem(row + step, self.takeItem(row))
            self.setCurrentRow(row + step)
            return
        super().keyPressEvent(event)


class DecideDialog(Asking):
    """What the decision will say, counted, before it is made: it can never be changed."""

    def __init__(self, desk: Desk, found: BudgetOutlook, parent: QWidget) -> None:
        number = found.last.number + 1 if found.last else 1
        super().__init__(
            desk,
            f"Tetapkan penerima, penetapan nomor {number}",
            "Daftarnya dibekukan dan ditandatangani akun Anda. Penetapan tidak bisa diubah atau dibatalkan; bila ada"
            " yang berubah nanti, dibuat penetapan berikutnya.",
            f"Tetapkan {texts.counted(len(found.plan.places), 'pekerja')}",
            parent=parent,
        )
        for sentence in decision_sentences(found):
            self.body.addWidget(soft_label(sentence))

    def submit(self) -> None:
        self.run("Menetapkan penerima", partial(_decided, self.office))


def decision_sentences(found: BudgetOutlook) -> list[str]:
    """What a decision made now would say."""
    told = [
        f"{texts.counted(len(found.plan.places), 'pekerja')} dari {texts.number(len(found.people))} yang diterima,"
        f" seluruhnya Rp{texts.number(found.cost)} dari pagu Rp{texts.number(found.setup.ceiling)}."
    ]
    told += [
        f"{one.line.name}: {texts.counted(one.people, 'pekerja')}, Rp{texts.number(one.cost)}."
        for one in found.plan.sums
    ]
    if found.plan.waiting:
        told.append(f"{texts.counted(len(found.plan.waiting), 'pekerja')} menunggu.")
    if found.last is not None:
        told.append(
            f"Dibanding penetapan nomor {found.last.number}: {texts.number(len(found.came))} masuk,"
            f" {texts.number(len(found.went))} keluar."
        )
    return told


class DecreeDialog(Asking):
    """The number, day and title of the decree that a decision became."""

    def __init__(self, desk: Desk, one: BudgetDecision, parent: QWidget) -> None:
        super().__init__(
            desk,
            f"SK untuk penetapan nomor {one.number}",
            "Ditulis sesudah SK ditandatangani, dan tercetak di kepala lampiran. Tidak mengubah yang dibekukan.",
            "Simpan",
            parent=parent,
        )
        self._number = one.number
        self.named = QLineEdit(one.decree_number)
        self.day = DateBox(self.office.today())
        self.day.show_value(one.decree_date)
        self.about = QLineEdit(one.decree_about)
        self.named.setPlaceholderText("misalnya 188.45/317/2026")
        form = labelled_form({"Nomor SK": self.named, "Tanggal SK": self.day, "Tentang": self.about})
        self.body.addLayout(form)
        self.first = self.named

    def submit(self) -> None:
        read = self.day.reading()
        if read.unread:
            self.bar.say(State.BLOCKS, read.remark, "Tulis seperti 30-11-2026, atau kosongkan.")
            return
        self.run(
            "Mencatat SK",
            partial(_noted, self.office, self._number, self.named.text(), read.value, self.about.text()),
        )


def _decided(office: Office, progress: Progress = SILENT) -> Change:
    return decide_budget(office, progress).change


def _noted(
    office: Office, number: int, named: str, day: date | None, about: str, progress: Progress = SILENT
) -> Change:
    progress.step(0)
    return write_decree(office, number, named, day, about)
