"""Importing a file of workers: look, plan, and keep it all in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.rules.base import Severity
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.worker import Worker
from ucj_desktop.reference.context import rule_context
from ucj_desktop.services.collect.check_rows import RowChecker
from ucj_desktop.services.collect.enter_worker import changes_between, standing_after_correction
from ucj_desktop.services.collect.find_village import VillageFinder
from ucj_desktop.services.collect.import_findings import RowFinding
from ucj_desktop.services.collect.import_plan import Outcome, PlannedRow, Planner, Policy
from ucj_desktop.services.collect.import_rows import RowReader, date_reading
from ucj_desktop.services.collect.plan_file import FileRead, ImportOptions, look_at_file, plan_file
from ucj_desktop.services.collect.resting_collector import collector_resting
from ucj_desktop.services.office import Office
from ucj_desktop.services.room import require_room
from ucj_desktop.spreadsheets.mapping import SheetPlan, WorkbookPlan
from ucj_desktop.storage import backup, imports, many_rows, rounds, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry
from ucj_desktop.storage.worker_rows import worker_of
from ucj_desktop.storage.write_behind import WriteBehind, Writes

_STEP = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What became of every row; read = new + changed + same + refused. ``batch`` is empty after a dry run."""

    batch: str
    file: str
    plans: list[SheetPlan]
    without_people: list[str]
    rows: list[PlannedRow]
    places: Mapping[Outcome, tuple[int, ...]]  # of the rows with each outcome
    with_errors: tuple[int, ...]  # places of rows refused, of those a refused one contradicts, of those to look at
    change: Change

    def count(self, outcome: Outcome) -> int:
        return len(self.places[outcome])

    @property
    def counts(self) -> dict[str, int]:
        """read, new, changed, same, refused."""
        return {"read": len(self.rows), **{outcome.value: self.count(outcome) for outcome in Outcome}}

    def as_plain(self) -> dict[str, Any]:
        """The JSON object of the command line (CONTRACT.md)."""
        lists = {plan.sheet: plan for plan in self.plans}
        return {
            **self.counts,
            "batch": self.batch,
            "file": self.file,
            "sheets": [
                {
                    "sheet": plan.of_sheet,
                    "block": plan.block,
                    "hidden": plan.hidden,
                    "header_row": plan.header_row,
                    "columns": {column.field: column.heading or column.letter for column in plan.columns.values()},
                    "unread": plan.unread_headings,
                    "skipped": [{"row": row.number, "kind": row.kind.value} for row in plan.skipped],
                }
                for plan in self.plans
            ],
            "without_people": self.without_people,
            "rows": [
                {
                    "sheet": lists[row.sheet].of_sheet,
                    "block": lists[row.sheet].block,
                    "row": row.row.number,
                    "outcome": row.outcome.value,
                    "worker_id": row.worker_id,
                    "findings": [finding._asdict() for finding in row.findings],
                }
                for row in self.rows
            ],
        }


def counts_of(rows: Sequence[PlannedRow]) -> dict[str, int]:
    counts = {"read": len(rows), **{outcome.value: 0 for outcome in Outcome}}
    for row in rows:
        counts[row.outcome.value] += 1
    return counts


def plan_import(
    office: Office, file: FileRead, options: ImportOptions | None = None, progress: Progress = SILENT
) -> ImportResult:
    """The dry run: what a commit of the same file would do now, to the row."""
    options = options or ImportOptions()
    office.require(Action.IMPORT)
    planned = plan_file(office, file, options, progress)
    with office.database.reading() as connection, collector_resting():
        rows = list(chain.from_iterable(_decided(office, connection, file, planned, options, progress)))
    change = Change(Touched.NOTHING, _sentence(counts_of(rows), done=False))
    return _result("", file, planned, rows, change)


def commit_import(
    office: Office, file: FileRead, options: ImportOptions | None = None, progress: Progress = SILENT
) -> ImportResult:
    """Keep the new and changed workers, all or nothing, after a backup of the store."""
    options = options or ImportOptions()
    office.require(Action.IMPORT)
    require_room(office.folder)
    planned = plan_file(office, file, options, progress)
    backup.make(
        office.database,
        office.unlocked.data_key,
        office.backups,
        occasion="import",
        at=office.clock(),
        progress=progress,
        hurried=True,
    )
    batch = new_id()
    with office.database.writing() as connection, collector_resting():
        rows = _decide_and_keep(office, connection, batch, file, planned, options, progress)
        counts = counts_of(rows)
        register_batch(office, connection, batch, file.name, file.sha256, options.policy, counts)
    file.new_ids.clear()  # they are taken: who imports the file once more, after an undo, gives new ones
    return _result(batch, file, planned, rows, Change(_TOUCHED, _sentence(counts, done=True)))


