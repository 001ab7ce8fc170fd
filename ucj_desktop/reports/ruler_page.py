"""UJI: a page to lay a ruler on, so that an office sees whether its printer keeps to the size."""

from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, Drawn, Item, centred, left_aligned
from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import BOLD, REGULAR
from ucj_desktop.reports.letterhead import letterhead
from ucj_desktop.reports.pages import MARGIN_LEFT, MM, PlannedDocument, portrait
from ucj_desktop.reports.sheets import letter_pages

_LENGTH = 100  # millimetres of each ruler
_HIGH = (_LENGTH + 14) * MM  # the upright one with its words
_TICKS = {10: 4.0, 5: 2.8, 1: 1.6}  # millimetres, by how many they stand apart


@report("UJI", "Halaman uji printer", Needs.NOTHING)
def plan_ruler_page(facts: Facts) -> PlannedDocument:
    """One page under the letterhead."""
    sheet = portrait(facts.paper)
    width, height = sheet.width / MM, sheet.height / MM
    told = (
        f"Ukur kedua garis: masing-masing harus tepat {_LENGTH} mm. Bila lebih pendek, printer mengecilkan surat: pilih"
        " ukuran asli (100 %, bukan Sesuaikan) di pengaturan printernya.",
        f"Ukur dari tepi kiri kertas ke ujung kiri garis datar: harus {MARGIN_LEFT / MM:.0f} mm. Bila berbeda, kertas"
        " miring atau penuntun kertas bergeser.",
        f"Kertas ini harus {width:.0f} x {height:.0f} mm. Bila bagian bawah surat hilang, kertas di printer lebih"
        " pendek: pilih Sesuaikan ke A4 saat mencetak.",
    )
    blocks: list[Block] = [
        letterhead(facts.office, sheet.inner_width),
        centred("HALAMAN UJI PRINTER", font=BOLD, size=12.0, space_before=16.0),
        centred(f"Kertas {facts.paper.upper()}, {width:.0f} x {height:.0f} mm", space_before=2.0),
        left_aligned("Siapkan penggaris.", space_before=14.0),
        *(Item(f"{number}.", words) for number, words in enumerate(told, start=1)),
        Drawn(_HIGH, _draw_rulers, space_before=18.0),
    ]
    return PlannedDocument(
        report="UJI",
        title=f"Halaman uji printer {facts.office.name}",
        pages=tuple(letter_pages(blocks, sheet)),
        is_personal=False,
    )


def _draw_rulers(canvas: Canvas, x: float, top: float, width: float) -> None:
    """One along the left margin's edge to the right, one down from its beginning."""
    canvas.saveState()
    canvas.setLineWidth(0.5)
    canvas.setFont(REGULAR, 7)
    end = _LENGTH * MM
    top -= 8 * MM
    canvas.line(x, top, x + end, top)
    canvas.line(x, top, x, top - end)
    for apart, length in _TICKS.items():
        for place in range(0, _LENGTH + 1, apart):
            canvas.line(x + place * MM, top, x + place * MM, top + length * MM)
            if place:
                canvas.line(x, top - place * MM, x + length * MM, top - place * MM)
    for place in range(0, _LENGTH + 1, 10):
        canvas.drawCentredString(x + place * MM, top + 5 * MM, str(place))
        if place:
            canvas.drawString(x + 5 * MM, top - place * MM - 2.4, str(place))
    canvas.restoreState()
