"""Places of Indonesia by Kemendagri code, and how their names are compared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

_NOT_KEY = re.compile(r"[^a-z0-9]+")
_FIRST_CITY: Final = 71


class PlaceLevel(StrEnum):
    """Steps of the administration; a code tells its own level."""

    PROVINCE = "province"
    REGENCY = "regency"
    CITY = "city"
    SUB_DISTRICT = "sub_district"
    KELURAHAN = "kelurahan"
    DESA = "desa"
    DESA_ADAT = "desa_adat"


LEVEL_LABELS: Final = {
    PlaceLevel.PROVINCE: "Provinsi",
    PlaceLevel.REGENCY: "Kabupaten",
    PlaceLevel.CITY: "Kota",
    PlaceLevel.SUB_DISTRICT: "Kecamatan",
    PlaceLevel.KELURAHAN: "Kelurahan",
    PlaceLevel.DESA: "Desa",
    PlaceLevel.DESA_ADAT: "Desa Adat",
}
HEAD_LABELS: Final = {
    PlaceLevel.PROVINCE: "Gubernur",
    PlaceLevel.REGENCY: "Bupati",
    PlaceLevel.CITY: "Wali Kota",
    PlaceLevel.SUB_DISTRICT: "Camat",
    PlaceLevel.KELURAHAN: "Lurah",
    PlaceLevel.DESA: "Kepala Desa",
    PlaceLevel.DESA_ADAT: "Kepala Desa Adat",
}
VILLAGE_LEVELS: Final = frozenset({PlaceLevel.KELURAHAN, PlaceLevel.DESA, PlaceLevel.DESA_ADAT})
_LEVEL_OF_LENGTH: Final = {2: PlaceLevel.PROVINCE, 6: PlaceLevel.SUB_DISTRICT}
_LEVEL_OF_VILLAGE: Final = {"1": PlaceLevel.KELURAHAN, "2": PlaceLevel.DESA, "3": PlaceLevel.DESA_ADAT}
_PARENT_LENGTH: Final = {4: 2, 6: 4, 10: 6}


@dataclass(frozen=True, slots=True)
class Place:
    """One place; `code` is its Kemendagri code without dots (2, 4, 6 or 10 digits), `name` the official spelling."""

    code: str
    name: str

    @property
    def level(self) -> PlaceLevel:
        """What the code itself says (Permendagri 58/2021): regency 01-69, city 71-99, village blocks 1, 2 or 3."""
        level = level_of_code(self.code)
        if level is None:
            raise ValueError("a place has a sound code")
        return level

    @property
    def label(self) -> str:
        """Give "Desa", "Kelurahan", "Kecamatan" ..."""
        return LEVEL_LABELS[self.level]

    @property
    def head(self) -> str:
        """Give the office of its head: "Kepala Desa", "Lurah", "Camat" ..."""
        return HEAD_LABELS[self.level]

    @property
    def full_name(self) -> str:
        """Give "Desa Bialo"; regencies and cities carry their label in the name already."""
        return self.name if self.name.startswith(("Kabupaten ", "Kota ")) else f"{self.label} {self.name}"

    @property
    def is_village(self) -> bool:
        """True for desa, kelurahan and desa adat."""
        return len(self.code) == 10

    @property
    def parent_code(self) -> str:
        """Code of the place this one belongs to; empty for a province."""
        return self.code[: _PARENT_LENGTH.get(len(self.code), 0)]

    @property
    def dotted(self) -> str:
        """Give the code as papers show it: 73.02.01.2004."""
        return dotted_code(self.code)


class PlaceTable(Protocol):
    """What the rules ask of the places of Indonesia."""

    def by_code(self, code: str) -> Place | None:
        """Give the place in force under a code without dots."""

    def is_known_prefix(self, code: str) -> bool:
        """Say whether six digits were ever the code of a kecamatan (2016 on)."""

    def last_year_of_prefix(self, code: str) -> int | None:
        """Give the last year a kecamatan code was in force; None where it is, or never was."""


def place_key(name: str) -> str:
    """Fold what differs between spellings of one place name: "Bonto-Sunggu", "BONTOSUNGGU" -> "bontosunggu"."""
    return _NOT_KEY.sub("", name.lower())


def plain_code(code: str) -> str:
    """Give a code without dots and spaces: "73.02.01.2004" -> "7302012004"."""
    return code.replace(".", "").replace(" ", "")


def dotted_code(code: str) -> str:
    """Give a code as papers show it: "7302012004" -> "73.02.01.2004"."""
    return ".".join(part for part in (code[:2], code[2:4], code[4:6], code[6:]) if part)


def level_of_code(code: str) -> PlaceLevel | None:
    """Tell the level from a code without dots; None where it cannot be one."""
    if not (code.isascii() and code.isdigit()):
        return None
    if len(code) == 4:
        return PlaceLevel.CITY if int(code[2:]) >= _FIRST_CITY else PlaceLevel.REGENCY
    if len(code) == 10:
        return _LEVEL_OF_VILLAGE.get(code[6])
    return _LEVEL_OF_LENGTH.get(len(code))


def one_of_kind(places: Sequence[Place], level: PlaceLevel) -> Place | None:
    """Give the only place of that level; None where there is none or more than one."""
    found = [place for place in places if place.level is level]
    return found[0] if len(found) == 1 else None
