"""The letterhead (kop surat): logo, two lines, address, and the double rule under them."""

from dataclasses import replace
from io import BytesIO

from reportlab.lib.utils import ImageReader

from ucj_desktop.domain.errors import ClerkError
from ucj_desktop.domain.minutes import Letterhead
from ucj_desktop.reports.blocks import Drawn
from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.facts import OfficeFacts, VillageFacts
from ucj_desktop.reports.fonts import BOLD, REGULAR, text_width, wrap_text
from ucj_desktop.reports.pages import MM

_FIRST_SIZE, _SECOND_SIZE, _ADDRESS_SIZE = 13.0, 17.0, 9.0  # the office's own line is a third bigger
_LOGO_HEIGHT = 23 * MM
_LOGO_WIDTH = 20 * MM
_THICK, _THIN, _BETWEEN = 2.5, 0.8, 1.4  # points


class LogoNotReadable(ClerkError):
    """The logo of the letterhead is no picture that can be printed."""

    code = "CETAK-02"

    def __init__(self) -> None:
        super().__init__(
            what="Logo kop surat tidak bisa dibaca sebagai gambar.",
            fix="Pilih berkas logo PNG atau JPEG yang lain di Pengaturan, bagian Kop surat.",
        )


def letterhead(office: OfficeFacts, width: float) -> Drawn:
    """The letterhead of an office as a block ``width`` points wide. Raises :class:`LogoNotReadable`."""
    logo = _read_logo(office.letterhead.logo)
    indent = _LOGO_WIDTH + 3 * MM if logo else 0.0
    lines = _lines(office, width - indent)
    text_height = sum(size * 1.22 for _, _, size in lines)
    height = max(text_height, _LOGO_HEIGHT if logo else 0.0) + 5 + _THICK + _BETWEEN + _THIN

    def draw(canvas: Canvas, x: float, top: float, _width: float) -> None:
        rule = top - height + _THIN + _BETWEEN + _THICK / 2
        y = top - (height - 5 - _THICK - _BETWEEN - _THIN - text_height) / 2
        for text, font, size in lines:
            y -= size * 1.22
            canvas.setFont(font, size)
            canvas.drawCentredString(x + indent + (width - indent) / 2, y + size * 0.25, text)
        if logo:
            _draw_logo(canvas, logo, x, top)
        canvas.setLineCap(0)
        canvas.setLineWidth(_THICK)
        canvas.line(x, rule, x + width, rule)
        canvas.setLineWidth(_THIN)
        canvas.line(x, top - height + _THIN / 2, x + width, top - height + _THIN / 2)

    return Drawn(height, draw)


def office_of_village(office: OfficeFacts, village: VillageFacts) -> OfficeFacts:
    """The office with the letterhead of a village: regency, sub-district, and the village's name in big letters."""
    head = office.letterhead
    first = head.first_line or f"PEMERINTAH {office.district_name or office.name}".upper()
    own = Letterhead(
        first_line=f"{first}\n{head.second_line or office.name.upper()}",
        second_line=village.full_name.upper(),
        logo=head.logo,
    )
    return replace(office, letterhead=own)


def _lines(office: OfficeFacts, width: float) -> list[tuple[str, str, float]]:
    head = office.letterhead
    first = head.first_line or f"PEMERINTAH {office.district_name or office.name}".upper()
    second = head.second_line or office.name.upper()
    lines = [
        (line, REGULAR, _FIRST_SIZE)
        for part in first.splitlines()
        for line in wrap_text(part, REGULAR, _FIRST_SIZE, width)
    ]
    size = min(_SECOND_SIZE, _SECOND_SIZE * width / max(text_width(second, BOLD, _SECOND_SIZE), 1.0))
    size = max(size, _FIRST_SIZE)
    lines += [(line, BOLD, size) for line in wrap_text(second, BOLD, size, width)]
    postcode = f"Kode Pos {head.postcode}" if head.postcode else ""
    reach = [
        f"Telepon {head.phone}" if head.phone else "",
        f"Pos-el {head.email}" if head.email else "",
        f"Laman {head.website}" if head.website else "",
    ]
    for text in (", ".join(filter(None, (head.address, postcode))), ", ".join(filter(None, reach))):
        lines += [(line, REGULAR, _ADDRESS_SIZE) for line in wrap_text(text, REGULAR, _ADDRESS_SIZE, width)]
    return lines


def _read_logo(logo: bytes) -> ImageReader | None:
    if not logo:
        return None
    try:
        reader = ImageReader(BytesIO(logo))
        reader.getRGBData()
    except (OSError, ValueError, SyntaxError) as fault:  # what Pillow raises for broken pictures
        raise LogoNotReadable from fault
    return reader


def _draw_logo(canvas: Canvas, logo: ImageReader, x: float, top: float) -> None:
    wide, high = logo.getSize()
    scale = min(_LOGO_WIDTH / wide, _LOGO_HEIGHT / high)
    canvas.drawImage(
        logo,
        x + (_LOGO_WIDTH - wide * scale) / 2,
        top - (_LOGO_HEIGHT + high * scale) / 2,
        wide * scale,
        high * scale,
        mask="auto",
    )
