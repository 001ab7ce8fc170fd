"""Python's garbage collector, put to rest while hundreds of thousands of rows are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Rows only grow in number here and hold no circles: looking for garbage among them took half the time.

    What was made is left out of later searches, too: going through the rows of a large list held the window still for
    half a second each time. It is freed as ever when nobody holds it any more.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()
