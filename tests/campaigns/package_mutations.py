"""Campaign: packages changed in every way we can think of; none may be accepted, none may fail without a name."""

import argparse
import collections
import hashlib
import io
import json
import random
import struct
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import zstandard

if __package__ in {None, ""}:  # run as a script from the checkout
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.handoff.parties import BULUKUMBA, GANTARANG, IMPOSTOR, contents, package_parcel, verify, write
from ucj_desktop.crypto.sealing import open_stream, seal_stream
from ucj_desktop.crypto.signing import SIGNATURE_BYTES, canonical_json
from ucj_desktop.domain.parcel import ParcelFamily
from ucj_desktop.handoff.envelope import HEADER_TYPES, MAGIC
from ucj_desktop.handoff.refusals import ParcelRefused
from ucj_desktop.handoff.v1 import open_package

Mutation = Callable[[random.Random], bytes]


class Parts:
    """One good package taken apart."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        (length,) = struct.unpack("<I", content[8:12])
        self.header = content[12 : 12 + length]
        self.signature = content[12 + length : 12 + length + SIGNATURE_BYTES]
        self.payload = content[12 + length + SIGNATURE_BYTES :]


def joined(header: bytes, signature: bytes, payload: bytes, length: int | None = None) -> bytes:
    """A file of these parts; ``length`` may lie."""
    return MAGIC + struct.pack("<I", len(header) if length is None else length) + header + signature + payload


class Mutator:
    """The ways to change a package. The attacker has several genuine packages, all public keys, and keys of his own.

    ``by_insider`` mutations are signed with the sender's true key: a faulty program rather than a forger. They too
    must be refused by name, when the outer form or the inside is not exactly what the format says.
    """

    def __init__(self, good: list[bytes], own_key_tar: bytes) -> None:
        self.good = [Parts(content) for content in good]
        self.tar = own_key_tar
        self.ways: dict[str, Mutation] = {
            "bit flips": self.flip,
            "byte overwritten": self.overwrite,
            "truncated": self.truncate,
            "bytes inserted": self.insert,
            "bytes removed": self.remove,
            "tail added": self.tail,
            "blocks swapped": self.swap,
            "spliced from two": self.splice,
            "length field lies": self.length,
            "magic changed": self.magic,
            "header edited": self.edit_header,
            "header edited and signed by attacker": self.edit_header_signed,
            "payload of another": self.payload_of_another,
            "members changed, signed by attacker": self.members_signed_by_attacker,
            "header edited, signed by insider": self.header_by_insider,
            "inside changed, signed by insider": self.inside_by_insider,
        }

    def any(self, chance: random.Random) -> Parts:
        """One of the genuine packages."""
        return chance.choice(self.good)

    def flip(self, chance: random.Random) -> bytes:
        content = bytearray(self.any(chance).content)
        for at in {chance.randrange(len(content) * 8) for _ in range(chance.choice((1, 1, 1, 2, 8)))}:
            content[at // 8] ^= 1 << at % 8
        return bytes(content)

    def overwrite(self, chance: random.Random) -> bytes:
        content = bytearray(self.any(chance).content)
        at, size = chance.randrange(len(content)), chance.randrange(1, 65)
        before = content[at : at + size]
        content[at : at + size] = bytes(byte ^ chance.randrange(1, 256) for byte in before)
        return bytes(content)

    def truncate(self, chance: random.Random) -> bytes:
        content = self.any(chance).content
        return content[: chance.randrange(len(content))]

    def insert(self, chance: random.Random) -> bytes:
        content = self.any(chance).content
        at = chance.randrange(len(content) + 1)
        return content[:at] + chance.randbytes(chance.randrange(1, 50)) + content[at:]

    def remove(self, chance: random.Random) -> bytes:
        content = self.any(chance).content
        at = chance.randrange(len(content))
        return content[:at] + content[at + chance.randrange(1, 50) :]

    def tail(self, chance: random.Random) -> bytes:
        return self.any(chance).content + chance.randbytes(chance.randrange(1, 5_000))

    def swap(self, chance: random.Random) -> bytes:
        content = self.any(chance).content
        one, two, three = sorted(chance.sample(range(len(content) + 1), 3))
        return content[:one] + content[two:three] + content[one:two] + content[three:]

    def splice(self, chance: random.Random) -> bytes:
        first, second = chance.sample(self.good, 2)
        return (
            first.content[: chance.randrange(len(first.content))]
            + second.content[chance.randrange(len(second.content)) :]
        )

    def length(self, chance: random.Random) -> bytes:
        parts = self.any(chance)
        lie = chance.choice((0, 1, 2, 16_384, 16_385, 2**31, 2**32 - 1, chance.randrange(2**32), len(parts.header) + 1))
        return joined(parts.header, parts.signature, parts.payload, lie)

    def magic(self, chance: random.Random) -> bytes:
        content = self.any(chance).content
        return chance.choice((b"UCJPKT2\n", b"UCJPKT1\r", b"ucjpkt1\n", b"PK\x03\x04\0\0\0\0", b"")) + content[8:]

    def edited(self, header: bytes, chance: random.Random) -> bytes:
        """The header with one member changed, added, removed, doubled, or written another way."""
        stated: dict[str, Any] = json.loads(header)
        name = chance.choice(list(stated))
        way = chance.randrange(8)
        if way == 0:
            del stated[name]
        elif way == 1:
            stated[chance.choice(("x", "admin", "v ", "office2"))] = 1
        elif way == 2:
            return header[:-1] + b',"' + name.encode() + b'":' + canonical_json(stated[name]) + b"}"
        elif way == 3:
            return json.dumps(stated, indent=chance.choice((None, 1))).encode()
        else:
            stated[name] = chance.choice(
                (
                    None,
                    True,
                    -1,
                    0,
                    2,
                    10**20,
                    1.5,
                    "",
                    "7302",
                    "7371",
                    "730202",
                    "\u0667",
                    "../x",
                    [],
                    {},
                    [[]],
                    "a" * 9,
                )
            )
        return json.dumps(stated, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    def edit_header(self, chance: random.Random) -> bytes:
        parts = self.any(chance)
        return joined(self.edited(parts.header, chance), parts.signature, parts.payload)

    def edit_header_signed(self, chance: random.Random) -> bytes:
        parts = self.any(chance)
        header = parts.header if chance.random() < 0.3 else self.edited(parts.header, chance)
        if chance.random() < 0.5:
            header = header.replace(
                GANTARANG.keys.signing.public.hex().encode(), IMPOSTOR.card.signing_key.hex().encode()
            )
        kind = HEADER_TYPES[chance.choice(list(ParcelFamily))]
        return joined(header, IMPOSTOR.keys.signing.sign(kind, header), parts.payload)

    def payload_of_another(self, chance: random.Random) -> bytes:
        first, second = chance.sample(self.good, 2)
        return joined(first.header, first.signature, second.payload)

    def resealed(self, chance: random.Random, plain: bytes, *, insider: bool) -> bytes:
        """Any plain bytes rightly sealed to the district under a header that fits them."""
        sealed = io.BytesIO()
        seal_stream(io.BytesIO(plain), sealed, [BULUKUMBA.card.recipient])
        stated = json.loads(self.good[0].header)
        stated["payload_sha256"] = hashlib.sha256(sealed.getvalue()).hexdigest()
        stated["payload_size"] = len(sealed.getvalue())
        sender = GANTARANG if insider else IMPOSTOR
        if chance.random() < 0.5:
            stated["key"] = sender.card.signing_key.hex()
        header = canonical_json(stated)
        signature = sender.keys.signing.sign(HEADER_TYPES[ParcelFamily.PACKAGE], header)
        return joined(header, signature, sealed.getvalue())

    def changed_tar(self, chance: random.Random) -> bytes:
        """The inside with members doubled, removed, moved, renamed, or with bytes changed."""
        members = tar_members(self.tar)
        at = chance.randrange(len(members))
        way = chance.randrange(6)
        if way == 0:
            members.insert(chance.randrange(len(members) + 1), members[at])
        elif way == 1:
            members.pop(at)
        elif way == 2:
            members[at : at + 2] = reversed(members[at - 1 : at + 1] if at else members[at : at + 2])
            members = members if b"".join(members) != self.tar else members[1:]
        elif way == 3:
            members[at] = chance.choice((b"../", b"/etc/", b"C:\\")) + members[at][4:]
        elif way == 4:
            members[at] = members[at][: chance.randrange(len(members[at]))]
        else:
            changed = bytearray(members[at])
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            members[at] = bytes(changed)
        return b"".join(members)

    def members_signed_by_attacker(self, chance: random.Random) -> bytes:
        return self.resealed(chance, packed(self.changed_tar(chance)), insider=False)

    def header_by_insider(self, chance: random.Random) -> bytes:
        parts = self.any(chance)
        header = self.edited(parts.header, chance)
        while header == parts.header:
            header = self.edited(parts.header, chance)
        return joined(header, GANTARANG.keys.signing.sign(HEADER_TYPES[ParcelFamily.PACKAGE], header), parts.payload)

    def inside_by_insider(self, chance: random.Random) -> bytes:
        changed = self.changed_tar(chance)
        while changed == self.tar:
            changed = self.changed_tar(chance)
        plain = packed(changed)
        if chance.random() < 0.2:
            flipped = bytearray(plain)
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
            plain = bytes(flipped)
        return self.resealed(chance, plain, insider=True)


def tar_members(plain: bytes) -> list[bytes]:
    """Header, content and padding of each member together; the end as the last."""
    members, at = [], 0
    while plain[at : at + 512] != bytes(512):
        size = int(plain[at + 124 : at + 135], 8)
        end = at + 512 + size + -size % 512
        members.append(plain[at:end])
        at = end
    return [*members, plain[at:]]


def packed(plain: bytes) -> bytes:
    """As the format packs it."""
    return zstandard.ZstdCompressor(level=3, write_checksum=True).compress(plain)


def genuine(folder: Path) -> tuple[list[bytes], bytes]:
    """Three packages of one sender, and the tar inside the first."""
    contents_of = []
    for number in (1, 2, 3):
        path = folder / f"good-{number}"
        write(path, replace(package_parcel(), seq=number, prev="" if number == 1 else "ab" * 32), contents(number * 2))
        contents_of.append(path.read_bytes())
    plain = io.BytesIO()
    open_stream(io.BytesIO(Parts(contents_of[0]).payload), plain, [BULUKUMBA.keys.identity])
    return contents_of, zstandard.ZstdDecompressor().decompressobj().decompress(plain.getvalue())


def receive_all(path: Path) -> None:
    """Everything a district does before its transaction ends."""
    opened = open_package(verify(path), BULUKUMBA.keys)
    for rows in (opened.records, opened.decisions, opened.tombstones, opened.letters):
        collections.deque(rows(), maxlen=0)


def run(size: int, seed: int = 1) -> tuple[collections.Counter[str], collections.Counter[str]]:
    """(outcomes, mutations by way): outcome is the refusal's name, "accepted", or "untyped: ..."."""
    chance = random.Random(seed)
    outcomes: collections.Counter[str] = collections.Counter()
    ways: collections.Counter[str] = collections.Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        good, plain = genuine(folder)
        for number in (1, 2, 3):
            receive_all(folder / f"good-{number}")  # the control: unchanged they are all accepted
        mutator = Mutator(good, plain)
        originals = set(good)
        path = folder / "mutant"
        names = list(mutator.ways)
        for number in range(size):
            way = names[number % len(names)]
            mutant = mutator.ways[way](chance)
            if mutant in originals:
                outcomes["unchanged by chance"] += 1
                continue
            path.write_bytes(mutant)
            ways[way] += 1
            outcomes[outcome_of(path, way)] += 1
    return outcomes, ways


def outcome_of(path: Path, way: str) -> str:
    """What became of one mutant."""
    try:
        receive_all(path)
    except ParcelRefused as refusal:
        return type(refusal).__name__
    except BaseException as fault:  # noqa: BLE001  # the very thing that is counted here
        return f"untyped: {way}: {type(fault).__name__}: {fault}"
    return f"accepted: {way}"


def main() -> int:
    """Run from the command line; 0 when nothing was accepted and nothing failed without a name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    start = time.perf_counter()
    outcomes, ways = run(arguments.size, arguments.seed)
    for name, count in sorted(ways.items()):
        print(f"{count:>9}  {name}")
    print()
    for name, count in outcomes.most_common():
        print(f"{count:>9}  {name}")
    accepted = sum(count for name, count in outcomes.items() if name.startswith("accepted"))
    untyped = sum(count for name, count in outcomes.items() if name.startswith("untyped"))
    print(f"\n{arguments.size} mutations: {accepted} accepted, {untyped} untyped errors, ", end="")
    print(f"{time.perf_counter() - start:.1f} s")
    return 1 if accepted or untyped else 0


if __name__ == "__main__":
    sys.exit(main())
