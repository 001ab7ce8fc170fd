"""What a command says: one JSON object or Indonesian lines on standard output, progress on a terminal."""

import json
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

_BAR_WIDTH = 30
_SECONDS_BETWEEN = 0.1


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command did: the facts of its JSON object, and the same as lines for people."""

    facts: Mapping[str, Any]
    lines: Sequence[str] = field(default=())


def as_json(facts: Mapping[str, Any]) -> str:
    """One line of JSON; Indonesian letters stand as they are."""
    return json.dumps(facts, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Lines with columns as wide as what stands in them."""
    texts = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    return ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in texts]


class Bar:
    """A progress bar on standard error, drawn over itself; nothing where that is not a terminal."""

    def __init__(self) -> None:
        self._width = 0  # letters that stand on the line now
        self._drawn_at = 0.0

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        now = time.monotonic()
        if not sys.stderr.isatty() or (now - self._drawn_at < _SECONDS_BETWEEN and number != total):
            return
        self._drawn_at = now
        if total:
            done = min(number, total) * _BAR_WIDTH // total
            text = f"{words} [{'#' * done}{'.' * (_BAR_WIDTH - done)}] {number} dari {total}"
        else:
            text = f"{words} {number or ''}"
        sys.stderr.write(f"\r{text:<{self._width}}")  # blanks, since Windows' old console knows no escape codes
        sys.stderr.flush()
        self._width = len(text)

    def clear(self) -> None:
        """Take the bar away, so that what follows starts on an empty line."""
        if self._width:
            sys.stderr.write(f"\r{'':<{self._width}}\r")
            sys.stderr.flush()
            self._width = 0
