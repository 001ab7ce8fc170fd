"""Where on a printed paper a sentence of its wording stands."""

import re
from dataclasses import dataclass

import pypdfium2

from ucj_desktop.reports.opened_pdf import opened_pdf

_BETWEEN = re.compile(r"\{[^{}]*\}|;")  # tokens, and where a list of points is parted
_LEAST = 3  # letters that are looked for


@dataclass(frozen=True, slots=True)
class WordsPlace:
    """A page, from 0, and how far below its upper edge the words begin, in points."""

    page: int
    from_top: float


def place_of_words(content: bytes, sentence: str) -> WordsPlace | None:
    """The first place of a sentence with tokens, by its longest part between them; None where no page says it.

    One of tokens alone cannot be looked for: the paper is shown from its beginning.
    """
    part = max((_packed(one) for one in _BETWEEN.split(sentence)), key=len)
    if len(part) < _LEAST:
        return WordsPlace(0, 0.0)
    with opened_pdf(content) as pdf:
        for number, page in enumerate(pdf):
            from_top = _from_top(page, part)
            if from_top is not None:
                return WordsPlace(number, from_top)
    return None


def _from_top(page: pypdfium2.PdfPage, part: str) -> float | None:
    """Line ends may stand anywhere in a sentence: it is looked for without its spaces."""
    text = page.get_textpage()
    letters = [(at, one) for at, one in enumerate(text.get_text_range()) if _packed(one)]
    found = "".join(one for _, one in letters).find(part)
    if found < 0:
        return None
    top = text.get_charbox(letters[found][0])[3]
    return float(page.get_height() - top)


def _packed(text: str) -> str:
    return "".join(text.split())
