"""Which removable drives are plugged in, and how to eject one."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence, Set
from pathlib import Path

from ucj_desktop.handoff.drive import Drive
from ucj_desktop.handoff.stick_refusals import StickInUse, StickNotEjectable

_EJECT_SECONDS = 60
_NEVER_A_STICK = ("sr", "fd", "loop", "ram")  # drives of discs and of floppies, and what is no drive
Run = Callable[[Sequence[str]], int]


def removable_drives() -> tuple[Drive, ...]:
    """All sticks that are plugged in now; empty where this cannot be told."""
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
    """Block devices whose disk says "removable" or hangs on USB (many sticks say that they are fixed).

    Mounted ones come first; of a disk of which nothing is mounted, its parts come without a file system.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ()
    found: dict[str, Drive] = {}
    disks = set()
    for line in lines:
        device, where, file_system, options, *_ = line.split(" ") + [""] * 4
        disk = _removable_disk(blocks / device.removeprefix("/dev/")) if device.startswith("/dev/") else None
        if disk is not None:
            folder = Path(_plain(where))
            label = folder.name or str(folder)
            found[device] = Drive(folder, device, label, file_system, "ro" in options.split(","), _serial(disk))
            disks.add(disk)
    return (*found.values(), *_unopened(blocks, disks))


def _unopened(blocks: Path, opened: Set[Path]) -> Iterator[Drive]:
    try:
        names = sorted(os.listdir(blocks))
    except OSError:
        return
    for name in names:
        disk = _removable_disk(blocks / name)
        if disk is None or disk in opened or name.startswith(_NEVER_A_STICK) or not _holds_something(blocks / name):
            continue
        device = f"/dev/{name}"
        yield Drive(Path(device), device, f"Flashdisk {name}", "", False, _serial(disk))


def _holds_something(block: Path) -> bool:
    """Neither a card reader without a card, nor a disk whose parts are listed, nor what an encrypted volume uses."""
    try:
        is_empty = (block / "size").read_text().strip() == "0"
        is_used = any((block / "holders").iterdir()) if (block / "holders").is_dir() else False
        has_parts = any((one / "partition").exists() for one in block.iterdir())
    except OSError:
        return False
    return not (is_empty or is_used or has_parts)


def _plain(text: str) -> str:
    """A path of /proc/mounts, where blanks and the like stand as three octal digits."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _removable_disk(block: Path) -> Path | None:
    """Where /sys keeps the disk that this is, or is part of; None for one that is built in."""
    try:
        real = Path(os.path.realpath(block, strict=True))
        disk = real.parent if (real / "partition").exists() else real
        flag = (disk / "removable").read_text().strip()
    except OSError:
        return None
    return disk if flag == "1" or any(part.startswith("usb") for part in real.parts) else None


def _serial(disk: Path) -> str:
    """Of the USB device above the disk as "0951:1642:001CC07C"; empty where it has none."""
    device = next((one for one in disk.parents if (one / "idVendor").exists()), None)
    if device is None:
        return ""
    try:
        parts = [(device / name).read_text().strip() for name in ("idVendor", "idProduct", "serial")]
    except OSError:
        return ""
    return ":".join(parts) if parts[-1] else ""


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
