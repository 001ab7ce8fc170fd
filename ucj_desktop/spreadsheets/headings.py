"""Which field a heading means: synonyms from resources/import_profiles/synonyms.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.reading import Section, read_toml

_NOT_KEY = re.compile(r"[^A-Z0-9]+")
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BEGINNINGS = ("NIK ", "NAMA LENGKAP ", "TANGGAL LAHIR ", "TGL LAHIR ", "TEMPAT LAHIR ", "NO KK ", "NOMOR KK ",
               "JENIS KELAMIN ", "PEKERJAAN ", "NO HP ", "ALAMAT ")  # fmt: skip
"""Beginnings that decide, whatever stands behind them."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means; ``rank`` 0 is the field's own heading, higher ones are rarer synonyms."""

    field: str
    rank: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Synonyms:
    """All headings by key."""

    meanings: Mapping[str, Meaning]
    not_ours: frozenset[str]
    village_labels: tuple[str, ...]

    def meaning(self, heading: str, above: str = "") -> Meaning | None:
        """What a heading means, under ``above`` where the header has two rows."""
        keys = [heading_key(heading)]
        if above:
            parent = heading_key(above)
            known = self.meanings.get(parent)
            if known is not None and known.field in ("birth", "birth_date", "birth_place"):
                parent = "LAHIR"
            keys = [keys[0] + parent, parent + keys[0], keys[0]]
        for key in keys:
            if key in self.not_ours:
                return None
            if key in self.meanings:
                return self.meanings[key]
        return self._by_beginning(heading)

    def is_taken(self, heading: str) -> bool:
        """Whether a heading says what its column is, of ours or of somebody else."""
        return heading_key(heading) in self.not_ours or self.meaning(heading) is not None

    def _by_beginning(self, heading: str) -> Meaning | None:
        without = _IN_BRACKETS.sub(" ", heading)
        if without != heading and (known := self.meanings.get(heading_key(without))):
            return known
        words = " ".join(_NOT_KEY.split(without.upper())).strip() + " "
        for beginning in _BEGINNINGS:
            if words.startswith(beginning) and len(words) > len(beginning):
                known = self.meanings[heading_key(beginning)]
                return Meaning(known.field, 99, sure=False)
        return None


def heading_key(heading: str) -> str:
    """Fold case, spaces and signs: "No. KK" -> NOKK."""
    return _NOT_KEY.sub("", heading.upper())


def read_synonyms(path: Path) -> Synonyms:
    """Read the synonyms; raises DataFileBroken with the key where a heading stands under two fields."""
    file = read_toml(path)
    file.only("columns", "not_ours", "village_labels")
    columns = file.section("columns")
    meanings: dict[str, Meaning] = {}
    for field in columns.values:
        _add(columns, field, meanings)
    return Synonyms(
        MappingProxyType(meanings),
        frozenset(heading_key(heading) for heading in file.section("not_ours").texts("headings")),
        file.section("village_labels").texts("words"),
    )


def _add(columns: Section, field: str, meanings: dict[str, Meaning]) -> None:
    for rank, heading in enumerate(columns.texts(field)):
        known = meanings.setdefault(heading_key(heading), Meaning(field, rank, sure=True))
        if known.field != field:
            what = f'judul "{heading}" sudah dipakai untuk {known.field}.'
            raise columns.broken(field, what, "Hapus salah satunya.")


@lru_cache(maxsize=1)
def synonyms() -> Synonyms:
    """Give the shipped synonyms, read once."""
    return read_synonyms(resource("import_profiles", "synonyms.toml"))


def readable_heading(heading: str) -> str:
    """Give a heading as one line; camelCase of village templates gets its spaces."""
    return " ".join(_CAMEL.sub(" ", heading).split())
