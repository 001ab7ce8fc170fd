"""Seals: age for what travels, AES-256-GCM for the letters in archive/, HKDF for keys below the data key."""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Protocol

import pyrage  # type: ignore[import-untyped]  # ships neither stubs nor py.typed
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ucj_desktop.domain.errors import ClerkError

_NONCE_BYTES = 12
_LETTER_MAGIC = b"UCJARS1\n"


class Source(Protocol):
    """What is read from: ``read(n)`` gives at most n bytes, and b"" at the end."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes."""


class Sink(Protocol):
    """What is written to."""

    def write(self, chunk: bytes, /) -> int:
        """How many bytes were taken: all of them."""


class SealBroken(Exception):
    """The sealed bytes are not what was sealed: cut, changed, or no seal at all."""


class NotSealedToUs(Exception):
    """The seal is whole but for somebody else's key."""


class NotARecipient(Exception):
    """The text is not an age X25519 recipient or identity."""


class LetterDamaged(ClerkError):
    """A letter in archive/ is not what was put there."""

    code = "KUNCI-13"

    def __init__(self) -> None:
        super().__init__(
            what="Arsip surat ini rusak atau diubah dari luar program.",
            fix="Pulihkan folder archive dari cadangan, atau cetak ulang suratnya dari berita acara.",
        )


def derive_subkey(data_key: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose (HKDF-SHA256, RFC 5869); keys of other purposes tell nothing about it."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(data_key)


def new_identity() -> str:
    """A fresh age X25519 identity, as ``AGE-SECRET-KEY-1...`` text."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The ``age1...`` text others seal to. Raises :class:`NotARecipient`."""
    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except pyrage.IdentityError as fault:
        raise NotARecipient() from fault


def is_recipient(text: str) -> bool:
    """Whether one can seal to it."""
    try:
        return str(pyrage.x25519.Recipient.from_str(text)) == text
    except pyrage.RecipientError:
        return False


def seal_stream(source: Source, sink: Sink, recipients: Sequence[str]) -> None:
    """Seal (age v1) everything ``source`` gives to all recipients, in constant memory.

    An exception of ``source`` or ``sink`` comes out as it is. Raises :class:`NotARecipient`.
    """
    try:
        keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    except pyrage.RecipientError as fault:
        raise NotARecipient() from fault
    if not keys:
        raise NotARecipient()
    inside, outside = _Kept(source=source), _Kept(sink=sink)
    try:
        pyrage.encrypt_io(inside, outside, keys)
    except (pyrage.EncryptError, OSError):
        _raise_kept(inside, outside)
        raise


def open_stream(source: Source, sink: Sink, identities: Sequence[str]) -> None:
    """Open an age seal in constant memory; what ``sink`` has got counts only when this returns.

    Raises :class:`SealBroken`, :class:`NotSealedToUs`; an exception of ``source`` or ``sink`` comes out as it is.
    """
    inside, outside = _Kept(source=source), _Kept(sink=sink)
    try:
        keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
        pyrage.decrypt_io(inside, outside, keys)
    except pyrage.IdentityError as fault:
        raise NotARecipient() from fault
    except (pyrage.DecryptError, OSError) as fault:
        _raise_kept(inside, outside)
        if "No matching keys" in str(fault):
            raise NotSealedToUs() from fault
        raise SealBroken() from fault


class _Kept:
    """Stands between pyrage and our streams: pyrage turns our exceptions into its own text, so they are kept here."""

    def __init__(self, *, source: Source | None = None, sink: Sink | None = None) -> None:
        self._source = source
        self._sink = sink
        self.fault: BaseException | None = None

    def read(self, size: int) -> bytes:
        assert self._source is not None
        try:
            return self._source.read(size)
        except BaseException as fault:
            self.fault = fault
            raise

    def write(self, chunk: bytes) -> int:
        assert self._sink is not None
        try:
            self._sink.write(chunk)
        except BaseException as fault:
            self.fault = fault
            raise
        return len(chunk)


def _raise_kept(*streams: _Kept) -> None:
    for stream in streams:
        if stream.fault is not None:
            raise stream.fault


def seal_letter(data_key: bytes, content: bytes) -> tuple[str, bytes]:
    """(name, sealed bytes) of a letter for archive/; the name is the SHA-256 of the content, in hex."""
    name = hashlib.sha256(content).hexdigest()
    nonce = secrets.token_bytes(_NONCE_BYTES)
    key = derive_subkey(data_key, "ucj-archive-v1")
    return name, _LETTER_MAGIC + nonce + AESGCM(key).encrypt(nonce, content, name.encode())


def open_letter(data_key: bytes, name: str, sealed: bytes) -> bytes:
    """The content of the letter ``name``. Raises :class:`LetterDamaged`."""
    start = len(_LETTER_MAGIC)
    nonce, wrapped = sealed[start : start + _NONCE_BYTES], sealed[start + _NONCE_BYTES :]
    if not sealed.startswith(_LETTER_MAGIC) or len(nonce) != _NONCE_BYTES:
        raise LetterDamaged()
    try:
        content = AESGCM(derive_subkey(data_key, "ucj-archive-v1")).decrypt(nonce, wrapped, name.encode())
    except InvalidTag as fault:
        raise LetterDamaged() from fault
    return content
