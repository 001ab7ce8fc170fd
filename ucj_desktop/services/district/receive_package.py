"""Receiving packages at the district: authenticate, open, check every row, then all of it in one transaction."""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from ucj_desktop import __version__
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.parcel import (
    AuditMark,
    LastAccepted,
    Parcel,
    ParcelFamily,
    ParcelKind,
    Receipt,
    RefusedRow,
    SequenceState,
)
from ucj_desktop.domain.people import Action, OfficeKind
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.handoff.envelope import TrustedParcel
from ucj_desktop.handoff.refusals import PackageFromAnotherHistory
from ucj_desktop.handoff.replies import write_receipt
from ucj_desktop.handoff.sequence import require_place
from ucj_desktop.handoff.stick import list_stick, take_from_stick
from ucj_desktop.handoff.v1 import OpenedPackage, open_package
from ucj_desktop.services.district.intake import Intake, Received
from ucj_desktop.services.handoff.exchange_cards import pinned_cards, trusted_parcel
from ucj_desktop.services.handoff.inspect_package import in_order
from ucj_desktop.services.handoff.list_sticks import drive_of
from ucj_desktop.services.handoff.outbox import whole_file
from ucj_desktop.services.handoff.receipt_secret import code_for
from ucj_desktop.services.handoff.write_to_known_stick import write_to_known_stick
from ucj_desktop.services.office import Office
from ucj_desktop.storage import journal, packages
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.packages import ReceivedPackage

INBOX = "inbox"


class ReceiverIsDistrict(ClerkError):
    """Packages are received by a kabupaten."""

    code = "TERIMA-01"

    def __init__(self) -> None:
        super().__init__(
            what="Paket pekerja diterima di kantor kabupaten.",
            fix="Di kecamatan, bukalah tanda terima dan balasan lewat Kirim.",
        )


class NoPackageHere(ClerkError):
    """The folder holds no package."""

    code = "TERIMA-02"

    def __init__(self) -> None:
        super().__init__(
            what="Di sini tidak ada paket kecamatan (.ucj).", fix="Pilih flashdisk atau folder yang berisi paket."
        )


@dataclass(slots=True)
class Inbox:
    """What came of a whole folder: packages taken in, and those held back with their reason."""

    received: list[Received] = field(default_factory=list)
    held: list[tuple[str, ClerkError]] = field(default_factory=list)  # (file name, why)


def receive_folder(
    office: Office, folder: Path, *, receipts_to: Path | None = None, progress: Progress = SILENT
) -> Inbox:
    """Every package in a folder, office by office in the order of their numbers; one that may not be taken is held.

    Raises ReceiverIsDistrict, NoPackageHere, NotAllowed, StickError for the folder itself.
    """
    inbox = Inbox()
    for path, came in receive_each(office, packages_in(office, folder), receipts_to=receipts_to, progress=progress):
        if isinstance(came, ClerkError):
            inbox.held.append((path.name, came))
        else:
            inbox.received.append(came)
    return inbox


def packages_in(office: Office, folder: Path) -> list[Path]:
    """The packages of a folder. Raises ReceiverIsDistrict, NoPackageHere, NotAllowed, StickError."""
    require_district(office)
    found = [one.path for one in list_stick(folder) if one.family is ParcelFamily.PACKAGE]
    if not found:
        raise NoPackageHere
    return found


def receive_each(
    office: Office, paths: Iterable[Path], *, receipts_to: Path | None, progress: Progress
) -> list[tuple[Path, Received | ClerkError]]:
    """Each package by itself, each office's in the order of their numbers: what it brought, or why it is held back.

    Raises ReceiverIsDistrict, NotAllowed, Cancelled.
    """
    require_district(office)
    came: list[tuple[Path, Received | ClerkError]] = []
    for path in in_order(paths):
        try:
            done = receive_package(office, path, receipts_to=receipts_to, progress=progress)
            came.append((path, done))
        except ClerkError as why:
            came.append((path, why))
    return came


def receive_package(
    office: Office, path: Path, *, receipts_to: Path | None = None, progress: Progress = SILENT
) -> Received:
    """All of it or nothing: one transaction, so a pulled stick leaves no half package.

    The package is copied to the hard disk first and checked in SAFETY.md's order. The receipt goes beside the package,
    or to ``receipts_to``. :func:`~ucj_desktop.services.district.rehearse.rehearse` says before what it would bring.
    Raises a ParcelRefused, StickError, ReceiverIsDistrict, Cancelled.
    """
    require_district(office)
    with copied(office, path, progress) as copy:
        trusted = trusted_parcel(office, copy, ParcelFamily.PACKAGE)
        with office.database.reading() as connection:
            done = received_before(connection, trusted)
        if done is None:
            opened = open_package(trusted, office.keys, progress)
            with office.database.writing() as connection:
                done = take_in(office, connection, opened, progress)
        receipt = _write_receipt(office, trusted, done, receipts_to or path.parent)
    return replace(done, receipt=receipt)


