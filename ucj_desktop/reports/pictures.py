"""Pictures of papers: a photo or scan made small, upright, and without what the camera wrote into it."""

import hashlib
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from pypdfium2 import PdfiumError

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.reports.opened_pdf import opened_pdf

LARGEST_FILE = 30 * 1024 * 1024  # bytes, of what is handed in
LARGEST_PICTURE = 300 * 1024  # bytes, of what is kept
MOST_PIXELS = 64_000_000  # the best telephones of 2026 give 50 million
MOST_PAGES = 4
_LONGEST_SIDE = 1600  # pixels: the small print of a KK stays readable
_QUALITIES = (76, 66, 56)
_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heif", b"mif1", b"msf1", b"avif")
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, struct.error, zlib.error)


class PictureUnreadable(ClerkError):
    """The file is no picture of a kind that is taken, or a damaged one."""

    code = "LAMPIRAN-01"

    def __init__(self, name: str, fix: str = "Pakai foto JPEG atau PNG, atau hasil pindai PDF.") -> None:
        super().__init__(what=f"Berkas {name} tidak bisa dibaca sebagai gambar.", fix=fix)


class PictureTooLarge(ClerkError):
    """More bytes, pixels or pages than one paper needs."""

    code = "LAMPIRAN-02"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            what=f"Berkas {name} terlalu besar: {why}.",
            fix="Foto ulang dengan ukuran yang lebih kecil, atau pindai hanya halaman yang perlu.",
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG of at most LARGEST_PICTURE bytes and its size in pixels."""

    content: bytes
    wide: int
    high: int


@dataclass(frozen=True, slots=True)
class Pictures:
    """What a file held, page by page, and the SHA-256 (hex) of the file as it was handed in."""

    pages: tuple[Picture, ...]
    original_sha256: str


def read_pictures(path: Path) -> Pictures:
    """Read a photo (JPEG, PNG, WebP) or the pages of a PDF and make them small.

    What the camera wrote (place, time, telephone) is left behind, after the picture was turned upright by it.
    Raises PictureUnreadable, PictureTooLarge.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise PictureTooLarge(path.name, f"{size // (1024 * 1024)} MB, paling besar 30 MB")
        original = path.read_bytes()
    except OSError as error:
        raise PictureUnreadable(path.name, "Periksa apakah berkasnya masih ada, lalu pilih lagi.") from error
    if original.startswith(b"%PDF-"):
        pages = _pages_of_pdf(original, path.name)
    else:
        pages = (_picture(original, path.name),)
    return Pictures(pages, hashlib.sha256(original).hexdigest())


def _picture(original: bytes, name: str) -> Picture:
    if original[4:8] == b"ftyp" and original[8:12] in _HEIF_BRANDS:
        raise PictureUnreadable(name, "Foto HEIC dari iPhone: kirim ulang sebagai JPEG, lalu pilih berkas itu.")
    try:
        with Image.open(BytesIO(original), formats=_FORMATS) as opened:
            wide, high = opened.size
            if wide * high > MOST_PIXELS:
                raise PictureTooLarge(name, f"{wide} x {high} titik")
            opened.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))  # a JPEG is read at a half or a quarter
            return _made_small(_on_white(ImageOps.exif_transpose(opened)))
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(name, "terlalu banyak titik") from error
    except BROKEN as error:
        raise PictureUnreadable(name) from error


def _pages_of_pdf(original: bytes, name: str) -> tuple[Picture, ...]:
    try:
        with opened_pdf(original) as document:
            if not 0 < len(document) <= MOST_PAGES:
                raise PictureTooLarge(name, f"{len(document)} halaman, paling banyak {MOST_PAGES}")
            return tuple(_page(document[number]) for number in range(len(document)))
    except (PdfiumError, *BROKEN) as error:
        raise PictureUnreadable(name, "PDF ini rusak atau terkunci. Pindai ulang, atau pakai foto JPEG.") from error


def _page(page: pypdfium2.PdfPage) -> Picture:
    longest = max(page.get_width(), page.get_height())
    bitmap = page.render(scale=_LONGEST_SIDE / max(longest, 1.0))
    return _made_small(_on_white(bitmap.to_pil()))


def _on_white(image: Image.Image) -> Image.Image:
    """The pixels alone, on white paper; nothing of what else the file said."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        plain = Image.new("RGB", layered.size, "white")
        plain.paste(layered, mask=layered.getchannel("A"))
    else:
        plain = image.convert("RGB")
    plain.info.clear()
    return plain


def _made_small(image: Image.Image) -> Picture:
    longest = float(min(_LONGEST_SIDE, max(image.size)))
    while True:
        smaller = image.copy()
        smaller.thumbnail((round(longest), round(longest)), Image.Resampling.LANCZOS, reducing_gap=2.0)
        for quality in _QUALITIES:
            out = BytesIO()
            smaller.save(out, "JPEG", quality=quality)
            if out.tell() <= LARGEST_PICTURE:
                return Picture(out.getvalue(), *smaller.size)
        longest *= 0.8
