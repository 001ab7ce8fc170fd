"""Receipts and answers: what the district sends back, in the package's own envelope."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import BinaryIO

from ucj_desktop.crypto.nik_filter import LARGEST, NikFilter
from ucj_desktop.crypto.office_keys import OfficeKeys
from ucj_desktop.crypto.signing import JsonValue
from ucj_desktop.domain.parcel import AnswerRow, Outcome, Parcel, ParcelKind, Receipt, RefusedRow
from ucj_desktop.handoff.refusals import PackageDamaged
from ucj_desktop.handoff.v1 import (
    ANSWERS,
    ELSEWHERE,
    RECEIPT,
    REFUSED,
    OpenedPackage,
    Source,
    WrittenParcel,
    line_of,
    titled_lines,
    write_parcel,
)

SCHEMA_WITH_FILTER = 2
_PIECE = 96 * 1024  # bytes of the filter a line
_ANSWER_FIELDS = ("worker_id", "outcome", "reason", "revision")


def write_receipt(
    destination: BinaryIO, parcel: Parcel, receipt: Receipt, keys: OfficeKeys, recipients: Sequence[str]
) -> WrittenParcel:
    """The district's receipt, sealed to the sub-district's ``recipients``; ``keys`` are the district's.

    ``parcel`` bears the package's seq, and as ``prev`` the package's own hash.
    """
    if parcel.kind is not ParcelKind.RECEIPT or (parcel.seq, parcel.prev) != (receipt.seq, receipt.package_sha256):
        raise ValueError("a receipt's parcel repeats the package's number and hash")
    first = line_of({"package_sha256": receipt.package_sha256, "seq": receipt.seq, "counts": dict(receipt.counts)})
    sources = [
        Source(RECEIPT, lambda: (first,)),
        Source(REFUSED, lambda: map(line_of, _refused_objects(receipt))),
    ]
    return write_parcel(destination, parcel, sources, (), keys, recipients)


def _refused_objects(receipt: Receipt) -> Iterator[dict[str, JsonValue]]:
    yield from (asdict(row) for row in receipt.refused)
    yield from ({**asdict(row), "held": True} for row in receipt.held)


def read_receipt(opened: OpenedPackage) -> Receipt:
    """The receipt in an opened .ucjr. Raises :class:`PackageDamaged`."""
    rows = list(opened.objects(RECEIPT))
    try:
        (stated,) = rows
        counts = stated["counts"]
        if not isinstance(counts, dict):
            raise PackageDamaged()
        told = [(RefusedRow(_text(row["worker_id"]), _text(row["reason"])), row.get("held") is True)
                for row in opened.objects(REFUSED)]  # fmt: skip
        receipt = Receipt(
            package_sha256=_text(stated["package_sha256"]),
            seq=_number(stated["seq"]),
            counts={_text(name): _number(count) for name, count in counts.items()},
            refused=tuple(row for row, is_held in told if not is_held),
            held=tuple(row for row, is_held in told if is_held),
        )
    except (KeyError, ValueError) as fault:
        raise PackageDamaged() from fault
    if (receipt.seq, receipt.package_sha256) != (opened.parcel.seq, opened.parcel.prev):
        raise PackageDamaged()
    return receipt


def write_answer(
    destination: BinaryIO,
    parcel: Parcel,
    rows: Sequence[AnswerRow],
    keys: OfficeKeys,
    recipients: Sequence[str],
    elsewhere: NikFilter | None = None,
) -> WrittenParcel:
    """The district's answer on each worker; it has a sequence of its own for every sub-district.

    ``elsewhere`` is a filter of who was sent by other offices; only a parcel of schema 2 carries it.
    """
    if parcel.kind is not ParcelKind.ANSWER or (elsewhere is not None and parcel.schema < SCHEMA_WITH_FILTER):
        raise ValueError("an answer's parcel is of the kind answer, and with a filter of schema 2")
    values = [(row.worker_id, row.outcome.value, row.reason, row.revision) for row in rows]
    sources = [Source(ANSWERS, lambda: titled_lines(_ANSWER_FIELDS, values))]
    if elsewhere is not None:
        lines = [line_of(one) for one in _filter_objects(elsewhere)]
        sources.append(Source(ELSEWHERE, lambda: lines))
    return write_parcel(destination, parcel, sources, (), keys, recipients)


def _filter_objects(elsewhere: NikFilter) -> Iterator[dict[str, JsonValue]]:
    yield {"salt": elsewhere.salt.hex(), "hashes": elsewhere.hashes, "people": elsewhere.people}
    for start in range(0, len(elsewhere.bits), _PIECE):
        yield {"bits": b64encode(elsewhere.bits[start : start + _PIECE]).decode()}


def read_elsewhere(opened: OpenedPackage) -> NikFilter | None:
    """The filter in an opened .ucja, where it brings one. Raises :class:`PackageDamaged`."""
    rows = opened.objects(ELSEWHERE)
    first = next(rows, None)
    if first is None:
        return None
    bits = bytearray()
    try:
        for row in rows:
            bits += b64decode(_text(row["bits"]), validate=True)
            if len(bits) > LARGEST:
                raise PackageDamaged()
        return NikFilter(
            salt=bytes.fromhex(_text(first["salt"])),
            hashes=_number(first["hashes"]),
            people=_number(first["people"]),
            bits=bytes(bits),
        )
    except (KeyError, ValueError) as fault:
        raise PackageDamaged() from fault


def read_answer(opened: OpenedPackage) -> Iterable[AnswerRow]:
    """The rows of an opened .ucja. Raises :class:`PackageDamaged`."""
    for row in opened.titled_rows(ANSWERS):
        try:
            yield AnswerRow(
                worker_id=_text(row["worker_id"]),
                outcome=Outcome(_text(row["outcome"])),
                reason=_text(row["reason"]),
                revision=_number(row["revision"]),
            )
        except (KeyError, ValueError) as fault:
            raise PackageDamaged() from fault


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text")
    return value


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("number")
    return value
