"""What an import would do with every row: the dry run and the commit ask the same question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from ucj_desktop.domain.fields import FIELDS, shown_value
from ucj_desktop.domain.names import name_key
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.worker import NOTHING_UNREAD, Worker
from ucj_desktop.services.collect import import_findings as say
from ucj_desktop.services.collect.import_findings import RowFinding
from ucj_desktop.services.collect.read_cells import Reading
from ucj_desktop.spreadsheets.mapping import PersonRow
from ucj_desktop.storage.imports import MergedAway

_ALIKE = 0.6  # the share at which the ministry's own procedure takes two names for one (DOMAIN.md, section 2)


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


OUTCOME_LABELS: Mapping[Outcome, str] = MappingProxyType(
    {Outcome.NEW: "Baru", Outcome.CHANGED: "Berubah", Outcome.SAME: "Sama", Outcome.REFUSED: "Ditolak"}
)


class Policy(StrEnum):
    """What is done with a worker who is in the store already."""

    NEW = "new"
    FILL = "fill"
    OVERWRITE = "overwrite"


POLICY_LABELS: Mapping[Policy, str] = MappingProxyType(
    {
        Policy.NEW: "Hanya tambah yang baru",
        Policy.FILL: "Isi yang masih kosong",
        Policy.OVERWRITE: "Timpa dengan isi berkas",
    }
)


@dataclass(slots=True)
class PlannedRow:
    """One row with its outcome; ``before`` and ``after`` are the worker as stored and as it would be stored."""

    sheet: str
    row: PersonRow
    reading: Reading
    outcome: Outcome
    worker_id: str = ""
    before: WorkerRecord | None = None
    after: Worker | None = None
    findings: list[RowFinding] = field(default_factory=list)
    conflicts_with: "PlannedRow | None" = None  # the row before that has the same NIK and other data


@dataclass(slots=True)
class _Seen:
    """A row met earlier in this file."""

    planned: PlannedRow
    stated: Mapping[str, Any]


class Planner:
    """Decides row after row, knowing the store and the rows before."""

    def __init__(self, stored: Iterable[WorkerRecord], policy: Policy, merged: Iterable[MergedAway] = ()) -> None:
        self._policy = policy
        self._by_nik: dict[str, WorkerRecord] = {}
        self._by_person: dict[tuple[str, Any, str], list[WorkerRecord]] = {}
        self._taken: set[str] = set()
        self._seen_niks: dict[str, _Seen] = {}
        self._seen_people: dict[tuple[str, Any, str], list[_Seen]] = {}
        self._merged = {
            one.nik or _key(one.full_name, one.birth_date, one.village_code): one.survivor for one in merged
        }
        for record in stored:
            worker = record.worker
            if worker.nik:
                self._by_nik.setdefault(worker.nik, record)
            person = _key(worker.full_name, worker.birth_date, worker.village_code)
            self._by_person.setdefault(person, []).append(record)

    def decide(self, sheet: str, row: PersonRow, reading: Reading, cell_of: Any) -> PlannedRow:
        """The outcome of one row. ``cell_of(field, row number)`` gives addresses for the findings."""
        planned = PlannedRow(sheet, row, reading, Outcome.REFUSED, findings=reading.findings)
        if reading.refused:
            return planned
        nik = reading.stated.get("nik", "")
        repeats = self._earlier_row(planned, nik, cell_of)
        if repeats:
            return planned
        record = self._by_nik.get(nik) if nik else self._found_without_nik(reading)
        if record is None and nik:
            record = self._same_person_before_the_nik(reading)
            if record is not None:
                planned.findings.append(say.found_without_nik(cell_of("nik", row.number), record.worker.full_name))
        survivor = self._merged.get(nik or _person(reading)) if record is None else None
        if survivor is not None:
            planned.outcome = Outcome.SAME
            planned.worker_id = survivor
            planned.findings.append(say.merged_before(cell_of("nik", row.number)))
        elif record is None:
            planned.outcome = Outcome.NEW
            planned.after = _worker_from(reading)
            planned.worker_id = planned.after.worker_id
        elif nik and record.worker.nik == nik and not names_agree(record.worker.full_name, reading.stated["full_name"]):
            finding = say.nik_of_somebody_else(cell_of("nik", row.number), record.worker.full_name)
            planned.findings.append(finding)
            return planned
        else:
            self._compare(planned, record, cell_of)
        self._remember(planned, nik)
        return planned

    def _earlier_row(self, planned: PlannedRow, nik: str, cell_of: Any) -> bool:
        """An exact repeat of a row before is the same; the same NIK with other data is refused."""
        stated = {**planned.reading.stated, **planned.reading.unread}
        if nik:
            seen = self._seen_niks.get(nik)
            if seen is None:
                return False
            first = seen.planned
            cell = cell_of("nik", planned.row.number)
            if seen.stated != stated:
                planned.findings.append(say.same_nik_other_row(cell, first.row.number, first.sheet))
                planned.conflicts_with = first
                return True
            same: _Seen | None = seen
        else:
            earlier = self._seen_people.get(_person(planned.reading), [])
            same = next((one for one in earlier if one.stated == stated), None)
            cell = cell_of("full_name", planned.row.number)
        if same is None:
            return False
        planned.outcome = Outcome.SAME
        planned.worker_id = same.planned.worker_id
        planned.findings.append(say.repeated(cell, same.planned.row.number, same.planned.sheet))
        return True

    def _remember(self, planned: PlannedRow, nik: str) -> None:
        seen = _Seen(planned, {**planned.reading.stated, **planned.reading.unread})
        if nik:
            self._seen_niks[nik] = seen
        else:
            self._seen_people.setdefault(_person(planned.reading), []).append(seen)
        if planned.before is not None:
            self._taken.add(planned.before.worker.worker_id)

    def _found_without_nik(self, reading: Reading) -> WorkerRecord | None:
        """Who a row without a NIK is: the one it adds nothing to, else the only one of that name, day and village."""
        candidates = [
            record for record in self._by_person.get(_person(reading), []) if record.worker.worker_id not in self._taken
        ]
        for record in candidates:
            if not _differences(record.worker, reading):
                return record
        if len(candidates) == 1 and reading.stated.get("birth_date") is not None:
            return candidates[0]
        return None

    def _same_person_before_the_nik(self, reading: Reading) -> WorkerRecord | None:
        """Somebody stored as "belum ada NIK" whose NIK this row brings."""
        if reading.stated.get("birth_date") is None:
            return None
        candidates = [
            record
            for record in self._by_person.get(_person(reading), [])
            if not record.worker.nik and record.worker.worker_id not in self._taken
        ]
        return candidates[0] if len(candidates) == 1 else None

    def _compare(self, planned: PlannedRow, record: WorkerRecord, cell_of: Any) -> None:
        planned.before = record
        planned.worker_id = record.worker.worker_id
        planned.outcome = Outcome.SAME
        differing = _differences(record.worker, planned.reading)
        if not differing:
            return
        if record.standing.is_frozen:
            planned.findings.append(say.frozen(cell_of("nik", planned.row.number)))
            return
        taken, left = _divided(record.worker, planned.reading, differing, self._policy)
        for code in left:
            seen = _seen_text(planned.reading, code)
            stored = shown_value(code, record.worker)
            planned.findings.append(say.differs_from_stored(code, cell_of(code, planned.row.number), stored, seen))
        if taken:
            planned.outcome = Outcome.CHANGED
            planned.after = _changed(record.worker, planned.reading, taken)


def names_agree(stored: str, read: str) -> bool:
    """Whether two names may be one person's: the same key, one inside the other, or three fifths alike."""
    first, second = name_key(stored), name_key(read)
    if first == second or (min(len(first), len(second)) >= 3 and (first in second or second in first)):
        return True
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE


