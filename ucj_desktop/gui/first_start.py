"""Whether this is the first program that runs on an office folder, and a call from the second to the first."""

import hashlib
import os
import sys
from pathlib import Path


def _name(folder: Path) -> str:
    """One name a folder, however its path was written."""
    path = os.path.normcase(os.path.realpath(folder))
    return f"ucj-desktop-{hashlib.sha256(os.fsencode(path)).hexdigest()[:32]}"


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _KERNEL.CreateEventW.restype = wintypes.HANDLE
    _KERNEL.CreateEventW.argtypes = (wintypes.LPVOID, wintypes.BOOL, wintypes.BOOL, wintypes.LPCWSTR)
    for _function in (_KERNEL.SetEvent, _KERNEL.CloseHandle):
        _function.argtypes = (wintypes.HANDLE,)
    _KERNEL.WaitForSingleObject.argtypes = (wintypes.HANDLE, wintypes.DWORD)
    _ALREADY_EXISTS = 183
    _ANY_PROCESS = 0xFFFFFFFF  # ASFW_ANY

    class FirstStart:
        """A named event of this login session; whoever made it is the first, and it goes with its last holder."""

        def __init__(self, folder: Path) -> None:
            self._event = _KERNEL.CreateEventW(None, False, False, f"Local\\{_name(folder)}")
            # Without the event (another account's name is refused) the lock of the store still keeps the second out.
            self.is_first = not self._event or ctypes.get_last_error() != _ALREADY_EXISTS

        def call(self) -> None:
            """From the second: ask the first to come to the front, which only we may allow it."""
            ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
            _KERNEL.SetEvent(self._event)

        def was_called(self) -> bool:
            """Whether a second start has asked since the last look."""
            return bool(self._event) and _KERNEL.WaitForSingleObject(self._event, 0) == 0

        def close(self) -> None:
            """Let the next start be the first."""
            if self._event:
                _KERNEL.CloseHandle(self._event)
                self._event = None

else:
    import contextlib
    import errno
    import socket

    class FirstStart:
        """A socket without a file; whoever bound its name is the first, and it goes with its holder."""

        def __init__(self, folder: Path) -> None:
            self._name = f"\0{_name(folder)}-{os.getuid()}"
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            self._socket.setblocking(False)
            self.is_first = True
            try:
                self._socket.bind(self._name)
            except OSError as fault:
                # Without the name (a system that has none) the lock of the store still keeps the second out.
                self.is_first = fault.errno != errno.EADDRINUSE

        def call(self) -> None:
            """From the second: ask the first to come to the front."""
            with contextlib.suppress(OSError):
                self._socket.sendto(b"1", self._name)

        def was_called(self) -> bool:
            """Whether a second start has asked since the last look."""
            try:
                return bool(self._socket.recv(1))
            except OSError:
                return False

        def close(self) -> None:
            """Let the next start be the first."""
            self._socket.close()
