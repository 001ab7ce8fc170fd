"""Wine: a prefix of our own, and running Windows programs in it, each with a limit of time."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installer.environment import SetupFailed
from installer.windows.compiler import compile_dll

STAND_INS = Path(__file__).parent / "stand_ins"
# Letter of a drive for trials, and what Wine shall call it: 2 removable, 5 a CD, 4 a network drive (GetDriveTypeW).
DRIVES = {"e": "floppy", "f": "cdrom", "g": "network"}
# Names of Windows' own fonts that the program may ask for; Liberation Sans has the widths of Arial.
FONTS = ("MS Shell Dlg", "MS Shell Dlg 2", "Segoe UI", "Tahoma", "Arial")
# winedbg: a crash would wait in the debugger for ever. winemenubuilder: it writes into the home folder of the host.
_LINGERS = "-p2"  # the server's seconds after its last program: long enough for the next, short to wait for
_OVERRIDES = "mscoree,mshtml=;winedbg.exe,winemenubuilder.exe=d;icuuc,bcryptprimitives,mscms=n,b"


@dataclass(frozen=True)
class Answer:
    """How a Windows program ended: its exit code, its standard output, its standard error."""

    code: int
    words: str
    complaints: str


class WineFailed(Exception):
    """A program did not end in its time, or Wine itself did not do what it was asked."""


class Wine:
    """One prefix. `display` is the X display of its windows (":78"); no window needs none."""

    def __init__(self, prefix: Path, display: str = "") -> None:
        self.prefix = prefix.resolve()
        self.display = display
        self.drive_c = self.prefix / "drive_c"
        self.home = self.drive_c / "users" / getpass.getuser()

    def prepare(self) -> None:
        """Make the prefix if it is not there: Windows 10, the stand-ins, the drives of DRIVES, the fonts.

        Raises WineFailed, SetupFailed.
        """
        if (self.prefix / "ready").is_file():
            return
        if self.prefix.exists():
            shutil.rmtree(self.prefix)
        self.prefix.mkdir(parents=True)
        for command, seconds in ((["wineboot", "-i"], 200), (["winecfg", "-v", "win10"], 60)):
            if self.run(command, seconds).code != 0:
                raise WineFailed(f"Wine made no Windows computer in {self.prefix}: {command[0]} failed.")
            self.settle()
        for source in sorted(STAND_INS.glob("*.c")):
            compile_dll(source, self.drive_c / "windows" / "system32" / f"{source.stem}.dll")
        desktop = self.home / "Desktop"
        if desktop.is_symlink():  # to the home folder of the host, where icons would land
            desktop.unlink()
            desktop.mkdir()
        for letter, kind in DRIVES.items():
            self.drive(letter).mkdir(parents=True, exist_ok=True)
            (self.prefix / "dosdevices" / f"{letter}:").symlink_to(f"../drives/{letter}")  # holds in a copy too
            self.write_registry(r"HKLM\Software\Wine\Drives", f"{letter}:", kind)
        for font in FONTS:
            fonts = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\FontSubstitutes"
            self.write_registry(fonts, font, "Liberation Sans")
        self.settle()
        (self.prefix / "ready").touch()

    def drive(self, letter: str) -> Path:
        """The host folder behind one of the drives for trials."""
        return self.prefix / "drives" / letter

    def write_registry(self, key: str, name: str, value: str) -> None:
        """Set a text value. Raises WineFailed."""
        answer = self.run(["reg", "add", key, "/v", name, "/d", value, "/f"], 60)
        if answer.code != 0:
            raise WineFailed(f"The registry of {self.prefix} took no value for {key}.")

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """The environment that Wine and its programs get."""
        own = {
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _OVERRIDES,
            "LC_ALL": "C.UTF-8",  # names beyond ASCII
            "PYTHONDONTWRITEBYTECODE": "1",
            **({"DISPLAY": self.display} if self.display else {}),
        }
        return {**os.environ, **own, **(more or {})}

    def run(
        self, command: Sequence[str | Path], timeout: float, environment: Mapping[str, str] | None = None
    ) -> Answer:
        """Run a Windows program to its end; `timeout` in seconds. Raises WineFailed when it takes longer."""
        settings = self.environment(environment)
        # The server outlives the program and would keep the pipes open: start it first, with none.
        subprocess.run(["wineserver", _LINGERS], env=settings, stdin=subprocess.DEVNULL, check=False)
        try:
            # Pipes, never files: CPython takes a plain file as standard output under Wine 8 for an invalid handle.
            ended = subprocess.run(
                self._command(command), env=settings, stdin=subprocess.DEVNULL, capture_output=True,
                timeout=timeout, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as late:
            raise WineFailed(f"{command[0]} did not end within {timeout:.0f} s.") from late
        return Answer(ended.returncode, _text(ended.stdout), _text(ended.stderr))

    def start(
        self, command: Sequence[str | Path], environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a Windows program that is left running; its output goes nowhere."""
        settings = self.environment(environment)
        subprocess.run(["wineserver", _LINGERS], env=settings, stdin=subprocess.DEVNULL, check=False)
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(self._command(command), env=settings, stdin=nowhere, stdout=nowhere, stderr=nowhere)

    def settle(self) -> None:
        """Wait until every Windows program of the prefix has ended (an uninstaller goes on in a copy of itself)."""
        subprocess.run(["wineserver", "-w"], env=self.environment(), timeout=120, check=False)

    def stop(self) -> None:
        """End all that still runs in the prefix."""
        subprocess.run(["wineserver", "-k"], env=self.environment(), timeout=60, check=False)

    def path(self, host: Path) -> str:
        r"""A host path as Windows programs see it: C:\... inside the prefix, Z:\... elsewhere."""
        host = host.absolute()
        for letter in DRIVES:
            if host.is_relative_to(self.drive(letter)):
                return _joined(letter.upper(), host.relative_to(self.drive(letter)))
        if host.is_relative_to(self.drive_c):
            return _joined("C", host.relative_to(self.drive_c))
        return _joined("Z", host.relative_to("/"))

    def host(self, path: str) -> Path:
        r"""The host path of C:\..., Z:\... or a drive for trials."""
        letter, rest = path[0].lower(), path[3:].replace("\\", "/")
        root = {"c": self.drive_c, "z": Path("/")}.get(letter) or self.drive(letter)
        return root / rest

    def _command(self, command: Sequence[str | Path]) -> list[str]:
        return [loader(), *(self.path(word) if isinstance(word, Path) else word for word in command)]


def loader() -> str:
    """The program that starts Windows programs. Raises SetupFailed."""
    for name in (
        "wine64",
        "/usr/lib/wine/wine64",
        "wine",
    ):  # Debian's `wine` complains about a missing wine32 each time
        found = shutil.which(name)
        if found:
            return found
    raise SetupFailed("Wine is not installed. On Debian: sudo apt-get install wine wine64")


def _joined(letter: str, relative: Path) -> str:
    return f"{letter}:\\" + "\\".join(relative.parts)


def _text(words: bytes) -> str:
    return words.decode("utf-8", "replace").replace("\r\n", "\n")
