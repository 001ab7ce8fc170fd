"""The packed tables of places: sorted lines of code TAB text, read when first needed and found by bisection."""

import gzip
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from ucj_desktop.domain.place import Place
from ucj_desktop.reference.reading import DataFileBroken

VILLAGE_LENGTH: Final = 10
_SUB_DISTRICT_LENGTH: Final = 6
_AFTER_DIGITS: Final = ":"  # the sign after "9": ends the range of codes with one prefix
_CHILD_LENGTH: Final = {0: 2, 2: 4, 4: 6, 6: 10}


class PlaceLines:
    """areas.tsv.gz (provinces, regencies, kecamatan), villages.tsv.gz and postcodes.tsv.gz of one folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; a damaged file raises DataFileBroken when it is first needed."""
        self.folder = folder

    @cached_property
    def areas(self) -> list[str]:
        """Lines of the places above the villages."""
        return self._unpacked("areas.tsv.gz")

    @cached_property
    def villages(self) -> list[str]:
        """Lines of the villages."""
        return self._unpacked("villages.tsv.gz")

    @cached_property
    def _postcodes(self) -> list[str]:
        return self._unpacked("postcodes.tsv.gz")

    def by_code(self, code: str) -> Place | None:
        """Give the place in force under a code without dots."""
        name = _value_of(self.villages if len(code) == VILLAGE_LENGTH else self.areas, code)
        return Place(code, name) if name else None

    def postcode(self, village_code: str) -> str:
        """Give the five digits of a village's postcode; empty where there is none."""
        return _value_of(self._postcodes, village_code) or ""

    def children(self, code: str) -> list[Place]:
        """Give the places one step below, by code."""
        length = _CHILD_LENGTH.get(len(code))
        if length is None:
            return []
        lines = self.villages if length == VILLAGE_LENGTH else self.areas
        at, end = bisect_left(lines, code + "0"), bisect_left(lines, code + _AFTER_DIGITS)
        if length >= _SUB_DISTRICT_LENGTH:  # nothing lies between the lines of villages, nor of kecamatan
            return [_place(line) for line in lines[at:end]]
        found = []
        while at < end:
            found.append(_place(lines[at]))
            at = bisect_left(lines, found[-1].code + _AFTER_DIGITS, at, end)
        return found

    def beginning_with(self, code: str, most: int) -> list[Place]:
        """Give places whose code begins so, `most` of each table, bigger places first."""
        found = []
        for lines in (self.areas, self.villages):
            at, end = bisect_left(lines, code), bisect_left(lines, code + _AFTER_DIGITS)
            found += [_place(line) for line in lines[at : min(end, at + most)]]
        return found

    def _unpacked(self, name: str) -> list[str]:
        try:
            return gzip.decompress((self.folder / name).read_bytes()).decode().splitlines()
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            raise DataFileBroken(name, "seluruhnya", "rusak atau tidak ada.", "Pasang ulang program.") from error


def _place(line: str) -> Place:
    code, _, name = line.partition("\t")
    return Place(code, name)


def _value_of(lines: Sequence[str], code: str) -> str | None:
    at = bisect_left(lines, code + "\t")
    if code and at < len(lines) and lines[at].startswith(code + "\t"):
        return lines[at][len(code) + 1 :]
    return None
