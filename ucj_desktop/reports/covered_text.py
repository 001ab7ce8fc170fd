"""What was laid over the words of a printed page: a filled shape, a picture or a note that hides what is below.

The reports here draw fills and pictures first or beside the words, never over them, and carry no notes; the field of an
electronic signature is none. Not found is what makes a text itself unseen: another drawing mode, a clip, another font.
"""

import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

_HARMLESS_NOTES = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP)
_COVERS = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM)

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


def covering_differences(page: pypdfium2.PdfPage) -> Iterator[str]:
    """Indonesian sentences on what lies over the words of this page; none for a page as it was printed."""
    if _has_note(page):
        yield "Ada catatan atau tempelan di atas halaman ini yang bukan bagian suratnya."
    if _hides_words(page):
        yield "Ada kotak atau gambar yang menutupi tulisan di halaman ini."


def _has_note(page: pypdfium2.PdfPage) -> bool:
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, number)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind not in _HARMLESS_NOTES:
            return True
    return False


def _hides_words(page: pypdfium2.PdfPage) -> bool:
    """Whether the middle of a text lies under a shape or picture that was drawn after it."""
    middles: list[tuple[float, float]] = []
    for drawn in page.get_objects(max_depth=1):
        if drawn.type == raw.FPDF_PAGEOBJ_TEXT:
            if drawn.get_matrix().get()[1]:  # the slanted word behind the page: heads of tables may lie over it
                continue
            left, bottom, right, top = drawn.get_bounds()
            if right > left and top > bottom:  # spaces have no extent
                middles.append(((left + right) / 2, (bottom + top) / 2))
        elif middles and (drawn.type in _COVERS or _is_filled(drawn)):
            left, bottom, right, top = drawn.get_bounds()
            if any(left < x < right and bottom < y < top for x, y in middles):
                return True
    return False


def _is_filled(drawn: pypdfium2.PdfObject) -> bool:
    if drawn.type != raw.FPDF_PAGEOBJ_PATH:
        return False
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn, mode, stroke)
    return bool(mode.value != raw.FPDF_FILLMODE_NONE)
