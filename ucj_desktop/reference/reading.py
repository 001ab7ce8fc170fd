"""Data files read strictly: a mistake is told with its file, its place and the way out."""

import tomllib
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from ucj_desktop.domain.errors import ClerkError

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)


class DataFileBroken(ClerkError):
    """A data file says something that cannot be used."""

    code = "ACU-02"

    def __init__(self, file: str, place: str, what: str, fix: str) -> None:
        super().__init__(what=f"Berkas {file}, {place}: {what}", fix=fix)
        self.file = file
        self.place = place


def read_text(path: Path) -> str:
    """Read UTF-8 text; raises DataFileBroken where it is none or cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        fix = "Simpan berkas itu sebagai teks UTF-8, lalu coba lagi."
        raise DataFileBroken(path.name, f"baris {line}", "bukan teks UTF-8.", fix) from error
    except OSError as error:
        fix = "Periksa apakah berkas itu ada dan boleh dibaca."
        raise DataFileBroken(path.name, "seluruhnya", "tidak bisa dibuka.", fix) from error


def read_columns(path: Path, columns: int) -> list[tuple[str, ...]]:
    """Read a tab-separated file of exactly `columns` columns; raises DataFileBroken with the line."""
    rows = [tuple(line.split("\t")) for line in read_text(path).splitlines()]
    for number, row in enumerate(rows, start=1):
        if len(row) != columns or not row[0]:
            what = f"harus berisi {columns} kolom yang dipisahkan TAB."
            raise DataFileBroken(path.name, f"baris {number}", what, "Perbaiki baris itu atau pasang ulang program.")
    return rows


def read_toml(path: Path) -> "Section":
    """Read a TOML file; raises DataFileBroken with line and column."""
    try:
        return Section(path.name, "", tomllib.loads(read_text(path)))
    except tomllib.TOMLDecodeError as error:
        what = f"tidak bisa dibaca ({error})."
        raise DataFileBroken(path.name, "penulisan", what, "Perbaiki di baris (line) yang disebut itu.") from error


class Section:
    """One table of a TOML file that knows its place; every getter raises DataFileBroken naming file and key."""

    def __init__(self, file: str, place: str, values: dict[str, Any]) -> None:
        self.file = file
        self.place = place
        self.values = values

    def broken(self, key: str, what: str, fix: str) -> DataFileBroken:
        """Make the error for one key."""
        return DataFileBroken(self.file, f"kunci {self._name(key)}", what, fix)

    def text(self, key: str, default: str | None = None) -> str:
        """Give a text."""
        return self._typed(key, str, "harus berupa teks dalam tanda petik.", default)

    def number(self, key: str, default: int | None = None) -> int:
        """Give a whole number."""
        return self._typed(key, int, "harus bilangan bulat tanpa titik.", default)

    def optional_number(self, key: str) -> int | None:
        """Give a whole number, or None where the key is absent."""
        return self.number(key) if key in self.values else None

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Give true or false."""
        return self._typed(key, bool, "harus true atau false.", default)

    def day(self, key: str) -> date:
        """Give a date (2026-12-31)."""
        return self._typed(key, date, "harus tanggal seperti 2026-12-31.", None)

    def optional_day(self, key: str) -> date | None:
        """Give a date, or None where the key is absent."""
        return self.day(key) if key in self.values else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts; an absent key is an empty list."""
        found = self._typed(key, list, "harus berupa daftar teks.", [])
        if not all(isinstance(entry, str) for entry in found):
            raise self.broken(key, "harus berupa daftar teks.", "Tulis tiap isinya dalam tanda petik.")
        return tuple(found)

    def choice(self, key: str, text: str, choices: type[Choice]) -> Choice:
        """Give the member that ``text``, which stands under the key, is the value of."""
        try:
            return choices(text)
        except ValueError as error:
            known = ", ".join(choice.value for choice in choices)
            raise self.broken(key, f"“{text}” tidak dikenal.", f"Pilih salah satu: {known}.") from error

    def section(self, key: str) -> "Section":
        """Give the table [key]; an absent one is empty."""
        return Section(self.file, self._name(key), self._typed(key, dict, f"harus berupa bagian [{key}].", {}))

    def sections(self, key: str) -> list["Section"]:
        """Give the tables [[key]] in their order; an absent one gives none."""
        found = self._typed(key, list, f"harus ditulis sebagai bagian [[{key}]].", [])
        if not all(isinstance(entry, dict) for entry in found):
            raise self.broken(key, f"harus ditulis sebagai bagian [[{key}]].", "Bandingkan dengan berkas bawaan.")
        return [Section(self.file, f"{self._name(key)} ke-{at}", entry) for at, entry in enumerate(found, start=1)]

    def only(self, *known: str) -> None:
        """Refuse keys that nobody reads: a misspelt key must not pass silently."""
        for key in self.values:
            if key not in known:
                raise self.broken(key, "tidak dikenal.", f"Yang dikenal: {', '.join(known)}.")

    def _name(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def _typed(self, key: str, kind: type[T], what: str, default: T | None) -> T:
        value = self.values.get(key, default)
        if value is None:
            raise self.broken(key, "belum diisi.", "Tambahkan kunci itu.")
        # bool is an int and datetime a date to Python, but not to the person who writes the file.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)) or isinstance(value, datetime):
            raise self.broken(key, what, "Bandingkan dengan berkas bawaan program.")
        return value
