"""The envelope of everything that travels: magic, signed header, sealed payload; the checks up to the decryption."""

import hashlib
import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import IO, BinaryIO

import orjson

from ucj_desktop.crypto.signing import (
    SIGNATURE_BYTES,
    JsonValue,
    NotCanonical,
    SigningKey,
    canonical_json,
    is_signed_by,
)
from ucj_desktop.domain.parcel import AuditMark, Parcel, ParcelFamily, ParcelKind
from ucj_desktop.handoff.cards import OfficeCard
from ucj_desktop.handoff.refusals import (
    AnotherKindOfParcel,
    ForgedPackage,
    NotAPackage,
    PackageDamaged,
    PackageForAnotherDistrict,
    PackageForAnotherOffice,
    PackageNewer,
    PackageNotReadable,
    PackageTooLarge,
    TrainingPackage,
    UnknownOffice,
)

MAGIC = b"UCJPKT1\n"
_LATER_MAGIC = re.compile(rb"UCJPKT[1-9][0-9]?\n?")
VERSION = 1
READS = "reads"  # among a package's counts: the newest schema that its sender reads; not said: 1
SCHEMA = 2  # the newest of what is inside that is read here; a later one is refused with a sentence
LARGEST_FILE = 512 * 1024 * 1024  # bytes
_SHORTEST_HEADER, _LONGEST_HEADER = 2, 16_384
LARGEST_START = 8 + 4 + _LONGEST_HEADER + SIGNATURE_BYTES  # bytes before the payload
_HEADER_TYPE = "application/vnd.ucj.{}-header.v1+json"
HEADER_TYPES: Mapping[ParcelFamily, str] = {family: _HEADER_TYPE.format(family.value) for family in ParcelFamily}
_CHUNK = 1024 * 1024
_CLAIMED_OFFICE = re.compile(rb'"office":"([0-9]{6})"')
_CLAIMED_DISTRICT = re.compile(rb'"district":"([0-9]{4})"')
_CLAIMED_KIND = re.compile(rb'"kind":"([a-z]{1,20})"')
_HEX_64 = re.compile(r"[0-9a-f]{64}\Z")
_WHEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|\+00:00)\Z")
_SMALL_INT = 2**53


class HeaderMalformed(Exception):
    """A header that is not what :func:`header_of` writes."""


@dataclass(frozen=True, slots=True)
class TrustedParcel:
    """A file whose sender, addressee and sealed bytes have been checked; it has not been opened yet."""

    parcel: Parcel
    card: OfficeCard  # the pinned card whose key signed it
    path: Path
    sha256: str  # of the whole file, hex: what the next parcel's ``prev`` must say
    payload_start: int  # offset of the age ciphertext


def header_fields(parcel: Parcel) -> dict[str, JsonValue]:
    """The header's members by name."""
    return {
        "v": VERSION,
        "kind": parcel.kind.value,
        "training": parcel.training,
        "period": parcel.period,
        "office": parcel.office,
        "district": parcel.district,
        "key": parcel.key,
        "seq": parcel.seq,
        "prev": parcel.prev,
        "created": parcel.created,
        "app": parcel.app,
        "schema": parcel.schema,
        "revision": parcel.revision,
        "audit": {"n": parcel.audit.n, "head": parcel.audit.head},
        "counts": dict(parcel.counts),
        "payload_sha256": parcel.payload_sha256,
        "payload_size": parcel.payload_size,
    }


def header_of(parcel: Parcel) -> bytes:
    """The canonical JSON that is signed."""
    return canonical_json(header_fields(parcel))


