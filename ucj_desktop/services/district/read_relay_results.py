"""Reading what BPJS answered: NIK, status and reason of every row, and nothing else of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.verdict import REASON_LABELS, Reason
from ucj_desktop.reference.relay_results import Answered, ResultsForm, results_form, without_numbers
from ucj_desktop.services.collect.clean_cells import clean_number
from ucj_desktop.services.collect.plan_file import file_read
from ucj_desktop.services.collect.read_cells import READERS, DateReading, Reading, plain_text
from ucj_desktop.services.district.plan_relay import require_district
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.cells import Cell
from ucj_desktop.spreadsheets.mapping import PersonRow, SheetPlan, plan_workbook
from ucj_desktop.spreadsheets.profiles import shipped_profiles

_STEP = 2_000
_LONGEST = 120  # characters of a reason


class ResultColumnMissing(ClerkError):
    """No sheet has a NIK and a status."""

    code = "BPJS-10"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Di berkas {name} kolom NIK atau kolom hasilnya tidak ditemukan.",
            fix="Beri judul NIK dan STATUS pada kedua kolom itu, simpan, lalu baca lagi.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One row; ``why`` tells what of it could not be understood. ``reason`` holds no long number."""

    place: str  # sheet and row
    nik: str
    answered: Answered | None
    reason: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsRead:
    """A file of results that was read, not taken in yet."""

    file_name: str
    sha256: str
    rows: tuple[ResultRow, ...]


def read_relay_results(office: Office, path: Path, progress: Progress = SILENT) -> ResultsRead:
    """Read a workbook or text file of BPJS through the same gate as an import.

    Raises RelayIsDistrict, FileRefused in one of its kinds, NoPeopleFound, ResultColumnMissing.
    """
    office.require(Action.RELAY)
    require_district(office)
    file = file_read(path, progress)
    form = results_form()
    rows: list[ResultRow] = []
    how = DateReading(office.today())
    plans = plan_workbook(file.workbook, shipped_profiles(), progress=progress).plans
    columns = {plan.sheet: _columns(form, plan) for plan in plans}
    if not any(columns.values()):
        raise ResultColumnMissing(file.name)
    for plan in plans:
        for row in _rows(form, plan, columns[plan.sheet], how):
            rows.append(row)
            if len(rows) % _STEP == 0:
                progress.step(len(rows), None, "Membaca hasil BPJS")
    return ResultsRead(file_name=file.name, sha256=file.sha256, rows=tuple(rows))


def _columns(form: ResultsForm, plan: SheetPlan) -> Mapping[str, int]:
    """Where NIK, state and reason stand; empty where NIK or state cannot be found: the sheet says nothing."""
    nik = plan.columns["nik"].index if "nik" in plan.columns else form.column_of("nik", plan.headings)
    state, reason = (form.column_of(name, plan.headings) for name in ("state", "reason"))
    if state is None:  # a single column may hold both: "GAGAL, NIK TIDAK PADAN"
        state, reason = reason, None
    if nik is None or state is None:
        return {}
    return {"nik": nik, "state": state, **({"reason": reason} if reason is not None else {})}


def _rows(form: ResultsForm, plan: SheetPlan, columns: Mapping[str, int], how: DateReading) -> Iterator[ResultRow]:
    for row in plan.people if columns else ():
        reading = Reading(row.number)
        cell = _cell(row, columns["nik"])
        if cell != "":
            READERS["nik"](reading, "nik", cell, columns["nik"], how)
        stated = str(reading.stated.get("nik", ""))
        nik = stated if clean_number(stated) else ""
        state = _text(row, columns["state"])
        answered = form.answer_of(state)
        yield ResultRow(
            place=f"Baris {row.number}, {plan.sheet}",
            nik=nik,
            answered=answered,
            reason=_reason(answered, state, _text(row, columns["reason"]) if "reason" in columns else ""),
            why=_why(nik, state, answered),
        )


def _why(nik: str, state: str, answered: Answered | None) -> str:
    if not nik:
        return "NIK-nya kosong atau rusak. Minta berkas yang NIK-nya utuh kepada BPJS."
    if answered is not None:
        return ""
    if not state:
        return "Hasilnya kosong. Minta hasilnya kepada BPJS."
    return f"Hasil “{without_numbers(state)[:_LONGEST]}” tidak dikenal. Tanyakan artinya kepada BPJS."


def _reason(answered: Answered | None, state: str, reason: str) -> str:
    """Why somebody was refused, in BPJS's words; what merely says that he or she is registered is not kept."""
    if answered in (None, Answered.REGISTERED):
        return ""
    told = without_numbers(reason or state).strip()[:_LONGEST]
    if answered is Answered.ALREADY:
        return f"{Reason.ALREADY_INSURED} {REASON_LABELS[Reason.ALREADY_INSURED]}. BPJS: {told}"
    return f"Ditolak BPJS: {told}"


def _cell(row: PersonRow, at: int) -> Cell:
    return row.cells[at] if at < len(row.cells) else ""


def _text(row: PersonRow, at: int) -> str:
    cell = _cell(row, at)
    return plain_text(Reading(row.number), "note", cell, at) if cell != "" else ""
