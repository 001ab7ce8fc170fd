"""How much a word of a name says: rare ones much, common ones little."""

from collections import Counter
from collections.abc import Iterable
from math import log2
from typing import Final

from ucj_desktop.matching.spelling import COMPANIONS, SpelledName
from ucj_desktop.matching.weights import NAME_MOST, RARE_SHARE, USUAL_PEOPLE, USUAL_SHARES

_COMPANION_BITS: Final = 1.5
_USUAL_BITS: Final = 11.5  # borne by one in 2,900 people or more


class Rarity:
    """The bits of each word: log2 of one in how many people bears it, from the usual shares and the people at hand."""

    __slots__ = ("_bits", "_counts", "_most", "_total")

    def __init__(self, names: Iterable[SpelledName] = (), people: int = 0) -> None:
        """``names`` are those of ``people`` people."""
        self._counts: Counter[str] = Counter()
        for name, bearers in Counter(names).items():
            for word in name.words:
                self._counts[word] += bearers
        self._total = people + USUAL_PEOPLE
        self._bits: dict[str, float] = {}
        self._most: dict[SpelledName, float] = {}

    def bits(self, word: str) -> float:
        """What it says that two people share this word."""
        found = self._bits.get(word)
        if found is None:
            expected = USUAL_SHARES.get(word, RARE_SHARE) * USUAL_PEOPLE
            # A word that one person bears twice is found twice, so one is taken off.
            count = max(self._counts.get(word, 0) - 1, 0) + expected
            found = log2(self._total / count)
            if word in COMPANIONS:
                found = min(found, _COMPANION_BITS)
            elif len(word) == 1:
                found = 1.0
            self._bits[word] = found
        return found

    def is_usual(self, word: str) -> bool:
        """Whether so many bear the word that it is a name of its own rather than another one mistyped."""
        return len(word) > 1 and self.bits(word) < _USUAL_BITS

    def bits_of(self, name: SpelledName) -> float:
        """The most that agreement with this name can say."""
        found = self._most.get(name)
        if found is None:
            found = self._most[name] = min(sum([self.bits(word) for word in name.words]), NAME_MOST)
        return found


USUAL = Rarity()
"""Where no other people are at hand."""