def read_header(header: bytes) -> Parcel:
    """The exact reverse of :func:`header_of`. Raises :class:`HeaderMalformed`, :class:`PackageNewer`."""
    stated = read_canonical(header)
    try:
        if _number(stated["v"], low=1) > VERSION or _number(stated["schema"], low=1) > SCHEMA:
            raise PackageNewer()
        audit, counts = stated["audit"], stated["counts"]
        if not isinstance(audit, dict) or not isinstance(counts, dict) or len(counts) > 64:
            raise HeaderMalformed()
        parcel = Parcel(
            kind=ParcelKind(_text(stated["kind"])),
            office=_matching(r"[0-9]{6}\Z", stated["office"]),
            district=_matching(r"[0-9]{4}\Z", stated["district"]),
            period=_text(stated["period"]),
            seq=_number(stated["seq"], low=1),
            prev=_hash_or_nothing(stated["prev"]),
            created=_matching(_WHEN, stated["created"]),
            app=_text(stated["app"]),
            revision=_number(stated["revision"]),
            audit=AuditMark(_number(audit["n"]), _hash_or_nothing(audit["head"])),
            counts={_text(key): _number(value) for key, value in counts.items()},
            schema=_number(stated["schema"], low=1),
            training=_flag(stated["training"]),
            key=_matching(_HEX_64, stated["key"]),
            payload_sha256=_matching(_HEX_64, stated["payload_sha256"]),
            payload_size=_number(stated["payload_size"]),
        )
    except (KeyError, ValueError) as fault:
        raise HeaderMalformed() from fault
    if parcel.schema > 1 and parcel.kind is not ParcelKind.ANSWER:  # only answers have a second one
        raise PackageNewer()
    if header_of(parcel) != header:  # a member we do not know, or a member twice
        raise HeaderMalformed()
    return parcel


def read_canonical(content: bytes) -> dict[str, object]:
    """A JSON object that is in canonical form. Raises :class:`HeaderMalformed`."""
    try:
        stated = orjson.loads(content)
        if not isinstance(stated, dict) or canonical_json(stated) != content:
            raise HeaderMalformed()
    except (orjson.JSONDecodeError, NotCanonical) as fault:
        raise HeaderMalformed() from fault
    return stated


def write_envelope(destination: BinaryIO, parcel: Parcel, payload: IO[bytes], key: SigningKey) -> str:
    """Write magic, header, signature and the sealed ``payload`` (from its start); the SHA-256 of it all, hex.

    ``parcel`` already bears the payload's hash and size; the key is stamped into it here.
    """
    header = header_of(stamped(parcel, key))
    signature = key.sign(HEADER_TYPES[parcel.kind.family], header)
    digest = hashlib.sha256()
    payload.seek(0)
    start = MAGIC + struct.pack("<I", len(header)) + header + signature
    for chunk in chain((start,), iter(lambda: payload.read(_CHUNK), b"")):
        digest.update(chunk)
        destination.write(chunk)
    return digest.hexdigest()


def stamped(parcel: Parcel, key: SigningKey) -> Parcel:
    """The parcel with its sender's public key. Raises ValueError when a receiver could not read its header."""
    stamped_parcel = replace(parcel, key=key.public.hex())
    try:
        header = header_of(stamped_parcel)
        read_header(header)
    except (HeaderMalformed, NotCanonical) as fault:
        raise ValueError("a parcel that would not be read back as it is") from fault
    if len(header) > _LONGEST_HEADER:
        raise ValueError("a header longer than the format allows")
    return stamped_parcel


def inspect_parcel(path: Path) -> Parcel:
    """What a file says of itself. Nothing of it is proven: show it, never act on it.

    Raises :class:`NotAPackage`, :class:`PackageDamaged`, :class:`PackageNewer`, :class:`PackageTooLarge`,
    :class:`PackageNotReadable`.
    """
    try:
        with path.open("rb") as file:
            header, _ = _read_start(file)
        return read_header(header)
    except OSError as fault:
        raise PackageNotReadable() from fault
    except HeaderMalformed as fault:
        kind = _peek(_CLAIMED_KIND, header)
        if kind and kind not in set(ParcelKind):
            raise PackageNewer() from fault
        raise PackageDamaged() from fault


def verify_outer(
    path: Path, cards: Iterable[OfficeCard], *, own_code: str, expected: ParcelFamily, training: bool = False
) -> TrustedParcel:
    """Every check that needs no decryption, in SAFETY.md's order: nothing is parsed before the signature holds.

    ``cards`` are the pinned ones; ``own_code`` is this office's, ``training`` whether it is a training office. Where
    the parcel stands in its sender's sequence is asked next, by :func:`ucj_desktop.domain.parcel.sequence_state`.
    Raises a :class:`~ucj_desktop.handoff.refusals.ParcelRefused`.
    """
    known = tuple(cards)
    try:
        with path.open("rb") as file:
            header, signature = _read_start(file)
            card = _signer(header, signature, known, expected)
            parcel = _parse_signed(header, card, expected)
            _check_address(parcel, own_code, training=training)
            sha256 = _check_payload(file, parcel, len(header))
    except OSError as fault:
        raise PackageNotReadable() from fault
    return TrustedParcel(parcel, card, path, sha256, _payload_start(len(header)))


