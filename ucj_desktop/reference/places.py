"""All places of Indonesia: by code, by name inside their parent, and as you type."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from ucj_desktop.domain.place import (
    VILLAGE_LEVELS,
    Place,
    PlaceLevel,
    level_of_code,
    one_of_kind,
    place_key,
    plain_code,
)
from ucj_desktop.reference.paths import resource
from ucj_desktop.reference.place_lines import VILLAGE_LENGTH, PlaceLines
from ucj_desktop.reference.place_search import PlaceSearch, without_regency_prefix
from ucj_desktop.reference.reading import read_columns
from ucj_desktop.reference.spelling import closest

_VILLAGE_PREFIX = re.compile(r"(desa\s+adat|desa|ds|kelurahan|kel|lurah)(?:\b[\s.:/]*|[.:])", re.IGNORECASE)
_SUB_DISTRICT_PREFIX = re.compile(r"(?:kecamatan|kec)(?:\b[\s.:]*|[.:])", re.IGNORECASE)
_LEVEL_OF_PREFIX: Final = {"d": PlaceLevel.DESA, "k": PlaceLevel.KELURAHAN, "l": PlaceLevel.KELURAHAN}


class HowFound(Enum):
    """How sure a name led to a place."""

    BY_CODE = "by_code"
    BY_NAME = "by_name"
    BY_ALIAS = "by_alias"
    BY_CLOSE_SPELLING = "by_close_spelling"


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place and how it was found; a clerk is told of a close spelling."""

    place: Place
    how: HowFound


class CodeReading(Enum):
    """What a 10-digit village code turned out to be, the name beside it being the judge."""

    AGREES = "agrees"
    BPS = "bps"
    NAME_DISAGREES = "name_disagrees"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class VillageOfCode:
    """The village a code and a name mean together; None where they cannot be brought to agree."""

    place: Place | None
    reading: CodeReading