@contextlib.contextmanager
def copied(office: Office, path: Path, progress: Progress) -> Iterator[Path]:
    """The package on the hard disk, still sealed, so that it cannot change while it is checked; removed in the end."""
    inbox = office.folder / INBOX
    inbox.mkdir(exist_ok=True)
    for left in inbox.iterdir():  # of a program that was killed, or held by an antivirus
        _remove(left)
    copy = take_from_stick(path, inbox, progress=progress)
    try:
        yield copy
    finally:
        _remove(copy)


def _remove(copy: Path) -> None:
    """A sealed file that Windows will not delete now may wait; it must not hide what was said of the package."""
    with contextlib.suppress(OSError):
        copy.unlink(missing_ok=True)


def require_district(office: Office) -> None:
    """Raise NotAllowed, or ReceiverIsDistrict at a kecamatan."""
    office.require(Action.RECEIVE_PACKAGE)
    if office.kind is not OfficeKind.DISTRICT:
        raise ReceiverIsDistrict


def received_before(connection: Connection, trusted: TrustedParcel) -> Received | None:
    """What became of this package when it came first; None where it is the next one.

    Raises MissingPredecessor, and PackageFromAnotherHistory for a stranger of its number.
    """
    parcel = trusted.parcel
    known = packages.received(connection, parcel.office)
    last = LastAccepted(known[-1].sequence, known[-1].sha256) if known else None
    if require_place(parcel, trusted.sha256, last) not in (SequenceState.SAME_AGAIN, SequenceState.EARLIER):
        return None
    before = next((one for one in known if (one.sequence, one.sha256) == (parcel.seq, trusted.sha256)), None)
    if before is None:
        raise PackageFromAnotherHistory(parcel.office, parcel.seq, known[-1].sequence)
    refused, held = (
        tuple(RefusedRow(one["worker_id"], one["reason"]) for one in before.manifest.get(name, ()))
        for name in ("refused", "held")
    )
    return Received(
        office_code=parcel.office,
        sequence=parcel.seq,
        sha256=trusted.sha256,
        again=True,
        counts=before.counts,
        refused=refused,
        held=held,
        code=str(before.manifest.get("code", "")),
    )


def take_in(office: Office, connection: Connection, opened: OpenedPackage, progress: Progress) -> Received:
    """Put an opened package into the store, in the caller's transaction."""
    done = Intake(office, connection, opened).take(progress)
    done = replace(done, code=code_for(opened.decisions(), opened.sha256, done.counts))
    _register(office, connection, opened.parcel, done)
    return done


def _register(office: Office, connection: Connection, parcel: Parcel, done: Received) -> None:
    manifest: dict[str, Any] = {
        "kind": parcel.kind.value,
        "period": parcel.period,
        "created": parcel.created,
        "app": parcel.app,
        "audit": {"n": parcel.audit.n, "head": parcel.audit.head},
        "counts": dict(parcel.counts),
        "revision": parcel.revision,
        "refused": [asdict(one) for one in done.refused],
        "held": [asdict(one) for one in done.held],
        "code": done.code,
    }
    packages.add_received(
        connection,
        ReceivedPackage(
            office_code=parcel.office,
            sequence=parcel.seq,
            sha256=done.sha256,
            manifest=manifest,
            counts=done.counts,
            account_id=office.clerk.account_id,
            received_at=office.timestamp(),
        ),
    )
    office.log(
        connection,
        Entry(
            action="package.received",
            subject=parcel.office,
            facts={"sequence": parcel.seq, "sha256": done.sha256, **done.counts},
        ),
    )


def _write_receipt(office: Office, trusted: TrustedParcel, done: Received, folder: Path) -> Path:
    parcel = trusted.parcel
    with office.database.reading() as connection:
        n, head = journal.head(connection)
        cards = pinned_cards(connection)
    recipient = next(one.recipient for one in cards if one.office == parcel.office)  # it may be newer than the signer
    outer = Parcel(
        kind=ParcelKind.RECEIPT,
        office=parcel.office,
        district=office.code,
        period=parcel.period,
        seq=parcel.seq,
        prev=trusted.sha256,
        created=office.timestamp(),
        app=__version__,
        revision=parcel.revision,
        audit=AuditMark(n, head.hex()),
        training=office.training,
    )
    receipt = Receipt(
        package_sha256=trusted.sha256, seq=parcel.seq, counts=done.counts, refused=done.refused, held=done.held
    )
    made = office.outbox / outer.file_name
    with whole_file(made) as file:
        write_receipt(file, outer, receipt, office.keys, [recipient])
    return write_to_known_stick(office, made, folder, drive_of(folder))
