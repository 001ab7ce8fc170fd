"""Which removable drives are plugged in, and how to eject one."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ucj_desktop.handoff.drive import Drive
from ucj_desktop.handoff.stick_refusals import StickInUse, StickNotEjectable

_EJECT_SECONDS = 60
Run = Callable[[Sequence[str]], int]


def removable_drives() -> tuple[Drive, ...]:
    """All sticks that are mounted now; empty where this cannot be told."""
    if sys.platform == "win32":
        from ucj_desktop.handoff.stick_windows import removable_drives_of_windows  # its module exists on Windows only

        found = removable_drives_of_windows()
    else:
        found = removable_drives_of_linux(Path("/proc/mounts"), Path("/sys/class/block"))
    return found


def eject(drive: Drive) -> None:
    """Unmount and power off; only after this returns it may be said that the stick can be pulled.

    Raises :class:`StickInUse`, :class:`StickNotEjectable`.
    """
    step_off(drive.folder)
    if sys.platform == "win32":
        from ucj_desktop.handoff.stick_windows import eject_of_windows  # its module exists on Windows only

        eject_of_windows(drive)
    else:
        eject_of_linux(drive, shutil.which("udisksctl"), _run)


def step_off(folder: Path) -> None:
    """Leave a folder the program stands in, since that keeps its stick in use; Windows' file dialogs take it there."""
    with contextlib.suppress(OSError):  # it stands in a folder that is gone
        if Path.cwd().is_relative_to(folder):
            os.chdir(Path.home())


def removable_drives_of_linux(mounts: Path, blocks: Path) -> tuple[Drive, ...]:
    """Mounted block devices whose disk says "removable" or hangs on USB (many sticks say that they are fixed)."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ()
    found = {}
    for line in lines:
        device, where, file_system, options, *_ = line.split(" ") + [""] * 4
        if device.startswith("/dev/") and _is_removable(blocks / device.removeprefix("/dev/")):
            folder = Path(_plain(where))
            read_only = "ro" in options.split(",")
            found[device] = Drive(folder, device, folder.name or str(folder), file_system, read_only)
    return tuple(found.values())


def _plain(text: str) -> str:
    """A path of /proc/mounts, where blanks and the like stand as three octal digits."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _is_removable(block: Path) -> bool:
    try:
        real = Path(os.path.realpath(block, strict=True))
        disk = real.parent if (real / "partition").exists() else real
        flag = (disk / "removable").read_text().strip()
    except OSError:
        return False
    return flag == "1" or any(part.startswith("usb") for part in real.parts)


def eject_of_linux(drive: Drive, udisksctl: str | None, run: Run) -> None:
    """By udisks, which needs no administrator. Raises :class:`StickInUse`, :class:`StickNotEjectable`."""
    if udisksctl is None:
        raise StickNotEjectable(drive.label)
    if run([udisksctl, "unmount", "--no-user-interaction", "-b", drive.device]) != 0:
        raise StickInUse(drive.label)
    # After a clean unmount all bytes are on the stick; powering off is a courtesy that some ports refuse.
    run([udisksctl, "power-off", "--no-user-interaction", "-b", drive.device])


def _run(command: Sequence[str]) -> int:
    try:
        return subprocess.run(command, capture_output=True, timeout=_EJECT_SECONDS, check=False).returncode
    except (OSError, subprocess.TimeoutExpired):
        return -1
