"""Dialogs of a meeting: how it starts, who is there, an objection, and its end with the minutes."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.meeting import Meeting, Quorum, typed_quorum
from ucj_desktop.domain.minutes import Attendee
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.stage import Stage
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.attendee_table import AttendeeTable
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import heading_label, soft_label
from ucj_desktop.gui.widgets.check_list import CheckList
from ucj_desktop.gui.widgets.editors import DateBox
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.meetings import (
    MeetingPlan,
    keep_attendance,
    object_to,
    plan_meeting,
    start_meeting,
)
from ucj_desktop.services.rounds.village_progress import VillageProgress

_SIDE = 268  # pixels


def _attendance_words(attendees: Sequence[Attendee], quorum: Quorum | None) -> tuple[str, bool]:
    """How many are there, and whether that is enough."""
    named = [one for one in attendees if one.person.name]
    there = sum(1 for one in named if one.present)
    told = f"Hadir {texts.number(there)} dari {texts.number(len(named))} undangan"
    if quorum is None:
        return f"{told}; kuorumnya belum terbaca.", False
    needed = quorum.needed(len(named))
    if not needed:
        return f"{told}.", True
    enough = there >= needed
    state = "terpenuhi" if enough else f"kurang {texts.number(needed - there)}"
    return f"{told}; kuorum {texts.number(needed)}: {state}.", enough


class _Attendance(QWidget):
    """The table of those invited, with its button and the count below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = AttendeeTable()
        self.more = button("Tambah undangan", self.table.add_line, icon="plus", kind="plain")
        self.more.setAutoDefault(False)
        self.counted = QLabel()
        self.counted.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(heading_label("Daftar hadir", 3))
        head.addWidget(soft_label("Spasi: hadir. Ketik untuk mengganti nama.", wraps=False), 1)
        head.addWidget(self.more)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID)
        down.addLayout(head)
        down.addWidget(self.table, 1)
        down.addWidget(self.counted)

    def say(self, quorum: Quorum | None) -> None:
        words, enough = _attendance_words(self.table.attendees(), quorum)
        self.counted.setText(words)
        look.mark(self.counted, tone="good" if enough else "warn")


class StartMeetingDialog(Asking):
    """One page: villages, day, hour, place, who leads, quorum, and who is there."""

    def __init__(self, desk: Desk, villages: Sequence[VillageProgress], chosen: str, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Mulai rapat validasi",
            "Yang diisi di sini masuk berita acara dan daftar hadir. Daftar hadir bisa dilengkapi selama rapat.",
            "Mulai rapat",
            width=920,
            parent=parent,
        )
        self._names = {one.village_code: one.village_name for one in villages}
        waiting = [one for one in villages if one.by_stage.get(Stage.VERIFIED) or one.village_code == chosen]
        self.villages = CheckList()
        self.villages.setAccessibleName("Desa yang divalidasi")
        self.villages.setMinimumHeight(2 * look.ROW_HEIGHT)
        self.held_on = DateBox(date(self.office.today().year, 12, 31))
        self.hour, self.venue, self.leader, self.needed = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.forbids = QCheckBox("Tanpa kuorum tidak boleh memutuskan")
        self.source = soft_label()
        self.attendance = _Attendance()
        self.first = self.attendance.table
        self._quorum = Quorum()
        self._lay_out()
        self.needed.textChanged.connect(self._say)
        self.attendance.table.changed.connect(self._say)
        self.villages.offer((one.village_code, _line(one), one.village_code == chosen) for one in waiting)
        self._plan(plan_meeting(self.office, self.villages.keys()))
        self.villages.ticked.connect(self._on_villages)

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(look.GRID * 2)
        form.setVerticalSpacing(look.GRID)
        lines = (
            ("Tanggal", self.held_on),
            ("Pukul", self.hour),
            ("Tempat", self.venue),
            ("Pimpinan", self.leader),
            ("Kuorum", self.needed),
        )
        for row, (word, box) in enumerate(lines):
            label = QLabel(word)
            label.setBuddy(box)
            box.setMinimumHeight(look.TARGET)
            form.addWidget(label, row, 0)
            form.addWidget(box, row, 1)
        self.needed.setToolTip("Bagian dari yang diundang (51 %) atau jumlah orang (5)")
        left = QVBoxLayout()
        left.setSpacing(look.GRID)
        left.addWidget(heading_label("Desa/kelurahan", 3))
        left.addWidget(self.villages, 1)
        left.addLayout(form)
        left.addWidget(self.forbids)
        left.addWidget(self.source)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(_SIDE)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 5)
        across.addWidget(side)
        across.addWidget(self.attendance, 1)
        self.body.addLayout(across, 1)

    def _plan(self, plan: MeetingPlan) -> None:
        self._quorum = plan.quorum
        self.held_on.show_value(plan.held_on)
        self.hour.setText(plan.hour)
        self.venue.setText(plan.venue)
        self.leader.setText(plan.leader)
        self.needed.setText(plan.quorum.text)
        self.forbids.setChecked(plan.quorum.forbids)
        self.source.setText(f"Dasar: {plan.quorum.source}." if plan.quorum.source else "")
        for box in (self.venue, self.leader):
            box.setCursorPosition(0)
        self.attendance.table.offer(plan.attendees)

    def _on_villages(self) -> None:
        """Who is suggested goes with the villages, until a clerk has said who comes."""
        chosen = self.villages.keys()
        if chosen and not self.attendance.table.touched:
            self.attendance.table.offer(plan_meeting(self.office, chosen).attendees)
        allow_unless("" if chosen else "Pilih dulu desanya.", self.press)

    def quorum(self) -> Quorum | None:
        """As it is typed; the source is that of the rule as long as the clerk changes nothing of it."""
        is_same = self.needed.text().replace(" ", "") == self._quorum.text.replace(" ", "")
        source = self._quorum.source if is_same else "Ditetapkan pada rapat"
        return typed_quorum(self.needed.text(), source, forbids=self.forbids.isChecked())

    def _say(self) -> None:
        self.attendance.say(self.quorum())

    def submit(self) -> None:
        read, quorum = self.held_on.reading(), self.quorum()
        if read.unread or read.value is None:
            self.bar.say(State.BLOCKS, read.remark or "Tanggal rapat belum diisi.", "Tulis seperti 30-11-2026.")
            self.held_on.setFocus()
            return
        if quorum is None:
            self.bar.say(State.BLOCKS, "Kuorumnya tidak terbaca.", "Tulis bagian undangan (51 %) atau orang (5).")
            self.needed.setFocus()
            return
        plan = MeetingPlan(
            village_codes=tuple(self.villages.keys()),
            held_on=read.value,
            hour=self.hour.text(),
            venue=self.venue.text(),
            leader=self.leader.text(),
            attendees=self.attendance.table.attendees(),
            quorum=quorum,
        )
        self.run("Memulai rapat", partial(_start, self.office, plan))


