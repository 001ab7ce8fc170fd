"""The rows of a sheet that bring verdicts: where its columns are, and what a clerk sees in their cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.services.collect.read_cells import Reading, plain_text
from ucj_desktop.spreadsheets.cells import Cell, Sheet, SheetRow
from ucj_desktop.spreadsheets.headings import heading_key

_HEADER_WITHIN = 40  # rows
_ROLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code": ("KODE", "KODE BARIS"),
        "seal": ("SEGEL",),
        "nik": ("NIK", "NO NIK", "NOMOR NIK", "NIK KTP"),
        "worker_id": ("ID", "ID PEKERJA", "WORKER ID"),
        "name": ("NAMA", "NAMA LENGKAP"),
        "village": ("DESA/KELURAHAN", "DESA", "KELURAHAN"),
        "verdict": ("HASIL", "HASIL VERIFIKASI", "HASIL VALIDASI", "HASIL VERVAL", "VERDICT"),
        "reason": ("ALASAN", "KODE ALASAN", "ALASAN TIDAK LAYAK", "REASON"),
        "note": ("CATATAN", "KETERANGAN", "URAIAN", "NOTE"),
        "source": ("BUKTI", "DIAMBIL DARI"),
        "found_by": ("DITEMUKAN OLEH", "PETUGAS", "NAMA PETUGAS", "FOUND BY"),
        "visited_on": ("TANGGAL KUNJUNGAN", "TGL KUNJUNGAN", "TANGGAL", "VISITED ON"),
    }
)
_ROLE_OF = {heading_key(heading): role for role, headings in _ROLES.items() for heading in headings}
_NAMES_SOMEBODY = frozenset({"code", "nik", "worker_id"})


class VerdictColumnsNotFound(ClerkError):
    """No sheet of the file has a column HASIL beside KODE, NIK or ID."""

    code = "HASIL-01"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Di berkas {name} tidak ada lembar dengan judul kolom HASIL dan NIK (atau KODE, atau ID).",
            fix="Tulis judul kolom NIK, HASIL, ALASAN dan CATATAN dalam satu baris, lalu ulangi.",
        )


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One row under the header; ``columns`` tells by role where its cells are."""

    sheet: str
    row: SheetRow
    columns: Mapping[str, int]

    def cell(self, role: str) -> Cell:
        at = self.columns.get(role, len(self.row.cells))
        return self.row.cells[at] if at < len(self.row.cells) else ""

    def text(self, role: str) -> str:
        """What a clerk sees in the cell, without spaces around and without unseen signs; "-" is empty."""
        cell, reading = self.cell(role), Reading(self.row.number)
        if cell == "":
            return ""
        return plain_text(reading, role, cell, self.columns[role]) or reading.unread.get(role, "")


def rows_with_verdict(sheets: Sequence[Sheet], name: str) -> list[VerdictRow]:
    """Rows with a HASIL, or with a reason for one; the others stay without a verdict. Raises VerdictColumnsNotFound."""
    found: list[VerdictRow] = []
    headed = False
    for sheet in sheets:
        header = next(_headers(sheet), None)
        if header is None:
            continue
        headed = True
        at, columns = header
        rows = (VerdictRow(sheet.name, row, columns) for row in sheet.rows[at + 1 :])
        found += [row for row in rows if (row.text("verdict") or row.text("reason")) and not _is_numbering(row)]
    if not headed:
        raise VerdictColumnsNotFound(name)
    return found


def _headers(sheet: Sheet) -> Iterator[tuple[int, dict[str, int]]]:
    for at, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row.cells):
            role = _ROLE_OF.get(heading_key(cell)) if isinstance(cell, str) else None
            if role is not None:
                columns.setdefault(role, column)
        if "verdict" in columns and not _NAMES_SOMEBODY.isdisjoint(columns):
            yield at, columns


def _is_numbering(row: VerdictRow) -> bool:
    """The row under a header that numbers its columns: (1) (2) (3)."""
    return row.text("verdict").strip("()").isdigit()
