"""Mending many workers at once: every change shown before, all written together, all taken back by one undo."""

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
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.worker import NOTHING_UNREAD, Worker
from ucj_desktop.services.accuracy.check_workers import rules_context
from ucj_desktop.services.accuracy.fixes import FIXES, SETTABLE, Known, Values
from ucj_desktop.services.accuracy.keep_findings import keep_findings
from ucj_desktop.services.collect.enter_worker import (
    all_values,
    changes_between,
    standing_after_correction,
    standing_facts,
)
from ucj_desktop.services.collect.find_village import VillageFinder
from ucj_desktop.services.collect.take_back import as_before
from ucj_desktop.services.office import Office
from ucj_desktop.storage import findings, journal, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry

SET_FIELD = "set"
_BATCH = "fix/"
_STEP = 500


class NoSuchFix(ClerkError):
    """No fix has this code, or this field is not set for many at once."""

    code = "CEK-03"

    def __init__(self, code: str) -> None:
        super().__init__(
            what=f"Tidak ada perbaikan bernama {code}.",
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


class FixNotThere(ClerkError):
    """No fix was made under this id, or it was undone already."""

    code = "CEK-05"

    def __init__(self) -> None:
        super().__init__(
            what="Perbaikan itu tidak ada atau sudah dibatalkan.", fix="Lihat Riwayat untuk perbaikan yang dibuat."
        )


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
    """Every row that a fix touches; ``looked_at`` workers were asked."""

    asked: FixAsked
    rows: tuple[FixRow, ...]
    looked_at: int

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfixed:
    """What an undo brought back; ``refused`` are sentences about workers who were changed since."""

    restored: int
    refused: tuple[str, ...]
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


def preview_fix(office: Office, asked: FixAsked, progress: Progress = SILENT) -> FixPlan:
    """Before and after of everybody whom a fix would change; nothing is written.

    Raises NoSuchFix.
    """
    office.require(Action.CORRECT)
    if asked.fix not in FIXES and not (asked.fix == SET_FIELD and asked.field in SETTABLE):
        raise NoSuchFix(asked.field if asked.fix == SET_FIELD else asked.fix)
    if asked.rule:
        keep_findings(office, progress)
    known = Known(rules_context(office), VillageFinder(office))
    rows, number = [], 0
    with office.database.reading() as connection:
        for number, record in enumerate(_concerned(connection, asked), start=1):
            row = _row(asked, record, known)
            if row is not None:
                rows.append(row)
            if number % _STEP == 0:
                progress.step(number, None, "Menyiapkan perbaikan")
    return FixPlan(asked=asked, rows=tuple(rows), looked_at=number)


def fix_many(office: Office, plan: FixPlan, progress: Progress = SILENT) -> Fixed:
    """Write what a preview showed, all or nothing; who was changed meanwhile is left as he or she is.

    A verdict given before no longer holds, as after any correction. Raises NothingToFix.
    """
    office.require(Action.CORRECT)
    wanted = {row.worker_id: row for row in plan.rows if not row.refusal}
    batch = f"{_BATCH}{new_id()}"
    with office.database.writing() as connection:
        written, entries = [], []
        for number, record in enumerate(workers.by_ids(connection, list(wanted)), start=1):
            row = wanted[record.worker.worker_id]
            if record.worker != row.before or row.after is None or record.standing.is_frozen:
                continue
            standing, facts = standing_after_correction(record.standing)
            written.append(WorkerRecord(row.after, standing))
            changed = changes_between(record.worker, row.after)
            if record.standing.verdict_note != standing.verdict_note:
                changed["verdict_note"] = (record.standing.verdict_note, standing.verdict_note)
            entries.append(Entry(action="worker.corrected", subject=row.worker_id, facts=facts, changes=changed))
            progress.step(number, len(wanted), "Menyimpan perbaikan")
        if not written:
            raise NothingToFix
        workers.change(connection, written)
        told = {"fix": plan.asked.fix, "field": plan.asked.field, "rule": plan.asked.rule, "workers": len(written)}
        office.log_many(connection, [*entries, Entry(action="fix.made", subject=batch, facts=told)], batch=batch)
    words = f"{thousands(len(written))} pekerja diperbaiki sekaligus."
    return Fixed(batch=batch, written=len(written), left=len(wanted) - len(written), change=_change(words))


def last_fix(office: Office) -> str:
    """The id of the newest fix that has not been undone; empty where there is none."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        return findings.last_fix(connection)


def undo_fix(office: Office, batch: str, progress: Progress = SILENT) -> Unfixed:
    """Everybody's former values, but for those who were changed since: each of them is named in a sentence.

    Raises FixNotThere, also where nothing is left to bring back.
    """
    office.require(Action.CORRECT)
    with office.database.writing() as connection:
        rows = [row for row in journal.each_of_batch(connection, batch) if row.action == "worker.corrected"]
        newest = journal.rows(connection, subject=batch, limit=1)
        if not batch.startswith(_BATCH) or not rows or any(row.action == "fix.undone" for row in newest):
            raise FixNotThere
        now = {one.worker.worker_id: one for one in workers.by_ids(connection, [row.subject for row in rows])}
        restored, refused, entries = [], [], []
        for number, row in enumerate(rows, start=1):
            record = now.get(row.subject)
            refusal = _refusal(record, row)
            if refusal or record is None:
                refused.append(refusal)
                continue
            before = as_before(record, row)
            facts = standing_facts(record.standing, before.standing)
            changed = changes_between(record.worker, before.worker)
            restored.append(before)
            entries.append(Entry(action="worker.corrected", subject=row.subject, facts=facts, changes=changed))
            progress.step(number, len(rows), "Membatalkan perbaikan")
        workers.change(connection, restored)
        told = Entry(action="fix.undone", subject=batch, facts={"restored": len(restored), "refused": len(refused)})
        office.log_many(connection, [*entries, told])
    words = f"Perbaikan dibatalkan: {thousands(len(restored))} pekerja kembali seperti semula"
    words += f", {thousands(len(refused))} dibiarkan karena sudah berubah lagi." if refused else "."
    return Unfixed(restored=len(restored), refused=tuple(refused), change=_change(words))


def _change(words: str) -> Change:
    return Change(Touched.WORKERS | Touched.FINDINGS | Touched.DUPLICATES, words)


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
        values = {asked.field: typed_value(asked.field, None) if asked.value is None else asked.value}
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


def _refusal(record: WorkerRecord | None, row: journal.Row) -> str:
    if record is None or record.standing.merged_into:
        return "Seorang pekerja sudah dihapus atau digabung; datanya dibiarkan."
    name = record.worker.full_name or "Pekerja tanpa nama"
    if row.changes is None:
        return f"{name}: catatan isinya sudah dihapus sesuai masa simpan; dibiarkan."
    if record.standing.is_frozen:
        return f"{name} sudah masuk berita acara yang ditutup; dibiarkan."
    plain = all_values(record.worker)
    if any(plain.get(code, new) != new for code, (_, new) in row.changes.items()):
        return f"{name} sudah diperbaiki lagi sesudahnya; dibiarkan."
    if standing_after_correction(record.standing)[1]:
        return f"{name} sudah diverifikasi sesudahnya; dibiarkan."
    return ""
