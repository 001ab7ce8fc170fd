"""Debian's own packages, installed only where we are root."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

# What makes real FAT32 and exFAT images, which some tests pull like a stick; without them those tests are skipped.
FILE_SYSTEMS = ("dosfstools", "exfat-fuse", "exfatprogs", "fusefat")
_THEIR_COMMANDS = ("mkfs.fat", "mount.exfat-fuse", "mkfs.exfat", "fusefat")

STOCK_TOOLS = ("age", "zstd", "tar")  # open a package without our program, as PACKAGE.md says


def install_stock_tools() -> None:
    """Where they are missing and can be had; else the one test that needs them is skipped."""
    if can_install() and any(shutil.which(one) is None for one in STOCK_TOOLS):
        install(STOCK_TOOLS)


def install_file_systems() -> None:
    """Where they can be used and are missing; that they cannot be had is no failure."""
    is_missing = any(shutil.which(one) is None for one in _THEIR_COMMANDS)
    if is_missing and can_install() and os.path.exists("/dev/fuse"):
        install(FILE_SYSTEMS)


def can_install() -> bool:
    """True on a Debian-like Linux as root."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: Sequence[str]) -> bool:
    """Install by apt-get without questions; True when it succeeded. What apt-get says goes to the terminal."""
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = ["apt-get", "update", "-qq"]
    wanted = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    # An update that fails (one list of many out of reach) may still leave what we need.
    subprocess.run(update, env=settings, stdout=subprocess.DEVNULL, check=False)
    return subprocess.run(wanted, env=settings, stdout=subprocess.DEVNULL, check=False).returncode == 0
