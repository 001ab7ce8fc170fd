"""Files held open as other programs of Windows hold them."""

import contextlib
import ctypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import wintypes
from pathlib import Path

assert sys.platform == "win32"

ALONE = 0  # as a program that backs up
OTHERS_READ = 1  # as Excel and Acrobat
_GENERIC_READ, _OPEN_EXISTING = 0x80000000, 3
_KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
_KERNEL.CreateFileW.restype = wintypes.HANDLE
_KERNEL.CreateFileW.argtypes = (
    *(wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID),
    *(wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE),
)
_KERNEL.CloseHandle.argtypes = (wintypes.HANDLE,)


@contextmanager
def held(path: Path, shared: int) -> Iterator[None]:
    """The file open in another program, which lets others in as far as ``shared`` says."""
    handle = _KERNEL.CreateFileW(str(path), _GENERIC_READ, shared, None, _OPEN_EXISTING, 0, None)
    if handle in (None, ctypes.c_void_p(-1).value):
        raise ctypes.WinError(ctypes.get_last_error())
    try:
        yield
    finally:
        _KERNEL.CloseHandle(handle)


@contextmanager
def held_for_a_moment(path: Path) -> Iterator[None]:
    """The file held as an antivirus does; it is let go 0.3 seconds later, whatever happens."""
    with contextlib.ExitStack() as scanner:
        scanner.enter_context(held(path, OTHERS_READ))
        ends = threading.Timer(0.3, scanner.pop_all().close)
        ends.start()
        yield
        ends.join()
