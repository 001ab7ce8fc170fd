"""A PDF whose signature fields are drawn into its pages: for viewers and printers that leave fields out, as Qt's."""

from io import BytesIO

import pypdfium2

from ucj_desktop.reports.opened_pdf import opened_pdf


def with_fields_drawn(content: bytes) -> bytes:
    """Another PDF that looks as the signed one does in a full viewer; its signatures are no longer valid."""
    with opened_pdf(content) as pdf:
        pdf.init_forms()
        for page in pdf:
            page.flatten(pypdfium2.raw.FLAT_PRINT)
        target = BytesIO()
        pdf.save(target)
    return target.getvalue()