_TOUCHED = Touched.WORKERS | Touched.FINDINGS | Touched.DUPLICATES | Touched.IMPORTS


def import_file(
    office: Office,
    path: Path,
    options: ImportOptions | None = None,
    *,
    dry_run: bool = False,
    progress: Progress = SILENT,
) -> ImportResult:
    """Read, plan and, unless it is a dry run, keep a file of workers."""
    file = look_at_file(office, path, progress)
    do = plan_import if dry_run else commit_import
    return do(office, file, options, progress)


def _result(batch: str, file: FileRead, planned: WorkbookPlan, rows: list[PlannedRow], change: Change) -> ImportResult:
    return ImportResult(
        batch=batch,
        file=file.name,
        plans=planned.plans,
        without_people=planned.without_people,
        rows=rows,
        places=_places(rows),
        with_errors=_with_errors(rows),
        change=change,
    )


def _places(rows: Sequence[PlannedRow]) -> dict[Outcome, tuple[int, ...]]:
    found: dict[Outcome, list[int]] = {outcome: [] for outcome in Outcome}
    for at, row in enumerate(rows):
        found[row.outcome].append(at)
    return {outcome: tuple(places) for outcome, places in found.items()}


def _with_errors(rows: Sequence[PlannedRow]) -> tuple[int, ...]:
    contradicted = {row.conflicts_with.place for row in rows if row.conflicts_with is not None}
    return tuple(
        row.place
        for row in rows
        if row.outcome is Outcome.REFUSED
        or row.place in contradicted
        or any(finding.severity is not Severity.NOTES for finding in row.findings)
    )


def _decide_and_keep(
    office: Office,
    connection: Connection,
    batch: str,
    file: FileRead,
    planned: WorkbookPlan,
    options: ImportOptions,
    progress: Progress,
) -> list[PlannedRow]:
    """Each thousand is written while the next is decided, by the store as it was before: as in the dry run."""
    rows: list[PlannedRow] = []
    total = _people(planned)
    with keeping(office, connection, batch, total, progress) as keeper, office.database.reading() as before:
        for some in _decided(office, before, file, planned, options, progress):
            keeper.keep(some)
            rows += some
    progress.step(total, total, "Menyimpan")  # the last moment at which a stop keeps nothing
    return rows


def _people(planned: WorkbookPlan) -> int:
    return sum(len(plan.people) for plan in planned.plans)


def _decided(
    office: Office,
    connection: Connection,
    file: FileRead,
    planned: WorkbookPlan,
    options: ImportOptions,
    progress: Progress,
) -> Iterator[list[PlannedRow]]:
    """What becomes of every row, some at a time."""
    merged = imports.merged_away(connection)
    planner = Planner(connection, options.policy, merged, options.replaceable, file.new_ids)
    villages = VillageFinder(office)
    how_dates = date_reading(planned.plans, office.today())
    context = rule_context(office.today(), office.code)
    total, done = _people(planned), 0
    for plan in planned.plans:
        reader = RowReader(plan, villages, how_dates, options.village_code)
        checker = RowChecker(context, _fields_stated(plan))
        for start in range(0, len(plan.people), _STEP):
            progress.step(done, total, "Memeriksa baris")
            people = plan.people[start : start + _STEP]
            readings = reader.read_many(people)
            planner.look_up(readings)
            some = [
                planner.decide(plan.sheet, person, reading, reader.cell_of)
                for person, reading in zip(people, readings, strict=True)
            ]
            for place, row in enumerate(some, start=done):
                row.place = place
            _check(some, reader, checker)
            done += len(some)
            yield some


def _fields_stated(plan: SheetPlan) -> set[str]:
    """Fields in which the rows of a sheet differ; a column of our own making may state two."""
    return {field for name in plan.columns for field in _STATED_BY.get(name, (name,))} | {"village_code"}


_STATED_BY = {"birth": ("birth_place", "birth_date"), "rt_rw": ("rt", "rw"), "sex_male": ("sex",)}


