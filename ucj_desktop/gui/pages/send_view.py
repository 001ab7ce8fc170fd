"""Sending: what will go, onto which stick, and the one button."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.jobs import Job
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.stick_writing import SEALED, StickWriting
from ucj_desktop.gui.widgets.buttons import allow_unless, button, icon_button
from ucj_desktop.gui.widgets.cards import Card, FactTile, scrolling_down, soft_label
from ucj_desktop.gui.widgets.plain_table import PlainTable
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.gui.widgets.stick_cards import StickChoice
from ucj_desktop.services.handoff.create_package import (
    DistrictCardRevoked,
    Outgoing,
    SentPackage,
    create_package,
    deliver_package,
    list_sent,
    outgoing,
)
from ucj_desktop.services.handoff.exchange_cards import list_pinned
from ucj_desktop.services.handoff.known_cards import told_day
from ucj_desktop.services.handoff.list_sticks import Stick, list_sticks, look_at_folder
from ucj_desktop.services.office import Office

_WIDTH = 324, 420  # pixels, at least and at most
_NARROW = 840  # pixels, below which a village says how many and not how they were judged, and names are short
_EDGE = 6  # pixels beside a figure
_LETTERS = 9, 20  # of a stick's name on a button: narrow, wide
_LOOK_EVERY = 3_000  # milliseconds: a stick that is plugged in shows up by itself
_SHOWN = {
    Verdict.ELIGIBLE: "Layak",
    Verdict.ELIGIBLE_CORRECTED: "Perbaikan",
    Verdict.NOT_ELIGIBLE: "Tidak layak",
}
_CHANGED, _FULL, _NIHIL = "changed", "full", "nihil"
_NO_CARD = (
    "Kartu kantor kabupaten belum disematkan, jadi paket belum bisa disegel untuknya.",
    "Minta berkas kartu (.ucjk) dari Dinas, lalu cocokkan angkanya.",
)
_BUSY = "Paket sedang ditulis; tunggu sampai selesai."


class SendView(QWidget):
    """``cards_wanted``: the district's card is missing, and the clerk wants to see to it. ``moved(words)``: how far."""

    cards_wanted = Signal()
    moved = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.office = desk.office
        self.waiting: Outgoing | None = None
        self._has_card = False
        self._why_no_card = _NO_CARD
        self._last: SentPackage | None = None  # the newest one that reached a stick
        self._folders: list[Path] = []
        self._looking: Job | None = None
        self.bar = SentenceBar(closable=False)
        self.kind = QComboBox()
        self.tiles = {verdict: FactTile(word, edge=_EDGE) for verdict, word in _SHOWN.items()}
        self.withdrawn = FactTile("Ditarik", edge=_EDGE)
        self.told = soft_label()
        self.villages = PlainTable(("Desa/kelurahan", *_SHOWN.values(), "Jumlah"), numbers=(1, 2, 3, 4))
        self.villages.setAccessibleName("Yang akan dikirim tiap desa")
        self.sticks = StickChoice()
        self.folder = button("Simpan ke folder lain...", self.choose_folder, icon="folder-open", tip=SEALED)
        self.again = icon_button("arrows-clockwise", "Lihat lagi", self.look_for_sticks)
        self.send = button("Kirim", self.send_now, icon="paper-plane-tilt", kind="primary", key="Ctrl+Return")
        self.second = button("", self.send_again, icon="copy")
        self.writing = StickWriting(desk)
        self.steps = self.writing.steps
        self.send.setEnabled(False)  # until it is known what would go
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._lay_out()
        self._timer.timeout.connect(self.look_for_sticks)
        self.sticks.chosen.connect(self._say_button)
        self.writing.went_wrong.connect(self.reload)
        self.writing.ended.connect(self._on_ended)
        self.kind.activated.connect(self.reload)

    def _lay_out(self) -> None:
        for word, code in (
            ("Yang berubah sejak paket terakhir", _CHANGED),
            ("Semua, dari awal (diminta kabupaten)", _FULL),
            ("Nihil: tidak ada perubahan", _NIHIL),
        ):
            self.kind.addItem(word, code)
        self.kind.setMinimumHeight(look.TARGET)
        self.kind.setAccessibleName("Isi paket")
        what = Card("Yang akan dikirim")
        what.body.addWidget(self.kind)
        figures = QHBoxLayout()
        figures.setSpacing(look.GRID * 2)
        for tile in (*self.tiles.values(), self.withdrawn):
            tile.setMinimumWidth(72)
            figures.addWidget(tile, 1)
        what.body.addLayout(figures)
        what.body.addWidget(self.told)
        what.body.addWidget(self.villages, 1)
        what.body.addStretch(0)  # takes the room where the table is hidden
        where = Card("Ke mana")
        where.body.addWidget(self.sticks)
        pair = QHBoxLayout()
        pair.addWidget(self.folder)
        pair.addWidget(self.again)
        pair.addStretch(1)
        where.body.addLayout(pair)
        doing = Card("")
        doing.body.addWidget(self.send)
        doing.body.addWidget(self.second)
        doing.body.addSpacing(look.GRID)
        doing.body.addWidget(self.writing)
        right = QVBoxLayout()
        right.setSpacing(look.GRID * 3)
        right.addWidget(where)
        right.addWidget(doing)
        right.addStretch(1)
        right.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        inside.setProperty("role", "inside")
        inside.setLayout(right)
        self.side = side = QScrollArea()  # a laptop at 125 % has no height for all steps
        side.verticalScrollBar().rangeChanged.connect(self._show_steps)
        side.setWidgetResizable(True)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setWidget(inside)
        side.setMinimumWidth(_WIDTH[0])
        side.setMaximumWidth(_WIDTH[1])
        across = QHBoxLayout()
        across.setSpacing(look.GRID * 4)
        left = QWidget()
        alone = QVBoxLayout(left)
        alone.setContentsMargins(0, 0, 0, 0)
        alone.addWidget(what)
        across.addWidget(scrolling_down(left), 3)
        across.addWidget(side, 2)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.GRID * 3, 0, 0)
        down.setSpacing(look.GRID * 3)
        down.addWidget(self.bar)
        down.addLayout(across, 1)

    def first_field(self) -> QWidget:
        return self.send if self.send.isEnabled() else self.folder

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_for_sticks()
        self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column in range(1, len(_SHOWN) + 1):
            self.villages.setColumnHidden(column, self.width() < _NARROW)
        self._say_button()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def reload(self) -> None:
        """Count what would go now."""
        full = self.kind.currentData() == _FULL
        card = next((one for one in list_pinned(self.office) if one.office_code == self.office.district_code), None)
        self._has_card = card is not None and card.is_in_force
        self._why_no_card = _NO_CARD
        if card is not None and card.is_revoked:
            revoked = DistrictCardRevoked(card.name, told_day(card.ended_at))
            self._why_no_card = (revoked.what, revoked.fix)
        self.desk.read(partial(_counted, self.office, full), self._on_counted)

    def _on_counted(self, waiting: Outgoing) -> None:
        self.waiting = waiting
        sent = list_sent(self.office)
        self._last = sent[-1] if sent and sent[-1].delivered_at else None
        nihil = self.kind.currentData() == _NIHIL
        records = () if nihil else waiting.records
        total = Counter(one.verdict for one in records)
        by_village: dict[str, Counter[Verdict]] = {}
        for one in records:
            by_village.setdefault(one.worker.village_code, Counter())[one.verdict] += 1
        for verdict, tile in self.tiles.items():
            tile.show_figure(texts.number(total[verdict]))
        self.withdrawn.show_figure(texts.number(0 if nihil else len(waiting.withdrawn)))
        rows = [(self.office.printed(code), *map(texts.number, _figures(one))) for code, one in by_village.items()]
        self.villages.show_rows(sorted(rows))
        self.villages.setVisible(bool(by_village))
        self.told.setText(self._sentence(waiting, nihil, waiting.number))
        self._say_bar(waiting)
        self._say_button()

    def _sentence(self, waiting: Outgoing, nihil: bool, number: int) -> str:
        if nihil:
            return f"Paket nomor {number} tanpa pekerja: kabupaten tahu bahwa memang tidak ada perubahan."
        if waiting.is_empty and number == 1:
            return "Yang dikirim adalah berita acara yang sudah ditutup. Tutup berita acara dulu di halaman Verifikasi."
        if waiting.is_empty:
            return "Tidak ada yang baru: semua isi berita acara sudah pernah dikirim."
        revision = max((one.revision for one in waiting.records), default=0)
        said = f"Paket nomor {number}, {texts.counted(len(waiting.records), 'pekerja')}"
        said += f", revisi berita acara {revision}." if revision else "."
        if waiting.withdrawn:
            said += f" {texts.counted(len(waiting.withdrawn), 'pekerja')} yang dulu dikirim kini ditarik."
        return said

    def _say_bar(self, waiting: Outgoing) -> None:
        if not self._has_card:
            self.bar.say(
                State.WARNS,
                *self._why_no_card,
                ("Ke kartu kantor", self.cards_wanted.emit),
            )
        elif waiting.unfinished is not None:
            name = waiting.unfinished.file_name
            self.bar.say(
                State.WARNS,
                f"Paket {name} sudah dibuat, tetapi belum sampai ke flashdisk.",
                "Pilih flashdisk, lalu tekan tombolnya: paket yang sama ditulis lagi.",
            )
        else:
            self.bar.clear()

    def _say_button(self) -> None:
        waiting, stick = self.waiting, self.sticks.stick
        nihil = self.kind.currentData() == _NIHIL
        has_something = waiting is not None and (nihil or not waiting.is_empty or waiting.unfinished is not None)
        allow_unless(self._why_not_send(stick, has_something=has_something), self.send)
        word = "Pilih flashdisk dulu" if stick is None else f"Buat paket dan tulis ke {self._short(stick.label)}"
        self.send.setText(word)
        self.second.setVisible(self._last is not None and self.desk.may(Action.CREATE_PACKAGE))
        if self._last is not None:
            where = self._short(stick.label) if stick else "flashdisk lain"
            self.second.setText(f"Tulis nomor {self._last.sequence} lagi ke {where}")
        allow_unless(self._why_not_write(stick), self.second)
        self.moved.emit(self._how_far(is_ready=self.send.isEnabled()))

    def _short(self, label: str) -> str:
        most = _LETTERS[self.width() >= _NARROW]
        return label if len(label) <= most else f"{label[: most - 1]}…"

    def _why_not_send(self, stick: Stick | None, *, has_something: bool) -> str:
        """The first of what is missing, in the order in which a clerk sees to it."""
        if not self.desk.may(Action.CREATE_PACKAGE):
            return "Paket dibuat oleh kepala atau penanggung jawab."
        if self.writing.is_busy:
            return _BUSY
        if not self._has_card:
            return " ".join(self._why_no_card)
        if not has_something:
            return "Tidak ada yang baru untuk dikirim."
        return self._why_not_write(stick)

    def _why_not_write(self, stick: Stick | None) -> str:
        if self.writing.is_busy:
            return _BUSY
        if stick is None:
            return "Pilih flashdisk di daftar sebelah atas."
        return f"{stick.sentence} {stick.fix}".strip() if stick.state.blocks else ""

    def _how_far(self, *, is_ready: bool) -> str:
        if self.writing.is_busy:
            return "sedang menulis"
        if self.writing.is_done:
            return "paket sudah di flashdisk"
        return "siap menulis" if is_ready else ""

    def look_for_sticks(self) -> None:
        """Which sticks there are now."""
        if self._looking is None and not self.writing.is_busy:
            self._looking = self.desk.read(partial(_sticks, self.office, tuple(self._folders)), self._on_sticks)
            self._looking.ended.connect(self._on_looked)

    def _on_looked(self) -> None:
        self._looking = None

    def _on_sticks(self, seen: tuple[tuple[Path, ...], list[Stick]]) -> None:
        folders, found = seen
        if folders == tuple(self._folders):  # a folder may have been added while the sticks were looked for
            self.sticks.offer(found)

    def choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder tujuan")
        if chosen:
            self.add_folder(Path(chosen))

    def add_folder(self, folder: Path) -> None:
        """A folder that stands for a stick."""
        if folder not in self._folders:
            self._folders.append(folder)
        known = [card.stick for card in self.sticks.cards if card.stick.folder != folder]
        self.sticks.offer([*known, look_at_folder(self.office, folder)])
        self.sticks.choose(folder)

    def send_now(self) -> None:
        """Make the package, or take the one that never got there, and bring it to the stick."""
        stick = self.sticks.stick
        if stick is None or not self.send.isEnabled():
            return
        kind = self.kind.currentData()
        work = partial(create_package, self.office, stick.folder, full=kind == _FULL, nihil=kind == _NIHIL)
        self._start("Membuat paket", work, stick)

    def send_again(self) -> None:
        """The newest package once more, byte for byte the same, as onto a second stick."""
        stick = self.sticks.stick
        if stick is not None and self._last is not None and self.second.isEnabled():
            work = partial(_delivered, self.office, self._last, stick.folder)
            self._start("Menulis paket", work, stick)

    def _start(self, words: str, work: Callable[..., Any], stick: Stick) -> None:
        self.writing.start(words, work, stick)
        self._say_button()
        self._show_steps()

    def _show_steps(self) -> None:
        """In sight also where what stands above has grown since."""
        waits = self.writing.eject_again.isVisibleTo(self)
        if waits or self.writing.is_busy or self.writing.is_done:
            self.side.ensureWidgetVisible(self.writing.eject_again if waits else self.writing, 0, 0)

    def _on_ended(self) -> None:
        self.kind.setCurrentIndex(0)
        self._say_button()
        self.look_for_sticks()


def _figures(counted: Counter[Verdict]) -> list[int]:
    return [*(counted[verdict] for verdict in _SHOWN), counted.total()]


def _counted(office: Office, full: bool, progress: Progress = SILENT) -> Outgoing:
    del progress
    return outgoing(office, full=full)


def _sticks(
    office: Office, folders: tuple[Path, ...], progress: Progress = SILENT
) -> tuple[tuple[Path, ...], list[Stick]]:
    del progress
    return folders, [*list_sticks(office), *(look_at_folder(office, one) for one in folders)]


def _delivered(office: Office, package: SentPackage, folder: Path, progress: Progress = SILENT) -> Change:
    deliver_package(office, package, folder, progress=progress)
    return Change(Touched.PACKAGES, f"Paket {package.file_name} tertulis utuh di {folder.name or folder}.")
