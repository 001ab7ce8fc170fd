"""The recap as an Excel workbook."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.services.district.recap import Recap, RecapBy, RecapRow, recap
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.writer import CellKind, TableColumn, write_table
from ucj_desktop.storage.journal import Entry

BY_LABELS: Mapping[RecapBy, str] = MappingProxyType(
    {
        RecapBy.SUB_DISTRICT: "Kecamatan",
        RecapBy.VILLAGE: "Desa/kelurahan",
        RecapBy.OCCUPATION: "Pekerjaan",
        RecapBy.STAGE: "Tahap",
    }
)
_HEADINGS = ("JUMLAH", "LAYAK", "TIDAK LAYAK", "BELUM", "DIKIRIM", "DITERIMA", "DIKEMBALIKAN")


def export_recap(office: Office, out: Path, by: RecapBy, progress: Progress = SILENT) -> Recap:
    """Write the recap with its total row and its equation; returns what was written. Raises FileNotWritable."""
    office.require(Action.EXPORT)
    made = recap(office, by)
    columns = [TableColumn(heading="NO", kind=CellKind.NUMBER, width=6)]
    columns.append(TableColumn(heading=BY_LABELS[by].upper(), width=34))
    columns += [TableColumn(heading=heading, kind=CellKind.NUMBER, width=14) for heading in _HEADINGS]
    rows = [(number, row.name, *_cells(row)) for number, row in enumerate(made.rows, start=1)]
    rows.append((None, made.total.name, *_cells(made.total)))
    title = [f"REKAPITULASI PEKERJA RENTAN {office.name}".upper(), f"TAHUN {office.preferences.period}", made.equation]
    write_table(out, columns=columns, rows=rows, title_lines=title, sheet_name="Rekap", progress=progress)
    with office.database.writing() as connection:
        office.log(connection, Entry(action="list.exported", facts={"rows": len(made.rows), "by": by.value}))
    return made


def _cells(row: RecapRow) -> tuple[int, ...]:
    return (row.total, row.eligible, row.not_eligible, row.waiting, row.sent, row.accepted, row.returned)
