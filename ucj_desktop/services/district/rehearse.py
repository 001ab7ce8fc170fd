"""Looking inside packages before they are received: everything is done, and nothing is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.parcel import ParcelFamily
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.handoff.v1 import open_package
from ucj_desktop.services.district.intake import Received
from ucj_desktop.services.district.package_diff import DiffReader, PackageDiff
from ucj_desktop.services.district.receive_package import copied, received_before, require_district, take_in
from ucj_desktop.services.handoff.exchange_cards import trusted_parcel
from ucj_desktop.services.handoff.inspect_package import in_order
from ucj_desktop.services.office import Office
from ucj_desktop.storage import journal
from ucj_desktop.storage.savepoint import savepoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One file: what it brought, or would bring, or else why it is held back."""

    path: Path
    received: Received | None = None
    held: ClerkError | None = None
    diff: PackageDiff | None = None  # of a rehearsal; None also where it was received before


class _NotKept(Exception):
    """The rehearsal has seen what it wanted; the transaction is rolled back."""


def rehearse(office: Office, paths: Iterable[Path], progress: Progress = SILENT) -> tuple[Arrival, ...]:
    """What receiving these packages would bring, each after those of its office that come before it.

    One transaction that is never kept; no receipt is written. Raises ReceiverIsDistrict, NotAllowed, Cancelled.
    """
    require_district(office)
    came: list[Arrival] = []
    try:
        with office.database.reading() as before, office.database.writing() as connection:
            reader = DiffReader(office, connection, before, progress)
            for path in in_order(paths):
                came.append(_one(office, reader, path, progress))
            raise _NotKept
    except _NotKept:
        return tuple(came)


def _one(office: Office, reader: DiffReader, path: Path, progress: Progress) -> Arrival:
    """Raises Cancelled; what is refused leaves no trace for the next one."""
    try:
        with savepoint(reader.connection):
            return _taken(office, reader, path, progress)
    except ClerkError as why:
        return Arrival(path=path, held=why)


def _taken(office: Office, reader: DiffReader, path: Path, progress: Progress) -> Arrival:
    connection = reader.connection
    with copied(office, path, progress) as copy:
        trusted = trusted_parcel(office, copy, ParcelFamily.PACKAGE)
        again = received_before(connection, trusted)
        if again is not None:
            return Arrival(path=path, received=again)
        opened = open_package(trusted, office.keys, progress)
        since, _ = journal.head(connection)
        done = take_in(office, connection, opened, progress)
        return Arrival(path=path, received=done, diff=reader.read(opened, done, since))
