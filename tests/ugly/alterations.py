"""What was altered in silence: values in the store that are neither their cell's text nor have a recorded reason."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

from ucj_desktop.domain.dates import parse_date, short_date
from ucj_desktop.domain.fields import FIELDS
from ucj_desktop.domain.worker import PROGRAMMES_LABELS, Programmes, Sex, Worker
from ucj_desktop.services.collect.import_file import ImportResult
from ucj_desktop.services.collect.import_findings import RowFinding, shown
from ucj_desktop.services.collect.import_plan import PlannedRow
from ucj_desktop.services.collect.plan_file import ImportOptions
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.cells import Cell, cell_address, cell_text
from ucj_desktop.spreadsheets.mapping import Column, SheetPlan

NOT_KEPT = {"number", "age", "regency", "province", "worker_id"}
"""Columns of which nothing is stored."""
PARTS = {"birth": ("birth_place", "birth_date"), "rt_rw": ("rt", "rw"), "sex_male": ("sex",), "sex_female": ("sex",)}
PLACES = ("village_code", "village_number", "sub_district")
SEXES = {
    "l": Sex.MALE, "lk": Sex.MALE, "laki-laki": Sex.MALE, "1": Sex.MALE,
    "p": Sex.FEMALE, "pr": Sex.FEMALE, "perempuan": Sex.FEMALE, "2": Sex.FEMALE,
}  # fmt: skip
TODAY = date(2026, 11, 22)
AROUND = re.compile(r"[\s,./-]*\Z")
VILLAGE_WORD = re.compile(r"(?:desa|ds\.?|kelurahan|kel\.?)\s+", re.IGNORECASE)
SUB_DISTRICT_WORD = re.compile(r"(?:kecamatan|kec\.?)\s+", re.IGNORECASE)

Alteration = tuple[str, Any, Any]
"""(field, what stands in the file, what stands in the store)."""


def silent_alterations(
    office: Office, options: ImportOptions, result: ImportResult, row: PlannedRow, worker: Worker
) -> list[Alteration]:
    """Every cell against the store and every stored value against its cell, title or section."""
    plan = next(plan for plan in result.plans if plan.sheet == row.sheet)
    return [*_of_cells(office, plan, row, worker), *_of_no_cell(office, options, plan, row, worker)]


def _of_cells(office: Office, plan: SheetPlan, row: PlannedRow, worker: Worker) -> Iterator[Alteration]:
    reasons: dict[str, list[RowFinding]] = {}
    for finding in row.findings:
        if finding.code.startswith("IM-"):
            reasons.setdefault(finding.cell, []).append(finding)
    filled: set[str] = set()
    for column in plan.columns.values():
        index = _read_from(plan, column, row)
        cell = row.row.cells[index] if index < len(row.row.cells) else ""
        if cell == "" or column.field in NOT_KEPT:
            continue
        fields = ("village_code",) if column.field in PLACES else PARTS.get(column.field, (column.field,))
        filled.update(fields)
        kept = [getattr(worker, code) for code in fields]
        unread = [worker.unread.get(code) for code in fields]
        because = reasons.get(cell_address(index, row.row.number), [])
        if not _is_kept(office, column.field, cell, kept, unread) and not any(
            _is_reason(office, one, column.field, cell, kept, unread) for one in because
        ):
            yield column.field, cell, kept
    for column in plan.columns.values():
        for code in PARTS.get(column.field, (column.field,)):
            if code in _FIELDS and code not in filled and code not in _FROM_ABOVE and getattr(worker, code):
                yield code, "", getattr(worker, code)


def _read_from(plan: SheetPlan, column: Column, row: PlannedRow) -> int:
    """The column itself; of name and NIK the other one, where the row is told to have them exchanged."""
    other = {"nik": "full_name", "full_name": "nik"}.get(column.field, "")
    told = any(one.code == "IM-26" and one.cell in one.what for one in row.findings)
    return plan.columns[other].index if other and told else column.index


def _is_kept(office: Office, field: str, cell: Cell, kept: list[Any], unread: list[str | None]) -> bool:
    text = cell_text(cell)
    if any(one is not None for one in unread):
        both_marks = field in ("sex_male", "sex_female") and unread == ["L dan P"]
        parts = [str(value or "") if seen is None else seen for value, seen in zip(kept, unread, strict=True)]
        return both_marks or _folded("".join(parts)) == _folded(text)
    if field in PLACES:
        return _is_place(office, field, text, kept[0])
    if field == "birth":
        return _is_place_and_date(cell, *kept)
    if field == "rt_rw":
        numbers = [one for one in re.split(r"[^0-9]+", text) if one]
        return kept == [text, ""] or (numbers == kept and not re.sub(r"[RTWK0-9/:. -]", "", text))
    if field in ("sex_male", "sex_female"):
        return kept[0] is (Sex.MALE if field == "sex_male" else Sex.FEMALE)
    return _is_the_same(cell, kept[0])


def _is_reason(
    office: Office, said: RowFinding, field: str, cell: Cell, kept: list[Any], unread: list[str | None]
) -> bool:
    """Whether a finding about the cell tells of this very value, or that nothing is stored of the cell."""
    if said.code == "IM-11":
        return not any(kept)
    if said.code == "IM-12":
        return isinstance(cell, float) and kept == [f"{cell:.0f}"]
    if said.code in ("IM-16", "IM-17", "IM-18"):
        village = office.places.by_code(kept[0])
        return village is not None and village.name in said.what
    if said.code == "IM-10" and isinstance(cell, str) and _is_kept(office, field, _tidied(cell), kept, unread):
        return True
    if said.code in ("IM-10", "IM-14", "IM-15"):
        shown_values = [short_date(one) if isinstance(one, date) else str(one) for one in kept if one]
        return any(shown(_label_of(kept, one), said.field) in said.what for one in shown_values)
    return False


def _label_of(kept: list[Any], text: str) -> str:
    return PROGRAMMES_LABELS[kept[0]] if isinstance(kept[0], Programmes) else text


def _tidied(text: str) -> str:
    seen = "".join(
        sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) not in ("Cf", "Cc")
    )
    return " ".join(seen.split())


def _is_the_same(cell: Cell, stored: Any) -> bool:
    text = cell_text(cell)
    if isinstance(stored, date):
        return cell == stored if isinstance(cell, date) else parse_date(text, TODAY).value == stored
    if isinstance(stored, Sex):
        return SEXES.get(text.lower()) is stored
    if isinstance(stored, Programmes):
        return _words(PROGRAMMES_LABELS[stored]) == _words(text)
    if isinstance(stored, int):
        return str(stored) == text
    return not isinstance(stored, Enum) and stored == text


def _is_place_and_date(cell: Cell, place: str, day: date | None) -> bool:
    """The place, then the date, and between them nothing that says anything."""
    if not isinstance(cell, str):
        return not place and cell == day
    text = cell.strip()
    if not text.startswith(place):
        return False
    written = text[len(place) :]
    if day is None:
        return bool(place) and bool(AROUND.match(written))
    return parse_date(written.strip(" ,./-"), TODAY).value == day


def _is_place(office: Office, field: str, text: str, village_code: str) -> bool:
    village = office.places.by_code(village_code)
    assert village is not None
    if field == "village_number":
        return text.replace(".", "") == village_code
    if field == "sub_district":
        sub_district = office.places.by_code(village_code[:6])
        return sub_district is not None and _folded(SUB_DISTRICT_WORD.sub("", text)) == _folded(sub_district.name)
    return text.replace(".", "") == village_code or _names(text, village.name)


def _names(text: str, village: str) -> bool:
    return _folded(village) in (_folded(text), _folded(VILLAGE_WORD.sub("", text)))


def _folded(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


_FIELDS = {field.code for field in FIELDS}
_FROM_ABOVE = {"village_code", "hamlet", "programmes"}


def _of_no_cell(
    office: Office, options: ImportOptions, plan: SheetPlan, row: PlannedRow, worker: Worker
) -> Iterator[Alteration]:
    """Values that no column of the sheet states: only a title, a section, the sheet's name or the clerk can."""
    stated = {code for name in plan.columns for code in PARTS.get(name, (name,))}
    for code in _FIELDS - stated - _FROM_ABOVE:
        if getattr(worker, code) not in ("", None):
            yield code, "", getattr(worker, code)
    if worker.hamlet and "hamlet" not in _stated(plan, row) and worker.hamlet != row.row.hamlet_text:
        yield "hamlet", row.row.hamlet_text, worker.hamlet
    if _stated(plan, row).isdisjoint(PLACES[:2]) and not any(one.field == "village_code" for one in row.findings):
        village = office.places.by_code(worker.village_code)
        above = [text for text in (row.row.village_text, *plan.village_texts) if text]
        if village is None or not (
            any(_names(text, village.name) for text in above) or worker.village_code == options.village_code
        ):
            yield "village_code", above, worker.village_code


def _stated(plan: SheetPlan, row: PlannedRow) -> set[str]:
    cells = row.row.cells
    return {name for name, column in plan.columns.items() if column.index < len(cells) and cells[column.index] != ""}
