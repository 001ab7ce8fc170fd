"""A clerk who decides pairs by keys alone, in every way there is, and counts the keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ucj_desktop.gui.widgets.pair_table import FIRST, KEEP

if TYPE_CHECKING:
    from ucj_desktop.gui.pages.duplicates_page import DuplicatesPage

CONTROL = Qt.KeyboardModifier.ControlModifier
_SIDES = (Qt.Key.Key_Left, Qt.Key.Key_Right)


class PairClerk:
    """``press`` presses one key and waits until the page answers; ``rest`` waits until everything is kept."""

    def __init__(self, page: DuplicatesPage, press: Callable[..., None], rest: Callable[[], None]) -> None:
        self.page = page
        self.keys = 0
        self.done = {"same": 0, "not same": 0, "later": 0, "other survivor": 0, "other value": 0, "undone": 0}
        self._press, self._rest = press, rest

    def decide(self, number: int) -> None:
        """One pair; every tenth decision is taken back and made anew."""
        (self._same, self._not_same, self._other_survivor, self._other_value, self._later)[number % 5]()
        if number % 10 in (0, 6):
            self._undo_and_decide_again()

    def _same(self) -> None:
        self._say(Qt.Key.Key_1, "same")

    def _not_same(self) -> None:
        self._say(Qt.Key.Key_2, "not same")

    def _later(self) -> None:
        self._say(Qt.Key.Key_3, "later")

    def _other_survivor(self) -> None:
        self._key(_SIDES[1 - self.page.table.pair.keep])
        self._say(Qt.Key.Key_1, "other survivor")

    def _other_value(self) -> None:
        """The first field that differs, from who is not kept."""
        model = self.page.table.pair
        self._key(Qt.Key.Key_Down)
        row = model.rows[self.page.table.currentIndex().row()]
        if row.is_open and row.code != KEEP:
            self._key(_SIDES[1 - model.side_of(row.code)])
        self._say(Qt.Key.Key_1, "other value")

    def _undo_and_decide_again(self) -> None:
        """Ctrl+Z brings the pair back in front; then the other answer."""
        self._rest()
        before = len(self.page.pairs)
        self._key(Qt.Key.Key_Z, CONTROL)
        self._rest()
        assert len(self.page.pairs) > before, "the pair came back"
        self.done["undone"] += 1
        self._say(Qt.Key.Key_2, "not same")

    def _say(self, key: Qt.Key, what: str) -> None:
        assert self.page.pair is not None
        assert self.page.table.pair.keep >= FIRST
        self.done[what] += 1
        self._key(key)

    def _key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        self._press(key, modifier)
