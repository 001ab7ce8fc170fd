"""Pages as they looked when a person last looked at them: pictures under golden/."""

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

GOLDEN = Path(__file__).parent / "golden"


def assert_looks_as_before(name: str, pdf: bytes, only: Sequence[int] = ()) -> None:
    """Compare every page with golden/<name>_<page>.png; ``only`` these, counted from 1, or from the end below 0.

    Renewed by deleting those pictures and running the test twice, after looking at the new ones.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = len(document)
        numbers = sorted({one % (pages + 1) for one in only} or range(1, pages + 1))
        pictures = [document[number - 1].render(scale=0.5, grayscale=True).to_pil() for number in numbers]
    finally:
        document.close()
    paths = [GOLDEN / f"{name}_{number}.png" for number in numbers]
    assert only or not (GOLDEN / f"{name}_{pages + 1}.png").exists(), f"{name} had more pages"
    if not paths[0].exists():
        for picture, path in zip(pictures, paths, strict=True):
            picture.save(path, optimize=True)
        pytest.fail("golden pictures were missing and have been made: look at them")
    for picture, path in zip(pictures, paths, strict=True):
        with Image.open(path) as golden:
            difference = ImageChops.difference(picture, golden.convert("L"))
        differing = sum(difference.point(lambda level: 255 if level > 60 else 0).histogram()[255:])
        assert differing < picture.width * picture.height * 0.002, path.name
