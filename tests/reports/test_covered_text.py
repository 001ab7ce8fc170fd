"""A shape or a note over the words of a page makes the paper a changed one; a page as printed has none."""

import ctypes
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from pypdfium2 import raw

from tests.reports.made_up import make_facts, verify_sign
from tests.reports.pdf import make_pdf
from ucj_desktop.reports.checking import Outcome, check_pdf


def covered(pdf: bytes, page: int, *, by_note: bool) -> bytes:
    """The same paper with a white box, or a note, over the whole of one page."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    width, height = sheet.get_size()
    if by_note:
        note = raw.FPDFPage_CreateAnnot(sheet, raw.FPDF_ANNOT_STAMP)
        raw.FPDFAnnot_SetRect(note, ctypes.byref(raw.FS_RECTF(0, height, width, 0)))
        raw.FPDFPage_CloseAnnot(note)
    else:
        box = raw.FPDFPageObj_CreateNewRect(0, 0, width, height)
        raw.FPDFPageObj_SetFillColor(box, 255, 255, 255, 255)
        raw.FPDFPath_SetDrawMode(box, raw.FPDF_FILLMODE_WINDING, 0)
        raw.FPDFPage_InsertObject(sheet, box)
        sheet.gen_content()
    target = BytesIO()
    document.save(target)
    document.close()
    return target.getvalue()


@pytest.mark.parametrize("page", [0, 1])
@pytest.mark.parametrize(("by_note", "named"), [(False, "menutupi tulisan"), (True, "catatan atau tempelan")])
def test_words_that_were_covered_make_a_changed_paper(page: int, by_note: bool, named: str) -> None:
    found = check_pdf(covered(make_pdf("BA-VER", make_facts(30)), page, by_note=by_note), verify_sign)
    assert found.outcome is Outcome.CHANGED
    assert (found.differences[0].page, named in found.sentence) == (page + 1, True), found.sentence


@pytest.mark.parametrize("count", [1, 7, 26])
def test_the_slanted_word_of_a_training_office_covers_nothing(count: int) -> None:
    facts = make_facts(count)
    practised = make_pdf("BA-VER", replace(facts, office=replace(facts.office, training=True)))
    assert check_pdf(practised, verify_sign).outcome is Outcome.GENUINE
