"""Taking a deed back, or doing it again, by what the rows of the journal tell: the one way to undo anything."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeVar

from ucj_desktop.domain.change import Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import BY_CODE, typed_value
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.domain.worker import NOTHING_UNREAD, Worker
from ucj_desktop.services.collect.enter_worker import all_values, changes_between
from ucj_desktop.services.collect.withdraw_rulings import withdraw_rulings
from ucj_desktop.services.office import Office
from ucj_desktop.storage import deeds, imports, rounds, touched_rows, workers
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.decisions import PairDecision
from ucj_desktop.storage.deeds import REDONE, UNDONE, Chains
from ucj_desktop.storage.journal import Entry, Row
from ucj_desktop.storage.touched_rows import WATCHED, RowHeld, TouchedRow

Piece = TypeVar("Piece")
WORKER_UNDONE, WORKER_REDONE = "worker.undone", "worker.redone"
TAKEN_IN = "worker.taken_in"  # by a round that was opened
CREATED = ("worker.entered", "worker.imported")
RULED = ("worker.verified", "worker.validated")
# What was looked at or noted of a worker, and changes nothing that an undo would put back.
_BESIDE = frozenset(
    {
        "attachment.shown", "worker.shown", "worker.outside_matched", "worker.outside_undone", TAKEN_IN,
    }
)  # fmt: skip
_KINDS: Mapping[str, Any] = MappingProxyType({"stage": Stage, "verdict": Verdict, "reason": Reason})
_AT_ONCE = 1_000  # workers that are written between two looks at whether to stop
_STANDING = tuple(name for name in Standing.__dataclass_fields__ if name != "verdict_note")
_OF_TABLE: Mapping[str, Touched] = MappingProxyType(
    {
        "rounds": Touched.ROUNDS | Touched.WORKERS,
        "meetings": Touched.ROUNDS,
        "meeting_dissents": Touched.ROUNDS,
        "candidates": Touched.ROUNDS,
        "calendar_days": Touched.ROUNDS | Touched.SETTINGS,
        "confirmations": Touched.FINDINGS,
        "pair_decisions": Touched.DUPLICATES,
        "settings": Touched.SETTINGS,
        "subject_requests": Touched.REQUESTS,
        "import_profiles": Touched.IMPORTS,
        "outside_lists": Touched.OUTSIDE | Touched.FINDINGS,
        "outside_matches": Touched.OUTSIDE | Touched.FINDINGS,
        "second_keyed_values": Touched.SECOND_KEYING,
        "attachments": Touched.WORKERS,
    }
)


class HistoryErased(ClerkError):
    """What stood there before was erased when its retention ended."""

    code = "IMPOR-05"

    def __init__(self) -> None:
        super().__init__(
            "Ini tidak bisa dibatalkan lagi: catatan isinya sudah dihapus sesuai masa simpan.",
            "Perbaiki pekerja yang salah satu per satu di halaman Pekerja.",
        )


class StandsOtherwise(ClerkError):
    """What is there is not what the deed left, so that putting back would lose something."""

    code = "BATAL-03"

    def __init__(self) -> None:
        super().__init__(
            "Ini tidak bisa dibatalkan: keadaannya sekarang sudah lain.",
            "Lihat Riwayat, batalkan dulu yang terjadi sesudahnya, atau perbaiki langsung di halamannya.",
        )


class RoundIsGone(ClerkError):
    """The round that workers would come back into is not there any more, or another one was opened since."""

    code = "BATAL-06"

    def __init__(self, village: str) -> None:
        super().__init__(
            f"Ini tidak bisa dikembalikan: putaran {village} yang memuat pekerjanya sudah tidak ada atau diganti.",
            "Kembalikan dulu putaran itu lewat Riwayat, atau masukkan pekerjanya lagi ke putaran yang sekarang.",
        )


@dataclass(slots=True)
class TakenBack:
    """What was put back: workers taken out, brought in again and changed; and what pages may be showing of it."""

    removed: list[str] = field(default_factory=list)
    added: list[WorkerRecord] = field(default_factory=list)
    changed: list[WorkerRecord] = field(default_factory=list)
    touched: Touched = Touched.NOTHING


def built_on(connection: Connection, deed: int, rows: Sequence[Row], known: Chains) -> list[Row]:
    """What others built on a deed since and still holds, the newest first; such a deed is not taken back."""
    mine = known.of(deed).base
    by_subject: dict[str, list[Row]] = {}
    tables: set[str] = set()
    for row in rows:
        by_subject.setdefault(row.subject, []).append(row)
        tables |= set(row.tables)
    found = []
    for later in deeds.later_rows(connection, deed, sorted(tables)):
        chain = known.of(later.deed)
        if later.action in _BESIDE or chain.base == mine or not chain.is_otherwise_since(deed):
            continue
        own = by_subject.get(later.subject, ())
        if any(_stands_on(one, later) for one in own) or _same_rows(rows, later, tables):
            found.append(later)
    return found


def _stands_on(row: Row, later: Row) -> bool:
    """Two corrections of different fields do not mind each other; a verdict rests on all that was there before it."""
    if _is_put_off(later):
        return False
    if _creates(row) or _removes(row):
        return True
    if row.action.startswith("attachment.") or later.action.startswith("attachment."):
        return "attachments" in row.facts
    mine, theirs = _standing_told(row).keys(), _standing_told(later).keys()
    if theirs - {"round_id"} or mine & theirs or (mine - {"round_id"} and later.fields):
        return True
    return bool((set(row.fields) & set(later.fields)) - {"why"})


def _is_put_off(row: Row) -> bool:
    """ "Nanti" decides nothing; it stays beside who is taken out, and holds again when he or she is back."""
    return row.action == "pair.decided" and row.facts.get("decision") == PairDecision.LATER


def _same_rows(rows: Sequence[Row], later: Row, tables: set[str]) -> bool:
    """What was erased since is in nobody's way: taking back finds for itself where a row stands otherwise."""
    if later.changes is None:
        return False
    theirs = {_key(one) for one in _row_pairs(later) if one.table in tables}
    return bool(theirs) and any(_key(one) in theirs for row in rows for one in _row_pairs(row))


