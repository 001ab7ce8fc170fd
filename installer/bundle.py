"""The frozen program: two programs over one folder of parts, and what of the wheels stays out."""

from __future__ import annotations

import fnmatch
import tomllib
from pathlib import Path

from installer.environment import CHECKOUT

PRODUCT = "UCJ Desktop"
WINDOWED = "UCJ Desktop"  # what the Start menu opens
CONSOLE = "ucj-desktop"  # a windowed program has no standard output: commands, --json and the importer's child are here
SPEC = Path(__file__).with_name("ucj_desktop.spec")

# Modules that a wheel brings or that PyInstaller thinks might be asked for, and nothing here asks for.
LEFT_OUT_MODULES = (
    "PIL.AvifImagePlugin",
    "PIL.ImageCms",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PIL.WebPImagePlugin",
    "PySide6.QtDBus",
    "PySide6.QtOpenGL",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtSvg",
    "_sqlite3",  # the store is SQLCipher's; no other SQLite can write a file that anybody could read
    "_ssl",
    "readline",  # GPL; the command line asks little
    "_gdbm",
    "_wmi",
    "aiohttp",  # this and those of LEFT_OUT_WHEELS: pyHanko's way to the network, see reports/signing_library.py
    "certifi",
    "idna",
    "multidict",
    "oscrypto",
    "pyhanko_certvalidator.fetchers.aiohttp_fetchers",
    "tzdata",
    "tzlocal",
    "yarl",
    "alembic.testing",
    "attr",
    "attrs",
    "frozenlist",
    "lxml",
    "propcache",
    "numpy",
    "pip",
    "pytest",
    "qtpy",  # qtawesome would import it; only its font is used
    "setuptools",
    "sqlalchemy.testing",
    "sqlite3",
    "tkinter",
)

# Wheels of the lock that never come into the bundle: what pyHanko would go to the network with, and its spare parts.
LEFT_OUT_WHEELS = frozenset(
    {
        "aiohappyeyeballs", "aiohttp", "aiosignal", "attrs", "certifi", "frozenlist", "idna", "lxml", "multidict",
        "oscrypto", "propcache", "tzdata", "tzlocal", "yarl",
    }
)  # fmt: skip

# Files, by their place in the bundle; * stands for any part of it. Each line with what it would serve.
LEFT_OUT_FILES = (
    "*/opengl32sw.dll",  # 20 MB: OpenGL in software; nothing draws with OpenGL
    "*/d3dcompiler_*.dll",
    "*/translations/*",  # Qt speaks Indonesian through gui/indonesian.py
    "*/plugins/generic/*",  # touch screens over the network
    "*/plugins/networkinformation/*",
    "*/plugins/platforminputcontexts/*",
    "*/plugins/platforms/qdirect2d.dll",
    "*/plugins/platforms/*minimal*",
    "*/plugins/styles/*",  # the program wears Fusion
    "*/plugins/tls/*",
    "*/plugins/imageformats/*gif*",
    "*/plugins/imageformats/*icns*",
    "*/plugins/imageformats/*pdf*",
    "*/plugins/imageformats/*tga*",
    "*/plugins/imageformats/*tiff*",
    "*/plugins/imageformats/*wbmp*",
    "*/plugins/imageformats/*webp*",
    "PIL/_avif*",  # 8 MB: pictures in letters are PNG or JPEG
    "PIL/_imagingcms*",
    "PIL/_imagingtk*",
    "PIL/_webp*",
    "qtawesome/fonts/[!p]*",  # one of its fonts is used: Phosphor
    "libssl*",
    "*/libssl*",
    "sqlite3.dll",
)


def version() -> str:
    """The program's version, as in pyproject.toml."""
    with (CHECKOUT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def is_wanted(place: str) -> bool:
    """False for a file (its place in the bundle) that LEFT_OUT_FILES names."""
    place = place.replace("\\", "/")
    return not any(fnmatch.fnmatch(place, pattern) for pattern in LEFT_OUT_FILES)
