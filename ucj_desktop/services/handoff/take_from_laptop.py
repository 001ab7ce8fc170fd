"""At the office's computer: what was done on a laptop is taken in, person by person, and every conflict is named."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.fields import BY_CODE, shown_value
from ucj_desktop.domain.loan import LoanEnd
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.stage import MAY_BE_PUT_BACK, MAY_FOLLOW, STAGE_LABELS, Stage
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.verdict import REASON_LABELS, VERDICT_LABELS, Reason, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.handoff.laptop_files import (
    SUFFIX,
    LaptopFileDamaged,
    NotALaptopFile,
    ReadStart,
    read_return,
    read_return_start,
)
from ucj_desktop.services.handoff.laptop_refusals import (
    LaptopDeclaredLost,
    LaptopOfAnotherHistory,
    LaptopOfAnotherOffice,
    NothingFromLaptop,
    OlderReturn,
)
from ucj_desktop.services.handoff.start_laptop import UNCHANGING
from ucj_desktop.services.office import Office
from ucj_desktop.services.rounds.signed_rulings import is_signed_by_its_account, keys_by_account
from ucj_desktop.storage import accounts, carried, journal, loans, rounds, rulings, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

_TAKEN, _SETTLED = "laptop.taken", "laptop.settled"
_COMPARED = (
    *(one.name for one in fields(Worker) if one.name != "worker_id"),
    "stage", "verdict", "reason", "verdict_note",
)  # fmt: skip
_WORDS = {"stage": "Tahap", "verdict": "Hasil", "reason": "Alasan", "verdict_note": "Catatan hasil", "unread": "Isian"}


class Keep(StrEnum):
    """What a clerk decides of a conflict."""

    OFFICE = "office"
    LAPTOP = "laptop"


@dataclass(frozen=True, slots=True)
class Differing:
    """One field that the two say otherwise; texts as a clerk reads them."""

    field: str
    label: str
    here: str
    there: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One person whom both have changed; the office's data stay until somebody decides."""

    worker_id: str
    full_name: str
    why: str  # one sentence
    differing: tuple[Differing, ...] = ()
    may_take: bool = True  # whether the laptop's may be taken at all


@dataclass(slots=True, kw_only=True)
class FromLaptop:
    """What came of one file; all counts are of people but for ``meetings``."""

    file: str
    taken: int = 0
    same: int = 0
    settled: int = 0  # conflicts that were decided before, or now for the office's
    meetings: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    again: bool = False  # the very same was taken in before

    @property
    def change(self) -> Change:
        if self.again and not self.conflicts:
            return Change(Touched.NOTHING, "Hasil dari laptop ini sudah diterima sebelumnya; tidak ada yang berubah.")
        told = f"Hasil dari laptop diterima: {self.taken} orang, {self.meetings} rapat."
        if self.same:
            told += f" {self.same} orang sudah sama."
        if self.conflicts:
            told += f" {len(self.conflicts)} orang diubah di kedua tempat; putuskan satu per satu."
        return Change(Touched.WORKERS | Touched.VERDICTS | Touched.ROUNDS, told)


@dataclass(slots=True)
class _Plan:
    take: list[tuple[WorkerRecord, WorkerRecord]] = field(default_factory=list)  # here, there
    left: set[str] = field(default_factory=set)  # ids of whom nothing is taken
    refused: list[str] = field(default_factory=list)  # settled now for the office's


def take_from_laptop(
    office: Office,
    path: Path,
    *,
    choose: Mapping[str, Keep] | None = None,
    dry_run: bool = False,
    progress: Progress = SILENT,
) -> FromLaptop:
    """Take in one file, or the newest of a folder, in one transaction; taking it again changes nothing.

    Whoever was changed on one side only is taken or stays; whoever was changed on both is a conflict, unless both say
    the same. ``choose`` decides conflicts by worker id. Raises NothingFromLaptop, NotALaptopFile, LaptopFileDamaged,
    LaptopOfAnotherOffice, LaptopOfAnotherHistory, LaptopDeclaredLost, OlderReturn, Cancelled.
    """
    office.require(Action.OPEN_ROUND)
    file, start = _file_in(office, path)
    told = read_return(file, start, office.keys)
    try:
        if dry_run:
            with office.database.reading() as connection:
                return _compared(office, connection, file, start, told, choose or {}, progress)[0]
        with office.database.writing() as connection:
            done, plan = _compared(office, connection, file, start, told, choose or {}, progress)
            if plan is not None:
                _apply(office, connection, start, told, plan, done)
            return done
    except (KeyError, ValueError, TypeError) as fault:  # signed by us and yet not what a laptop writes
        raise LaptopFileDamaged from fault


