"""Names as matching sees them: without titles, in one spelling, split into the words that count."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from unicodedata import combining, normalize

_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
_APOSTROPHES: Final = "'’`‘\u00b4\""


class _Signs(dict[int, str]):
    """Letters stay, apostrophes go, every other sign parts words."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        kept = sign if sign in _LETTERS else "" if sign in _APOSTROPHES else " "
        self[code] = kept
        return kept


_SIGNS: Final = _Signs()

# DOMAIN.md, section 2. Titles may stand anywhere; degrees are words only behind a name.
_TITLES: Final = frozenset(
    {"h", "hj", "haji", "hajjah", "hajah", "drs", "dra", "dr", "ir", "prof", "ust", "ustad", "ustadz", "puang", "pung",
     "pg", "dg", "daeng", "kr", "kraeng", "karaeng", "krg", "petta", "pt", "opu", "alm", "almarhum", "almh",
     "almarhumah", "bpk", "bapak", "ibu", "sdr", "sdri", "tn", "ny", "nyonya", "nn", "bin", "binti", "bt", "bn",
     "istri", "alias"}
)  # fmt: skip
_DEGREES: Final = frozenset(
    {"st", "se", "sh", "sp", "spd", "spdi", "sag", "ssos", "skom", "skm", "skep", "sip", "spt", "spi", "ssi", "ss",
     "amd", "amk", "amkeb", "ama", "mm", "msi", "mpd", "mh", "ma", "ba", "bsc", "pd", "ag", "sos", "kom", "kep", "pdi",
     "keb"}
)  # fmt: skip
_SHORT: Final[Mapping[str, str]] = (
    dict.fromkeys(
        ("muh", "moh", "mohd", "muhd", "mhd", "mohammad", "mohamad", "muchammad", "muchamad", "moch", "much",
         "mochammad", "mochamad", "muhamad", "muhammad", "mohammed", "muhammed", "mukhammad", "mohamed", "mohmad"),
        "muhamad",
    )
    | dict.fromkeys(("abd", "abdl", "abdul", "abdoel", "abdu", "abdol", "abdull"), "abdul")
    | dict.fromkeys(("sitti", "siti", "sitty", "sity", "sti"), "siti")
    | dict.fromkeys(("andi", "andy", "andhi"), "andi")
    | dict.fromkeys(("achmad", "akhmad", "ahmat", "achmat", "ahmed", "ahmad"), "ahmad")
    | dict.fromkeys(("besse", "bese", "becce", "bece"), "bese")
    | dict.fromkeys(("nur", "noer", "noor", "nor"), "nur")
)  # fmt: skip
_FIRST_ONLY: Final[Mapping[str, str]] = {"a": "andi", "st": "siti", "m": "muhamad"}
_GLUED: Final = (
    ("muhamad", "muhamad"), ("abdul", "abdul"), ("abdur", "abdul r"), ("abdus", "abdul s"), ("siti", "siti"),
    ("nur", "nur"),
)  # fmt: skip
_SHORTEST_REST: Final = 4  # letters: "nurdin" and "nurul" are names of their own
_OLD_SPELLING: Final = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "s"), ("sy", "s"), ("kh", "h"), ("ch", "h"), ("th", "t"), ("dh", "d"),
    ("bh", "b"), ("gh", "g"), ("ph", "f"), ("v", "f"), ("z", "s"), ("q", "k"), ("x", "ks"), ("ae", "ai"), ("w", "u"),
    ("y", "i"), ("dz", "s"),
)  # fmt: skip
_TOLD: Final = 2  # words of a name by which its bearer is looked for
_VOWELS: Final = str.maketrans("", "", "aeiou")

COMPANIONS: Final = frozenset({"andi", "muhamad", "siti", "abdul", "nur"})
"""Words that are written or left out at will; they say little where they agree and less where they are missing."""


