"""The embedded typeface: Liberation Sans, as wide as Arial, with its widths at hand."""

import re
import unicodedata
from functools import cache
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ucj_desktop.reference.paths import resource

REGULAR = "LiberationSans"
BOLD = "LiberationSans-Bold"
ITALIC = "LiberationSans-Italic"
BOLD_ITALIC = "LiberationSans-BoldItalic"

_FILES = {
    REGULAR: "LiberationSans-Regular.ttf",
    BOLD: "LiberationSans-Bold.ttf",
    ITALIC: "LiberationSans-Italic.ttf",
    BOLD_ITALIC: "LiberationSans-BoldItalic.ttf",
}

NO_BREAK = "\xa0"

_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_SPACES = re.compile(r"[ \t\r\n]+")

rl_config.useA85 = 0  # binary streams: a fifth smaller and no second coding


class _Widths(dict[str, float]):
    """Widths of signs in thousandths of the size; a sign that the font lacks is as wide as its blank box."""

    def __init__(self, face: Any) -> None:
        super().__init__({chr(code): float(width) for code, width in face.charWidths.items()})
        self._blank = float(face.defaultWidth)

    def __missing__(self, sign: str) -> float:
        return self._blank


@cache
def widths_of(font: str) -> dict[str, float]:
    """The width of each sign of a font, in thousandths of its size."""
    return _Widths(loaded(font).face)


@cache
def loaded(font: str) -> Any:
    """The font by its name, registered with reportlab together with its three sisters."""
    _register_all()
    return pdfmetrics.getFont(font)


@cache
def _register_all() -> None:
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file)), shapable=False))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)


def printable(text: str, most: int = 0) -> str:
    """A text as it can stand on paper and be read back: composed, one space between words, "?" for unknown signs.

    Longer than ``most`` signs (0: any length) it ends in "…"; the frozen data keeps the whole of it.
    """
    known = widths_of(REGULAR)
    plain = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")
    if not plain.isascii() or not plain.isprintable():
        plain = "".join(sign if sign in known and _is_plain(sign) else "?" for sign in plain)
    return f"{plain[: most - 1].rstrip()}…" if 0 < most < len(plain) else plain


def _is_plain(sign: str) -> bool:
    """Printable and read from left to right, so that a reader gives the signs back in their order."""
    return sign == NO_BREAK or (sign.isprintable() and unicodedata.bidirectional(sign) not in _RIGHT_TO_LEFT)


def text_width(text: str, font: str, size: float) -> float:
    """The width of a line of text in points."""
    return sum(map(widths_of(font).__getitem__, text)) * size / 1000


def wrap_text(text: str, font: str, size: float, width: float) -> list[str]:
    """Break a text into lines of at most ``width`` points: at spaces, and inside a word only if it must.

    A no-break space is no place to break. A text without any sign gives no line.
    """
    lines: list[str] = []
    line = ""
    for word in _SPACES.split(text):
        if not word:
            continue
        joined = f"{line} {word}" if line else word
        if text_width(joined, font, size) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, font, size, width)
        lines += whole
    return [*lines, line] if line else lines


def _pieces(word: str, font: str, size: float, width: float) -> list[str]:
    """A word cut so that each piece fits, at a slash or hyphen where there is one."""
    pieces: list[str] = []
    while text_width(word, font, size) > width and len(word) > 1:
        fitting = max(1, _fitting_signs(word, font, size, width))
        cut = max(word.rfind("/", 0, fitting), word.rfind("-", 0, fitting)) + 1
        cut = cut if cut > 1 else fitting
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]


def _fitting_signs(word: str, font: str, size: float, width: float) -> int:
    room = width * 1000 / size
    widths = widths_of(font)
    for place, sign in enumerate(word):
        room -= widths[sign]
        if room < 0:
            return place
    return len(word)
