"""Mending many workers at once: every change shown before, all written together (undo_fix.py takes it back)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import BY_CODE, Kind, shown_value, typed_value
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.rules import Context, Finding, Severity, check_worker, rules_in_force
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.worker import NOTHING_UNREAD, Worker
from ucj_desktop.services.accuracy.check_workers import rules_context
from ucj_desktop.services.accuracy.fixes import FIXES, SETTABLE, Known, Values
from ucj_desktop.services.accuracy.keep_findings import keep_findings
from ucj_desktop.services.collect.enter_worker import (
    changes_between,
    standing_after_correction,
)
from ucj_desktop.services.collect.find_village import VillageFinder
from ucj_desktop.services.office import Office
from ucj_desktop.storage import findings, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.fixes import PREFIX
from ucj_desktop.storage.journal import Entry

SET_FIELD = "set"
TOUCHED = Touched.WORKERS | Touched.FINDINGS | Touched.DUPLICATES
_STEP = 500
# Rules about how a value is written: no worker can rightly have a value of which they complain.
_OF_WRITING = frozenset({"ID-23", "ID-28", "PK-09", "PK-10", "PR-04", "TT-03", "TT-04", "TT-05", "TT-07", "TT-10"})


class NoSuchFix(ClerkError):
    """No fix has this code, or this field is not set for many at once."""

    code = "CEK-03"

    def __init__(self, code: str) -> None:
        super().__init__(
            what=f"Tidak ada perbaikan bernama {code}." if code else "Kolom yang diisi belum disebut.",
            fix="Pilih salah satu dari daftar perbaikan; NIK, nama dan tanggal lahir diperbaiki satu per satu.",
        )


class ValueNotUnderstood(ClerkError):
    """The value is none of the field's."""

    code = "CEK-06"

    def __init__(self, field_code: str, text: str) -> None:
        super().__init__(
            what=f"“{text[:40]}” bukan nilai untuk {BY_CODE[field_code].label}.",
            fix="Tulis nilai yang bisa diisikan di formulir; angka tanpa huruf, desa dengan kode sepuluh angka.",
        )


class NothingToFix(ClerkError):
    """Nobody would be changed."""

    code = "CEK-04"

    def __init__(self) -> None:
        super().__init__(
            what="Tidak ada pekerja yang berubah oleh perbaikan ini.",
            fix="Pilih perbaikan lain, atau perbaiki satu per satu.",
        )


