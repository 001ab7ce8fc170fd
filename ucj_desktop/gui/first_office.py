"""The first three minutes: which office, who, its letterhead; and the recovery code, shown once."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.place import Place
from ucj_desktop.domain.progress import Progress
from ucj_desktop.gui import look
from ucj_desktop.gui.jobs import Jobs
from ucj_desktop.gui.login_window import BrandPanel
from ucj_desktop.gui.look import State
from ucj_desktop.gui.recovery_sheet import RecoverySheet
from ucj_desktop.gui.start_laptop_dialog import StartLaptopDialog
from ucj_desktop.gui.texts import window_title
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.editors import ListBox
from ucj_desktop.gui.widgets.password_eye import add_eye
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.find_office_place import name_of_regency, place_in_words, search_office_places
from ucj_desktop.services.log_in import weakness_of_password

_WIDTH = 480


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the clerk has filled in."""

    kind: OfficeKind
    code: str
    admin: str
    password: str
    address: str
    town: str


class PlaceStep(QWidget):
    """Kecamatan or kabupaten, found by typing."""

    heading = "Kantor apa ini?"
    told = "Pilih jenis kantornya, lalu ketik beberapa huruf namanya dan pilih dari daftar."

    def __init__(self) -> None:
        super().__init__()
        self.kinds = QButtonGroup(self)
        self.sub_district = QRadioButton("Kantor kecamatan: mendata, memverifikasi, mengirim")
        self.district = QRadioButton("Kantor kabupaten/kota: menerima dari semua kecamatan")
        self.sub_district.setChecked(True)
        self.box = ListBox(self._search, 40)
        self.box.setAccessibleName("Nama kantor")
        self.box.setFixedWidth(_WIDTH)
        self.box.setPlaceholderText("Misalnya: Gantarang")
        down = _column(self)
        for one in (self.sub_district, self.district):
            self.kinds.addButton(one)
            down.addWidget(one)
        down.addSpacing(look.GRID * 2)
        down.addWidget(QLabel("Nama kecamatan atau kabupaten/kota"))
        down.addWidget(self.box)
        down.addStretch(1)
        self.other_ways = QHBoxLayout()  # for who makes no new office
        self.other_ways.addStretch(1)
        down.addLayout(self.other_ways)
        self.kinds.buttonClicked.connect(self.box.clear)

    @property
    def kind(self) -> OfficeKind:
        return OfficeKind.SUB_DISTRICT if self.sub_district.isChecked() else OfficeKind.DISTRICT

    def _search(self, typed: str) -> list[tuple[Place, str]]:
        return [(place, place_in_words(place)) for place in search_office_places(typed, self.kind, limit=12)]

    def fault(self) -> str:
        self.box.tidy()
        if isinstance(self.box.value, Place):
            return ""
        if not self.box.text().strip():
            return "Ketik beberapa huruf nama kantornya, lalu pilih dari daftar yang muncul."
        if self.box.offers_nothing():
            return "Tidak ada kantor yang namanya begitu. Periksa ejaannya, atau ketik beberapa huruf pertamanya saja."
        return "Pilih nama kantornya dari daftar di bawah kotak."

    def offer(self) -> None:
        """Back to the box, with its list open where it has one."""
        self.box.setFocus()
        if self.box.text().strip() and not self.box.offers_nothing():
            self.box.completer().complete()


