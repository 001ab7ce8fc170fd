"""A real package of an office spoiled in every way that a thief, a bad stick or another program could spoil it."""

import hashlib
import io
import json
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import zstandard

from ucj_desktop.crypto.office_keys import OfficeKeys
from ucj_desktop.crypto.sealing import seal_stream
from ucj_desktop.crypto.signing import SigningKey, canonical_json
from ucj_desktop.domain.parcel import Parcel, ParcelFamily
from ucj_desktop.handoff import envelope, tar, v1
from ucj_desktop.handoff.envelope import MAGIC, header_fields
from ucj_desktop.handoff.v1 import MANIFEST, OpenedPackage

Members = dict[str, bytes]
SIGNED_AS = envelope.HEADER_TYPES[ParcelFamily.PACKAGE]


@dataclass(frozen=True)
class RealPackage:
    """A package as it was made, opened, and the keys it was made with."""

    content: bytes  # the whole file
    parcel: Parcel
    members: Members  # the files inside but the manifest
    certificates: Sequence[Mapping[str, Any]]
    keys: OfficeKeys  # the sender's
    recipient: str  # the district's age key
    other_keys: OfficeKeys  # of an office that is pinned, too
    other_office: str
    receipt: bytes  # of the package before this one
    predecessor: str  # SHA-256 of that package

    @property
    def start(self) -> int:
        """Where the ciphertext begins."""
        return 12 + int.from_bytes(self.content[8:12], "little") + 64

    def header(self, **changes: object) -> dict[str, Any]:
        return dict(header_fields(self.parcel)) | changes

    def under(
        self, header: bytes, payload: bytes | None = None, *, key: SigningKey | None = None, as_: str = SIGNED_AS
    ) -> bytes:
        """A file with any header, rightly signed; the ciphertext stays unless one is given."""
        signature = (key or self.keys.signing).sign(as_, header)
        ciphertext = self.content[self.start :] if payload is None else payload
        return MAGIC + struct.pack("<I", len(header)) + header + signature + ciphertext

    def stated(self, *, key: SigningKey | None = None, **changes: object) -> bytes:
        """Other words in the header, rightly signed over the same ciphertext."""
        return self.under(canonical_json(self.header(**changes)), key=key)

    def sealed(self, plain: bytes, *, recipient: str = "", packed: bool = True, **changes: object) -> bytes:
        """Any bytes inside, rightly sealed and signed."""
        compressed = zstandard.ZstdCompressor().compress(plain) if packed else plain
        made = io.BytesIO()
        seal_stream(io.BytesIO(compressed), made, [recipient or self.recipient])
        payload = made.getvalue()
        told = self.header(payload_sha256=hashlib.sha256(payload).hexdigest(), payload_size=len(payload))
        return self.under(canonical_json(told | changes), payload)

    def packed(
        self, members: Members, *, outer: Mapping[str, object] | None = None, recount: bool = True, **manifest: object
    ) -> bytes:
        """Other files inside with a manifest that lists them rightly, but for what ``manifest`` says otherwise.

        ``recount``: the counts follow the files, as in an honest package; ``outer`` are changes in the header.
        """
        files = [_listed(name, content) for name, content in sorted(members.items())]
        counts = dict(self.parcel.counts)
        if recount:
            lists = [one for one in files if one["name"].endswith(".jsonl")]
            counts |= {one["name"].removesuffix(".jsonl"): one["rows"] for one in lists}
            counts["letters"] = sum(one["name"].endswith(".pdf") for one in files)
        told: dict[str, Any] = {"counts": counts, **(outer or {})}
        inner = {
            name: value
            for name, value in self.header(**told).items()
            if name not in {"key", "payload_sha256", "payload_size"}
        }
        said = canonical_json(inner | {"files": files, "certificates": list(self.certificates)} | manifest)
        return self.sealed(_tar(said, sorted(members.items())), **told)

    def with_rows(self, change: Callable[[list[dict[str, Any]]], None]) -> bytes:
        """The workers' rows changed by name, everything else honest."""
        return self.packed(self.members | {v1.RECORDS: _titled(self.members[v1.RECORDS], change)})

    def with_objects(self, name: str, change: Callable[[list[dict[str, Any]]], None]) -> bytes:
        """The lines of decisions or tombstones changed, everything else honest."""
        objects = [json.loads(line) for line in self.members[name].splitlines()]
        change(objects)
        return self.packed(self.members | {name: b"".join(map(v1.line_of, objects))})