@dataclass(frozen=True, slots=True, eq=False)
class SpelledName:
    """One name in the spelling of matching; equal names of any spelling have equal `whole`.

    Each object equals itself alone, so that a table of many names is looked up without reading their words.
    """

    words: tuple[str, ...]  # in their order, without titles
    whole: str  # the words without spaces
    chosen: tuple[str, ...]  # the words without their companions, unless nothing else is there
    skeletons: tuple[str, ...]  # of each chosen word: its first letter and the consonants behind it
    told: tuple[str, ...]  # the first of the skeletons
    main: str  # the chosen words without spaces


NAMELESS: Final = SpelledName((), "", (), (), (), "")


@lru_cache(maxsize=131_072)
def spelled(name: str) -> SpelledName:
    """Give a name in one spelling: "Hj. ST. Noer Hajati, S.Pd" and "Siti Nurhayati" are the same."""
    if not name:
        return NAMELESS
    return spell(name)


def spell(name: str) -> SpelledName:
    """As :func:`spelled`, without remembering."""
    lowered = name.lower()
    if not lowered.isascii():
        lowered = "".join(sign for sign in normalize("NFKD", lowered) if not combining(sign))
    parts = lowered.translate(_SIGNS).split()
    words: list[str] = []
    for position, part in enumerate(parts):
        if not position and len(parts) > 1 and part in _FIRST_ONLY:
            words.append(_FIRST_ONLY[part])
            continue
        found = _WORDS.get(part)
        if found is None:
            found = _words_of(part)
        if found:
            words += found
    words = _without_degrees(words, parts)
    if not words:
        words = [_fold(part) for part in parts]
    chosen = tuple([word for word in words if word not in COMPANIONS]) or tuple(words)
    skeletons = tuple([_SKELETONS.get(one) or skeleton(one) for one in chosen])
    return SpelledName(tuple(words), "".join(words), chosen, skeletons, skeletons[:_TOLD], "".join(chosen))


def _without_degrees(words: list[str], parts: list[str]) -> list[str]:
    """Take degrees off the end; the last word of a name is never taken."""
    end = len(words)
    if parts and parts[-1] in _DEGREES:
        while end > 1 and (words[end - 1] in _FOLDED_DEGREES or (len(words[end - 1]) == 1 and end > 2)):
            end -= 1
    return words[:end]


_WORDS: Final[dict[str, tuple[str, ...]]] = {}
_SKELETONS: Final[dict[str, str]] = {}
_MOST_KEPT: Final = 500_000  # words


def _words_of(part: str) -> tuple[str, ...]:
    """The words one written word stands for; none for a title."""
    if len(_WORDS) > _MOST_KEPT:
        _WORDS.clear()
    found = _WORDS[part] = _split(part)
    return found


def _split(part: str) -> tuple[str, ...]:
    if part in _TITLES:
        return ()
    if part in _SHORT:
        return (_SHORT[part],)
    folded = _fold(part)
    folded = _SHORT.get(folded, folded)
    for front, stands_for in _GLUED:
        if folded.startswith(front) and len(folded) - len(front) >= _SHORTEST_REST:
            first, _, letter = stands_for.partition(" ")
            return (first, letter + folded[len(front) :] if letter != folded[len(front)] else folded[len(front) :])
    return (folded,)


def _fold(word: str) -> str:
    for old, new in _OLD_SPELLING:
        if old in word:
            word = word.replace(old, new)
    kept = word[:1]
    for sign in word[1:]:
        if sign != kept[-1]:
            kept += sign
    return kept[:-1] if len(kept) > 3 and kept[-1] == "h" else kept


_FOLDED_DEGREES: Final = frozenset(_fold(degree) for degree in _DEGREES)


def skeleton(word: str) -> str:
    """The first letter and the consonants behind it: "haiati" -> "ht"."""
    if len(_SKELETONS) > _MOST_KEPT:
        _SKELETONS.clear()
    made = _SKELETONS[word] = word[:1] + word[1:].translate(_VOWELS).replace("h", "")
    return made
