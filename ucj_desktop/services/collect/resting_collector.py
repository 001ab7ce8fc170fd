"""Python's garbage collector, put to rest while hundreds of thousands of rows are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Rows only grow in number here and hold no circles: looking for garbage among them took half the time.

    What was made counts as old from then on: the next search among the young would have gone through all of it and held
    the window still. It is found as ever when it has become garbage, and freed when nobody holds it any more.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()  # the two together only make everything old
            gc.enable()
