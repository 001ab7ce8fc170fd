"""Who of the packages on a stick would be refused, as a workbook that the kecamatan mends from."""

from collections.abc import Sequence
from pathlib import Path

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.row_code import row_code
from ucj_desktop.services.district.package_diff import DiffKind, DiffRow
from ucj_desktop.services.district.rehearse import Arrival
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.writer import TableColumn, write_table
from ucj_desktop.storage.journal import Entry

_COLUMNS = (
    TableColumn(heading="PAKET", width=24),
    TableColumn(heading="KODE BARIS", width=12),
    TableColumn(heading="NAMA LENGKAP", width=30),
    TableColumn(heading="NIK (DISAMARKAN)", width=20),
    TableColumn(heading="DESA/KELURAHAN", width=22),
    TableColumn(heading="KEADAAN", width=20),
    TableColumn(heading="ALASAN", width=70, wrap=True),
    TableColumn(heading="ID PEKERJA", width=40),
)
_WORDS = {DiffKind.REFUSED: "Ditolak", DiffKind.HELD: "Penarikan ditahan"}


def export_refused(office: Office, arrivals: Sequence[Arrival], out: Path, progress: Progress = SILENT) -> Change:
    """Write those whom a rehearsal refused, and the withdrawals it held; NIK are masked.

    Raises FileNotWritable, Cancelled.
    """
    office.require(Action.RECEIVE_PACKAGE)
    rows = [
        _cells(arrival.path.name, kind, one)
        for arrival in arrivals
        if arrival.diff is not None
        for kind in _WORDS
        for one in arrival.diff.rows.get(kind, ())
    ]
    title = f"Yang ditolak atau ditahan di {office.name}"
    write_table(out, columns=_COLUMNS, rows=rows, title_lines=[title], sheet_name="Ditolak", progress=progress)
    with office.database.writing() as connection:
        office.log(connection, Entry(action="list.exported", facts={"list": "refused", "rows": len(rows)}))
    return Change(Touched.NOTHING, f"{len(rows)} baris tersimpan: {out.name}.")


def _cells(package: str, kind: DiffKind, one: DiffRow) -> tuple[str, ...]:
    code = row_code(one.worker_id) if one.worker_id else ""
    return (package, code, one.full_name, one.nik, one.village, _WORDS[kind], one.reason, one.worker_id)
