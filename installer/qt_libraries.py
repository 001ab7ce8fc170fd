"""The system libraries that the wheels of Qt expect to find on a Linux."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

from installer import debian
from installer.environment import Environment, SetupFailed

# Found with ldd over PySide6 6.12's QtGui, QtWidgets, QtPdf, QtPrintSupport, QtSvg, QtDBus and its offscreen platform.
ALWAYS = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "libx11-6",
    "libxkbcommon0",
)
# What its xcb platform needs besides, where there is a screen.
FOR_A_DISPLAY = (
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)

_OFFSCREEN = """
from PySide6 import QtPdfWidgets, QtPrintSupport, QtSvg, QtWidgets
QtWidgets.QApplication([])
"""
_ON_THE_DISPLAY = """
from PySide6 import QtWidgets
QtWidgets.QApplication([])
"""


def has_display() -> bool:
    """True where a window can be shown."""
    if platform.system() == "Linux":
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def require(environment: Environment, *, display: bool) -> None:
    """Raise SetupFailed unless Qt starts (on the display if `display`); on Debian as root, install what is missing."""
    complaint = _complaint(environment, display)
    if complaint is None:
        return
    packages = [*ALWAYS, *(FOR_A_DISPLAY if display else ())]
    if debian.can_install():
        print("Qt lacks system libraries; installing them with apt-get ...", file=sys.stderr, flush=True)
        debian.install(packages)
        complaint = _complaint(environment, display)
        if complaint is None:
            return
    raise SetupFailed(
        f"Qt does not start on this machine: {complaint}\n"
        f"On Debian or Ubuntu: sudo apt-get install {' '.join(packages)}\n"
        "Then give the same command again."
    )


def _complaint(environment: Environment, display: bool) -> str | None:
    """The last line that Qt said when it failed to start, or None when it started."""
    settings = dict(os.environ) if display else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    program = _ON_THE_DISPLAY if display else _OFFSCREEN
    tried = subprocess.run(
        [environment.python, "-c", program], env=settings, capture_output=True, text=True, check=False
    )
    if tried.returncode == 0:
        return None
    said = tried.stderr.strip().splitlines()
    return said[-1] if said else f"exit code {tried.returncode}"
