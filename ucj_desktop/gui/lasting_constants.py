"""None, True and False outlive PySide6, which before Python 3.12 lets go of them once too often.

Measured with PySide6 6.12.0 on Python 3.11: each call of Qt that returns nothing takes one reference away from None
(200 calls of QWidget.update: 200 fewer), until after some ten thousand clicks the interpreter ends the program with
"deallocating None". Python 3.12 made the three immortal (PEP 683), so nothing is done there.
"""

import ctypes
import sys

_ENOUGH = 1 << 40  # references; a clerk who clicks all day uses up some 2 to the 25


def keep_constants() -> None:
    """Give the three more references than can ever be lost."""
    if sys.version_info < (3, 12):
        for one in (None, True, False):
            ctypes.c_ssize_t.from_address(id(one)).value += _ENOUGH  # the count stands first in every object
