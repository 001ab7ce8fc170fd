"""The form of one worker, made from the table of fields: what is typed is judged at once, beside its box."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ucj_desktop.domain.fields import FIELDS, Group, shown_value, typed_value
from ucj_desktop.domain.place import Place
from ucj_desktop.domain.rules import Finding
from ucj_desktop.domain.worker import Worker
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.cards import heading_label
from ucj_desktop.gui.widgets.editors import NO_NUMBER, Editor, NikBox, VillageBox, editor_for
from ucj_desktop.gui.widgets.field_row import FieldRow
from ucj_desktop.gui.widgets.findings import state_of, worst_by_field
from ucj_desktop.gui.widgets.nik_teacher import NikTeacher
from ucj_desktop.gui.widgets.papers_box import PapersBox
from ucj_desktop.gui.widgets.reason_line import ReasonLine
from ucj_desktop.gui.widgets.repair_bar import KEYS as REPAIR_KEYS
from ucj_desktop.gui.widgets.repair_bar import RepairBar
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.accuracy.check_workers import findings_of
from ucj_desktop.services.accuracy.look_for_same import LikelySame, likely_same

_NIK, _NAME = "nik", "full_name"
_NO_NIK_RULE = "ID-01"
_DECIDED_IN_PAIRS = ("GD-01", "GD-02")  # whether two are one person is decided in Kembar
_WITHOUT_NIK = "Belum ada NIK: disimpan dulu, tetapi belum bisa layak dan tidak dikirim ke BPJS sebelum NIK-nya diisi."
_LIKE_BEFORE = "Seperti pekerja sebelumnya. Enter bila sama."


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Why a warning is right as it is; it holds as long as the same is said of the same value."""

    reason: str
    field: str
    what: str
    value: str


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
        self._confirmed: dict[str, Confirmed] = {}  # by rule code
        self._found: list[Finding] = []
        self._alike_of: tuple[object, ...] = ()
        self._alike: list[LikelySame] = []
        self._asked_at = ""
        self._last: Worker | None = None
        self._visited: set[str] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._on_moved)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self._teacher = NikTeacher(self.rows, self.repair_bar, self.office, self)
        self._teacher.repaired.connect(self._on_repaired)
        self.reason_line.given.connect(self._on_reason)
        self.reason_line.put_aside.connect(self._on_reason_put_aside)

    def _lay_out(self) -> None:
        inside = QWidget()
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
        self._visited = set(self.rows) if judged else set()
        self._confirmed = {}
        self._alike_of, self._alike = (), []
        self._teacher.begin()
        self.same_bar.clear()
        self.reason_line.close_again()
        for code, row in self.rows.items():
            takes = carried is not None and row.field.carried
            row.editor.show_value(getattr(carried if takes and carried else worker, code), worker.unread.get(code, ""))
            is_carried = takes and bool(row.editor.text())
            row.editor.mark_carried(is_carried)
            row.show_words(_LIKE_BEFORE if is_carried else row.field.help)
        if judged and worker.is_without_nik:
            self.rows[_NIK].editor.setText(NO_NUMBER)
        self.judge()
        self.verticalScrollBar().setValue(0)

    def show_texts(self, texts: Mapping[str, str], confirmed: Mapping[str, Confirmed]) -> None:
        """Type a draft into the boxes again, with the warnings that were confirmed in it."""
        self._confirmed = dict(confirmed)
        for code, text in texts.items():
            if code in self.rows:
                self.rows[code].editor.setText(text)
                self.rows[code].editor.tidy()
                if text:
                    self._visited.add(code)
        self.judge()

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
        carried = {code: getattr(self._base, code) for code, row in self.rows.items() if row.field.carried}
        return replace(self.worker(), **carried) != replace(self._base, **carried)

    def judge(self) -> None:
        """Say of every visited field what the rules and the other workers say."""
        worker = self.worker()
        self._found = self._not_confirmed(findings_of(self.office, worker), worker)
        worst = worst_by_field(self._found)
        for code in self._visited:
            self._judge_field(code, worst.get(code), worker)
        self._judge_nik(worker)
        self._judge_same(worker)

    def blocking(self) -> list[Finding]:
        """The findings that block, all fields looked at; that there is no NIK yet blocks nothing where it is stated."""
        return [
            one
            for one in findings_of(self.office, self.worker())
            if state_of(one.severity) is State.BLOCKS and not (one.code == _NO_NIK_RULE and self._says_no_nik)
        ]

    @property
    def confirmed(self) -> Mapping[str, Confirmed]:
        """The warnings of the worker as typed that were confirmed, by rule code."""
        if not self._confirmed:
            return {}
        worker = self.worker()
        still = {one.code for one in findings_of(self.office, worker) if self._is_confirmed(one, worker)}
        return {code: one for code, one in self._confirmed.items() if code in still}

    def _not_confirmed(self, found: Iterable[Finding], worker: Worker) -> list[Finding]:
        return [one for one in found if not self._is_confirmed(one, worker)]

    def _is_confirmed(self, finding: Finding, worker: Worker) -> bool:
        known = self._confirmed.get(finding.code)
        return known is not None and (known.what, known.value) == (finding.what, shown_value(finding.field, worker))

    @property
    def _says_no_nik(self) -> bool:
        box = self.rows[_NIK].editor
        return isinstance(box, NikBox) and box.says_none

    def visit_all(self) -> None:
        self._visited = set(self.rows)
        self.judge()

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

    def texts_typed(self) -> Mapping[str, str]:
        """The text of every box, for the draft: also of those that were emptied."""
        return {code: row.editor.text() for code, row in self.rows.items()}

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
        shown = [
            one
            for one in self._found
            if state_of(one.severity) is State.WARNS
            and one.code not in _DECIDED_IN_PAIRS
            and one.field in self._visited
            and self.rows[one.field].editor.text()
        ]
        here = self.field_at_cursor()
        finding = next((one for one in shown if one.field == here), shown[0] if shown else None)
        if finding is not None:
            self.column.removeWidget(self.reason_line)
            self.column.insertWidget(self.column.indexOf(self.rows[finding.field]) + 1, self.reason_line)
            self._asked_at = here or finding.field
            self.reason_line.ask(finding)
            self.ensureWidgetVisible(self.rows[finding.field], 0, 96)

    def _judge_field(self, code: str, finding: Finding | None, worker: Worker) -> None:
        row = self.rows[code]
        read = row.editor.reading()
        value = shown_value(code, worker)
        sure = next((one for one in self._confirmed.values() if (one.field, one.value) == (code, value)), None)
        if read.unread and (finding is None or isinstance(row.editor, VillageBox)):
            row.show_finding(State.BLOCKS, read.remark)
        elif finding is not None and state_of(finding.severity) is State.WARNS:
            may_be = row.editor.text() and finding.code not in _DECIDED_IN_PAIRS
            also = " F7: memang begitu." if may_be else ""
            row.show_finding(State.WARNS, f"{finding.what} {finding.fix}{also}")
        elif finding is not None:
            row.show_finding(state_of(finding.severity), f"{finding.what} {finding.fix}")
        elif sure is not None:
            row.show_good(f"Dipastikan: {sure.reason}.")
        elif row.editor.text().strip():
            row.show_good(read.remark or (self._teacher.origin(worker.nik) if code == _NIK else ""))
        else:
            row.show_help()

    def _judge_nik(self, worker: Worker) -> None:
        """Who has it already, where it comes from, and what disagrees with it."""
        row = self.rows[_NIK]
        if _NIK not in self._visited or not worker.nik:
            self.repair_bar.clear()
            if _NIK in self._visited and self._says_no_nik:
                row.show_finding(State.NOTE, _WITHOUT_NIK)
            return
        self._teacher.judge(worker, still_asked={one.code for one in self._found})

    def _judge_same(self, worker: Worker) -> None:
        """Who has the same NIK, beside it; who may be the same person, under the name."""
        asked = (worker.nik, worker.full_name, worker.birth_date, worker.mother_name, worker.kk_number, worker.phone,
                 worker.village_code, worker.sex)  # fmt: skip
        if asked != self._alike_of:
            self._alike_of = asked
            self._alike = likely_same(self.office, worker) if self._visited and (worker.nik or worker.full_name) else []
        others = [one for one in self._alike if not one.has_same_nik]
        for one in self._alike:
            if one.has_same_nik and _NIK in self._visited:
                self.rows[_NIK].show_finding(State.BLOCKS, f"{one.sentence} Cocokkan dengan KTP-el.")
                break
        if others and _NAME in self._visited:
            because = ", ".join(others[0].because)
            more = f" Ada {len(others) - 1} lagi yang mirip." if len(others) > 1 else ""
            fix = f"{because}.{more} Bila memang orang lain, lanjutkan saja."
            if (self.same_bar.what.text(), self.same_bar.fix.text()) != (others[0].sentence, fix):
                self.same_bar.say(State.WARNS, others[0].sentence, fix)
        else:
            self.same_bar.clear()

    def _on_repaired(self, code: str) -> None:
        self._visited.add(code)
        self.judge()
        self.typed.emit()
        if not self.field_at_cursor():
            self.go_to(code)

    def _on_reason(self, finding: Finding, reason: str) -> None:
        value = shown_value(finding.field, self.worker())
        self._confirmed[finding.code] = Confirmed(reason, finding.field, finding.what, value)
        self.judge()
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
            if self.is_touched or self._says_no_nik:  # an empty form that is only walked through has nothing wrong yet
                self._visited.add(code)
            self._teacher.settle(code)
            if code == _NIK:
                self._teacher.suggest()
            self._soon.start()

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
