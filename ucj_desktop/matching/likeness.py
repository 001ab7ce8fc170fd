"""How alike two names are, word by word."""

from enum import Enum
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from ucj_desktop.matching.rarity import Rarity
from ucj_desktop.matching.spelling import COMPANIONS, SpelledName, skeleton
from ucj_desktop.matching.weights import NAME_CONFLICT, NAME_MOST

_CLOSE = 0.88
_SURPLUS = -2.5  # a word that only one of both names has
_COMPANION_MISSING = -1.0
_COMPANIONS_DIFFER = -3.0
_PARTLY = 0.55  # of the bits, where other words contradict


class NameKind(Enum):
    """How two names agree."""

    SAME = "same"
    CLOSE = "close"  # every word has its like
    PART = "part"  # one name has more words than the other
    MIXED = "mixed"  # words agree, others contradict
    CONFLICT = "conflict"
    MISSING = "missing"


def compare_names(a: SpelledName, b: SpelledName, rarity: Rarity) -> tuple[float, NameKind]:
    """The bits two names give, and how they agree."""
    if not a.whole or not b.whole:
        return 0.0, NameKind.MISSING
    if a.whole == b.whole:
        return rarity.bits_of(a if len(a.words) >= len(b.words) else b), NameKind.SAME
    agreed, left, right = _take_equal(a, b, rarity)
    left_own = [word for word in left if word not in COMPANIONS]
    right_own = [word for word in right if word not in COMPANIONS]
    spare = _spare(len(left) - len(left_own), len(right) - len(right_own))
    if not left_own and not right_own:
        return min(agreed, NAME_MOST) + spare, NameKind.SAME if agreed > 2 else NameKind.PART
    if not left_own or not right_own:
        if agreed < 3:
            return NAME_CONFLICT / 2, NameKind.CONFLICT
        return min(agreed + _SURPLUS * len(left_own or right_own), NAME_MOST) + spare, NameKind.PART
    bits, kind = _compare_rest(left_own, right_own, agreed, spare, rarity)
    if kind is NameKind.CONFLICT or kind is NameKind.MIXED:
        joined = likeness(a.whole, b.whole)  # words that were glued, with a slip
        if joined and len(a.words) != len(b.words):
            return min(rarity.bits_of(a), rarity.bits_of(b)) * joined, NameKind.CLOSE
    return bits, kind


def _spare(left: int, right: int) -> float:
    """What companions take off that only one name has, or that differ."""
    return _COMPANIONS_DIFFER if left and right else _COMPANION_MISSING if left or right else 0.0


def _take_equal(a: SpelledName, b: SpelledName, rarity: Rarity) -> tuple[float, list[str], list[str]]:
    """The bits of the words both names have, and the words left on either side."""
    left, right, agreed = [], list(b.words), 0.0
    for word in a.words:
        if word in right:
            right.remove(word)
            agreed += rarity.bits(word)
        else:
            left.append(word)
    return agreed, left, right


def _compare_rest(
    left: list[str], right: list[str], agreed: float, spare: float, rarity: Rarity
) -> tuple[float, NameKind]:
    joined = likeness("".join(left), "".join(right))
    if joined and len(left) + len(right) > 2:
        bits = min(sum(map(rarity.bits, left)), sum(map(rarity.bits, right))) * joined
        return min(agreed + bits, NAME_MOST) + spare, NameKind.CLOSE
    close, fewer, more = 0.0, (left if len(left) <= len(right) else right), (right if len(left) <= len(right) else left)
    more, unmatched = list(more), 0
    for word in fewer:
        best, found = 0.0, ""
        for other in more:
            alike = likeness(word, other)
            if alike > best:
                best, found = alike, other
        if found:
            more.remove(found)
            close += best * min(rarity.bits(word), rarity.bits(found))
        else:
            unmatched += 1
    if unmatched:
        total = agreed + close
        return (total * _PARTLY + NAME_CONFLICT * 0.55 if total >= 3 else NAME_CONFLICT), (
            NameKind.MIXED if total >= 3 else NameKind.CONFLICT
        )
    kind = NameKind.PART if more else NameKind.CLOSE
    return min(agreed + close + _SURPLUS * len(more), NAME_MOST) + spare, kind


@lru_cache(maxsize=262_144)
def likeness(one: str, other: str) -> float:
    """How much of the bits two words that are not equal still give, 0 to 0.85; 0: they are other words."""
    if len(one) == 1 or len(other) == 1:
        return 0.5 if one[0] == other[0] else 0.0  # an initial
    if min(len(one), len(other)) < 3:
        return 0.0
    slips = DamerauLevenshtein.distance(one, other, score_cutoff=2)
    longest = max(len(one), len(other))
    if slips == 1:
        return 0.5 if longest <= 4 else 0.75 if longest <= 6 else 0.85
    if skeleton(one) == skeleton(other) and longest >= 5:
        return 0.7
    if slips == 2 and longest >= 6 and JaroWinkler.similarity(one, other) >= _CLOSE:
        return 0.65 if longest >= 7 else 0.5
    if min(len(one), len(other)) >= 3 and (one.startswith(other) or other.startswith(one)) and one != other:
        return 0.5  # cut short
    return 0.0
