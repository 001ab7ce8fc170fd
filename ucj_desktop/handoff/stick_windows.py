"""Windows only: drives by GetDriveTypeW and bus type, reading past the cache, and ejecting, through ctypes."""

import contextlib
import ctypes
import mmap
import string
import sys
import time
from collections.abc import Iterator
from ctypes import wintypes
from pathlib import Path

from ucj_desktop.handoff.drive import Drive
from ucj_desktop.handoff.stick_descriptor import is_usb, serial_of
from ucj_desktop.handoff.stick_refusals import StickInUse, StickNotEjectable, named_fault

assert sys.platform == "win32"

_KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
_GENERIC_READ, _GENERIC_WRITE = 0x80000000, 0x40000000
_SHARE_ALL = 0x1 | 0x2
_OPEN_EXISTING = 3
_NO_BUFFERING, _SEQUENTIAL = 0x20000000, 0x08000000
_INVALID_HANDLE = ctypes.c_void_p(-1).value
_DRIVE_REMOVABLE, _DRIVE_FIXED = 2, 3
_IOCTL_STORAGE_QUERY_PROPERTY = 0x002D1400
_IOCTL_STORAGE_MEDIA_REMOVAL, _IOCTL_STORAGE_EJECT_MEDIA = 0x002D4804, 0x002D4808
_FSCTL_LOCK_VOLUME, _FSCTL_DISMOUNT_VOLUME = 0x00090018, 0x00090020
_FILE_READ_ONLY_VOLUME = 0x00080000
_REPLACE_EXISTING, _WRITE_THROUGH = 0x1, 0x8
_ACCESS_DENIED, _NOT_READY, _NO_MEDIA = 5, 21, 1112
_NOT_KNOWN_HERE = {1, 50, 87}  # ERROR_INVALID_FUNCTION, NOT_SUPPORTED, INVALID_PARAMETER: how a file system says no
_LOCK_TRIES, _LOCK_PAUSE = 10, 0.3  # seconds: an antivirus or Explorer often looks at what was just written
_BLOCK = 1024 * 1024  # a multiple of every sector size, as FILE_FLAG_NO_BUFFERING asks

_KERNEL.CreateFileW.restype = wintypes.HANDLE
_KERNEL.CreateFileW.argtypes = [
    wintypes.LPCWSTR,
    wintypes.DWORD,
    wintypes.DWORD,
    wintypes.LPVOID,
    wintypes.DWORD,
    wintypes.DWORD,
    wintypes.HANDLE,
]
_KERNEL.ReadFile.argtypes = [
    wintypes.HANDLE,
    wintypes.LPVOID,
    wintypes.DWORD,
    ctypes.POINTER(wintypes.DWORD),
    wintypes.LPVOID,
]
_KERNEL.CloseHandle.argtypes = [wintypes.HANDLE]
_KERNEL.FlushFileBuffers.argtypes = [wintypes.HANDLE]
_KERNEL.MoveFileExW.argtypes = [wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD]
_KERNEL.DeviceIoControl.argtypes = [
    wintypes.HANDLE,
    wintypes.DWORD,
    wintypes.LPVOID,
    wintypes.DWORD,
    wintypes.LPVOID,
    wintypes.DWORD,
    ctypes.POINTER(wintypes.DWORD),
    wintypes.LPVOID,
]


def _open(path: str, access: int, flags: int = 0) -> int:
    handle = _KERNEL.CreateFileW(path, access, _SHARE_ALL, None, _OPEN_EXISTING, flags, None)
    if handle is None or handle == _INVALID_HANDLE:
        raise ctypes.WinError(ctypes.get_last_error())
    return int(handle)


def _control(handle: int, code: int, given: bytes = b"", size: int = 0) -> bytes:
    out = ctypes.create_string_buffer(max(size, 1))
    returned = wintypes.DWORD()
    if not _KERNEL.DeviceIoControl(
        handle, code, given or None, len(given), out if size else None, size, ctypes.byref(returned), None
    ):
        raise ctypes.WinError(ctypes.get_last_error())
    return out.raw[: returned.value]


