"""What is said of a worker while he or she is typed: by the rules, by the NIK and by who is like him or her."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject

from ucj_desktop.domain.fields import shown_value
from ucj_desktop.domain.rules import Finding
from ucj_desktop.domain.worker import Worker
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.editors import NikBox, VillageBox
from ucj_desktop.gui.widgets.field_row import FieldRow
from ucj_desktop.gui.widgets.findings import state_of, worst_by_field
from ucj_desktop.gui.widgets.nik_teacher import NikTeacher
from ucj_desktop.gui.widgets.repair_bar import RepairBar
from ucj_desktop.gui.widgets.sentence_bar import SentenceBar
from ucj_desktop.services.accuracy.check_workers import findings_of
from ucj_desktop.services.accuracy.look_for_same import LikelySame, likely_same
from ucj_desktop.services.collect.sent_elsewhere import SentElsewhere
from ucj_desktop.services.office import Office

_NIK, _NAME = "nik", "full_name"
_NO_NIK_RULE, _SAME_NIK_RULE, _SAME_PERSON_RULE = "ID-01", "GD-01", "GD-02"
_DECIDED_IN_PAIRS = (_SAME_NIK_RULE, _SAME_PERSON_RULE)  # whether two are one person is decided in Kembar
_WITHOUT_NIK = "Belum ada NIK: disimpan dulu, tetapi belum bisa layak dan tidak dikirim ke BPJS sebelum NIK-nya diisi."


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Why a warning is right as it is; it holds as long as the same is said of the same value."""

    reason: str
    field: str
    what: str
    value: str


