"""Two entries of one person made into one worker, and made into two again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.fields import BY_CODE, typed_value
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.nik import parse_nik
from ucj_desktop.domain.people import Action
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.domain.worker import NOTHING_UNREAD, Worker
from ucj_desktop.services.collect.enter_worker import (
    WorkerFrozen,
    all_values,
    changes_between,
    standing_after_correction,
    standing_facts,
)
from ucj_desktop.services.office import Office
from ucj_desktop.storage import accounts, attachments, candidates, decisions, journal, merges, rounds, workers
from ucj_desktop.storage.candidates import Candidate
from ucj_desktop.storage.database import Connection
from ucj_desktop.storage.decisions import DecidedPair, PairDecision
from ucj_desktop.storage.journal import Entry, Row

MERGED, JOINED = "worker.merged", "worker.joined"  # of who is gone, of who stands for both
PARTED, RESTORED = "worker.parted", "worker.restored"  # the same two, once it is undone
_OWN_ROWS = frozenset({MERGED, JOINED, PARTED, RESTORED})
_ROWS_READ = 10_000  # of one worker's history
_WAITING = (Stage.COLLECTED, Stage.NEEDS_MENDING)
_NOT_WORTH_A_VERDICT = ("source_period", "note")  # neither identify nor entitle anybody


class NotMerged(ClerkError):
    """The two workers are not one at present."""

    code = "KEMBAR-03"

    def __init__(self) -> None:
        super().__init__(
            what="Kedua pekerja ini tidak sedang digabung menjadi satu.",
            fix="Pilih dari daftar Sudah digabung di halaman Kembar.",
        )


class MergedFurther(ClerkError):
    """Another merge stands on this one and has to be undone first."""

    code = "KEMBAR-04"

    def __init__(self, name: str, other: str) -> None:
        super().__init__(
            what=f"Sesudah itu {name} digabung lagi dengan {other}.",
            fix="Pisahkan dulu gabungan yang terakhir itu, lalu pisahkan yang ini.",
        )


class MergeForgotten(ClerkError):
    """What stood there before was erased when its retention ended."""

    code = "KEMBAR-05"

    def __init__(self) -> None:
        super().__init__(
            what="Gabungan ini tidak bisa dipisahkan: catatan isinya sudah dihapus sesuai masa simpan.",
            fix="Perbaiki pekerjanya di halaman Pekerja, dan masukkan yang lain sebagai pekerja baru.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeOutlook:
    """What a merge makes of the survivor; ``left``: values of the other that stay behind, so that a verdict holds."""

    survivor: Worker
    left: tuple[str, ...]  # codes of fields
    empties_verdict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeMade:
    """A merge that can be undone: who stands for both, whose entry is hidden, when and by whom."""

    kept: WorkerRecord
    gone: WorkerRecord
    at: str  # ISO 8601, UTC
    who: str  # the account's name


def look_ahead(kept: WorkerRecord, gone: WorkerRecord, chosen: Mapping[str, Any]) -> MergeOutlook:
    """What comes of merging ``gone`` into ``kept``, with the values that a person chose by field.

    The survivor keeps its own values and takes the other's where its own are blank, and a NIK that can be one for a
    NIK that cannot. A verdict speaks of every field,
    so that any change empties it, as a correction does; what neither identifies nor entitles anybody is not worth
    that and stays behind, unless it was chosen or something else changes anyway.
    """
    own, other = kept.worker, gone.worker
    filled = {code: getattr(other, code) for code in BY_CODE if _blank(own, code) and not _blank(other, code)}
    if parse_nik(own.nik) is None and parse_nik(other.nik) is not None:
        filled["nik"] = other.nik
    light = {code: filled.pop(code) for code in _NOT_WORTH_A_VERDICT if code in filled and code not in chosen}
    values = {**filled, **chosen}
    changes = any(getattr(own, code) != value for code, value in values.items())
    holds = standing_after_correction(kept.standing)[0] != kept.standing
    stays = holds and not changes
    if not stays:
        values = {**light, **values}
    seen = dict(own.unread) if stays else {**other.unread, **own.unread}
    unread = {code: text for code, text in seen.items() if values.get(code, getattr(own, code)) in ("", None)}
    return MergeOutlook(
        survivor=replace(own, **values, unread=MappingProxyType(unread) if unread else NOTHING_UNREAD),
        left=tuple(light) if stays else (),
        empties_verdict=changes and kept.standing.verdict is not None and holds,
    )


def _blank(worker: Worker, code: str) -> bool:
    return getattr(worker, code) in ("", None)


def merge(
    office: Office,
    connection: Connection,
    kept: WorkerRecord,
    gone: WorkerRecord,
    chosen: Mapping[str, Any],
    former: DecidedPair | None,
) -> MergeOutlook:
    """Make ``kept`` stand for both, in the transaction of the decision; ``former`` is what had been decided before.

    What lists and people said of ``gone`` is read as said of who stands for it (storage.merges), so that nothing of
    it has to be moved. The journal keeps what :func:`undo_merge` needs. Raises WorkerFrozen.
    """
    for one in (kept, gone):
        if one.standing.is_frozen:
            raise WorkerFrozen(one.worker.full_name)
    outlook = look_ahead(kept, gone, chosen)
    changed = changes_between(kept.worker, outlook.survivor)
    standing, facts = standing_after_correction(kept.standing) if changed else (kept.standing, {})
    if kept.standing.verdict_note != standing.verdict_note:
        changed["verdict_note"] = (kept.standing.verdict_note, standing.verdict_note)
    absorbed = replace(gone.standing, merged_into=kept.worker.worker_id)
    told = standing_facts(gone.standing, absorbed)
    told |= _place_taken_over(connection, kept, gone)
    workers.change(connection, [WorkerRecord(outlook.survivor, standing), WorkerRecord(gone.worker, absorbed)])
    pictures = [one.attachment_id for one in attachments.of_worker(connection, gone.worker.worker_id)]
    attachments.move(connection, pictures, kept.worker.worker_id)
    if pictures:
        told["attachments"] = pictures
    entries = [
        Entry(action=JOINED, subject=kept.worker.worker_id, facts=facts, changes=changed),
        Entry(
            action=MERGED,
            subject=gone.worker.worker_id,
            facts=told,
            changes={"former_decision": (asdict(former), None)} if former is not None else {},
        ),
    ]
    office.log_many(connection, entries, batch=f"merge/{new_id()}")
    return outlook


def _place_taken_over(connection: Connection, kept: WorkerRecord, gone: WorkerRecord) -> dict[str, Any]:
    """Who has a place in the round under one of two entries does not wait for one under the other.

    The candidate's row that goes, as a fact of the journal for :func:`undo_merge`.
    """
    round_id = kept.standing.round_id
    if not round_id or gone.standing.round_id != round_id:
        return {}
    known = {one.worker_id: one for one in candidates.of_round(connection, round_id)}
    waiting, other = known.get(kept.worker.worker_id), known.get(gone.worker.worker_id)
    if waiting is None or waiting.stepped_in_at or (other is not None and not other.stepped_in_at):
        return {}
    candidates.remove(connection, [waiting.worker_id])
    return {"waited": asdict(waiting)}


def merges_made(office: Office) -> list[MergeMade]:
    """Every merge that stands, the newest first."""
    office.require(Action.LOOK)
    with office.database.reading() as connection:
        into = merges.merged_into(connection)
        ids = list({*into, *into.values()})
        found = {one.worker.worker_id: one for one in workers.by_ids(connection, ids)}
        decided = decisions.pairs(connection)
        names = accounts.names(connection)
    made = []
    for gone, kept in into.items():
        one = decided.get((min(gone, kept), max(gone, kept)))
        who, at = (names.get(one.account_id, "?"), one.at) if one is not None else ("?", "")
        made.append(MergeMade(kept=found[kept], gone=found[gone], at=at, who=who))
    return sorted(made, key=lambda each: each.at, reverse=True)


def undo_merge(office: Office, first: str, second: str) -> Change:
    """Make two workers of one again, each with what he or she had, and the pair undecided as before.

    What a clerk corrected in the survivor since stays; every field that still holds what the merge put there goes
    back, and a verdict given before the merge holds again where nothing else was changed. Later merges into the same
    survivor are undone first. Raises NotMerged, MergedFurther, WorkerFrozen, MergeForgotten.
    """
    office.require(Action.SETTLE_DUPLICATES)
    with office.database.writing() as connection:
        found = {one.worker.worker_id: one for one in workers.by_ids(connection, [first, second])}
        kept, gone = _kept_and_gone(found, first, second)
        if kept.standing.merged_into:
            other = workers.get(connection, kept.standing.merged_into)
            raise MergedFurther(kept.worker.full_name, other.worker.full_name if other is not None else "?")
        if kept.standing.is_frozen:
            raise WorkerFrozen(kept.worker.full_name)
        joined, merged = _rows_of_merge(connection, gone.worker.worker_id)
        _refuse_later_merge(connection, kept, gone, joined, merged)
        parted, entry = _survivor_before(connection, kept, joined, merged)
        restored = replace(gone.standing, merged_into="", round_id=_round_now(connection, gone, merged.at))
        workers.change(connection, [parted, WorkerRecord(gone.worker, restored)])
        _move_back(connection, kept, gone, merged)
        _wait_again(connection, parted, merged)
        _decide_as_before(connection, kept, gone, merged)
        facts = standing_facts(gone.standing, restored)
        entries = [entry, Entry(action=RESTORED, subject=gone.worker.worker_id, facts=facts)]
        office.log_many(connection, entries, batch=merged.batch)
    return Change(
        Touched.DUPLICATES | Touched.WORKERS | Touched.FINDINGS,
        f"Dipisahkan kembali: {kept.worker.full_name} dan {gone.worker.full_name}.",
    )


def _kept_and_gone(found: Mapping[str, WorkerRecord], first: str, second: str) -> tuple[WorkerRecord, WorkerRecord]:
    for kept, gone in ((first, second), (second, first)):
        if kept in found and gone in found and found[gone].standing.merged_into == kept:
            return found[kept], found[gone]
    raise NotMerged


def _rows_of_merge(connection: Connection, gone: str) -> tuple[Row | None, Row]:
    """(what was done to the survivor, if anything, what was done to who is gone), of the merge that stands."""
    of_gone = journal.rows(connection, subject=gone, limit=_ROWS_READ)
    merged = next((row for row in of_gone if row.action == MERGED), None)
    if merged is None:
        raise MergeForgotten
    of_batch = list(journal.each_of_batch(connection, merged.batch))
    joined = next((row for row in of_batch if row.subject != gone and row.n < merged.n), None)
    if merged.changes is None or (joined is not None and joined.changes is None):
        raise MergeForgotten
    return joined, merged


def _refuse_later_merge(
    connection: Connection, kept: WorkerRecord, gone: WorkerRecord, joined: Row | None, merged: Row
) -> None:
    """Two merges that both changed the survivor are undone in turn, else its fields would come from neither."""
    if joined is None or not joined.fields:
        return
    for other in merges.merged_into(connection, kept.worker.worker_id):
        if other == gone.worker.worker_id:
            continue
        joined_later, merged_later = _rows_of_merge(connection, other)
        if merged_later.n > merged.n and joined_later is not None and joined_later.fields:
            record = workers.get(connection, other)
            raise MergedFurther(kept.worker.full_name, record.worker.full_name if record is not None else "?")


def _survivor_before(
    connection: Connection, kept: WorkerRecord, joined: Row | None, merged: Row
) -> tuple[WorkerRecord, Entry]:
    """(the survivor without what the merge put there, the journal's row of it)."""
    changes = joined.changes if joined is not None and joined.changes is not None else {}
    worker = _fields_before(kept.worker, changes)
    changed = changes_between(kept.worker, worker)
    standing = kept.standing
    if joined is not None and joined.facts and _is_untouched(connection, kept, joined, merged):
        standing = _standing_before(standing, joined)
    elif changed:
        standing, _ = standing_after_correction(standing)
    if standing.verdict_note != kept.standing.verdict_note:
        changed["verdict_note"] = (kept.standing.verdict_note, standing.verdict_note)
    facts = standing_facts(kept.standing, standing)
    entry = Entry(action=PARTED, subject=kept.worker.worker_id, facts=facts, changes=changed)
    return WorkerRecord(worker, standing), entry


def _fields_before(worker: Worker, changes: Mapping[str, tuple[Any, Any]]) -> Worker:
    """Every field that still holds what the merge put there gets its former value."""
    now = all_values(worker)
    values: dict[str, Any] = {
        name: typed_value(name, old) for name, (old, new) in changes.items() if name in BY_CODE and now[name] == new
    }
    old_unread, new_unread = changes.get("unread", (None, None))
    unread = dict(old_unread or {}) if old_unread is not None and now["unread"] == new_unread else dict(worker.unread)
    stated = {code for code in unread if values.get(code, getattr(worker, code)) not in ("", None)}
    unread = {code: seen for code, seen in unread.items() if code not in stated}
    return replace(worker, **values, unread=MappingProxyType(unread) if unread else NOTHING_UNREAD)


def _is_untouched(connection: Connection, kept: WorkerRecord, joined: Row, merged: Row) -> bool:
    """Whether nothing but merges and their undoing was done to the survivor's fields and standing since."""
    current = standing_facts(Standing(), kept.standing)
    for name, (_, new) in joined.facts.items():
        if (current[name][1] if name in current else getattr(Standing(), name)) != new:
            return False
    since = journal.rows(connection, subject=kept.worker.worker_id, limit=_ROWS_READ)
    return not any(row.fields for row in since if row.n > merged.n and row.action not in _OWN_ROWS)


def _standing_before(standing: Standing, joined: Row) -> Standing:
    kinds: Mapping[str, Any] = {"stage": Stage, "verdict": Verdict, "reason": Reason}
    values: dict[str, Any] = {
        name: kinds[name](old) if old else None for name, (old, _) in joined.facts.items() if name in kinds
    }
    if joined.changes and "verdict_note" in joined.changes:
        values["verdict_note"] = joined.changes["verdict_note"][0]
    return replace(standing, **values)


def _round_now(connection: Connection, gone: WorkerRecord, merged_at: str) -> str:
    """The round of who comes back: one that was opened in the village meanwhile takes him or her in, as others."""
    current = rounds.open_by_village(connection).get(gone.worker.village_code)
    if current is None or current.opened_at <= merged_at or gone.standing.stage not in _WAITING:
        return gone.standing.round_id
    return current.round_id


def _move_back(connection: Connection, kept: WorkerRecord, gone: WorkerRecord, merged: Row) -> None:
    there = {one.attachment_id for one in attachments.of_worker(connection, kept.worker.worker_id)}
    brought = [one for one in merged.facts.get("attachments", ()) if one in there]
    attachments.move(connection, brought, gone.worker.worker_id)


def _wait_again(connection: Connection, parted: WorkerRecord, merged: Row) -> None:
    """Who waited for a place before the merge waits again, where the round is still open."""
    if "waited" not in merged.facts:
        return
    before = Candidate(**merged.facts["waited"])
    is_in_round = parted.standing.round_id == before.round_id
    if is_in_round and rounds.open_one(connection, before.round_id) is not None:
        candidates.put(connection, [before])


def _decide_as_before(connection: Connection, kept: WorkerRecord, gone: WorkerRecord, merged: Row) -> None:
    a, b = sorted((kept.worker.worker_id, gone.worker.worker_id))
    decisions.remove_pair(connection, a, b)
    former, _ = (merged.changes or {}).get("former_decision", (None, None))
    if former:
        decisions.put_pair(connection, DecidedPair(**{**former, "decision": PairDecision(former["decision"])}))
