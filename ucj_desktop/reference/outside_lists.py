"""How lists of others are read: headings of what workers' own lists do not have, and words for states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from ucj_desktop.domain.outside import GRAVITY, ListKind, OutsideState
from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.reading import Section, read_toml

COLUMNS = ("state", "segment", "died_on", "moved_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListForm:
    """One kind of list: ``headings`` by column of COLUMNS, ``states`` by the words a cell begins with.

    ``whole_cells`` are words that mean something only where nothing follows (YA, TIDAK). ``without_state`` is what
    every row of a list without a column of states says; None: such a list says nothing.
    """

    kind: ListKind
    headings: Mapping[str, tuple[str, ...]]
    states: Mapping[tuple[str, ...], OutsideState]
    whole_cells: Mapping[tuple[str, ...], OutsideState]
    without_state: OutsideState | None

    def state_of(self, text: str) -> OutsideState | None:
        """What a cell says: the most words known at its beginning ("TIDAK AKTIF SEJAK MEI"); None: unknown."""
        said = words_of(text)
        for size in range(len(said), 0, -1):
            if said[:size] in self.states:
                return self.states[said[:size]]
        return self.whole_cells.get(said)

    def column_of(self, column: str, headings: Sequence[str]) -> int | None:
        """Where a column stands under these headings, counted from 0."""
        keys = [folded(heading) for heading in headings]
        return next((keys.index(folded(one)) for one in self.headings.get(column, ()) if folded(one) in keys), None)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in capitals: "Tidak-Aktif" -> TIDAK, AKTIF."""
    return tuple("".join(sign if sign.isalnum() else " " for sign in text.upper()).split())


def folded(text: str) -> str:
    """Letters and digits alone, in capitals: "Tidak-Aktif" -> TIDAKAKTIF."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def read_list_form(path: Path) -> ListForm:
    """Read one file of resources/outside_lists, named for its kind; raises DataFileBroken with the key."""
    file = read_toml(path)
    file.only("without_state", "columns", "states", "whole_cells")
    columns = file.section("columns")
    columns.only(*COLUMNS)
    without = file.text("without_state", "")
    return ListForm(
        kind=ListKind(path.stem),
        headings=MappingProxyType({name: columns.texts(name) for name in columns.values}),
        states=MappingProxyType(_states(file.section("states"))),
        whole_cells=MappingProxyType(_states(file.section("whole_cells"))),
        without_state=file.choice("without_state", without, OutsideState) if without else None,
    )


def _states(section: Section) -> dict[tuple[str, ...], OutsideState]:
    section.only(*GRAVITY)
    found: dict[tuple[str, ...], OutsideState] = {}
    for name in section.values:
        for text in section.texts(name):
            known = found.setdefault(words_of(text), OutsideState(name))
            if known.value != name:
                raise section.broken(name, f"“{text}” sudah berarti {known.value}.", "Hapus salah satunya.")
    return found


@lru_cache(maxsize=8)
def list_form(kind: ListKind) -> ListForm:
    """Give the shipped form of a kind, read once."""
    return read_list_form(resource("outside_lists", f"{kind.value}.toml"))
