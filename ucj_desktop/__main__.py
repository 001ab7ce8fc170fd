"""Where the program starts: a command opens the command line, none opens the window."""

import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path


def main() -> None:
    """Leave with the exit code of what was asked."""
    multiprocessing.freeze_support()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # whatever the code page of a Windows console; None in a window program
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = sys.argv[1:]
    if asks_for_the_window(words):
        from ucj_desktop.gui.app import main as open_window

        sys.exit(open_window(Path(words[-1].removeprefix("--store=")) if words else None))
    from ucj_desktop.cli.app import program

    program.main(words)


def asks_for_the_window(words: Sequence[str]) -> bool:
    """Whether nothing is asked but, perhaps, which office to open."""
    match words:
        case [] | ["--store", _]:
            return True
        case [only]:
            return only.startswith("--store=")
        case _:
            return False


if __name__ == "__main__":
    main()
