"""The list by name by address (BNBA) as an Excel workbook, for the district's office and the offices around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ucj_desktop.domain.fields import FIELDS, Kind, shown_value
from ucj_desktop.domain.minutes import FrozenRow
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.rules import SEVERITY_LABELS
from ucj_desktop.domain.rules.words import trouble_words
from ucj_desktop.domain.stage import STAGE_LABELS
from ucj_desktop.domain.standing import Order, WorkerFilter
from ucj_desktop.domain.verdict import REASON_LABELS, VERDICT_LABELS, Reason, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.find_minutes import find_minutes
from ucj_desktop.spreadsheets.writer import CellKind, TableColumn, write_table
from ucj_desktop.storage import workers
from ucj_desktop.storage.journal import Entry

EVERYONE = WorkerFilter(order=Order.VILLAGE)
_KINDS = {Kind.DATE: CellKind.DATE, Kind.WHOLE_NUMBER: CellKind.NUMBER, Kind.MONEY: CellKind.MONEY}


@dataclass(frozen=True, slots=True)
class ExportedList:
    """A workbook that lies at ``path``."""

    path: Path
    rows: int


def export_list(
    office: Office, out: Path, *, minutes: str = "", wanted: WorkerFilter = EVERYONE, progress: Progress = SILENT
) -> ExportedList:
    """Write everyone of one minutes (id, register or letter number), or the ``wanted`` list with today's verdicts.

    Minutes are ordered by village and name, a list as it says itself; identity numbers are text cells and stand in
    full. Raises MinutesNotThere, FileNotWritable.
    """
    office.require(Action.EXPORT)
    office.require(Action.SHOW_FULL_NIK)
    title = [f"DAFTAR PEKERJA RENTAN {office.name}".upper(), f"TAHUN {office.preferences.period}"]
    if minutes:
        found = find_minutes(office, minutes)
        title.append(f"Berita acara register {found.register}-{found.revision} tanggal {found.held_on:%d-%m-%Y}")
        rows = [_frozen_cells(number, row) for number, row in enumerate(found.rows, start=1)]
    else:
        title += _narrowed(office, wanted)
        rows = list(_stored_rows(office, wanted))
    write_table(out, columns=_columns(), rows=rows, title_lines=title, sheet_name="BNBA", progress=progress)
    with office.database.writing() as connection:
        facts = {"rows": len(rows), "minutes": found.minutes_id if minutes else "", "village": wanted.village_code}
        office.log(connection, Entry(action="list.exported", facts=facts))
    return ExportedList(out, len(rows))


def _columns() -> list[TableColumn]:
    columns = [TableColumn(heading="NO", kind=CellKind.NUMBER, width=6)]
    for field in FIELDS:
        kind = _KINDS.get(field.kind, CellKind.TEXT)
        columns.append(TableColumn(heading=field.heading, kind=kind, width=field.width))
        if field.kind is Kind.VILLAGE:
            columns.append(TableColumn(heading="KODE DESA", width=14))
    ends = (("HASIL", 18), ("ALASAN", 34), ("KETERANGAN", 30))
    return [*columns, *(TableColumn(heading=heading, width=width) for heading, width in ends)]


def _narrowed(office: Office, wanted: WorkerFilter) -> list[str]:
    """What the list was narrowed to, for the head of the sheet: a part must not be taken for the whole."""
    said = [f"desa/kelurahan {office.printed(wanted.village_code)}"] if wanted.village_code else []
    said += [f"tahap {STAGE_LABELS[one]}" for one in wanted.stages]
    said += [f"hasil {VERDICT_LABELS[wanted.verdict]}"] if wanted.verdict else []
    said += [f"temuan {SEVERITY_LABELS[wanted.severity]}"] if wanted.severity else []
    said += [f"temuan {trouble_words(wanted.rule)}"] if wanted.rule else []
    said += [f"sumber {wanted.source}"] if wanted.source else []
    said += ["belum ada NIK"] if wanted.without_nik else []
    said += [f'pencarian "{wanted.text.strip()}"'] if wanted.text.strip() else []
    return [f"Hanya sebagian: {'; '.join(said)}"] if said else []


def _stored_rows(office: Office, wanted: WorkerFilter) -> Iterator[tuple[Any, ...]]:
    with office.database.reading() as connection:
        for number, one in enumerate(workers.each(connection, wanted), start=1):
            village = office.printed(one.worker.village_code) if one.worker.village_code else ""
            standing = one.standing
            verdict = standing.verdict or Verdict.PENDING
            yield _cells(number, one.worker, village, verdict, standing.reason, standing.verdict_note)


def _frozen_cells(number: int, row: FrozenRow) -> tuple[Any, ...]:
    return _cells(number, row.worker, row.village_name, row.verdict, row.reason, row.note)


def _cells(
    number: int, worker: Worker, village: str, verdict: Verdict, reason: Reason | None, note: str
) -> tuple[Any, ...]:
    cells: list[Any] = [number]
    for field in FIELDS:
        value = getattr(worker, field.code)
        if field.kind is Kind.VILLAGE:
            cells += [village, value]
        elif field.kind in _KINDS and value is not None:
            cells.append(value)
        else:
            cells.append(shown_value(field.code, worker))
    why = "" if reason is None else f"{reason.value} {REASON_LABELS[reason]}"
    return (*cells, VERDICT_LABELS[verdict], why, note)
