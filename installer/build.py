"""`dev.py build`: the program as a clerk gets it, on whichever machine is at hand; says how long each part took."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from installer import bundle, debian, notices, nsis
from installer.environment import CHECKOUT, Environment, Lock, SetupFailed
from installer.windows import python as windows_python
from installer.windows.wine import Wine

WORK = CHECKOUT / "build"
DIST = CHECKOUT / "dist"
TRIAL_PREFIX = WORK / "wine"
DEBIAN_PACKAGES = (
    "fonts-liberation", "gcc-mingw-w64-x86-64-posix", "imagemagick", "nsis", "osslsigncode", "wine", "wine64",
    "x11-utils", "xdotool", "xvfb",
)  # fmt: skip
NEEDED_COMMANDS = (
    "makensis", "osslsigncode", "wineserver", "x86_64-w64-mingw32-gcc-posix", "xdotool", "Xvfb", "import",
)  # fmt: skip


class Stopwatch:
    """Says each part of a long command as it begins, and at the end how long each took."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, float]] = []

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """One part; its time is kept also when it fails."""
        print(f"== {name} ...", flush=True)
        began = time.monotonic()
        try:
            yield
        finally:
            self.parts.append((name, time.monotonic() - began))

    def say(self) -> None:
        """The table of parts."""
        for name, seconds in self.parts:
            print(f"  {seconds:7.1f} s  {name}")
        print(f"  {sum(seconds for _, seconds in self.parts):7.1f} s  in all", flush=True)


def build(arguments: argparse.Namespace) -> int:
    """The frozen program, its audit and its installer in dist/ (on Linux for Windows, where Wine can be had)."""
    if sys.platform not in ("win32", "linux"):
        raise SetupFailed("The program is built on Windows or on Linux; the locks name no packages for this system.")
    stopwatch = Stopwatch()
    try:
        if sys.platform == "win32":
            _build_on_windows(stopwatch, fast=arguments.fast)
        elif arguments.linux:
            _build_for_linux(stopwatch)
            print("Left out, as --linux asks: the Windows program, its audit and its installer.")
        elif missing := missing_commands(stopwatch):
            if arguments.windows:
                raise SetupFailed(_how_to_get(missing))
            _build_for_linux(stopwatch)
            print(f"Left out: the Windows program, its audit and its installer. {_how_to_get(missing)}")
        else:
            _build_under_wine(stopwatch, fast=arguments.fast)
    finally:
        stopwatch.say()
    return 0


def _how_to_get(missing: Sequence[str]) -> str:
    return (
        f"The Windows program needs {', '.join(missing)}. On Debian: sudo apt-get install {' '.join(DEBIAN_PACKAGES)}"
    )


def missing_commands(stopwatch: Stopwatch) -> list[str]:
    """What making and trying a Windows program lacks here; as root on Debian it is installed first."""
    if _not_found() and debian.can_install():
        with stopwatch.part("Debian's packages"):
            debian.install(DEBIAN_PACKAGES)
    return _not_found()


def _not_found() -> list[str]:
    return [command for command in NEEDED_COMMANDS if shutil.which(command) is None]


def _build_under_wine(stopwatch: Stopwatch, *, fast: bool) -> None:
    tools = Environment()
    with stopwatch.part("the environment of the tools"):
        tools.ensure(Lock.TEST)
    wine = Wine(TRIAL_PREFIX)
    with stopwatch.part("a Wine prefix"):
        wine.prepare()
    with stopwatch.part("the Windows Python and its packages"):
        python = windows_python.make(WORK / "python", tools)
        print(f"   {python.origin}")

    def freeze(words: Sequence[str | Path], environment: dict[str, str]) -> tuple[int, str]:
        answer = wine.run([python.program, *words], 900, environment)
        return answer.code, answer.words + answer.complaints

    with stopwatch.part("PyInstaller"):
        frozen = _freeze(freeze)
    _finish_for_windows(stopwatch, frozen, python.folder, python.packages, tools, python.origin, fast=fast)


def _build_on_windows(stopwatch: Stopwatch, *, fast: bool) -> None:
    tools = Environment(folder=WORK / "environment")
    with stopwatch.part("the environment"):
        tools.ensure(Lock.BUILD)
    with stopwatch.part("PyInstaller"):
        frozen = _freeze(_runner(tools))
    packages = tools.folder / "Lib" / "site-packages"
    origin = f"CPython {sys.version.split()[0]} of this machine"
    _finish_for_windows(stopwatch, frozen, Path(sys.base_prefix), packages, tools, origin, fast=fast)


