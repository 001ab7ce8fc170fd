"""A file onto a stick whose behaviour is kept: how often it served, and how often it did not give back what it got."""

from pathlib import Path

from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.handoff.drive import Drive
from ucj_desktop.handoff.stick import write_to_stick
from ucj_desktop.handoff.stick_files import StickFiles
from ucj_desktop.handoff.stick_refusals import StickUnsound
from ucj_desktop.services.office import Office
from ucj_desktop.storage import sticks
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry


def write_to_known_stick(
    office: Office,
    source: Path,
    folder: Path,
    drive: Drive | None,
    *,
    files: StickFiles | None = None,
    progress: Progress = SILENT,
) -> Path:
    """As :func:`write_to_stick`; a stick that failed is remembered. Not inside a transaction of the store.

    Whether the clerk may send ``source`` was asked by the service that made it.
    """
    office.require(Action.LOOK)
    try:
        return write_to_stick(source, folder, files=files, progress=progress)
    except StickUnsound as fault:
        if drive is not None and drive.serial:
            with office.database.writing() as connection:
                sticks.note_failure(connection, drive.serial, drive.label, lied=fault.lied)
                office.log(connection, Entry(action="stick.failed", facts={"lied": int(fault.lied)}))
        raise


def note_written(office: Office, connection: Connection, drive: Drive | None, size: int) -> None:
    """Count a file of ``size`` bytes that stands whole on the stick; in the transaction that notes why it went."""
    if drive is not None and drive.serial:
        sticks.note_written(connection, drive.serial, drive.label, size, office.timestamp())