class AccountStep(QWidget):
    """The first account; it may do everything until others are added."""

    heading = "Siapa yang memakai?"
    told = "Akun pertama mengelola kantor ini. Petugas lain ditambahkan nanti di Pengaturan."

    def __init__(self) -> None:
        super().__init__()
        self.name, self.password, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        for box in (self.password, self.again):
            box.setEchoMode(QLineEdit.EchoMode.Password)
        add_eye(self.password)
        self.name.setPlaceholderText("Misalnya: Andi Rahma")
        self.strength = soft_label("Paling sedikit 12 huruf. Kalimat pendek yang mudah diingat adalah yang terbaik.")
        form = QFormLayout()
        form.setVerticalSpacing(look.GRID * 3)
        for word, box in (("Nama", self.name), ("Kata sandi", self.password), ("Sekali lagi", self.again)):
            add_row(form, word, box)
        down = _column(self)
        down.addLayout(form)
        down.addWidget(self.strength)
        down.addStretch(1)
        self.password.textChanged.connect(self._judge)
        self.name.textChanged.connect(self._judge)

    def _judge(self) -> None:
        weak = weakness_of_password(self.password.text(), self.name.text())
        self.strength.setText(weak or "Kata sandi ini kuat.")
        look.mark(self.strength, tone="warn" if weak else "good")

    def fault(self) -> str:
        if not self.name.text().strip():
            return "Isi nama akunnya."
        weak = weakness_of_password(self.password.text(), self.name.text())
        if weak:
            return weak
        return "" if self.password.text() == self.again.text() else "Kedua kata sandi belum sama. Ketik ulang."


class LetterheadStep(QWidget):
    """What stands at the head of every letter; the rest is in Pengaturan."""

    heading = "Kop surat"
    told = "Dua baris pertama diambil dari nama kantor. Sisanya boleh dikosongkan dan diisi nanti di Pengaturan."

    def __init__(self) -> None:
        super().__init__()
        self.lines = QLabel()
        self.lines.setFont(look.heading_font(3))
        self.address, self.town = QLineEdit(), QLineEdit()
        self.address.setPlaceholderText("Misalnya: Jalan Pendidikan No. 1, Ponre")
        self.town.setPlaceholderText("Tempat surat ditandatangani, misalnya: Ponre")
        form = QFormLayout()
        form.setVerticalSpacing(look.GRID * 3)
        for word, box in (("Alamat", self.address), ("Tempat", self.town)):
            add_row(form, word, box)
        down = _column(self)
        down.addWidget(self.lines)
        down.addLayout(form)
        down.addStretch(1)

    def show_place(self, place: Place, kind: OfficeKind) -> None:
        regency = name_of_regency(place.code)
        first = f"PEMERINTAH {regency}".upper()
        self.lines.setText(f"{first}\nKECAMATAN {place.name}".upper() if kind is OfficeKind.SUB_DISTRICT else first)
        if not self.town.text():
            self.town.setText(place.name.removeprefix("Kabupaten ").removeprefix("Kota "))

    def fault(self) -> str:
        return ""


