"""Pictures of papers: small, upright, and telling nothing but the paper."""

import hashlib
import random
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ucj_desktop.reports.pictures import (
    LARGEST_PICTURE,
    PictureTooLarge,
    PictureUnreadable,
    read_pictures,
)

GPS = 0x8825


def noisy(wide: int, high: int) -> Image.Image:
    """A picture that compresses as badly as a picture can."""
    return Image.frombytes("RGB", (wide, high), random.Random(7).randbytes(wide * high * 3))


def photo(path: Path, *, orientation: int = 1, wide: int = 400, high: int = 200) -> Path:
    """A left half in red and a right half in white, with a place and a comment from the camera."""
    image = Image.new("RGB", (wide, high), "white")
    image.paste("red", (0, 0, wide // 2, high))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "TELEPON PAK LURAH"
    exif.get_ifd(GPS)[1] = "S"
    image.save(path, "JPEG", exif=exif, comment=b"rumah Bu Sitti", quality=95)
    return path


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_a_large_photo_is_shrunk_below_300_kb_and_stays_readable(tmp_path: Path) -> None:
    path = tmp_path / "besar.png"
    noisy(1700, 1300).save(path)
    [page] = read_pictures(path).pages
    assert len(page.content) <= LARGEST_PICTURE
    assert opened(page.content).size == (page.wide, page.high)
    assert opened(page.content).format == "JPEG"
    assert page.wide >= 500


def test_the_hash_is_the_one_of_the_file_as_it_was_handed_in(tmp_path: Path) -> None:
    path = photo(tmp_path / "ktp.jpg")
    assert read_pictures(path).original_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_the_camera_wrote_is_gone(tmp_path: Path) -> None:
    path = photo(tmp_path / "ktp.jpg")
    assert b"TELEPON PAK LURAH" in path.read_bytes()
    [page] = read_pictures(path).pages
    kept = opened(page.content)
    assert not dict(kept.getexif())
    assert "comment" not in kept.info
    assert b"LURAH" not in page.content
    assert b"Sitti" not in page.content


def test_a_photo_taken_sideways_is_turned_upright(tmp_path: Path) -> None:
    [page] = read_pictures(photo(tmp_path / "miring.jpg", orientation=6)).pages
    kept = opened(page.content)
    assert kept.size == (200, 400)
    top, bottom = kept.getpixel((100, 50)), kept.getpixel((100, 350))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[1] < 60 < 200 < bottom[1], "the red half is above"


def test_a_transparent_picture_lies_on_white(tmp_path: Path) -> None:
    path = tmp_path / "stempel.png"
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(path)
    [page] = read_pictures(path).pages
    assert opened(page.content).getpixel((20, 20)) == (255, 255, 255)


def test_a_webp_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "kk.webp"
    Image.new("RGB", (60, 30), "blue").save(path, "WEBP")
    [page] = read_pictures(path).pages
    assert (page.wide, page.high) == (60, 30)


def test_every_page_of_a_scan_becomes_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "formulir.pdf"
    canvas = Canvas(str(path))
    for number in range(2):
        canvas.drawString(100, 700, f"halaman {number}")
        canvas.showPage()
    canvas.save()
    pages = read_pictures(path).pages
    assert len(pages) == 2
    assert all(len(page.content) <= LARGEST_PICTURE and max(page.wide, page.high) == 1600 for page in pages)


def test_a_book_is_no_attachment(tmp_path: Path) -> None:
    path = tmp_path / "buku.pdf"
    canvas = Canvas(str(path))
    for _ in range(5):
        canvas.showPage()
    canvas.save()
    with pytest.raises(PictureTooLarge):
        read_pictures(path)


@pytest.mark.parametrize("side", [9_000, 20_000])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(tmp_path: Path, side: int) -> None:
    path = tmp_path / "bom.png"
    Image.new("1", (side, side)).save(path)
    assert path.stat().st_size < 200_000
    with pytest.raises(PictureTooLarge):
        read_pictures(path)


def test_a_file_of_more_than_30_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "panjang.jpg"
    with path.open("wb") as file:
        file.truncate(31 * 1024 * 1024)
    with pytest.raises(PictureTooLarge):
        read_pictures(path)


def test_a_heic_photo_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "IMG_0001.HEIC"
    path.write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    with pytest.raises(PictureUnreadable, match="tidak bisa dibaca") as told:
        read_pictures(path)
    assert "JPEG" in told.value.fix


@pytest.mark.parametrize("name, content", [("a.jpg", b""), ("a.gif", b"GIF89a"), ("a.pdf", b"%PDF-1.7 rusak")])
def test_what_is_no_picture_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(PictureUnreadable):
        read_pictures(path)


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PictureUnreadable):
        read_pictures(tmp_path / "tidak ada.jpg")


def test_damaged_pictures_are_refused_or_read_but_never_crash(tmp_path: Path) -> None:
    dice = random.Random(2026)
    whole = {}
    for kind in ("JPEG", "PNG", "WEBP"):
        out = BytesIO()
        noisy(64, 48).save(out, kind)
        whole[kind] = out.getvalue()
    path = tmp_path / "rusak"
    refused = 0
    for content in whole.values():
        for _ in range(40):
            broken = bytearray(content[: dice.randrange(1, len(content) + 1)])
            for _ in range(dice.randrange(4)):
                broken[dice.randrange(len(broken))] = dice.randrange(256)
            path.write_bytes(broken)
            try:
                read_pictures(path)
            except (PictureUnreadable, PictureTooLarge):
                refused += 1
    assert refused > 60
