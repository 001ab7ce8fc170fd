"""KARTU: an office's card on paper, to compare its forty digits by, and to say who compared them with whom."""

from dataclasses import dataclass

from ucj_desktop.domain.dates import long_date
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, Drawn, Item, centred, left_aligned
from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.card_facts import CardFacts
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import BOLD, REGULAR
from ucj_desktop.reports.letterhead import letterhead
from ucj_desktop.reports.pages import MM, PlannedDocument, portrait
from ucj_desktop.reports.said import place_and_date
from ucj_desktop.reports.seal import draw_qr
from ucj_desktop.reports.sheets import letter_pages
from ucj_desktop.reports.signatures import signature_pair

_ACROSS, _GROUP = 4, 62.0  # groups a line, points from one to the next
_LINE, _DIGITS = 30.0, 20.0
_HIGH = 3 * _LINE
_QR_SCALE = 2.0  # there is room for a QR that any phone reads
_STEPS = (
    "Serahkan berkas {file} lewat flashdisk. Lembar ini tidak menggantikan berkasnya.",
    "Kantor penerima membuka Kartu kantor, Sematkan kartu kantor lain, lalu memilih berkas itu.",
    "Cocokkan ke-40 angka di layarnya dengan lembar ini, atau lewat telepon dengan nomor yang sudah dikenal; QR di"
    " atas memuat angka yang sama dan dapat dibaca dengan pemindai.",
    "Bila satu angka saja berbeda, jangan disematkan, dan beri tahu kantor ini: berkas itu palsu atau rusak.",
    "Bila semua sama, sematkan dan tulis di sini siapa yang mencocokkan. Simpan lembar ini.",
)


@report("KARTU", "Kartu kantor", Needs.CARD)
def plan_office_card(facts: Facts) -> PlannedDocument:
    """One page that both offices sign."""
    sheet, card = portrait(facts.paper), _known(facts)
    width = sheet.inner_width
    blocks: list[Block] = [
        letterhead(facts.office, width),
        centred("KARTU KANTOR", font=BOLD, size=14.0, space_before=16.0),
        centred(f"{card.name}, kode {card.code}", size=12.0, space_before=4.0),
        left_aligned(_told(card), space_before=14.0),
        _Digits(card).block(),
        left_aligned("Cara mencocokkan", font=BOLD, space_before=10.0, keep_with_next=True),
        *(Item(f"{number}.", step.format(file=card.file_name)) for number, step in enumerate(_STEPS, start=1)),
        left_aligned("Dicocokkan pada ............................, lewat tatap muka / telepon.", space_before=14.0),
        signature_pair("Yang menyerahkan", "Yang mencocokkan", place_and_date(facts, facts.printed_on), width),
    ]
    return PlannedDocument(
        report="KARTU",
        title=f"Kartu kantor {card.name}",
        pages=tuple(letter_pages(blocks, sheet)),
        is_personal=False,
    )


def _told(card: CardFacts) -> str:
    renewed = " Kunci ini menggantikan kunci yang lama, dan kartunya ditandatangani dengan kunci lama itu."
    return (
        f"Ke-40 angka di bawah ini hanya milik kunci {card.name}, yang dibuat pada {long_date(card.made_on)}."
        f"{renewed if card.is_renewed else ''} Dengan kunci itu kantor ini menandatangani kirimannya."
    )


@dataclass(frozen=True, slots=True)
class _Digits:
    """The QR at the left, the eight groups at the right."""

    card: CardFacts

    def block(self) -> Drawn:
        return Drawn(_HIGH, self._draw, space_before=14.0)

    def _draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        canvas.saveState()
        canvas.translate(x, top - 26 * MM)
        canvas.scale(_QR_SCALE, _QR_SCALE)
        side = draw_qr(canvas, self.card.qr_text, 0.0, 0.0) * _QR_SCALE
        canvas.restoreState()
        canvas.saveState()
        left = x + side + 10 * MM
        canvas.setFont(REGULAR, 9)
        canvas.drawString(left, top - 12, "Angka kartu, delapan kelompok:")
        canvas.setFont(BOLD, _DIGITS)
        for place, group in enumerate(self.card.fingerprint.split()):
            row, column = divmod(place, _ACROSS)
            canvas.drawString(left + column * (_GROUP + 14), top - 44 - row * _LINE, group)
        canvas.restoreState()


def _known(facts: Facts) -> CardFacts:
    if facts.card is None:
        raise ValueError("this report needs an office's card")
    return facts.card
