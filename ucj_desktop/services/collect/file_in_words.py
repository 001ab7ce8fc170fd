"""A planned file as a clerk reads it: its sheets in sentences, its columns with samples, what changes in a worker."""

from dataclasses import dataclass, replace
from typing import Any

from ucj_desktop.domain.fields import FIELDS, masked, shown_value
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.collect.enter_worker import changes_between
from ucj_desktop.services.collect.import_file import ImportResult
from ucj_desktop.services.collect.import_findings import NOT_COUNTED_CODE, OPEN_AND_SAVE, OTHER_LABELS, label
from ucj_desktop.services.collect.import_plan import PlannedRow
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.cells import cell_text, column_letter
from ucj_desktop.spreadsheets.mapping import SheetPlan
from ucj_desktop.spreadsheets.row_kinds import SKIPPED_LABELS

SAMPLES = 3
_HIDDEN_NAMED = 5
_LOOKED_AT = 200  # rows searched for samples that are not empty and not alike


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column of a sheet; ``field`` is empty where it is not read, ``sure`` False where a clerk should look."""

    index: int
    letter: str
    heading: str
    field: str
    sure: bool
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """One sheet with people: what was found, in a sentence, and its columns in their order."""

    name: str
    sentence: str
    skipped: str  # rows that are not people, by kind; empty where there are none
    hidden: str  # rows hidden in Excel that are read like the others; empty where there are none
    uncounted: str  # formulas without a result, by column, and the way out; empty where there are none
    people: int
    profile: str
    columns: tuple[ColumnSeen, ...]


def meanings() -> dict[str, str]:
    """Everything a column can be read as, by code: the worker's fields first."""
    return {field.code: field.label for field in FIELDS} | dict(OTHER_LABELS)


def fields_stated(result: ImportResult) -> dict[str, str]:
    """The worker's fields that the columns of a file state, code to label, in the order of the form."""
    columns = {name for plan in result.plans for name in plan.columns}
    stated = columns | {code for name in columns for code in _STATES.get(name, ())}
    return {field.code: field.label for field in FIELDS if field.code in stated}


_STATES = {
    "birth": ("birth_place", "birth_date"),
    "rt_rw": ("rt", "rw"),
    "sex_male": ("sex",),
    "sex_female": ("sex",),
    "village_number": ("village_code",),
}


def sheets_seen(result: ImportResult) -> tuple[SheetSeen, ...]:
    """The sheets that hold people."""
    uncounted: dict[str, dict[str, int]] = {}
    for row in result.rows:
        for found in row.findings:
            if found.code == NOT_COUNTED_CODE:
                columns = uncounted.setdefault(row.sheet, {})
                letters = found.cell.rstrip("0123456789")
                columns[letters] = columns.get(letters, 0) + 1
    return tuple(_sheet(plan, uncounted.get(plan.sheet, {})) for plan in result.plans)


def sheets_without_people(result: ImportResult) -> str:
    """One sentence about the sheets that were left aside; empty where there are none."""
    names = ", ".join(result.without_people)
    return f"Tidak berisi daftar orang, jadi dilewati: {names}." if names else ""


def _uncounted(columns: dict[str, int]) -> str:
    if not columns:
        return ""
    places = ", ".join(f"kolom {letters} {thousands(count)} sel" for letters, count in sorted(columns.items()))
    return f"Rumus yang belum dihitung, jadi isinya tidak ada di berkas: {places}. {OPEN_AND_SAVE}"


def _hidden(plan: SheetPlan) -> str:
    hidden = [row.number for row in plan.people if row.hidden]
    if not hidden:
        return ""
    named = ", ".join(thousands(number) for number in hidden[:_HIDDEN_NAMED])
    more = ", ..." if len(hidden) > _HIDDEN_NAMED else ""
    places = f"(baris {named}{more})"
    return f"{thousands(len(hidden))} di antaranya di baris yang disembunyikan di Excel {places}, ikut dibaca."


