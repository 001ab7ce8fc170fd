"""The letterhead."""

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from tests.reports.made_up import LETTERHEAD, OFFICE, make_facts
from tests.reports.pdf import ink_outside, make_pdf, page_texts
from ucj_desktop.domain.minutes import Letterhead
from ucj_desktop.reports.letterhead import LogoNotReadable


def make_logo(kind: str = "PNG", size: tuple[int, int] = (120, 150)) -> bytes:
    """A shield that belongs to nobody."""
    picture = Image.new("RGBA" if kind == "PNG" else "RGB", size, "white")
    ImageDraw.Draw(picture).rounded_rectangle((4, 4, size[0] - 5, size[1] - 5), 30, fill="#0f766e")
    target = BytesIO()
    picture.save(target, kind)
    return target.getvalue()


def with_logo(logo: bytes) -> bytes:
    return make_pdf("REKAP", make_facts(3, office=replace(OFFICE, letterhead=replace(LETTERHEAD, logo=logo))))


def images_on(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(list(document[0].get_objects(filter=[3])))  # FPDF_PAGEOBJ_IMAGE
    finally:
        document.close()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("size", [(120, 150), (400, 60), (30, 900)])
def test_a_logo_of_any_shape_stays_inside_the_margins(kind: str, size: tuple[int, int]) -> None:
    pdf = with_logo(make_logo(kind, size))
    assert images_on(pdf) == 1
    assert ink_outside(pdf, left=29, right=19, top=19, bottom=5) == []


@pytest.mark.parametrize("logo", [b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"0" * 50, make_logo()[:200]])
def test_a_broken_logo_is_named(logo: bytes) -> None:
    with pytest.raises(LogoNotReadable):
        with_logo(logo)


def test_without_any_line_the_office_itself_is_named() -> None:
    text = page_texts(make_pdf("REKAP", make_facts(1, office=replace(OFFICE, letterhead=Letterhead()))))[0]
    assert text.startswith("PEMERINTAH KABUPATEN BULUKUMBA KECAMATAN GANTARANG")


def test_very_long_lines_wrap_inside_the_margins() -> None:
    long = replace(
        LETTERHEAD, second_line="DINAS KOPERASI, USAHA KECIL MENENGAH DAN TENAGA KERJA " * 2, address="Jl. " * 80
    )
    pdf = make_pdf("REKAP", make_facts(1, office=replace(OFFICE, letterhead=long)))
    assert ink_outside(pdf, left=29, right=19, top=19, bottom=5) == []