def _key(one: TouchedRow) -> tuple[Any, ...]:
    row = one.new or one.old or {}
    return one.table, *(row.get(column) for column in WATCHED[one.table].key)


def take_back(
    office: Office,
    connection: Connection,
    deed: int,
    rows: Sequence[Row],
    known: Chains,
    progress: Progress = SILENT,
) -> TakenBack:
    """Put back what a deed's rows tell, all or nothing, and log it; ``rows`` are all of them, the newest first.

    What takes a deed back is a deed like any other: taking that back does the first again. Whether others built on
    the deed is asked before (:func:`built_on`). Raises HistoryErased, StandsOtherwise, PasswordIsTemporary.
    """
    chain = known.of(deed)
    again = not chain.is_done
    done = TakenBack()
    of_workers = _before(connection, rows, done, progress)
    pairs = [pair for row in rows for pair in _row_pairs(row)]
    for pair in pairs:
        if not touched_rows.is_now(connection, pair.table, pair.new, pair.old):
            raise StandsOtherwise
        done.touched |= _OF_TABLE[pair.table]
    _write(office, connection, pairs, done, progress)
    entries = _entries(of_workers, again)
    entries += [_register(office, connection, row, done) for row in rows if row.action in _REGISTERS]
    ids, stands = _rulings(rows)
    if ids:
        withdraw_rulings(office, connection, ids, stands=stands)
        done.touched |= Touched.VERDICTS | Touched.ROUNDS
    if of_workers:
        done.touched |= Touched.WORKERS | Touched.FINDINGS | Touched.DUPLICATES
    facts = {"deed": chain.base, "of": deed, "workers": len(of_workers)}
    entries.append(Entry(action=REDONE if again else UNDONE, subject=deeds.subject_of(chain.base), facts=facts))
    for some in _parts(entries, progress, "Menulis jurnal"):
        office.log_many(connection, some)
    return done


def _parts(pieces: Sequence[Piece], progress: Progress, words: str) -> Iterator[Sequence[Piece]]:
    for start in range(0, len(pieces), _AT_ONCE):
        progress.step(start, len(pieces), words)
        yield pieces[start : start + _AT_ONCE]


@dataclass(slots=True)
class _Turned:
    """A worker now and as he or she is to be, with the rulings that go or come back; None: not there."""

    now: WorkerRecord | None
    to_be: WorkerRecord | None
    rulings: list[str] = field(default_factory=list)
    stands: list[int] = field(default_factory=list)