class AttendanceDialog(Asking):
    """Who came in later, who left, who signs after all."""

    def __init__(self, desk: Desk, meeting: Meeting, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Daftar hadir",
            "Yang dicentang hadir masuk daftar hadir berita acara.",
            "Simpan",
            width=720,
            parent=parent,
        )
        self._meeting = meeting
        self.attendance = _Attendance()
        self.first = self.attendance.table
        self.body.addWidget(self.attendance, 1)
        self.attendance.table.changed.connect(self._say)
        self.attendance.table.offer(meeting.attendees)

    def _say(self) -> None:
        self.attendance.say(self._meeting.quorum)

    def submit(self) -> None:
        attendees = self.attendance.table.attendees()
        self.run("Menyimpan daftar hadir", partial(_keep, self.office, self._meeting.meeting_id, attendees))


class ObjectionDialog(Asking):
    """Who objects to the verdict on whom, and why; it is printed in the minutes."""

    def __init__(self, desk: Desk, meeting: Meeting, worker_id: str, name: str, parent: QWidget) -> None:
        super().__init__(
            desk,
            f"Keberatan tentang {name}",
            "Dicetak dalam berita acara.",
            "Catat keberatan",
            width=600,
            parent=parent,
        )
        self._meeting_id, self._worker_id = meeting.meeting_id, worker_id
        self.who, self.note = QLineEdit(), QLineEdit()
        self.first = self.who
        known = QCompleter([one.person.name for one in meeting.attendees if one.present], self)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        known.setFilterMode(Qt.MatchFlag.MatchContains)
        self.who.setCompleter(known)
        for word, box in (("Siapa yang berkeberatan", self.who), ("Keberatannya", self.note)):
            label = QLabel(word)
            label.setBuddy(box)
            box.setMinimumHeight(look.TARGET)
            self.body.addWidget(label)
            self.body.addWidget(box)

    def submit(self) -> None:
        said = self.who.text(), self.note.text()
        self.run("Mencatat keberatan", partial(_object, self.office, self._meeting_id, self._worker_id, said))


def _line(one: VillageProgress) -> str:
    return f"{one.village_name}: {texts.number(one.by_stage.get(Stage.VERIFIED, 0))} menunggu"


def _start(office: Office, plan: MeetingPlan, progress: Progress = SILENT) -> tuple[Meeting, Change]:
    del progress
    return start_meeting(office, plan)


def _keep(
    office: Office, meeting_id: str, attendees: Sequence[Attendee], progress: Progress = SILENT
) -> tuple[Meeting, Change]:
    del progress
    return keep_attendance(office, meeting_id, attendees)


def _object(
    office: Office, meeting_id: str, worker_id: str, said: tuple[str, str], progress: Progress = SILENT
) -> Change:
    del progress
    return object_to(office, meeting_id, worker_id, *said)
