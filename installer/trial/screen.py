"""A screen without a monitor (Xvfb): keys go to the window in front; its title and its pixels are waited for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installer.trial import TrialFailed

WIDTH, HEIGHT = 1366, 768
_MOVES_ON = 8  # seconds
_GONE_AFTER = 2
_LOOK_EVERY = 0.1  # seconds
_LETTER_MILLISECONDS, _KEY_MILLISECONDS = "8", "30"  # between two; a fast typist has a hundred
_RESTS_AFTER = 4  # looks at the screen, one after the other, that see the same
_TITLE_HEIGHT = 28  # pixels
_DARK = 96  # of 255, each colour: the ink of letters on paper
_SHOWS_WORDS = 0.002  # of the pixels of a field
# For the registry of a Wine prefix (key, name, value). Without a window manager Wine must place and frame its windows
# itself, or a maximised one keeps its old size on the screen; a cursor that blinks never lets the screen come to rest.
WINE_SETTINGS = (
    (r"HKCU\Software\Wine\X11 Driver", "Managed", "N"),
    (r"HKCU\Control Panel\Desktop", "CursorBlinkRate", "-1"),
)
_PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool", "import": "imagemagick"}


@dataclass(frozen=True)
class Field:
    """A rectangle of the screen, in pixels."""

    left: int
    top: int
    width: int
    height: int


class Screen:
    """One X display. `limit` is the longest that anything is waited for, in seconds.

    `pictures` is the folder of the screenshots; they are numbered in the order they are taken.
    """

    def __init__(self, display: str, pictures: Path, limit: float = 40) -> None:
        self.display = display
        self.pictures = pictures
        self.limit = limit
        self.step = "start"
        self.taken: list[Path] = []

    def begin(self, step: str) -> None:
        """Name what is tried now, for the sentence of a failure."""
        self.step = step

    def keys(self, *names: str) -> None:
        """Press keys one after another: "Tab", "ctrl+3", "Return" (names of X)."""
        self._tell("key", "--delay", _KEY_MILLISECONDS, *names)

    def words(self, text: str) -> None:
        """Type a text."""
        self._tell("type", "--delay", _LETTER_MILLISECONDS, "--", text)

    def click(self, left: int, top: int) -> None:
        """Press the left button of the mouse on a pixel."""
        self._tell("mousemove", str(left), str(top), "click", "1")

    def move_aside(self) -> None:
        """Put the pointer into the corner, where it marks no button and no row."""
        self._tell("mousemove", str(WIDTH - 1), str(HEIGHT - 1))

    def titles(self) -> list[str]:
        """The titles of the windows that show."""
        return [self._asked("getwindowname", window).strip() for window in self._windows(".+")]

    def shows(self, title: str) -> bool:
        """Whether a window shows whose title matches (a regular expression, anywhere)."""
        return bool(self._windows(title))

    def wait_for_window(self, title: str, limit: float | None = None) -> None:
        """Wait until a window shows whose title matches (a regular expression, anywhere), and give it the keys."""

        def it_shows() -> bool:
            found = self._windows(title)
            return bool(found) and self._has_keys(found[-1])  # the newest: a dialog lies over its window

        self.wait_until(it_shows, f"No window is called '{title}'", limit)

    def wait_until_gone(self, title: str, limit: float | None = None) -> None:
        """Wait until no window that shows has such a title."""
        self.wait_until(lambda: not self._windows(title), f"A window is still called '{title}'", limit)

    def look(self) -> bytes:
        """What the screen shows, but for the title of a window that fills it."""
        return self._pixels(Field(0, _TITLE_HEIGHT, WIDTH, HEIGHT - _TITLE_HEIGHT))

    def wait_for_another_look(self, before: bytes) -> None:
        """Wait until the screen shows something else than `before`; a title may be there before what it speaks of."""
        self.wait_until(lambda: self.look() != before, "The window still shows what it showed before")

    def is_gone(self, title: str, limit: float) -> bool:
        """Whether, within so many seconds, no window shows any more that has such a title, twice in a row.

        Once is not enough: a list of windows can miss one that is being drawn anew.
        """
        last = time.monotonic() + limit
        missed = 0
        while missed < _GONE_AFTER and time.monotonic() < last:
            missed = 0 if self._windows(title) else missed + 1
            time.sleep(_LOOK_EVERY)
        return missed == _GONE_AFTER

    def settle(self) -> None:
        """Wait until nothing on the screen has changed for a moment, at most _MOVES_ON seconds."""
        seen: deque[bytes] = deque(maxlen=_RESTS_AFTER)
        last = time.monotonic() + _MOVES_ON
        while time.monotonic() < last and not (len(seen) == _RESTS_AFTER and len(set(seen)) == 1):
            seen.append(self.look())
            time.sleep(_LOOK_EVERY)

    def wait_for_words(self, field: Field, limit: float | None = None) -> None:
        """Wait until a field of the screen shows dark letters on a light ground, as a page of paper does."""
        message = "The page that should show has no words on it"
        self.wait_until(lambda: shows_words(self._pixels(field)), message, limit)

    def picture(self, name: str) -> Path:
        """Take a screenshot, NN-name.png, once the screen rests."""
        self.settle()
        return self._take(name)

    def wait_until(self, holds: Callable[[], bool], message: str, limit: float | None = None) -> None:
        """Wait for a condition. Raises TrialFailed, with a picture, when it does not come true in time."""
        last = time.monotonic() + (self.limit if limit is None else limit)
        while not holds():
            if time.monotonic() > last:
                self.fail(message)
            time.sleep(_LOOK_EVERY)

    def fail(self, message: str) -> None:
        """Raise TrialFailed for this step, with the windows that show and a picture of the screen."""
        left = self._take("failed")
        raise TrialFailed(f"{self.step}: {message}. The windows are {self.titles()}; the screen is in {left}")

    def _take(self, name: str) -> Path:
        path = self.pictures / f"{len(self.taken) + 1:02}-{name}.png"
        self._run("import", "-silent", "-window", "root", str(path))
        self.taken.append(path)
        return path

    def _pixels(self, field: Field) -> bytes:
        """Three bytes (red, green, blue) a pixel, row by row."""
        cut = f"{field.width}x{field.height}+{field.left}+{field.top}"
        return self._run("import", "-silent", "-window", "root", "-crop", cut, "-depth", "8", "rgb:-").stdout

    def _has_keys(self, window: str) -> bool:
        """Give a window the keys, as a window manager would; one that has them is left alone, its lists stay open."""
        if self._asked("getwindowfocus").strip() != window:
            self._is_done("windowfocus", window)
        return self._asked("getwindowfocus").strip() == window

    def _windows(self, title: str) -> list[str]:
        return self._asked("search", "--onlyvisible", "--name", title).split()

    def _tell(self, *words: str) -> None:
        if not self._is_done(*words):
            self.fail(f"xdotool could not do '{words[0]}'")

    def _is_done(self, *words: str) -> bool:
        return self._run("xdotool", *words).returncode == 0

    def _asked(self, *words: str) -> str:
        return self._run("xdotool", *words).stdout.decode("utf-8", "replace")

    def _run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        settings = {**os.environ, "DISPLAY": self.display}
        try:
            return subprocess.run(command, env=settings, capture_output=True, timeout=self.limit, check=False)
        except subprocess.TimeoutExpired as late:
            raise TrialFailed(f"{self.step}: {command[0]} did not answer within {self.limit:.0f} s.") from late


def shows_words(pixels: bytes) -> bool:
    """Whether some of the pixels (three bytes each) are dark and most are white, as on a written page."""
    total = len(pixels) // 3
    reds, greens, blues = pixels[0::3], pixels[1::3], pixels[2::3]
    dark = sum(1 for trio in zip(reds, greens, blues, strict=True) if max(trio) < _DARK)
    white = sum(1 for trio in zip(reds, greens, blues, strict=True) if min(trio) == 255)
    return white > total / 2 and dark > total * _SHOWS_WORDS


@contextmanager
def open_screen(pictures: Path, limit: float = 40) -> Iterator[Screen]:
    """A screen of 1366x768 on a free display, gone afterwards. Raises TrialFailed when Xvfb does not start."""
    missing = [package for program, package in _PROGRAMS.items() if shutil.which(program) is None]
    if missing:
        raise TrialFailed(f"The windows cannot be tried here. On Debian: sudo apt-get install {' '.join(missing)}")
    pictures.mkdir(parents=True, exist_ok=True)
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        said = server.stdout.readline() if server.stdout is not None else b""
        number = re.match(rb"([0-9]+)\s", said)
        if number is None:
            raise TrialFailed("Xvfb did not start.")
        screen = Screen(f":{number[1].decode()}", pictures, limit)
        screen.move_aside()
        yield screen
    finally:
        server.terminate()
        server.wait(timeout=limit)
