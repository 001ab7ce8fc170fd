"""Windows only: what kind of volume a path lies on, through ctypes."""

import ctypes
import sys
from ctypes import wintypes
from pathlib import Path

assert sys.platform == "win32"

_KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
_KERNEL.GetDriveTypeW.argtypes = (wintypes.LPCWSTR,)
_KERNEL.GetVolumeInformationW.argtypes = (
    wintypes.LPCWSTR,
    wintypes.LPWSTR,
    wintypes.DWORD,
    wintypes.LPVOID,
    wintypes.LPVOID,
    wintypes.LPVOID,
    wintypes.LPWSTR,
    wintypes.DWORD,
)
_LONGEST_LABEL = 261  # letters with the closing zero


def kind_of_volume(path: Path) -> int:
    """GetDriveTypeW of an absolute path: 2 removable, 3 fixed, 4 remote; 1 where there is no such drive."""
    return int(_KERNEL.GetDriveTypeW(path.anchor))


def label_of_volume(path: Path) -> str:
    """The name of the volume of an absolute path; empty where it has none or cannot be read."""
    label = ctypes.create_unicode_buffer(_LONGEST_LABEL)
    known = _KERNEL.GetVolumeInformationW(path.anchor, label, _LONGEST_LABEL, None, None, None, None, 0)
    return label.value if known else ""
