"""Kotak masuk: packages from the kecamatan, what was taken in, and the answers back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.pages.inbox_answers import AnswersView
from ucj_desktop.gui.pages.inbox_arrivals import COUNT_LABELS, KIND_LABELS, ArrivalsView
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.widgets.empty_page import EmptyPage
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.gui.widgets.stick_chooser import StickChooser
from ucj_desktop.services.district.list_inbox import ReceivedBefore, packages_taken_in
from ucj_desktop.services.office import Office


class InboxPage(Page):
    """``show_subject("answers")`` opens the answers."""

    title = "Kotak masuk"
    code = "inbox"
    concerns = Touched.PACKAGES | Touched.WORKERS | Touched.OFFICES

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.chooser = StickChooser(desk)
        self.arrivals = ArrivalsView(desk, self.chooser)
        self.answers = AnswersView(desk, self.chooser)
        self._taken: dict[str, ReceivedBefore] = {}
        self.model: RowsModel[ReceivedBefore] = RowsModel(_COLUMNS, self._fetch, _key, self)
        self.table = RowTable(self.model, "inbox")
        self.empty = EmptyPage(
            "archive-box",
            "Belum ada paket yang diterima",
            "Setiap paket kecamatan yang diterima tercatat di sini: nomor, isinya, siapa yang menerima, dan kapan.",
        )
        taken = QWidget()
        down = QVBoxLayout(taken)
        down.setContentsMargins(0, look.GRID * 3, 0, 0)
        down.addWidget(self.table)
        down.addWidget(self.empty)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for view, word in ((self.arrivals, "Di flashdisk"), (taken, "Sudah diterima"), (self.answers, "Balasan")):
            self.tabs.addTab(view, word)
        self.body.addWidget(self.chooser)
        self.body.addWidget(self.tabs, 1)
        self.answers.counted.connect(self._on_counted)
        self.arrivals.moved.connect(self.say_here)

    def reload(self) -> None:
        self.desk.read(partial(_taken_in, self.office), self._on_taken)
        self.answers.reload()

    def show_subject(self, subject: object) -> None:
        if subject == "answers":
            self.tabs.setCurrentWidget(self.answers)

    def first_field(self) -> QWidget | None:
        return self.arrivals.table if self.arrivals.rows else self.chooser.other

    def _on_taken(self, found: list[ReceivedBefore]) -> None:
        self._taken = {_key(one): one for one in found}
        self.model.set_ids(list(self._taken))
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        offices = len({one.office_code for one in found})
        self.say_under_title(
            f"{texts.counted(len(found), 'paket')} dari {texts.counted(offices, 'kecamatan')} sudah diterima"
            if found
            else "Paket dari kecamatan diterima, diperiksa, dan dibalas di sini"
        )

    def _on_counted(self, number: int) -> None:
        self.tabs.setTabText(2, f"Balasan ({texts.number(number)})" if number else "Balasan")

    def _fetch(self, keys: Sequence[str]) -> Sequence[ReceivedBefore]:
        return [self._taken[key] for key in keys if key in self._taken]


def _taken_in(office: Office, progress: Progress = SILENT) -> list[ReceivedBefore]:
    progress.step(0)
    return packages_taken_in(office)


def _key(one: ReceivedBefore) -> str:
    return f"{one.office_code}/{one.sequence}"


def _count(name: str, one: ReceivedBefore) -> str:
    return texts.number(one.counts.get(name, 0))


_COLUMNS: Sequence[Column[ReceivedBefore]] = (
    Column("office", "Kecamatan", lambda one: one.office_name, 24),
    Column("number", "Nomor", lambda one: str(one.sequence), 6, is_number=True),
    Column("kind", "Jenis", lambda one: KIND_LABELS.get(one.kind, one.kind), 10),
    *(Column(name, word, partial(_count, name), 8, is_number=True) for name, word in COUNT_LABELS.items()),
    Column("at", "Diterima pada", lambda one: texts.moment(one.received_at), 16),
    Column("by", "Oleh", lambda one: one.by, 18),
)
