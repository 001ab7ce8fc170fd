"""The worker at the right of the list: what is known, findings, and history."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from ucj_desktop.domain.fields import FIELDS, Group, shown_value
from ucj_desktop.domain.outside import MATCHED_BY_LABELS, ListKind
from ucj_desktop.domain.relay import why_not_relayed
from ucj_desktop.domain.stage import STAGE_LABELS
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import REASON_LABELS, VERDICT_LABELS
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.shown_log import ShownLog
from ucj_desktop.gui.widgets.buttons import allow_unless, button
from ucj_desktop.gui.widgets.cards import Card, StateLabel, heading_label, soft_label
from ucj_desktop.gui.widgets.findings import FindingCard, state_of
from ucj_desktop.gui.widgets.papers_box import PapersBox
from ucj_desktop.gui.widgets.stages import state_of_stage
from ucj_desktop.services.accuracy.check_workers import findings_of
from ucj_desktop.services.accuracy.match_list import words_of_worker
from ucj_desktop.services.care.history import history

_WIDTH = 344
_HISTORY_LINES = 50


class WorkerPanel(Card):
    """``mend_wanted(worker_id, field)``: the form is to open, at a field where one is named."""

    mend_wanted = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.desk = desk
        self.record: WorkerRecord | None = None
        self.shown = ShownLog(desk, self)
        self.setFixedWidth(_WIDTH)
        self.name = heading_label("", 2)
        self.name.setWordWrap(True)
        self.stage = StateLabel(look.State.NOTE, "")
        self.verdict = soft_label(wraps=False)
        self.edit = button("Ubah", self._on_edit, icon="pencil-simple", tip="Enter")
        self.edit.setToolTip("Enter")
        state_line = QHBoxLayout()
        state_line.addWidget(self.stage)
        state_line.addWidget(self.verdict, 1)
        state_line.addWidget(self.edit)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setStyleSheet("QTabBar::tab { padding: 4px 9px; }")  # four words in a narrow panel
        self.papers = PapersBox(desk)
        self._pages = [_Scrolled(), _Scrolled(), _Scrolled()]
        for page, word in zip(self._pages, ("Data", "Temuan", "Riwayat"), strict=True):
            self.tabs.addTab(page, word)
        self._papers_tab = self.tabs.addTab(_papers_page(self.papers), "Lampiran")
        self.tabs.currentChanged.connect(self._fill_shown)
        self.body.addWidget(self.name)
        self.body.addLayout(state_line)
        self.body.addWidget(self.tabs, 1)

    def show_worker(self, record: WorkerRecord) -> None:
        """Show one worker; history is read when its tab is opened."""
        self.record = record
        worker, standing = record.worker, record.standing
        self.shown.workers([worker.worker_id])
        self.name.setText(worker.full_name or "(tanpa nama)")
        self.stage.show_state(state_of_stage(standing.stage), STAGE_LABELS[standing.stage])
        reason = f": {REASON_LABELS[standing.reason]}" if standing.reason else ""
        self.verdict.setText(f"{VERDICT_LABELS[standing.verdict]}{reason}" if standing.verdict else "")
        self.verdict.setToolTip(self.verdict.text())
        allow_unless("Sudah masuk berita acara yang ditutup." if standing.is_frozen else "", self.edit)
        self._findings = findings_of(self.desk.office, worker)
        open_ones = sum(1 for one in self._findings if state_of(one.severity) is not look.State.NOTE)
        self.tabs.setTabText(1, f"Temuan ({open_ones})" if open_ones else "Temuan")
        self.papers.begin(worker.worker_id, is_new=False)
        self.tabs.setTabVisible(self._papers_tab, not self.papers.isHidden())
        self._filled: set[int] = set()
        self._fill_shown()

    def _fill_shown(self) -> None:
        position = self.tabs.currentIndex()
        if self.record is not None and position not in self._filled and position < len(self._pages):
            self._filled.add(position)
            (self._fill_data, self._fill_findings, self._fill_history)[position](self._pages[position], self.record)

    def _fill_data(self, page: "_Scrolled", record: WorkerRecord) -> None:
        column = page.emptied()
        held = why_not_relayed(record.worker)
        if held:
            column.addWidget(soft_label(held))
        for group in Group:
            form = QFormLayout()
            form.setHorizontalSpacing(look.GRID * 3)
            form.setVerticalSpacing(look.GRID)
            for field in (one for one in FIELDS if one.group is group):
                shown = self._shown(field.code, record)
                if shown:
                    value = QLabel(shown)
                    value.setWordWrap(True)
                    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                    label = soft_label(field.label, wraps=False)
                    label.setFixedWidth(132)
                    form.addRow(label, value)
            if form.rowCount():
                column.addWidget(heading_label(group.value, 3))
                column.addLayout(form)
                column.addSpacing(look.GRID * 2)
        self._add_outside(column, record.worker.worker_id)
        column.addStretch(1)

    def _add_outside(self, column: QVBoxLayout, worker_id: str) -> None:
        """What lists of others say, of each kind the newest: state, source and day."""
        seen: set[ListKind] = set()
        for word in words_of_worker(self.desk.office, worker_id):
            if word.kind in seen:
                continue
            if not seen:
                column.addWidget(heading_label("Menurut daftar luar", 3))
            seen.add(word.kind)
            told = QLabel(word.words)
            told.setWordWrap(True)
            column.addWidget(told)
            column.addWidget(soft_label(f"{word.source} ({MATCHED_BY_LABELS[word.matched_by]})"))

    def _shown(self, code: str, record: WorkerRecord) -> str:
        if code == "village_code" and record.worker.village_code:
            place = self.desk.office.places.by_code(record.worker.village_code)
            return place.full_name if place else record.worker.village_code
        shown = shown_value(code, record.worker)
        return texts.grouped_digits(shown) if code in ("nik", "kk_number") and len(shown) == 16 else shown

    def _fill_findings(self, page: "_Scrolled", record: WorkerRecord) -> None:
        column = page.emptied()
        for one in self._findings:
            card = FindingCard(one, None if record.standing.is_frozen else ("Perbaiki", self._on_mend))
            card.setProperty("field", one.field)
            column.addWidget(card)
        if not self._findings:
            column.addWidget(soft_label("Tidak ada temuan pada pekerja ini."))
        column.addStretch(1)

    def _fill_history(self, page: "_Scrolled", record: WorkerRecord) -> None:
        column = page.emptied()
        for line in history(self.desk.office, worker_id=record.worker.worker_id, limit=_HISTORY_LINES):
            told = QLabel(line.sentence)
            told.setWordWrap(True)
            column.addWidget(told)
            details = "\n".join((*line.details, f"{texts.moment(line.at)}, {line.who}"))
            column.addWidget(soft_label(details))
            column.addSpacing(look.GRID * 2)
        column.addStretch(1)

    def _on_edit(self) -> None:
        if self.record is not None:
            self.mend_wanted.emit(self.record.worker.worker_id, "")

    def _on_mend(self) -> None:
        pressed = self.sender()
        card = pressed.parent() if pressed is not None else None
        if self.record is not None and card is not None:
            self.mend_wanted.emit(self.record.worker.worker_id, str(card.property("field")))


def _papers_page(papers: PapersBox) -> QWidget:
    page = QWidget()
    page.setProperty("role", "inside")
    column = QVBoxLayout(page)
    column.setContentsMargins(0, look.GRID * 3, look.GRID * 2, 0)
    column.addWidget(papers)
    column.addStretch(1)
    return page


class _Inside(QWidget):
    def showEvent(self, event: QShowEvent) -> None:
        """Filled and made larger while it was hidden, its layout would keep the room of then, and cut every line."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            layout.setGeometry(self.rect())


class _Scrolled(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def emptied(self) -> QVBoxLayout:
        """A fresh column to fill."""
        inside = _Inside()
        inside.setProperty("role", "inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, look.GRID * 3, look.GRID * 2, 0)
        column.setSpacing(look.GRID)
        self.setWidget(inside)
        return column
