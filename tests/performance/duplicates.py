"""A hundred pairs decided by keys with 100,000 workers in the office: keys, and how long the window is deaf."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from tests.performance.pages import COUNT, Stalls, troubled_office
from tests.performance.rows import Row

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

_PAIRS = 100
_STALL = 100.0  # ms


def duplicates() -> Row:
    """The longest that a key, or what it sets going, kept the clerk waiting for the window itself."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from tests.performance.pair_clerk import PairClerk
    from ucj_desktop.gui import look
    from ucj_desktop.gui.garbage import Garbage
    from ucj_desktop.gui.main_window import MainWindow

    office = troubled_office(COUNT)
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        look.put_on(app)
        Garbage(app)
    opened = MainWindow(office)
    opened.resize(1366, 768)
    opened.show()
    stalls = Stalls()

    def rest(what: str = "between two keys") -> None:
        for _ in range(3):
            stalls.while_doing(what, lambda: bool(opened.desk.is_idle), lambda: None)

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        there = opened.focusWidget() or opened
        stalls.while_doing("a key", lambda: True, lambda: QTest.keyClick(there, key, modifier), lambda: None)

    rest("home")
    opened.go("duplicates")
    rest("opens duplicates")
    page: Any = opened.page
    page.table.setFocus()
    waiting = len(page.pairs)
    clerk = PairClerk(page, press, rest)
    for number in range(min(_PAIRS, waiting)):
        clerk.decide(number)
    rest()
    for shown in (page.show_apart, page.show_merges, page.show_pairs):
        stalls.while_doing("lists of what was decided", lambda: bool(opened.desk.is_idle), shown)
        rest("lists of what was decided")
    opened.desk.close()
    opened.lock_screen.close_jobs()
    opened.hide()
    opened.deleteLater()
    told = ", ".join(f"{what} {one.clock:.0f} ({one.work:.0f})" for what, one in stalls.worst.items())
    return Row(
        name="pairs_stall", unit="ms", ours=max(one.work for one in stalls.worst.values()), most=_STALL,
        note=f"{COUNT:,} workers, {waiting:,} pairs; {clerk.keys} keys for {sum(clerk.done.values())} decisions; the"
        f" longest round of the loop on the clock of a machine that others use, in brackets of the processor: {told}",
    )  # fmt: skip
