"""One thread for all writing and all that takes long: jobs with progress, time left and cancel."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, Signal

from ucj_desktop.domain.change import Change
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.gui.changes import Changes

_TELL_EVERY = 0.05  # seconds: a loop over 100,000 rows must not flood the windows
_FREED_AT_ONCE = 200  # rows: some tenths of a millisecond


class Job(QObject):
    """One piece of work on the job thread, as the windows see it. All its signals come on the main thread."""

    progressed = Signal(int, object, str)  # number, total or None, words
    finished = Signal(object)  # what the service returned
    failed = Signal(object)  # the exception: a ClerkError, or a fault of ours
    cancelled = Signal()
    ended = Signal()  # after any of the three above

    def __init__(self, words: str, parent: QObject) -> None:
        super().__init__(parent)
        self.words = words
        self.number, self.total, self.detail = 0, None, ""
        self.is_running = True
        self._stop = threading.Event()
        self._began = time.monotonic()

    number: int
    total: int | None
    detail: str

    def cancel(self) -> None:
        """Ask the service to stop; what it did is rolled back by its own transaction."""
        self._stop.set()

    @property
    def is_cancelling(self) -> bool:
        return self._stop.is_set()

    @property
    def stop(self) -> threading.Event:
        return self._stop

    def seconds_left(self) -> float | None:
        """A guess from the pace so far; None in the first second and where the total is not known."""
        passed = time.monotonic() - self._began
        if not self.total or self.number <= 0 or passed < 1:
            return None
        return passed / self.number * max(self.total - self.number, 0)


@dataclass(slots=True)
class _Outcome:
    result: Any = None
    fault: BaseException | None = None


class _Wire(QObject):
    """Carries news from the job thread; lives as long as the program's jobs, so no thread ever deletes it."""

    told = Signal(int, int, object, str)
    done = Signal(int, object)


class _Teller:
    """The progress that a service calls on the job thread."""

    def __init__(self, wire: _Wire, key: int, stop: threading.Event) -> None:
        self._wire, self._key, self._stop = wire, key, stop
        self._next = 0.0

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now >= self._next or number == total:
            self._next = now + _TELL_EVERY
            self._wire.told.emit(self._key, number, total, words)


class Jobs(QObject):
    """The one job thread: what is started runs in the order it was started."""

    started = Signal(object)  # Job
    emptied = Signal()
    failed = Signal(object, object)  # Job, exception; also where nobody listens to the job itself

    def __init__(self, changes: Changes | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes = changes
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        self._running: dict[int, Job] = {}
        self._keys = count(1)
        self._wire = _Wire(self)
        self._wire.told.connect(self._on_told)
        self._wire.done.connect(self._on_done)

    @property
    def current(self) -> Job | None:
        """The job that runs now, the oldest first."""
        return next(iter(self._running.values()), None)

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        return not self._running

    @property
    def waiting(self) -> int:
        """How many jobs stand behind the current one."""
        return max(len(self._running) - 1, 0)

    def start(self, words: str, work: Callable[..., Any]) -> Job:
        """Run ``work(progress=...)`` on the job thread; ``words`` say what it is, as "Mengimpor data-desa.xlsx"."""
        key = next(self._keys)
        job = Job(words, self)
        self._pool.submit(_run, self._wire, key, job.stop, work)  # refused once closed: then nothing is left running
        self._running[key] = job  # its news comes through this thread's events, so not before now
        self.started.emit(job)
        return job

    def cancel(self) -> None:
        """Ask everything that runs or waits to stop."""
        for job in self._running.values():
            job.cancel()

    def let_go(self, rows: list[Any]) -> None:
        """Empty a long list that nobody else holds, little by little and beside the window.

        To free 100,000 rows at once held the window still for half a second.
        """
        self._pool.submit(_empty, rows)

    def close(self) -> None:
        """Ask everything to stop and wait for it."""
        self.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    def _on_told(self, key: int, number: int, total: int | None, words: str) -> None:
        job = self._running.get(key)
        if job is not None:
            job.number, job.total, job.detail = number, total, words
            job.progressed.emit(number, total, words)

    def _on_done(self, key: int, outcome: _Outcome) -> None:
        job = self._running.pop(key, None)
        if job is None:
            return
        job.is_running = False
        if outcome.fault is None:
            self._announce(outcome.result)
            job.finished.emit(outcome.result)
        elif isinstance(outcome.fault, Cancelled):
            job.cancelled.emit()
        else:
            job.failed.emit(outcome.fault)
            self.failed.emit(job, outcome.fault)
        job.ended.emit()
        if not self._running:
            self.emptied.emit()
        job.deleteLater()

    def _announce(self, result: object) -> None:
        if self._changes is None:
            return
        for part in result if isinstance(result, tuple) else (result,):
            if isinstance(part, Change):
                self._changes.announce(part)


def _run(wire: _Wire, key: int, stop: threading.Event, work: Callable[..., Any]) -> None:
    """On the job thread: knows the wire and plain values, no QObject of its own."""
    try:
        if stop.is_set():
            raise Cancelled
        outcome = _Outcome(result=work(progress=_Teller(wire, key, stop)))
    except Exception as fault:  # noqa: BLE001 - told to the main thread, which shows it or writes the crash report
        outcome = _Outcome(fault=fault)
    wire.done.emit(key, outcome)


def _empty(rows: list[Any]) -> None:
    while rows:
        del rows[-_FREED_AT_ONCE:]