def _payload_start(header_length: int) -> int:
    return len(MAGIC) + 4 + header_length + SIGNATURE_BYTES


def _read_start(file: BinaryIO) -> tuple[bytes, bytes]:
    size = file.seek(0, 2)
    file.seek(0)
    if size > LARGEST_FILE:
        raise PackageTooLarge(LARGEST_FILE // (1024 * 1024))
    magic = file.read(len(MAGIC))
    if magic != MAGIC:
        raise PackageNewer() if _LATER_MAGIC.fullmatch(magic) else NotAPackage()
    length = int.from_bytes(file.read(4), "little")
    if not _SHORTEST_HEADER <= length <= _LONGEST_HEADER or size < _payload_start(length):
        raise PackageDamaged()
    return file.read(length), file.read(SIGNATURE_BYTES)


def _signer(header: bytes, signature: bytes, cards: tuple[OfficeCard, ...], expected: ParcelFamily) -> OfficeCard:
    for card in cards:
        if is_signed_by(card.signing_key, HEADER_TYPES[expected], header, signature):
            return card
    # From here on nothing can be accepted; the peek only chooses which sentence is said.
    kind = _peek(_CLAIMED_KIND, header)
    if kind in set(ParcelKind) and ParcelKind(kind).family is not expected:
        raise AnotherKindOfParcel(expected)
    if _is_of_a_later_family(kind, header, signature, cards):
        raise PackageNewer()
    claimed = _peek(_CLAIMED_OFFICE if expected is ParcelFamily.PACKAGE else _CLAIMED_DISTRICT, header)
    if any(card.office == claimed for card in cards):
        raise ForgedPackage(claimed)
    raise UnknownOffice(claimed)


def _is_of_a_later_family(kind: str, header: bytes, signature: bytes, cards: tuple[OfficeCard, ...]) -> bool:
    """Whether a pinned office signed a kind we do not know: a family that comes later is named as its one kind."""
    if not kind or kind in set(ParcelKind):
        return False
    return any(is_signed_by(card.signing_key, _HEADER_TYPE.format(kind), header, signature) for card in cards)


def _peek(pattern: re.Pattern[bytes], header: bytes) -> str:
    found = pattern.search(header)
    return found[1].decode() if found else ""


def _parse_signed(header: bytes, card: OfficeCard, expected: ParcelFamily) -> Parcel:
    try:
        parcel = read_header(header)
    except HeaderMalformed as fault:
        raise PackageDamaged() from fault
    if parcel.kind.family is not expected:
        raise AnotherKindOfParcel(expected)
    if parcel.sender != card.office or parcel.key != card.signing_key.hex():
        raise ForgedPackage(parcel.sender)
    return parcel


def _check_address(parcel: Parcel, own_code: str, *, training: bool) -> None:
    if parcel.addressee != own_code:
        if parcel.kind.family is ParcelFamily.PACKAGE:
            raise PackageForAnotherDistrict(parcel.addressee)
        raise PackageForAnotherOffice(parcel.addressee)
    if parcel.training != training:
        raise TrainingPackage(training_file=parcel.training)


def _check_payload(file: BinaryIO, parcel: Parcel, header_length: int) -> str:
    start = _payload_start(header_length)
    file.seek(0)
    whole, payload, size = hashlib.sha256(file.read(start)), hashlib.sha256(), 0
    for chunk in iter(lambda: file.read(_CHUNK), b""):
        size += len(chunk)
        if size > parcel.payload_size:
            raise PackageDamaged()
        whole.update(chunk)
        payload.update(chunk)
    if size != parcel.payload_size or payload.hexdigest() != parcel.payload_sha256:
        raise PackageDamaged()
    return whole.hexdigest()


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 64 or not value.isprintable():
        raise ValueError("text")
    return value


def _number(value: object, low: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value < _SMALL_INT:
        raise ValueError("number")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("flag")
    return value


def _matching(pattern: str | re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not re.match(pattern, value):
        raise ValueError("form")
    return value


def _hash_or_nothing(value: object) -> str:
    return "" if value == "" else _matching(_HEX_64, value)
