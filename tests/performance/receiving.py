"""Receiving at the district: every signature, rule and journal row, beside an upsert that checks nothing."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.performance.packages import new_folder, peak, rows, timed
from tests.performance.rows import Row

if TYPE_CHECKING:
    from ucj_desktop.crypto.signing import JsonValue, SigningKey
    from ucj_desktop.domain.verdict import Ruling
    from ucj_desktop.services.office import Office

# Packages and rows in each; SPEED.md names "10x100000", which takes a quarter of an hour: most of it signs the rows.
PACKAGES, SIZE = (int(one) for one in os.environ.get("UCJ_BENCH_RECEIVE", "1x20000").split("x"))
_TENTH = 10
_PASSES = 6  # over the sealed bytes of a package
_AT_ONCE = 5_000

Rows = list[list["JsonValue"]]


def receive() -> list[Row]:
    """All of it, all but the signatures, the opening alone, ten times as much, and the memory."""
    whole = _receive(PACKAGES, SIZE)
    tenth = _receive(1, SIZE // _TENTH)
    what = f"{PACKAGES} x {SIZE:,} rows"
    with_signatures = whole.upsert + whole.verifying
    return [
        Row(
            name="receive",
            unit="s",
            ours=whole.seconds,
            peer=with_signatures,
            peer_name="Core upsert + the same signatures",
            goal=3.5,
            limit=whole.verifying,
            limit_name="verifying the signatures alone",
            note=f"{what}: rules, digests, verdicts and journal besides, which the upsert has not; the goal is what was"
            " reached, against falling back",
        ),
        Row(
            name="receive, all but signatures",
            unit="s",
            ours=whole.seconds - whole.verifying,
            peer=whole.upsert,
            peer_name="SQLAlchemy Core upsert",
            note="the 0.6 that SPEED.md hopes for compares with a program that checks nothing: see ARCHITECTURE.md",
        ),
        Row(
            name="receive, opening and checking every byte",
            unit="s",
            ours=_PASSES * whole.opening,
            peer=whole.seconds,
            peer_name="all of receiving",
            goal=0.10,
            note="sealed bytes are gone through six times: checks, bounds of parts, verdicts, rows, withdrawals, code",
        ),
        Row(
            name="receive, ten times the rows",
            unit="s",
            ours=whole.seconds / PACKAGES,
            peer=_TENTH * tenth.seconds,
            peer_name=f"ten times {SIZE // _TENTH:,} rows",
            goal=1.2,
        ),
        Row(
            name="receive memory",
            unit="MB",
            ours=_growth(SIZE),
            most=300.0,
            note=f"resident, 64 MB of it the store's pages; a package of {SIZE:,} after one of {SIZE // _TENTH:,}",
        ),
    ]


@dataclass(slots=True)
class _Taken:
    """Seconds, over all packages."""

    seconds: float = 0.0
    opening: float = 0.0
    verifying: float = 0.0
    upsert: float = 0.0


def _receive(count: int, size: int) -> _Taken:
    district, taken = District(), _Taken()
    peer = _Upsert(district.folder / "peer.db")
    for part in _chunks(*[size] * count):
        rulings = district.lay(part)
        taken.opening += timed(district.open)
        taken.seconds += timed(partial(_take, district.office, district.path, size))
        taken.verifying += timed(partial(_verify, rulings))
        taken.upsert += timed(partial(peer.put, part))
    district.office.close()
    return taken


def _chunks(*sizes: int) -> Iterator[Rows]:
    every = rows(sum(sizes))
    for size in sizes:
        yield list(islice(every, size))


def _take(office: Office, path: Path, count: int) -> None:
    """All of receiving, to the receipt."""
    from ucj_desktop.services.district.receive_package import receive_package

    done = receive_package(office, path)
    if done.counts["new"] != count:
        raise AssertionError(done.counts, done.refused[:3])


class District:
    """A district that has Gantarang's card, and the next package of its that stands every check."""

    def __init__(self) -> None:
        from tests.handoff.parties import GANTARANG, seed
        from tests.offices import make_office
        from ucj_desktop.crypto.signing import SigningKey
        from ucj_desktop.services.handoff.exchange_cards import pin_card

        self.folder = new_folder()
        self.office: Office = make_office(self.folder / "district", code="7302")
        card = self.folder / "UCJ-730201.ucjk"
        card.write_bytes(GANTARANG.card.to_bytes())
        pin_card(self.office, card, GANTARANG.card.fingerprint)
        self._key = SigningKey(seed("Sitti Aminah"))
        self._sequence, self._before = 0, ""

    @property
    def path(self) -> Path:
        return self.folder / f"UCJ-730201-{self._sequence:04}.ucj"

    def lay(self, part: Rows) -> list[Ruling]:
        """Write the next package; returns the verdicts in it."""
        from tests.handoff.parties import GANTARANG, certificate, package_parcel
        from ucj_desktop.handoff.v1 import Contents, write_package
        from ucj_desktop.services.handoff.package_rows import RECORD_FIELDS, ruling_object

        self._sequence += 1
        rulings = [_ruling(row, self._key) for row in part]
        given = [ruling_object(one) for one in rulings]
        contents = Contents(
            fields=RECORD_FIELDS, records=lambda: part, decisions=lambda: given, certificates=(certificate(),)
        )
        parcel = package_parcel(training=self.office.training, seq=self._sequence, prev=self._before)
        with self.path.open("wb") as file:
            written = write_package(file, parcel, contents, GANTARANG.keys, [self.office.keys.public.recipient])
        self._before = written.sha256
        return rulings

    def open(self) -> None:
        """Signature of the header, seal, every hash, size and count: before any row is believed."""
        from ucj_desktop.domain.parcel import ParcelFamily
        from ucj_desktop.handoff.v1 import open_package
        from ucj_desktop.services.handoff.exchange_cards import trusted_parcel

        open_package(trusted_parcel(self.office, self.path, ParcelFamily.PACKAGE), self.office.keys)


