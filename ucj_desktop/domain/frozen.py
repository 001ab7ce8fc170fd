"""The frozen data of minutes: canonical bytes, digests of rows, pages and the whole, and the seals of rows."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from operator import attrgetter
from typing import Final

from ucj_desktop.domain.minutes import Attendee, FrozenRow, HeldMeeting, Minutes, Signer
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.domain.worker import Worker

PAPER_FIELDS: Final = (
    "nik", "full_name", "birth_place", "birth_date", "sex",
    "address", "hamlet", "rt", "rw", "village_code", "occupation",
)  # fmt: skip
"""What a letter shows of a worker; the other fields reach a paper's embedded data only as a digest."""

SEAL_SIGNS: Final = "ACDEFHJKLMNPRTWXY347"
"""The alphabet of row seals: none of these 20 signs is taken for another in handwriting or a bad copy."""

SEAL_LENGTH: Final = 4

_ROW = b"ucj-row-v1\0"
_WORKER = b"ucj-worker-v1\0"
_MINUTES = b"ucj-minutes-v1\0"
_PAGE = b"ucj-page-v1\0"
_WORKER_FIELDS: Final = tuple(sorted(name for name in Worker.__dataclass_fields__ if name != "unread"))
_values_of = attrgetter(*_WORKER_FIELDS)
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical_bytes(value: object) -> bytes:
    """UTF-8 JSON with sorted ASCII keys and no spaces: the RFC 8785 form of text, whole numbers, lists and mappings."""
    return _encoded(value).encode()


def counts_by_verdict(rows: Iterable[FrozenRow]) -> dict[Verdict, int]:
    """How many rows got each verdict; every verdict has its number, also 0."""
    counts = dict.fromkeys(Verdict, 0)
    for row in rows:
        counts[row.verdict] += 1
    return counts


def counts_by_village(rows: Iterable[FrozenRow]) -> dict[str, dict[Verdict, int]]:
    """The same per village as printed, in the order in which the villages first appear."""
    villages: dict[str, dict[Verdict, int]] = {}
    for row in rows:
        counts = villages.get(row.village_name)
        if counts is None:
            counts = villages[row.village_name] = dict.fromkeys(Verdict, 0)
        counts[row.verdict] += 1
    return villages


def head_data(minutes: Minutes) -> dict[str, object]:
    """What the minutes froze besides their rows, as JSON values.

    The letter's own number is not in it (it may be written by hand later), nor is what happens after the close.
    """
    head: dict[str, object] = {
        "v": 1,
        "minutes_id": minutes.minutes_id,
        "register": minutes.register,
        "revision": minutes.revision,
        "period": minutes.period,
        "held_on": minutes.held_on.isoformat(),
        "venue": minutes.venue,
        "village_codes": list(minutes.village_codes),
        "signers": [signer_data(signer) for signer in minutes.signers],
        "closed_by": minutes.closed_by,
        "closed_at": minutes.closed_at,
        "one_person_office": minutes.one_person_office,
        "journal_head": minutes.journal_head,
        "workers": len(minutes.rows),
        "verdicts": {verdict.value: count for verdict, count in counts_by_verdict(minutes.rows).items()},
        "villages": {
            name: {verdict.value: count for verdict, count in counts.items()}
            for name, counts in counts_by_village(minutes.rows).items()
        },
    }
    if minutes.meeting is not None:  # minutes of before have the digest they had
        head["meeting"] = meeting_data(minutes.meeting)
    if minutes.left_out:
        head["left_out"] = minutes.left_out
    if minutes.candidates:
        head["candidates"] = len(minutes.candidates)
    return head


def meeting_data(meeting: HeldMeeting) -> dict[str, object]:
    """What minutes froze of their meeting, as JSON values."""
    return {
        **{name: value for name, value in asdict(meeting).items() if name not in ("attendees", "objections")},
        "attendees": [attendee_data(one) for one in meeting.attendees],
        "objections": [asdict(one) for one in meeting.objections],
    }


