"""Compound files (OLE2), in which Excel 97-2003 keeps a workbook and Office a locked one: names and streams."""

import struct
from array import array
from pathlib import Path
from typing import Final

from ucj_desktop.spreadsheets.cells import FileDamaged

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_ENTRIES: Final = 20_000
_HEADER = 512
_LAST_SECTOR: Final = 0xFFFFFFFA  # above it stand marks: free, end of chain
_STREAM, _ROOT = 2, 5
_ENTRY = 128


class CompoundFile:
    """The directory of a compound file, and its streams as bytes. Raises FileDamaged; source: [MS-CFB]."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._content = path.read_bytes()
        if len(self._content) < _HEADER:
            raise FileDamaged(self._name)
        order, sector_shift, short_shift = struct.unpack_from("<HHH", self._content, 28)
        if order != 0xFFFE or sector_shift not in (9, 12) or short_shift != 6:
            raise FileDamaged(self._name)
        self._size, self._short_size = 1 << sector_shift, 1 << short_shift
        directory, self._cutoff, short_fat, extra = struct.unpack_from("<48xI4xII4xI", self._content)
        self._fat = self._allocation(extra)
        self._short_fat = self._numbers(self._chain(short_fat))
        self._entries = self._directory(directory)

    @property
    def names(self) -> frozenset[str]:
        """The names of all streams, in whatever storage they lie."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """The whole content of a stream; FileDamaged where there is none or its chain is broken."""
        if name not in self._entries:
            raise FileDamaged(self._name)
        start, size = self._entries[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        return self._short_chain(start)[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._content[start : start + self._size]
        if not found:
            raise FileDamaged(self._name)
        return found

    def _allocation(self, extra: int) -> "array[int]":
        """The table that says for each sector which one follows."""
        listed = list(struct.unpack_from("<109I", self._content, 76))
        room = len(self._content) // self._size + 1
        visited = 0
        while extra < _LAST_SECTOR:
            numbers = self._numbers(self._sector(extra))
            if not numbers or visited > room:
                raise FileDamaged(self._name)
            listed.extend(numbers[:-1])
            extra, visited = numbers[-1], visited + 1
        table = array("I")
        for number in [one for one in listed if one < _LAST_SECTOR][:room]:
            table.extend(self._numbers(self._sector(number)))
        return table

    @staticmethod
    def _numbers(content: bytes) -> "array[int]":
        numbers = array("I")
        numbers.frombytes(content[: len(content) // 4 * 4])
        return numbers

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in self._followed(start, self._fat))

    def _short_chain(self, start: int) -> bytes:
        size = self._short_size
        return b"".join(self._short[at * size : at * size + size] for at in self._followed(start, self._short_fat))

    def _followed(self, start: int, table: "array[int]") -> list[int]:
        numbers: list[int] = []
        while start < _LAST_SECTOR:
            if start >= len(table) or len(numbers) > len(table):  # past the end, or a circle
                raise FileDamaged(self._name)
            numbers.append(start)
            start = table[start]
        return numbers

    def _directory(self, start: int) -> dict[str, tuple[int, int]]:
        content = self._chain(start)[: MAX_ENTRIES * _ENTRY]
        found: dict[str, tuple[int, int]] = {}
        self._short = b""
        for at in range(0, len(content) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", content, at + 64)
            first, size = struct.unpack_from("<II", content, at + 116)
            name = content[at : at + min(max(length - 2, 0), 64)].decode("utf-16-le", "replace")
            if kind == _ROOT and first < _LAST_SECTOR:
                self._short = self._chain(first)
            elif kind == _STREAM:
                found.setdefault(name, (first, size))
        return found
