"""Legal bases that letters may cite: resources/wording/dasar_hukum.toml, each with the days on which it is in force."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from ucj_desktop.domain.dates import long_date
from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.reading import Section, read_toml

CITING: Final = ("ba_verval", "pengantar", "sptjm")
"""The documents that have a place for legal bases."""

CODE_OF_BASIS: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")

_NUMBERED_BY_YEAR = ("Undang-Undang", "Peraturan", "Instruksi", "Keputusan")


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """One legal basis (dasar hukum), shipped or of the office's own.

    ``documents`` cite it where the office asks for a list and names nothing else.
    """

    code: str  # pp-44-2015; never reused
    kind: str  # Peraturan Pemerintah, Surat Edaran Bupati Bulukumba
    number: str
    year: int
    about: str  # what stands behind "tentang"
    since: date  # first day in force
    until: date | None = None  # last day in force; None: still is
    replaced_by: str = ""
    source: str = ""
    documents: tuple[str, ...] = ()

    def is_in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def name(self) -> str:
        """Peraturan Pemerintah Nomor 44 Tahun 2015; what is numbered through the years bears its day instead."""
        dated = f"Tahun {self.year}" if self.kind.startswith(_NUMBERED_BY_YEAR) else f"tanggal {long_date(self.since)}"
        return f"{self.kind} Nomor {self.number} {dated}"

    @property
    def citation(self) -> str:
        """As a letter cites it."""
        return f"{self.name} tentang {self.about}"


def read_legal_bases(path: Path) -> tuple[LegalBasis, ...]:
    """Read a dasar_hukum.toml; raises DataFileBroken with the entry that cannot be used."""
    file = read_toml(path)
    file.only("basis")
    found: dict[str, LegalBasis] = {}
    for entry in file.sections("basis"):
        basis = _basis(entry)
        if basis.code in found:
            raise entry.broken("code", f"“{basis.code}” tertulis dua kali.", "Hapus salah satu.")
        found[basis.code] = basis
    return tuple(found.values())


@lru_cache(maxsize=1)
def legal_bases() -> tuple[LegalBasis, ...]:
    """Every shipped legal basis, in the order in which letters cite them."""
    return read_legal_bases(resource("wording", "dasar_hukum.toml"))


def in_force(on: date) -> tuple[LegalBasis, ...]:
    """The shipped ones in force on a day."""
    return tuple(one for one in legal_bases() if one.is_in_force(on))


def _basis(entry: Section) -> LegalBasis:
    entry.only("code", "kind", "number", "year", "about", "since", "until", "replaced_by", "source", "documents")
    basis = LegalBasis(
        code=entry.text("code"),
        kind=entry.text("kind"),
        number=entry.text("number"),
        year=entry.number("year"),
        about=entry.text("about"),
        since=entry.day("since"),
        until=entry.optional_day("until"),
        replaced_by=entry.text("replaced_by", ""),
        source=entry.text("source"),
        documents=entry.texts("documents"),
    )
    for key in ("kind", "number", "about", "source"):
        if not entry.text(key).strip():
            raise entry.broken(key, "kosong.", "Tulis seperti pada peraturannya.")
    if not CODE_OF_BASIS.match(basis.code):
        raise entry.broken("code", f"“{basis.code}” bukan kode.", "Pakai huruf kecil, angka, dan tanda hubung.")
    if basis.until is not None and basis.until < basis.since:
        raise entry.broken("until", "lebih awal daripada since.", "Perbaiki salah satu tanggalnya.")
    for document in basis.documents:
        if document not in CITING:
            raise entry.broken("documents", f"“{document}” tidak dikenal.", f"Yang dikenal: {', '.join(CITING)}.")
    return basis
