"""Wrong passwords counted beside the keyring, so that a restart does not forget them."""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

from ucj_desktop.crypto.files import replace_file
from ucj_desktop.domain.errors import ClerkError

FREE_TRIES = 5
FIRST_WAIT_SECONDS = 15
LONGEST_WAIT_SECONDS = 24 * 60 * 60
TRIES_FILE = "keyring.tries.json"


class TooManyTries(ClerkError):
    """Five wrong passwords; the next try is allowed after ``seconds``."""

    code = "KUNCI-02"

    def __init__(self, seconds: int) -> None:
        minutes, rest = divmod(seconds, 60)
        wait = f"{minutes} menit {rest} detik" if minutes else f"{rest} detik"
        super().__init__(
            what="Terlalu banyak kata sandi yang salah.",
            fix=f"Tunggu {wait}, lalu coba lagi. Bila lupa, minta pengelola kantor mengganti kata sandinya.",
        )
        self.seconds = seconds


class Tries:
    """The failures in a row of each slot: slot id -> (how many, when the last one was, epoch seconds)."""

    def __init__(self, folder: Path, clock: Callable[[], float]) -> None:
        self._path = folder / TRIES_FILE
        self._clock = clock

    def refuse_while_locked(self, slot: str) -> None:
        """Raise :class:`TooManyTries` while the slot has to wait: 15 s after the fifth failure, then doubling."""
        failures, last = self._read().get(slot, (0, 0))
        if failures < FREE_TRIES:
            return
        # The exponent is bounded first: a made-up count of a billion must not become a number of that many bits.
        wait = min(FIRST_WAIT_SECONDS * 2 ** min(failures - FREE_TRIES, 20), LONGEST_WAIT_SECONDS)
        passed = int(self._clock()) - last
        if passed < 0:  # the clock was set back: wait once more from now on, not for years
            self._write(self._read() | {slot: (failures, int(self._clock()))})
            passed = 0
        if passed < wait:
            raise TooManyTries(wait - passed)

    def count(self, slot: str) -> None:
        """Count a try as failed. Called before the key is derived, so that ending the program does not save a try."""
        tries = self._read()
        failures, _ = tries.get(slot, (0, 0))
        self._write(tries | {slot: (failures + 1, int(self._clock()))})

    def forget(self, slot: str) -> None:
        """The right password came."""
        tries = self._read()
        if tries.pop(slot, None) is not None:
            self._write(tries)

    def _read(self) -> dict[str, tuple[int, int]]:
        # A missing or scribbled file counts as no failures: who can edit it can copy the whole folder and try there.
        try:
            stated = json.loads(self._path.read_bytes())
            return {str(slot): (int(failures), int(last)) for slot, (failures, last) in stated.items()}
        except (OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            return {}

    def _write(self, tries: dict[str, tuple[int, int]]) -> None:
        # A full disk must not keep the clerk from logging in to make room; Argon2id still slows the guessing.
        with contextlib.suppress(OSError):
            replace_file(self._path, json.dumps(tries, sort_keys=True).encode())
