"""The order in which somebody who walks through a village meets its people: hamlet, RT, RW, name."""

from collections.abc import Iterable
from functools import lru_cache

_HAMLET_WORDS = ("DUSUN", "DSN", "DSN.", "LINGKUNGAN", "LINGK", "LINGK.", "LK", "LK.", "KAMPUNG", "KP", "KP.")
_NOT_STATED = "dusun/lingkungan belum diisi"

Person = tuple[str, str, str, str, str]  # hamlet, RT, RW, search key of the name, worker id
Key = tuple[bool, str, tuple[bool, int, str], tuple[bool, int, str], str, str]


def walking_key(person: Person) -> Key:
    """Sorts people of one village; what is not stated comes last, RT 2 before RT 10, 002 beside 2."""
    hamlet, rt, rw, name, worker_id = person
    key = hamlet_key(hamlet)
    return not key, key, _numbered(rt), _numbered(rw), name, worker_id


@lru_cache(maxsize=4_096)  # thousands of people live in a few dozen hamlets
def hamlet_key(hamlet: str) -> str:
    """The same for Dusun Bonto Manai, Bontomanai and BONTO MANAI."""
    words = hamlet.upper().split()
    while len(words) > 1 and words[0] in _HAMLET_WORDS:
        words = words[1:]
    return "".join(sign for word in words for sign in word if sign.isalnum())


def hamlet_title(hamlet: str, village_code: str) -> str:
    """The heading over a hamlet's people: Dusun Bontomanai; in a kelurahan Lingkungan Bontomanai."""
    words = hamlet.split()
    if not hamlet_key(hamlet):
        return _NOT_STATED.capitalize()
    if len(words) > 1 and words[0].upper() in _HAMLET_WORDS:
        return " ".join(words)
    return f"{'Lingkungan' if village_code[6:7] == '1' else 'Dusun'} {' '.join(words)}"


def hamlets_of(hamlets: Iterable[str]) -> dict[str, str]:
    """The hamlets of a village by key, each as it is spelled first, in walking order."""
    found: dict[str, str] = {}
    for one in hamlets:
        found.setdefault(hamlet_key(one), one)
    return dict(sorted(found.items(), key=lambda pair: (not pair[0], pair[0])))


@lru_cache(maxsize=4_096)
def _numbered(text: str) -> tuple[bool, int, str]:
    plain = text.strip()
    if plain.isascii() and plain.isdigit():
        return False, int(plain), ""
    return not plain, 10**6, plain.upper()
