"""Names of people: what may stand in one, and the key under which the same name is found again."""

import re
import unicodedata
from enum import Enum
from functools import lru_cache
from typing import Final

LONGEST: Final = 60
_ALLOWED_MARKS: Final = frozenset(" .,'’`-/()")
_USUAL_NAME = re.compile(r"[A-Za-z][A-Za-z .,'-]{0,59}\Z")
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("'’`‘\u00b4\"", ""))
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_DOUBLED = re.compile(r"([a-z])\1+")

_TITLES_IN_FRONT: Final = frozenset(
    {"h", "hj", "haji", "hajjah", "drs", "dra", "dr", "ir", "prof", "ust", "ustadz", "puang", "pung", "dg", "daeng",
     "kr", "karaeng", "alm", "almarhum", "almh", "almarhumah", "bpk", "bapak", "ibu", "sdr", "sdri", "tn", "ny"}
)  # fmt: skip
_TITLES_BEHIND: Final = frozenset(
    {"h", "hj", "st", "se", "sh", "sp", "spd", "spdi", "sag", "ssos", "skom", "skm", "skep", "sip", "spt", "spi", "ssi",
     "ss", "amd", "amk", "amkeb", "ama", "mm", "msi", "mpd", "mh", "ma", "alm", "almarhum", "almh", "almarhumah",
     "ba", "bsc"}
)  # fmt: skip
_SAME_NAMES: Final = (
    dict.fromkeys(
        ("muh", "moh", "mohd", "muhd", "mohammad", "mohamad", "muchammad", "moch", "mochammad", "muhamad", "muhammad"),
        "muhamad",
    )
    | dict.fromkeys(("abd", "abdl", "abdul"), "abdul")
    | dict.fromkeys(("sitti", "siti", "sitty"), "siti")
)
_OLD_SPELLING: Final = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "s"), ("sy", "s"), ("dh", "d"))


class NameFault(Enum):
    """Why a text is no name."""

    NO_LETTERS = "no_letters"
    HAS_DIGITS = "has_digits"
    HAS_STRANGE_SIGNS = "has_strange_signs"
    TOO_LONG = "too_long"
    OTHER_ALPHABET = "other_alphabet"


FAULT_LABELS: Final = {
    NameFault.NO_LETTERS: "tidak berisi huruf",
    NameFault.HAS_DIGITS: "berisi angka",
    NameFault.HAS_STRANGE_SIGNS: "berisi tanda yang tidak ada dalam nama",
    NameFault.TOO_LONG: "lebih dari 60 huruf",
    NameFault.OTHER_ALPHABET: "berisi huruf yang bukan huruf Latin",
}


def name_fault(name: str) -> NameFault | None:
    """Name what keeps `name` from standing on a KTP (Permendagri 73/2022); older one-word names, abbreviations and
    apostrophes remain valid.
    """
    if _USUAL_NAME.match(name):
        return None
    if len(name) > LONGEST:
        return NameFault.TOO_LONG
    has_letter = False
    for sign in name:
        if sign.isalpha():
            if not sign.isascii() and not unicodedata.name(sign, "").startswith("LATIN"):
                return NameFault.OTHER_ALPHABET
            has_letter = True
        elif sign.isdigit():
            return NameFault.HAS_DIGITS
        elif sign not in _ALLOWED_MARKS:
            return NameFault.HAS_STRANGE_SIGNS
    return None if has_letter else NameFault.NO_LETTERS


def titles_at_edges(name: str) -> tuple[str, ...]:
    """Give the titles written before or after a name ("Hj.", "S.Pd"), as key words without dots."""
    words = _key_words(name)
    kept = _without_titles(words)
    start = next((at for at in range(len(words)) if words[at : at + len(kept)] == kept), 0)
    return (*words[:start], *words[start + len(kept) :])


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Give the key that spellings of one name share: "Hj. ST. Noer Aeni, S.Pd" and "Sitti Nuraeni" -> "sitinuraini".

    Follows the match-key rules of DOMAIN.md, section 2: case, signs and titles at the edges do not count, usual
    abbreviations are one name, old spelling and double letters are folded, spaces do not count. For finding only:
    the stored name is never changed by it.
    """
    words = _without_titles(_key_words(name))
    folded = []
    for position, word in enumerate(words):
        if position == 0 and len(words) > 1 and word in ("a", "andi", "andy"):
            word = "andi"
        elif position == 0 and len(words) > 1 and word == "st":
            word = "siti"
        elif position == 0 and len(words) > 1 and word == "m":
            word = "muhamad"
        folded.append(_SAME_NAMES.get(word) or _fold(word))
    return "".join(folded)


def search_key(text: str) -> str:
    """Give lower-case letters and digits with single spaces, for finding by a part: "Nur'Aeni  B." -> "nuraeni b"."""
    return " ".join(_NOT_LETTERS.sub(" ", _plain(text)).split())


def _plain(text: str) -> str:
    """Give lower case without apostrophes and accents."""
    lowered = text.lower().translate(_APOSTROPHES)
    if lowered.isascii():
        return lowered
    return "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))


def _key_words(name: str) -> list[str]:
    """Split a name; letters joined by dots ("S.Pd.", "S. Pd") become one word, so that titles are seen."""
    words: list[str] = []
    for position, part in enumerate(_plain(name).replace(",", " , ").split()):
        dotted = part.replace(".", "")
        if len(dotted) > 1 and "." in part[:-1] and all(len(piece) <= 4 for piece in part.split(".")) and position:
            words.append(_NOT_LETTERS.sub("", dotted))
        else:
            words += [word for word in _NOT_LETTERS.split(part) if word]
    return [word for word in words if word]


def _without_titles(words: list[str]) -> list[str]:
    """Take titles off both edges but never the last word; "ST" in front is Sitti, behind it is Sarjana Teknik."""
    start, end = 0, len(words)
    while end - start > 1 and words[start] in _TITLES_IN_FRONT:
        start += 1
    while end - start > 1 and words[end - 1] in _TITLES_BEHIND:
        end -= 1
    return words[start:end]


def _fold(word: str) -> str:
    for old, new in _OLD_SPELLING:
        word = word.replace(old, new)
    return _DOUBLED.sub(r"\1", word).replace("ae", "ai")
