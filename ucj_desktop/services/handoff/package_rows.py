"""What of a worker and of a decision goes into a package, and how it is read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import orjson

from ucj_desktop.crypto.signing import JsonValue
from ucj_desktop.domain.fields import FIELDS, Kind, plain_values, typed_value
from ucj_desktop.domain.verdict import Reason, Ruling, Step, Verdict
from ucj_desktop.domain.worker import NOTHING_UNREAD, Worker
from ucj_desktop.storage.decisions import DecidedPair, PairDecision
from ucj_desktop.storage.leaving import LeavingRow, Tombstone

RECORD_FIELDS = (
    "worker_id",
    *(field.code for field in FIELDS),
    "unread",
    "verdict",
    "reason",
    "verdict_note",
    "minutes_id",
    "revision",
)
_LONGEST_TEXT = 2_000  # characters in one field of a row from outside
_NOT_TEXT = frozenset({Kind.DATE, Kind.WHOLE_NUMBER, Kind.MONEY, Kind.CHOICE})
_FIELDS = tuple((field.code, field.kind not in _NOT_TEXT) for field in FIELDS)


class RowUnreadable(Exception):
    """A row of a package does not say what a worker's row must; the message names the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedWorker:
    """One worker of closed minutes as it travels."""

    worker: Worker
    verdict: Verdict
    reason: Reason | None
    verdict_note: str
    minutes_id: str
    revision: int

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the whole row."""
        return digest_of(self.to_row())

    def to_row(self) -> list[JsonValue]:
        """The values in the order of RECORD_FIELDS."""
        return [
            self.worker.worker_id,
            *plain_values(self.worker).values(),
            dict(self.worker.unread),
            self.verdict.value,
            self.reason.value if self.reason else "",
            self.verdict_note,
            self.minutes_id,
            self.revision,
        ]


_BLANK = plain_values(Worker(worker_id=""))  # what minutes of before a field existed say of it


def row_of(one: LeavingRow) -> list[JsonValue]:
    """A frozen row as it travels, in the order of RECORD_FIELDS: what :meth:`PackedWorker.to_row` gives."""
    return [
        one.worker_id,
        *(one.fields.get(code, blank) for code, blank in _BLANK.items()),
        one.fields.get("unread") or {},
        one.verdict,
        one.reason,
        one.note,
        one.minutes_id,
        one.revision,
    ]


def digest_of(row: Sequence[JsonValue]) -> str:
    """SHA-256 (hex) of a whole row in the order of RECORD_FIELDS, over its RFC 8785 form: it holds no float."""
    return sha256(orjson.dumps(row, option=orjson.OPT_SORT_KEYS)).hexdigest()


def unpacked(stated: Mapping[str, object]) -> PackedWorker:
    """A row from outside as a worker. Raises RowUnreadable; fields we do not know are left alone."""
    worker_id = _text(stated, "worker_id")
    if len(worker_id) != 36 or not worker_id.isascii():
        raise RowUnreadable("worker_id")
    fields: dict[str, Any] = {}
    for code, is_text in _FIELDS:
        value = stated.get(code)
        if isinstance(value, str):
            if len(value) > _LONGEST_TEXT:
                raise RowUnreadable(code)
            if is_text:
                fields[code] = value
                continue
        try:
            fields[code] = typed_value(code, value)
        except (ValueError, TypeError) as fault:
            raise RowUnreadable(code) from fault
    unread = stated.get("unread") or {}
    if not isinstance(unread, dict) or not all(isinstance(part, str) for pair in unread.items() for part in pair):
        raise RowUnreadable("unread")
    revision = stated.get("revision")
    if type(revision) is not int or revision < 1:
        raise RowUnreadable("revision")
    try:
        verdict = Verdict(_text(stated, "verdict"))
        reason = Reason(_text(stated, "reason")) if stated.get("reason") else None
    except ValueError as fault:
        raise RowUnreadable("verdict") from fault
    return PackedWorker(
        worker=Worker(worker_id=worker_id, unread=unread or NOTHING_UNREAD, **fields),
        verdict=verdict,
        reason=reason,
        verdict_note=_text(stated, "verdict_note"),
        minutes_id=_text(stated, "minutes_id"),
        revision=revision,
    )


def ruling_object(one: Ruling) -> dict[str, JsonValue]:
    """A verdict as an object of decisions.jsonl."""
    return {
        "kind": "ruling",
        "ruling_id": one.ruling_id,
        "worker_id": one.worker_id,
        "step": one.step.value,
        "verdict": one.verdict.value,
        "reason": one.reason.value if one.reason else "",
        "note": one.note,
        "found_by": one.found_by,
        "recorded_by": one.recorded_by,
        "recorded_at": one.recorded_at,
        "worker_digest": one.worker_digest,
        "signature": one.signature,
        **({"visited_on": one.visited_on.isoformat()} if one.visited_on else {}),
        **({"source": one.source} if one.source else {}),
    }


def ruling_of(stated: Mapping[str, object]) -> Ruling:
    """A verdict from outside. Raises RowUnreadable."""
    try:
        return Ruling(
            ruling_id=_text(stated, "ruling_id"),
            worker_id=_text(stated, "worker_id"),
            step=Step(_text(stated, "step")),
            verdict=Verdict(_text(stated, "verdict")),
            reason=Reason(_text(stated, "reason")) if stated.get("reason") else None,
            note=_text(stated, "note"),
            found_by=_text(stated, "found_by"),
            recorded_by=_text(stated, "recorded_by"),
            recorded_at=_text(stated, "recorded_at"),
            worker_digest=_text(stated, "worker_digest"),
            signature=_text(stated, "signature"),
            visited_on=date.fromisoformat(_text(stated, "visited_on")) if stated.get("visited_on") else None,
            source=_text(stated, "source") if stated.get("source") else "",
        )
    except ValueError as fault:
        raise RowUnreadable("ruling") from fault


def pair_object(one: DecidedPair) -> dict[str, JsonValue]:
    """A decision on two workers as an object of decisions.jsonl."""
    return {
        "kind": "pair",
        "worker_a": one.worker_a,
        "worker_b": one.worker_b,
        "decision": one.decision.value,
        "keep": one.keep,
        "key_digest": one.key_digest,
        "account": one.account_id,
        "at": one.at,
        "signature": one.signature,
    }


def pair_of(stated: Mapping[str, object]) -> DecidedPair:
    """A decision on two workers from outside. Raises RowUnreadable."""
    try:
        return DecidedPair(
            worker_a=_text(stated, "worker_a"),
            worker_b=_text(stated, "worker_b"),
            decision=PairDecision(_text(stated, "decision")),
            keep=_text(stated, "keep"),
            key_digest=_text(stated, "key_digest"),
            account_id=_text(stated, "account"),
            at=_text(stated, "at"),
            signature=_text(stated, "signature"),
        )
    except ValueError as fault:
        raise RowUnreadable("decision") from fault


def tombstone_object(one: Tombstone, at: str) -> dict[str, JsonValue]:
    """A worker who is taken back as an object of tombstones.jsonl."""
    return {"worker_id": one.worker_id, "reason": one.reason, "at": at, **({"into": one.into} if one.into else {})}


def settled_pairs(pairs: Sequence[DecidedPair]) -> list[DecidedPair]:
    """The decisions that travel: "later" is nobody's business but the office's own."""
    return [one for one in pairs if one.decision is not PairDecision.LATER]


def _text(stated: Mapping[str, object], name: str) -> str:
    value = stated.get(name)
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise RowUnreadable(name)
    return value
