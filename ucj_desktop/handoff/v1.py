"""Format 1 of what is inside the seal: tar of manifest, rows and letters under zstd; both ends in one file."""

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import IO, BinaryIO

import orjson
import zstandard

from ucj_desktop.crypto.office_keys import AccountCertificate, OfficeKeys
from ucj_desktop.crypto.sealing import seal_stream
from ucj_desktop.crypto.signing import JsonValue, NotCanonical, canonical_json
from ucj_desktop.domain.parcel import Parcel, ParcelFamily
from ucj_desktop.domain.people import Role
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.handoff import tar
from ucj_desktop.handoff.envelope import (
    LARGEST_FILE,
    LARGEST_START,
    HeaderMalformed,
    TrustedParcel,
    header_fields,
    read_canonical,
    stamped,
    write_envelope,
)
from ucj_desktop.handoff.opened import OpenedPayload
from ucj_desktop.handoff.refusals import PackageDamaged, PackageTooLargeToSend
from ucj_desktop.handoff.streams import HashedSink, PulledChunks

MANIFEST = "manifest.json"
RECORDS, DECISIONS, TOMBSTONES = "records.jsonl", "decisions.jsonl", "tombstones.jsonl"
RECEIPT, REFUSED, ANSWERS = "receipt.jsonl", "refused.jsonl", "answers.jsonl"
PEOPLE, TERMS = "people.jsonl", "terms.jsonl"
ELSEWHERE = "elsewhere.jsonl"
_TITLED = frozenset({RECORDS, ANSWERS, PEOPLE})  # their first line names the fields
_MEMBERS: Mapping[ParcelFamily, frozenset[str]] = {
    ParcelFamily.PACKAGE: frozenset({RECORDS, DECISIONS, TOMBSTONES}),
    ParcelFamily.RECEIPT: frozenset({RECEIPT, REFUSED}),
    ParcelFamily.ANSWER: frozenset({ANSWERS}),
    ParcelFamily.ASSIGNMENT: frozenset({PEOPLE, TERMS}),
}
# What may be there besides, and from which schema on.
_MAY_BE_THERE: Mapping[ParcelFamily, Mapping[str, int]] = {ParcelFamily.ANSWER: {ELSEWHERE: 2}}
_LETTER = re.compile(r"[0-9a-f]{64}\.pdf\Z")
_HEX_64 = re.compile(r"[0-9a-f]{64}\Z")
LARGEST_MANIFEST = 4 * 1024 * 1024  # bytes, as are those below
LARGEST_ROWS = 1024 * 1024 * 1024
LARGEST_ROW = 256 * 1024
LARGEST_LETTER = 64 * 1024 * 1024
LARGEST_PAYLOAD = 2 * 1024 * 1024 * 1024
MOST_MEMBERS = 5_000
_ZSTD_LEVEL = 3
_CHUNK = 256 * 1024
_ROWS_A_STEP = 1_000

Row = Sequence[JsonValue]
Object = Mapping[str, JsonValue]


class SourceChanged(Exception):
    """The second pass over the rows gave other bytes than the first: they were not read from one snapshot."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A PDF that travels along; ``read`` opens it anew each time."""

    sha256: str  # of the content, hex
    read: Callable[[], bytes]


def _nothing() -> Iterable[Object]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What goes into a package. Each callable is called twice and must give the same rows both times."""

    fields: tuple[str, ...]  # names of the columns of ``records``
    records: Callable[[], Iterable[Row]]
    decisions: Callable[[], Iterable[Object]] = _nothing
    tombstones: Callable[[], Iterable[Object]] = _nothing
    letters: tuple[Letter, ...] = ()
    certificates: tuple[AccountCertificate, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenParcel:
    """What was written: the parcel as signed, and the file's own hash, which the next one's ``prev`` must say."""

    parcel: Parcel
    sha256: str
    size: int  # bytes of the whole file


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside, as the manifest lists it."""

    name: str
    sha256: str
    size: int
    rows: int  # lines after the field names; 0 for a letter


