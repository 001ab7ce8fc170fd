"""Reading PDFs back in tests."""

from io import BytesIO

import pypdfium2

from ucj_desktop.reports import find_report
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.writer import Printed, print_report


def make_pdf(code: str, facts: Facts) -> bytes:
    """The PDF of one report."""
    return make_printed(code, facts)[1]


def make_printed(code: str, facts: Facts) -> tuple[Printed, bytes]:
    """What was printed, and the PDF."""
    target = BytesIO()
    printed = print_report(find_report(code), facts, target)
    return printed, target.getvalue()


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, with single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(round(page.get_width() / 72 * 25.4), round(page.get_height() / 72 * 25.4)) for page in document]
    finally:
        document.close()


def ink_outside(pdf: bytes, left: float, right: float, top: float, bottom: float) -> list[int]:
    """Pages (from 1) with anything dark outside the margins, given in millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    scale = 60 / 25.4
    marked = []
    try:
        for number, page in enumerate(document, start=1):
            picture = page.render(scale=60 / 72, grayscale=True).to_pil()
            wide, high = picture.size
            inner = (int(left * scale), int(top * scale), wide - int(right * scale), high - int(bottom * scale))
            picture.paste(255, inner)
            if picture.getextrema()[0] < 200:
                marked.append(number)
    finally:
        document.close()
    return marked