def attendee_data(one: Attendee) -> dict[str, object]:
    """Someone invited as JSON values."""
    return {"person": signer_data(one.person), "village": one.village, "present": one.present, "signs": one.signs}


def signer_data(signer: Signer) -> dict[str, str]:
    """A signer as JSON values."""
    return {name: str(value) for name, value in asdict(signer).items()}


def row_data(row: FrozenRow) -> dict[str, object]:
    """What a row shows on paper, as JSON values, with the digest of the whole worker behind it.

    That digest covers the fields that no letter shows; the worker's random id in it keeps them from being guessed.
    """
    worker = row.worker
    shown: dict[str, object] = {name: _plain(getattr(worker, name)) for name in PAPER_FIELDS}
    shown["unread_birth_date"] = worker.unread.get("birth_date", "")
    waits: dict[str, object] = {"waits_as": row.waits_as} if row.waits_as else {}
    return {
        **waits,
        "position": row.position,
        "verdict": row.verdict.value,
        "reason": None if row.reason is None else row.reason.value,
        "note": row.note,
        "village": row.village_name,
        "worker": shown,
        "worker_sha256": worker_digest(worker),
    }


def worker_digest(worker: Worker) -> str:
    """SHA-256 (hex) of every field of a worker, the id included."""
    fields: dict[str, object] = dict(zip(_WORKER_FIELDS, _values_of(worker), strict=True))
    fields["birth_date"] = _plain(worker.birth_date)
    fields["unread"] = dict(worker.unread)
    return sha256(_WORKER + canonical_bytes(fields)).hexdigest()


def row_digest(row: bytes) -> bytes:
    """SHA-256 (32 bytes) of the canonical bytes of what :func:`row_data` gave."""
    return sha256(_ROW + row).digest()


def row_seal(digest: bytes) -> str:
    """The four signs printed beside a row: against slips of copying and retyping, not against forgers."""
    number = int.from_bytes(digest[:8], "big")
    signs = ""
    for _ in range(SEAL_LENGTH):
        number, place = divmod(number, len(SEAL_SIGNS))
        signs += SEAL_SIGNS[place]
    return signs


def whole_digest(head: Mapping[str, object], row_digests: Sequence[bytes]) -> bytes:
    """SHA-256 (32 bytes) over the head and all rows' digests in their order."""
    head_bytes = canonical_bytes(head)
    return sha256(_MINUTES + len(head_bytes).to_bytes(8, "big") + head_bytes + b"".join(row_digests)).digest()


@dataclass(frozen=True, slots=True)
class FrozenData:
    """The canonical data of minutes, row by row, with every digest over it."""

    head: Mapping[str, object]
    rows: tuple[bytes, ...]  # canonical bytes, in the order of Minutes.sealed_rows
    row_digests: tuple[bytes, ...]
    whole: bytes  # 32 bytes; its hex is Minutes.digest


def freeze(minutes: Minutes) -> FrozenData:
    """The canonical data of minutes; cost and memory grow with the rows (about 0.6 kB a row)."""
    head = head_data(minutes)
    rows = tuple(canonical_bytes(row_data(row)) for row in minutes.sealed_rows)
    digests = tuple(map(row_digest, rows))
    return FrozenData(head, rows, digests, whole_digest(head, digests))


def minutes_digest(minutes: Minutes) -> str:
    """SHA-256 (hex) of the canonical frozen data of the minutes: what ``Minutes.digest`` holds."""
    return freeze(minutes).whole.hex()


def page_digest(whole: bytes, report: str, page: int, pages: int, row_digests: Sequence[bytes]) -> str:
    """The 128 bits (32 upper-case hex digits) of one page: the whole frozen data, the page's place, its own rows."""
    place = f"{report}\0{page}/{pages}\0".encode()
    return sha256(_PAGE + whole + place + b"".join(row_digests)).hexdigest()[:32].upper()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
