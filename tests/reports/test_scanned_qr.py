"""Photos and scans: the office QR is read through noise, a slant, blur and shadow; swapped pages are named."""

import math
import random
from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from tests.reports.made_up import make_facts, make_minutes, verify_sign
from tests.reports.pdf import make_pdf
from ucj_desktop.reports.checking import Outcome
from ucj_desktop.reports.pictures import PictureTooLarge, PictureUnreadable
from ucj_desktop.reports.scanned_qr import NoQrFound, QrFound, check_scan, qrs_of_pdf, qrs_of_picture

DPI = (150, 200, 300)


@pytest.fixture(scope="module")
def letter() -> bytes:
    return make_pdf("BA-VER", make_facts(12))


def seen(pdf: bytes, page: int, dpi: int) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = document[page].render(scale=dpi / 72, grayscale=True).to_pil()
    document.close()
    return picture


def noisy(picture: Image.Image, share: float = 0.3) -> Image.Image:
    """Pillow's own noise cannot be had twice the same."""
    grain = random.Random(6).randbytes(picture.width * picture.height)
    return Image.blend(picture, Image.frombytes("L", picture.size, grain), share)


def turned(degrees: float, picture: Image.Image) -> Image.Image:
    return picture.rotate(degrees, expand=True, fillcolor=235, resample=Image.Resampling.BICUBIC)


def slanted(picture: Image.Image) -> Image.Image:
    """As a telephone sees a page that lies on a table."""
    wide, high = picture.size
    corners = (
        -0.06 * wide,
        -0.03 * high,
        -0.01 * wide,
        1.02 * high,
        1.03 * wide,
        1.04 * high,
        1.05 * wide,
        -0.05 * high,
    )
    return picture.transform(picture.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=200)


def shadowed(picture: Image.Image) -> Image.Image:
    """Dark at the lower left, where the QR stands."""
    shade = Image.linear_gradient("L").resize(picture.size).point(lambda level: 255 - level * 0.62)
    return ImageChops.multiply(picture, shade)


DAMAGE: dict[str, Callable[[Image.Image], Image.Image]] = {
    "as it is": lambda picture: picture,
    "noise": noisy,
    "turned by 4 degrees": lambda picture: turned(4, picture),
    "turned by 37 degrees": lambda picture: turned(37, picture),
    "upside down": lambda picture: turned(180, picture),
    "slanted": slanted,
    "blurred": lambda picture: picture.filter(ImageFilter.GaussianBlur(picture.width / 1500)),
    "in the shadow": shadowed,
    "a poor telephone": lambda picture: noisy(shadowed(slanted(picture)), 0.2),
}


def saved(picture: Image.Image, kind: str = "JPEG") -> bytes:
    out = BytesIO()
    picture.save(out, kind, quality=60)
    return out.getvalue()


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("dpi", DPI)
def test_a_photo_of_a_page_is_read(letter: bytes, dpi: int, damage: str) -> None:
    [found] = qrs_of_picture(saved(DAMAGE[damage](seen(letter, 1, dpi))), "foto.jpg")
    said = check_scan([found], verify_sign)
    assert said.outcome is Outcome.GENUINE
    assert said.seal is not None
    assert said.seal.page == 2


def scan_of(pages: list[Image.Image]) -> bytes:
    """A PDF of pictures, as a scanner makes one."""
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return out.getvalue()


def test_a_scan_of_all_pages_says_which_were_read_and_which_are_missing(letter: bytes) -> None:
    pages = [seen(letter, number, 150) for number in range(3)]
    whole = check_scan(qrs_of_pdf(scan_of(pages), "pindaian.pdf"), verify_sign)
    assert whole.outcome is Outcome.GENUINE
    assert "halaman 1, 2, 3 dari" in whole.sentence
    assert "tidak terbaca" in whole.sentence


def test_swapped_and_repeated_pages_are_named(letter: bytes) -> None:
    first, second = (seen(letter, number, 150) for number in range(2))
    swapped = check_scan(qrs_of_pdf(scan_of([second, first]), "pindaian.pdf"), verify_sign)
    assert (swapped.outcome, swapped.differences[0].page) == (Outcome.CHANGED, 2)
    assert "Halaman 1 berdiri sesudah halaman 2" in swapped.sentence
    twice = check_scan(qrs_of_pdf(scan_of([first, first]), "pindaian.pdf"), verify_sign)
    assert "Halaman 1 ada dua kali" in twice.sentence


def test_a_page_of_another_letter_is_named(letter: bytes) -> None:
    other = make_pdf("BA-VER", make_facts(12, minutes=make_minutes(12, register=9)))
    mixed = scan_of([seen(letter, 0, 150), seen(other, 1, 150)])
    said = check_scan(qrs_of_pdf(mixed, "pindaian.pdf"), verify_sign)
    assert said.outcome is Outcome.CHANGED
    assert "Halaman 2 dari surat lain: register 9-1, bukan 3-1" in said.sentence


def test_a_page_of_a_shorter_letter_about_the_same_minutes_is_named(letter: bytes) -> None:
    letters = (letter, make_pdf("LAMP-1", make_facts(12)))
    [first], [second] = (qrs_of_picture(saved(seen(one, 0, 200), "PNG"), "foto.png") for one in letters)
    said = check_scan([first, QrFound(2, second.text)], verify_sign)
    assert said.outcome is Outcome.CHANGED
    assert "dari surat lain tentang berita acara yang sama" in said.sentence


def test_a_scan_with_one_page_of_an_unknown_office_is_not_genuine(letter: bytes) -> None:
    found = qrs_of_pdf(scan_of([seen(letter, number, 150) for number in range(2)]), "pindaian.pdf")
    page_two = found[1].text.split("*")[4:6]

    def knows_page_one_only(office_code: str, text: bytes, signature: bytes) -> bool | None:
        known = text.decode().split("*")[4:6] != page_two
        return verify_sign(office_code, text, signature) if known else None

    assert check_scan(found, knows_page_one_only).outcome is Outcome.UNKNOWN


def test_a_forged_qr_among_genuine_ones_is_named(letter: bytes) -> None:
    [found] = qrs_of_picture(saved(seen(letter, 0, 200), "PNG"), "foto.png")
    text = found.text
    bent = text.replace("*12*", "*13*") if "*12*" in text else text[:-5] + ("A" if text[-5] != "A" else "B") + text[-4:]
    said = check_scan([found, QrFound(2, bent)], verify_sign)
    assert said.outcome is Outcome.CHANGED


@pytest.mark.parametrize("content", [b"", b"bukan gambar", b"\x89PNG\r\n\x1a\n" + b"x" * 50])
def test_what_is_no_picture_says_so(content: bytes) -> None:
    with pytest.raises(PictureUnreadable):
        qrs_of_picture(content, "surat.jpg")


def test_a_picture_without_an_office_qr_says_how_to_take_a_better_one() -> None:
    with pytest.raises(NoQrFound) as told:
        qrs_of_picture(saved(Image.new("L", (800, 600), 240)), "foto.jpg")
    assert "tegak lurus" in told.value.fix


def test_a_picture_of_too_many_dots_is_not_opened() -> None:
    side = math.isqrt(64_000_000) + 200
    with pytest.raises(PictureTooLarge):
        qrs_of_picture(saved(Image.new("1", (side, side)), "PNG"), "besar.png")
