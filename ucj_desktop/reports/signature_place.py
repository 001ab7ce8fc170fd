"""Where on a printed letter a signature goes: the empty room over the signer's printed name."""

from dataclasses import dataclass

import pypdfium2

_WIDTH, _HEIGHT = 170.0, 46.0  # points
_OVER = 2.0  # above the name
_MARGIN = 57.0  # 20 mm
_LOW = 110.0  # over the foot of the last page, where no name is found


@dataclass(frozen=True, slots=True)
class Place:
    """A page, from 0, and a box on it (left, bottom, right, top) in points from the lower left corner."""

    page: int
    box: tuple[float, float, float, float]

    @property
    def whole_box(self) -> tuple[int, int, int, int]:
        left, bottom, right, top = (round(edge) for edge in self.box)
        return left, bottom, right, top


def signature_place(content: bytes, name: str) -> Place:
    """The first room that is empty over ``name``; where the letter has none, the lower right of the last page."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        for number in range(len(pdf)):
            box = _over_name(pdf[number], name) if name.strip() else None
            if box is not None:
                return Place(number, box)
        last = pdf[len(pdf) - 1]
        right = last.get_width() - _MARGIN
        return Place(len(pdf) - 1, (right - _WIDTH, _LOW, right, _LOW + _HEIGHT))
    finally:
        pdf.close()


def _over_name(page: pypdfium2.PdfPage, name: str) -> tuple[float, float, float, float] | None:
    text = page.get_textpage()
    found = text.search(name, match_case=True)
    while (place := found.get_next()) is not None:
        start, count = place
        boxes = [text.get_charbox(at) for at in range(start, start + count)]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        bottom = max(box[3] for box in boxes) + _OVER
        middle = min(max((left + right) / 2, _WIDTH / 2 + 10), page.get_width() - _WIDTH / 2 - 10)
        box = (middle - _WIDTH / 2, bottom, middle + _WIDTH / 2, bottom + _HEIGHT)
        if not text.get_text_bounded(*box).strip():
            return box
    return None