def _sheet(plan: SheetPlan, uncounted: dict[str, int]) -> SheetSeen:
    where = f"judul kolom di baris {plan.header_row}" if plan.header_row else "tanpa judul kolom, dikenali dari isinya"
    known = f", format {plan.profile}" if plan.profile else ""
    hidden = " (lembar ini disembunyikan di Excel)" if plan.hidden else ""
    kinds: dict[str, int] = {}
    for row in plan.skipped:
        words = SKIPPED_LABELS[row.kind]
        kinds[words] = kinds.get(words, 0) + 1
    return SheetSeen(
        name=plan.sheet,
        sentence=f"Lembar {plan.sheet}{hidden}: {thousands(len(plan.people))} orang, {where}{known}.",
        skipped=", ".join(f"{thousands(count)} {words}" for words, count in kinds.items()),
        hidden=_hidden(plan),
        uncounted=_uncounted(uncounted),
        people=len(plan.people),
        profile=plan.profile,
        columns=_columns(plan),
    )


def _columns(plan: SheetPlan) -> tuple[ColumnSeen, ...]:
    read = {column.index: column for column in plan.columns.values()}
    filled = (len(row.cells) for row in plan.people[:_LOOKED_AT])
    width = max([len(plan.headings), *(index + 1 for index in read), *filled], default=0)
    seen = []
    for index in range(width):
        column = read.get(index)
        heading = plan.headings[index] if index < len(plan.headings) else ""
        samples = _samples(plan, index)
        if column is not None or heading or samples:
            field, sure = (column.field, column.sure) if column else ("", True)
            seen.append(ColumnSeen(index, column_letter(index), heading, field, sure, samples))
    return tuple(seen)


def _samples(plan: SheetPlan, index: int) -> tuple[str, ...]:
    is_masked = index in {column.index for code, column in plan.columns.items() if code in _MASKED}
    found: dict[str, None] = {}
    for row in plan.people[:_LOOKED_AT]:
        text = cell_text(row.cells[index]) if index < len(row.cells) else ""
        if text:
            found.setdefault(masked(text) if is_masked else text)
        if len(found) == SAMPLES:
            break
    return tuple(found)


def chosen_columns(sheet: SheetSeen, index: int, field: str) -> dict[str, int]:
    """The sheet's columns by field after a clerk said what one of them is; an empty field leaves it unread."""
    columns = {one.field: one.index for one in sheet.columns if one.field and one.index != index}
    if field:
        columns[field] = index
    return columns


def row_place(row: PlannedRow) -> str:
    """Where a row stands: sheet and number as Excel shows it."""
    return f"{row.sheet}, baris {row.row.number}"


def row_worker(row: PlannedRow) -> Worker:
    """The worker a row is about, as it would be stored, or as far as the row could be read."""
    if row.after is not None:
        return row.after
    if row.before is not None:
        return row.before.worker
    stated: dict[str, Any] = {code: value for code, value in row.reading.stated.items() if code in _FIELDS}
    return replace(Worker(), **stated)


def row_changes(office: Office, row: PlannedRow) -> list[tuple[str, str, str]]:
    """(label, from, to) of every field that a changed row would change."""
    record = row.before
    if record is None or row.after is None:
        return []
    before, after = record.worker, row.after
    return [
        (label(code), _shown(office, code, before), _shown(office, code, after)) for code in _changed(before, after)
    ]


def fields_changed(row: PlannedRow) -> list[str]:
    """The labels of the fields that a changed row would change."""
    record = row.before
    return [label(code) for code in _changed(record.worker, row.after)] if record and row.after else []


def _changed(before: Worker, after: Worker) -> list[str]:
    changed = [code for code in changes_between(before, after) if code in _FIELDS]
    return changed + [
        code for code in after.unread if code not in changed and after.unread[code] != before.unread.get(code)
    ]


def _shown(office: Office, code: str, worker: Worker) -> str:
    told = shown_value(code, worker)
    return office.printed(told) if code == "village_code" and told else told


_FIELDS = frozenset(field.code for field in FIELDS)
_MASKED = frozenset(field.code for field in FIELDS if field.masked)