class ValueAgainstRules(ClerkError):
    """The value is of the right kind, but a rule of the field itself complains of it, whoever the worker is."""

    code = "CEK-07"

    def __init__(self, finding: Finding) -> None:
        super().__init__(what=f"{BY_CODE[finding.field].label}: {finding.what}", fix=finding.fix)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixAsked:
    """What is to be mended: by a fix of FIXES, or ``field`` set to ``value`` (typed, as Worker holds it).

    Whom it concerns: those with an open finding of ``rule``, of ``village_code``, among ``worker_ids``; empty: anyone.
    """

    fix: str
    rule: str = ""
    village_code: str = ""
    worker_ids: tuple[str, ...] = ()
    field: str = ""
    value: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field before and after, as a clerk reads it."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FixRow:
    """One worker who would be changed; ``refusal`` says why he or she stays as is."""

    worker_id: str
    full_name: str
    village_code: str
    changes: tuple[FieldChange, ...]
    refusal: str = ""
    loses_verdict: bool = False  # a verdict given before speaks of other data
    after: Worker | None = field(default=None, repr=False)
    before: Worker | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixPlan:
    """Every row that a fix touches; ``looked_at`` workers were asked, ``remarks`` warn of the one value for all."""

    asked: FixAsked
    rows: tuple[FixRow, ...]
    looked_at: int
    remarks: tuple[str, ...] = ()

    @property
    def to_write(self) -> int:
        return sum(not one.refusal for one in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """What was written; ``batch`` is for the undo. ``left`` were changed by somebody since the preview."""

    batch: str
    written: int
    left: int
    change: Change


def value_to_set(office: Office, code: str, text: str) -> Any:
    """What a person typed for a field of SETTABLE, as Worker holds it. Raises NoSuchFix, ValueNotUnderstood."""
    office.require(Action.CORRECT)
    if code not in SETTABLE:
        raise NoSuchFix(code)
    plain: str | int | None = text.strip()
    if BY_CODE[code].kind in (Kind.WHOLE_NUMBER, Kind.MONEY):
        digits = text.strip().replace(".", "")
        plain = int(digits) if digits.isascii() and digits.isdigit() else digits or None
    try:
        value = typed_value(code, plain)
    except ValueError:
        raise ValueNotUnderstood(code, text) from None
    is_place = code != "village_code" or not value or office.places.by_code(str(value)) is not None
    if not is_place:
        raise ValueNotUnderstood(code, text)
    return value


def _complaints(asked: FixAsked, context: Context) -> list[Finding]:
    """What rules that look at the field alone say of the value, whoever gets it."""
    rules = [one for one in rules_in_force(context) if one.looks_at == (asked.field,)]
    return check_worker(_with_values(Worker(), _value_asked(asked)), context, rules)


def _value_asked(asked: FixAsked) -> Values:
    return {asked.field: typed_value(asked.field, None) if asked.value is None else asked.value}


def preview_fix(office: Office, asked: FixAsked, progress: Progress = SILENT) -> FixPlan:
    """Before and after of everybody whom a fix would change; nothing is written.

    Raises NoSuchFix, ValueAgainstRules.
    """
    office.require(Action.CORRECT)
    if asked.fix not in FIXES and not (asked.fix == SET_FIELD and asked.field in SETTABLE):
        raise NoSuchFix(asked.field if asked.fix == SET_FIELD else asked.fix)
    known = Known(rules_context(office), VillageFinder(office))
    complaints = _complaints(asked, known.context) if asked.fix == SET_FIELD else []
    for one in complaints:
        if one.severity is Severity.BLOCKS or one.code in _OF_WRITING:
            raise ValueAgainstRules(one)
    if asked.rule:
        keep_findings(office, progress)
    rows, number = [], 0
    with office.database.reading() as connection:
        for number, record in enumerate(_concerned(connection, asked), start=1):
            row = _row(asked, record, known)
            if row is not None:
                rows.append(row)
            if number % _STEP == 0:
                progress.step(number, None, "Menyiapkan perbaikan")
    remarks = tuple(one.what for one in complaints if one.severity is Severity.WARNS)
    return FixPlan(asked=asked, rows=tuple(rows), looked_at=number, remarks=remarks)


def fix_many(office: Office, plan: FixPlan, progress: Progress = SILENT) -> Fixed:
    """Write what a preview showed, all or nothing; who was changed meanwhile is left as he or she is.

    A verdict given before no longer holds, as after any correction. Raises NothingToFix.
    """
    office.require(Action.CORRECT)
    wanted = {row.worker_id: row for row in plan.rows if not row.refusal}
    ids, batch, written = list(wanted), f"{PREFIX}{new_id()}", 0
    with office.database.writing() as connection:
        for start in range(0, len(ids), _STEP):
            some = ids[start : start + _STEP]
            written += _write(office, connection, [wanted[one] for one in some], batch)
            progress.step(start + len(some), len(ids), "Menyimpan perbaikan")
        if not written:
            raise NothingToFix
        told = {"fix": plan.asked.fix, "field": plan.asked.field, "rule": plan.asked.rule, "workers": written}
        office.log_many(connection, [Entry(action="fix.made", subject=batch, facts=told)], batch=batch)
    words = f"{thousands(written)} pekerja diperbaiki sekaligus."
    return Fixed(batch=batch, written=written, left=len(wanted) - written, change=Change(TOUCHED, words))


def _write(office: Office, connection: Connection, rows: Sequence[FixRow], batch: str) -> int:
    """Some of the rows with what the journal tells of them; returns how many were still as the preview saw them."""
    by_id = {row.worker_id: row for row in rows}
    written, entries = [], []
    for record in workers.by_ids(connection, list(by_id)):
        row = by_id[record.worker.worker_id]
        if record.worker != row.before or row.after is None or record.standing.is_frozen:
            continue
        standing, facts = standing_after_correction(record.standing)
        written.append(WorkerRecord(row.after, standing))
        changed = changes_between(record.worker, row.after)
        if record.standing.verdict_note != standing.verdict_note:
            changed["verdict_note"] = (record.standing.verdict_note, standing.verdict_note)
        entries.append(Entry(action="worker.corrected", subject=row.worker_id, facts=facts, changes=changed))
    workers.change(connection, written)
    office.log_many(connection, entries, batch=batch)
    return len(written)


def _concerned(connection: Connection, asked: FixAsked) -> Iterator[WorkerRecord]:
    if not asked.rule and not asked.worker_ids:
        yield from workers.each(connection, WorkerFilter(village_code=asked.village_code))
        return
    ids: Sequence[str] = asked.worker_ids
    if asked.rule:
        chosen = frozenset(asked.worker_ids)
        found = findings.of_rule(connection, asked.rule)
        ids = [one for one in found if not chosen or one in chosen]
    for record in workers.by_ids(connection, ids):
        is_there = not asked.village_code or record.worker.village_code == asked.village_code
        if is_there and not record.standing.merged_into:
            yield record


def _row(asked: FixAsked, record: WorkerRecord, known: Known) -> FixRow | None:
    before = record.worker
    values: Values
    if asked.fix == SET_FIELD:
        values = _value_asked(asked)
    else:
        values = FIXES[asked.fix].values(before, known)
    after = _with_values(before, values)
    if after == before:
        return None
    return FixRow(
        worker_id=before.worker_id,
        full_name=before.full_name,
        village_code=before.village_code,
        changes=tuple(
            FieldChange(field=code, before=shown_value(code, before), after=shown_value(code, after))
            for code in values
            if getattr(before, code) != getattr(after, code) or code in before.unread
        ),
        refusal="Sudah masuk berita acara yang ditutup." if record.standing.is_frozen else "",
        loses_verdict=not record.standing.is_frozen and bool(standing_after_correction(record.standing)[1]),
        before=before,
        after=after,
    )


def _with_values(worker: Worker, values: Values) -> Worker:
    unread = {code: seen for code, seen in worker.unread.items() if code not in values}
    return replace(worker, **values, unread=MappingProxyType(unread) if unread else NOTHING_UNREAD)
