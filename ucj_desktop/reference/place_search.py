"""Places as you type: folded names in one run of bytes, searched without an index."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from ucj_desktop.domain.place import Place, place_key, plain_code
from ucj_desktop.reference.place_lines import PlaceLines

_REGENCY_PREFIX = re.compile(r"(?:kabupaten|kab\b\.?|kota)\s+", re.IGNORECASE)
_KEY_BYTES: Final = b"abcdefghijklmnopqrstuvwxyz0123456789\t\n"
_NOT_KEY_BYTES: Final = bytes(sorted(set(range(256)) - set(_KEY_BYTES)))
_MOST_HITS_LOOKED_AT: Final = 2000


class PlaceSearch:
    """Finds places by the whole, the beginning or the middle of a name, an alias or a code."""

    def __init__(self, lines: PlaceLines, aliases: Sequence[tuple[str, str]]) -> None:
        """Take the tables and the (code, other spelling) pairs."""
        self._lines = lines
        self._aliases = [(place_key(alias), code) for code, alias in aliases]

    def candidates(self, text: str, within: str) -> Iterator[Place]:
        """Give places that `text` may mean, the best first; one may come twice, and aliases from outside `within`."""
        code = plain_code(text.strip())
        if code.isascii() and code.isdigit():
            yield from self._lines.beginning_with(code, _MOST_HITS_LOOKED_AT)
            return
        key = place_key(without_regency_prefix(text))
        if not key:
            return
        query = key.encode()
        for pattern, is_alias in (
            (b"\t" + query + b"\n", key.__eq__),
            (b"\t" + query, lambda alias: alias.startswith(key)),
            (query, lambda alias: key in alias),
        ):
            yield from self._hits(self._area_keys, pattern, within)
            for alias, found in self._aliases:
                if is_alias(alias) and (place := self._lines.by_code(found)):
                    yield place
            yield from self._hits(self._village_keys, pattern, within)

    def _hits(self, keys: bytes, pattern: bytes, within: str) -> list[Place]:
        """Find lines of `keys` (code TAB key) that hold `pattern`, ordered bigger and shorter first."""
        start, end = _range_of(keys, within)
        codes: list[str] = []
        at = keys.find(pattern, start, end)
        while at >= 0 and len(codes) < _MOST_HITS_LOOKED_AT:
            line = keys.rfind(b"\n", 0, at) + 1
            tab = keys.index(b"\t", line)
            if at >= tab:
                codes.append(keys[line:tab].decode())
            at = keys.find(pattern, keys.index(b"\n", at + 1), end)
        places = [place for code in codes if (place := self._lines.by_code(code))]
        return sorted(places, key=lambda place: (len(place.code), len(place.name), place.code))

    @cached_property
    def _area_keys(self) -> bytes:
        return re.sub(rb"(\n[0-9]{4}\t)(?:kabupaten|kota)", rb"\1", _folded(self._lines.areas))

    @cached_property
    def _village_keys(self) -> bytes:
        return _folded(self._lines.villages)


def without_regency_prefix(name: str) -> str:
    """Take "Kabupaten" or "Kota" off a name."""
    return _REGENCY_PREFIX.sub("", name.strip(), count=1)


def _folded(lines: Sequence[str]) -> bytes:
    """Give the lines as code TAB key, each led by a newline."""
    return f"\n{chr(10).join(lines)}\n".encode().lower().translate(None, _NOT_KEY_BYTES)


def _range_of(keys: bytes, within: str) -> tuple[int, int]:
    """Give where the lines whose code starts with `within` begin and end; all lines for ""."""
    if not within:
        return 0, len(keys)
    start = keys.find(b"\n" + within.encode())
    if start < 0:
        return 0, 0
    last = keys.rfind(b"\n" + within.encode())
    return start, keys.index(b"\n", last + 1) + 1