def _key(name: str, birth_date: date | None, village_code: str) -> tuple[str, Any, str]:
    return name_key(name), birth_date, village_code


def _person(reading: Reading) -> tuple[str, Any, str]:
    stated = reading.stated
    return _key(stated["full_name"], stated.get("birth_date"), stated["village_code"])


def _worker_from(reading: Reading) -> Worker:
    unread = MappingProxyType(dict(reading.unread)) if reading.unread else NOTHING_UNREAD
    return Worker(**reading.stated, unread=unread)


def _differences(worker: Worker, reading: Reading) -> list[str]:
    """Fields of which the row says something the worker does not have."""
    differing = [code for code, value in reading.stated.items() if getattr(worker, code) != value]
    for code, seen in reading.unread.items():
        if code not in reading.stated and worker.unread.get(code) != seen:
            differing.append(code)
    return differing


_ORDER = [one.code for one in FIELDS]


def _divided(worker: Worker, reading: Reading, differing: list[str], policy: Policy) -> tuple[list[str], list[str]]:
    """(fields to take over, fields to leave), by policy; what could not be read never replaces what was."""
    taken: list[str] = []
    left: list[str] = []
    for code in sorted(differing, key=_ORDER.index):
        is_blank = getattr(worker, code) in ("", None)
        is_readable = code in reading.stated
        fills = is_blank and (is_readable or code not in worker.unread)
        replaces = policy is Policy.OVERWRITE and (is_readable or is_blank)
        (taken if policy is not Policy.NEW and (fills or replaces) else left).append(code)
    return taken, left


def _changed(worker: Worker, reading: Reading, taken: list[str]) -> Worker:
    values = {code: reading.stated[code] for code in taken if code in reading.stated}
    unread = {code: seen for code, seen in worker.unread.items() if code not in values}
    unread |= {code: reading.unread[code] for code in taken if code not in reading.stated}
    return replace(worker, **values, unread=MappingProxyType(unread) if unread else NOTHING_UNREAD)


def _seen_text(reading: Reading, code: str) -> str:
    if code not in reading.stated:
        return reading.unread[code]
    return shown_value(code, replace(Worker(), **{code: reading.stated[code]}))
