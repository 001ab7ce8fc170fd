"""The virtual environment .venv of a checkout: made, filled from the lock, renewed when the lock changes."""

from __future__ import annotations

import enum
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from installer import debian

CHECKOUT = Path(__file__).resolve().parents[1]
PTH_NAME = "ucj_desktop_checkout.pth"


class SetupFailed(Exception):
    """The machine lacks something; the message is a sentence that says what to do."""


class Lock(enum.Enum):
    """The locks; the value is the file name. All hold what RUN holds, and BENCH what TEST holds."""

    RUN = "requirements.lock"
    TEST = "requirements-test.lock"
    BENCH = "requirements-bench.lock"
    BUILD = "requirements-build.lock"


class Environment:
    """One .venv and the checkout that is on its path."""

    def __init__(self, checkout: Path = CHECKOUT, folder: Path | None = None) -> None:
        self.checkout = checkout
        self.folder = folder or checkout / ".venv"
        self.scripts = self.folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.scripts / ("python.exe" if os.name == "nt" else "python")

    def ensure(self, lock: Lock) -> None:
        """Make or renew the environment so that it holds `lock`; does nothing when it already does.

        Raises SetupFailed with what to install or try.
        """
        if self.is_current(lock):
            return
        if not self._starts():
            self.make()
        print(f"Installing {lock.value} into {self.folder} ...", file=sys.stderr, flush=True)
        self._install(self.checkout / lock.value)
        self._put_checkout_on_path()
        self._write_launcher()
        for held in {lock, Lock.RUN, *((Lock.TEST,) if lock is Lock.BENCH else ())}:
            self._stamp_file(held).write_text(self.stamp(held), encoding="ascii")

    def is_current(self, lock: Lock) -> bool:
        """True when the last complete installation was of exactly this lock, project file, Python and place."""
        stamp = self._stamp_file(lock)
        return stamp.is_file() and stamp.read_text(encoding="ascii") == self.stamp(lock) and self._starts()

    def stamp(self, lock: Lock) -> str:
        """SHA-256 (hex) over all that the installation depends on."""
        digest = hashlib.sha256()
        for part in (
            f"{sys.version_info[0]}.{sys.version_info[1]}".encode(),
            str(self.checkout).encode(),
            (self.checkout / "pyproject.toml").read_bytes(),
            (self.checkout / lock.value).read_bytes(),
        ):
            digest.update(hashlib.sha256(part).digest())
        return digest.hexdigest()

    def _stamp_file(self, lock: Lock) -> Path:
        return self.folder / f"ucj-{lock.name.lower()}.stamp"

    def _starts(self) -> bool:
        """True when the environment's Python starts and is of the same version as ours."""
        if not self.python.is_file():
            return False
        asked = "import pip, sys; print('%d.%d' % sys.version_info[:2])"
        answer = subprocess.run([self.python, "-c", asked], capture_output=True, text=True, check=False)
        return answer.stdout.strip() == f"{sys.version_info[0]}.{sys.version_info[1]}"

    def make(self) -> None:
        require_venv()
        print(f"Making {self.folder} ...", file=sys.stderr, flush=True)
        if self.folder.exists():
            shutil.rmtree(self.folder)
        made = subprocess.run([sys.executable, "-m", "venv", str(self.folder)], check=False)
        if made.returncode != 0:
            raise SetupFailed(f"Python could not make {self.folder}. Its own message stands above.")

    def _install(self, lock: Path) -> None:
        # Wheels only: a clerk's machine, and a bare server, has no compiler.
        pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--only-binary", ":all:"]
        if self.run([*pip, "--require-hashes", "-r", lock]) != 0:
            raise SetupFailed(
                f"The packages of {lock.name} could not be installed; pip's message stands above.\n"
                "Look at the network connection and at pip's settings, then give the same command again."
            )

    def _put_checkout_on_path(self) -> None:
        asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
        answer = subprocess.run([self.python, "-c", asked], capture_output=True, text=True, check=True)
        # Before 3.13 Python reads such a file in the code page of Windows.
        encoding = "locale" if os.name == "nt" and sys.version_info < (3, 13) else "utf-8"
        Path(answer.stdout.strip(), PTH_NAME).write_text(f"{self.checkout}\n", encoding=encoding)

    def _write_launcher(self) -> None:
        """The command `ucj-desktop`, which a wheel brings and a checkout lacks."""
        if os.name == "nt":
            launcher = self.scripts / "ucj-desktop.cmd"
            launcher.write_text('@"%~dp0python.exe" -m ucj_desktop %*\n', encoding="ascii")
            return
        launcher = self.scripts / "ucj-desktop"
        launcher.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m ucj_desktop "$@"\n', encoding="ascii")
        launcher.chmod(0o755)

    def run(self, arguments: Sequence[str | Path], extra: dict[str, str] | None = None) -> int:
        """Run the environment's Python in the checkout with `arguments`; returns its exit code."""
        return subprocess.run(
            [self.python, *arguments], cwd=self.checkout, env={**os.environ, **(extra or {})}, check=False
        ).returncode


def require_venv() -> None:
    """Raise SetupFailed unless this Python can make an environment; on Debian as root, install what is missing."""
    if _has_venv():
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if debian.can_install():
        print(f"Installing {package} ...", file=sys.stderr, flush=True)
        debian.install([package])
        importlib.invalidate_caches()
        if _has_venv():
            return
    raise SetupFailed(
        f"This Python has no venv or ensurepip module. On Debian or Ubuntu: sudo apt-get install {package}\n"
        "Elsewhere: install Python 3.12 with all its standard modules. Then give the same command again."
    )


def _has_venv() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))