def _before(connection: Connection, rows: Sequence[Row], done: TakenBack, progress: Progress) -> dict[str, _Turned]:
    concerned = [row for row in rows if _is_about_worker(row)]
    ids = list(dict.fromkeys(row.subject for row in concerned))
    now = {
        one.worker.worker_id: one
        for some in _parts(ids, progress, "Membaca pekerja")
        for one in workers.by_ids(connection, list(some))
    }
    found = {one: _Turned(now.get(one), now.get(one)) for one in ids}
    for some in _parts(concerned, progress, "Menyiapkan keadaan semula"):
        for row in some:
            turned = found[row.subject]
            if row.changes is None:
                raise HistoryErased
            turned.to_be = _without(turned.to_be, row, row.changes)
            for ruling, stands in _rulings_of(row):
                turned.rulings.append(ruling)
                turned.stands = [stands, 1 - stands]
    for worker_id, turned in found.items():
        if turned.to_be is None:
            if turned.now is not None:
                done.removed.append(worker_id)
        elif turned.now is None:
            done.added.append(turned.to_be)
        elif turned.now != turned.to_be:
            done.changed.append(turned.to_be)
    return found


def _is_about_worker(row: Row) -> bool:
    if not row.action.startswith("worker."):
        return False
    told = BY_CODE.keys() | {"unread", "verdict_note"}
    return _creates(row) or _removes(row) or bool(_standing_told(row) or told & set(row.fields) or _rulings_of(row))


def _without(record: WorkerRecord | None, row: Row, changes: Mapping[str, tuple[Any, Any]]) -> WorkerRecord | None:
    if _removes(row):
        if record is not None:
            raise StandsOtherwise
        return as_before(WorkerRecord(Worker(worker_id=row.subject)), row)
    if record is None or not _is_as_left(record, row, changes):
        raise StandsOtherwise
    return None if _creates(row) else as_before(record, row)


def _is_as_left(record: WorkerRecord, row: Row, changes: Mapping[str, tuple[Any, Any]]) -> bool:
    now = {**all_values(record.worker), "verdict_note": record.standing.verdict_note}
    if any(now[name] != new for name, (_, new) in changes.items() if name in now):
        return False
    told = _standing_told(row)
    return all((getattr(record.standing, name) or "") == (new or "") for name, (_, new) in told.items())


def as_before(record: WorkerRecord, row: Row) -> WorkerRecord:
    """The worker without what one row of the journal tells. Raises HistoryErased."""
    if row.changes is None:
        raise HistoryErased
    values: dict[str, Any] = {}
    standing = {name: _of_standing(name, old) for name, (old, _) in _standing_told(row).items()}
    for name, (old, _) in row.changes.items():
        if name == "unread":
            values[name] = MappingProxyType(dict(old)) if old else NOTHING_UNREAD
        elif name == "verdict_note":
            standing[name] = old
        elif name in BY_CODE:
            values[name] = typed_value(name, old)
    changed = replace(record.standing, **standing) if standing else record.standing
    return WorkerRecord(replace(record.worker, **values), changed)


def _of_standing(name: str, old: Any) -> Any:
    if name in _KINDS:
        return _KINDS[name](old) if old else None
    return old or ""


def _standing_told(row: Row) -> dict[str, tuple[Any, Any]]:
    """(old, new) of what a row tells of a worker's standing."""
    return {
        name: (row.facts[name][0], row.facts[name][1]) for name in _STANDING if isinstance(row.facts.get(name), list)
    }


def _creates(row: Row) -> bool:
    return row.action in CREATED or row.facts.get("exists") == [0, 1]


def _removes(row: Row) -> bool:
    return row.facts.get("exists") == [1, 0]


def _rulings_of(row: Row) -> list[tuple[str, int]]:
    """(ruling, whether it stands since this row)."""
    if row.action in RULED:
        return [(row.facts["ruling"], 1)]
    return [(one, row.facts["stands"][1]) for one in row.facts.get("rulings", ())]


def _rulings(rows: Iterable[Row]) -> tuple[list[str], bool]:
    """(the rulings that rows speak of, whether they are to hold from now on)."""
    found = [one for row in rows for one in _rulings_of(row)]
    return [ruling for ruling, _ in found], any(not stands for _, stands in found)


