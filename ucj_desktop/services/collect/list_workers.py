"""Lists of workers: ids in order, pages of them, one worker, and counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ucj_desktop.domain.people import Action
from ucj_desktop.domain.rules import Severity
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import Ruling, Verdict
from ucj_desktop.services.collect.enter_worker import WorkerNotThere
from ucj_desktop.services.office import Office
from ucj_desktop.storage import findings, journal, rulings, workers
from ucj_desktop.storage.journal import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerFile:
    """Everything the office holds of one worker."""

    record: WorkerRecord
    rulings: tuple[Ruling, ...]
    history: tuple[journal.Row, ...]  # the newest first


def worker_ids(office: Office, wanted: WorkerFilter, limit: int | None = None) -> Sequence[str]:
    """The ids of a list in its order; 16 bytes each where all of them are asked for."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many workers each filter of a list would leave, everyone counted."""

    everyone: int
    villages: Mapping[str, int]  # by code; "" where it is not filled in
    stages: Mapping[Stage, int]
    verdicts: Mapping[Verdict, int]
    sources: Mapping[str, int]  # as stated: DTSEN, usulan desa ...
    without_nik: int
    severities: Mapping[Severity, int]
    rules: Mapping[str, int]  # by code


def count_by_filter(office: Office) -> Counted:
    """The counts beside the filters; each is answered by an index, not by the workers' rows."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        stages = workers.counts_by(connection, "stage")
        verdicts = workers.counts_by(connection, "verdict")
        severities, rules = findings.counts_of_workers(connection)
        return Counted(
            everyone=sum(stages.values()),
            villages=workers.counts_by(connection, "village_code"),
            stages={stage: stages[stage.value] for stage in Stage if stage.value in stages},
            verdicts={verdict: verdicts[verdict.value] for verdict in Verdict if verdict.value in verdicts},
            sources=workers.counts_by(connection, "source"),
            without_nik=workers.count(connection, WorkerFilter(without_nik=True)),
            severities=severities,
            rules=rules,
        )


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
