"""Reading a list of others: its people, what it says of each, and the day it speaks of."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ucj_desktop.domain.dates import parse_date
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.outside import LIST_KIND_LABELS, ListKind, OutsideState, list_date
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.reference.outside_lists import ListForm, list_form
from ucj_desktop.services.collect.clean_cells import clean_number
from ucj_desktop.services.collect.plan_file import FileRead, look_at_file
from ucj_desktop.services.collect.read_cells import READERS, DateReading, Reading, plain_text, read_text
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.cells import Cell, Sheet, cell_text
from ucj_desktop.spreadsheets.mapping import PersonRow, SheetPlan, plan_workbook
from ucj_desktop.spreadsheets.profiles import shipped_profiles

_STEP = 2_000
_READ = ("nik", "full_name", "birth_date", "birth", "desil")
_LONGEST = 60  # characters of a text that is kept beside a worker
_TITLE_ROWS = 12


class StateColumnMissing(ClerkError):
    """An answer of Dukcapil without the column that holds the answer."""

    code = "DAFTAR-01"

    def __init__(self, name: str, kind: ListKind) -> None:
        super().__init__(
            what=f"Berkas {name} dibaca sebagai {LIST_KIND_LABELS[kind]}, tetapi kolom hasilnya tidak ditemukan.",
            fix="Beri judul HASIL PADAN atau STATUS pada kolom itu, atau pilih jenis daftar yang lain.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One person of a list; ``why`` tells what of the row could not be understood, so that it counts for nobody."""

    place: str  # sheet and row, for a person who looks it up
    nik: str
    full_name: str
    birth_date: date | None
    state: OutsideState | None
    details: Mapping[str, str]
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRead:
    """A list that was read, not matched yet; ``dated`` is None where neither its name nor its title tells the day."""

    kind: ListKind
    name: str
    dated: date | None
    file_name: str
    sha256: str
    rows: tuple[ListRow, ...]
    has_states: bool  # False: every row means the same


def read_list(office: Office, path: Path, kind: ListKind, progress: Progress = SILENT) -> ListRead:
    """Read a list through the same gate and mapping as an import.

    Raises FileRefused in one of its kinds, NoPeopleFound, StateColumnMissing, NotAllowed.
    """
    file = look_at_file(office, path, progress)
    form = list_form(kind)
    found = plan_workbook(file.workbook, shipped_profiles(), progress=progress)
    columns = {plan.sheet: _columns(form, plan) for plan in found.plans}
    has_states = any("state" in one for one in columns.values())
    if not has_states and form.without_state is None:
        raise StateColumnMissing(file.name, kind)
    rows: list[ListRow] = []
    how = DateReading(office.today())
    for plan in found.plans:
        if "state" not in columns[plan.sheet] and form.without_state is None:
            continue
        for row in _rows(form, plan, columns[plan.sheet], how):
            rows.append(row)
            if len(rows) % _STEP == 0:
                progress.step(len(rows), None, "Membaca daftar")
    return ListRead(
        kind=kind,
        name=Path(file.name).stem,
        dated=_dated(file, office.today()),
        file_name=file.name,
        sha256=_digest(kind, rows),
        rows=tuple(rows),
        has_states=has_states,
    )


def _columns(form: ListForm, plan: SheetPlan) -> dict[str, int]:
    found = {name: form.column_of(name, plan.headings) for name in form.headings}
    taken = {plan.columns[name].index for name in _READ if name in plan.columns}
    return {name: at for name, at in found.items() if at is not None and at not in taken}


def _rows(form: ListForm, plan: SheetPlan, columns: Mapping[str, int], how: DateReading) -> Iterator[ListRow]:
    fields = {name: plan.columns[name].index for name in _READ if name in plan.columns}
    for row in plan.people:
        reading = Reading(row.number)
        for name, at in fields.items():
            cell = _cell(row, at)
            if cell != "":
                READERS.get(name, read_text)(reading, name, cell, at, how)
        stated = reading.stated
        details = _details(row, columns, how.today)
        if stated.get("desil"):
            details["desil"] = str(stated["desil"])
        state, why = _state(form, row, columns)
        nik = stated.get("nik", "") if clean_number(stated.get("nik", "")) else ""  # a part of one tells nothing
        if not why and not nik and not (stated.get("full_name") and stated.get("birth_date")):
            why = "NIK tidak ada atau rusak, dan nama dengan tanggal lahirnya tidak lengkap."
        yield ListRow(
            place=f"Baris {row.number}, {plan.sheet}",
            nik=nik,
            full_name=stated.get("full_name", ""),
            birth_date=stated.get("birth_date"),
            state=state,
            details=details,
            why=why,
        )


def _state(form: ListForm, row: PersonRow, columns: Mapping[str, int]) -> tuple[OutsideState | None, str]:
    if "state" not in columns:
        return form.without_state, ""
    text = _text(row, columns["state"])
    state = form.state_of(text)
    if state is not None:
        return state, ""
    if not text:
        return None, "Hasilnya kosong. Minta hasilnya kepada pengirim daftar."
    return None, f"Hasil “{text[:_LONGEST]}” tidak dikenal. Tanyakan artinya kepada pengirim daftar."


def _details(row: PersonRow, columns: Mapping[str, int], today: date) -> dict[str, str]:
    found = {}
    for name in ("segment", "died_on", "moved_to"):
        text = _text(row, columns[name]) if name in columns else ""
        if name == "died_on" and text:
            day = parse_date(text, today).value
            text = f"{day:%d-%m-%Y}" if day is not None else text
        if text:
            found[name] = text[:_LONGEST]
    return found


def _cell(row: PersonRow, at: int) -> Cell:
    return row.cells[at] if at < len(row.cells) else ""


def _text(row: PersonRow, at: int) -> str:
    cell = _cell(row, at)
    return plain_text(Reading(row.number), "note", cell, at) if cell != "" else ""


def _dated(file: FileRead, today: date) -> date | None:
    """The day in a title, else in the file's name."""
    titles = [text for sheet in file.workbook.sheets for text in _title_texts(sheet)]
    return next((day for text in (*titles, Path(file.name).stem) if (day := list_date(text, today)) is not None), None)


def _title_texts(sheet: Sheet) -> Iterator[str]:
    """The rows of one cell or two above the header, where a title stands."""
    for row in sheet.rows[:_TITLE_ROWS]:
        filled = [cell_text(cell) for cell in row.cells if cell != ""]
        if len(filled) > 2:
            return
        yield " ".join(filled)


def _digest(kind: ListKind, rows: list[ListRow]) -> str:
    """The same for the same rows, however the file was saved."""
    made = hashlib.sha256(kind.value.encode())
    for one in rows:
        born = one.birth_date.isoformat() if one.birth_date else ""
        made.update(json.dumps([one.nik, one.full_name, born, one.state, sorted(one.details.items())]).encode())
    return made.hexdigest()
