"""All pairs among many people that may be one person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import log10

from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.worker import WorkerId
from ucj_desktop.matching.keys import LARGEST_BLOCK, Key, Keys, key_types, undated_keys
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.rarity import Rarity
from ucj_desktop.matching.score import score_of, weigh
from ucj_desktop.matching.traits import Traits
from ucj_desktop.matching.weights import CUT, CUT_BY_TENFOLD, NAME_MOST

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
    return _find([Traits(person) for person in people], 0, progress, cut)


def find_pairs_of(
    new: Iterable[Person], people: Iterable[Person], *, progress: Progress = SILENT, cut: float | None = None
) -> list[Match]:
    """As :func:`find_pairs`, only the pairs of which at least one is ``new``."""
    traits = [Traits(person) for person in new]
    fresh = len(traits)
    traits += [Traits(person) for person in people]
    return _find(traits, fresh, progress, cut)


def _find(traits: list[Traits], fresh: int, progress: Progress, cut: float | None) -> list[Match]:
    """Compare all that share a key; with ``fresh``, only where one of the two is among the first so many."""
    lowest = cut_for(len(traits)) if cut is None else cut
    found = _weighed(traits, fresh, lowest, progress)
    matches = [_match(traits[i], traits[j], weight, lowest) for (i, j), weight in found.items()]
    matches.sort(key=lambda one: (-one.weight, one.a, one.b))
    return matches


def _weighed(traits: list[Traits], fresh: int, lowest: float, progress: Progress) -> dict[tuple[int, int], float]:
    """The weight of every pair that reaches the cut, by their positions."""
    rarity = _prepared(traits)
    found: dict[tuple[int, int], float] = {}
    types = key_types(rarity)
    for number, keys in enumerate(types):
        progress.step(number, len(types), _WORDS)
        _compare_blocks(traits, keys, rarity, lowest, fresh, found, progress)
    progress.step(len(types), len(types), _WORDS)
    return found


def _prepared(traits: list[Traits]) -> Rarity:
    """Count the words of all names, and give each person the most that his or her names can say."""
    words = [word for one in traits for word in one.name.words]
    rarity = Rarity(words, len(traits))
    mothers = Rarity([word for one in traits for word in one.mother.words], len(traits))
    numbers = {one.kk for one in traits if one.kk}
    niks = {one.nik for one in traits if one.nik}
    for one in traits:
        one.name_bits = min(sum([rarity.bits(word) for word in one.name.words]) + 1, NAME_MOST)
        one.mother_bits = sum([mothers.bits(word) for word in one.mother.words]) + 1
        one.swaps = one.nik in numbers or one.kk in niks
    _share_undated(traits)
    return rarity


def _share_undated(traits: list[Traits]) -> None:
    """Give the keys of those without a birth date to all who share one; nobody else pays for them."""
    asked = {key for one in traits if one.birth is None and one.other_birth is None for key in undated_keys(one)}
    if asked:
        for one in traits:
            one.undated = tuple([key for key in undated_keys(one) if key in asked])


def _compare_blocks(
    traits: list[Traits],
    keys: Keys,
    rarity: Rarity,
    lowest: float,
    fresh: int,
    found: dict[tuple[int, int], float],
    progress: Progress,
) -> None:
    blocks = _blocks(traits, keys)
    for number, block in enumerate(blocks):
        if not number % 2048:
            progress.step(number, None, _WORDS)
        for i, j in combinations(block, 2):
            if fresh and i >= fresh:
                break  # positions rise within a block: no later pair begins with a new one
            if i == j or (i, j) in found:
                continue
            weight = weigh(traits[i], traits[j], rarity, lowest)
            if weight >= lowest:
                found[i, j] = weight


def _blocks(traits: list[Traits], keys: Keys) -> Iterator[list[int]]:
    """The positions of those who share a key, two of them at least and not too many."""
    first: dict[Key, int] = {}
    more: dict[Key, list[int]] = {}
    for position, one in enumerate(traits):
        for key in keys(one):
            known = first.setdefault(key, position)
            if known != position:
                block = more.get(key)
                if block is None:
                    more[key] = [known, position]
                else:
                    block.append(position)
    first.clear()
    return (block for block in more.values() if len(block) <= LARGEST_BLOCK)


def _match(one: Traits, other: Traits, weight: float, cut: float) -> Match:
    a, b = sorted((one.worker_id, other.worker_id))
    return Match(a, b, round(weight, 2), score_of(weight, cut))
