"""The Setup program: makensis makes it from the frozen program and ucj_desktop.nsi."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from installer.environment import CHECKOUT, SetupFailed

SCRIPT = CHECKOUT / "installer" / "ucj_desktop.nsi"
ICON = CHECKOUT / "resources" / "look" / "ucj-desktop.ico"
# What Setup puts into the folder of the program, besides the uninstaller; it moves and removes these and nothing else.
PARTS = frozenset({"UCJ Desktop.exe", "ucj-desktop.exe", "_internal", "Lisensi"})
REMOVER = "Copot UCJ Desktop.exe"  # the uninstaller
_NOTICE = """\
UCJ Desktop berlisensi MIT (teksnya di bawah ini, dalam bahasa Inggris): siapa pun boleh memakai, menyalin, \
mengubah, dan membagikannya tanpa bayar.

Di dalamnya ada bagian buatan pihak lain dengan lisensinya sendiri. Qt dan PySide6 berlisensi LGPL versi 3: bagian \
itu boleh diganti dengan versi buatan sendiri. Semua lisensi dan keterangan kode sumbernya ikut terpasang di folder \
program, di Lisensi.

"""


def make(source: Path, folder: Path, version: str, *, fast: bool = False) -> Path:
    """Write UCJ-Desktop-<version>-Setup.exe into `folder` from the frozen program in `source`; the file.

    `version` is x.y.z. `fast` compresses less (a quarter of the time, a third larger). Two calls with the same files
    give the same bytes. Setup's command line and exit codes stand at the head of ucj_desktop.nsi.
    Raises SetupFailed.
    """
    _require_parts(source)
    if not re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", version):
        raise SetupFailed(f"Setup takes versions of three numbers (1.2.3), not {version}.")
    program = makensis()
    folder.mkdir(parents=True, exist_ok=True)
    out = folder / f"UCJ-Desktop-{version}-Setup.exe"
    with tempfile.TemporaryDirectory() as scratch:
        licence = Path(scratch, "licence.txt")
        # NSIS knows UTF-8 by its mark, and its page shows lines as Windows ends them.
        words = _NOTICE + (CHECKOUT / "LICENSE").read_text(encoding="utf-8")
        licence.write_text(words, encoding="utf-8-sig", newline="\r\n")
        defined = {
            "VERSION": version,
            "SOURCE": source.absolute(),
            "OUT": out.absolute(),
            "LICENCE": licence,
            "ICON": ICON,
            "SIZE_KB": size_in_kilobytes(source),
            **({"FAST": 1} if fast else {}),
        }
        switch = "/" if program.lower().endswith(".exe") else "-"
        command = [program, f"{switch}V2", f"{switch}WX", f"{switch}INPUTCHARSET", "UTF8"]
        command += [f"{switch}D{name}={value}" for name, value in defined.items()]
        settings = {**os.environ, "LC_ALL": "C.UTF-8"}  # else makensis takes no path beyond ASCII
        said = subprocess.run(
            [*command, str(SCRIPT)], env=settings, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
    if said.returncode != 0:
        raise SetupFailed(f"makensis did not make Setup:\n{said.stdout}{said.stderr}")
    return out


def makensis() -> str:
    """The compiler of Setup. Raises SetupFailed."""
    installed = ("C:\\Program Files (x86)\\NSIS\\makensis.exe", "C:\\Program Files\\NSIS\\makensis.exe")
    found = shutil.which("makensis") or next((path for path in installed if Path(path).is_file()), None)
    if found is None:
        raise SetupFailed("makensis is missing. On Debian: sudo apt-get install nsis. On Windows: install NSIS 3.")
    return found


def size_in_kilobytes(folder: Path) -> int:
    """What all files below take, each rounded up; Windows shows it in its list of programs."""
    return sum(-(-file.stat().st_size // 1024) for file in folder.rglob("*") if file.is_file())


def _require_parts(source: Path) -> None:
    there = {entry.name for entry in source.iterdir()} if source.is_dir() else set()
    if there != PARTS:
        odd = ", ".join(sorted(there ^ PARTS))
        raise SetupFailed(f"Setup installs exactly {', '.join(sorted(PARTS))}; missing or too much in {source}: {odd}")
