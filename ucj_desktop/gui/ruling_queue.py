"""Verdicts on their way from the keys into the store: one deed a key, so that undo takes one back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.verdict import STEP_LABELS, Step
from ucj_desktop.gui.desk import Desk
from ucj_desktop.services.rounds.rule_on_workers import Ruled, WantedRuling, rule_on_workers


class RulingQueue(QObject):
    """``recorded(wanted, ruled)``: what was keyed together has been recorded or skipped. ``emptied``: nothing waits.

    Keys never wait: what is keyed while a job runs is written after it.
    """

    recorded = Signal(object, object)
    emptied = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.step = Step.VERIFY
        self.refused: dict[str, str] = {}  # worker id: why the verdict was not recorded
        self.announces = False  # while the pages hear of what was recorded here
        self._waiting: list[Sequence[WantedRuling]] = []
        self._running: Sequence[WantedRuling] = ()

    def begin(self, step: Step) -> None:
        """Another list: what was refused before is forgotten."""
        self.step = step
        self.refused.clear()

    @property
    def saving(self) -> frozenset[str]:
        """The workers whose verdict is not in the store yet."""
        return frozenset(one.worker_id for wanted in (self._running, *self._waiting) for one in wanted)

    def put(self, wanted: Sequence[WantedRuling]) -> None:
        """Record these verdicts together."""
        for one in wanted:
            self.refused.pop(one.worker_id, None)
        self._waiting.append(wanted)
        self._next()

    def _next(self) -> None:
        if self._running or not self._waiting:
            return
        self._running = self._waiting.pop(0)
        words = f"Mencatat {STEP_LABELS[self.step].lower()}"
        work = partial(rule_on_workers, self.desk.office, self.step, tuple(self._running))
        self.desk.start(words, work, self._on_recorded).ended.connect(self._on_ended)

    def _on_recorded(self, ruled: Ruled) -> None:
        self.refused.update({one.worker_id: one.why for one in ruled.skipped})
        self.recorded.emit(self._running, ruled)
        self.announces = True
        self.desk.changes.announce(Change(ruled.change.touched, ""))
        self.announces = False

    def _on_ended(self) -> None:
        self._running = ()
        if self._waiting:
            self._next()
        else:
            self.emptied.emit()