def _file_in(office: Office, path: Path) -> tuple[Path, ReadStart]:
    if not path.is_dir():
        return path, _start_of(office, path)
    found = []
    for one in sorted(path.glob(f"UCJ-{office.code}-PULANG-*{SUFFIX}")):
        try:
            found.append((one, _start_of(office, one)))
        except (NotALaptopFile, LaptopOfAnotherOffice):
            continue
    if not found:
        raise NothingFromLaptop
    return max(found, key=lambda one: str(one[1].header.get("made_at", "")))


def _start_of(office: Office, path: Path) -> ReadStart:
    try:
        start = read_return_start(path)
    except OSError as fault:
        raise NothingFromLaptop from fault
    own = [one.signing.public for one in (office.keys, *office.keys.former)]
    if start.key not in own or start.header.get("office") != office.code:
        raise LaptopOfAnotherOffice
    return start


def _compared(
    office: Office,
    connection: Connection,
    file: Path,
    start: ReadStart,
    told: Mapping[str, Any],
    choose: Mapping[str, Keep],
    progress: Progress,
) -> tuple[FromLaptop, _Plan | None]:
    loan_id, n = str(start.header["loan"]), int(start.header["n"])
    loan = next((one for one in loans.every(connection) if one.loan_id == loan_id), None)
    if loan is not None and loan.end is LoanEnd.LOST:
        raise LaptopDeclaredLost
    if carried.hash_at(connection, int(start.header["from"])) != start.header["head"]:
        raise LaptopOfAnotherHistory
    if loan is not None and n < loan.taken_n:
        raise OlderReturn
    done = FromLaptop(file=file.name, again=loan is not None and loan.taken_n == n)
    plan = _Plan()
    here = {one.worker.worker_id: one for one in workers.by_ids(connection, [row[0] for row in told["workers"]])}
    touched = _touched_since(connection, int(start.header["from"]), loan_id)
    settled = _settled(connection, int(start.header["from"]), loan_id)
    last = _last_of(told["entries"])
    faults = _faults_of_rulings(connection, told["rulings"])
    records = carried.records_of(told["workers"])
    for number, there in enumerate(records, start=1):
        progress.step(number, len(records), "Membandingkan dengan laptop")
        worker_id = there.worker.worker_id
        mine = here.get(worker_id)
        if settled.get(worker_id, -1) >= last.get(worker_id, 0) and choose.get(worker_id) is not Keep.LAPTOP:
            done.settled += 1
            plan.left.add(worker_id)
            continue
        if mine is not None and not _differing(office, mine, there):
            done.same += 1
            if mine.standing.is_frozen:
                plan.left.add(worker_id)
            continue
        conflict = _conflict(office, mine, there, worker_id in touched, faults)
        if conflict is None or (choose.get(worker_id) is Keep.LAPTOP and conflict.may_take):
            assert mine is not None  # of nobody who is not here anything may be taken
            plan.take.append((mine, there))
            done.taken += 1
        elif choose.get(worker_id) is Keep.OFFICE:
            plan.left.add(worker_id)
            plan.refused.append(worker_id)
            done.settled += 1
        else:
            plan.left.add(worker_id)
            done.conflicts.append(conflict)
    done.meetings = len(told["meetings"])
    if done.again and not plan.take and not plan.refused:
        return done, None
    return done, plan


def _touched_since(connection: Connection, n: int, loan_id: str) -> frozenset[str]:
    """Whom the office's computer has changed since the copy was made; looking at somebody changes nothing."""
    return frozenset(
        one.subject
        for one in journal.after(connection, n)
        if one.subject and one.action.startswith("worker.") and one.action != "worker.shown"
        if one.facts.get("laptop") != loan_id
    )


