"""Closing minutes, with everything that will be frozen counted first; and reopening them with a reason."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.meeting import Meeting
from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.verdict import VERDICT_LABELS, Verdict
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.asking_reason import AskingReason
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import FactTile, heading_label, scrolling_down
from ucj_desktop.gui.widgets.check_list import CheckList
from ucj_desktop.gui.widgets.editors import DateBox
from ucj_desktop.gui.widgets.signer_rows import SignerRows
from ucj_desktop.services.letter_numbers import OF_MINUTES, propose_number
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.left_out import words_before_closing
from ucj_desktop.services.rounds.meeting_of_minutes import sitting_of_villages
from ucj_desktop.services.rounds.meetings import end_meeting, open_meetings, quorum_words
from ucj_desktop.services.rounds.reopen_minutes import already_sent, reopen_minutes
from ucj_desktop.services.rounds.rounds import who_signs
from ucj_desktop.services.rounds.village_progress import VillageProgress, frozen_workers, next_revision

_COUNTED = (Verdict.ELIGIBLE, Verdict.ELIGIBLE_CORRECTED, Verdict.NOT_ELIGIBLE)
_LABEL_WIDTH = 96
_AROUND = 220  # pixels: heading, sentence, what may be refused, and the buttons


class CloseMinutesDialog(Asking):
    """Villages, the meeting, who signs; and what will be frozen.

    What the meeting said in which they were validated stands there already.
    """

    heading = "Tutup berita acara"

    def __init__(self, desk: Desk, villages: Sequence[VillageProgress], chosen: str, parent: QWidget) -> None:
        super().__init__(
            desk,
            self.heading,
            "Isinya dikunci: data pekerja di dalamnya tidak bisa diubah lagi, kecuali berita acara dibuka kembali"
            " dengan alasan.",
            "Tutup berita acara",
            width=760,
            parent=parent,
        )
        self._waiting = {one.village_code: one for one in villages if one.to_minute}
        self.villages = CheckList()
        self.villages.setFixedHeight(min(5, max(3, len(self._waiting))) * look.TARGET + look.GRID * 2)
        self.villages.setAccessibleName("Desa yang masuk berita acara")
        self.first = self.number = QLineEdit(propose_number(self.office, OF_MINUTES, self.office.today()))
        self._proposed = self._written = self.number.text()
        self.number.setPlaceholderText("boleh kosong, ditulis tangan nanti")
        self.held_on = DateBox(date(self.office.today().year, 12, 31))  # two digits: this year at the latest
        self.held_on.show_value(self.office.today())
        self.venue = QLineEdit(self.office.preferences.venue or f"Kantor {self.office.name}")
        self.of_meeting = QLabel()
        self.of_meeting.setWordWrap(True)
        self._sitting = sitting_of_villages(self.office, list(self._waiting))
        self.signers = SignerRows(who_signs(self.office, list(self._waiting)))
        if self._sitting is not None:
            self._show_meeting(self._sitting.meeting)
        self.tiles = {verdict: FactTile(VERDICT_LABELS[verdict]) for verdict in _COUNTED}
        self.counted = QLabel()
        self.counted.setWordWrap(True)
        self._lay_out()
        self.villages.ticked.connect(self._on_ticked)
        met = set(self._sitting.meeting.village_codes) & set(self._waiting) if self._sitting else set()
        ticked = {chosen} if chosen else met or set(self._waiting)
        self.villages.offer((code, _line(one), code in ticked) for code, one in self._waiting.items())

    def _show_meeting(self, meeting: Meeting) -> None:
        self.held_on.show_value(meeting.held_on)
        if meeting.venue:
            self.venue.setText(meeting.venue)
        if meeting.signers:
            self.signers = SignerRows(meeting.signers)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(look.GRID * 3)
        form.setVerticalSpacing(look.GRID * 2)
        for word, box in (("Nomor surat", self.number), ("Tanggal rapat", self.held_on), ("Tempat", self.venue)):
            label = QLabel(word)
            label.setFixedWidth(_LABEL_WIDTH)
            label.setBuddy(box)
            box.setMinimumHeight(look.TARGET)
            form.addRow(label, box)
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 4)
        across.addWidget(self.villages, 2)
        across.addLayout(form, 3)
        figures = QHBoxLayout()
        figures.setSpacing(look.GRID * 2)
        for tile in self.tiles.values():
            figures.addWidget(tile, 1)
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, look.GRID * 2, 0)
        down.setSpacing(look.GRID * 3)
        down.addLayout(across)
        for one in (heading_label("Penanda tangan", 3), self.signers, heading_label("Yang ditutup", 3)):
            down.addWidget(one)
        down.addLayout(figures)
        down.addWidget(self.counted)
        down.addWidget(self.of_meeting)
        down.addStretch(1)
        self.body.addWidget(scrolling_down(inside), 1)
        high = inside.sizeHint().height() + _AROUND
        self.resize(760, min(high, self.screen().availableGeometry().height() - 64))

    def _on_ticked(self) -> None:
        codes = self.villages.keys()
        total: Counter[Verdict] = Counter()
        for code in codes:
            total.update(self._waiting[code].to_minute)
        for verdict, tile in self.tiles.items():
            tile.show_figure(texts.number(total[verdict]))
        self.press.setEnabled(bool(codes))
        self._say_meeting(codes)
        if not codes:
            self.counted.setText("Pilih sedikitnya satu desa.")
            return
        revision = next_revision(self.office, frozenset(codes))
        self._propose_number(is_revision=revision > 1)
        shown = f"{texts.counted(total.total(), 'pekerja')} di {texts.number(len(codes))} desa, revisi {revision}."
        alone = self.office.alone_words
        one_person = f" Dicetak di dalamnya: {alone}" if alone else ""
        missing = words_before_closing(self.office, codes)
        self.counted.setText(shown + one_person + missing)
        look.mark(self.counted, tone="warn" if missing else "")

    def _propose_number(self, *, is_revision: bool) -> None:
        """A revision keeps the number of the one before; what the clerk has typed stays."""
        if self.number.text() == self._written:
            self._written = "" if is_revision else self._proposed
            self.number.setText(self._written)
            kept = "nomor revisi sebelumnya tetap dipakai"
            self.number.setPlaceholderText(kept if is_revision else "boleh kosong, ditulis tangan nanti")

    def _say_meeting(self, codes: Sequence[str]) -> None:
        """What of the meeting goes into the minutes of these villages."""
        sitting = sitting_of_villages(self.office, codes) if self._sitting is not None and codes else None
        if sitting is None:
            self.of_meeting.setText("")
        else:
            told = [quorum_words(sitting.meeting)]
            if sitting.held.objections:
                told.append(f"{texts.number(len(sitting.held.objections))} keberatan dicetak di dalamnya.")
            if sitting.held.outside:
                told.append(f"{texts.number(sitting.held.outside)} orang divalidasi di luar rapat itu.")
            self.of_meeting.setText(f"Dari rapat: {' '.join(told)}")
            look.mark(self.of_meeting, tone="" if sitting.held.has_quorum else "warn")
        self.of_meeting.setVisible(sitting is not None)

    def submit(self) -> None:
        read = self.held_on.reading()
        if read.unread or read.value is None:
            self.bar.say(State.BLOCKS, read.remark or "Tanggal rapat belum diisi.", "Tulis seperti 30-11-2026.")
            self.held_on.setFocus()
            return
        meeting = MeetingFacts(
            number=self.number.text().strip(),
            held_on=read.value,
            venue=self.venue.text().strip(),
            signers=self.signers.signers(),
        )
        self.run("Menutup berita acara", self.work(meeting))

    def work(self, meeting: MeetingFacts) -> Callable[..., Any]:
        """What is run."""
        return partial(close_minutes, self.office, meeting, village_codes=tuple(self.villages.keys()))


class EndMeetingDialog(CloseMinutesDialog):
    """The end of a meeting: its minutes are closed, or wait."""

    heading = "Akhiri rapat dan tutup berita acara"

    def __init__(self, desk: Desk, villages: Sequence[VillageProgress], meeting: Meeting, parent: QWidget) -> None:
        self.meeting = meeting
        super().__init__(desk, villages, "", parent)
        left = sum(one.by_stage.get(Stage.VERIFIED, 0) for one in villages)
        if left:
            told = f" {texts.counted(left, 'orang')} belum diputuskan rapat dan tidak ikut di dalamnya."
            self.sentence.setText(self.sentence.text() + told)
        self.only_end = button("Akhiri tanpa berita acara dulu", self.end_only, kind="plain")
        self.only_end.setAutoDefault(False)
        self.body.addWidget(self.only_end)

    def end_only(self) -> None:
        """The minutes are closed another time."""
        self.run("Mengakhiri rapat", partial(_end, self.office, self.meeting.meeting_id))

    def work(self, meeting: MeetingFacts) -> Callable[..., Any]:
        return partial(_close_and_end, self.office, meeting, tuple(self.villages.keys()), self.meeting.meeting_id)


def _close_and_end(
    office: Office, facts: MeetingFacts, codes: Sequence[str], meeting_id: str, progress: Progress = SILENT
) -> Change:
    """Minutes of a part leave the meeting open for the rest; here the clerk has said that it is over."""
    _, change = close_minutes(office, facts, village_codes=codes, progress=progress)
    if any(one.meeting_id == meeting_id for one in open_meetings(office)):
        end_meeting(office, meeting_id)
    return change


def _end(office: Office, meeting_id: str, progress: Progress = SILENT) -> Change:
    del progress
    return end_meeting(office, meeting_id)


def _line(one: VillageProgress) -> str:
    return f"{one.village_name}: {texts.counted(sum(one.to_minute.values()), 'pekerja')}"


class ReopenDialog(AskingReason):
    """Why closed minutes are opened again, and what follows from it."""

    doing = "Membuka kembali berita acara"

    def __init__(self, desk: Desk, minutes: Minutes, parent: QWidget) -> None:
        inside = frozen_workers(desk.office, minutes.minutes_id)
        super().__init__(
            desk,
            f"Buka kembali berita acara register {minutes.register}",
            f"{texts.counted(inside, 'pekerja')} kembali menjadi Terverifikasi dan menunggu validasi ulang. Revisi"
            f" {minutes.revision} tetap tersimpan dan selalu bisa dicetak sama; penutupan berikutnya menjadi revisi"
            f" {minutes.revision + 1}.{already_sent(desk.office, minutes.minutes_id)}",
            "Buka kembali",
            "Alasan; tertulis dalam jurnal dan pada surat revisi",
            parent,
        )
        self._minutes_id = minutes.minutes_id

    def work(self, reason: str) -> Callable[..., Any]:
        return partial(_reopen, self.office, self._minutes_id, reason)


def _reopen(office: Office, minutes_id: str, reason: str, progress: Progress = SILENT) -> Change:
    del progress
    return reopen_minutes(office, minutes_id, reason)