def _build_for_linux(stopwatch: Stopwatch) -> None:
    tools = Environment(folder=WORK / "environment")
    with stopwatch.part("the environment"):
        tools.ensure(Lock.BUILD)
    with stopwatch.part("PyInstaller"):
        frozen = _freeze(_runner(tools))
    with stopwatch.part("licence notices"):
        found = list(tools.folder.glob("lib/python3.*/site-packages"))
        notices.gather(found[0], frozen / "Lisensi")
    print(f"The Linux program: {frozen} ({_megabytes(frozen):.0f} MB)")


def _finish_for_windows(
    stopwatch: Stopwatch, frozen: Path, python: Path, packages: Path, tools: Environment, origin: str, *, fast: bool
) -> None:
    with stopwatch.part("licence notices"):
        notices.gather(packages, frozen / "Lisensi")
    with stopwatch.part("the audit of every binary"):
        command = ["-m", "installer.audit", str(frozen), str(python), str(packages)]
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        audited = subprocess.run(
            [tools.python, *command],
            cwd=CHECKOUT,
            env=environment,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
        if audited.returncode != 0:
            raise SetupFailed("The bundle does not pass the audit; its sentences stand above.")
    with stopwatch.part(f"the installer ({'zlib, larger' if fast else 'lzma'})"):
        setup = nsis.make(frozen, DIST, bundle.version(), fast=fast)
    sheet = _write_hash_sheet(setup, audited.stdout, origin)
    print(f"The program    {frozen} ({_megabytes(frozen):.0f} MB, {audited.stdout.count(chr(10))} binaries, all known)")
    print(f"The installer  {setup} ({_megabytes(setup):.1f} MB)")
    print(f"The hash sheet {sheet}")


Run = Callable[[Sequence[str | Path], dict[str, str]], tuple[int, str]]


def _freeze(run: Run) -> Path:
    """Call PyInstaller on the spec; the folder of the bundle. What PyInstaller said lies in build/pyinstaller.log."""
    for made in (DIST, WORK / "pyinstaller"):
        if made.exists():
            shutil.rmtree(made)
    words: list[str | Path] = ["-m", "PyInstaller", "--noconfirm"]
    words += ["--distpath", DIST, "--workpath", WORK / "pyinstaller", bundle.SPEC]
    # The same input gives the same bytes: no order by chance, no time of day.
    code, said = run(words, {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(source_time()), "PYTHONPATH": ""})
    log = WORK / "pyinstaller.log"
    log.write_text(said, encoding="utf-8")
    frozen = DIST / bundle.PRODUCT
    if code != 0 or not frozen.is_dir():
        print("\n".join(said.splitlines()[-15:]), file=sys.stderr)
        raise SetupFailed(f"PyInstaller made no program; all it said lies in {log}.")
    return frozen


def _runner(tools: Environment) -> Run:
    def run(words: Sequence[str | Path], environment: dict[str, str]) -> tuple[int, str]:
        ended = subprocess.run(
            [tools.python, *words], cwd=CHECKOUT, env={**os.environ, **environment}, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
        )  # fmt: skip
        return ended.returncode, ended.stdout

    return run


def source_time() -> int:
    """Seconds since 1970: SOURCE_DATE_EPOCH where it is stated, else the last commit, else pyproject.toml."""
    if stated := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(stated)
    asked = ["git", "log", "-1", "--format=%ct"]
    said = (
        subprocess.run(asked, cwd=CHECKOUT, capture_output=True, text=True, check=False)
        if shutil.which("git")
        else None
    )
    if said is not None and said.returncode == 0:
        return int(said.stdout)
    return int((CHECKOUT / "pyproject.toml").stat().st_mtime)


def _write_hash_sheet(setup: Path, binaries: str, origin: str) -> Path:
    """What an office compares before it installs: the installer's SHA-256, and where every binary in it is from."""
    with setup.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    sheet = DIST / f"{setup.stem}-SHA256.txt"
    sheet.write_text(
        f"{bundle.PRODUCT} {bundle.version()}: lembar hash (SHA-256)\n\n"
        f"{digest}  {setup.name}\n\n"
        f'Cara membandingkan, di Command Prompt:  certutil -hashfile "{setup.name}" SHA256\n'
        "Bila angkanya tidak sama, jangan pasang berkas itu.\n\n"
        f"Isi pemasang (dibuat dengan {origin}):\n{binaries}",
        encoding="utf-8",
        newline="\r\n",
    )
    return sheet


def _megabytes(path: Path) -> float:
    files = [one for one in path.rglob("*") if one.is_file() and not one.is_symlink()] if path.is_dir() else [path]
    return sum(one.stat().st_size for one in files) / 1_000_000