def _check(rows: Sequence[PlannedRow], reader: RowReader, checker: RowChecker) -> None:
    """Add what the rules say of the workers as they would be stored, with the cells they were read from."""
    to_check = [(row, worker) for row in rows if (worker := _worker_to_check(row)) is not None]
    for (row, _), said in zip(to_check, checker.check([worker for _, worker in to_check]), strict=True):
        number = row.row.number
        row.findings.extend(
            RowFinding(one.code, one.severity, one.field, reader.cell_of(one.field, number), one.what, one.fix)
            for one in said
        )


def _worker_to_check(row: PlannedRow) -> Worker | None:
    worker = row.after
    if worker is None and row.stored is not None:
        worker = worker_of(row.stored)
    if row.outcome is Outcome.SAME:
        row.stored = None  # of 100,000 rows that come again only those that change are kept in memory
    return worker


@contextmanager
def keeping(
    office: Office, connection: Connection, batch: str, coming: int, progress: Progress = SILENT
) -> "Iterator[_Keeper]":
    """Within the caller's transaction: takes planned rows and writes what they add and change, with the journal.

    Of ``coming`` rows as many are of new workers, at least, as there are more than stored ones.
    """
    new = coming - workers.count_about(connection)
    with many_rows.indexes_built_after(connection, "workers", new, progress), WriteBehind(connection) as writer:
        yield _Keeper(office, connection, writer, batch)


class _Keeper:
    """Writes planned rows, some at a time."""

    def __init__(self, office: Office, connection: Connection, writer: Writes, batch: str) -> None:
        """The connection is asked here and not again."""
        self._writer = writer
        self._clerk = office.clerk.account_id
        self._journal = office.appender(connection, batch=batch)
        self._batch = batch
        self._rounds = {village: one.round_id for village, one in rounds.open_by_village(connection).items()}
        self._standings: dict[str, Standing] = {}

    def keep(self, rows: Sequence[PlannedRow]) -> None:
        added: list[WorkerRecord] = []
        changed: list[tuple[WorkerRecord, WorkerRecord]] = []
        entries: list[Entry] = []
        for row in rows:
            if row.after is None:
                continue
            before = row.before
            if before is None:
                added.append(WorkerRecord(row.after, self._standing_of_new(row.after.village_code)))
                changes = _first_values(row)
                entries.append(Entry(action="worker.imported", subject=row.worker_id, changes=changes))
            else:
                standing, facts = standing_after_correction(before.standing)
                changed.append((before, WorkerRecord(row.after, standing)))
                changes = changes_between(before.worker, row.after)
                if facts:
                    changes["verdict_note"] = (before.standing.verdict_note, "")
                entries.append(
                    Entry(action="worker.import_changed", subject=row.worker_id, facts=facts, changes=changes)
                )
        workers.add(self._writer, added)
        workers.change_from(self._writer, changed)
        self._journal.append(self._writer, entries)

    def _standing_of_new(self, village_code: str) -> Standing:
        standing = self._standings.get(village_code)
        if standing is None:
            standing = self._standings[village_code] = Standing(
                entered_by=self._clerk,
                batch_id=self._batch,
                round_id=self._rounds.get(village_code, ""),
            )
        return standing


def _first_values(row: PlannedRow) -> dict[str, tuple[Any, Any]]:
    """What `changes_between` says of a new worker, from the few fields the row states."""
    changes: dict[str, tuple[Any, Any]] = {code: (None, value) for code, value in row.reading.stated.items()}
    if row.after is not None:
        changes["programmes"] = (None, row.after.programmes)
    if row.reading.unread:
        changes["unread"] = (None, dict(row.reading.unread))
    return changes


def register_batch(
    office: Office,
    connection: Connection,
    batch: str,
    file_name: str,
    sha256: str,
    policy: Policy,
    counts: dict[str, int],
) -> None:
    """The import in the register and in the journal, within the caller's transaction."""
    imports.add(
        connection,
        imports.Batch(
            batch_id=batch,
            at=office.timestamp(),
            account_id=office.clerk.account_id,
            file_name=file_name,
            file_sha256=sha256,
            policy=policy.value,
            counts=counts,
        ),
    )
    facts = {**counts, "policy": policy.value, "sha256": sha256}
    office.log(connection, Entry(action="import.committed", subject=batch, facts=facts), batch=batch)


def _sentence(counts: Mapping[str, int], *, done: bool) -> str:
    verb = "diimpor" if done else "akan diimpor"
    return (
        f"{thousands(counts['read'])} baris {verb}: {thousands(counts['new'])} baru,"
        f" {thousands(counts['changed'])} berubah, {thousands(counts['same'])} sama,"
        f" {thousands(counts['refused'])} ditolak."
    )
