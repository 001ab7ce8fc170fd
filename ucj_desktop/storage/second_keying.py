"""Samples that are keyed a second time: which workers, and what became of each field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ucj_desktop.domain.second_keying import KEYED_FIELDS, Choice, KeyedField, Outcome
from ucj_desktop.storage.database import Connection

_SAMPLE = "keying_id, seed, drawn_from, village_code, entered_by, account_id, at"
_FIELD = (
    "v.worker_id, v.field, v.outcome, v.choice, v.first, v.second, w.entered_by"
    " FROM second_keyed_values v JOIN workers w ON w.worker_id = v.worker_id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample; ``seed`` and who there was to draw from make it again."""

    keying_id: str
    seed: int
    drawn_from: int
    village_code: str = ""
    entered_by: str = ""  # account id; empty: of anyone
    account_id: str
    at: str  # ISO 8601, UTC


def people_to_draw_from(connection: Connection, village_code: str, entered_by: str) -> list[str]:
    """The ids of workers who are not merged away: all, of one village, entered by one account."""
    wanted, values = ["merged_into = ''"], list[str]()
    for column, value in (("village_code", village_code), ("entered_by", entered_by)):
        if value:
            wanted.append(f"{column} = ?")
            values.append(value)
    found = connection.exec_driver_sql(
        f"SELECT worker_id FROM workers WHERE {' AND '.join(wanted)} ORDER BY worker_id", tuple(values)
    )
    return list(found.scalars())


def add(connection: Connection, one: Sample, worker_ids: Sequence[str]) -> None:
    """Keep a sample with its workers in the order of keying, none of their fields keyed yet."""
    connection.exec_driver_sql(
        f"INSERT INTO second_keyings ({_SAMPLE}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (one.keying_id, one.seed, one.drawn_from, one.village_code, one.entered_by, one.account_id, one.at),
    )
    connection.exec_driver_sql(
        "INSERT INTO second_keyed_values (keying_id, worker_id, field, position) VALUES (?, ?, ?, ?)",
        [
            (one.keying_id, worker_id, code, at * len(KEYED_FIELDS) + place)
            for at, worker_id in enumerate(worker_ids)
            for place, code in enumerate(KEYED_FIELDS)
        ],
    )


def samples(connection: Connection) -> list[Sample]:
    """Every sample, the newest first."""
    found = connection.exec_driver_sql(f"SELECT {_SAMPLE} FROM second_keyings ORDER BY keying_id DESC")
    return [_sample(row) for row in found]


def get(connection: Connection, keying_id: str) -> Sample | None:
    row = connection.exec_driver_sql(f"SELECT {_SAMPLE} FROM second_keyings WHERE keying_id = ?", (keying_id,)).first()
    return None if row is None else _sample(row)


def fields(connection: Connection, keying_id: str) -> list[KeyedField]:
    """Every field of a sample, worker by worker in the order of keying.

    Of an entry that was merged away only what was keyed before: it still tells how it had been typed.
    """
    found = connection.exec_driver_sql(
        f"SELECT {_FIELD} WHERE v.keying_id = ? AND (w.merged_into = '' OR v.outcome IN ('same', 'different'))"
        " ORDER BY v.position",
        (keying_id,),
    )
    return [_field(row) for row in found]


def field(connection: Connection, keying_id: str, worker_id: str, code: str) -> KeyedField | None:
    row = connection.exec_driver_sql(
        f"SELECT {_FIELD} WHERE v.keying_id = ? AND v.worker_id = ? AND v.field = ?", (keying_id, worker_id, code)
    ).first()
    return None if row is None else _field(row)


def put_keyed(connection: Connection, keying_id: str, one: KeyedField, *, by: str, at: str) -> None:
    """Keep what was typed of one field."""
    connection.exec_driver_sql(
        "UPDATE second_keyed_values SET outcome = ?, first = ?, second = ?, keyed_by = ?, keyed_at = ?"
        " WHERE keying_id = ? AND worker_id = ? AND field = ?",
        (one.outcome.value, one.first, one.second, by, at, keying_id, one.worker_id, one.field),
    )


def put_choice(connection: Connection, keying_id: str, one: KeyedField, *, by: str, at: str) -> None:
    """Keep which value a person found right."""
    connection.exec_driver_sql(
        "UPDATE second_keyed_values SET choice = ?, chosen_by = ?, chosen_at = ?"
        " WHERE keying_id = ? AND worker_id = ? AND field = ?",
        (one.choice.value, by, at, keying_id, one.worker_id, one.field),
    )


def fields_of_minutes(connection: Connection, worker_ids: frozenset[str], until: str) -> list[KeyedField]:
    """The fields of these workers that were keyed by then, each worker once: as in the newest sample by then.

    ``until`` is an ISO stamp; empty: by now. What was chosen later counts as not looked at.
    """
    found = connection.exec_driver_sql(
        "SELECT v.worker_id, v.field, v.outcome, CASE WHEN ? = '' OR v.chosen_at <= ? THEN v.choice ELSE '' END,"
        " v.first, v.second, w.entered_by"
        " FROM second_keyed_values v JOIN workers w ON w.worker_id = v.worker_id"
        " WHERE v.outcome IN ('same', 'different') AND (? = '' OR v.keyed_at <= ?) ORDER BY v.keying_id",
        (until, until, until, until),
    )
    newest = {(one.worker_id, one.field): one for one in map(_field, found) if one.worker_id in worker_ids}
    return list(newest.values())


def _sample(row: Sequence[Any]) -> Sample:
    keying_id, seed, drawn_from, village_code, entered_by, account_id, at = row
    return Sample(
        keying_id=keying_id,
        seed=seed,
        drawn_from=drawn_from,
        village_code=village_code,
        entered_by=entered_by,
        account_id=account_id,
        at=at,
    )


def _field(row: Sequence[Any]) -> KeyedField:
    worker_id, code, outcome, choice, first, second, entered_by = row
    return KeyedField(
        worker_id=worker_id,
        field=code,
        outcome=Outcome(outcome),
        choice=Choice(choice),
        first=first,
        second=second,
        first_clerk=entered_by,
    )
