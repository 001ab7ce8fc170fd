"""Office QRs in a photo or a scan: found in the picture, and what they say together of the paper."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageOps

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.reports.checking import Difference, NotAPdf, Outcome, PaperCheck, Verify, check_qr_text
from ucj_desktop.reports.opened_pdf import opened_pdf
from ucj_desktop.reports.pictures import BROKEN, MOST_PIXELS, PictureTooLarge, PictureUnreadable
from ucj_desktop.reports.seal import NotAnOfficeQr, Seal, read_seal

_FORMATS = ("JPEG", "PNG", "TIFF", "BMP")
_DPI = 220  # of a scanned page: a module of the QR is then 3.6 dots
_MOST_PAGES = 1000
_LARGEST_AT_ONCE = 4200  # pixels of the longer side: more only slows the search


class NoQrFound(ClerkError):
    """No office QR can be read in the picture."""

    code = "SURAT-04"

    def __init__(self, name: str) -> None:
        super().__init__(
            what=f"Tidak ada kode QR kantor yang terbaca di {name}.",
            fix="Foto kode QR di kiri bawah halaman dari dekat, tegak lurus, dan terang; atau ketik teksnya.",
        )


@dataclass(frozen=True, slots=True)
class QrFound:
    """The text of an office QR and on which page of the file it stands, from 1."""

    page: int
    text: str


def qrs_of_picture(content: bytes, name: str) -> list[QrFound]:
    """The office QRs of a photo or scan. Raises PictureUnreadable, PictureTooLarge, NoQrFound."""
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as opened:
            wide, high = opened.size
            if wide * high > MOST_PIXELS:
                raise PictureTooLarge(name, f"{wide} x {high} titik")
            picture = ImageOps.exif_transpose(opened).convert("L")
    except Image.DecompressionBombError as fault:
        raise PictureTooLarge(name, "terlalu banyak titik") from fault
    except BROKEN as fault:
        raise PictureUnreadable(name) from fault
    found = [QrFound(1, text) for text in _office_texts(picture)]
    if not found:
        raise NoQrFound(name)
    return found


def qrs_of_pdf(content: bytes, name: str) -> list[QrFound]:
    """The office QRs of the pages of a PDF, as they look. Raises NotAPdf, PictureTooLarge, NoQrFound."""
    found: list[QrFound] = []
    try:
        with opened_pdf(content) as pdf:
            if len(pdf) > _MOST_PAGES:
                raise PictureTooLarge(name, f"{len(pdf)} halaman")
            for number in range(len(pdf)):
                found += [QrFound(number + 1, text) for text in _office_texts(_rendered(pdf[number]))]
    except pypdfium2.PdfiumError as fault:
        raise NotAPdf from fault
    if not found:
        raise NoQrFound(name)
    return found


def check_scan(found: Sequence[QrFound], verify: Verify) -> PaperCheck:
    """What the QRs of one paper say together: each genuine, and all of one document, its pages in order."""
    checks = [check_qr_text(one.text, verify) for one in found]
    for wanted in (Outcome.CHANGED, Outcome.UNKNOWN):
        for check in checks:
            if check.outcome is wanted:
                return check
    if len(checks) == 1:
        return checks[0]
    seals = [check.seal for check in checks if check.seal is not None]
    differences = list(_not_of_one_paper(found, seals)) or list(_out_of_order(found, seals))
    first = seals[0]
    if differences:
        return PaperCheck(
            outcome=Outcome.CHANGED,
            sentence=f"Setiap kode QR asli, tetapi halamannya tidak cocok. {differences[0].what}",
            seal=first,
            pages=len({one.page for one in found}),
            differences=tuple(differences),
        )
    read = ", ".join(str(seal.page) for seal in seals)
    sentence = (
        f"Kode QR halaman {read} dari {first.pages} asli dari kantor {first.office_code}. Kertasnya harus menunjukkan"
        f" register {first.register}-{first.revision} tanggal {first.held_on:%d-%m-%Y}, {first.workers} orang."
    )
    missing = sorted(set(range(1, first.pages + 1)) - {seal.page for seal in seals})
    if missing:
        sentence += f" Halaman {', '.join(map(str, missing))} tidak terbaca."
    return PaperCheck(outcome=Outcome.GENUINE, sentence=sentence, seal=first, pages=len({one.page for one in found}))


def _not_of_one_paper(found: Sequence[QrFound], seals: Sequence[Seal]) -> Iterator[Difference]:
    first = seals[0]
    for one, seal in zip(found[1:], seals[1:], strict=True):
        same = ("office_code", "register", "revision", "held_on", "pages", "workers")
        if any(getattr(seal, name) != getattr(first, name) for name in same):
            what = (
                f"Halaman {one.page} dari surat lain: register {seal.register}-{seal.revision}, bukan"
                f" {first.register}-{first.revision}."
            )
            if (seal.register, seal.revision) == (first.register, first.revision):
                what = f"Halaman {one.page} dari surat lain tentang berita acara yang sama ({seal.pages} halaman)."
            yield Difference(one.page, None, what)


def _out_of_order(found: Sequence[QrFound], seals: Sequence[Seal]) -> Iterator[Difference]:
    """A page that stands before one that comes before it, or twice."""
    for (one, seal), before in zip(list(zip(found, seals, strict=True))[1:], seals, strict=False):
        if seal.page == before.page:
            yield Difference(one.page, None, f"Halaman {seal.page} ada dua kali.")
        elif seal.page < before.page:
            yield Difference(one.page, None, f"Halaman {seal.page} berdiri sesudah halaman {before.page}.")


def _rendered(page: pypdfium2.PdfPage) -> Image.Image:
    longest = max(page.get_width(), page.get_height(), 1.0)
    scale = min(_DPI / 72, _LARGEST_AT_ONCE / longest)
    picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return picture


def _office_texts(picture: Image.Image) -> list[str]:
    """The texts of the office QRs in a picture; other codes are left alone."""
    import zxingcpp

    texts: list[str] = []
    for tried in _tries(picture):
        for one in zxingcpp.read_barcodes(tried, formats=zxingcpp.barcode_formats_from_str("QRCode")):
            if one.text not in texts and _is_office_text(one.text):
                texts.append(one.text)
        if texts:
            break
    return texts


def _tries(picture: Image.Image) -> Iterator[Image.Image]:
    """The picture as it is, at most so large; then without its grain and larger; then in even light."""
    longest = max(picture.size)
    if longest > _LARGEST_AT_ONCE:
        picture = picture.resize(_scaled(picture, _LARGEST_AT_ONCE / longest), Image.Resampling.LANCZOS)
    yield picture
    if longest <= _LARGEST_AT_ONCE:
        factor = min(3.0, math.sqrt(MOST_PIXELS / (picture.width * picture.height)))
        yield picture.filter(ImageFilter.GaussianBlur(0.8)).resize(_scaled(picture, factor), Image.Resampling.LANCZOS)
    for grain in (1.0, 2.0):
        yield _evenly_lit(picture.filter(ImageFilter.GaussianBlur(grain)))


def _evenly_lit(picture: Image.Image) -> Image.Image:
    """Each place against the light around it, so that a shadow is no dark module."""
    around = picture.resize(_scaled(picture, 0.1)).filter(ImageFilter.GaussianBlur(8)).resize(picture.size)
    return ImageOps.autocontrast(ImageChops.subtract(picture, around, scale=1.0, offset=128), cutoff=1)


def _scaled(picture: Image.Image, factor: float) -> tuple[int, int]:
    return max(1, round(picture.width * factor)), max(1, round(picture.height * factor))


def _is_office_text(text: str) -> bool:
    try:
        read_seal(text)
    except NotAnOfficeQr:
        return False
    return True