def real_package(opened: OpenedPackage, content: bytes, **others: Any) -> RealPackage:
    """What the sender's own keys, to which every package is sealed as well, see of it."""
    members = {member.name: b"".join(chunks) for member, chunks in opened._walk()}
    certificates = [
        {
            "account": one.account_id,
            "name": one.name,
            "role": one.role.value,
            "public_key": one.public_key.hex(),
            "signature": one.signature.hex(),
        }
        for one in opened.certificates
    ]
    return RealPackage(content, opened.parcel, members, certificates, **others)


def _listed(name: str, content: bytes) -> dict[str, Any]:
    rows = 0 if name.endswith(".pdf") else content.count(b"\n") - (name == v1.RECORDS)
    return {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "rows": rows}


def _tar(manifest: bytes, members: Sequence[tuple[str, bytes]]) -> bytes:
    parts = []
    for name, content in [(MANIFEST, manifest), *members]:
        parts += [tar.header(name, len(content)), content, tar.padding(len(content))]
    return b"".join([*parts, tar.END])


def _titled(lines: bytes, change: Callable[[list[dict[str, Any]]], None]) -> bytes:
    fields, *rows = (json.loads(line) for line in lines.splitlines())
    named = [dict(zip(fields, row, strict=True)) for row in rows]
    change(named)
    return b"".join(map(v1.line_of, [fields, *([row[name] for name in fields] for row in named)]))


def _flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def _first_line_longer(members: Members) -> Members:
    fields, first, *rest = members[v1.RECORDS].splitlines(keepends=True)
    return members | {v1.RECORDS: b"".join([fields, v1.line_of([*json.loads(first), "lebih"]), *rest])}


def _no_json(members: Members) -> Members:
    fields, _, *rest = members[v1.RECORDS].splitlines(keepends=True)
    return members | {v1.RECORDS: b"".join([fields, b"[1,2\n", *rest])}


def _hash_of_another(real: RealPackage) -> list[dict[str, Any]]:
    files = [_listed(name, content) for name, content in sorted(real.members.items())]
    files[-1] = files[-1] | {"sha256": "00" * 32}
    return files


def _letter(real: RealPackage) -> Members:
    """A letter under a name that is not its hash."""
    return real.members | {f"{hashlib.sha256(b'asli').hexdigest()}.pdf": b"%PDF-1.7 lain"}


def _without(members: Members, name: str) -> Members:
    return {one: content for one, content in members.items() if one != name}


def _a_gift(real: RealPackage) -> bytes:
    header = canonical_json(real.header(kind="gift"))
    return real.under(header, as_="application/vnd.ucj.gift-header.v1+json")


def _others_certificate(real: RealPackage) -> list[dict[str, Any]]:
    return [{**one, "signature": "00" * 64} for one in real.certificates]


