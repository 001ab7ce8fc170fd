"""Import profiles: the headings of a layout and the columns a clerk once chose for it."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import tomli_w

from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.reading import DataFileBroken, Section, read_toml
from ucj_desktop.spreadsheets.cells import column_letter
from ucj_desktop.spreadsheets.headings import heading_key, synonyms


@dataclass(frozen=True, slots=True)
class ImportProfile:
    """One layout (format berkas impor); ``columns`` gives the column, counted from 0, of each field."""

    name: str
    headings: tuple[str, ...]
    columns: Mapping[str, int]

    @property
    def fingerprint(self) -> str:
        """16 hex digits that files of the same layout share."""
        return fingerprint(self.headings)


def fingerprint(headings: Sequence[str]) -> str:
    """Fold headings to 16 hex digits; empty ones at the end do not count."""
    keys = [heading_key(heading) for heading in headings]
    while keys and not keys[-1]:
        keys.pop()
    return hashlib.sha256("\x1f".join(keys).encode()).hexdigest()[:16]


def profile_as_toml(profile: ImportProfile) -> str:
    """Write a profile as the text that is stored and exported."""
    columns = {field: column_letter(column) for field, column in profile.columns.items()}
    return tomli_w.dumps({"name": profile.name, "headings": list(profile.headings), "columns": columns})


def profile_from_toml(text: str, file: str = "format impor") -> ImportProfile:
    """Read a profile; raises DataFileBroken with the place of a mistake."""
    try:
        return _profile(Section(file, "", tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        fix = "Ekspor ulang format itu dari program, atau perbaiki baris yang disebut."
        raise DataFileBroken(file, "penulisan", f"tidak bisa dibaca ({error}).", fix) from None


@lru_cache(maxsize=1)
def shipped_profiles() -> tuple[ImportProfile, ...]:
    """Give the profiles of resources/import_profiles, read once."""
    files = sorted(resource("import_profiles").glob("*.toml"))
    return tuple(read_profile(path) for path in files if path.name != "synonyms.toml")


def read_profile(path: Path) -> ImportProfile:
    """Read one profile file."""
    return _profile(read_toml(path))


def _profile(file: Section) -> ImportProfile:
    file.only("name", "headings", "columns")
    columns = file.section("columns")
    known = {meaning.field for meaning in synonyms().meanings.values()}
    found: dict[str, int] = {}
    for field in columns.values:
        if field not in known:
            raise columns.broken(field, "bukan nama kolom yang dikenal.", f"Yang dikenal: {', '.join(sorted(known))}.")
        found[field] = _column_number(columns, field)
    return ImportProfile(file.text("name"), file.texts("headings"), MappingProxyType(found))


def _column_number(columns: Section, field: str) -> int:
    letters = columns.text(field)
    if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) <= 2):
        raise columns.broken(field, "harus huruf kolom.", 'Tulis huruf kolomnya seperti di Excel, misalnya "C".')
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
