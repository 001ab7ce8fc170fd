"""The reading child as its parent sees it: this very program, started without a window and without our secrets."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO

from ucj_desktop.spreadsheets import READING_CHILD
from ucj_desktop.spreadsheets.child_limits import Limits

if sys.platform == "win32":
    _FLAGS = subprocess.CREATE_NO_WINDOW
else:
    _FLAGS = 0
_CONSOLE_PROGRAM = "ucj-desktop.exe"
_LENGTH = 4  # bytes before each message, big endian


class ReadingChild:
    """A child process that reads one file. Raises OSError where it cannot be started.

    It is told the file only when its limits are in force, and through its standard input: a list of the running
    programs shows no file's name.
    """

    def __init__(self, path: Path) -> None:
        self._messages: SimpleQueue[bytes] = SimpleQueue()
        self._limits: Limits | None = None
        self._process = subprocess.Popen(
            reading_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a panic of the parser prints what it was reading
            env=_without_our_secrets(os.environ),
            creationflags=_FLAGS,
        )
        self._listener = Thread(target=self._listen, name="reading child", daemon=True)
        self._listener.start()
        try:
            self._limits = Limits(self._process.pid)
            self._tell(os.fsencode(path))
        except OSError:
            self.close()
            raise

    def next_message(self, seconds: float) -> bytes | None:
        """What the child says next, None when it says nothing in that time; EOFError once it has ended."""
        try:
            message = self._messages.get(timeout=seconds)
        except Empty:
            return None
        if not message:
            raise EOFError
        return message

    def close(self) -> None:
        """End the child, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        if self._limits is not None:
            self._limits.close()

    def _tell(self, message: bytes) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError, ConnectionError):  # it ended already: the listener hears that, too
            send(self._process.stdin, message)
            self._process.stdin.close()

    def _listen(self) -> None:
        """In a thread, because Windows cannot wait for a pipe with a limit of time."""
        assert self._process.stdout is not None
        with self._process.stdout as said:
            while message := receive(said):
                self._messages.put(message)
        self._messages.put(b"")


def reading_command() -> list[str]:
    """How a child is started: frozen on Windows by the console program, as a crash in the windowed one opens a box."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-P", "-m", "ucj_desktop", READING_CHILD]
    program = Path(sys.executable)
    if sys.platform == "win32":
        program = program.with_name(_CONSOLE_PROGRAM)
    return [str(program), READING_CHILD]


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message, which is not empty."""
    stream.write(len(message).to_bytes(_LENGTH, "big") + message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """One whole message; b"" at the end of the pipe, also in the middle of a message."""
    size = int.from_bytes(stream.read(_LENGTH), "big")
    message = stream.read(size)
    return message if len(message) == size else b""


def _without_our_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """What the child inherits: no password that stands in the environment, and where this program lies."""
    kept = {name: value for name, value in environment.items() if not name.startswith("UCJ_")}
    home = str(Path(__file__).parents[2])
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, (home, kept.get("PYTHONPATH"))))
    return kept
