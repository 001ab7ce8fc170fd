"""What a row below the header is: a person, or one of the rows that only surround people."""

import re
from collections.abc import Sequence
from enum import StrEnum

from ucj_desktop.domain.nik import parse_nik
from ucj_desktop.spreadsheets.cells import Cell, cell_text
from ucj_desktop.spreadsheets.header_row import Header, is_numbering, repeats_header
from ucj_desktop.spreadsheets.headings import Synonyms


class SkippedKind(StrEnum):
    """Rows that are not people; they are named, never dropped in silence."""

    NUMBERING = "numbering"
    REPEATED_HEADER = "repeated_header"
    TOTAL = "total"
    SIGNATURE = "signature"
    SECTION = "section"
    PREPARED = "prepared"


SKIPPED_LABELS = {
    SkippedKind.NUMBERING: "baris nomor kolom",
    SkippedKind.REPEATED_HEADER: "judul kolom yang diulang",
    SkippedKind.TOTAL: "baris jumlah",
    SkippedKind.SIGNATURE: "tempat tanda tangan",
    SkippedKind.SECTION: "judul bagian",
    SkippedKind.PREPARED: "baris yang disiapkan tetapi belum diisi",
}

_AROUND_A_PERSON = frozenset(
    {"number", "village_code", "village_number", "sub_district", "regency", "province", "hamlet", "rt", "rw", "rt_rw",
     "programmes", "source", "source_period", "age"}
)  # fmt: skip
"""Columns that say nothing of who somebody is; a template comes with them filled in."""

_TOTAL = re.compile(r"\W*(?:grand |sub ?-?)?(?:jumlah|total|jml)\b", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"\W*(?:mengetahui|menyetujui|disetujui|diketahui|camat\b|lurah\b|kepala (?:desa|kelurahan|dusun|lingkungan)|"
    r"plt\.|plh\.|pj\.|nip\b|nip\.|yang membuat|dibuat oleh|petugas (?:pendata|verifikasi|entri)|pendata\b|"
    r"sekretaris|a\.n\.|dicetak|ketua tim|hormat kami|tanda tangan)",
    re.IGNORECASE,
)
_PLACE_AND_DAY = re.compile(
    r"[A-Za-z .]{3,30},\s*(?:[0-9]{1,2}|\.{2,}|…)\s*"
    r"(?:jan|feb|peb|mar|apr|mei|jun|jul|agu|ags|sep|okt|nov|nop|des|\.|…)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\W*(?:[A-Z]\.|[IVX]+\.)?\s*(?:desa|kelurahan|kel\.|dusun|lingkungan|rt\b|rw\b|kelompok|kecamatan|wilayah)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:nama )?(?:desa|kelurahan|kel|kecamatan|kec|kabupaten|kab|kota|dusun|lingkungan|provinsi|tahun|periode)"
    r"(?:\s*/\s*[a-z]+)?\s*\.?\s*:?\s*\Z",
    re.IGNORECASE,
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_FEW = 4
_SHORTEST_NIK = 10


class RowSorter:
    """Tells the rows of one sheet apart, from the top down: what follows a signature line belongs to it."""

    def __init__(self, header: Header, words: Synonyms) -> None:
        self._header = header
        self._words = words
        self._nik = header.columns.get("nik", -1)
        self._name = header.columns.get("full_name", -1)
        self._telling = [column for field, column in header.columns.items() if field not in _AROUND_A_PERSON]
        self._signing = False

    def kind(self, cells: Sequence[Cell]) -> SkippedKind | None:
        """The kind of a row that is not a person; None for a person."""
        is_numbered = 0 <= self._nik < len(cells) and _is_number_like(cells[self._nik])
        if is_numbered or (0 <= self._name < len(cells) and parse_nik(cell_text(cells[self._name]))):
            self._signing = False
            return None
        filled = [(column, cell_text(cell)) for column, cell in enumerate(cells) if cell != ""]
        filled = [(column, text) for column, text in filled if _LETTER_OR_DIGIT.search(text)]
        texts = [text for _, text in filled]
        if not texts:
            return SkippedKind.PREPARED
        if is_numbering(cells):
            return SkippedKind.NUMBERING
        if repeats_header(cells, self._header, self._words):
            return SkippedKind.REPEATED_HEADER
        if any(_TOTAL.match(text) for text in texts) or self._only_numbers(cells):
            return SkippedKind.TOTAL
        if self._is_signature(filled):
            self._signing = True
            return SkippedKind.SIGNATURE
        return self._kind_by_place(filled)

    def _only_numbers(self, cells: Sequence[Cell]) -> bool:
        """Sums without a word; a lone running number is a row that was prepared."""
        number = self._header.columns.get("number", -1)
        filled = [column for column, cell in enumerate(cells) if cell != ""]
        return filled != [number] and all(isinstance(cells[column], float) for column in filled)

    def _is_signature(self, filled: list[tuple[int, str]]) -> bool:
        if len(filled) > _FEW:
            return False
        telling = [text for column, text in filled if column in self._telling]
        named = any(column == self._name and not _SIGNATURE.match(text) for column, text in filled)
        if self._signing or (named and len(telling) > 1):
            return self._signing
        return any(_SIGNATURE.match(text) or _PLACE_AND_DAY.match(text) for _, text in filled)

    def _kind_by_place(self, filled: list[tuple[int, str]]) -> SkippedKind | None:
        if len(filled) <= _FEW and _LABEL.match(filled[0][1]):
            return SkippedKind.SECTION
        if len(filled) == 1:
            column, text = filled[0]
            # A list that numbers its people leaves the number out only where there is none.
            if _SECTION.match(text) or column != self._name or "number" in self._header.columns:
                is_prepared = column in self._header.columns.values() and column not in self._telling
                return SkippedKind.PREPARED if is_prepared and not _SECTION.match(text) else SkippedKind.SECTION
        columns = {column for column, _ in filled}
        if columns.isdisjoint(self._telling):
            return SkippedKind.PREPARED
        return None


def names_section(text: str) -> bool:
    """Whether a text is the heading of a village's or hamlet's people."""
    return _SECTION.match(text) is not None


def _is_number_like(cell: Cell) -> bool:
    if isinstance(cell, str):
        if cell.isdigit():
            return len(cell) >= _SHORTEST_NIK
        if cell.lstrip()[:3].upper() == "NIP":
            return False
        return len(cell) >= _SHORTEST_NIK and sum(sign.isdigit() for sign in cell) >= _SHORTEST_NIK
    return isinstance(cell, float) and cell >= 10**_SHORTEST_NIK
