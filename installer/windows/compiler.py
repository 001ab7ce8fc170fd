"""mingw's C compiler, for the few lines of C that a Windows Python from Linux needs."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from installer.environment import SetupFailed

TRIPLET = "x86_64-w64-mingw32"
_NOTHING_AT_START = Path(__file__).parent / "stand_ins" / "empty" / "dll_start.c"


def compile_program(source: Path, to: Path, options: Sequence[str | Path]) -> None:
    """A Windows program with a `wmain` or a `wWinMain`. Raises SetupFailed."""
    _compile([source, "-municode", *options], to)


def compile_dll(source: Path, to: Path, options: Sequence[str | Path] = ()) -> None:
    """A DLL without a C library, from C or from a .def file. Raises SetupFailed."""
    _compile([source, _NOTHING_AT_START, "-shared", "-nostdlib", "-w", *options, "-ladvapi32"], to)


def _compile(words: Sequence[str | Path], to: Path) -> None:
    # Neither the time nor the folder (by which the linker would choose an address) goes in: same source, same bytes.
    same = "-Wl,--no-insert-timestamp,--disable-auto-image-base"
    command = [f"{TRIPLET}-gcc-posix", "-O2", "-s", same, "-o", to, *words]
    made = subprocess.run([str(word) for word in command], check=False)
    if made.returncode != 0:
        raise SetupFailed(f"{to.name} could not be compiled; the compiler's message stands above.")
