"""The two files of a laptop on loan (.ucjl): the copy that leaves and what comes home; PACKAGE.md specifies the bytes.

Both are sealed without this module: the copy is an encrypted store with its keyring, what comes home is age to the
office's own key. Here they are signed, cut into their parts, and refused when they are not whole.
"""

import hashlib
import struct
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO

import orjson
import zstandard

from ucj_desktop.crypto.office_keys import OfficeKeys
from ucj_desktop.crypto.sealing import NotARecipient, NotSealedToUs, SealBroken, open_stream, seal_stream
from ucj_desktop.crypto.signing import SIGNATURE_BYTES, JsonValue, canonical_json, is_signed_by
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.handoff.envelope import HeaderMalformed, read_canonical

SUFFIX = ".ucjl"
COPY_MAGIC, RETURN_MAGIC = b"UCJLEN1\n", b"UCJRET1\n"
COPY_TYPE = "application/vnd.ucj.laptop-copy.v1+json"
RETURN_TYPE = "application/vnd.ucj.laptop-return.v1+json"
PARTS = ("keyring.json", "store.db")
LARGEST_RETURN = 256 * 1024 * 1024  # bytes, unpacked
_LONGEST_HEADER = 16_384
_CHUNK = 1024 * 1024


class NotALaptopFile(ClerkError):
    """Another kind of file, or one of a later program."""

    code = "LAPTOP-02"

    def __init__(self) -> None:
        super().__init__(
            what="Berkas ini bukan berkas laptop rapat yang dikenal program ini.",
            fix=f"Pilih berkas berakhiran {SUFFIX} dari flashdisk. Bila berkasnya benar, perbarui program ini.",
        )


class LaptopFileDamaged(ClerkError):
    """The file is cut or was changed."""

    code = "LAPTOP-03"

    def __init__(self) -> None:
        super().__init__(
            what="Berkas laptop rapat ini tidak utuh atau diubah; tidak ada yang dibaca darinya.",
            fix="Tulis berkas itu sekali lagi dari komputer asalnya, lalu ulangi.",
        )


@dataclass(frozen=True, slots=True)
class ReadStart:
    """What a file says of itself, signed by the key it names; whose key that is the caller must know."""

    header: Mapping[str, Any]
    key: bytes
    start: int  # of what follows, in bytes from the beginning


def write_copy(
    destination: BinaryIO, header: Mapping[str, JsonValue], folder: Path, keys: OfficeKeys, progress: Progress = SILENT
) -> None:
    """The parts of a backup in ``folder`` under one signed header. Raises OSError, Cancelled."""
    files: list[JsonValue] = []
    for name in PARTS:
        with (folder / name).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        files.append({"name": name, "sha256": digest, "size": (folder / name).stat().st_size})
    _write_start(destination, COPY_MAGIC, COPY_TYPE, {**header, "files": files}, keys)
    whole = sum((folder / name).stat().st_size for name in PARTS)
    done = 0
    for name in PARTS:
        with (folder / name).open("rb") as file:
            while chunk := file.read(_CHUNK):
                progress.step(done, whole, "Menyalin ke flashdisk")
                destination.write(chunk)
                done += len(chunk)


def read_copy_start(path: Path) -> ReadStart:
    """Raises NotALaptopFile, LaptopFileDamaged, OSError."""
    with path.open("rb") as file:
        return _read_start(file, COPY_MAGIC, COPY_TYPE)


def unpack_copy(path: Path, start: ReadStart, folder: Path, progress: Progress = SILENT) -> None:
    """Write the parts into an empty folder, each checked. Raises LaptopFileDamaged, OSError, Cancelled."""
    parts = _parts(start)
    whole = sum(size for _, _, size in parts)
    done = 0
    with path.open("rb") as file:
        file.seek(start.start)
        for name, sha256, size in parts:
            digest = hashlib.sha256()
            with (folder / name).open("wb") as part:
                for chunk in _exactly(file, size):
                    progress.step(done, whole, "Menyalin ke laptop")
                    digest.update(chunk)
                    part.write(chunk)
                    done += len(chunk)
            if digest.hexdigest() != sha256:
                raise LaptopFileDamaged
        if file.read(1):
            raise LaptopFileDamaged