class Places:
    """The shipped table: by code, by a name inside its parent, and as you type."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the shipped files; each is read when it is first needed."""
        self._folder = folder
        self._lines = PlaceLines(folder)

    def by_code(self, code: str) -> Place | None:
        """Give the place in force under a code without dots."""
        return self._lines.by_code(code)

    def postcode(self, village_code: str) -> str:
        """Give the five digits of a village's postcode; empty where there is none."""
        return self._lines.postcode(village_code)

    def children(self, code: str = "") -> list[Place]:
        """Give the places one step below, by code: provinces of "", villages of a kecamatan."""
        return self._lines.children(code)

    def villages_of(self, sub_district_code: str) -> list[Place]:
        """Give the desa and kelurahan of a kecamatan, by code."""
        return self.children(sub_district_code) if len(sub_district_code) == 6 else []

    def chain(self, code: str) -> list[Place]:
        """Give the place and all it belongs to, the province first."""
        return [place for length in (2, 4, 6, 10) if length <= len(code) and (place := self.by_code(code[:length]))]

    def is_known_prefix(self, code: str) -> bool:
        """Say whether six digits were ever the code of a kecamatan (2016 on)."""
        return code in self._retired or (len(code) == 6 and self.by_code(code) is not None)

    def last_year_of_prefix(self, code: str) -> int | None:
        """Give the last year a retired kecamatan code was in force; None for one in force or never seen."""
        return self._retired.get(code)

    def search(
        self, text: str, within: str = "", level: PlaceLevel | None = None, limit: int = 20, villages_only: bool = False
    ) -> list[Place]:
        """Find places as you type, by name, alias or code (with or without dots), the best first.

        `within` is the code of the place to look in. The whole name comes before its beginning, its beginning before
        its middle, bigger places before smaller, shorter names before longer.
        """
        found: dict[str, Place] = {}
        for place in self._search.candidates(text, within):
            is_wanted = place.level is level if level is not None else place.is_village or not villages_only
            if is_wanted and place.code.startswith(within):
                found.setdefault(place.code, place)
                if len(found) == limit:
                    break
        return list(found.values())

    def match_village(self, sub_district_code: str, text: str) -> PlaceMatch | None:
        """Find the village a text means inside one kecamatan, and say how.

        Takes a code, the official name however it is spaced, a known other spelling, or the only close spelling;
        "Desa X" and "Kel. X" are told apart where a desa and a kelurahan share a name.
        """
        if level_of_code(code := plain_code(text.strip())) in VILLAGE_LEVELS:
            by_code = self.by_code(code) if code.startswith(sub_district_code) else None
            return PlaceMatch(by_code, HowFound.BY_CODE) if by_code else None
        prefix = _VILLAGE_PREFIX.match(text.strip())
        level = _LEVEL_OF_PREFIX[prefix.group(1)[0].lower()] if prefix else None
        bare = text.strip()[prefix.end() :] if prefix else text
        children = self.villages_of(sub_district_code)
        whole = self._match(children, text, None)
        if whole is not None and whole.how is not HowFound.BY_CLOSE_SPELLING:
            return whole
        return self._match(children, bare, level)

    def find_village(self, sub_district_code: str, text: str) -> Place | None:
        """Give the village that `match_village` finds."""
        match = self.match_village(sub_district_code, text)
        return match.place if match else None

    def match_sub_district(self, regency_code: str, text: str) -> PlaceMatch | None:
        """Find the kecamatan a text means inside one regency, and say how."""
        if level_of_code(code := plain_code(text.strip())) is PlaceLevel.SUB_DISTRICT:
            by_code = self.by_code(code) if code.startswith(regency_code) else None
            return PlaceMatch(by_code, HowFound.BY_CODE) if by_code else None
        children = self.children(regency_code) if len(regency_code) == 4 else []
        return self._match(children, _SUB_DISTRICT_PREFIX.sub("", text.strip(), count=1), None)

    def village_of_code(self, code: str, name: str) -> VillageOfCode:
        """Read a 10-digit village code that stands beside a village name.

        Kemendagri and BPS codes have the same length and collide with different meanings, so the name decides: a code
        is trusted only where the name agrees with it, and a BPS code is translated by its kecamatan and the name.
        """
        plain = plain_code(code)
        place = self.by_code(plain) if len(plain) == VILLAGE_LENGTH else None
        if place is not None:
            match = self.match_village(plain[:6], name)
            if match is not None and match.place == place:
                return VillageOfCode(place, CodeReading.AGREES)
        meant = self.bps_clash(plain, name)
        if meant is not None:
            return VillageOfCode(meant, CodeReading.BPS)
        return VillageOfCode(None, CodeReading.UNKNOWN if place is None else CodeReading.NAME_DISAGREES)

    def bps_clash(self, code: str, name: str) -> Place | None:
        """Give the village that a code means as a BPS code, where the name stands in that BPS kecamatan."""
        plain = plain_code(code)
        sub_district = self._bps.get(plain[:7]) if len(plain) == VILLAGE_LENGTH else None
        return self.find_village(sub_district, name) if sub_district else None

    def _match(self, children: Sequence[Place], text: str, level: PlaceLevel | None) -> PlaceMatch | None:
        key = place_key(text)
        if not key:
            return None
        same = [place for place in children if place_key(place.name) == key]
        if same:
            chosen = same[0] if len(same) == 1 else one_of_kind(same, level) if level else None
            return PlaceMatch(chosen, HowFound.BY_NAME) if chosen else None
        codes = {place.code: place for place in children}
        for code, alias in self._aliases:
            if code in codes and place_key(alias) == key:
                return PlaceMatch(codes[code], HowFound.BY_ALIAS)
        spellings = [(place_key(place.name), place.code) for place in children]
        spellings += [(place_key(alias), code) for code, alias in self._aliases if code in codes]
        if key in self._keys_above(children):
            return None
        close = closest(key, spellings)
        return PlaceMatch(codes[close], HowFound.BY_CLOSE_SPELLING) if close else None

    def _keys_above(self, children: Sequence[Place]) -> set[str]:
        """Keys of what the places belong to: kabupaten Bulukumba is no misspelt kecamatan Bulukumpa."""
        above = self.chain(children[0].parent_code) if children else []
        return {place_key(without_regency_prefix(place.name)) for place in above}

    @cached_property
    def _search(self) -> PlaceSearch:
        return PlaceSearch(self._lines, self._aliases)

    @cached_property
    def _aliases(self) -> list[tuple[str, str]]:
        return [(row[0], row[1]) for row in read_columns(self._folder / "place_aliases.tsv", 2)]

    @cached_property
    def _retired(self) -> dict[str, int]:
        rows = read_columns(self._folder / "retired_sub_districts.tsv", 3)
        return {code: int(year) for code, year, _ in rows}

    @cached_property
    def _bps(self) -> dict[str, str]:
        return {row[0]: row[1] for row in read_columns(self._folder / "bps_sub_districts.tsv", 2)}


@lru_cache(maxsize=1)
def places() -> Places:
    """Give the shipped table, read once."""
    return Places(resource("reference", "areas.tsv.gz").parent)
