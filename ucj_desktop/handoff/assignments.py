"""Assignments: what the district sends down, in the package's own envelope."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import BinaryIO

from ucj_desktop.crypto.office_keys import OfficeKeys
from ucj_desktop.crypto.signing import JsonValue
from ucj_desktop.domain.parcel import AssignedVillage, Assignment, Parcel, ParcelKind
from ucj_desktop.handoff.refusals import PackageDamaged
from ucj_desktop.handoff.v1 import (
    PEOPLE,
    TERMS,
    OpenedPackage,
    Row,
    Source,
    WrittenParcel,
    line_of,
    titled_lines,
    write_parcel,
)

_MOST_PEOPLE_A_VILLAGE = 1_000_000


def write_assignment(
    destination: BinaryIO,
    parcel: Parcel,
    assignment: Assignment,
    fields: Sequence[str],
    people: Iterable[Row],
    keys: OfficeKeys,
    recipients: Sequence[str],
) -> WrittenParcel:
    """A list to verify, sealed to the sub-district's ``recipients``; it has a sequence of its own for every one.

    ``people`` are rows in the order of ``fields``, names of the fields of a worker.
    """
    if parcel.kind is not ParcelKind.ASSIGNMENT:
        raise ValueError("an assignment's parcel is of the kind assignment")
    rows = list(people)
    sources = [
        Source(PEOPLE, lambda: titled_lines(tuple(fields), rows)),
        Source(TERMS, lambda: map(line_of, _terms(assignment))),
    ]
    return write_parcel(destination, parcel, sources, (), keys, recipients)


def read_terms(opened: OpenedPackage) -> Assignment:
    """What an opened .ucjt asks for. Raises :class:`PackageDamaged`."""
    first, *villages = list(opened.objects(TERMS)) or [{}]
    try:
        return Assignment(
            source=_text(first["source"]),
            dated=_day(first["dated"]),
            villages=tuple(_village(one) for one in villages),
        )
    except (KeyError, ValueError) as fault:
        raise PackageDamaged() from fault


def read_people(opened: OpenedPackage) -> Iterator[dict[str, object]]:
    """The people of an opened .ucjt, as they were written; each is still to be looked at."""
    return opened.titled_rows(PEOPLE)


def _terms(assignment: Assignment) -> Iterator[dict[str, JsonValue]]:
    yield {"source": assignment.source, "dated": assignment.dated}
    for one in assignment.villages:
        yield {"village_code": one.village_code, "quota": one.quota, "deadline": one.deadline}


def _village(stated: Mapping[str, object]) -> AssignedVillage:
    code, quota = _text(stated["village_code"]), stated["quota"]
    if len(code) != 10 or not (code.isascii() and code.isdigit()):
        raise ValueError("village")
    if quota is not None and (type(quota) is not int or not 0 <= quota <= _MOST_PEOPLE_A_VILLAGE):
        raise ValueError("quota")
    return AssignedVillage(village_code=code, quota=quota, deadline=_day(stated["deadline"]))


def _day(value: object) -> str:
    text = _text(value)
    return date.fromisoformat(text).isoformat() if text else ""


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 2_000:
        raise ValueError("text")
    return value