class FormJudge(QObject):
    """Speaks in the rows of one form and the two bars in it, of fields that were visited only."""

    def __init__(
        self,
        rows: Mapping[str, FieldRow],
        repair_bar: RepairBar,
        same_bar: SentenceBar,
        office: Office,
        typed: Callable[[], Worker],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._rows, self._repair_bar, self._same_bar, self._office, self._typed = (
            rows, repair_bar, same_bar, office, typed,
        )  # fmt: skip
        self.teacher = NikTeacher(rows, repair_bar, office, self)
        self._elsewhere = SentElsewhere(office)
        self._visited: set[str] = set()
        self._confirmed: dict[str, Confirmed] = {}  # by rule code
        self._found: list[Finding] = []
        self._alike_of: tuple[object, ...] = ()
        self._alike: list[LikelySame] = []

    def begin(self, visited: Iterable[str] = (), confirmed: Mapping[str, Confirmed] | None = None) -> None:
        """Another worker is shown; ``visited``: the fields of which something may be said."""
        self._visited = set(visited)
        self._confirmed = dict(confirmed or {})
        self._alike_of, self._alike = (), []
        self.teacher.begin()
        self._same_bar.clear()

    def visit(self, codes: Iterable[str]) -> None:
        """The clerk was in these fields."""
        self._visited.update(codes)

    def judge(self) -> None:
        """Say of every visited field what the rules and the other workers say."""
        worker = self._typed()
        self._found = [one for one in findings_of(self._office, worker) if not self._is_confirmed(one, worker)]
        self._ask_who_is_alike(worker)
        others = [one for one in self._alike if not one.has_same_nik]
        # Who has the same name and birth date is named under the name, with whose and where.
        named_below = _SAME_PERSON_RULE if others else ""
        worst = worst_by_field([one for one in self._found if one.code != named_below])
        for code in self._visited:
            self._judge_field(code, worst.get(code), worker)
        self._judge_nik(worker)
        self._say_who_is_alike(others)

    def blocking(self) -> list[Finding]:
        """What blocks, all fields looked at; that there is no NIK yet blocks nothing where it is stated."""
        return [
            one
            for one in findings_of(self._office, self._typed())
            if state_of(one.severity) is State.BLOCKS and not (one.code == _NO_NIK_RULE and self.says_no_nik)
        ]

    @property
    def confirmed(self) -> Mapping[str, Confirmed]:
        """The warnings of the worker as typed that were confirmed, by rule code."""
        if not self._confirmed:
            return {}
        worker = self._typed()
        still = {one.code for one in findings_of(self._office, worker) if self._is_confirmed(one, worker)}
        return {code: one for code, one in self._confirmed.items() if code in still}

    def confirm(self, finding: Finding, reason: str) -> None:
        """The clerk has said why a warning is right as it is."""
        value = shown_value(finding.field, self._typed())
        self._confirmed[finding.code] = Confirmed(reason, finding.field, finding.what, value)
        self.judge()

    def warning_at(self, code: str) -> Finding | None:
        """The warning shown beside a field, or else the first one shown, that can be confirmed."""
        shown = [
            one
            for one in self._found
            if state_of(one.severity) is State.WARNS
            and one.field in self._visited
            and self._may_be_confirmed(one, one.field)
        ]
        return next((one for one in shown if one.field == code), shown[0] if shown else None)

    @property
    def says_no_nik(self) -> bool:
        """Whether it is stated that there is no NIK yet."""
        box = self._rows[_NIK].editor
        return isinstance(box, NikBox) and box.says_none

    def _may_be_confirmed(self, finding: Finding, code: str) -> bool:
        return bool(self._rows[code].editor.text()) and finding.code not in _DECIDED_IN_PAIRS

    def _is_confirmed(self, finding: Finding, worker: Worker) -> bool:
        known = self._confirmed.get(finding.code)
        return known is not None and (known.what, known.value) == (finding.what, shown_value(finding.field, worker))

    def _judge_field(self, code: str, finding: Finding | None, worker: Worker) -> None:
        row = self._rows[code]
        read = row.editor.reading()
        value = shown_value(code, worker)
        sure = next((one for one in self._confirmed.values() if (one.field, one.value) == (code, value)), None)
        if read.unread and (finding is None or isinstance(row.editor, VillageBox)):
            row.show_finding(State.BLOCKS, read.remark)
        elif finding is not None:
            asks = state_of(finding.severity) is State.WARNS and self._may_be_confirmed(finding, code)
            also = " F7: memang begitu." if asks else ""
            row.show_finding(state_of(finding.severity), f"{finding.what} {finding.fix}{also}")
        elif sure is not None:
            row.show_good(f"Dipastikan: {sure.reason}.")
        elif row.editor.text().strip():
            row.show_good(read.remark or (self.teacher.origin(worker.nik) if code == _NIK else ""))
        else:
            row.show_help()

    def _judge_nik(self, worker: Worker) -> None:
        """Who has it already, where it comes from, and what disagrees with it."""
        row = self._rows[_NIK]
        if _NIK not in self._visited or not worker.nik:
            self._repair_bar.clear()
            if _NIK in self._visited and self.says_no_nik:
                row.show_finding(State.NOTE, _WITHOUT_NIK)
            return
        self.teacher.judge(worker, still_asked=_codes(self._found))
        told = next((one.sentence for one in self._alike if one.has_same_nik), "")
        if told:
            row.show_finding(State.BLOCKS, f"{told} Cocokkan dengan KTP-el.")
        elif elsewhere := self._elsewhere.words(worker.nik):
            said = next((one for one in self._found if one.field == _NIK), None)
            if said is None or state_of(said.severity) is State.NOTE:
                row.show_finding(State.NOTE, f"{elsewhere} Tanyakan kepada orangnya sebelum menyimpan.")

    def _ask_who_is_alike(self, worker: Worker) -> None:
        asked = (worker.nik, worker.full_name, worker.birth_date, worker.mother_name, worker.kk_number, worker.phone,
                 worker.village_code, worker.sex)  # fmt: skip
        if asked != self._alike_of:
            self._alike_of = asked
            may_be = self._visited and (worker.nik or worker.full_name)
            self._alike = likely_same(self._office, worker) if may_be else []

    def _say_who_is_alike(self, others: list[LikelySame]) -> None:
        """Who may be the same person, under the name."""
        if not others or _NAME not in self._visited:
            self._same_bar.clear()
            return
        because = ", ".join(others[0].because)
        more = f" Ada {len(others) - 1} lagi yang mirip." if len(others) > 1 else ""
        fix = f"{because}.{more} Bila memang orang lain, lanjutkan saja."
        if (self._same_bar.what.text(), self._same_bar.fix.text()) != (others[0].sentence, fix):
            self._same_bar.say(State.WARNS, others[0].sentence, fix)


def _codes(found: Collection[Finding]) -> Collection[str]:
    return {one.code for one in found}