Spoil = Callable[[RealPackage], bytes]
CORRUPTIONS: Mapping[str, tuple[str, Spoil]] = {
    # what is outside
    "an empty file": ("PKT-01", lambda real: b""),
    "another kind of file": ("PKT-01", lambda real: b"PK\x03\x04" + real.content),
    "a wrong magic": ("PKT-01", lambda real: b"UCJPKT0\n" + real.content[8:]),
    "the magic of a later format": ("PKT-12", lambda real: b"UCJPKT2\n" + real.content[8:]),
    "a header of no length": ("PKT-03", lambda real: real.content[:8] + bytes(4) + real.content[12:]),
    "a header of a huge length": ("PKT-03", lambda real: real.content[:8] + b"\xff" * 4 + real.content[12:]),
    "a file cut in its header": ("PKT-03", lambda real: real.content[:100]),
    "a flipped bit in the signature": ("PKT-05", lambda real: _flipped(real.content, real.start - 9)),
    "a header changed after signing": (
        "PKT-05",
        lambda real: real.content.replace(b'"period":"2026"', b'"period":"2027"', 1),
    ),
    "a signed header that is no JSON": ("PKT-03", lambda real: real.under(b"{" * 300)),
    "a signed header with blanks": (
        "PKT-03",
        lambda real: real.under(canonical_json(real.header()).replace(b":", b": ", 1)),
    ),
    "a signed header with one member more": ("PKT-03", lambda real: real.stated(extra=1)),
    "a signed header whose date is no date": ("PKT-03", lambda real: real.stated(created="kemarin")),
    # who and to whom
    "another pinned office in this one's name": ("PKT-05", lambda real: real.stated(key=real.other_keys.signing)),
    "this office in another one's name": ("PKT-05", lambda real: real.stated(office=real.other_office)),
    "an office nobody knows": (
        "PKT-04",
        lambda real: real.stated(key=SigningKey(bytes(32)), office="730209"),
    ),
    "another key named than the one that signed": (
        "PKT-05",
        lambda real: real.under(canonical_json(real.header(key="00" * 32))),
    ),
    "a package for another district": ("PKT-07", lambda real: real.stated(district="7371")),
    "a real package at a training office": ("PKT-11", lambda real: real.stated(training=False)),
    "a receipt in a package's place": ("PKT-13", lambda real: real.receipt),
    "a later version of the header": ("PKT-12", lambda real: real.stated(v=2)),
    "a later schema of the rows": ("PKT-12", lambda real: real.stated(schema=2)),
    "a family of a later program": ("PKT-12", _a_gift),
    # the sealed bytes
    "ciphertext one byte short": ("PKT-03", lambda real: real.content[:-1]),
    "ciphertext one byte longer": ("PKT-03", lambda real: real.content + b"\0"),
    "a flipped bit in the ciphertext": ("PKT-03", lambda real: _flipped(real.content, len(real.content) - 20)),
    "sealed to another district": (
        "PKT-08",
        lambda real: real.sealed(b"x", recipient=real.other_keys.public.recipient),
    ),
    "sealed bytes that are no zstd": ("PKT-03", lambda real: real.sealed(b"bukan zstd", packed=False)),
    "packed bytes that are no tar": ("PKT-03", lambda real: real.sealed(b"bukan tar" * 200)),
    # its place
    "a gap in the numbers": ("PKT-09", lambda real: real.stated(seq=real.parcel.seq + 1, kind="delta")),
    "a predecessor that is another one": ("PKT-10", lambda real: real.stated(prev="ab" * 32, kind="delta")),
    "another package under a number that was accepted": (
        "PKT-10",
        lambda real: real.stated(seq=real.parcel.seq - 1, prev="", kind="delta"),
    ),
    # what is inside
    "an inside that says another period": ("PKT-03", lambda real: real.packed(real.members, period="2025")),
    "a member that the manifest does not list": (
        "PKT-03",
        lambda real: real.packed(
            real.members | {"lain.jsonl": b"{}\n"},
            files=[_listed(name, content) for name, content in sorted(real.members.items())],
        ),
    ),
    "a listed member that no package has": ("PKT-03", lambda real: real.packed(real.members | {"lain.jsonl": b"{}\n"})),
    "a missing member": ("PKT-03", lambda real: real.packed(_without(real.members, v1.TOMBSTONES))),
    "a member with another hash": ("PKT-03", lambda real: real.packed(real.members, files=_hash_of_another(real))),
    "a name that is a path": ("PKT-03", lambda real: real.packed(real.members | {"..pdf": b"x"})),
    "a letter whose name is not its hash": ("PKT-03", lambda real: real.packed(_letter(real))),
    "fewer rows than the header counts": (
        "PKT-03",
        lambda real: real.packed(
            real.members | {v1.RECORDS: real.members[v1.RECORDS].rsplit(b"\n", 2)[0] + b"\n"}, recount=False
        ),
    ),
    "a row with one value more": ("PKT-03", lambda real: real.packed(_first_line_longer(real.members))),
    "a row that is no JSON": ("PKT-03", lambda real: real.packed(_no_json(real.members))),
    "a certificate that the office did not sign": (
        "PKT-03",
        lambda real: real.packed(real.members, certificates=_others_certificate(real)),
    ),
}
