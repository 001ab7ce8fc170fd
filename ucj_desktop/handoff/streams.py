"""Small streams: hashed while read or written, pulled from an iterator, pulled from a queue."""

import hashlib
from collections.abc import Callable, Iterator
from queue import Queue
from typing import IO


class HashedSource:
    """Reads on, and hashes what it has read."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self.digest = hashlib.sha256()

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes."""
        chunk = self._read(size)
        self.digest.update(chunk)
        return chunk


class HashedSink:
    """Writes on, and hashes and counts what it has written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, chunk: bytes, /) -> int:
        """Write all of it."""
        self.digest.update(chunk)
        self.size += len(chunk)
        return self._file.write(chunk)


class PulledChunks:
    """A source over an iterator of pieces of any length."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; b"" when the iterator has ended."""
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._rest = memoryview(chunk)
        piece, self._rest = bytes(self._rest[:size]), self._rest[size:]
        return piece


class QueuedPieces:
    """A source over a queue that another thread fills; b"" ends it, an exception in it is raised here."""

    def __init__(self, pieces: "Queue[bytes | Exception]") -> None:
        self._pieces = pieces
        self._ended = False

    def read(self, size: int, /) -> bytes:
        """The next piece, whatever its length: zstd takes pieces of any size."""
        if self._ended:
            return b""
        piece = self._pieces.get()
        if isinstance(piece, Exception):
            self._ended = True
            raise piece
        self._ended = not piece
        return piece
