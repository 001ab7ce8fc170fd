"""Ed25519 signatures over typed bytes: canonical JSON, DSSE's pre-authentication encoding, sign and verify."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

import orjson
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

JsonValue: TypeAlias = "str | int | bool | Sequence[JsonValue] | Mapping[str, JsonValue] | None"

SEED_BYTES = 32
PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64
_LARGEST = 2**53 - 1  # the whole numbers that RFC 8785 writes as they are


class NotCanonical(Exception):
    """A value has no RFC 8785 form (an integer past 2**53, a lone surrogate, a key that is not text)."""


def canonical_json(value: JsonValue) -> bytes:
    """RFC 8785 canonical JSON, UTF-8. Raises :class:`NotCanonical`.

    A verdict is flat and names its parts in ASCII: orjson then writes the same bytes in a thirtieth of the time.
    """
    if type(value) is dict and _is_flat(value):
        try:
            return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        except orjson.JSONEncodeError:  # a lone surrogate, of which rfc8785 says the same in its own words
            pass
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as fault:
        raise NotCanonical(type(fault).__name__) from fault


def _is_flat(value: Mapping[str, JsonValue]) -> bool:
    """Whether sorting by UTF-8 and by UTF-16 agree (ASCII keys) and no value has two ways to be written."""
    for name, one in value.items():
        if type(name) is not str or not name.isascii():
            return False
        if type(one) is int:
            if not -_LARGEST <= one <= _LARGEST:
                return False
        elif type(one) is not str and type(one) is not bool and one is not None:
            return False
    return True


def pae(payload_type: str, payload: bytes) -> bytes:
    """DSSE v1 pre-authentication encoding, so that bytes signed as one type never pass for another.

    Source: https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
    """
    kind = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key pair, kept as its 32-byte seed; the seed never shows in a repr."""

    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_BYTES:
            raise ValueError("an Ed25519 seed has 32 bytes")

    @property
    def public(self) -> bytes:
        """The 32-byte public key."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    def sign(self, payload_type: str, payload: bytes) -> bytes:
        """A 64-byte signature over ``pae(payload_type, payload)``."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(pae(payload_type, payload))


def new_signing_key() -> SigningKey:
    """A key pair from the operating system's randomness."""
    return SigningKey(secrets.token_bytes(SEED_BYTES))


def is_signed_by(public: bytes, payload_type: str, payload: bytes, signature: bytes) -> bool:
    """Whether ``signature`` is that key's over that payload under that type; wrong lengths are simply not."""
    if len(public) != PUBLIC_KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        _public_key(public).verify(signature, pae(payload_type, payload))
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=64)
def _public_key(public: bytes) -> Ed25519PublicKey:
    """Read once: a package bears a hundred thousand signatures of a few accounts. Raises ValueError."""
    return Ed25519PublicKey.from_public_bytes(public)
