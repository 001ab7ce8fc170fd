"""The window with 100,000 workers: how long it is deaf while Pekerja opens, scrolls, searches and is sorted."""

from __future__ import annotations

import os
import statistics
import time
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from tests.performance.big_store import big_office
from tests.performance.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from ucj_desktop.gui.main_window import MainWindow
    from ucj_desktop.gui.pages.workers_page import WorkersPage
    from ucj_desktop.services.office import Office

COUNT = int(os.environ.get("UCJ_BENCH_WINDOW", "100000"))
_STALL, _EVERYTHING = 100.0, 30.0  # ms
_WHEEL, _JUMPS = 120, 60


class _Beats:
    """What the event loop took for its longest round, of the processor and on the clock, by what was going on."""

    def __init__(self) -> None:
        self.worst: dict[str, tuple[float, float]] = {}

    def while_doing(self, what: str, is_done: Callable[[], bool], steps: list[Callable[[], object]]) -> None:
        """One step in each round of the loop, until there is none left and what was asked for is done."""
        from PySide6.QtWidgets import QApplication

        until = time.perf_counter() + 60
        waiting = list(reversed(steps))
        while waiting or not is_done():
            began, worked = time.perf_counter(), time.thread_time()
            if waiting:
                waiting.pop()()
            QApplication.processEvents()
            work, clock = (time.thread_time() - worked) * 1000, (time.perf_counter() - began) * 1000
            before = self.worst.get(what, (0.0, 0.0))
            self.worst[what] = max(before[0], work), max(before[1], clock)
            if time.perf_counter() > until:
                raise RuntimeError(f"{what} was not done within a minute")
            if not waiting:
                time.sleep(0.002)


def window() -> list[Row]:
    """The longest that the main thread kept the clerk waiting, and Ctrl+K."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ucj_desktop.gui import look
    from ucj_desktop.gui.main_window import MainWindow

    office = big_office(COUNT)
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication) and not app.styleSheet():
        look.put_on(app)
    opened = MainWindow(office)
    opened.resize(1366, 768)
    opened.show()
    beats = _Beats()
    _use(opened, beats)
    everything = _search_everything(opened, office)
    opened.desk.close()
    opened.lock_screen.close_jobs()
    opened.hide()
    opened.deleteLater()
    told = ", ".join(f"{what} {work:.0f} ({clock:.0f})" for what, (work, clock) in beats.worst.items())
    return [
        Row(
            name="window_stall", unit="ms", ours=max(work for work, _ in beats.worst.values()), most=_STALL,
            note=f"{COUNT:,} workers; of the processor, in brackets on the clock of a machine that others use: {told}",
        ),
        Row(
            name="search_everything", unit="ms", ours=everything[int(len(everything) * 0.99)], most=_EVERYTHING,
            note=f"p99 of {len(everything)} texts, half of them within {statistics.median(everything):.1f} ms",
        ),
    ]  # fmt: skip


def _use(opened: MainWindow, beats: _Beats) -> None:
    from ucj_desktop.gui.pages.workers_page import WorkersPage

    def is_quiet() -> bool:
        return opened.desk.readings.is_idle

    beats.while_doing("home", is_quiet, [])
    beats.while_doing("opening", is_quiet, [partial(opened.go, "workers")])
    page = opened.page
    if not isinstance(page, WorkersPage) or len(page.model.ids) != COUNT:
        raise RuntimeError("the list was not shown")
    bar, random = page.table.verticalScrollBar(), Random(3)
    beats.while_doing("scrolling", is_quiet, [partial(bar.setValue, 3 * step) for step in range(_WHEEL)])
    places = [random.randrange(COUNT) for _ in range(_JUMPS)]
    beats.while_doing("jumping", is_quiet, [partial(bar.setValue, place) for place in places])
    beats.while_doing("to the end", is_quiet, [partial(_go_to, page, place) for place in (COUNT - 1, 0, COUNT // 2)])
    for text in ("a", "an", "and", "andi", "andi b", "andi bq", "7302", "73020", ""):
        beats.while_doing("searching", is_quiet, [partial(page.search.searched.emit, text)])
    for column in ("nik", "village_code", "full_name"):
        beats.while_doing("sorting", is_quiet, [partial(page.table.sorted_by.emit, column, False)])
    beats.while_doing("choosing all", is_quiet, [page.table.selectAll, page.table.selected_ids])
    beats.while_doing("reading anew", is_quiet, [page.reload])


def _go_to(page: WorkersPage, place: int) -> None:
    page.table.go_to(page.model.ids[place])


def _search_everything(opened: MainWindow, office: Office) -> list[float]:
    """Milliseconds of the processor of each search, in order, over what is typed on the way to thirty names."""
    from ucj_desktop.gui.pages import PAGES
    from ucj_desktop.gui.search_everything import find_everything
    from ucj_desktop.services.collect.list_workers import workers_by_id

    random, ids, taken = Random(9), opened.desk.names.everyone(), []
    names = [one.worker.full_name for one in workers_by_id(office, [random.choice(ids) for _ in range(30)])]
    opened.desk.names.read_names()
    for text in (name[:end] for name in names for end in range(2, len(name) + 1)):
        began = time.thread_time()
        find_everything(opened.desk, PAGES, text)
        taken.append((time.thread_time() - began) * 1000)
    return sorted(taken)