class FirstOfficeWindow(QWidget):
    """Three steps and the recovery sheet. ``opened(office)`` when all is done."""

    opened = Signal(object)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.setFixedSize(880, 600)
        self.setProperty("role", "page")
        self.jobs = Jobs(parent=self)
        self.office: Any = None
        self.place, self.account, self.letterhead = PlaceStep(), AccountStep(), LetterheadStep()
        self.sheet = RecoverySheet()
        self.steps = QStackedWidget()
        for step in (self.place, self.account, self.letterhead, self.sheet):
            self.steps.addWidget(step)
        self.number, self.title, self.told = soft_label(), heading_label("", 1), soft_label()
        self.bar = SentenceBar(closable=False)
        self.laptop = button("Ini laptop rapat...", self.start_laptop, icon="laptop", kind="plain")
        self.place.other_ways.insertWidget(0, self.laptop)
        self.laptop_dialog: StartLaptopDialog | None = None
        self.back = button("Kembali", self.go_back)
        self.next = button("Lanjut", self.go_on, kind="primary")
        self.place.box.wants_next.connect(self.go_on)
        for last in (self.account.again, self.letterhead.town):
            last.returnPressed.connect(self.go_on)
        for box in (self.place.box, self.account.name, self.account.password, self.account.again):
            box.textEdited.connect(self.bar.clear)  # what it says is of what stood there
        self.sheet.kept.toggled.connect(self.bar.clear)
        self._lay_out()
        self._show(0)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.next)
        form = QVBoxLayout()
        form.setContentsMargins(40, 32, 40, 24)
        form.setSpacing(look.GRID * 2)
        for one in (self.number, self.title, self.told):
            form.addWidget(one)
        form.addSpacing(look.GRID * 2)
        form.addWidget(self.steps, 1)
        form.addWidget(self.bar)
        form.addLayout(buttons)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(BrandPanel())
        across.addLayout(form, 1)
        self.setTabOrder(self.next, self.laptop)  # from the name of the office straight on, for nearly all who start

    def _show(self, position: int) -> None:
        self.steps.setCurrentIndex(position)
        step: Any = self.steps.currentWidget()
        self.number.setText(f"Langkah {position + 1} dari {self.steps.count()}")
        self.title.setText(step.heading)
        self.setWindowTitle(window_title(step.heading, "Kantor baru"))
        self.told.setText(step.told)
        self.back.setVisible(0 < position < 3)
        self.next.setText({2: "Buat kantor", 3: "Buka kantor"}.get(position, "Lanjut"))
        self.bar.clear()
        focus = (self.place.box, self.account.name, self.letterhead.address, self.sheet.kept)[position]
        focus.setFocus()

    def start_laptop(self) -> None:
        """This computer goes to a meeting with a copy of the office's store."""
        self.laptop_dialog = StartLaptopDialog(self.folder, self.jobs, self)
        self.laptop_dialog.opened.connect(self.opened)
        self.laptop_dialog.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The recovery code is shown only once: the window stays until it is kept."""
        self.jobs.close()
        if self.office is not None and self.isVisible():
            fault = self.sheet.fault()
            if fault:
                self.bar.say(State.WARNS, fault)
                event.ignore()
                return
            self.office.close()
        super().closeEvent(event)

    def go_back(self) -> None:
        self._show(self.steps.currentIndex() - 1)

    def go_on(self) -> None:
        """The next step when this one is complete; after the third, the office is made."""
        position = self.steps.currentIndex()
        step: Any = self.steps.currentWidget()
        fault = step.fault()
        if fault:
            self.bar.say(State.WARNS, fault)
            if step is self.place:
                self.place.offer()
        elif position == 1:
            self.letterhead.show_place(self.place.box.value, self.place.kind)
            self._show(2)
        elif position == 2:
            self._make()
        elif position == 3:
            self.opened.emit(self.office)
        else:
            self._show(position + 1)

    def _make(self) -> None:
        wanted = Wanted(
            self.place.kind,
            self.place.box.value.code,
            self.account.name.text().strip(),
            self.account.password.text(),
            self.letterhead.address.text().strip(),
            self.letterhead.town.text().strip(),
        )
        self.next.setEnabled(False)
        self.back.setEnabled(False)
        self.next.setText("Membuat kunci dan data kantor...")
        job = self.jobs.start("Membuat kantor", partial(_make_office, self.folder, wanted))
        job.finished.connect(self._on_made)
        job.failed.connect(self._on_failed)

    def _on_made(self, made: tuple[Any, str]) -> None:
        self.office, code = made
        self.next.setEnabled(True)
        for box in (self.account.password, self.account.again):
            box.clear()
        self.sheet.show_code(code, self.office.name)
        self._show(3)

    def _on_failed(self, error: BaseException) -> None:
        self.next.setEnabled(True)
        self.back.setEnabled(True)
        self.next.setText("Buat kantor")
        if not isinstance(error, ClerkError):
            raise error
        self.bar.say_error(error)


def add_row(form: QFormLayout, word: str, box: QLineEdit) -> None:
    """A line of a short form, the label at the height of its box."""
    label = QLabel(word)
    label.setMinimumHeight(look.TARGET)
    label.setBuddy(box)
    box.setMinimumHeight(look.TARGET)
    box.setAccessibleName(word)
    form.addRow(label, box)


def _column(widget: QWidget) -> QVBoxLayout:
    down = QVBoxLayout(widget)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(look.GRID * 2)
    return down


def _make_office(folder: Path, wanted: Wanted, progress: Progress) -> tuple[object, str]:
    del progress
    from ucj_desktop.services.care.settings import save_preferences
    from ucj_desktop.services.office import create_office

    office, code = create_office(
        folder, kind=wanted.kind, code=wanted.code, admin=wanted.admin, password=wanted.password
    )
    before = office.preferences
    letterhead = replace(before.letterhead, address=wanted.address, place=wanted.town or before.letterhead.place)
    save_preferences(office, replace(before, letterhead=letterhead))
    return office, code.printed
