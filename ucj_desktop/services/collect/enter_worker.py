"""Entering a worker, and correcting one."""

from dataclasses import replace
from typing import Any

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import plain_values
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.office import Office
from ucj_desktop.storage import rounds, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

# A correction after the verdict makes the verdict speak of other data, so the worker is verified again.
_VERIFIED_AGAIN = (Stage.VERIFIED, Stage.VALIDATED, Stage.RETURNED, Stage.NEEDS_MENDING)


class WorkerNotThere(ClerkError):
    """The id is of no worker in the store."""

    code = "PEK-01"

    def __init__(self) -> None:
        super().__init__(
            what="Pekerja ini sudah tidak ada dalam daftar.", fix="Muat ulang daftar, lalu cari dengan nama atau NIK."
        )


class WorkerFrozen(ClerkError):
    """The worker stands in closed minutes."""

    code = "PEK-02"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Data {name} sudah masuk berita acara yang ditutup, jadi tidak bisa diubah.",
            fix="Minta kepala membuka kembali berita acaranya, atau catat perbaikannya untuk revisi berikut.",
        )


class WorkerNamed(ClerkError):
    """A worker has a name at least."""

    code = "PEK-03"

    def __init__(self) -> None:
        super().__init__(what="Nama pekerja belum diisi.", fix="Isi nama lengkap seperti di KTP-el, lalu simpan.")


class WorkerSavedOtherwise(ClerkError):
    """A worker of this id is kept with other data."""

    code = "PEK-04"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"{name} sudah tersimpan dengan isian yang lain.",
            fix="Buka pekerja itu dari daftar, lalu perbaiki di sana.",
        )


def all_values(worker: Worker) -> dict[str, Any]:
    """A worker's plain values with what could not be read, as the journal compares and keeps them."""
    return {**plain_values(worker), "unread": dict(worker.unread)}


def changes_between(before: Worker | None, after: Worker) -> dict[str, tuple[Any, Any]]:
    """(old, new) by field, of the fields that differ; for a new worker, of the fields that are stated."""
    new = all_values(after)
    if before is None:
        return {name: (None, value) for name, value in new.items() if value or value == 0}
    old = all_values(before)
    return {name: (old[name], value) for name, value in new.items() if old[name] != value}


def save_new_worker(office: Office, worker: Worker) -> Change:
    """Keep a worker that a clerk typed, in the village's open round when there is one.

    Saving the same worker again, as after a failure that left it open whether the first was kept, is harmless.
    """
    office.require(Action.ENTER)
    if not worker.full_name.strip():
        raise WorkerNamed
    with office.database.writing() as connection:
        before = workers.get(connection, worker.worker_id)
        if before is not None and before.worker == worker:
            return Change(Touched.NOTHING, f"{worker.full_name} sudah tersimpan.")
        if before is not None:
            raise WorkerSavedOtherwise(worker.full_name)
        current = rounds.open_by_village(connection).get(worker.village_code)
        standing = Standing(entered_by=office.clerk.account_id, round_id=current.round_id if current else "")
        workers.add(connection, [WorkerRecord(worker, standing)])
        office.log(
            connection,
            Entry(action="worker.entered", subject=worker.worker_id, changes=changes_between(None, worker)),
        )
    return Change(Touched.WORKERS | Touched.FINDINGS | Touched.DUPLICATES, f"{worker.full_name} disimpan.")


def correct_worker(office: Office, worker: Worker, *, why: str = "") -> Change:
    """Keep a worker's changed fields; a verdict given before no longer holds and the worker is verified again.

    Raises WorkerNotThere, WorkerFrozen, WorkerNamed.
    """
    office.require(Action.CORRECT)
    with office.database.writing() as connection:
        return keep_correction(office, connection, worker, why=why)


def keep_correction(office: Office, connection: Connection, worker: Worker, *, why: str = "") -> Change:
    """The same in the transaction of who decided it."""
    if not worker.full_name.strip():
        raise WorkerNamed
    before = workers.get(connection, worker.worker_id)
    if before is None or before.standing.merged_into:
        raise WorkerNotThere
    changed = changes_between(before.worker, worker)
    if not changed:
        return Change(Touched.NOTHING, "Tidak ada yang berubah.")
    if before.standing.is_frozen:
        raise WorkerFrozen(before.worker.full_name)
    standing, facts = standing_after_correction(before.standing)
    if before.standing.verdict_note != standing.verdict_note:
        changed["verdict_note"] = (before.standing.verdict_note, standing.verdict_note)
    if why:
        changed["why"] = (None, why)
    workers.change(connection, [WorkerRecord(worker, standing)])
    office.log(connection, Entry(action="worker.corrected", subject=worker.worker_id, facts=facts, changes=changed))
    named = " NIK-nya sekarang sudah ada." if before.worker.is_without_nik and worker.nik else ""
    again = " Hasil verifikasinya dikosongkan karena datanya berubah." if "stage" in facts else ""
    return Change(
        Touched.WORKERS | Touched.FINDINGS | Touched.DUPLICATES, f"Perubahan {worker.full_name} disimpan.{named}{again}"
    )


def standing_after_correction(standing: Standing) -> tuple[Standing, dict[str, Any]]:
    """(standing, facts for the journal) once the data changed: a verdict given before speaks of other data."""
    if standing.stage not in _VERIFIED_AGAIN:
        return standing, {}
    after = replace(standing, stage=Stage.COLLECTED, verdict=None, reason=None, verdict_note="")
    return after, standing_facts(standing, after)


def standing_facts(before: Standing, after: Standing) -> dict[str, Any]:
    """What changed in a worker's standing as [old, new] by name: codes and ids only, never a note."""
    facts: dict[str, Any] = {}
    for name in ("stage", "verdict", "reason", "round_id", "minutes_id", "merged_into", "answer"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            facts[name] = [old, new]
    return facts
