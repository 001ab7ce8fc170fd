"""Taking back what was mended for many workers at once: which fixes there are, whom an undo reaches, and the undo."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import BY_CODE, shown_value, typed_value
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.accuracy.fix_many import SET_FIELD, TOUCHED
from ucj_desktop.services.accuracy.fixes import FIXES
from ucj_desktop.services.collect.enter_worker import (
    all_values,
    changes_between,
    standing_after_correction,
    standing_facts,
)
from ucj_desktop.services.collect.take_back import as_before
from ucj_desktop.services.office import Office
from ucj_desktop.storage import accounts, fixes, journal, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.journal import Entry, Row

_AT_ONCE = 500


class FixNotThere(ClerkError):
    """No fix was made under this id, or it was undone already."""

    code = "CEK-05"

    def __init__(self) -> None:
        super().__init__(
            what="Perbaikan itu tidak ada atau sudah dibatalkan.", fix="Lihat Riwayat untuk perbaikan yang dibuat."
        )


class NobodyToRestore(ClerkError):
    """Everybody whom the fix changed is frozen, gone, or was changed since."""

    code = "CEK-08"

    def __init__(self, reason: str) -> None:
        super().__init__(
            what=f"Tidak ada pekerja dari perbaikan ini yang bisa dikembalikan. {reason}",
            fix="Perbaiki satu per satu di halaman Pekerja bila masih ada yang salah.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FixMade:
    """A fix of many workers that was made; ``words`` name it as the clerk chose it."""

    batch: str
    at: str  # ISO 8601, UTC
    who: str  # the account's name
    words: str
    workers: int
    is_undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPlan:
    """Whom an undo would bring back; ``refused`` are sentences about those whom it would leave."""

    made: FixMade
    restores: int
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfixed:
    """What an undo brought back; ``refused`` are sentences about workers who were changed since."""

    restored: int
    refused: tuple[str, ...]
    change: Change


def fixes_made(office: Office) -> list[FixMade]:
    """Every fix of many workers, the newest first."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        names = accounts.names(connection)
        last: dict[str, Row] = {}
        made = []
        for row in fixes.rows(connection):
            last.setdefault(row.subject, row)
            if row.action == "fix.made":
                made.append(_made(office, connection, row, last[row.subject], names.get(row.who, "")))
    return made


def last_fix(office: Office) -> str:
    """The id of the newest fix that has not been undone; empty where there is none."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        last: dict[str, Row] = {}
        for row in fixes.rows(connection):
            last.setdefault(row.subject, row)
    return max((batch for batch, row in last.items() if row.action != "fix.undone"), default="")


def preview_undo(office: Office, batch: str, progress: Progress = SILENT) -> UndoPlan:
    """Whom an undo would bring back and whom it would leave, and why; nothing is written. Raises FixNotThere."""
    office.require(Action.CORRECT)
    made = next((one for one in fixes_made(office) if one.batch == batch and not one.is_undone), None)
    if made is None:
        raise FixNotThere
    with office.database.reading() as connection:
        parts = _parts(connection, batch, progress, "Menyiapkan pembatalan")
        told = [one.refusal for some in parts for one in some]
    return UndoPlan(made=made, restores=told.count(""), refused=tuple(one for one in told if one))


def undo_fix(office: Office, batch: str, progress: Progress = SILENT) -> Unfixed:
    """Everybody's former values, but for those who were changed since: each of them is named in a sentence.

    Raises FixNotThere, NobodyToRestore.
    """
    office.require(Action.CORRECT)
    restored, refused = 0, list[str]()
    with office.database.writing() as connection:
        newest = journal.rows(connection, subject=batch, limit=1)
        if not batch.startswith(fixes.PREFIX) or not newest or newest[0].action == "fix.undone":
            raise FixNotThere
        for some in _parts(connection, batch, progress, "Membatalkan perbaikan"):
            restored += _restore(office, connection, some)
            refused += [one.refusal for one in some if one.refusal]
        if not restored:
            raise NobodyToRestore(refused[0] if refused else "")
        told = Entry(action="fix.undone", subject=batch, facts={"restored": restored, "refused": len(refused)})
        office.log_many(connection, [told])
    words = f"Perbaikan dibatalkan: {thousands(restored)} pekerja kembali seperti semula"
    words += f", {thousands(len(refused))} dibiarkan karena sudah berubah lagi." if refused else "."
    return Unfixed(restored=restored, refused=tuple(refused), change=Change(TOUCHED, words))


def _restore(office: Office, connection: Connection, some: Sequence["_Mended"]) -> int:
    restored, entries = [], []
    for one in some:
        if one.record is None or one.refusal:
            continue
        before = as_before(one.record, one.row)
        facts = standing_facts(one.record.standing, before.standing)
        changed = changes_between(one.record.worker, before.worker)
        if one.record.standing.verdict_note != before.standing.verdict_note:
            changed["verdict_note"] = (one.record.standing.verdict_note, before.standing.verdict_note)
        restored.append(before)
        entries.append(Entry(action="worker.corrected", subject=one.row.subject, facts=facts, changes=changed))
    workers.change(connection, restored)
    office.log_many(connection, entries)
    return len(restored)


def _made(office: Office, connection: Connection, row: Row, newest: Row, who: str) -> FixMade:
    code, field = str(row.facts.get("fix", "")), str(row.facts.get("field", ""))
    label = BY_CODE[field].label if field in BY_CODE else "isian"
    if code == SET_FIELD:
        example = fixes.any_row_of_worker(connection, row.subject)
        words = f"Isi {label}" if example is None else f"Isi {label}: {_value(office, example, field)}"
    else:
        words = FIXES[code].words if code in FIXES else f"Isi {label} dari daftar luar"
    return FixMade(
        batch=row.subject,
        at=row.at,
        who=who,
        words=words,
        workers=int(row.facts["workers"]),
        is_undone=newest.action == "fix.undone",
    )


def _value(office: Office, row: Row, field: str) -> str:
    if row.changes is None or field not in row.changes:
        return "satu nilai"
    plain = row.changes[field][1]
    if field == "village_code" and plain:
        return office.printed(str(plain))
    values: dict[str, Any] = {field: typed_value(field, plain)}
    return shown_value(field, Worker(**values)) or "kosong"


@dataclass(frozen=True, slots=True)
class _Mended:
    """What the fix did, the worker now, and why he or she is left as is; empty where nothing is in the way."""

    row: Row
    record: WorkerRecord | None
    refusal: str


def _parts(connection: Connection, batch: str, progress: Progress, words: str) -> Iterator[list[_Mended]]:
    """Everybody of a fix, some at once: what is written at once and freed at once holds the window for no moment."""
    rows = [row for row in journal.each_of_batch(connection, batch) if row.action == "worker.corrected"]
    total = len(rows)
    while rows:
        some, rows[-_AT_ONCE:] = rows[-_AT_ONCE:], []
        now = {one.worker.worker_id: one for one in workers.by_ids(connection, [row.subject for row in some])}
        yield [_Mended(row, now.get(row.subject), _refusal(now.get(row.subject), row)) for row in some]
        progress.step(total - len(rows), total, words)


def _refusal(record: WorkerRecord | None, row: Row) -> str:
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
