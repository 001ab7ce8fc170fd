"""Rows of a package by the worker they speak of, gone through once and dealt into parts that fit into memory."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

import orjson
import zstandard

from ucj_desktop.handoff.refusals import PackageDamaged

_TOGETHER = 256  # rows packed at a time
_LEVEL = 1  # of zstd: a third of the size, mostly random ids and signatures


class DealtRows:
    """Whatever order a package has: all rows of one worker come into one part, in the order in which they were added.

    Packed in memory (about 0.1 kB a row or verdict), because plain text touches no disk. Reading a package anew for
    each part would cost the square of its rows.
    """

    def __init__(self, bounds: Sequence[str]) -> None:
        """``bounds`` are the first ids of all parts but the first, ascending; see :func:`bounds_of`."""
        self.parts = len(bounds) + 1
        self._bounds = bounds
        self._waiting: list[list[Mapping[str, object]]] = [[] for _ in range(self.parts)]
        self._packed: list[list[bytes]] = [[] for _ in range(self.parts)]
        self._packer = zstandard.ZstdCompressor(level=_LEVEL)

    def add(self, row: Mapping[str, object]) -> None:
        """Put a row to those of its ``worker_id``; one without comes into the first part. Raises PackageDamaged."""
        named = row.get("worker_id")
        part = bisect_right(self._bounds, named) if isinstance(named, str) else 0
        waiting = self._waiting[part]
        waiting.append(row)
        if len(waiting) == _TOGETHER:
            try:
                plain = orjson.dumps(waiting)
            except orjson.JSONEncodeError as fault:  # nested deeper than any row of ours
                raise PackageDamaged() from fault
            self._packed[part].append(self._packer.compress(plain))
            waiting.clear()

    def take(self, part: int) -> list[Mapping[str, object]]:
        """The rows of one part, which are not kept any longer."""
        unpack = zstandard.ZstdDecompressor().decompress
        rows = [row for block in self._packed[part] for row in orjson.loads(unpack(block))]
        rows += self._waiting[part]
        self._packed[part], self._waiting[part] = [], []
        return rows


def bounds_of(some: Iterable[Mapping[str, object]], parts: int) -> list[str]:
    """Where to cut between ids, so that each part gets about as many; ``some`` are a fair choice of all rows.

    Neighbours in time come into one part: their places in the indexes of a store are neighbours, too.
    """
    named = sorted(one for row in some if isinstance(one := row.get("worker_id"), str))
    return [named[len(named) * part // parts] for part in range(1, parts)] if named else []
