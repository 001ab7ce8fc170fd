"""The village under the cursor on Verifikasi: its round, how far it is, and what can be done for it."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ucj_desktop.domain.people import Action
from ucj_desktop.domain.quota import team_in_words
from ucj_desktop.domain.stage import STAGE_LABELS, Stage
from ucj_desktop.gui import icons, look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.buttons import allow_unless, button, hide_unless
from ucj_desktop.gui.widgets.cards import Card, StateLabel, heading_label, line, soft_label
from ucj_desktop.services.rounds.village_progress import VillageProgress

WIDTH = 288  # pixels
_SOON = 3  # working days
_NOT_VERIFIED = "Belum ada pekerja yang terverifikasi di desa ini."


def deadline_state(days_left: int | None) -> State | None:
    """Past, soon, or with time to spare."""
    if days_left is None:
        return None
    return State.BLOCKS if days_left < 0 else State.WARNS if days_left <= _SOON else State.GOOD


def _is_done(one: VillageProgress) -> bool:
    """Nobody of the village waits for a verdict or for minutes."""
    ready = one.by_stage.get(Stage.VERIFIED, 0) + one.by_stage.get(Stage.VALIDATED, 0)
    return one.total > 0 and one.waiting == 0 and ready == 0


def deadline_words(one: VillageProgress) -> str:
    """Sisa 3 hari kerja, terlambat 2 hari kerja."""
    if one.days_left is None:
        return "tanpa batas waktu" if one.round else "selesai" if _is_done(one) else "belum dibuka"
    if one.days_left < 0:
        return f"terlambat {-one.days_left} hari kerja"
    return f"sisa {one.days_left} hari kerja" if one.days_left else "hari terakhir"


class VillageActions(Protocol):
    """What the page does for the village under the cursor."""

    desk: Desk

    def verify(self) -> None: ...
    def validate(self) -> None: ...
    def start_meeting(self) -> None: ...
    def print_form(self) -> None: ...
    def save_form(self) -> None: ...
    def open_rounds(self) -> None: ...
    def change_round(self) -> None: ...
    def show_candidates(self) -> None: ...
    def close_round(self) -> None: ...


class VillagePanel(Card):
    """The village under the cursor, and what can be done for it."""

    def __init__(self, page: VillageActions) -> None:
        super().__init__("")
        may = page.desk.may
        self.setFixedWidth(WIDTH)
        self.name = heading_label("", 2)
        self.name.setWordWrap(True)
        self.deadline = StateLabel(State.NOTE, "")
        self.facts = soft_label()
        self.alone = soft_label()
        self._office = page.desk.office
        self.pace = QLabel()
        self.pace.setWordWrap(True)
        self.stages = QLabel()
        self.verify = button("Catat verifikasi", page.verify, icon="note-pencil", tip="Enter")
        self.meeting = button("Mulai rapat validasi", page.start_meeting, icon="presentation")
        self.validate = button("Catat validasi", page.validate, icon="circle-wavy-check")
        self.form = button("Cetak formulir lapangan", page.print_form, icon="printer")
        self.sheet = button("Formulir ke Excel", page.save_form, icon="table", tip="Diisi lalu dibaca kembali")
        self.open = button("Buka putaran", page.open_rounds, icon="play")
        self.change = button("Ubah putaran", page.change_round, icon="sliders-horizontal")
        self.replace = button("Pengganti", page.show_candidates, icon="swap")
        self.close_it = button("Tutup putaran", page.close_round, icon="stop")
        hide_unless(may(Action.VERIFY), self.verify)
        hide_unless(may(Action.VALIDATE), self.validate, self.meeting)
        hide_unless(may(Action.PRINT), self.form)
        hide_unless(may(Action.EXPORT) and may(Action.SHOW_FULL_NIK), self.sheet)
        self._may_open = may(Action.OPEN_ROUND)
        down = self._scrolling()
        # What is pressed every day stands above what is read now and then: a low window shows it without scrolling.
        for one in (
            self.name,
            self.deadline,
            self.pace,
            self.meeting,
            self.verify,
            self.validate,
            self.form,
            self.sheet,
            line(),
        ):
            down.addWidget(one)
        for one in (self.facts, self.alone, self.stages, line()):
            down.addWidget(one)
        for pressed in (self.replace, self.open, self.change, self.close_it):
            down.addWidget(pressed)
        down.addStretch(1)

    def _scrolling(self) -> QVBoxLayout:
        """Where everything of the panel goes: in a low window it scrolls."""
        inside = QWidget()
        inside.setProperty("role", "inside")
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(scroll)
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.GRID * 2)
        return down

    def show_village(self, one: VillageProgress, *, has_meeting: bool = False) -> None:
        self.name.setText(one.village_name)
        self.deadline.show_state(deadline_state(one.days_left) or State.NOTE, deadline_words(one).capitalize())
        self.facts.setText(_round_facts(one))
        self.alone.setText(self._office.alone_words)
        self.alone.setVisible(bool(self.alone.text()))
        self.pace.setText(_pace(one))
        self.pace.setVisible(bool(self.pace.text()))
        lines = [
            f"{texts.number(n)} {STAGE_LABELS[stage].lower()}" for stage in Stage if (n := one.by_stage.get(stage, 0))
        ]
        self.stages.setText("\n".join(lines) or "Belum ada pekerja di desa ini.")
        self.open.setVisible(one.round is None and self._may_open)
        for pressed in (self.change, self.close_it):
            pressed.setVisible(one.round is not None and self._may_open)
        self.replace.setVisible(one.round is not None)
        self.replace.setText(_candidates(one))
        allow_unless("" if one.total else "Belum ada pekerja di desa ini.", self.verify)
        ready = one.by_stage.get(Stage.VERIFIED, 0) + one.by_stage.get(Stage.VALIDATED, 0)
        allow_unless("" if ready else _NOT_VERIFIED, self.validate)
        waits = one.by_stage.get(Stage.VERIFIED, 0) > 0
        self.meeting.setText("Lanjutkan rapat" if has_meeting else "Mulai rapat validasi")
        allow_unless("" if has_meeting or waits else _NOT_VERIFIED, self.meeting)
        _show_rank(self.meeting, "presentation", is_first=has_meeting or waits)
        _show_rank(self.verify, "note-pencil", is_first=not (has_meeting or waits))


def _show_rank(pressed: QPushButton, icon: str, *, is_first: bool) -> None:
    """One thing is to be pressed now; the icon has the colour of its letters."""
    theme = look.palette()
    look.mark(pressed, kind="primary" if is_first else "")
    pressed.setIcon(icons.icon(icon, theme.on_accent if is_first and pressed.isEnabled() else theme.text_soft))


def _round_facts(one: VillageProgress) -> str:
    if one.round is None and _is_done(one):
        return "Semua pekerja desa ini sudah masuk berita acara."
    if one.round is None:
        return "Putaran belum dibuka. Hasil pertama yang dicatat membukanya sendiri, tanpa kuota dan batas waktu."
    parts = [f"Dibuka {texts.moment(one.round.opened_at).split(' ')[0]}"]
    if one.round.deadline is not None:
        parts.append(f"batas {texts.day(one.round.deadline)}")
    if one.round.quota is not None:
        parts.append(f"kuota {texts.counted(one.round.quota, 'orang')}")
    if one.round.source:
        parts.append(f"daftar {one.round.source}")
    team = f"\n{team_in_words(one.round.team)}." if one.round.team else "\nTim belum diisi."
    return ", ".join(parts) + "." + team


def _pace(one: VillageProgress) -> str:
    """The forecast, and what of the calendar it does not know."""
    told = one.forecast.words if one.forecast is not None and one.total else ""
    return "\n".join(part for part in (told, one.calendar_gap) if part)


def _candidates(one: VillageProgress) -> str:
    free = one.places.free if one.places is not None else 0
    return f"Pengganti ({texts.number(free)} kosong)" if free else "Pengganti"
