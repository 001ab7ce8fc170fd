"""Search as you type: the first rows of what was typed, at 100,000 and at a million workers."""

from __future__ import annotations

import os
import statistics
import time
from random import Random
from typing import TYPE_CHECKING, Any

from tests.performance.big_store import big_office
from tests.performance.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ucj_desktop.services.office import Office

_SIZES = tuple(int(one) for one in os.environ.get("UCJ_BENCH_SEARCH", "100000,1000000").split(","))
_QUIET = {100_000: 10.0, 1_000_000: 30.0}
_ROWS, _SEEN = 256, 32  # what the page asks for first, and what a screen shows of it
_LIKE = "SELECT worker_id FROM workers WHERE merged_into = '' AND {0} LIKE ? ORDER BY {0}, worker_id LIMIT ?"
_LIKE_ASKED = 150  # texts that LIKE is asked: at a million it takes a second for one that nobody is called


def search() -> list[Row]:
    """The rows of SPEED.md about search: the 99th of 100 times, over everything that is typed on the way to a name."""
    return [_row(count) for count in _SIZES]


def _row(count: int) -> Row:
    from ucj_desktop.domain.standing import WorkerFilter
    from ucj_desktop.services.collect.list_workers import workers_by_id
    from ucj_desktop.services.collect.search_names import NameSearch

    office = big_office(count)
    names = NameSearch(office)
    names.read_names()
    typed = _typed(office)

    def ours(text: str) -> Any:
        return workers_by_id(office, names.first_ids(WorkerFilter(text=text), _ROWS)[:_SEEN])

    def like(text: str) -> Any:
        with office.database.reading() as connection:
            column, asked = ("nik", f"{text}%") if text.isdigit() else ("search_key", f"%{text}%")
            found = connection.exec_driver_sql(_LIKE.format(column), (asked, _ROWS)).scalars().all()
        return workers_by_id(office, found[:_SEEN])

    # Of the processor, as for the table; on the clock beside it.
    walls: list[float] = []
    taken: dict[Callable[[str], Any], list[float]] = {ours: [], like: []}
    for number, text in enumerate(typed):
        for find, figures in taken.items():
            if find is like and number % (len(typed) // _LIKE_ASKED + 1):
                continue
            began, at = time.thread_time(), time.perf_counter()
            find(text)
            figures.append((time.thread_time() - began) * 1000)
            if find is ours:
                walls.append((time.perf_counter() - at) * 1000)
    return Row(
        name=f"search_{count // 1000}k", unit="ms", ours=_p99(taken[ours]), peer=_p99(taken[like]),
        peer_name="LIKE on the index, p99", goal=0.5, quiet=_QUIET.get(count),
        note=f"p99 of {len(typed)} texts, the first page of rows included; on the clock {_p99(walls):.1f} ms,"
        f" half of them within {statistics.median(walls):.1f} ms",
    )  # fmt: skip


def _typed(office: Office) -> list[str]:
    """What stands in the box on the way to forty names and forty NIK, with some that nobody is called."""
    from ucj_desktop.domain.names import search_key
    from ucj_desktop.services.collect.list_workers import workers_by_id

    random = Random(3)
    with office.database.reading() as connection:
        ids: Sequence[str] = connection.exec_driver_sql(
            "SELECT worker_id FROM workers ORDER BY worker_id LIMIT 4000"
        ).scalars().all()  # fmt: skip
    typed = []
    for one in workers_by_id(office, random.sample(ids, 40)):
        name, nik = search_key(one.worker.full_name), one.worker.nik
        typed += [name[:end] for end in range(1, len(name) + 1, 2)]
        typed += [nik[:end] for end in range(1, 17, 3)]
        typed += [f"{name[1:5]}q", name[-4:]]
    return typed


def _p99(figures: Sequence[float]) -> float:
    return sorted(figures)[int(len(figures) * 0.99)]
