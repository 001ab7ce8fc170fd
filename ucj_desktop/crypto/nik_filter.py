"""A filter of NIKs (Bloom filter under a salt): tells that a NIK is probably in it, and lists none of them.

Whoever holds filter and salt can try NIKs one by one. See B. H. Bloom, "Space/time trade-offs in hash coding with
allowable errors", 1970; two hashes stand for all of them: Kirsch and Mitzenmacher, 2006.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil, log

SALT_BYTES = 16
MOST_HASHES = 32
LARGEST = 4 * 1024 * 1024  # bytes: two million people
_FALSE_IN = 1_000  # one of so many NIKs that are not in it is said to be
_LEAST = 64  # bytes: of a handful of people, too, the size tells little
_PERSON = b"ucj-elsewhere-v1"


@dataclass(frozen=True, slots=True)
class NikFilter:
    """``nik in filter`` is True for every NIK it was made of, and for one in a thousand others."""

    salt: bytes  # SALT_BYTES, new for each filter
    hashes: int  # bits set for each NIK
    people: int  # how many NIKs it was made of
    bits: bytes  # bit n is in byte n // 8, at value 1 << n % 8

    def __post_init__(self) -> None:
        sound = len(self.salt) == SALT_BYTES and 1 <= self.hashes <= MOST_HASHES and 1 <= len(self.bits) <= LARGEST
        if not sound or self.people < 0:
            raise ValueError("a filter of NIKs that is none")

    def __contains__(self, nik: str) -> bool:
        return all(self.bits[bit >> 3] & (1 << (bit & 7)) for bit in _bits_of(nik, self.salt, self.hashes, self.bits))


def make_nik_filter(niks: Collection[str], salt: bytes = b"") -> NikFilter:
    """A filter of these NIKs, under a new salt; the same salt and NIKs give the same filter. 14.4 bits a NIK."""
    salt = salt or secrets.token_bytes(SALT_BYTES)
    hashes = round(log(_FALSE_IN) / log(2))
    size = max(ceil(len(niks) * log(_FALSE_IN) / log(2) ** 2 / 8), _LEAST)
    bits = bytearray(min(size, LARGEST))
    for nik in niks:
        for bit in _bits_of(nik, salt, hashes, bits):
            bits[bit >> 3] |= 1 << (bit & 7)
    return NikFilter(salt, hashes, len(niks), bytes(bits))


def _bits_of(nik: str, salt: bytes, hashes: int, bits: bytes | bytearray) -> list[int]:
    digest = blake2b(nik.encode(), key=salt, digest_size=16, person=_PERSON).digest()
    first, step = int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little") | 1
    return [(first + turn * step) % (len(bits) * 8) for turn in range(hashes)]
