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
_ENOUGH = 3.0  # bits of agreement, so that names are not wholly other ones
_DISTANT = 0.75  # still to be seen as one word behind several slips
_GARBLED = 0.3  # of the bits, where it is


class NameKind(Enum):
    """How two names agree."""

    SAME = "same"
    CLOSE = "close"  # every word has its like
    RHYME = "rhyme"  # alike, but each is a usual name of its own
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
        if not agreed:
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
    fewer, more = (left, list(right)) if len(left) <= len(right) else (right, list(left))
    close, rhymes, garbled, contradicted = 0.0, False, False, False
    for word in fewer:
        share, found = _likest(word, more)
        if found:
            rhymes = rhymes or (rarity.is_usual(word) and rarity.is_usual(found))
        else:
            found = _garbled(word, more, rarity)
            if not found:
                contradicted = True
                continue
            garbled, share = True, _GARBLED
        more.remove(found)
        close += share * min(rarity.bits(word), rarity.bits(found))
    if contradicted:
        return _of_contradicting(agreed + close)
    bits = min(agreed + close + _SURPLUS * len(more), NAME_MOST) + spare
    if rhymes:
        return bits, NameKind.RHYME
    return bits, NameKind.MIXED if garbled else NameKind.PART if more else NameKind.CLOSE


def _likest(word: str, others: list[str]) -> tuple[float, str]:
    """(how much of the bits, the word most like this one); nothing where none is."""
    best, found = 0.0, ""
    for other in others:
        alike = likeness(word, other)
        if alike > best:
            best, found = alike, other
    return best, found


def _of_contradicting(agreed: float) -> tuple[float, NameKind]:
    """What names give of which some words say ``agreed`` and others contradict each other."""
    if agreed >= _ENOUGH:
        return agreed * _PARTLY + NAME_CONFLICT * _PARTLY, NameKind.MIXED
    return NAME_CONFLICT, NameKind.CONFLICT


def _garbled(word: str, others: list[str], rarity: Rarity) -> str:
    """The word that this one may be after several slips; "" for none. Two usual words are two names."""
    usual = rarity.is_usual(word)
    for other in others:
        if _look_alike(word, other) and not (usual and rarity.is_usual(other)):
            return other
    return ""


@lru_cache(maxsize=65_536)
def _look_alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 4 or max(len(one), len(other)) < 5:
        return False
    return JaroWinkler.similarity(one, other, score_cutoff=_DISTANT) >= _DISTANT


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
