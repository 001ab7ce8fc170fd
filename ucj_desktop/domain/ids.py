"""Ids made here and kept for ever: UUID version 7, time-ordered and so kind to the index."""

import os
import time
from itertools import count
from struct import unpack
from threading import Lock

_lock = Lock()
_last_millisecond = 0
_counter = count()
_AT_ONCE = 512  # ids for which chance is asked for together: asking lets another thread go first, each time
_chance: list[int] = []


def new_id() -> str:
    """A UUIDv7 as 36 characters of text (RFC 9562, 5.7), increasing within this process.

    The 12 bits after the version count the ids of one millisecond (RFC 9562, 6.2, method 1), so that rows made in one
    loop keep their order. Until Python 3.14 is the floor, which has ``uuid.uuid7``.
    """
    global _last_millisecond, _counter
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_millisecond:
            _last_millisecond, _counter = now, count()
        number = next(_counter)
        if number > 0xFFF:
            _last_millisecond, _counter = _last_millisecond + 1, count(1)
            number = 0
        millisecond = _last_millisecond
        if not _chance:
            _chance.extend(unpack(f"{_AT_ONCE}Q", os.urandom(8 * _AT_ONCE)))
        random = _chance.pop() & 0x3FFF_FFFF_FFFF_FFFF
    digits = f"{millisecond:012x}7{number:03x}{random | 0x8000_0000_0000_0000:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
