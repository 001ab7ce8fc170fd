"""Lists of workers: ids in order, pages of them, one worker, and counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from ucj_desktop.domain.people import Action
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import Ruling
from ucj_desktop.services.collect.enter_worker import WorkerNotThere
from ucj_desktop.services.office import Office
from ucj_desktop.storage import journal, rulings, workers
from ucj_desktop.storage.journal import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerFile:
    """Everything the office holds of one worker."""

    record: WorkerRecord
    rulings: tuple[Ruling, ...]
    history: tuple[journal.Row, ...]  # the newest first


def worker_ids(office: Office, wanted: WorkerFilter, limit: int | None = None) -> list[str]:
    """The ids of a list in its order."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return workers.ids(connection, wanted, limit)


def workers_by_id(office: Office, ids: Sequence[str]) -> list[WorkerRecord]:
    """One page of a list."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return workers.by_ids(connection, ids)


def count_workers(office: Office, wanted: WorkerFilter) -> int:
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return workers.count(connection, wanted)


def sources_of_workers(office: Office) -> list[str]:
    """The lists the workers come from, as stated: DTSEN, usulan desa ..."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return [source for source in workers.counts_by(connection, "source") if source]


def open_worker(office: Office, worker_id: str) -> WorkerFile:
    """One worker with verdicts and history; raises WorkerNotThere."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        record = workers.get(connection, worker_id)
        if record is None:
            raise WorkerNotThere
        return WorkerFile(
            record=record,
            rulings=tuple(rulings.of_worker(connection, worker_id)),
            history=tuple(journal.rows(connection, subject=worker_id)),
        )


def show_full_numbers(office: Office, wanted: WorkerFilter, shown: int) -> None:
    """Ask leave to show NIK, KK and phone in full on a list, and keep in the journal that it was done."""
    office.require(Action.SHOW_FULL_NIK)
    with office.database.writing() as connection:
        office.log(
            connection,
            Entry(
                action="list.shown_in_full",
                facts={"workers": shown, "village": wanted.village_code, "filtered": bool(wanted.text)},
            ),
        )


def workers_with_nik(office: Office, nik: str, *, besides: str = "") -> list[WorkerRecord]:
    """Who has this NIK already; asked while a clerk types."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return [one for one in workers.by_nik(connection, nik) if one.worker.worker_id != besides]
