"""Packages: sealing 100,000 workers and receiving them, beside what programs usually do, and the bare tools."""

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
    from ucj_desktop.services.office import Office

SIZE = 100_000
_PATTERNS = 2_000
_OLDEST, _YOUNGEST = 1966, 2005  # born between: no rule holds their age against them
_MINUTES = "018f0000-0000-7000-8000-00000000ba01"
_AT_ONCE = 5_000


def export() -> list[Row]:
    """The rows of SPEED.md: time, size and memory of one package."""
    folder = _folder()
    medians = medians_in_turn(
        {
            "ours": lambda: _timed(lambda: _seal(folder / "ours.ucj", _all_rows)),
            "peer": lambda: _timed(lambda: _usual(folder / "usual.bin")),
            "limit": lambda: _timed(lambda: _bare(folder / "bare.age")),
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


def receive() -> Row:
    """One package of 100,000 into the district's store, and a plain upsert of the same rows."""
    ours = _receive_ours()
    peer = _upsert()
    return Row(
        name="receive",
        unit="s",
        ours=ours,
        peer=peer,
        peer_name="SQLAlchemy Core upsert",
        quiet=4.0,
        note="with every signature, rule and history row; the upsert checks nothing and keeps no history",
    )


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
    folder = _folder()
    if what == "open":
        _seal(folder / f"{count}.ucj", partial(rows, count))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_grown, (what, str(folder / f"{count}.ucj"), count))


def _grown(what: str, path: str, count: int) -> float:
    _seal(Path(path).with_suffix(".small"), partial(rows, 10 * _PATTERNS))  # what is loaded and kept once
    if what == "open":
        _open(Path(path).with_suffix(".small"))
    before = _peak()
    if what == "open":
        _open(Path(path))
    else:
        _seal(Path(path), partial(rows, count))
    return _peak() - before


def _peak() -> float:
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


# --- receiving -------------------------------------------------------------------------------------------------------


def _receive_ours() -> float:
    office, path = _district_and_package(SIZE)
    from ucj_desktop.services.district.receive_package import receive_package

    began = perf_counter()
    done = receive_package(office, path)
    seconds = perf_counter() - began
    if done.counts["new"] != SIZE:
        raise AssertionError(done.counts, done.refused[:3])
    office.close()
    return seconds


def _district_and_package(count: int) -> tuple[Office, Path]:
    """A district that has Gantarang's card, and a package of its that stands every check."""
    from tests.handoff.parties import GANTARANG, certificate, package_parcel, seed
    from tests.offices import make_office
    from ucj_desktop.crypto.signing import SigningKey
    from ucj_desktop.domain.frozen import worker_digest
    from ucj_desktop.domain.ids import new_id
    from ucj_desktop.domain.verdict import Ruling, Step, Verdict
    from ucj_desktop.handoff.v1 import write_package
    from ucj_desktop.services.handoff.exchange_cards import pin_card
    from ucj_desktop.services.handoff.package_rows import RECORD_FIELDS, ruling_object, unpacked
    from ucj_desktop.services.rounds.signed_rulings import signed

    folder = _folder()
    office = make_office(folder / "district", code="7302")
    card = folder / "UCJ-730201.ucjk"
    card.write_bytes(GANTARANG.card.to_bytes())
    pin_card(office, card, GANTARANG.card.fingerprint)
    key = SigningKey(seed("Sitti Aminah"))

    def ruling(row: list[JsonValue]) -> Ruling:
        worker = unpacked(dict(zip(RECORD_FIELDS, row, strict=True))).worker
        return signed(
            Ruling(
                ruling_id=new_id(),
                worker_id=worker.worker_id,
                step=Step.VALIDATE,
                verdict=Verdict.ELIGIBLE,
                reason=None,
                note="",
                found_by="",
                recorded_by=certificate().account_id,
                recorded_at="2026-11-22T06:30:00Z",
                worker_digest=worker_digest(worker),
                signature="",
            ),
            key,
        )

    given = [ruling_object(ruling(row)) for row in rows(count)]
    contents = _contents(partial(rows, count))
    path = folder / "UCJ-730201-0001.ucj"
    with path.open("wb") as file:
        write_package(
            file,
            package_parcel(training=office.training),
            type(contents)(
                fields=contents.fields,
                records=contents.records,
                decisions=lambda: given,
                certificates=(certificate(),),
            ),
            GANTARANG.keys,
            [office.keys.public.recipient],
        )
    return office, path


def _upsert() -> float:
    """What a program without checks would do: SQLAlchemy Core, a statement for many rows."""
    from sqlalchemy import Column, MetaData, Table, Text, create_engine
    from sqlalchemy.dialects.sqlite import insert

    from ucj_desktop.services.handoff.package_rows import RECORD_FIELDS

    engine = create_engine(f"sqlite:///{_folder() / 'peer.db'}")
    metadata = MetaData()
    table = Table("workers", metadata, *(Column(name, Text, primary_key=name == "worker_id") for name in RECORD_FIELDS))
    metadata.create_all(engine)
    began = perf_counter()
    with engine.begin() as connection:
        statement = insert(table)
        upsert = statement.on_conflict_do_update(
            index_elements=["worker_id"], set_={name: statement.excluded[name] for name in RECORD_FIELDS[1:]}
        )
        part: list[dict[str, object]] = []
        for row in _all_rows():
            part.append({name: str(value) for name, value in zip(RECORD_FIELDS, row, strict=True)})
            if len(part) == _AT_ONCE:
                connection.execute(upsert, part)
                part = []
    return perf_counter() - began


def _folder() -> Path:
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return Path(folder.name)


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began
