"""Mending many workers at once: the way chosen, every change shown before and after, then written together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import BY_CODE
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.gui import look, texts
from ucj_desktop.gui.desk import Desk
from ucj_desktop.gui.look import State
from ucj_desktop.gui.models.rows_model import Column, RowsModel
from ucj_desktop.gui.widgets.asking import Asking
from ucj_desktop.gui.widgets.buttons import allow_unless
from ucj_desktop.gui.widgets.editors import Editor, editor_for
from ucj_desktop.gui.widgets.own_village_box import own_village_box
from ucj_desktop.gui.widgets.row_table import RowTable
from ucj_desktop.services.accuracy.fix_many import SET_FIELD, FixAsked, FixPlan, fix_many, preview_fix
from ucj_desktop.services.accuracy.fixes import FIXES, SETTABLE, fixes_of
from ucj_desktop.services.office import Office

_LEAST_TABLE = 260  # pixels
_LABEL_WIDTH = 96


@dataclass(frozen=True, slots=True)
class _Line:
    """One field of one worker, before and after."""

    key: str
    name: str
    field: str
    before: str
    after: str
    refusal: str


class FixDialog(Asking):
    """``rule`` is what the chosen finding is about; ``of_rule`` and ``listed`` are ids of workers in the list."""

    def __init__(
        self, desk: Desk, rule: str, field: str, of_rule: Sequence[str], listed: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(
            desk,
            "Perbaiki sekaligus",
            "Pilih cara memperbaiki. Sebelum ditulis, semua perubahan diperlihatkan; sesudahnya bisa dibatalkan.",
            "Perbaiki",
            width=900,
            parent=parent,
        )
        self.rule, self.field = rule, field
        self._of_rule, self._listed = tuple(of_rule), tuple(dict.fromkeys(listed))
        self._asked: FixAsked | None = None
        self.plan: FixPlan | None = None
        self.kind = QComboBox()
        self.kind.setMinimumHeight(look.TARGET)
        self.kind.setAccessibleName("Cara memperbaiki")
        self.value: Editor | None = None
        self.counted = QLabel()
        self.counted.setWordWrap(True)
        self._lines: dict[str, _Line] = {}
        self.model: RowsModel[_Line] = RowsModel(_COLUMNS, self._fetch, lambda one: one.key, self)
        self.table = RowTable(self.model, keeps_to_room=True)
        self.table.setAccessibleName("Yang akan diperbaiki")
        self.table.setMinimumHeight(_LEAST_TABLE)
        self._lay_out()
        self._offer()
        self.kind.currentIndexChanged.connect(self._on_kind)
        self._on_kind()

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(look.GRID * 3)
        self._form.setVerticalSpacing(look.GRID * 2)
        self._form.addRow(_label("Caranya", self.kind), self.kind)
        if self.field in SETTABLE:
            box = editor_for(BY_CODE[self.field], self.office.today(), partial(own_village_box, self.office))
            box.setAccessibleName(BY_CODE[self.field].label)
            box.wants_next.connect(self._ask)
            self.value = box
            self._value_label = _label("Nilainya", box)
            self._form.addRow(self._value_label, box)
        self.body.addLayout(self._form)
        self.body.addWidget(self.counted)
        self.body.addWidget(self.table, 1)

    def _offer(self) -> None:
        for one in fixes_of(self.rule):
            self.kind.addItem(f"{one.words} ({texts.counted(len(self._of_rule), 'pekerja')})", one.code)
        if self.value is not None:
            words = f"Isi {BY_CODE[self.field].label} dengan satu nilai"
            self.kind.addItem(f"{words} ({texts.counted(len(self._of_rule), 'pekerja')})", SET_FIELD)
        for one in FIXES.values():
            if not one.rules:
                self.kind.addItem(f"{one.words} ({texts.counted(len(self._listed), 'pekerja')})", one.code)

    def _on_kind(self) -> None:
        is_set = self.kind.currentData() == SET_FIELD
        if self.value is not None:
            self.value.setVisible(is_set)
            self._value_label.setVisible(is_set)
        self._show(None)
        self.first = self.kind
        if is_set and self.value is not None:
            self.first = self.value
            self.counted.setText("Isi nilainya, lalu tekan Enter untuk melihat perubahannya.")
            self.value.setFocus()
        else:
            self._ask()

    def _ask(self) -> None:
        code = str(self.kind.currentData())
        if code != SET_FIELD:
            is_of_rule = self.rule in FIXES[code].rules
            ids = self._of_rule if is_of_rule else self._listed
            asked = FixAsked(fix=code, rule=self.rule if is_of_rule else "", worker_ids=ids)
        else:
            read = self.value.reading() if self.value is not None else None
            if read is None or read.unread:
                self.counted.setText(read.remark if read is not None else "")
                return
            asked = FixAsked(
                fix=SET_FIELD, field=self.field, value=read.value, rule=self.rule, worker_ids=self._of_rule
            )
        self._asked = asked
        self.bar.clear()
        self.counted.setText("Menyiapkan perubahan...")
        job = self.desk.jobs.start("Menyiapkan perbaikan", partial(_previewed, self.office, asked))
        job.finished.connect(self._on_previewed)
        job.failed.connect(self._on_not_previewed)

    def _on_not_previewed(self, error: BaseException) -> None:
        self.counted.setText("")
        if isinstance(error, ClerkError):
            self.bar.say_error(error)
        else:
            self.desk.fail(error)

    def _on_previewed(self, found: tuple[FixPlan, dict[str, _Line], int]) -> None:
        plan, lines, lost = found
        if plan.asked == self._asked:
            self._show(plan, lines, lost)

    def _show(self, plan: FixPlan | None, lines: Mapping[str, _Line] = MappingProxyType({}), lost: int = 0) -> None:
        self.let_go()
        self.plan, self._lines = plan, dict(lines)
        self.model.set_ids(list(self._lines))
        nothing = (
            "Belum ada yang dihitung." if plan is None else "" if plan.to_write else "Tidak ada yang bisa diperbaiki."
        )
        allow_unless(nothing, self.press)
        whom = f" {texts.counted(plan.to_write, 'pekerja')}" if plan and plan.to_write else ""
        self.press.setText(f"Perbaiki{whom}")
        if plan is not None:
            self.counted.setText(self._counted(plan, lost))

    def let_go(self) -> None:
        """Free what was shown beside the window: 100,000 rows at once would hold it still."""
        rows = [*self._lines.values(), *(self.plan.rows if self.plan is not None else ())]
        self.plan, self._lines = None, {}
        if rows:
            self.desk.jobs.let_go(rows)

    def done(self, result: int) -> None:
        """Accepted or left."""
        super().done(result)
        self.let_go()

    def _counted(self, plan: FixPlan, lost: int) -> str:
        if not plan.rows:
            return f"Dari {texts.counted(plan.looked_at, 'pekerja')} tidak ada yang berubah dengan cara ini."
        left = plan.looked_at - plan.to_write
        told = f"{texts.counted(plan.to_write, 'pekerja')} berubah"
        told += f", {texts.number(left)} dibiarkan." if left else "."
        fix = FIXES.get(plan.asked.fix)
        papers = " Cocokkan dulu dengan KTP-el atau KK." if fix is not None and fix.needs_papers else ""
        again = f" Hasil verifikasi {texts.counted(lost, 'pekerja')} akan dikosongkan." if lost else ""
        remarks = "".join(f" {one}" for one in plan.remarks)
        return told + papers + again + remarks

    def _fetch(self, keys: Sequence[str]) -> Sequence[_Line]:
        return [self._lines[key] for key in keys if key in self._lines]

    def submit(self) -> None:
        if self.plan is None and self.kind.currentData() == SET_FIELD:
            self._ask()
        elif self.plan is not None and self.plan.to_write:
            self.run("Memperbaiki sekaligus", partial(fix_many, self.office, self.plan))


def _previewed(office: Office, asked: FixAsked, progress: Progress = SILENT) -> tuple[FixPlan, dict[str, _Line], int]:
    """What would change, its lines by their keys, and how many workers lose a verdict."""
    plan = preview_fix(office, asked, progress)
    lines = {
        f"{row.worker_id}/{one.field}": _Line(
            key=f"{row.worker_id}/{one.field}",
            name=row.full_name or "Tanpa nama",
            field=BY_CODE[one.field].label,
            before=_words(office, one.field, one.before),
            after=_words(office, one.field, one.after),
            refusal=row.refusal,
        )
        for row in plan.rows
        for one in row.changes
    }
    return plan, lines, sum(row.loses_verdict for row in plan.rows)


def _words(office: Office, field: str, text: str) -> str:
    if field == "village_code":
        return office.printed(text) if text.isdigit() else text or "kosong"
    if field in ("nik", "kk_number") and text.isdigit():
        return texts.grouped_digits(text)
    return text or "kosong"


def _label(words: str, box: QWidget) -> QLabel:
    made = QLabel(words)
    made.setFixedWidth(_LABEL_WIDTH)
    made.setMinimumHeight(look.TARGET)
    made.setBuddy(box)
    return made


def _state_of_line(one: _Line) -> State | None:
    return State.WARNS if one.refusal else None


def _named(column: str) -> Callable[[_Line], Any]:
    return lambda one: getattr(one, column)


_COLUMNS = (
    Column("name", "Pekerja", _named("name"), 20, state=_state_of_line),
    Column("field", "Kolom", _named("field"), 14),
    Column("before", "Sebelum", _named("before"), 22),
    Column("after", "Sesudah", _named("after"), 22),
    Column("refusal", "Keterangan", _named("refusal"), 16),
)
