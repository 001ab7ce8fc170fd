"""Undoing a whole import: the store as it was before it."""

from dataclasses import dataclass

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.services.care.later_deeds import in_the_way
from ucj_desktop.services.collect.resting_collector import collector_resting
from ucj_desktop.services.collect.take_back import built_on, take_back
from ucj_desktop.services.office import Office
from ucj_desktop.storage import deeds, imports
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.deeds import Chains
from ucj_desktop.storage.imports import Batch as Batch  # also for the doors
from ucj_desktop.storage.journal import Row


class NoSuchImport(ClerkError):
    """No import has this id."""

    code = "IMPOR-02"

    def __init__(self) -> None:
        super().__init__("Impor itu tidak ada dalam daftar.", "Pilih salah satu impor di Riwayat.")


class ImportUndoneAlready(ClerkError):
    """An import is undone once."""

    code = "IMPOR-03"

    def __init__(self, batch: Batch) -> None:
        super().__init__(f"Impor {batch.file_name} sudah dibatalkan.", "Tidak ada yang perlu dilakukan.")


class ImportTouchedSince(ClerkError):
    """Something was done afterwards to workers of the import; undoing it would lose that."""

    code = "IMPOR-04"

    def __init__(self, count: int, since: str) -> None:
        super().__init__(
            f"{thousands(count)} pekerja dari impor ini sudah diubah sesudahnya: {since}.",
            "Batalkan dulu itu di Riwayat, yang terbaru lebih dulu, atau perbaiki pekerja yang salah satu per satu.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """How many workers were taken out again, and how many got their former fields back."""

    removed: int
    restored: int
    change: Change


def imports_made(office: Office) -> list[Batch]:
    """The register of imports, the newest first."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return imports.every(connection)


def why_not_undo(office: Office, batch: Batch) -> str:
    """Why an undo would be refused, asked beforehand; empty where nothing was done since to the batch's workers.

    Whether retention has erased what stood there before is found by the undo itself, which reads every row.
    """
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        try:
            _deed_to_undo(office, connection, batch)
        except (ImportUndoneAlready, ImportTouchedSince) as refusal:
            return refusal.what
    return ""


def _deed_to_undo(
    office: Office, connection: Connection, batch: Batch, progress: Progress = SILENT
) -> tuple[int, list[Row], Chains]:
    """(the deed that says how the import stands, its rows, what was taken back).

    Raises ImportUndoneAlready, ImportTouchedSince.
    """
    if batch.undone_at:
        raise ImportUndoneAlready(batch)
    known = deeds.chains(connection)
    deed = known.of(deeds.number_of_batch(connection, batch.batch_id)).last
    rows = deeds.rows_of(connection, deed, progress=progress)
    later = built_on(connection, deed, rows, known)
    if later:
        touched = len({row.subject for row in later})
        raise ImportTouchedSince(touched, in_the_way(office, connection, later, known))
    return deed, rows, known


def undo_import(office: Office, batch_id: str, progress: Progress = SILENT) -> Undone:
    """Take a whole import back. Raises NoSuchImport, ImportUndoneAlready, ImportTouchedSince, HistoryErased."""
    office.require(Action.UNDO_IMPORT)
    with office.database.writing() as connection, collector_resting():
        batch = imports.get(connection, batch_id)
        if batch is None:
            raise NoSuchImport
        done = take_back(office, connection, *_deed_to_undo(office, connection, batch, progress), progress)
    removed, restored = len(done.removed), len(done.changed)
    counted = f"{thousands(removed)} pekerja dihapus, {thousands(restored)} dikembalikan"
    words = f"Impor {batch.file_name} dibatalkan: {counted}."
    return Undone(removed=removed, restored=restored, change=Change(done.touched, words))
