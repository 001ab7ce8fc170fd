"""NIK as a teacher: what its digits say is offered to the other boxes, and what disagrees is named with its repairs."""

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from ucj_desktop.domain.nik import parse_nik
from ucj_desktop.domain.nik_repairs import Repair, disagreements_in_words, suggest_repairs
from ucj_desktop.domain.worker import Worker
from ucj_desktop.gui.look import State
from ucj_desktop.gui.widgets.field_row import FieldRow
from ucj_desktop.gui.widgets.repair_bar import RepairBar
from ucj_desktop.services.collect.keep_draft import Origin
from ucj_desktop.services.office import Office

_NIK, _BIRTH, _SEX = "nik", "birth_date", "sex"
_DISAGREE = frozenset({"ID-02", "ID-09"})  # the rules that compare NIK with birth date and sex
_OFFERED = "Dibaca dari NIK. Enter bila cocok dengan KTP-el."


class NikTeacher(QObject):
    """Works on the rows of one form. ``repaired``: a repair was taken."""

    repaired = Signal(str)

    def __init__(
        self, rows: Mapping[str, FieldRow], bar: RepairBar, office: Office, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._rows, self._bar, self._places, self._today = rows, bar, office.places, office.today()
        self._offered: dict[str, Any] = {}
        bar.taken.connect(self._on_taken)

    def begin(self) -> None:
        """Another worker is shown: nothing is offered."""
        self._offered = {}
        self._bar.clear()

    def settle(self, code: str) -> None:
        """The clerk has typed in a box or gone over it: what stands there is the clerk's."""
        if self._offered.pop(code, None) is not None:
            self._rows[code].editor.mark(Origin.TYPED)

    def suggest(self) -> None:
        """Offer birth date and sex of the NIK to boxes that are empty or hold what an earlier NIK offered."""
        parsed = parse_nik(str(self._rows[_NIK].editor.reading().value or ""))
        told: Mapping[str, Any] = {_BIRTH: None, _SEX: None}
        if parsed is not None:
            told = {_BIRTH: parsed.birth_date(self._today), _SEX: parsed.sex}
        for code, value in told.items():
            row = self._rows[code]
            if row.editor.text() and code not in self._offered:
                continue
            if value is None:
                if self._offered.pop(code, None) is not None:
                    row.editor.show_value(None)
                    row.show_help()
            elif self._offered.get(code) != value:
                row.editor.show_value(value)
                self._offer(code, value)

    def offer_again(self, code: str) -> None:
        """What stands in a box of a draft was offered and not gone over."""
        self._offer(code, self._rows[code].editor.reading().value)

    def _offer(self, code: str, value: Any) -> None:
        self._offered[code] = value
        self._rows[code].editor.mark(Origin.OFFERED)
        self._rows[code].show_finding(State.NOTE, _OFFERED)

    def origin(self, nik: str) -> str:
        """Where the NIK was first given out, in words."""
        parsed = parse_nik(nik)
        if parsed is None:
            return ""
        chain = self._places.chain(parsed.sub_district)
        if chain and chain[-1].code == parsed.sub_district:
            return f"Terbit pertama di {', '.join(place.full_name for place in reversed(chain[1:]))}."
        return ""

    def judge(self, worker: Worker, still_asked: Collection[str]) -> None:
        """Name the digits that disagree with the other boxes, and offer what would mend it.

        ``still_asked``: the codes of the worker's findings; a disagreement that was confirmed is named no more.
        """
        repairs = suggest_repairs(worker.nik, worker.birth_date, worker.sex, self._today)
        parsed = parse_nik(worker.nik)
        told = disagreements_in_words(parsed, worker.birth_date, worker.sex) if parsed is not None else ()
        if told and not _DISAGREE.intersection(still_asked):
            self._bar.clear()
            return
        what = " ".join(told) or (repairs[0].sentence if repairs else "")
        self._bar.offer(what, repairs, self._would_be)

    def _would_be(self, repair: Repair) -> str:
        row = self._rows[repair.field]
        return f"{row.field.label} menjadi {row.editor.written(repair.value)}"

    def _on_taken(self, repair: Repair) -> None:
        self.settle(repair.field)
        self._rows[repair.field].editor.show_value(repair.value)
        self.repaired.emit(repair.field)