def read_unbuffered(path: Path) -> Iterator[bytes]:
    """The file as the device has it (FILE_FLAG_NO_BUFFERING). Raises OSError.

    A file system that refuses this (some network and virtual ones; FAT32, exFAT and NTFS do not) is read through the
    cache: the comparison then only shows that what was written arrived in it.
    """
    try:
        handle = _open(str(path), _GENERIC_READ, _NO_BUFFERING | _SEQUENTIAL)
    except OSError as fault:
        if fault.winerror not in _NOT_KNOWN_HERE:
            raise
        handle = _open(str(path), _GENERIC_READ, _SEQUENTIAL)
    try:
        with mmap.mmap(-1, _BLOCK) as block:  # page-aligned, which no ordinary buffer promises
            address = (ctypes.c_char * _BLOCK).from_buffer(block)
            try:
                read = wintypes.DWORD()
                while True:
                    if not _KERNEL.ReadFile(handle, address, _BLOCK, ctypes.byref(read), None):
                        raise ctypes.WinError(ctypes.get_last_error())
                    if not read.value:
                        return
                    yield address.raw[: read.value]
            finally:
                del address  # the mapping cannot be closed while ctypes points into it
    finally:
        _KERNEL.CloseHandle(handle)


def replace_lastingly(source: Path, target: Path) -> None:
    """Rename over what has the name, and return when the device has it. Raises OSError."""
    if not _KERNEL.MoveFileExW(str(source), str(target), _REPLACE_EXISTING | _WRITE_THROUGH):
        raise ctypes.WinError(ctypes.get_last_error())


def removable_drives_of_windows() -> tuple[Drive, ...]:
    """Drive letters that say removable, and those that say fixed but hang on USB, as many sticks do."""
    letters = _KERNEL.GetLogicalDrives()
    found = []
    for number, letter in enumerate(string.ascii_uppercase):
        root = f"{letter}:\\"
        kind = _KERNEL.GetDriveTypeW(root) if letters >> number & 1 else 0
        if kind in {_DRIVE_REMOVABLE, _DRIVE_FIXED}:
            answer = _descriptor(letter)
            if kind == _DRIVE_REMOVABLE or is_usb(answer):
                drive = _described(letter, root, serial_of(answer))
                if drive is not None:
                    found.append(drive)
    return tuple(found)


def _descriptor(letter: str) -> bytes:
    """STORAGE_DEVICE_DESCRIPTOR of the disk; empty where it tells nothing of itself."""
    try:
        handle = _open(f"\\\\.\\{letter}:", 0)
    except OSError:
        return b""
    try:
        # STORAGE_PROPERTY_QUERY: StorageDeviceProperty, PropertyStandardQuery.
        return _control(handle, _IOCTL_STORAGE_QUERY_PROPERTY, bytes(12), 1024)
    except OSError:
        return b""
    finally:
        _KERNEL.CloseHandle(handle)


def _described(letter: str, root: str, serial: str) -> Drive | None:
    """None for a card reader without a card; a stick that cannot be read (damaged, locked) has no file system."""
    label, system = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
    flags = wintypes.DWORD()
    if not _KERNEL.GetVolumeInformationW(
        root, label, 261, None, None, ctypes.byref(flags), system, 261
    ) and ctypes.get_last_error() in {_NOT_READY, _NO_MEDIA}:
        return None
    name = f"{label.value} ({letter}:)" if label.value else f"{letter}:"
    return Drive(Path(root), f"{letter}:", name, system.value, bool(flags.value & _FILE_READ_ONLY_VOLUME), serial)


def eject_of_windows(drive: Drive) -> None:
    """Lock, flush, dismount, eject. Raises :class:`StickInUse`, :class:`StickNotEjectable`, another StickError."""
    try:
        handle = _open(f"\\\\.\\{drive.device}", _GENERIC_READ | _GENERIC_WRITE)
    except OSError as fault:  # a disk that says fixed asks for an administrator
        raise StickNotEjectable(drive.label) from fault
    try:
        _lock(handle, drive)
        _flush(handle, drive)
        # Locked and flushed, all bytes are on the stick; the rest is a courtesy that many sticks do not know.
        with contextlib.suppress(OSError):
            _control(handle, _FSCTL_DISMOUNT_VOLUME)
            _control(handle, _IOCTL_STORAGE_MEDIA_REMOVAL, bytes(1))
            _control(handle, _IOCTL_STORAGE_EJECT_MEDIA)
    finally:
        _KERNEL.CloseHandle(handle)


def _lock(handle: int, drive: Drive) -> None:
    for tried in range(1, _LOCK_TRIES + 1):
        try:
            _control(handle, _FSCTL_LOCK_VOLUME)
            return
        except OSError as fault:
            if fault.winerror != _ACCESS_DENIED:
                raise StickNotEjectable(drive.label) from fault
            if tried == _LOCK_TRIES:
                raise StickInUse(drive.label) from fault
        time.sleep(_LOCK_PAUSE)


def _flush(handle: int, drive: Drive) -> None:
    if not _KERNEL.FlushFileBuffers(handle):
        fault = ctypes.WinError(ctypes.get_last_error())
        if fault.winerror not in _NOT_KNOWN_HERE:
            raise named_fault(fault, drive.folder)
