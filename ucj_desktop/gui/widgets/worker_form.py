"""The form of one worker, made from the table of fields: what is typed is judged at once, beside its box."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ucj_desktop.domain.fields import FIELDS, Group, typed_value
from ucj_desktop.domain.nik import parse_nik
from ucj_desktop.domain.nik_repairs import Repair, suggest_repairs
from ucj_desktop.domain.place import Place
from ucj_desktop.domain.rules import Finding
from ucj_desktop.domain.worker import SEX_LABELS, Worker
from ucj_desktop.gui import look
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.cards import heading_label
from ucj_desktop.gui.widgets.editors import Editor, VillageBox, editor_for
from ucj_desktop.gui.widgets.field_row import FieldRow
from ucj_desktop.gui.widgets.findings import state_of, worst_by_field
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.accuracy.check_workers import findings_of
from ucj_desktop.services.collect.list_workers import workers_with_nik

_NIK, _BIRTH, _SEX, _VILLAGE = "nik", "birth_date", "sex", "village_code"


class WorkerForm(QScrollArea):
    """One column, in the order of the KTP. ``finished``: Enter in the last field or Ctrl+Enter anywhere."""

    finished = Signal()
    typed = Signal()
    left_field = Signal()  # the draft is to be kept

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = desk.office
        self.rows: dict[str, FieldRow] = {}
        self.repair_bar = SentenceBar()
        self._base = Worker()
        self._last: Worker | None = None
        self._visited: set[str] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.judge)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "inside")
        down = QVBoxLayout(inside)
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
        down.addStretch(1)
        self.setWidget(inside)

    def _village_box(self) -> VillageBox:
        places, code = self.office.places, self.office.code
        return VillageBox(
            lambda typed: places.search(typed, within=code, villages_only=True, limit=10),
            places.by_code,
            self._village_in_words,
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

    def begin(self, worker: Worker, *, carried: Worker | None = None, judged: bool = False) -> None:
        """Show a worker. ``carried`` gives the values to take over; ``judged`` shows all findings from the start."""
        self._base = worker
        self._last = carried or self._last
        self._visited = set(self.rows) if judged else set()
        self.repair_bar.clear()
        for code, row in self.rows.items():
            takes = carried is not None and row.field.carried
            row.editor.show_value(getattr(carried if takes and carried else worker, code), worker.unread.get(code, ""))
            row.editor.mark_carried(takes and bool(row.editor.text()))
            row.show_help()
        self.judge()
        self.verticalScrollBar().setValue(0)

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Type a draft into the boxes again."""
        for code, text in texts.items():
            if code in self.rows:
                self.rows[code].editor.setText(text)
                self.rows[code].editor.tidy()
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
        found = findings_of(self.office, worker)
        worst = worst_by_field(found)
        for code in self._visited:
            self._judge_field(code, worst.get(code))
        self._judge_nik(worker)

    def blocking(self) -> list[Finding]:
        """The findings that block, all fields looked at."""
        return [one for one in findings_of(self.office, self.worker()) if state_of(one.severity) is State.BLOCKS]

    def visit_all(self) -> None:
        self._visited = set(self.rows)
        self.judge()

    def go_to(self, code: str) -> None:
        """Put the cursor into a field."""
        row = self.rows[code]
        row.editor.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(row, 0, 96)

    def field_at_cursor(self) -> str:
        """The code of the field that has the cursor; empty where none has."""
        return next((code for code, row in self.rows.items() if row.editor.hasFocus()), "")

    def texts_typed(self) -> Mapping[str, str]:
        """The text of every box, for the draft."""
        return {code: row.editor.text() for code, row in self.rows.items() if row.editor.text()}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
            return
        super().keyPressEvent(event)

    def _judge_field(self, code: str, finding: Finding | None) -> None:
        row = self.rows[code]
        read = row.editor.reading()
        if read.unread and finding is None:
            row.show_finding(State.BLOCKS, read.remark)
        elif finding is not None:
            row.show_finding(state_of(finding.severity), f"{finding.what} {finding.fix}")
        elif row.editor.text().strip():
            row.show_good(read.remark)
        else:
            row.show_help()

    def _judge_nik(self, worker: Worker) -> None:
        """NIK as a teacher: who has it already, where it comes from, and what would make it agree."""
        row = self.rows[_NIK]
        if _NIK not in self._visited or not worker.nik:
            self.repair_bar.clear()
            return
        others = workers_with_nik(self.office, worker.nik, besides=worker.worker_id)
        if others:
            other = others[0].worker
            where = self.office.printed(other.village_code) if other.village_code else "desa yang belum diisi"
            row.show_finding(State.BLOCKS, f"NIK ini sudah dipakai {other.full_name}, {where}. Cocokkan dengan KTP.")
        elif row.state is State.GOOD:
            row.show_good(self._origin(worker.nik))
        self._offer(suggest_repairs(worker.nik, worker.birth_date, worker.sex, self.office.today()))

    def _origin(self, nik: str) -> str:
        parsed = parse_nik(nik)
        place = self.office.places.by_code(parsed.sub_district) if parsed else None
        return f"Terbit pertama di {place.full_name}." if place is not None else ""

    def _offer(self, repairs: Iterable[Repair]) -> None:
        repair = next(iter(repairs), None)
        if repair is None:
            self.repair_bar.clear()
            return
        self._repair = repair
        fix = f"Menjadi {self.rows[repair.field].editor.written(repair.value)}. Cocokkan dulu dengan KTP-el."
        self.repair_bar.say(State.WARNS, repair.sentence, fix, ("Pakai perbaikan ini", self._on_repair))

    def _on_repair(self) -> None:
        editor = self.rows[self._repair.field].editor
        editor.show_value(self._repair.value)
        self.judge()
        self.typed.emit()
        editor.setFocus()

    def _suggest_from_nik(self) -> None:
        """The 16th digit is there: birth date and sex follow, as suggestions."""
        parsed = parse_nik(str(self.rows[_NIK].editor.reading().value or ""))
        if parsed is None:
            return
        told: tuple[tuple[str, date | str], ...] = (
            (_BIRTH, parsed.birth_date(self.office.today())),
            (_SEX, SEX_LABELS[parsed.sex]),
        )
        for code, value in told:
            editor = self.rows[code].editor
            if not editor.text():
                editor.show_value(value if code == _BIRTH else parsed.sex)
                editor.mark_carried(True)
                self.rows[code].show_finding(State.NOTE, "Dibaca dari NIK. Cocokkan dengan KTP-el.")

    def _on_edited(self) -> None:
        self.typed.emit()

    def _on_left(self) -> None:
        code = self._code_of_sender()
        if code and self.isEnabled():
            if self.is_touched:  # an empty form that is only walked through has nothing wrong yet
                self._visited.add(code)
            if code == _NIK:
                self._suggest_from_nik()
            self._soon.start()
            self.left_field.emit()

    def _on_filled(self) -> None:
        code = self._code_of_sender()
        if code == _NIK:
            self._suggest_from_nik()
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
