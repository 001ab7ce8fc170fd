"""Packages: sealing 100,000 workers, beside what programs usually do, and the bare tools."""

from __future__ import annotations

import atexit
import json
import multiprocessing
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from os import urandom
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

from tests.performance.rows import Row, medians_in_turn

if TYPE_CHECKING:
    from ucj_desktop.crypto.signing import JsonValue
    from ucj_desktop.handoff.v1 import Contents

SIZE = 100_000
_PATTERNS = 2_000
_OLDEST, _YOUNGEST = 1966, 2005  # born between: no rule holds their age against them
_MINUTES = "018f0000-0000-7000-8000-00000000ba01"


def export() -> list[Row]:
    """The rows of SPEED.md: time, size and memory of one package."""
    folder = new_folder()
    medians = medians_in_turn(
        {
            "ours": lambda: timed(lambda: _seal(folder / "ours.ucj", _all_rows)),
            "peer": lambda: timed(lambda: _usual(folder / "usual.bin")),
            "limit": lambda: timed(lambda: _bare(folder / "bare.age")),
        },
        3,
    )
    sizes = {name: (folder / name).stat().st_size / 1024 / 1024 for name in ("ours.ucj", "usual.bin")}
    return [
        Row(
            name="package",
            unit="s",
            ours=medians["ours"],
            peer=medians["peer"],
            peer_name="json + deflate + AES-GCM",
            goal=0.45,
            limit=medians["limit"],
            limit_name="zstd + age on a ready file",
            limit_goal=4.5,
            quiet=1.5,
            note=f"{SIZE:,} rows of every field, read from the source twice",
        ),
        Row(
            name="package size",
            unit="MB",
            ours=sizes["ours.ucj"],
            peer=sizes["usual.bin"],
            peer_name="json + deflate + AES-GCM",
            goal=0.95,
        ),
        Row(name="package memory", unit="MB", ours=_growth("seal", SIZE), most=8.0, note="resident, beside the rows"),
        Row(
            name="package memory, opening",
            unit="MB",
            ours=_growth("open", SIZE),
            most=24.0,
            note="resident; the checks of every byte, and every row read once",
        ),
    ]


# --- the rows --------------------------------------------------------------------------------------------------------


@cache
def _patterns() -> list[list[JsonValue]]:
    from tests.offices import SUB_DISTRICT
    from ucj_desktop.domain.verdict import Verdict
    from ucj_desktop.services.care.made_up_people import NONE, make_people
    from ucj_desktop.services.handoff.package_rows import PackedWorker

    people = make_people(5, _PATTERNS, SUB_DISTRICT, trouble=NONE)
    return [
        PackedWorker(
            worker=one.worker,
            verdict=Verdict.ELIGIBLE,
            reason=None,
            verdict_note="",
            minutes_id=_MINUTES,
            revision=1,
        ).to_row()
        for one in people
        if one.worker.birth_date is not None and _YOUNGEST > one.worker.birth_date.year > _OLDEST
    ]


def rows(count: int) -> Iterator[list[JsonValue]]:
    """Ids, numbers and names of their own in every row; the same rows each time."""
    from ucj_desktop.services.handoff.package_rows import RECORD_FIELDS

    patterns, chance = _patterns(), Random(count)
    nik, kk, name, phone = (RECORD_FIELDS.index(one) for one in ("nik", "kk_number", "full_name", "phone"))
    words = sorted({word for row in patterns for word in str(row[name]).split()})
    for number in range(count):
        row = patterns[number % len(patterns)].copy()
        first, last = 0x018F0000 + number // 4_096, chance.randrange(2**48)
        row[0] = f"{first:08x}-{chance.randrange(2**16):04x}-7{number % 4_096:03x}-8000-{last:012x}"
        row[nik] = f"{str(row[nik])[:12]}{number // len(patterns) + 1:04}"
        row[kk] = f"{str(row[kk])[:6]}{chance.randrange(10**10):010}"
        row[phone] = f"08{chance.randrange(10**10):010}"
        row[name] = " ".join(chance.choices(words, k=2 + number % 2))
        yield row


@cache
def _all_rows() -> list[list[JsonValue]]:
    return list(rows(SIZE))


def _contents(read: Callable[[], Iterable[list[JsonValue]]]) -> Contents:
    from ucj_desktop.handoff.v1 import Contents
    from ucj_desktop.services.handoff.package_rows import RECORD_FIELDS

    return Contents(fields=RECORD_FIELDS, records=read)


# --- sealing ---------------------------------------------------------------------------------------------------------


def _seal(path: Path, read: Callable[[], Iterable[list[JsonValue]]]) -> None:
    from tests.handoff.parties import BULUKUMBA, GANTARANG, package_parcel
    from ucj_desktop.handoff.v1 import write_package

    with path.open("wb") as file:
        write_package(file, package_parcel(), _contents(read), GANTARANG.keys, [BULUKUMBA.card.recipient])


def _usual(path: Path) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from ucj_desktop.services.handoff.package_rows import RECORD_FIELDS

    packed = zlib.compressobj()
    parts = [
        packed.compress(json.dumps(dict(zip(RECORD_FIELDS, row, strict=True)), ensure_ascii=False).encode() + b"\n")
        for row in _all_rows()
    ]
    content = b"".join([*parts, packed.flush()])
    nonce = urandom(12)
    path.write_bytes(nonce + AESGCM(AESGCM.generate_key(256)).encrypt(nonce, content, None))


@cache
def _ready() -> bytes:
    from ucj_desktop.handoff.v1 import line_of

    return b"".join(line_of(row) for row in _all_rows())


def _bare(path: Path) -> None:
    import pyrage  # type: ignore[import-untyped]
    import zstandard

    from tests.handoff.parties import BULUKUMBA

    recipient = pyrage.x25519.Recipient.from_str(BULUKUMBA.card.recipient)
    path.write_bytes(pyrage.encrypt(zstandard.ZstdCompressor(level=3).compress(_ready()), [recipient]))


def _growth(what: str, count: int) -> float:
    """Megabytes by which the resident memory of a fresh process grows while it seals or opens ``count`` rows."""
    folder = new_folder()
    if what == "open":
        _seal(folder / f"{count}.ucj", partial(rows, count))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_grown, (what, str(folder / f"{count}.ucj"), count))


def _grown(what: str, path: str, count: int) -> float:
    _seal(Path(path).with_suffix(".small"), partial(rows, 10 * _PATTERNS))  # what is loaded and kept once
    if what == "open":
        _open(Path(path).with_suffix(".small"))
    before = peak()
    if what == "open":
        _open(Path(path))
    else:
        _seal(Path(path), partial(rows, count))
    return peak() - before


def peak() -> float:
    """The most memory that this process ever had resident, in megabytes; of Linux, which counts it from the start."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    [line] = [one for one in status.read_text().splitlines() if one.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def _open(path: Path) -> None:
    from tests.handoff.parties import receive as opened

    for _ in opened(path).records():
        pass


# --- both ------------------------------------------------------------------------------------------------------------


def new_folder() -> Path:
    """An empty folder that goes when the process ends."""
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return Path(folder.name)


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    began = perf_counter()
    work()
    return perf_counter() - began
