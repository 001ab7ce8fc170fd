"""The frozen data that a printed PDF carries, read back as the claim it is: nothing here is trusted yet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ucj_desktop.domain.frozen import PAPER_FIELDS, canonical_bytes, row_digest, whole_digest
from ucj_desktop.domain.minutes import FrozenRow
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.domain.worker import Sex, Worker

MOST_BYTES: Final = 256 * 1024 * 1024  # about 400,000 rows


class EmbeddedDataBroken(Exception):
    """The attachment is not what this program embeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedData:
    """What the attachment says: the minutes' head, the rows that the paper shows, and where they stand."""

    report: str
    office_code: str
    head: Mapping[str, Any]
    rows: Mapping[int, FrozenRow]  # by position; only those that the paper shows
    row_digests: Mapping[int, bytes]  # of the same rows
    whole: bytes  # recomputed here
    positions: tuple[tuple[int, ...], ...]  # page by page
    seals: tuple[str, ...]  # the QR's text, page by page


def read_embedded(content: bytes) -> EmbeddedData:
    """Read the attachment of a PDF. Raises :class:`EmbeddedDataBroken`."""
    if len(content) > MOST_BYTES:
        raise EmbeddedDataBroken("too big")
    try:
        return _read(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise EmbeddedDataBroken(type(fault).__name__) from fault


def _read(data: Any) -> EmbeddedData:
    if data["v"] != 1:
        raise ValueError("another version")
    rows: dict[int, FrozenRow] = {}
    shown: dict[int, bytes] = {}
    digests: list[bytes] = []
    for entry in data["rows"]:
        if isinstance(entry, str):
            digests.append(bytes.fromhex(entry))
            continue
        digests.append(row_digest(canonical_bytes(entry)))
        row = row_from(entry)
        rows[row.position] = row
        shown[row.position] = digests[-1]
    head = data["head"]
    if not isinstance(head, dict):
        raise TypeError("a mapping expected")
    return EmbeddedData(
        report=_text(data["report"]),
        office_code=_text(data["office"]),
        head=head,
        rows=rows,
        row_digests=shown,
        whole=whole_digest(head, digests),
        positions=tuple(tuple(map(_whole, page["positions"])) for page in data["pages"]),
        seals=tuple(_text(page["seal"]) for page in data["pages"]),
    )


def row_from(entry: Mapping[str, Any]) -> FrozenRow:
    """The row that :func:`ucj_desktop.domain.frozen.row_data` wrote; fields that no paper shows stay empty."""
    known = entry["worker"]
    fields = {name: known[name] for name in PAPER_FIELDS}
    unread = {"birth_date": known["unread_birth_date"]} if known["unread_birth_date"] else {}
    _all_text(value for name, value in fields.items() if name not in ("birth_date", "sex"))
    worker = Worker(
        **{
            **fields,
            "birth_date": date.fromisoformat(known["birth_date"]) if known["birth_date"] else None,
            "sex": Sex(known["sex"]) if known["sex"] else None,
            "unread": unread,
        }
    )
    return FrozenRow(
        position=_whole(entry["position"]),
        worker=worker,
        verdict=Verdict(entry["verdict"]),
        reason=Reason(entry["reason"]) if entry["reason"] else None,
        note=_text(entry["note"]),
        village_name=_text(entry["village"]),
        waits_as=_whole(entry.get("waits_as", 0)),
    )


def _all_text(values: Any) -> None:
    for value in values:
        _text(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("a whole number expected")
    return value
