"""The people of the store as matching sees them: all of them, or the few who may be one new person."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ucj_desktop.domain.worker import Sex
from ucj_desktop.matching.lookups import COLUMNS, lookups
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.traits import birth_in
from ucj_desktop.storage.database import Connection

MOST = 40  # people under one key; more of them say nothing
_NIK_START = 12  # digits: area and birth date
_FIELDS = "worker_id, nik, kk_number, full_name, alias, birth_date, sex, mother_name, village_code, phone"
_SEXES = {None: None, "male": Sex.MALE, "female": Sex.FEMALE}
_AT_ONCE = 5_000


def everyone(connection: Connection) -> Iterator[Person]:
    """Every worker, those who were merged into another too: a third may be like them alone.

    In the order of ids, without holding them all in memory.
    """
    found = connection.execution_options(yield_per=_AT_ONCE).exec_driver_sql(
        f"SELECT {_FIELDS} FROM workers ORDER BY worker_id"
    )
    days: dict[str, date] = {}  # most birthdays are shared
    for row in found:
        yield _person(row, days)


def candidates(connection: Connection, new: Person) -> list[Person]:
    """Who shares a lookup, the KK or the first digits of the NIK with a new person, some hundreds at most."""
    asked: list[tuple[str, tuple[str, ...]]] = [(f"{column} = ?", (value,)) for column, value in _lookups(new)]
    if len(new.nik) >= _NIK_START:
        start = new.nik[:_NIK_START]
        asked.append(("nik >= ? AND nik < ?", (start, f"{start}~")))
    # A NIK may stand as the KK number of the other entry, and the other way round.
    for number, column in ((new.kk_number, "kk_number"), (new.kk_number, "nik"), (new.nik, "kk_number")):
        if number:
            asked.append((f"{column} = ?", (number,)))
    if not asked:
        return []
    sql = " UNION ".join(
        f"SELECT * FROM (SELECT {_FIELDS} FROM workers WHERE {condition} AND merged_into = '' LIMIT {MOST:d}) AS k{at}"
        for at, (condition, _) in enumerate(asked)
    )
    found = connection.exec_driver_sql(sql, tuple(value for _, values in asked for value in values))
    return [_person(row, {}) for row in found]


def _lookups(new: Person) -> list[tuple[str, str]]:
    """(column, value) of each lookup, under the stated birth date and under the one that the NIK holds."""
    found = list(zip(COLUMNS, lookups(new), strict=True))
    born = birth_in(new.nik[6:_NIK_START], new.birth_date)
    if born is not None and born != new.birth_date:
        found += zip(COLUMNS, lookups(replace(new, birth_date=born)), strict=True)
    return [one for one in dict.fromkeys(found) if one[1]]


def _person(row: Sequence[Any], days: dict[str, date]) -> Person:
    worker_id, nik, kk_number, full_name, alias, born, sex, mother_name, village_code, phone = row
    if born and born not in days:
        days[born] = date.fromisoformat(born)
    return Person(
        worker_id=worker_id,
        nik=nik,
        kk_number=kk_number,
        full_name=full_name,
        alias=alias,
        birth_date=days[born] if born else None,
        sex=_SEXES[sex],
        mother_name=mother_name,
        village_code=village_code,
        phone=phone,
    )