def _settled(connection: Connection, n: int, loan_id: str) -> dict[str, int]:
    """By worker how far the laptop's journal was when a clerk kept the office's data."""
    return {
        one.subject: int(one.facts["n"])
        for one in journal.after(connection, n)
        if one.action == _SETTLED and one.facts.get("laptop") == loan_id
    }


def _last_of(entries: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    return {str(one["subject"]): int(one["n"]) for one in entries}


def _faults_of_rulings(connection: Connection, rows: carried.Rows) -> frozenset[str]:
    """Workers with a verdict that no account of this office has signed."""
    keys = keys_by_account(accounts.every(connection))
    return frozenset(one.worker_id for one in rulings.from_rows(rows) if not is_signed_by_its_account(one, keys))


def _conflict(
    office: Office, mine: WorkerRecord | None, there: WorkerRecord, is_touched: bool, faults: frozenset[str]
) -> Conflict | None:
    worker_id, name = there.worker.worker_id, there.worker.full_name
    if mine is None:
        return Conflict(
            worker_id=worker_id, full_name=name, why="Orang ini tidak ada lagi di komputer kantor.", may_take=False
        )
    if mine.standing.merged_into:
        why = "Di komputer kantor orang ini sudah digabung dengan data lain."
        return Conflict(worker_id=worker_id, full_name=name, why=why, may_take=False)
    differing = _differing(office, mine, there)
    if mine.standing.is_frozen:
        why = "Di komputer kantor orang ini sudah masuk berita acara yang ditutup; buka kembali dulu."
        return Conflict(worker_id=worker_id, full_name=name, why=why, differing=differing, may_take=False)
    if worker_id in faults:
        why = "Tanda tangan akun pada hasilnya tidak sah."
        return Conflict(worker_id=worker_id, full_name=name, why=why, differing=differing, may_take=False)
    if is_touched:
        why = "Diubah di komputer kantor dan di laptop."
        return Conflict(worker_id=worker_id, full_name=name, why=why, differing=differing)
    return None


def _differing(office: Office, mine: WorkerRecord, there: WorkerRecord) -> tuple[Differing, ...]:
    found = []
    for name in _COMPARED:
        source = "standing" if name in ("stage", "verdict", "reason", "verdict_note") else "worker"
        old, new = getattr(getattr(mine, source), name), getattr(getattr(there, source), name)
        if old != new:
            found.append(Differing(name, _label(name), _shown(name, mine), _shown(name, there)))
    return tuple(found)


def _label(name: str) -> str:
    return _WORDS[name] if name in _WORDS else BY_CODE[name].label


def _shown(name: str, record: WorkerRecord) -> str:
    if name in BY_CODE:
        return shown_value(name, record.worker)
    value = getattr(record.standing if hasattr(record.standing, name) else record.worker, name)
    if isinstance(value, Verdict):
        return VERDICT_LABELS[value]
    if isinstance(value, Reason):
        return REASON_LABELS[value]
    if isinstance(value, Stage):
        return STAGE_LABELS[value]
    return ", ".join(map(str, value.values())) if isinstance(value, Mapping) else str(value or "")


def _apply(
    office: Office, connection: Connection, start: ReadStart, told: Mapping[str, Any], plan: _Plan, done: FromLaptop
) -> None:
    loan_id, n = str(start.header["loan"]), int(start.header["n"])
    facts = {"n": n, "workers": done.taken, "conflicts": len(done.conflicts), "meetings": done.meetings}
    office.log(connection, Entry(action=_TAKEN, subject=loan_id, facts=facts))
    wanted = {there.worker.worker_id for _, there in plan.take}
    _put_rounds(connection, told["rounds"], plan)
    carried.put_rows(connection, "rulings", [row for row in told["rulings"] if row[1] not in plan.left])
    carried.put_rows(connection, "confirmations", [row for row in told["confirmations"] if row[0] in wanted])
    carried.put_rows(connection, "meetings", told["meetings"])
    carried.put_rows(
        connection, "meeting_dissents", [row for row in told["meeting_dissents"] if row[2] not in plan.left]
    )
    for step in _steps_to(plan.take):
        workers.change(connection, step)
    _log_again(office, connection, int(start.header["from"]), loan_id, _to_tell(connection, told["entries"], wanted))
    for worker_id in plan.refused:
        office.log(connection, Entry(action=_SETTLED, subject=worker_id, facts={"laptop": loan_id, "n": n}))
    loans.note_taken(connection, loan_id, n)
    if not done.conflicts:
        loans.end(connection, loan_id, LoanEnd.RETURNED, office.timestamp())


def _put_rounds(connection: Connection, rows: carried.Rows, plan: _Plan) -> None:
    """Rounds that began on the laptop come along; where the village has got another since, its workers go into that."""
    here = {one.village_code: one.round_id for one in rounds.every(connection) if not one.closed_at}
    known = {one.round_id for one in rounds.every(connection)}
    fresh = [row for row in rows if row[0] not in known and row[1] not in here]
    carried.put_rows(connection, "rounds", fresh)
    other = {row[0]: here[row[1]] for row in rows if row[0] not in known and row[1] in here}
    plan.take[:] = [
        (
            mine,
            replace(
                there,
                standing=replace(there.standing, round_id=other.get(there.standing.round_id, there.standing.round_id)),
            ),
        )
        for mine, there in plan.take
    ]


def _steps_to(pairs: Sequence[tuple[WorkerRecord, WorkerRecord]]) -> Iterable[list[WorkerRecord]]:
    """The same workers stage after stage: none is jumped over, however much was done on the laptop."""
    paths = [(_path(mine.standing.stage, there.standing.stage), mine, there) for mine, there in pairs]
    longest = max((len(path) for path, _, _ in paths), default=0)
    for turn in range(1, longest + 1):
        yield [_on_the_way(path[turn - 1], mine, there) for path, mine, there in paths if len(path) >= turn]


def _on_the_way(stage: Stage, mine: WorkerRecord, there: WorkerRecord) -> WorkerRecord:
    own = mine.standing
    standing = replace(
        there.standing,
        stage=stage,
        entered_by=own.entered_by,
        minutes_id=own.minutes_id,
        answer=own.answer,
        answer_note=own.answer_note,
    )
    if stage in (Stage.COLLECTED, Stage.NEEDS_MENDING) and stage is not there.standing.stage:
        standing = replace(standing, verdict=None, reason=None, verdict_note="")
    return WorkerRecord(there.worker, standing)


def _path(before: Stage, after: Stage) -> list[Stage]:
    """The stages from one to the other, without the first; the stage itself where it stays."""
    if before is after:
        return [after]
    ways: deque[list[Stage]] = deque([[before]])
    seen = {before}
    while ways:
        way = ways.popleft()
        for stage in sorted(MAY_FOLLOW[way[-1]] | MAY_BE_PUT_BACK.get(way[-1], frozenset())):
            if stage is after:
                return [*way[1:], stage]
            if stage not in seen and stage not in (Stage.SENT, Stage.ACCEPTED, Stage.REGISTERED):
                seen.add(stage)
                ways.append([*way, stage])
    raise ValueError(f"{before} to {after}")


def _to_tell(
    connection: Connection, entries: Sequence[Mapping[str, Any]], wanted: Collection[str]
) -> list[Mapping[str, Any]]:
    """What the laptop's journal says of those who are taken, of meetings, and of who was looked at."""
    people = carried.ids_among(connection, "workers", sorted({str(one["subject"]) for one in entries}))
    return [
        one
        for one in entries
        if one["subject"] in wanted or one["subject"] not in people or one["action"] in UNCHANGING
    ]


def _log_again(
    office: Office, connection: Connection, n: int, loan_id: str, entries: Sequence[Mapping[str, Any]]
) -> None:
    """The laptop's journal rows, each by the account that did it there: history and four eyes rest on them."""
    known = {
        (one.subject, one.action, one.facts.get("done_at"))
        for one in journal.after(connection, n)
        if one.facts.get("laptop") == loan_id
    }
    fresh = [one for one in entries if (one["subject"], one["action"], one["at"]) not in known]
    for who, run in groupby(fresh, key=lambda one: str(one["who"])):
        journal.append(
            connection,
            who=who,
            at=office.timestamp(),
            entries=[
                Entry(
                    action=str(one["action"]),
                    subject=str(one["subject"]),
                    facts={**one["facts"], "laptop": loan_id, "done_at": str(one["at"])},
                    changes={name: (old, new) for name, (old, new) in one["changes"].items()},
                )
                for one in run
            ],
        )
