"""All pairs among many people that may be one person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import log10

from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.worker import WorkerId
from ucj_desktop.matching.keys import LARGEST_BLOCK, Key, Keys, key_types
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.rarity import Rarity
from ucj_desktop.matching.score import score_of, weigh
from ucj_desktop.matching.traits import Traits
from ucj_desktop.matching.weights import CUT, CUT_BY_TENFOLD

_FEW = 100_000  # people up to whom the cut stays
_WORDS = "Orang yang sama dicari"


@dataclass(frozen=True, slots=True)
class Match:
    """Two workers who may be one person, ``a`` before ``b`` in order of ids; ``weight`` in bits, ``score`` 0 to 1."""

    a: WorkerId
    b: WorkerId
    weight: float
    score: float


def cut_for(people: int) -> float:
    """The weight from which a pair is shown among so many people: more people, more chance meetings."""
    return CUT + CUT_BY_TENFOLD * max(log10(max(people, 1) / _FEW), 0.0)


def find_pairs(people: Iterable[Person], *, progress: Progress = SILENT, cut: float | None = None) -> list[Match]:
    """Every pair that may be one person, the likeliest first.

    ``cut`` is the lowest weight shown (default: :func:`cut_for` so many people). Raises Cancelled from ``progress``.
    """
    traits = [Traits(person) for person in people]
    lowest = cut_for(len(traits)) if cut is None else cut
    found = _weighed(traits, lowest, progress)
    matches = [_match(traits[i], traits[j], weight, lowest) for (i, j), weight in found.items()]
    matches.sort(key=lambda one: (-one.weight, one.a, one.b))
    return matches


def _weighed(traits: list[Traits], lowest: float, progress: Progress) -> dict[tuple[int, int], float]:
    """The weight of every pair that reaches the cut, by their positions."""
    rarity = Rarity([one.name for one in traits], len(traits))
    found: dict[tuple[int, int], float] = {}
    types = key_types(rarity)
    for number, keys in enumerate(types):
        progress.step(number, len(types), _WORDS)
        _compare_blocks(traits, keys, rarity, lowest, found, progress)
    progress.step(len(types), len(types), _WORDS)
    return found


def _compare_blocks(
    traits: list[Traits],
    keys: Keys,
    rarity: Rarity,
    lowest: float,
    found: dict[tuple[int, int], float],
    progress: Progress,
) -> None:
    for number, block in enumerate(_blocks(traits, keys)):
        if not number % 2048:
            progress.step(number, None, _WORDS)
        for pair in combinations(block, 2):
            if pair not in found:
                weight = weigh(traits[pair[0]], traits[pair[1]], rarity, lowest)
                if weight >= lowest:
                    found[pair] = weight


def _blocks(traits: list[Traits], keys: Keys) -> Iterator[list[int]]:
    """The positions of those who share a key, rising; two of them at least and not too many."""
    last: dict[Key, int] = {}
    more: dict[Key, list[int]] = {}
    for position, key in keys(traits):
        known = last.setdefault(key, position)
        if known != position:
            last[key] = position
            block = more.get(key)
            if block is None:
                more[key] = [known, position]
            else:
                block.append(position)
    last.clear()
    return (block for block in more.values() if len(block) <= LARGEST_BLOCK)


def _match(one: Traits, other: Traits, weight: float, cut: float) -> Match:
    a, b = sorted((one.worker_id, other.worker_id))
    return Match(a, b, round(weight, 2), score_of(weight, cut))
