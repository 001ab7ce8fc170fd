"""The register of the numbers of letters."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ucj_desktop.domain.letter_numbers import UsedNumber, number_key
from ucj_desktop.storage.database import Connection

_COLUMNS = (
    "number_id, kind, year, sequence, number, dated, minutes_id, revision, worker_id, about, account_id, at,"
    " voided_at, voided_by, void_reason"
)


def add(connection: Connection, one: UsedNumber) -> None:
    connection.exec_driver_sql(
        "INSERT INTO letter_numbers (number_id, kind, year, sequence, number, number_key, dated, minutes_id, revision,"
        f" worker_id, about, account_id, at) VALUES ({', '.join('?' * 13)})",
        (
            one.number_id,
            one.kind,
            one.year,
            one.sequence,
            one.number,
            number_key(one.number),
            one.dated.isoformat(),
            one.minutes_id,
            one.revision,
            one.worker_id,
            one.about,
            one.account_id,
            one.at,
        ),
    )


def void(connection: Connection, number_id: str, *, at: str, by: str, reason: str) -> None:
    """The number counts no more; its place in the series stays taken."""
    connection.exec_driver_sql(
        "UPDATE letter_numbers SET voided_at = ?, voided_by = ?, void_reason = ? WHERE number_id = ?",
        (at, by, reason, number_id),
    )


def every(connection: Connection, year: int | None = None) -> list[UsedNumber]:
    """All of them, or those of letters dated in a year, in the order they were given."""
    where, values = ("WHERE year = ?", (year,)) if year is not None else ("", ())
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM letter_numbers {where} ORDER BY at, number_id", values)
    return [_from_row(row) for row in found]


def get(connection: Connection, number_id: str) -> UsedNumber | None:
    found = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM letter_numbers WHERE number_id = ?", (number_id,))
    return next(map(_from_row, found), None)


def in_force(connection: Connection, number: str, year: int) -> UsedNumber | None:
    """Who bears this number in the year; case and blanks make no difference."""
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM letter_numbers WHERE number_key = ? AND year = ? AND voided_at = ''",
        (number_key(number), year),
    )
    return next(map(_from_row, found), None)


def of_letter(
    connection: Connection, kind: str, minutes_id: str, revision: int, worker_id: str = ""
) -> UsedNumber | None:
    """The number in force of one letter about minutes."""
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM letter_numbers WHERE kind = ? AND minutes_id = ? AND revision = ? AND worker_id = ?"
        " AND voided_at = '' ORDER BY at DESC, number_id DESC",
        (kind, minutes_id, revision, worker_id),
    )
    return next(map(_from_row, found), None)


def _from_row(row: Sequence[Any]) -> UsedNumber:
    number_id, kind, year, sequence, number, dated, minutes_id, revision, worker_id, about, *rest = row
    account_id, at, voided_at, voided_by, void_reason = rest
    return UsedNumber(
        number_id=number_id,
        kind=kind,
        year=year,
        sequence=sequence,
        number=number,
        dated=date.fromisoformat(dated),
        minutes_id=minutes_id,
        revision=revision,
        worker_id=worker_id,
        about=about,
        account_id=account_id,
        at=at,
        voided_at=voided_at,
        voided_by=voided_by,
        void_reason=void_reason,
    )
