"""A deterministic ustar: one way to write every byte, and a reader that takes nothing else."""

import re
from collections.abc import Iterator
from typing import Protocol

BLOCK = 512
END = bytes(2 * BLOCK)
_LARGEST_MEMBER = 8**11 - 1  # what eleven octal digits hold
_NAME = re.compile(rb"[a-z0-9.]{1,99}\Z")


class TarMalformed(Exception):
    """Not byte for byte what this module writes."""


class Stream(Protocol):
    """``read(n)`` gives at most n bytes, and b"" at the end."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes."""


def header(name: str, size: int) -> bytes:
    """The 512-byte header of a plain file: mode 644, owner 0, time 0. Source: POSIX.1-2017, pax, ustar format."""
    encoded = name.encode("ascii")
    if not _NAME.match(encoded) or not 0 <= size <= _LARGEST_MEMBER:
        raise ValueError("a name or size the format does not allow")
    block = bytearray(BLOCK)
    block[0 : len(encoded)] = encoded
    for at, text in (
        (100, b"0000644\0"),
        (108, b"0000000\0"),
        (116, b"0000000\0"),
        (124, b"%011o\0" % size),
        (136, b"00000000000\0"),
        (148, b" " * 8),
        (156, b"0"),
        (257, b"ustar\x0000"),
    ):
        block[at : at + len(text)] = text
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def padding(size: int) -> bytes:
    """The zero bytes after a member of that size."""
    return bytes(-size % BLOCK)


def read_exactly(stream: Stream, size: int) -> bytes:
    """``size`` bytes. Raises :class:`TarMalformed` when the stream ends before."""
    parts = []
    while size:
        part = stream.read(size)
        if not part:
            raise TarMalformed("cut")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def read_header(stream: Stream) -> tuple[str, int] | None:
    """Name and size of the next member, or None at the end, after which nothing may follow.

    Raises :class:`TarMalformed`. The caller reads the content with :func:`read_content` before the next header.
    """
    block = read_exactly(stream, BLOCK)
    if block == bytes(BLOCK):
        if read_exactly(stream, BLOCK) != bytes(BLOCK) or stream.read(1):
            raise TarMalformed("something after the end")
        return None
    name = block[:100].rstrip(b"\0")
    digits = block[124:135]
    if not _NAME.match(name) or not re.match(rb"[0-7]{11}\Z", digits):
        raise TarMalformed("header")
    size = int(digits, 8)
    if header(name.decode("ascii"), size) != block:
        raise TarMalformed("header")
    return name.decode("ascii"), size


def read_content(stream: Stream, size: int, chunk: int = 256 * 1024) -> Iterator[bytes]:
    """The content of a member in pieces; its padding is read and checked after the last. Raises TarMalformed."""
    left = size
    while left:
        part = read_exactly(stream, min(left, chunk))
        left -= len(part)
        yield part
    if any(read_exactly(stream, len(padding(size)))):
        raise TarMalformed("padding")
