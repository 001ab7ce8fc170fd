"""Undoing a whole import: the store as it was before it."""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import typed_value
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.domain.worker import NOTHING_UNREAD
from ucj_desktop.services.office import Office
from ucj_desktop.storage import imports, journal, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.imports import Batch as Batch  # also for the doors
from ucj_desktop.storage.journal import Entry, Row


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

    def __init__(self, count: int) -> None:
        super().__init__(
            f"{thousands(count)} pekerja dari impor ini sudah diubah, diverifikasi, atau diputuskan sesudahnya.",
            "Batalkan dulu perubahan itu di Riwayat, atau perbaiki pekerja yang salah satu per satu.",
        )


class HistoryErased(ClerkError):
    """What stood there before was erased when its retention ended."""

    code = "IMPOR-05"

    def __init__(self) -> None:
        super().__init__(
            "Impor ini tidak bisa dibatalkan: catatan isinya sudah dihapus sesuai masa simpan.",
            "Perbaiki pekerja yang salah satu per satu di halaman Pekerja.",
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
        refusal = _refusal(connection, batch)
    return refusal.what if refusal is not None else ""


def _refusal(connection: Connection, batch: Batch) -> ClerkError | None:
    if batch.undone_at:
        return ImportUndoneAlready(batch)
    touched = imports.touched_since(connection, batch.batch_id)
    return ImportTouchedSince(touched) if touched else None


def undo_import(office: Office, batch_id: str) -> Undone:
    """Take a whole import back. Raises NoSuchImport, ImportUndoneAlready, ImportTouchedSince, HistoryErased."""
    office.require(Action.UNDO_IMPORT)
    with office.database.writing() as connection:
        batch = imports.get(connection, batch_id)
        if batch is None:
            raise NoSuchImport
        refusal = _refusal(connection, batch)
        if refusal is not None:
            raise refusal
        removed, restored = _walk_back(connection, batch_id)
        workers.remove(connection, removed)
        workers.change(connection, restored)
        imports.mark_undone(connection, batch_id, office.timestamp())
        entries = [Entry(action="worker.import_undone", subject=one) for one in removed]
        entries += [Entry(action="worker.import_undone", subject=one.worker.worker_id) for one in restored]
        facts = {"removed": len(removed), "restored": len(restored)}
        entries.append(Entry(action="import.undone", subject=batch_id, facts=facts))
        office.log_many(connection, entries)
    counted = f"{thousands(len(removed))} pekerja dihapus, {thousands(len(restored))} dikembalikan"
    words = f"Impor {batch.file_name} dibatalkan: {counted}."
    touched_parts = Touched.WORKERS | Touched.FINDINGS | Touched.DUPLICATES | Touched.IMPORTS
    return Undone(removed=len(removed), restored=len(restored), change=Change(touched_parts, words))


def _walk_back(connection: Connection, batch_id: str) -> tuple[list[str], list[WorkerRecord]]:
    removed: list[str] = []
    changed: list[Row] = []
    for row in journal.each_of_batch(connection, batch_id):
        if row.action == "worker.imported":
            removed.append(row.subject)
        elif row.action == "worker.import_changed":
            changed.append(row)
    now = {one.worker.worker_id: one for one in workers.by_ids(connection, [row.subject for row in changed])}
    return removed, [as_before(now[row.subject], row) for row in changed]


def as_before(record: WorkerRecord, row: Row) -> WorkerRecord:
    """The worker without what one row of the journal tells. Raises HistoryErased."""
    if row.changes is None:
        raise HistoryErased
    values: dict[str, Any] = {}
    standing: dict[str, Any] = {name: _of_standing(name, old) for name, (old, _) in row.facts.items()}
    for name, (old, _) in row.changes.items():
        if name == "unread":
            values[name] = MappingProxyType(dict(old)) if old else NOTHING_UNREAD
        elif name == "verdict_note":
            standing[name] = old
        else:
            values[name] = typed_value(name, old)
    return WorkerRecord(replace(record.worker, **values), _replaced(record.standing, standing))


def _replaced(standing: Standing, changes: dict[str, Any]) -> Standing:
    return replace(standing, **changes) if changes else standing


def _of_standing(name: str, old: Any) -> Any:
    kinds = {"stage": Stage, "verdict": Verdict, "reason": Reason}
    return kinds[name](old) if name in kinds and old else old
