"""PDFs opened by PDFium, one at a time: it knows no threads, and the window reads and works on two."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

import pypdfium2

_ONE_AT_A_TIME = RLock()


@contextmanager
def opened_pdf(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed whatever happens. Raises PdfiumError where it is none."""
    with _ONE_AT_A_TIME:
        pdf = pypdfium2.PdfDocument(content)
        try:
            yield pdf
        finally:
            pdf.close()
