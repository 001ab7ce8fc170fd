"""Closing minutes, with everything that will be frozen counted first; and reopening them with a reason."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.verdict import VERDICT_LABELS, Verdict
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.cards import FactTile, heading_label
from ucj_desktop.gui.widgets.check_list import CheckList
from ucj_desktop.gui.widgets.editors import DateBox
from ucj_desktop.gui.widgets.signer_rows import SignerRows
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.reopen_minutes import already_sent, reopen_minutes
from ucj_desktop.services.rounds.rounds import who_signs
from ucj_desktop.services.rounds.village_progress import VillageProgress, frozen_workers, next_revision

_COUNTED = (Verdict.ELIGIBLE, Verdict.ELIGIBLE_CORRECTED, Verdict.NOT_ELIGIBLE)
_LABEL_WIDTH = 96


class CloseMinutesDialog(Asking):
    """Villages, the meeting, who signs; and what will be frozen."""

    def __init__(self, desk: Desk, villages: Sequence[VillageProgress], chosen: str, parent: QWidget) -> None:
        super().__init__(
            desk,
            "Tutup berita acara",
            "Isinya dikunci: data pekerja di dalamnya tidak bisa diubah lagi, kecuali berita acara dibuka kembali"
            " dengan alasan.",
            "Tutup berita acara",
            width=760,
            parent=parent,
        )
        self._waiting = {one.village_code: one for one in villages if one.to_minute}
        self.villages = CheckList()
        self.villages.setMinimumHeight(150)
        self.villages.setAccessibleName("Desa yang masuk berita acara")
        self.first = self.number = QLineEdit()
        self.number.setPlaceholderText("boleh kosong, ditulis tangan nanti")
        self.held_on = DateBox(date(self.office.today().year, 12, 31))  # two digits: this year at the latest
        self.held_on.show_value(self.office.today())
        self.venue = QLineEdit(self.office.preferences.venue or f"Kantor {self.office.name}")
        self.signers = SignerRows(who_signs(self.office, list(self._waiting)))
        self.tiles = {verdict: FactTile(VERDICT_LABELS[verdict]) for verdict in _COUNTED}
        self.counted = QLabel()
        self.counted.setWordWrap(True)
        self._lay_out()
        self.villages.ticked.connect(self._on_ticked)
        lines = ((code, _line(one), not chosen or code == chosen) for code, one in self._waiting.items())
        self.villages.offer(lines)

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
        self.body.addLayout(across)
        self.body.addWidget(heading_label("Penanda tangan", 3))
        self.body.addWidget(self.signers)
        self.body.addWidget(heading_label("Yang ditutup", 3))
        self.body.addLayout(figures)
        self.body.addWidget(self.counted)

    def _on_ticked(self) -> None:
        codes = self.villages.keys()
        total: Counter[Verdict] = Counter()
        for code in codes:
            total.update(self._waiting[code].to_minute)
        for verdict, tile in self.tiles.items():
            tile.show_figure(texts.number(total[verdict]))
        self.press.setEnabled(bool(codes))
        if not codes:
            self.counted.setText("Pilih sedikitnya satu desa.")
            return
        revision = next_revision(self.office, frozenset(codes))
        shown = f"{texts.counted(total.total(), 'pekerja')} di {texts.number(len(codes))} desa, revisi {revision}."
        one_person = " Berita acara menyebutkan bahwa kantor ini punya satu akun." if self.office.one_person else ""
        self.counted.setText(shown + one_person)

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
        work = partial(close_minutes, self.office, meeting, village_codes=tuple(self.villages.keys()))
        self.run("Menutup berita acara", work)


def _line(one: VillageProgress) -> str:
    return f"{one.village_name}: {texts.counted(sum(one.to_minute.values()), 'pekerja')}"


class ReopenDialog(Asking):
    """Why closed minutes are opened again, and what follows from it."""

    def __init__(self, desk: Desk, minutes: Minutes, parent: QWidget) -> None:
        inside = frozen_workers(desk.office, minutes.minutes_id)
        super().__init__(
            desk,
            f"Buka kembali berita acara register {minutes.register}",
            f"{texts.counted(inside, 'pekerja')} kembali menjadi Terverifikasi dan menunggu validasi ulang. Revisi"
            f" {minutes.revision} tetap tersimpan dan selalu bisa dicetak sama; penutupan berikutnya menjadi revisi"
            f" {minutes.revision + 1}.{already_sent(desk.office, minutes.minutes_id)}",
            "Buka kembali",
            parent=parent,
        )
        self._minutes_id = minutes.minutes_id
        self.reason = QPlainTextEdit()
        self.reason.setPlaceholderText("Alasan; tertulis dalam jurnal dan pada surat revisi")
        self.reason.setAccessibleName("Alasan")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(88)
        self.body.addWidget(self.reason)
        self.reason.textChanged.connect(self._on_typed)
        self._on_typed()

    def _on_typed(self) -> None:
        self.press.setEnabled(bool(self.reason.toPlainText().strip()))

    def submit(self) -> None:
        work = partial(_reopen, self.office, self._minutes_id, self.reason.toPlainText())
        self.run("Membuka kembali berita acara", work)


def _reopen(office: Office, minutes_id: str, reason: str, progress: Progress = SILENT) -> Change:
    del progress
    return reopen_minutes(office, minutes_id, reason)
