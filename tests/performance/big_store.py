"""A store of up to a million made-up workers, written once in bulk, for the figures of the table and of search."""

from __future__ import annotations

import atexit
import sys
import tempfile
import time
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from tests.demo_office import make_office
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.names import name_key, search_key
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.services.care.made_up_people import NONE, make_people
from ucj_desktop.storage import workers
from ucj_desktop.storage.journal import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ucj_desktop.services.office import Office
    from ucj_desktop.storage.database import Connection

SUB_DISTRICT = "730201"
_PATTERNS, _AT_ONCE = 4_000, 20_000


@cache
def big_office(count: int) -> Office:
    """An open office of `count` workers in a temporary folder, made once in a run of the bench."""
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    office = make_office(Path(folder.name, "office"))
    atexit.register(folder.cleanup)
    atexit.register(office.close)
    began = time.perf_counter()
    with office.database.writing() as connection:
        fill(connection, count)
        office.log(connection, Entry(action="demo.filled", facts={"workers": count}))
    print(f"a store of {count:,} workers was made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return office


def fill(connection: Connection, count: int) -> None:
    """Put made-up workers into an empty store; its indexes are made again at the end, which is four times faster."""
    people = [one.worker for one in make_people(11, min(count, _PATTERNS), SUB_DISTRICT, trouble=NONE)]
    workers.add(connection, [WorkerRecord(one) for one in people])
    found = connection.exec_driver_sql("SELECT * FROM workers")
    columns, patterns = list(found.keys()), [tuple(row) for row in found]
    connection.exec_driver_sql("DELETE FROM workers")
    indexes = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'workers' AND sql IS NOT NULL"
    ).all()
    for name, _ in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    insert = f"INSERT INTO workers ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    words = sorted({word for one in people for word in one.full_name.split()})
    rows = _rows(count, columns, patterns, words)
    while some := list(islice(rows, _AT_ONCE)):
        connection.exec_driver_sql(insert, some)
    for _, sql in indexes:
        connection.exec_driver_sql(sql)


def _rows(
    count: int, columns: Sequence[str], patterns: Sequence[tuple[Any, ...]], words: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """Other names and numbers over the rows of a few thousand people."""
    random = Random(count)
    at = {name: position for position, name in enumerate(columns)}
    for number in range(count):
        row = list(patterns[number % len(patterns)])
        name = " ".join(random.choices(words, k=2 + number % 2))
        row[at["worker_id"]] = new_id()
        row[at["nik"]] = f"7302{random.randrange(10**12):012d}"
        row[at["kk_number"]] = f"7302{random.randrange(10**12):012d}"
        row[at["full_name"]], row[at["search_key"]], row[at["name_key"]] = name, search_key(name), name_key(name)
        yield tuple(row)
