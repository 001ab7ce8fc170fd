"""Pulls of a stick that is a real FAT32 or exFAT image: the file system's own process is killed while we write.

Runs by itself as root in a mount namespace of its own, so that no mount outlives it: `python -m
tests.handoff.pulled_images FOLDER KIND PULLS SEED` prints one JSON object.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ucj_desktop.handoff.stick import clear_leftovers, write_to_stick
from ucj_desktop.handoff.stick_files import StickFiles
from ucj_desktop.handoff.stick_refusals import StickError

NAME = "UCJ-730201-0007.ucj"
OLDER = b"an older package" * 100
SIZE = 3_000_000  # bytes of the new file
PIECE = 64 * 1024  # bytes taken at once, so that most pulls are in the middle of writing
CALLS = 4 + -(-SIZE // PIECE) + 8  # before, while and after writing
IMAGE = 64 * 1024 * 1024
MAKE = {"exfat": ("mkfs.exfat",), "fat32": ("mkfs.fat", "-F", "32")}
MOUNT = {"exfat": ("mount.exfat-fuse", "-d", "-o", "rw"), "fat32": ("fusefat", "-f", "-o", "rw+")}
TOOLS = ("unshare", "losetup", "umount")
_COUNTED = {name for name in vars(StickFiles) if not name.startswith("_")}
_WAIT = 10.0  # seconds for a mount to appear or a process to end


class NotHere(Exception):
    """This computer does not let us mount an image."""


class Stick:
    """An image and the process that makes a file system of it."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.kind = kind
        self.image = folder / f"{kind}.img"
        self.where = folder / kind
        self.where.mkdir()
        with self.image.open("wb") as file:
            file.truncate(IMAGE)
        subprocess.run([*MAKE[kind], str(self.image)], check=True, capture_output=True)
        self._process: subprocess.Popen[bytes] | None = None

    def plug_in(self) -> None:
        device = self._device()
        log = (self.image.parent / "mount.log").open("wb")
        command = [*MOUNT[self.kind], device, str(self.where)]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        log.close()
        end = time.monotonic() + _WAIT
        while not os.path.ismount(self.where):
            if time.monotonic() > end or self._process.poll() is not None:
                said = (self.image.parent / "mount.log").read_text(errors="replace")
                raise NotHere(f"cannot be mounted here: {said.strip().splitlines()[-1:]}")
            time.sleep(0.01)
        if self.kind == "exfat":  # it stays until the process that uses it ends
            subprocess.run(["losetup", "-d", device], check=True)

    def _device(self) -> str:
        if self.kind == "fat32":
            return str(self.image)
        made = subprocess.run(["losetup", "-f", "--show", str(self.image)], check=True, capture_output=True, text=True)
        return made.stdout.strip()

    def pull(self) -> None:
        """What was not flushed is lost with the process."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(_WAIT)

    def put_away(self) -> None:
        """After a pull, or at the end: the place is free again."""
        command = ["umount", *(["-l"] if self._is_dead() else []), str(self.where)]
        subprocess.run(command, check=False, capture_output=True)
        if self._process is not None:
            self._process.wait(_WAIT)
        self._process = None

    def _is_dead(self) -> bool:
        return self._process is None or self._process.poll() is not None


class ImageFiles(StickFiles):
    """Real calls, but for the room: fusefat does not tell it."""

    def free_bytes(self, folder: Path) -> int:
        return IMAGE


class PulledFiles(ImageFiles):
    """Pulls the stick before the call with that number."""

    def __init__(self, stick: Stick, at: int) -> None:
        self.stick = stick
        self.at = at
        self.number = 0
        self.pulled_at = ""

    def __getattribute__(self, name: str) -> Any:
        if name in _COUNTED:
            self.number += 1
            if self.number == self.at:
                self.pulled_at = name
                self.stick.pull()
        return super().__getattribute__(name)

    def write(self, descriptor: int, content: bytes) -> int:
        return super().write(descriptor, content[:PIECE])


def pull_often(stick: Stick, pulls: int, seed: int) -> dict[str, Any]:
    """What became of so many pulls; every stick has an older file of that name first."""
    chance = random.Random(seed)
    source = stick.image.parent / NAME
    content = chance.randbytes(SIZE)
    told: dict[str, Any] = {"pulls": 0, "while_writing": 0, "bad": 0, "lost_older": 0, "untyped": [], "repeated": 0}
    for _ in range(pulls):
        stick.plug_in()
        source.write_bytes(OLDER)
        write_to_stick(source, stick.where, files=ImageFiles())
        source.write_bytes(content)
        files = PulledFiles(stick, chance.randrange(1, CALLS))
        try:
            write_to_stick(source, stick.where, files=files)
        except StickError:
            told["pulls"] += 1
            told["while_writing"] += files.pulled_at == "write"
        except Exception as fault:  # noqa: BLE001 - counted, and the test says which
            told["untyped"].append(repr(fault))
        stick.pull()
        stick.put_away()
        stick.plug_in()
        target = stick.where / NAME
        found = target.read_bytes() if target.exists() else b""
        told["bad"] += found not in {OLDER, content, b""}
        told["lost_older"] += found == b""
        clear_leftovers(stick.where)
        write_to_stick(source, stick.where, files=ImageFiles())
        told["repeated"] += target.read_bytes() == content
        target.unlink()
        stick.put_away()
    return told


def missing(kind: str) -> str:
    """Why it cannot be done here; empty where it can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "only as root on Linux"
    if not Path("/dev/fuse").exists():
        return "no /dev/fuse"
    alone = ["unshare", "--mount", "--propagation", "private", "losetup", "-f"]
    absent = [one for one in (MAKE[kind][0], MOUNT[kind][0], *TOOLS) if shutil.which(one) is None]
    if absent:
        return f"not installed: {', '.join(absent)}"
    tried = subprocess.run(alone, check=False, capture_output=True)
    return "" if tried.returncode == 0 else "no mount namespace or loop device of our own here"


def main(arguments: Sequence[str]) -> None:
    folder, kind, pulls, seed = arguments
    stick = Stick(Path(folder), kind)
    try:
        stick.plug_in()
        stick.put_away()
    except NotHere as why:
        print(json.dumps({"not_here": str(why)}))
    else:
        print(json.dumps(pull_often(stick, int(pulls), int(seed))))


if __name__ == "__main__":
    main(sys.argv[1:])
