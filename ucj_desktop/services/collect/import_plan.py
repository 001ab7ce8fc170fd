"""What an import would do with every row: the dry run and the commit ask the same question."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from ucj_desktop.domain.fields import FIELDS, shown_value
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.names import name_key
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.worker import NOTHING_UNREAD, Worker, WorkerId
from ucj_desktop.services.collect import import_findings as say
from ucj_desktop.services.collect.import_findings import RowFinding
from ucj_desktop.services.collect.read_cells import Reading
from ucj_desktop.services.collect.sent_elsewhere import words_of
from ucj_desktop.spreadsheets.mapping import PersonRow
from ucj_desktop.storage import stored_people
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.imports import MergedAway
from ucj_desktop.storage.stored_people import AT, PersonKey, StoredRow
from ucj_desktop.storage.worker_rows import from_row, worker_of

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
    place: int = 0  # among all rows of the file
    worker_id: str = ""
    stored: StoredRow | None = None
    after: Worker | None = None
    findings: list[RowFinding] = field(default_factory=list)
    conflicts_with: "PlannedRow | None" = None  # the row before that has the same NIK and other data

    @property
    def before(self) -> WorkerRecord | None:
        """Made at each call: most rows of a list that comes again are the same, and nobody asks."""
        return None if self.stored is None else from_row(self.stored)


class Planner:
    """Decides row after row, knowing the store and the rows before; told beforehand which rows come next."""

    def __init__(
        self,
        connection: Connection,
        policy: Policy,
        merged: Iterable[MergedAway] = (),
        replaceable: Collection[str] | None = None,
        new_ids: dict[tuple[str, int], WorkerId] | None = None,
    ) -> None:
        """``replaceable`` are the fields that Policy.OVERWRITE may replace; None for all of them.

        ``new_ids`` are those that new workers were given when the file was planned before, by sheet and row.
        """
        self._new_ids = {} if new_ids is None else new_ids
        self._connection = connection
        self._policy = policy
        self._replaceable = _EVERY_FIELD if replaceable is None else frozenset(replaceable)
        self._by_nik: dict[str, StoredRow] = {}
        self._by_id: dict[str, StoredRow] = {}
        self._by_person: dict[PersonKey, list[StoredRow]] = {}
        self._without_nik = stored_people.without_nik(connection)
        self._sent_elsewhere = words_of(connection)
        self._taken: set[str] = set()
        self._seen_niks: dict[str, PlannedRow] = {}
        self._seen_people: dict[PersonKey, list[PlannedRow]] = {}
        self._merged = {
            one.nik or _key(one.full_name, one.birth_date, one.village_code): one.survivor for one in merged
        }

    def look_up(self, readings: Sequence[Reading]) -> None:
        """Ask the store about the rows that are decided next: so much of it is in memory and no more."""
        kept = [one for one in readings if not one.refused]
        self._by_nik = stored_people.by_niks(self._connection, (one.stated.get("nik", "") for one in kept))
        told = [one.worker_id for one in kept if one.worker_id]
        self._by_id = stored_people.by_ids(self._connection, told) if told else {}
        nameless = {_person(one) for one in kept if not one.stated.get("nik")}
        self._by_person = stored_people.by_people(self._connection, nameless) if nameless else {}

    def decide(self, sheet: str, row: PersonRow, reading: Reading, cell_of: Any) -> PlannedRow:
        """The outcome of one row. ``cell_of(field, row number)`` gives addresses for the findings."""
        planned = PlannedRow(sheet, row, reading, Outcome.REFUSED, findings=reading.findings)
        if reading.refused:
            return planned
        nik = reading.stated.get("nik", "")
        repeats = self._earlier_row(planned, nik, cell_of)
        if repeats:
            return planned
        written_from = self._by_id.get(reading.worker_id) if reading.worker_id else None
        if written_from is not None and self._is_still(written_from, reading):
            return self._mended(planned, written_from, nik, cell_of)
        stored = self._by_nik.get(nik) if nik else self._found_without_nik(reading)
        if stored is None and nik and self._without_nik:
            stored = self._same_person_before_the_nik(reading)
            if stored is not None:
                planned.findings.append(say.found_without_nik(cell_of("nik", row.number), stored[_NAME]))
        survivor = self._survivor(reading, nik) if self._merged and stored is None else None
        if survivor is not None:
            planned.outcome = Outcome.SAME
            planned.worker_id = survivor
            planned.findings.append(say.merged_before(cell_of("nik", row.number)))
        elif stored is None:
            planned.outcome = Outcome.NEW
            planned.worker_id = self._new_ids.setdefault((sheet, row.number), new_id())
            planned.after = worker_from(reading, planned.worker_id)
            if nik and (told := self._sent_elsewhere(nik)):
                planned.findings.append(say.sent_elsewhere(cell_of("nik", row.number), told))
        elif nik and stored[_NIK] == nik and not names_agree(stored[_NAME], reading.stated["full_name"]):
            planned.findings.append(say.nik_of_somebody_else(cell_of("nik", row.number), stored[_NAME]))
            return planned
        else:
            self._compare(planned, stored, cell_of)
        self._remember(planned, nik)
        return planned

    def _survivor(self, reading: Reading, nik: str) -> str | None:
        """Who a row's person was merged into: by the one that went, or as the one that stayed and has got a NIK since.

        Of the two rows that a file has of them the one with the NIK has found the survivor already.
        """
        person = _person(reading)
        gone_into = self._merged.get(nik or person)
        if gone_into is not None or nik:
            return gone_into
        survivors = self._taken.intersection(self._merged.values())
        return next((row[_ID] for row in self._by_person.get(person, []) if row[_ID] in survivors), None)

    @staticmethod
    def _is_still(stored: StoredRow, reading: Reading) -> bool:
        """Whether the row is of the worker whose id it bears; sorting one column of a sheet puts the ids astray."""
        nik = reading.stated.get("nik", "")
        return bool(nik and stored[_NIK] == nik) or names_agree(stored[_NAME], reading.stated["full_name"])

    def _mended(self, planned: PlannedRow, stored: StoredRow, nik: str, cell_of: Any) -> PlannedRow:
        """A row that came back in a workbook of ours: also its NIK may have been mended."""
        other = self._by_nik.get(nik) if nik else None
        if other is not None and other[_ID] != stored[_ID]:
            planned.findings.append(say.nik_of_somebody_else(cell_of("nik", planned.row.number), other[_NAME]))
            return planned
        self._compare(planned, stored, cell_of)
        self._remember(planned, nik)
        return planned

    def _earlier_row(self, planned: PlannedRow, nik: str, cell_of: Any) -> bool:
        """An exact repeat of a row before is the same; the same NIK with other data is refused."""
        if nik:
            same = self._seen_niks.get(nik)
            if same is None:
                return False
            cell = cell_of("nik", planned.row.number)
            if not _say_the_same(same.reading, planned.reading):
                planned.findings.append(say.same_nik_other_row(cell, same.row.number, same.sheet))
                planned.conflicts_with = same
                return True
        else:
            earlier = self._seen_people.get(_person(planned.reading), [])
            same = next((one for one in earlier if _say_the_same(one.reading, planned.reading)), None)
            if same is None:
                return False
            cell = cell_of("full_name", planned.row.number)
        planned.outcome = Outcome.SAME
        planned.worker_id = same.worker_id
        planned.findings.insert(0, say.repeated(cell, same.row.number, same.sheet))  # why it is not counted, first
        return True

    def _remember(self, planned: PlannedRow, nik: str) -> None:
        if nik:
            self._seen_niks[nik] = planned
        else:
            self._seen_people.setdefault(_person(planned.reading), []).append(planned)
        if planned.stored is not None:
            self._taken.add(planned.worker_id)

    def _found_without_nik(self, reading: Reading) -> StoredRow | None:
        """Who a row without a NIK is: the one it adds nothing to, else the only one of that name, day and village."""
        candidates = [row for row in self._by_person.get(_person(reading), []) if row[_ID] not in self._taken]
        for row in candidates:
            if not _differences(row, reading):
                return row
        if len(candidates) == 1 and reading.stated.get("birth_date") is not None:
            return candidates[0]
        return None

    def _same_person_before_the_nik(self, reading: Reading) -> StoredRow | None:
        """Somebody stored as "belum ada NIK" whose NIK this row brings."""
        if reading.stated.get("birth_date") is None:
            return None
        candidates = [row for row in self._without_nik.get(_person(reading), []) if row[_ID] not in self._taken]
        return candidates[0] if len(candidates) == 1 else None

    def _compare(self, planned: PlannedRow, stored: StoredRow, cell_of: Any) -> None:
        planned.stored = stored
        planned.worker_id = stored[_ID]
        planned.outcome = Outcome.SAME
        differing = _differences(stored, planned.reading)
        if not differing:
            return
        record = from_row(stored)
        if record.standing.is_frozen:
            planned.findings.append(say.frozen(cell_of("nik", planned.row.number)))
            return
        policy = Policy.FILL if planned.reading.is_untouched and self._policy is Policy.OVERWRITE else self._policy
        taken, left = _divided(record.worker, planned.reading, differing, policy, self._replaceable)
        for code in left:
            seen = _seen_text(planned.reading, code)
            before = shown_value(code, record.worker)
            planned.findings.append(say.differs_from_stored(code, cell_of(code, planned.row.number), before, seen))
        if taken:
            planned.outcome = Outcome.CHANGED
            planned.after = _changed(record.worker, planned.reading, taken)


def names_agree(stored: str, read: str) -> bool:
    """Whether two names may be one person's: the same key, one inside the other, or three fifths alike."""
    if stored == read:
        return True
    first, second = name_key(stored), name_key(read)
    if first == second or (min(len(first), len(second)) >= 3 and (first in second or second in first)):
        return True
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE


