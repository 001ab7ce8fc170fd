"""Search everything (Ctrl+K): pages, villages, and workers by NIK or name, in one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ucj_desktop.domain.fields import masked
from ucj_desktop.domain.progress import Progress
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.gui import icons, look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.jobs import Job
from ucj_desktop.gui.pages import PageEntry
from ucj_desktop.gui.widgets.search_box import SearchBox
from ucj_desktop.services.collect.list_workers import workers_by_id

_WORKERS_SHOWN, _VILLAGES_SHOWN = 8, 4
_SHORTEST = 2  # letters; of fewer only pages are found
WORKERS_PAGE = "workers"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that can be gone to."""

    icon: str
    words: str
    page: str
    subject: Any = None


def find_everything(desk: Desk, entries: Sequence[PageEntry], text: str) -> list[Found]:
    """What a text means: pages first, then villages, then workers (NIK masked)."""
    wanted = text.casefold()
    found = [Found(one.icon, one.word, one.code) for one in entries if wanted in one.word.casefold()]
    if len(wanted) < _SHORTEST or WORKERS_PAGE not in {one.code for one in entries}:
        return found
    office = desk.office
    for place in office.places.search(text, within=office.code, villages_only=True, limit=_VILLAGES_SHOWN):
        found.append(
            Found(
                "map-pin", f"{place.full_name}: semua pekerjanya", WORKERS_PAGE, WorkerFilter(village_code=place.code)
            )
        )
    for record in workers_by_id(office, desk.names.first_ids(WorkerFilter(text=text), _WORKERS_SHOWN)):
        worker = record.worker
        village = office.printed(worker.village_code) if worker.village_code else "desa belum diisi"
        nik = masked(worker.nik) or "belum ada NIK"
        found.append(Found("user", f"{worker.full_name}, {nik}, {village}", WORKERS_PAGE, worker.worker_id))
    return found


@dataclass(frozen=True, slots=True)
class _Answer:
    text: str
    found: list[Found]


def _find(desk: Desk, entries: Sequence[PageEntry], text: str, progress: Progress) -> _Answer:
    progress.step(0)
    return _Answer(text, find_everything(desk, entries, text))


class SearchEverything(QDialog):
    """Type, arrow, Enter. ``chosen(page, subject)``."""

    chosen = Signal(str, object)

    def __init__(self, desk: Desk, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Cari")
        self.setModal(True)
        self.resize(560, 420)
        self._desk, self._entries = desk, entries
        self._asked: str | None = None  # what was typed last
        self._shown: str | None = None  # for what the list is there
        self._is_chosen = False  # Enter was pressed before the answer came
        self._reading: Job | None = None
        self.box = SearchBox("Ketik nama, NIK, desa, atau halaman")
        self.list = QListWidget()
        self.list.setAccessibleName("Yang ditemukan")
        self.list.itemActivated.connect(self._on_activated)
        down = QVBoxLayout(self)
        down.setContentsMargins(look.GRID * 4, look.GRID * 4, look.GRID * 4, look.GRID * 4)
        down.addWidget(self.box)
        down.addWidget(self.list)
        self.box.searched.connect(self.show_found)
        self.box.installEventFilter(self)
        self.show_found("")

    def show_found(self, text: str) -> None:
        """Fill the list for a text; workers are looked for on the reading thread, so that typing never waits."""
        if text == self._asked:
            return
        self._asked, self._is_chosen = text, False
        if self._reading is not None:
            self._reading.cancel()
        if len(text) < _SHORTEST:
            self._show_answer(_Answer(text, find_everything(self._desk, self._entries, text)))
        else:
            work = partial(_find, self._desk, self._entries, text)
            self._reading = self._desk.read(work, self._show_answer)

    def _show_answer(self, answer: "_Answer") -> None:
        if answer.text != self._asked:  # more was typed meanwhile
            return
        text = self._shown = answer.text
        self.list.clear()
        for one in answer.found:
            item = QListWidgetItem(icons.icon(one.icon), one.words)
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)
        else:
            item = QListWidgetItem(f"Tidak ada yang cocok dengan “{text}”. Coba bagian lain dari nama atau NIK.")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        if self._is_chosen:
            self._is_chosen = False
            self._on_activated(self.list.currentItem())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.box.text().strip())
                return True
        return super().eventFilter(watched, event)

    def _choose(self, text: str) -> None:
        if text != self._asked:
            self.show_found(text)
        if text == self._shown:
            self._on_activated(self.list.currentItem())
        else:
            self._is_chosen = True

    def _on_activated(self, item: QListWidgetItem | None) -> None:
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if isinstance(found, Found):
            self.accept()
            self.chosen.emit(found.page, found.subject)
