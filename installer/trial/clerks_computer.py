"""A clerk's Windows computer for a trial: Setup, the two installed programs, and what lies on its disk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from installer.bundle import CONSOLE, PRODUCT, WINDOWED
from installer.nsis import REMOVER
from installer.trial import TrialFailed
from installer.windows.wine import Answer, Wine

_ENTRIES = (r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\UCJ Desktop", r"HKCU\Software\UCJ Desktop")
_SILENT_SECONDS = 300  # unpacking 120 MB on a busy machine


class ClerksComputer:
    """One Wine prefix with one account; nothing is installed at first."""

    def __init__(self, wine: Wine) -> None:
        self.wine = wine
        local = wine.home / "AppData" / "Local"
        self.program = local / "Programs" / PRODUCT
        self.store = local / PRODUCT  # where the program keeps an office when nobody names a folder
        self.console = self.program / f"{CONSOLE}.exe"
        self.windowed = self.program / f"{WINDOWED}.exe"
        menu = wine.home / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs"
        self.start_menu = menu / f"{PRODUCT}.lnk"
        self.before: frozenset[str] = frozenset()
        self.made: list[Path] = []  # folders of the trial's own on the disk

    def install(self, setup: Path) -> None:
        """Install silently, or update what is there. Raises TrialFailed."""
        if not self.before:
            self.before = self.files()
        answer = self.wine.run([setup, "/S"], _SILENT_SECONDS)
        for needed in (self.console, self.windowed, self.start_menu, self.program / REMOVER, self.program / "Lisensi"):
            if answer.code != 0 or not needed.exists():
                raise TrialFailed(f"Setup ended with {answer.code}; {needed.name} is {_there(needed)}.")
        if _ENTRIES[0] not in self._registered():
            raise TrialFailed("Windows' list of programs does not know the program after Setup.")

    def remove(self) -> None:
        """Remove the program silently. Raises TrialFailed when anything but the office's data is left."""
        self.wine.run([self.program / REMOVER, "/S"], _SILENT_SECONDS)
        self.wine.settle()
        left = sorted(place for place in self.files() - self.before if not self._is_kept(place))
        if left:
            raise TrialFailed(f"The removal left {len(left)} files behind, the first is {left[0]}.")
        if self._registered():
            raise TrialFailed(f"The removal left {self._registered()} in the registry.")

    def ask(
        self, *words: str | Path, password: str = "", seconds: float = 120, environment: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """The JSON answer of the installed console program. Raises TrialFailed when it refuses."""
        answer = self.run(*words, "--json", password=password, seconds=seconds, environment=environment)
        if answer.code != 0:
            raise TrialFailed(
                f"`{words[0]} {words[1] if len(words) > 1 else ''}` ended with {answer.code}: {answer.words}"
                f"{answer.complaints[-3000:]}"  # the report of a fault, where there is no office to keep it in
            )
        facts: dict[str, Any] = json.loads(answer.words)
        return facts

    def refusal(self, *words: str | Path, password: str = "") -> str:
        """The code of the sentence with which the console program refuses. Raises TrialFailed when it does not."""
        answer = self.run(*words, "--json", password=password)
        if answer.code != 2:
            raise TrialFailed(f"`{words[0]}` ended with {answer.code} where it should refuse: {answer.words}")
        return str(json.loads(answer.words)["error"]["code"])

    def run(
        self, *words: str | Path, password: str = "", seconds: float = 120, environment: Mapping[str, str] | None = None
    ) -> Answer:
        """The installed console program, run to its end."""
        secret = {"UCJ_PASSWORD": password} if password else {}
        return self.wine.run([self.console, *words], seconds, {**secret, **(environment or {})})

    def folder(self, name: str) -> Path:
        """A folder of the trial's own on C:, made; the host path."""
        made = self.wine.drive_c / name
        made.mkdir(exist_ok=True)
        self.made.append(made)
        return made

    def files(self) -> frozenset[str]:
        """Every file and folder of the disk but Windows' own."""
        windows = self.wine.drive_c / "windows"
        every = (path for path in self.wine.drive_c.rglob("*") if not path.is_relative_to(windows))
        return frozenset(path.relative_to(self.wine.drive_c).as_posix() for path in every)

    def store_bytes(self) -> dict[str, bytes]:
        """Every file of the office's folder, with what is in it."""
        every = (path for path in self.store.rglob("*") if path.is_file())
        return {path.relative_to(self.store).as_posix(): path.read_bytes() for path in every}

    def _is_kept(self, place: str) -> bool:
        """Whether a removal may leave it: the office's data, what the trial put there, Windows' temporary files."""
        path = self.wine.drive_c / place
        kept = (self.store, self.wine.home / "Temp", self.wine.home / "AppData" / "Local" / "Temp", *self.made)
        return path == self.program.parent or any(path.is_relative_to(folder) for folder in kept)

    def _registered(self) -> list[str]:
        return [entry for entry in _ENTRIES if self.wine.run(["reg", "query", entry], 60).code == 0]


def _there(path: Path) -> str:
    return "there" if path.exists() else "missing"