def _key(name: str, birth_date: date | None, village_code: str) -> PersonKey:
    return name_key(name), birth_date.isoformat() if birth_date else None, village_code


def _person(reading: Reading) -> PersonKey:
    stated = reading.stated
    return _key(stated["full_name"], stated.get("birth_date"), stated["village_code"])


def _say_the_same(first: Reading, second: Reading) -> bool:
    return {**first.stated, **first.unread} == {**second.stated, **second.unread}


def worker_from(reading: Reading, worker_id: WorkerId) -> Worker:
    """The worker that a row states, as it would be stored."""
    unread = MappingProxyType(dict(reading.unread)) if reading.unread else NOTHING_UNREAD
    return Worker(**reading.stated, unread=unread, worker_id=worker_id)


_ID, _NIK, _NAME = (AT[name] for name in ("worker_id", "nik", "full_name"))


def _differences(stored: StoredRow, reading: Reading) -> list[str]:
    """Fields of which the row says something the worker does not have."""
    differing = [
        code
        for code, value in reading.stated.items()
        if stored[AT[code]] != value and not (isinstance(value, date) and stored[AT[code]] == value.isoformat())
    ]
    if reading.unread:
        unread = worker_of(stored).unread
        differing += [
            code for code, seen in reading.unread.items() if code not in reading.stated and unread.get(code) != seen
        ]
    return differing


_ORDER = [one.code for one in FIELDS]
_EVERY_FIELD = frozenset(_ORDER)


def _divided(
    worker: Worker, reading: Reading, differing: list[str], policy: Policy, replaceable: frozenset[str]
) -> tuple[list[str], list[str]]:
    """(fields to take over, fields to leave), by policy; what could not be read never replaces what was."""
    taken: list[str] = []
    left: list[str] = []
    for code in sorted(differing, key=_ORDER.index):
        is_blank = getattr(worker, code) in ("", None)
        is_readable = code in reading.stated
        fills = is_blank and (is_readable or code not in worker.unread)
        replaces = policy is Policy.OVERWRITE and code in replaceable and (is_readable or is_blank)
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