@dataclass(frozen=True, slots=True)
class Source:
    """One file to be written; ``lines`` is read once for its hash and once for its bytes."""

    name: str
    lines: Callable[[], Iterable[bytes]]


def write_package(
    destination: BinaryIO,
    parcel: Parcel,
    contents: Contents,
    keys: OfficeKeys,
    recipients: Sequence[str],
    progress: Progress = SILENT,
) -> WrittenParcel:
    """Write a package, sealed to the district's ``recipients`` and to the office itself.

    ``destination`` is an empty binary file, on the hard disk. The sender's key, the payload's hash and size, and the
    counts of rows are filled into ``parcel``. Only ciphertext touches the disk, also in temporary files.
    Raises :class:`SourceChanged`, :class:`PackageTooLargeToSend`, Cancelled, OSError.
    """
    sources = [
        Source(RECORDS, lambda: titled_lines(contents.fields, contents.records())),
        Source(DECISIONS, lambda: map(line_of, contents.decisions())),
        Source(TOMBSTONES, lambda: map(line_of, contents.tombstones())),
        *map(_letter_source, {letter.sha256: letter for letter in contents.letters}.values()),  # one PDF travels once
    ]
    return write_parcel(destination, parcel, sources, contents.certificates, keys, recipients, progress)


def write_parcel(
    destination: BinaryIO,
    parcel: Parcel,
    sources: Iterable[Source],
    certificates: Sequence[AccountCertificate],
    keys: OfficeKeys,
    recipients: Sequence[str],
    progress: Progress = SILENT,
) -> WrittenParcel:
    """What package, receipt and answer have in common; see :func:`write_package`."""
    ordered = sorted(sources, key=lambda source: source.name)
    steps = _Steps(progress)
    members = tuple(_measure(source, steps) for source in ordered)
    counted = replace(parcel, counts=dict(parcel.counts) | _counts(members))
    stamped(replace(counted, payload_sha256="0" * 64), keys.signing)  # a faulty description is found before the work
    listed = Manifest(members, tuple(certificates))
    manifest = _manifest_bytes(counted, listed)
    if not _is_sound(listed, counted, keys.signing.public) or len(manifest) > LARGEST_MANIFEST:
        raise ValueError("a parcel that nobody could open")
    steps.second_pass()
    with tempfile.TemporaryFile() as temporary:
        ciphertext: IO[bytes] = temporary
        sink = HashedSink(ciphertext)
        plain = _tar_bytes(manifest, zip(ordered, members, strict=True), steps)
        seal_stream(PulledChunks(_compressed(plain)), sink, (*recipients, keys.public.recipient))
        if sink.size > LARGEST_FILE - LARGEST_START:
            raise PackageTooLargeToSend(LARGEST_FILE // (1024 * 1024))
        sealed = stamped(replace(counted, payload_sha256=sink.digest.hexdigest(), payload_size=sink.size), keys.signing)
        sha256 = write_envelope(destination, sealed, ciphertext, keys.signing)
    return WrittenParcel(sealed, sha256, destination.tell())


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first member: what else is inside, and whose accounts signed in it."""

    members: tuple[Member, ...]
    certificates: tuple[AccountCertificate, ...]


class OpenedPackage:
    """A parcel whose every member was checked against its manifest; rows are streamed from the file again.

    The file must stay where it is. Each method reads and checks it anew and raises :class:`PackageDamaged` when it is
    no longer the file that was opened; so whatever is made of the rows belongs into one transaction.
    """

    def __init__(self, trusted: TrustedParcel, keys: OfficeKeys, manifest: Manifest) -> None:
        self._trusted = trusted
        self._keys = keys
        self._manifest = manifest

    @property
    def parcel(self) -> Parcel:
        """The outer description, which the manifest repeats."""
        return self._trusted.parcel

    @property
    def sha256(self) -> str:
        """Hash of the whole file, hex."""
        return self._trusted.sha256

    @property
    def members(self) -> tuple[Member, ...]:
        """The files inside, sorted by name."""
        return self._manifest.members

    @property
    def certificates(self) -> tuple[AccountCertificate, ...]:
        """The sender's accounts, each certified by the office key that signed the parcel."""
        return self._manifest.certificates

    def records(self) -> Iterator[dict[str, object]]:
        """The workers' rows of a package, as plain JSON values by field name, in the order they were written."""
        return self.titled_rows(RECORDS)

    def decisions(self) -> Iterator[dict[str, object]]:
        """Verdicts, merges, "not the same"; each bears its account's signature, which is not checked here."""
        return self.objects(DECISIONS)

    def tombstones(self) -> Iterator[dict[str, object]]:
        """Workers that were taken back."""
        return self.objects(TOMBSTONES)

    def letters(self) -> Iterator[tuple[str, bytes]]:
        """(SHA-256, PDF) of every letter, one at a time."""
        for member, chunks in self._walk():
            if _LETTER.match(member.name):
                yield member.sha256, b"".join(chunks)

    def titled_rows(self, name: str) -> Iterator[dict[str, object]]:
        """Rows of a member whose first line names the fields."""
        rows = self._rows(name)
        fields = _field_names(next(rows, None))
        for row in rows:
            if not isinstance(row, list) or len(row) != len(fields):
                raise PackageDamaged()
            yield dict(zip(fields, row, strict=True))

    def objects(self, name: str) -> Iterator[dict[str, object]]:
        """Rows of a member whose every line is an object."""
        for row in self._rows(name):
            if not isinstance(row, dict):
                raise PackageDamaged()
            yield row

    def _rows(self, name: str) -> Iterator[object]:
        for member, chunks in self._walk():
            if member.name == name:
                yield from map(_read_line, _split_lines(chunks))
                return

    def _walk(self) -> Iterator[tuple[Member, Iterator[bytes]]]:
        with _payload_of(self._trusted, self._keys) as payload:
            if _read_manifest(payload, self._trusted) != self._manifest:
                raise PackageDamaged()
            yield from _walk_members(payload, self._manifest.members)


def open_package(trusted: TrustedParcel, keys: OfficeKeys, progress: Progress = SILENT) -> OpenedPackage:
    """Open the seal and check all of it once: members exactly as listed, hashes, sizes, counts, inner = outer.

    Nothing is handed out before that. Raises a :class:`~ucj_desktop.handoff.refusals.ParcelRefused`, Cancelled.
    """
    with _payload_of(trusted, keys) as payload:
        manifest = _read_manifest(payload, trusted)
        for number, (member, chunks) in enumerate(_walk_members(payload, manifest.members), start=1):
            lines = sum(_stepping(chunks, progress, number, len(manifest.members)))
            if member.rows != (0 if _LETTER.match(member.name) else lines - (member.name in _TITLED)):
                raise PackageDamaged()
    return OpenedPackage(trusted, keys, manifest)


# --- reading ---------------------------------------------------------------------------------------------------------


def _payload_of(trusted: TrustedParcel, keys: OfficeKeys) -> OpenedPayload:
    return OpenedPayload(trusted.path, trusted.payload_start, trusted.parcel, keys.identities)


def _stepping(chunks: Iterable[bytes], progress: Progress, number: int, total: int) -> Iterator[int]:
    for chunk in chunks:
        progress.step(number, total=total, words="Memeriksa isi kiriman")
        yield chunk.count(b"\n")


def _read_manifest(payload: OpenedPayload, trusted: TrustedParcel) -> Manifest:
    try:
        name, size = tar.read_header(payload) or ("", 0)
        if name != MANIFEST or size > LARGEST_MANIFEST:
            raise PackageDamaged()
        content = b"".join(tar.read_content(payload, size))
        stated = read_canonical(content)
        manifest = Manifest(
            tuple(_read_member(one) for one in _list(stated["files"])),
            tuple(_read_certificate(one) for one in _list(stated["certificates"])),
        )
        inner = _manifest_bytes(trusted.parcel, manifest)
    except (tar.TarMalformed, HeaderMalformed, NotCanonical, KeyError, ValueError, TypeError) as fault:
        raise PackageDamaged() from fault
    if inner != content:  # inner = outer, and nothing beside what we know
        raise PackageDamaged()
    if not _is_sound(manifest, trusted.parcel, trusted.card.signing_key):
        raise PackageDamaged()
    return manifest


def _is_sound(manifest: Manifest, parcel: Parcel, office_key: bytes) -> bool:
    """Asked at both ends, so that nobody writes what nobody would open."""
    names = [member.name for member in manifest.members]
    required = _MEMBERS[parcel.kind.family]
    letters = {name for name in names if _LETTER.match(name)}
    optional = {name for name, since in _MAY_BE_THERE.get(parcel.kind.family, {}).items() if parcel.schema >= since}
    return (
        names == sorted(set(names))
        and len(names) <= MOST_MEMBERS
        and set(names) - letters - optional == required
        and (not letters or parcel.kind.family is ParcelFamily.PACKAGE)
        and all(_is_sound_member(member) for member in manifest.members)
        and sum(member.size for member in manifest.members) <= LARGEST_PAYLOAD
        and all(parcel.counts.get(name) == count for name, count in _counts(manifest.members).items())
        and all(certificate.is_by(office_key) for certificate in manifest.certificates)
    )


def _is_sound_member(member: Member) -> bool:
    if _LETTER.match(member.name):
        return member.size <= LARGEST_LETTER and member.name == f"{member.sha256}.pdf"
    return member.size <= LARGEST_ROWS


def _walk_members(payload: OpenedPayload, members: tuple[Member, ...]) -> Iterator[tuple[Member, Iterator[bytes]]]:
    """Each member with its content. What the caller leaves unread is read over; each is checked before the next."""
    try:
        for member in members:
            if tar.read_header(payload) != (member.name, member.size):
                raise PackageDamaged()
            content = _checked(tar.read_content(payload, member.size), member)
            yield member, content
            for _ in content:
                pass
        if tar.read_header(payload) is not None:
            raise PackageDamaged()
    except tar.TarMalformed as fault:
        raise PackageDamaged() from fault


def _checked(chunks: Iterable[bytes], member: Member) -> Iterator[bytes]:
    digest = hashlib.sha256()
    try:
        for chunk in chunks:
            digest.update(chunk)
            yield chunk
    except tar.TarMalformed as fault:
        raise PackageDamaged() from fault
    if digest.hexdigest() != member.sha256:
        raise PackageDamaged()


def _split_lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
        if len(rest) > LARGEST_ROW:
            raise PackageDamaged()
    if rest:
        raise PackageDamaged()


def _read_line(line: bytes) -> object:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as fault:
        raise PackageDamaged() from fault


def _field_names(row: object) -> list[str]:
    if not isinstance(row, list) or not all(isinstance(name, str) for name in row) or len(set(row)) != len(row):
        raise PackageDamaged()
    return row


def _read_member(stated: object) -> Member:
    if not isinstance(stated, dict):
        raise TypeError("member")
    member = Member(stated["name"], stated["sha256"], stated["size"], stated["rows"])
    if not isinstance(member.name, str) or not isinstance(member.sha256, str) or not _HEX_64.match(member.sha256):
        raise TypeError("member")
    if type(member.size) is not int or type(member.rows) is not int or min(member.size, member.rows) < 0:
        raise TypeError("member")
    return member


def _read_certificate(stated: object) -> AccountCertificate:
    if not isinstance(stated, dict) or not all(isinstance(value, str) for value in stated.values()):
        raise TypeError("certificate")
    return AccountCertificate(
        account_id=stated["account"],
        name=stated["name"],
        role=Role(stated["role"]),
        public_key=bytes.fromhex(stated["public_key"]),
        signature=bytes.fromhex(stated["signature"]),
    )


def _list(stated: object) -> list[object]:
    if not isinstance(stated, list):
        raise TypeError("list")
    return stated


# --- writing ---------------------------------------------------------------------------------------------------------


class _Steps:
    """Rows counted over both passes; only in the second is the total known."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._number = 0
        self._total: int | None = None

    def second_pass(self) -> None:
        self._number, self._total = 0, self._number

    def one_more(self) -> None:
        self._number += 1
        if self._number % _ROWS_A_STEP == 1:
            words = "Menghitung isi kiriman" if self._total is None else "Menyegel kiriman"
            self._progress.step(self._number, total=self._total, words=words)


def _measure(source: Source, steps: _Steps) -> Member:
    digest, size, rows = hashlib.sha256(), 0, -int(source.name in _TITLED)
    for line in source.lines():
        steps.one_more()
        digest.update(line)
        size += len(line)
        rows += 1
    is_letter = _LETTER.match(source.name)
    return Member(source.name, digest.hexdigest(), size, 0 if is_letter else rows)


def _counts(members: Iterable[Member]) -> dict[str, int]:
    counts = {"letters": 0}
    for member in members:
        if _LETTER.match(member.name):
            counts["letters"] += 1
        else:
            counts[member.name.removesuffix(".jsonl")] = member.rows
    return counts


def _manifest_bytes(parcel: Parcel, manifest: Manifest) -> bytes:
    """What the header says, but for what is known only after sealing, and the list of what is inside."""
    outer = {
        name: value
        for name, value in header_fields(parcel).items()
        if name not in {"key", "payload_sha256", "payload_size"}
    }
    files: list[JsonValue] = [
        {"name": member.name, "sha256": member.sha256, "size": member.size, "rows": member.rows}
        for member in manifest.members
    ]
    certificates: list[JsonValue] = [
        {
            "account": certificate.account_id,
            "name": certificate.name,
            "role": certificate.role.value,
            "public_key": certificate.public_key.hex(),
            "signature": certificate.signature.hex(),
        }
        for certificate in manifest.certificates
    ]
    return canonical_json(outer | {"files": files, "certificates": certificates})


def _tar_bytes(manifest: bytes, sources: Iterable[tuple[Source, Member]], steps: _Steps) -> Iterator[bytes]:
    yield tar.header(MANIFEST, len(manifest)) + manifest + tar.padding(len(manifest))
    for source, member in sources:
        yield tar.header(member.name, member.size)
        digest, size = hashlib.sha256(), 0
        for line in source.lines():
            steps.one_more()
            digest.update(line)
            size += len(line)
            yield line
        if (digest.hexdigest(), size) != (member.sha256, member.size):
            raise SourceChanged(member.name)
        yield tar.padding(member.size)
    yield tar.END


def _compressed(plain: Iterable[bytes]) -> Iterator[bytes]:
    chunker = zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True).chunker(chunk_size=_CHUNK)
    pending: list[bytes] = []
    held = 0
    for piece in plain:  # gathered, because a call for every row would cost more than the packing
        pending.append(piece)
        held += len(piece)
        if held >= _CHUNK:
            yield from chunker.compress(b"".join(pending))
            pending, held = [], 0
    yield from chunker.compress(b"".join(pending))
    yield from chunker.finish()  # type: ignore[no-untyped-call]  # its stub lacks the types


def titled_lines(fields: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """The field names, then an array a row."""
    yield line_of(list(fields))
    for row in rows:
        yield line_of(list(row))


def line_of(value: JsonValue) -> bytes:
    """One row as it stands in a member: JSON and a newline."""
    line = orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
    if len(line) > LARGEST_ROW:
        raise ValueError("a row longer than the format allows")
    return line


def _letter_source(letter: Letter) -> Source:
    return Source(f"{letter.sha256}.pdf", lambda: (letter.read(),))
