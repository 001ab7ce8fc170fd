"""How a list of results from BPJS is read: the headings of its columns, and the words for what became of a person."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from ucj_desktop.reference.outside_lists import folded, words_of
from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.reading import Section, read_toml

COLUMNS = ("nik", "state", "reason")
# A participant's number (KPJ) has 11 digits, a NIK 16: no reason needs either.
_LONG_NUMBER = re.compile(r"[0-9](?:[ .-]?[0-9]){8,}")


class Answered(StrEnum):
    """What a row says."""

    REGISTERED = "registered"
    REFUSED = "refused"
    ALREADY = "already"  # refused, because BPJS has the person


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsForm:
    """``headings`` by column of COLUMNS, ``states`` by the words a cell begins with."""

    headings: Mapping[str, tuple[str, ...]]
    states: Mapping[tuple[str, ...], Answered]

    def answer_of(self, text: str) -> Answered | None:
        """What a cell says: the most words known at its beginning ("GAGAL, NIK TIDAK PADAN"); None: unknown."""
        said = words_of(text)
        sizes = range(len(said), 0, -1)
        return next((self.states[said[:size]] for size in sizes if said[:size] in self.states), None)

    def column_of(self, column: str, headings: Sequence[str]) -> int | None:
        """Where a column stands under these headings, counted from 0."""
        keys = [folded(heading) for heading in headings]
        return next((keys.index(folded(one)) for one in self.headings[column] if folded(one) in keys), None)


def without_numbers(text: str) -> str:
    """A reason without the long numbers that may stand in it: they are KPJ or NIK, and neither is kept."""
    return _LONG_NUMBER.sub("…", text)


def read_results_form(path: Path) -> ResultsForm:
    """Read the file; raises DataFileBroken with the key."""
    file = read_toml(path)
    file.only("columns", "states")
    columns = file.section("columns")
    columns.only(*COLUMNS)
    return ResultsForm(
        headings=MappingProxyType({name: columns.texts(name) for name in COLUMNS}),
        states=MappingProxyType(_states(file.section("states"))),
    )


def _states(section: Section) -> dict[tuple[str, ...], Answered]:
    section.only(*Answered)
    found: dict[tuple[str, ...], Answered] = {}
    for name in section.values:
        for text in section.texts(name):
            known = found.setdefault(words_of(text), Answered(name))
            if known.value != name:
                raise section.broken(name, f"“{text}” sudah berarti {known.value}.", "Hapus salah satunya.")
    return found


@lru_cache(maxsize=1)
def results_form() -> ResultsForm:
    """Give the shipped form, read once."""
    return read_results_form(resource("relay_results.toml"))
