"""Statements of a transaction carried out on a thread of their own, while the rows that follow are worked out."""

import sys
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Protocol

from ucj_desktop.storage.database import Connection

_TURN = 0.0005  # seconds after which a thread is asked to let the other go on; Python's own 0.005 holds the writer up
_MOST_WAITING = 40  # statements: so much is held in memory beside what is written


class Writes(Protocol):
    """Whoever carries out statements: a connection, or a thread that has one."""

    def exec_driver_sql(self, statement: str, parameters: Any = ..., /) -> Any: ...


class WriteBehind:
    """Carries out statements in their order, some time after they are given; nobody else may use the connection then.

    SQLite does not hold Python's lock, so two processors work: an import of 100,000 takes a tenth less time. A
    statement that fails is the last one: SQLite may have ended the transaction with it, and what followed would be
    kept by itself. Its error is raised at a later statement or on leaving, at the latest.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: deque[Future[None]] = deque()
        self._thread = ThreadPoolExecutor(1, "write-behind")
        self._has_failed = False
        self._usual_turn = sys.getswitchinterval()

    def __enter__(self) -> "WriteBehind":
        sys.setswitchinterval(_TURN)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            while kind is None and self._waiting:
                self._waiting.popleft().result()
        finally:
            self._thread.shutdown(cancel_futures=True)
            sys.setswitchinterval(self._usual_turn)

    def exec_driver_sql(self, statement: str, parameters: Any = None) -> None:
        """Have it done; waits when too much is waiting."""
        self._waiting.append(self._thread.submit(self._carry_out, statement, parameters))
        while self._waiting and (len(self._waiting) > _MOST_WAITING or self._waiting[0].done()):
            self._waiting.popleft().result()

    def _carry_out(self, statement: str, parameters: Any) -> None:
        if self._has_failed:
            return
        try:
            self._connection.exec_driver_sql(statement, parameters)
        except BaseException:
            self._has_failed = True
            raise
