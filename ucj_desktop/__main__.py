"""Where the program starts: a command opens the command line, none opens the window."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ucj_desktop.spreadsheets import READING_CHILD


def main() -> None:
    """Leave with the exit code of what was asked."""
    words = sys.argv[1:]
    if words == [READING_CHILD]:
        from ucj_desktop.spreadsheets.reading_child import main as read_for_the_parent

        read_for_the_parent()
        return
    heard = signal.getsignal(signal.SIGINT) or signal.SIG_DFL
    if heard is signal.default_int_handler:  # until somebody is there to answer, Ctrl+C just ends the program
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    _ask_for_no_disk()
    _open_streams()
    if asks_for_the_window(words):
        from ucj_desktop.gui.app import main as open_window

        signal.signal(signal.SIGINT, heard)
        sys.exit(open_window(Path(words[-1].removeprefix("--store=")) if words else None))
    from ucj_desktop.cli.app import program

    signal.signal(signal.SIGINT, heard)
    program.main(words, window=_describe_window)


def _describe_window() -> Mapping[str, Any]:
    """For the command that says what the program carries: the command line itself knows no window."""
    from ucj_desktop.gui.describe_window import describe_window

    return describe_window()


def _ask_for_no_disk() -> None:
    """A card reader without a card is an error to us, not a question of Windows to the clerk."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(0x0001 | 0x8000)  # SEM_FAILCRITICALERRORS, SEM_NOOPENFILEERRORBOX


def _open_streams() -> None:
    """Standard output in UTF-8 whatever the code page of a Windows console; a window program has none at all."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open until the program ends
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


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
