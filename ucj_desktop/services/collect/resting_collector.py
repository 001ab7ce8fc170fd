"""Python's garbage collector, put to rest while hundreds of thousands of rows are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Rest:
    def __init__(self) -> None:
        self.lock = Lock()
        self.wanted_by = 0  # how many want it now, on whatever thread
        self.was_on = False  # before the first of them


_rest = _Rest()


def is_resting() -> bool:
    """Whether somebody wants no search now."""
    return _rest.wanted_by > 0


@contextmanager
def collector_resting() -> Iterator[None]:
    """Rows only grow in number here and hold no circles: looking for garbage among them took half the time.

    What was made counts as old from then on: the next search among the young would have gone through all of it and held
    the window still. It is found as ever when it has become garbage, and freed when nobody holds it any more.
    """
    with _rest.lock:
        if not _rest.wanted_by:
            _rest.was_on = gc.isenabled()
            gc.disable()
        _rest.wanted_by += 1
    try:
        yield
    finally:
        with _rest.lock:
            _rest.wanted_by -= 1
            if not _rest.wanted_by:
                gc.freeze()
                gc.unfreeze()  # the two together only make everything old
                if _rest.was_on:
                    gc.enable()