def _ruling(row: list[JsonValue], key: SigningKey) -> Ruling:
    from tests.handoff.parties import certificate
    from ucj_desktop.domain.frozen import worker_digest
    from ucj_desktop.domain.ids import new_id
    from ucj_desktop.domain.verdict import Ruling, Step, Verdict
    from ucj_desktop.services.handoff.package_rows import RECORD_FIELDS, unpacked
    from ucj_desktop.services.rounds.signed_rulings import signed

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


def _verify(rulings: list[Ruling]) -> None:
    """What nobody who checks signatures can go below: their arithmetic, over statements that are ready."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from tests.handoff.parties import certificate
    from ucj_desktop.crypto.signing import pae
    from ucj_desktop.services.rounds.signed_rulings import RULING_TYPE, ruling_statement

    key = Ed25519PublicKey.from_public_bytes(certificate().public_key)
    for one in rulings:
        key.verify(bytes.fromhex(one.signature), pae(RULING_TYPE, ruling_statement(one)))


class _Upsert:
    """What a program without checks would do: SQLAlchemy Core, a statement for many rows."""

    def __init__(self, path: Path) -> None:
        from sqlalchemy import Column, MetaData, Table, Text, create_engine
        from sqlalchemy.dialects.sqlite import insert

        from ucj_desktop.services.handoff.package_rows import RECORD_FIELDS

        self._fields = RECORD_FIELDS
        self._engine = create_engine(f"sqlite:///{path}")
        metadata = MetaData()
        columns = [Column(name, Text, primary_key=name == "worker_id") for name in RECORD_FIELDS]
        statement = insert(Table("workers", metadata, *columns))
        metadata.create_all(self._engine)
        self._statement = statement.on_conflict_do_update(
            index_elements=["worker_id"], set_={name: statement.excluded[name] for name in RECORD_FIELDS[1:]}
        )

    def put(self, given: Rows) -> None:
        with self._engine.begin() as connection:
            for start in range(0, len(given), _AT_ONCE):
                part = [
                    {name: str(value) for name, value in zip(self._fields, row, strict=True)}
                    for row in given[start : start + _AT_ONCE]
                ]
                connection.execute(self._statement, part)


def _growth(size: int) -> float:
    """Megabytes by which the resident memory of a fresh process grows while it receives a package."""
    district, paths = District(), []
    for part in _chunks(size // _TENTH, size):
        district.lay(part)
        paths.append((district.path, len(part)))
    folder = district.office.folder
    district.office.close()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_grown, (folder, *paths))


def _grown(folder: Path, small: tuple[Path, int], large: tuple[Path, int]) -> float:
    from tests.offices import ADMIN, PASSWORD
    from ucj_desktop.services.office import open_office

    office = open_office(folder, ADMIN, PASSWORD)
    _take(office, *small)  # what is loaded and kept once
    before = peak()
    _take(office, *large)
    office.close()
    return peak() - before
