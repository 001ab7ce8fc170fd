"""What is to do: the registry of Beranda's sentences, each looked for in what the page shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from ucj_desktop.domain.progress import Progress
from ucj_desktop.domain.stage import Stage
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.progress_lines import NamedLine
from ucj_desktop.services.rounds.village_progress import VillageProgress

TOLD_EACH = 3  # villages named one by one in sentences of a kind; the others are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One thing to do next: a sentence, the word on its button, and the page that button opens.

    ``code`` is that of its entry, or begins with it and a colon.
    """

    code: str
    sentence: str
    button: str
    page: str  # code of the page in the rail
    urgent: bool = False
    village_code: str = ""  # the village the page shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a district has from one kecamatan, by the newest package."""

    packages: int
    newest_at: str  # ISO 8601, UTC; empty: nothing yet
    revision: int  # of its minutes; 0: none
    quota: int | None  # of its rounds, where it says one
    is_late: bool  # its own deadline is past and its quota is not filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What the first page shows."""

    total: int
    is_checked: bool  # False: of a big office what waits to be mended is told as of its last check
    by_stage: Mapping[Stage, int]
    villages: tuple[VillageProgress, ...]  # overdue first, then the nearest deadline, then by name
    lines: tuple[NamedLine, ...] = ()  # of the chart: all rounds, then each
    received: Mapping[str, Received] = field(default_factory=dict)  # at a district, by kecamatan
    to_do: tuple[ToDo, ...] = ()
    first_steps: tuple[ToDo, ...] = ()  # what a new office has yet to do; empty once it has done it


Look = Callable[[Office, Home, Progress], Sequence[ToDo]]

_entries: dict[str, Look] = {}
ENTRIES: Mapping[str, Look] = MappingProxyType(_entries)


def to_do(code: str) -> Callable[[Look], Look]:
    """Put a look for something to do into the registry."""

    def register(look: Look) -> Look:
        if code in _entries:
            raise ValueError(f"two things to do are called {code}")
        _entries[code] = look
        return look

    return register


def each_village(made: Sequence[ToDo], others: Callable[[int], ToDo]) -> Sequence[ToDo]:
    """Sentences of one kind for some villages; of many only the first, and one that counts the others."""
    if len(made) <= TOLD_EACH + 1:
        return made
    return (*made[:TOLD_EACH], others(len(made) - TOLD_EACH))