def _row_pairs(row: Row) -> list[TouchedRow]:
    if not row.tables:
        return []
    if row.changes is None:
        raise HistoryErased
    return [TouchedRow(table, old, new) for table in row.tables for old, new in zip(*row.changes[table], strict=True)]


def _write(
    office: Office, connection: Connection, pairs: Sequence[TouchedRow], done: TakenBack, progress: Progress
) -> None:
    """Rounds come before the workers in them and go after them; what hangs on a worker likewise."""
    back = [one for one in pairs if one.old is not None]
    try:
        for one in back:
            if one.table == "rounds":
                touched_rows.put(connection, one.table, one.old, one.new)
        _refuse_lost_rounds(office, connection, done)
        for some in _parts(done.added, progress, "Mengembalikan pekerja"):
            workers.add(connection, some)
        for some in _parts(done.changed, progress, "Mengembalikan pekerja"):
            workers.change(connection, some)
        for one in pairs:
            if one.old is None:
                touched_rows.put(connection, one.table, one.old, one.new)
        for one in back:
            if one.table != "rounds":
                touched_rows.put(connection, one.table, one.old, one.new)
    except RowHeld as error:
        raise StandsOtherwise from error
    for ids in _parts(done.removed, progress, "Mengeluarkan pekerja"):
        workers.remove(connection, ids)


def _refuse_lost_rounds(office: Office, connection: Connection, done: TakenBack) -> None:
    """Nobody is put into a round that is gone, or comes back beside the one that is open now. Raises RoundIsGone."""
    known = {one.round_id: one for one in rounds.every(connection)}
    left = {one.village_code: one.round_id for one in known.values() if not one.closed_at}
    came = {one.worker.worker_id for one in done.added}
    for one in (*done.added, *done.changed):
        mine = known.get(one.standing.round_id)
        if mine is None:
            is_lost = bool(one.standing.round_id)
        else:
            is_lost = one.worker.worker_id in came and left.get(mine.village_code, mine.round_id) != mine.round_id
        if is_lost:
            raise RoundIsGone(office.printed(one.worker.village_code))


def _entries(of_workers: Mapping[str, _Turned], again: bool) -> list[Entry]:
    return [
        Entry(
            action=WORKER_REDONE if again else WORKER_UNDONE,
            subject=worker_id,
            facts=_facts(one),
            changes=_changes(one),
        )
        for worker_id, one in of_workers.items()
    ]


def _facts(one: _Turned) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if (one.now is None) is not (one.to_be is None):
        facts["exists"] = [int(one.now is not None), int(one.to_be is not None)]
    before, after = (each.standing if each else Standing() for each in (one.now, one.to_be))
    for name in _STANDING:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            facts[name] = [old, new]
    if one.rulings:
        facts |= {"rulings": one.rulings, "stands": one.stands}
    return facts


def _changes(one: _Turned) -> dict[str, tuple[Any, Any]]:
    if one.to_be is None or one.now is None:
        some = one.now or one.to_be
        told = changes_between(None, some.worker) if some else {}
        changes = dict(told) if one.now is None else {name: (new, old) for name, (old, new) in told.items()}
    else:
        changes = changes_between(one.now.worker, one.to_be.worker)
    before, after = (each.standing.verdict_note if each else "" for each in (one.now, one.to_be))
    if before != after:
        changes["verdict_note"] = (before, after)
    return changes


# Registers that say of an import or of a fix of many whether it holds, and what each row becomes.
_REGISTERS: Mapping[str, str] = MappingProxyType(
    {
        "import.committed": "import.undone",
        "import.redone": "import.undone",
        "import.undone": "import.redone",
        "fix.made": "fix.undone",
        "fix.redone": "fix.undone",
        "fix.undone": "fix.redone",
    }
)


def _register(office: Office, connection: Connection, row: Row, done: TakenBack) -> Entry:
    action = _REGISTERS[row.action]
    if action.startswith("import."):
        imports.mark_undone(connection, row.subject, office.timestamp() if action == "import.undone" else "")
        done.touched |= Touched.IMPORTS
    counts = {"removed": len(done.removed), "restored": len(done.changed) + len(done.added)}
    return Entry(action=action, subject=row.subject, facts=counts)
