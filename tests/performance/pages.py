"""Every page with 100,000 workers: how long the window is deaf while it opens, and during its main actions."""

from __future__ import annotations

import atexit
import faulthandler
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.demo_office import make_office, open_rounds
from tests.performance.rows import Row
from ucj_desktop.domain.standing import WorkerRecord
from ucj_desktop.services.care.made_up_people import USUAL, make_people
from ucj_desktop.storage import workers
from ucj_desktop.storage.journal import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from ucj_desktop.gui.main_window import MainWindow
    from ucj_desktop.services.office import Office

COUNT = int(os.environ.get("UCJ_BENCH_WINDOW", "100000"))
TELLS = os.environ.get("UCJ_BENCH_STALLS", "")
"""Milliseconds: what every thread is doing goes to standard error once a round of the loop takes longer."""
_STALL = 100.0  # ms
_LONGEST = 300.0  # seconds that anything may take
_SUB_DISTRICT = "730201"


@dataclass(slots=True)
class Worst:
    """The longest round of the event loop: on the clock, and the processor's time of the main thread in it."""

    clock: float = 0.0
    work: float = 0.0
    long_rounds: int = 0  # over 50 ms on the clock


class Stalls:
    """Runs the event loop by hand and keeps the worst round of each thing that was done, in milliseconds."""

    def __init__(self) -> None:
        self.worst: dict[str, Worst] = {}

    def while_doing(self, what: str, is_done: Callable[[], bool], *steps: Callable[[], object]) -> None:
        """One step in each round, then rounds until it is done."""
        from PySide6.QtWidgets import QApplication

        waiting, told = list(reversed(steps)), self.worst.setdefault(what, Worst())
        until = time.perf_counter() + _LONGEST
        while waiting or not is_done():
            if TELLS:
                faulthandler.dump_traceback_later(float(TELLS) / 1000, file=sys.stderr)
            began, worked = time.perf_counter(), time.thread_time()
            if waiting:
                waiting.pop()()
            QApplication.processEvents()
            clock, work = (time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000
            if TELLS:
                faulthandler.cancel_dump_traceback_later()
                if clock > float(TELLS):
                    print(f"^^^ {what}: {clock:.0f} ms, {work:.0f} of the processor\n", file=sys.stderr, flush=True)
            told.clock, told.work = max(told.clock, clock), max(told.work, work)
            told.long_rounds += clock > 50
            if time.perf_counter() > until:
                raise RuntimeError(f"{what} was not done in {_LONGEST:.0f} s")
            time.sleep(0.002)


def troubled_office(count: int) -> Office:
    """An open office of made-up workers with the usual troubles, checked and looked through for pairs by nobody yet."""
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    office = make_office(Path(folder.name, "office"))
    atexit.register(folder.cleanup)
    atexit.register(office.close)
    with office.database.writing() as connection:
        people = (WorkerRecord(one.worker) for one in make_people(11, count, _SUB_DISTRICT, trouble=USUAL))
        workers.add(connection, list(people))
        office.log(connection, Entry(action="demo.filled", facts={"workers": count}))
    open_rounds(office)
    return office


def pages() -> Row:
    """The longest that any page kept the clerk waiting for the window itself."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ucj_desktop.gui import look
    from ucj_desktop.gui.garbage import Garbage
    from ucj_desktop.gui.main_window import MainWindow

    office = troubled_office(COUNT)
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication) and not app.styleSheet():
        look.put_on(app)
    if isinstance(app, QApplication):
        Garbage(app)
    opened = MainWindow(office)
    opened.resize(1366, 768)
    opened.show()
    opened.activateWindow()  # a clerk is at work in it
    stalls = Stalls()
    _use(opened, stalls)
    opened.desk.close()
    opened.lock_screen.close_jobs()
    opened.hide()
    opened.deleteLater()
    told = ", ".join(f"{what} {one.clock:.0f} ({one.work:.0f})" for what, one in stalls.worst.items())
    return Row(
        name="page_stall", unit="ms", ours=max(one.work for one in stalls.worst.values()), most=_STALL,
        note=f"{COUNT:,} workers; the longest round of the loop on the clock of a machine that others use, in brackets"
        f" of the processor: {told}",
    )  # fmt: skip


def _use(opened: MainWindow, stalls: Stalls) -> None:
    def is_quiet() -> bool:
        return bool(opened.desk.is_idle)

    def do(what: str, *steps: Callable[[], object]) -> None:
        stalls.while_doing(what, is_quiet, *steps)

    do("home")
    for code in ("findings", "duplicates", "verification", "import", "letters", "send", "history", "settings"):
        do(f"opens {code}", partial(opened.go, code))
    for code in ("home", "findings", "duplicates", "verification", "history"):
        do(f"again {code}", partial(opened.go, code))
    opened.go("findings")
    page: Any = opened.page
    do("findings facet", partial(page.show_subject, "TT-07"), page.next, page.next)
    do("findings all", partial(page.show_subject, None), page.facets.chosen.emit)
    do("findings anew", page.check_anew)
    do("fix preview", page.open_fixes)
    dialog = page.at_once.dialog
    do("fix preview of all", partial(dialog.kind.setCurrentIndex, dialog.kind.findData("name-capitals")))
    do("fix all", dialog.submit)
    do("home after the fix", partial(opened.go, "home"))
    opened.go("findings")
    do("undo preview", page.at_once.open_unfix)
    do("undo all", page.at_once.unfix_dialog.submit)
    do("home after the undo", partial(opened.go, "home"))
    for code in ("findings", "duplicates", "verification", "workers"):
        do(f"{code} after the undo", partial(opened.go, code))
