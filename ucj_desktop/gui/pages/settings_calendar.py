"""Pengaturan: the working-day calendar: shipped holidays, and over them what the office says of a day."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit

from ucj_desktop.domain.change import Change
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.editors import DateBox
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.gui.widgets.settings_section import SettingsSection
from ucj_desktop.services.rounds.office_calendar import (
    DayLine,
    calendar_lines,
    not_filled_in_words,
    read_calendar,
    remove_day,
    set_day,
    set_joint_leave,
    source_of_year,
)

_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


class CalendarSection(SettingsSection):
    """A year at a time; a day is added below its list, and takes the place of a shipped one of the same date."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "Kalender kerja",
            "Sisa hari kerja dan perkiraan selesai dihitung Senin sampai Jumat, tanpa hari libur di bawah ini.",
        )
        self.lines: list[DayLine] = []
        today = self.office.today()
        self.year = QComboBox()
        self.year.setMinimumHeight(look.TARGET)
        self.year.setAccessibleName("Tahun")
        for year in range(today.year - 1, today.year + 4):
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(1)
        self.joint_leave = QCheckBox("Kantor libur pada cuti bersama")
        self.joint_leave.setMinimumHeight(look.TARGET)
        self.gap = SentenceBar(closable=False)
        self.table = PlainTable(("Tanggal", "Hari", "Keadaan", "Nama atau alasan", "Asal"), widest=3)
        self.table.setMinimumHeight(160)
        self.table.setAccessibleName("Hari libur")
        self.source = soft_label()
        self.day = DateBox(date(today.year + 20, 12, 31))
        self.day.setPlaceholderText("hh-bb-tttt")
        self.day.setAccessibleName("Tanggal")
        self.kind = QComboBox()
        self.kind.setMinimumHeight(look.TARGET)
        self.kind.setAccessibleName("Keadaan hari itu")
        self.kind.addItem("Libur", True)
        self.kind.addItem("Hari kerja", False)
        self.reason = QLineEdit()
        self.reason.setMinimumHeight(look.TARGET)
        self.reason.setMaxLength(120)
        self.reason.setPlaceholderText("Nama atau alasannya")
        self.reason.setAccessibleName("Nama hari atau alasannya")
        self.add = button("Catat", self.add_day, icon="plus", kind="primary")
        self.remove = button("Hapus catatan kantor", self.remove_one, icon="trash")
        self._lay_out()
        self.year.activated.connect(self._show)
        self.joint_leave.clicked.connect(self._on_joint_leave)
        self.table.itemSelectionChanged.connect(self._on_moved)
        self.reason.returnPressed.connect(self.add_day)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(look.GRID * 4)
        top.addWidget(self.year)
        top.addWidget(self.joint_leave)
        top.addStretch(1)
        heading = QHBoxLayout()
        heading.addWidget(heading_label("Catat sebuah hari", 3), 1)
        heading.addWidget(self.remove)
        below = QHBoxLayout()
        below.setSpacing(look.GRID * 2)
        below.addWidget(self.day)
        below.addWidget(self.kind)
        below.addWidget(self.reason, 1)
        below.addWidget(self.add)
        self.body.addLayout(top)
        self.body.addWidget(self.gap)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.source)
        self.body.addLayout(heading)
        self.body.addLayout(below)

    def reload(self) -> None:
        self._show()

    def _show(self) -> None:
        year = int(self.year.currentData())
        calendar = read_calendar(self.office)
        self.joint_leave.setChecked(calendar.joint_leave_is_off)
        self.lines = calendar_lines(calendar, year)
        self.table.show_rows([_cells(one) for one in self.lines])
        gap = not_filled_in_words(calendar, date(year, 1, 1))
        fix = "Catat hari libur dari keputusan bersama (SKB) tahun itu, satu per satu." if gap else ""
        self.gap.say(State.WARNS, gap, fix)
        named = source_of_year(year)
        self.source.setText(f"Sumber bawaan: {named}." if named else "Untuk tahun ini tidak ada daftar bawaan.")
        self._on_moved()

    def add_day(self) -> None:
        """Keep what is typed below the list."""
        read = self.day.reading()
        if read.value is None:
            self.bar.say(State.BLOCKS, read.remark or "Tanggalnya belum diisi.", "Tulis seperti 04-02-2027.")
            self.day.setFocus()
            return
        is_off, reason = bool(self.kind.currentData()), self.reason.text()
        self._do("Mencatat hari", partial(set_day, self.office, read.value, is_off=is_off, reason=reason))

    def remove_one(self) -> None:
        """Take back what the office said of the day under the cursor."""
        chosen = self._chosen()
        if chosen is not None:
            self._do("Menghapus catatan", partial(remove_day, self.office, chosen.day))

    def _on_joint_leave(self, is_off: bool) -> None:
        self._do("Mengatur cuti bersama", partial(set_joint_leave, self.office, is_off))

    def _do(self, words: str, work: Callable[[], Change]) -> None:
        self.bar.clear()
        self.desk.do(words, work, self._on_done)

    def _on_done(self, change: Change) -> None:
        del change
        self.day.clear()
        self.reason.clear()
        self._show()

    def _chosen(self) -> DayLine | None:
        row = self.table.currentRow()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def _on_moved(self) -> None:
        chosen = self._chosen()
        own = chosen is not None and chosen.is_own
        allow_unless("" if own else "Hanya hari yang ditulis kantor ini yang bisa dihapus.", self.remove)


def _cells(one: DayLine) -> tuple[str, ...]:
    state = "libur" if one.is_off else "hari kerja"
    return texts.day(one.day), _WEEKDAYS[one.day.weekday()], state, one.name, one.origin