def write_return(
    destination: BinaryIO, header: Mapping[str, JsonValue], told: Mapping[str, Any], keys: OfficeKeys
) -> None:
    """What was done on the laptop, sealed to the office itself and signed by it. Raises OSError."""
    packed = zstandard.ZstdCompressor(level=3, write_checksum=True).compress(orjson.dumps(told))
    with tempfile.TemporaryFile() as sealed:  # ciphertext only
        seal_stream(BytesIO(packed), sealed, (keys.public.recipient,))
        size = sealed.tell()
        sealed.seek(0)
        digest = hashlib.file_digest(sealed, "sha256").hexdigest()
        _write_start(
            destination,
            RETURN_MAGIC,
            RETURN_TYPE,
            {**header, "payload_sha256": digest, "payload_size": size},
            keys,
        )
        sealed.seek(0)
        while chunk := sealed.read(_CHUNK):
            destination.write(chunk)


def read_return_start(path: Path) -> ReadStart:
    """Raises NotALaptopFile, LaptopFileDamaged, OSError."""
    with path.open("rb") as file:
        return _read_start(file, RETURN_MAGIC, RETURN_TYPE)


def read_return(path: Path, start: ReadStart, keys: OfficeKeys) -> dict[str, Any]:
    """What was done on the laptop. Raises LaptopFileDamaged, OSError."""
    opened = BytesIO()
    try:
        size, sha256 = int(start.header["payload_size"]), str(start.header["payload_sha256"])
        with path.open("rb") as file:
            file.seek(start.start)
            sealed = b"".join(_exactly(file, size))
            if file.read(1) or hashlib.sha256(sealed).hexdigest() != sha256:
                raise LaptopFileDamaged
        open_stream(BytesIO(sealed), opened, keys.identities)
        plain = zstandard.ZstdDecompressor().stream_reader(BytesIO(opened.getvalue())).read(LARGEST_RETURN + 1)
        told = orjson.loads(plain) if len(plain) <= LARGEST_RETURN else None
    except (KeyError, ValueError, SealBroken, NotSealedToUs, NotARecipient, zstandard.ZstdError) as fault:
        raise LaptopFileDamaged from fault
    if not isinstance(told, dict):
        raise LaptopFileDamaged
    return told


def _write_start(
    destination: BinaryIO, magic: bytes, kind: str, header: Mapping[str, JsonValue], keys: OfficeKeys
) -> None:
    stated = canonical_json({**header, "v": 1, "key": keys.public.signing.hex()})
    destination.write(magic + struct.pack("<I", len(stated)) + stated + keys.signing.sign(kind, stated))


def _read_start(file: IO[bytes], magic: bytes, kind: str) -> ReadStart:
    if file.read(len(magic)) != magic:
        raise NotALaptopFile
    length = int.from_bytes(file.read(4), "little")
    if not 2 <= length <= _LONGEST_HEADER:
        raise LaptopFileDamaged
    stated, signature = file.read(length), file.read(SIGNATURE_BYTES)
    try:
        header = read_canonical(stated)
        key = bytes.fromhex(str(header["key"]))
        sound = len(key) == 32 and is_signed_by(key, kind, stated, signature)
    except (HeaderMalformed, KeyError, ValueError) as fault:
        raise LaptopFileDamaged from fault
    if not sound:
        raise LaptopFileDamaged
    if header.get("v") != 1:
        raise NotALaptopFile
    return ReadStart(header, key, len(magic) + 4 + length + SIGNATURE_BYTES)


def _parts(start: ReadStart) -> Sequence[tuple[str, str, int]]:
    try:
        parts = [(str(one["name"]), str(one["sha256"]), int(one["size"])) for one in start.header["files"]]
    except (KeyError, TypeError, ValueError) as fault:
        raise LaptopFileDamaged from fault
    if tuple(name for name, _, _ in parts) != PARTS or min(size for _, _, size in parts) < 0:
        raise LaptopFileDamaged
    return parts


def _exactly(file: IO[bytes], size: int) -> Iterator[bytes]:
    left = size
    while left:
        chunk = file.read(min(left, _CHUNK))
        if not chunk:
            raise LaptopFileDamaged
        left -= len(chunk)
        yield chunk
