"""Where on a printed letter a signature goes: the empty room over the signer's printed name."""

from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2

from ucj_desktop.reports.opened_pdf import opened_pdf

_WIDTH, _HEIGHT = 170.0, 46.0  # points
_OVER = 2.0  # above the name
_MARGIN = 57.0  # 20 mm
_LOW, _STEP = 60.0, 12.0  # over the foot of the last page, where the letter prints no signer

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A page, from 0, and a box on it (left, bottom, right, top) in points from the lower left corner."""

    page: int
    box: Box

    @property
    def whole_box(self) -> tuple[int, int, int, int]:
        left, bottom, right, top = (round(edge) for edge in self.box)
        return left, bottom, right, top


def place_over(content: bytes, name: str) -> Place | None:
    """The first room over the printed ``name`` that no text fills; None where the letter has none."""
    with opened_pdf(content) as pdf:
        for number in range(len(pdf)):
            box = _over_name(pdf[number], name) if name.strip() else None
            if box is not None:
                return Place(number, box)
    return None


def last_place(content: bytes) -> Place:
    """The lowest room at the right of the last page that no text fills."""
    with opened_pdf(content) as pdf:
        page = pdf[len(pdf) - 1]
        text = page.get_textpage()
        right = page.get_width() - _MARGIN
        boxes = [_box(right, _LOW + step * _STEP) for step in range(int(page.get_height() / _STEP) - 10)]
        empty = (box for box in boxes if not text.get_text_bounded(*box).strip())
        return Place(len(pdf) - 1, next(empty, boxes[0]))


def prints_any(content: bytes, names: Iterable[str]) -> bool:
    """Whether one of the names stands on a page."""
    wanted = [name for name in names if name.strip()]
    with opened_pdf(content) as pdf:
        texts = (page.get_textpage() for page in pdf)
        return any(text.search(name, match_case=True).get_next() is not None for text in texts for name in wanted)


def _box(right: float, bottom: float) -> Box:
    return right - _WIDTH, bottom, right, bottom + _HEIGHT


def _over_name(page: pypdfium2.PdfPage, name: str) -> Box | None:
    text = page.get_textpage()
    found = text.search(name, match_case=True)
    while (place := found.get_next()) is not None:
        start, count = place
        boxes = [text.get_charbox(at) for at in range(start, start + count)]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        bottom = max(box[3] for box in boxes) + _OVER
        middle = min(max((left + right) / 2, _WIDTH / 2 + 10), page.get_width() - _WIDTH / 2 - 10)
        box = _box(middle + _WIDTH / 2, bottom)
        if not text.get_text_bounded(*box).strip():
            return box
    return None
