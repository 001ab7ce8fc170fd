"""The form of one worker, made from the table of fields: what is typed is judged at once, beside its box."""

from collections.abc import Mapping
from dataclasses import asdict, replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ucj_desktop.domain.fields import FIELDS, Group, typed_value
from ucj_desktop.domain.place import Place
from ucj_desktop.domain.rules import Finding
from ucj_desktop.domain.worker import Worker
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.cards import heading_label
from ucj_desktop.gui.widgets.editors import NO_NUMBER, Editor, VillageBox, editor_for
from ucj_desktop.gui.widgets.field_row import FieldRow
from ucj_desktop.gui.widgets.form_judge import Confirmed, FormJudge
from ucj_desktop.gui.widgets.papers_box import PapersBox
from ucj_desktop.gui.widgets.reason_line import ReasonLine
from ucj_desktop.gui.widgets.repair_bar import KEYS as REPAIR_KEYS
from ucj_desktop.gui.widgets.repair_bar import RepairBar
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.collect.keep_draft import Draft, Origin

_NIK, _NAME = "nik", "full_name"
_LIKE_BEFORE = "Seperti pekerja sebelumnya. Enter bila sama."


class WorkerForm(QScrollArea):
    """One column, in the order of the KTP. ``finished``: Enter in the last field or Ctrl+Enter anywhere.

    F4 repeats the last worker's value, F6 goes to the next empty box, F7 confirms a warning with a reason, F8 and F9
    take a repair.
    """

    finished = Signal()
    typed = Signal()
    left_field = Signal()  # the draft is to be kept

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = desk.office
        self.rows: dict[str, FieldRow] = {}
        self.repair_bar = RepairBar()
        self.same_bar = SentenceBar()
        self.reason_line = ReasonLine()
        self.papers_heading = heading_label("Lampiran", 3)
        self.papers = PapersBox(desk)
        self._base = Worker()
        self._asked_at = ""
        self._last: Worker | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._on_moved)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self._judge = FormJudge(self.rows, self.repair_bar, self.same_bar, self.office, self.worker, self)
        self._teacher = self._judge.teacher
        self._teacher.repaired.connect(self._on_repaired)
        self.papers.held.connect(self._on_paper_held)
        self.reason_line.given.connect(self._on_reason)
        self.reason_line.put_aside.connect(self._on_reason_put_aside)

    def _lay_out(self) -> None:
        self._inside = inside = QWidget()
        inside.setProperty("role", "inside")
        self.column = down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, look.GRID * 3, 0)
        down.setSpacing(look.GRID)
        for group in Group:
            down.addSpacing(look.GRID * 2)
            down.addWidget(heading_label(group.value, 3))
            for field in (one for one in FIELDS if one.group is group):
                row = FieldRow(field, editor_for(field, self.office.today(), self._village_box))
                self.rows[field.code] = row
                self._connect(row.editor)
                down.addWidget(row)
                if field.code == _NIK:
                    down.addWidget(self.repair_bar)
                elif field.code == _NAME:
                    down.addWidget(self.same_bar)
        down.addWidget(self.reason_line)
        down.addSpacing(look.GRID * 2)
        down.addWidget(self.papers_heading)
        down.addWidget(self.papers)
        down.addStretch(1)
        self.setWidget(inside)

    def _village_box(self) -> VillageBox:
        places, code = self.office.places, self.office.code
        return VillageBox(
            lambda typed: places.search(typed, within=code, villages_only=True, limit=10),
            places.by_code,
            self._village_in_words,
            where=self.office.name.partition(",")[0],
        )

    def _village_in_words(self, place: Place) -> str:
        """Names repeat between the kecamatan of a kabupaten."""
        above = self.office.places.by_code(place.parent_code)
        if above is None or above.code == self.office.code:
            return place.full_name
        return f"{place.full_name}, {above.name}"

    def _connect(self, editor: Editor) -> None:
        editor.edited.connect(self._on_edited)
        editor.left.connect(self._on_left)
        editor.filled.connect(self._on_filled)
        editor.wants_next.connect(self._on_next)
        editor.wants_previous.connect(self._on_previous)
        editor.wants_repeat.connect(self._on_repeat)

    @property
    def last(self) -> Worker | None:
        """The worker whose values F4 repeats."""
        return self._last

    def begin(
        self, worker: Worker, *, carried: Worker | None = None, judged: bool = False, is_kept: bool = False
    ) -> None:
        """Show a worker. ``carried`` gives the values to take over; ``judged`` shows all findings from the start.

        ``is_kept``: the worker is in the store.
        """
        self._base = worker
        self._last = carried or self._last
        self.papers.begin(worker.worker_id, is_new=not is_kept)
        self.papers_heading.setVisible(not self.papers.isHidden())
        self._judge.begin(self.rows if judged else ())
        self.reason_line.close_again()
        for code, row in self.rows.items():
            takes = carried is not None and row.field.carried
            row.editor.show_value(getattr(carried if takes and carried else worker, code), worker.unread.get(code, ""))
            is_carried = takes and bool(row.editor.text())
            row.editor.mark(Origin.CARRIED if is_carried else Origin.TYPED)
            row.show_words(_LIKE_BEFORE if is_carried else row.field.help)
        if judged and worker.is_without_nik:
            self.rows[_NIK].editor.setText(NO_NUMBER)
        self.judge()
        self.verticalScrollBar().setValue(0)

    def draft(self) -> Draft:
        """What is in the boxes, how it came there, and what was confirmed: also of boxes that were emptied."""
        return Draft(
            worker_id=self.worker_id,
            texts={code: row.editor.text() for code, row in self.rows.items()},
            field=self.field_at_cursor(),
            confirmed={code: asdict(one) for code, one in self.confirmed.items()},
            origins={
                code: row.editor.origin for code, row in self.rows.items() if row.editor.origin is not Origin.TYPED
            },
        )

    def take_up(self, draft: Draft) -> None:
        """Put a draft of the worker that is shown into the boxes again, each text as it had come there."""
        typed = [code for code, text in draft.texts.items() if text and code not in draft.origins]
        confirmed = {code: Confirmed(**one) for code, one in draft.confirmed.items()}
        self._judge.begin((code for code in typed if code in self.rows and code != draft.field), confirmed)
        for code, text in draft.texts.items():
            if code in self.rows:
                self._put_back(self.rows[code], text, draft.origins.get(code, Origin.TYPED))
        self.judge()

    def _put_back(self, row: FieldRow, text: str, origin: Origin) -> None:
        row.editor.setText(text)
        row.editor.tidy()
        row.editor.mark(origin)
        if origin is Origin.OFFERED:
            self._teacher.offer_again(row.field.code)
        else:
            row.show_words(_LIKE_BEFORE if origin is Origin.CARRIED else row.field.help)

    @property
    def worker_id(self) -> str:
        return self._base.worker_id

    def worker(self) -> Worker:
        """The worker as the form now says, with the id it began with."""
        values: dict[str, object] = {}
        unread: dict[str, str] = {}
        for code, row in self.rows.items():
            read = row.editor.reading()
            if read.unread:
                unread[code] = read.unread
            values[code] = typed_value(code, None) if read.value is None or read.unread else read.value
        return replace(self._base, **values, unread=unread)  # type: ignore[arg-type]

    @property
    def is_touched(self) -> bool:
        """Whether a save would keep something that is not yet in the store; carried values alone are nothing."""
        carried = {
            code: getattr(self._base, code) for code, row in self.rows.items() if row.editor.origin is Origin.CARRIED
        }
        return self.papers.holds_any or replace(self.worker(), **carried) != self._base

    def judge(self) -> None:
        """Say of every visited field what the rules and the other workers say."""
        self._judge.judge()

    def blocking(self) -> list[Finding]:
        """The findings that block, all fields looked at; that there is no NIK yet blocks nothing where it is stated."""
        return self._judge.blocking()

    @property
    def confirmed(self) -> Mapping[str, Confirmed]:
        """The warnings of the worker as typed that were confirmed, by rule code."""
        return self._judge.confirmed

    def visit_all(self) -> None:
        self._judge.visit(self.rows)
        self.judge()

    def refuse(self, code: str, words: str) -> None:
        """Say why the worker cannot be kept, beside the field that is to be filled, with the cursor in it."""
        self.visit_all()
        self.rows[code].show_finding(State.BLOCKS, words)
        self.go_to(code)

    def go_to(self, code: str, *, at_end: bool = False) -> None:
        """Put the cursor into a field, its text marked, or behind the text where typing is to go on ``at_end``."""
        row = self.rows[code]
        row.editor.setFocus(Qt.FocusReason.TabFocusReason)
        row.editor.selectAll()
        if at_end:
            row.editor.end(False)
        self.ensureWidgetVisible(row, 0, 96)

    def field_at_cursor(self) -> str:
        """The code of the field that has the cursor; empty where none has."""
        return next((code for code, row in self.rows.items() if row.editor.hasFocus()), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        elif event.key() == Qt.Key.Key_F6:
            self.go_to_next_empty()
        elif event.key() == Qt.Key.Key_F7:
            self.ask_reason()
        elif event.key() in REPAIR_KEYS:
            self.repair_bar.take(REPAIR_KEYS.index(Qt.Key(event.key())))
        else:
            super().keyPressEvent(event)

    def go_to_next_empty(self) -> None:
        """Over what is carried, offered or typed, to the next box that holds nothing; stays where none is left."""
        codes = list(self.rows)
        here = codes.index(self.field_at_cursor()) if self.field_at_cursor() else -1
        empty = next((code for code in codes[here + 1 :] if not self.rows[code].editor.text()), "")
        if empty:
            self.go_to(empty)

    def ask_reason(self) -> None:
        """Ask why the warning at the cursor, or else the first one shown, is right as it is."""
        here = self.field_at_cursor()
        finding = self._judge.warning_at(here)
        if finding is not None:
            self.column.removeWidget(self.reason_line)
            self.column.insertWidget(self.column.indexOf(self.rows[finding.field]) + 1, self.reason_line)
            self._asked_at = here or finding.field
            self.reason_line.ask(finding)
            self._inside.resize(self._inside.sizeHint().expandedTo(self.viewport().size()))
            self.column.activate()  # the line has its place now, not with the next event: what has the cursor is seen
            self.ensureWidgetVisible(self.rows[finding.field], 0, 0)
            self.ensureWidgetVisible(self.reason_line, 0, look.GRID * 2)

    def _on_repaired(self, code: str) -> None:
        self._judge.visit([code])
        self.judge()
        self.typed.emit()
        if not self.field_at_cursor():
            self.go_to(code)

    def _on_reason(self, finding: Finding, reason: str) -> None:
        self._judge.confirm(finding, reason)
        self.left_field.emit()
        self.go_to(self._asked_at)

    def _on_reason_put_aside(self) -> None:
        self.go_to(self._asked_at)

    def _on_edited(self) -> None:
        self._teacher.settle(self._code_of_sender())
        self.typed.emit()

    def _on_left(self) -> None:
        code = self._code_of_sender()
        if code and self.isEnabled():
            if (
                self.is_touched or self._judge.says_no_nik
            ):  # an empty form that is only walked through has nothing wrong yet
                self._judge.visit([code])
            self._teacher.settle(code)
            if code == _NIK:
                self._teacher.suggest()
            self._soon.start()

    def _on_paper_held(self, worker_id: str) -> None:
        if worker_id == self.worker_id:
            self.left_field.emit()

    def _on_moved(self) -> None:
        """The cursor is in its new field by now, and the draft says so."""
        self.judge()
        self.left_field.emit()

    def _on_filled(self) -> None:
        code = self._code_of_sender()
        if code == _NIK:
            self._teacher.suggest()
        self._step(code, 1)

    def _on_next(self) -> None:
        self._step(self._code_of_sender(), 1)

    def _on_previous(self) -> None:
        self._step(self._code_of_sender(), -1)

    def _on_repeat(self) -> None:
        code = self._code_of_sender()
        if self._last is not None and code:
            self.rows[code].editor.show_value(getattr(self._last, code), self._last.unread.get(code, ""))
            self._step(code, 1)

    def _step(self, code: str, by: int) -> None:
        codes = list(self.rows)
        position = codes.index(code) + by if code else 0
        if position >= len(codes):
            self.finished.emit()
        elif position >= 0:
            self.go_to(codes[position])

    def _code_of_sender(self) -> str:
        sender = self.sender()
        return next((code for code, row in self.rows.items() if row.editor is sender), "")
