"""Beranda: what to do next, and how far every village is."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.dates import WEEKDAYS
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.stage import STAGE_LABELS, Stage
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.domain.verdict import Step
from ucj_desktop.gui import icons, look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.pages.page import Page
from ucj_desktop.gui.widgets.buttons import button
from ucj_desktop.gui.widgets.cards import Card, FactTile, line, soft_label
from ucj_desktop.gui.widgets.progress_card import ProgressCard
from ucj_desktop.gui.widgets.village_row import StageLegend, VillageHeads, VillageRow
from ucj_desktop.services.accuracy.keep_findings import keep_findings
from ucj_desktop.services.care.home import Home, ToDo, home

_TILES = (
    (Stage.COLLECTED, None),
    (Stage.NEEDS_MENDING, State.WARNS),
    (Stage.VERIFIED, None),
    (Stage.VALIDATED, None),
    (Stage.SENT, None),
    (Stage.ACCEPTED, State.GOOD),
    (Stage.RETURNED, State.BLOCKS),
)
_ALWAYS = {
    OfficeKind.SUB_DISTRICT: (Stage.COLLECTED, Stage.VERIFIED, Stage.VALIDATED),
    OfficeKind.DISTRICT: (Stage.SENT, Stage.ACCEPTED),
}
_TWO_COLUMNS = 1040  # pixels
# What a button of the list shows on the page it opens.
_SUBJECTS: Mapping[str, object] = {
    "returned": WorkerFilter(stages=(Stage.RETURNED,)),
    "verify": Step.VERIFY,
    "validate": Step.VALIDATE,
    "minutes": "minutes",
    "send": "send",
    "receipts": "sent",
    "first:card": "cards",
    "answer": "answers",
    "backup": "backups",
}


class ToDoRow(QWidget):
    """One sentence with its button."""

    def __init__(self, desk: Desk, to_do: ToDo, number: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.to_do = desk, to_do
        theme = look.palette()
        picture = QLabel()
        colour = theme.bad if to_do.urgent else theme.accent
        name = f"number-circle-{('one', 'two', 'three', 'four', 'five')[number - 1]}" if number else ""
        name = name or ("warning-circle" if to_do.urgent else "arrow-circle-right")
        picture.setPixmap(icons.pixmap(name, 22, colour, self.devicePixelRatioF()))
        picture.setAccessibleName("Mendesak" if to_do.urgent else "")
        sentence = QLabel(to_do.sentence)
        sentence.setWordWrap(True)
        self.press = button(to_do.button, self.open)
        self.press.setMinimumWidth(136)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, look.GRID, 0, look.GRID)
        across.setSpacing(look.GRID * 3)
        across.addWidget(picture)
        across.addWidget(sentence, 1)
        across.addWidget(self.press)

    def open(self) -> None:
        to_do = self.to_do
        if to_do.village_code and to_do.page == "workers":
            self.desk.go("workers", WorkerFilter(origin_office=to_do.village_code))
        else:
            subject = to_do.code if to_do.code.startswith("meeting:") else to_do.village_code
            self.desk.go(to_do.page, subject or _SUBJECTS.get(to_do.code))


class HomePage(Page):
    """Filled on the job thread: with 100,000 workers the rules take a moment."""

    title = "Beranda"
    code = "home"
    concerns = Touched.EVERYTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shown: Home | None = None
        self.tiles = {stage: FactTile(STAGE_LABELS[stage]) for stage, _ in _TILES}
        self.total = FactTile("Semua pekerja")
        self.alone = soft_label()
        self.next = Card("Yang perlu dikerjakan")
        self.villages = Card("Kecamatan" if self.office.kind is OfficeKind.DISTRICT else "Desa dan kelurahan")
        self.progress = ProgressCard()
        self.legend, self.heads = StageLegend(), VillageHeads()
        self._next_list, self._village_list = QVBoxLayout(), QVBoxLayout()
        tiles = QHBoxLayout()
        tiles.setSpacing(look.GRID * 2)
        tiles.addWidget(self.total)
        for tile in self.tiles.values():
            tiles.addWidget(tile)
        tiles.addStretch(1)
        inside = QWidget()
        inside.setProperty("role", "inside")
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, look.GRID * 2, 0)
        down.setSpacing(look.GRID * 4)
        down.addLayout(tiles)
        down.addWidget(self.alone)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(look.GRID * 4)
        self._parts.addWidget(self.next, 1, Qt.AlignmentFlag.AlignTop)
        self._parts.addWidget(self.progress, 1, Qt.AlignmentFlag.AlignTop)
        down.addLayout(self._parts)
        down.addWidget(self.villages)
        down.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)
        self._next_list.setSpacing(0)
        self._village_list.setSpacing(0)
        self.next.body.addLayout(self._next_list)
        self.villages.body.addWidget(self.legend)
        self.villages.body.addWidget(self.heads)
        self.villages.body.addLayout(self._village_list)
        for part in (self.alone, self.next, self.progress, self.villages):
            part.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for both."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.LeftToRight if self.width() >= _TWO_COLUMNS else direction.TopToBottom)

    def reload(self) -> None:
        today = self.office.today()
        self.say_under_title(f"{WEEKDAYS[today.weekday()]}, {texts.day_in_words(today)}")
        self.desk.read(partial(home, self.office), self.show_home)

    def show_home(self, found: Home) -> None:
        """Write what was read."""
        self.shown = found
        self.total.show_figure(texts.number(found.total))
        for stage, state in _TILES:
            number = found.by_stage.get(stage, 0)
            self.tiles[stage].show_figure(texts.number(number), state if number else None)
            self.tiles[stage].setVisible(number > 0 or stage in _ALWAYS[self.office.kind])
        self.alone.setText(self.office.alone_words)
        self.alone.setVisible(bool(self.alone.text()))
        self._show_next(found)
        self.progress.show_lines(found.lines)
        self._show_villages(found)
        if not found.is_checked and self.desk.may(Action.CHECK) and self.desk.jobs.is_idle:
            self.desk.start("Memeriksa data", partial(keep_findings, self.office))

    def _show_next(self, found: Home) -> None:
        _empty(self._next_list)
        rows = [ToDoRow(self.desk, one, number) for number, one in enumerate(found.first_steps, start=1)]
        rows += [ToDoRow(self.desk, one) for one in found.to_do]
        self.next.heading.setText(
            "Langkah pertama" if found.first_steps and not found.to_do else "Yang perlu dikerjakan"
        )
        for position, row in enumerate(rows):
            if position:
                self._next_list.addWidget(line())
            self._next_list.addWidget(row)
        if not rows:
            self._next_list.addWidget(soft_label("Semua sudah selesai. Tidak ada yang menunggu."))
        self.next.show()

    def _show_villages(self, found: Home) -> None:
        _empty(self._village_list)
        for village in found.villages:
            row = VillageRow(village, found.received.get(village.village_code))
            row.clicked.connect(self._on_village)
            self._village_list.addWidget(row)
        if found.villages:
            first = found.villages[0]
            self.heads.show_for(first, found.received.get(first.village_code))
        self.legend.show_stages([stage for stage, number in found.by_stage.items() if number])
        self.villages.setVisible(bool(found.villages))

    def _on_village(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, VillageRow):
            code = pressed.village.village_code
            wanted = (
                WorkerFilter(origin_office=code) if pressed.village.is_sub_district else WorkerFilter(village_code=code)
            )
            self.desk.go("workers", wanted)


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
