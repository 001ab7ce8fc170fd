"""TANDA-TERIMA: the district's receipt of a package on paper, with a code that can be typed at the kecamatan."""

from collections.abc import Sequence
from dataclasses import dataclass

from ucj_desktop.domain.dates import long_date, spell_date
from ucj_desktop.domain.terbilang import spell_number, thousands
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, Drawn, Entry, Item, TablePart, centred, left_aligned
from ucj_desktop.reports.canvas import Canvas
from ucj_desktop.reports.columns import Align, Column
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import BOLD, REGULAR, text_width
from ucj_desktop.reports.letterhead import letterhead
from ucj_desktop.reports.pages import MM, PlannedDocument, portrait
from ucj_desktop.reports.receipt_facts import ListedRow, ReceiptFacts
from ucj_desktop.reports.said import place_and_date
from ucj_desktop.reports.sheets import letter_pages
from ucj_desktop.reports.signatures import signature_pair
from ucj_desktop.reports.table import Table, fit_table

_INDENT, _LABEL = -20.0, 116.0
_CODE_SIZE, _BOX = 24.0, 17 * MM
_TABLE_SIZE = 9.0
_COUNTED = (
    Column(heading="Pekerja dalam paket", stretch=2),
    Column(heading="Jumlah", align=Align.RIGHT, wraps=False, stretch=0, least=70.0),
    Column(heading="Terbilang", stretch=2),
)
_LISTED = (
    Column(heading="No.", align=Align.RIGHT, wraps=False, stretch=0),
    Column(heading="Kode baris", wraps=False, stretch=0),
    Column(heading="Nama", least=110.0),
    Column(heading="Alasan", stretch=2),
)
_LIMITS = (
    "Kode ini membuktikan bahwa paketnya dibuka dan disimpan di kabupaten: diterima, bukan disetujui. Keputusan atas"
    " setiap pekerja datang lewat balasan.",
    "Bila flashdisk kembali kosong, ketik kode ini di kecamatan: Kirim, Riwayat kiriman, Ketik kode.",
    "Siapa yang ditolak dan mengapa hanya ada di berkas tanda terima (.ucjr) dan di lembar ini, tidak di kodenya.",
)


@report("TANDA-TERIMA", "Tanda terima paket", Needs.RECEIPT)
def plan_package_receipt(facts: Facts) -> PlannedDocument:
    """Portrait pages that both offices sign; the first holds the code."""
    told, sheet = _known(facts), portrait(facts.paper)
    width = sheet.inner_width
    day = spell_date(told.received_at.date())
    blocks: list[Block] = [
        letterhead(facts.office, width),
        centred("TANDA TERIMA PAKET", font=BOLD, size=14.0, space_before=14.0),
        left_aligned(
            f"Pada hari ini, {day.sentence} ({long_date(told.received_at.date())}), pukul"
            f" {told.received_at:%H.%M}, {facts.office.name} telah menerima paket pekerja dari"
            f" {told.office_name}:",
            space_before=10.0,
        ),
        *_about(told),
        TablePart(_counts(told, width), space_before=8.0),
        *_code(told),
        *_list("Baris yang ditolak", told.refused, width),
        *_list("Penarikan yang ditahan", told.held, width),
    ]
    if told.is_whole:
        blocks.append(left_aligned("Tidak ada baris yang ditolak dan tidak ada penarikan yang ditahan."))
    else:
        blocks.append(
            left_aligned(
                "Kode baris sama dengan yang tercetak di formulir lapangan. Nama hanya ditulis untuk orang yang"
                " tercatat di kabupaten; selengkapnya terbaca di kecamatan dari berkas tanda terimanya.",
                size=9.0,
            )
        )
    blocks[-1].keep_with_next = True
    signed = place_and_date(facts, facts.printed_on)
    blocks.append(signature_pair("Yang menyerahkan,", "Yang menerima,", signed, width))
    return PlannedDocument(
        report="TANDA-TERIMA",
        title=f"Tanda terima paket {told.office_name} nomor {told.sequence:04}",
        pages=tuple(letter_pages(blocks, sheet)),
        is_personal=not told.is_whole,
    )


def _about(told: ReceiptFacts) -> list[Block]:
    made = f"{long_date(told.made_at.date())}, pukul {told.made_at:%H.%M}"
    said = (
        ("Kecamatan", f"{told.office_name}, kode {told.office_code}"),
        ("Paket", f"nomor {told.sequence:04} ({told.kind}), berkas {told.file_name}, dibuat {made}"),
        ("Tahun anggaran", f"{told.period}"),
        ("Revisi", f"berita acara sampai revisi {told.revision}" if told.revision else "tanpa berita acara"),
        ("Sidik berkas", f"{told.sha256[:32]} {told.sha256[32:]}"),
        ("Diterima oleh", f"{told.received_by}"),
    )
    return [Entry("", label, value, indent=_INDENT, label_width=_LABEL, keep_with_next=True) for label, value in said]


def _counts(told: ReceiptFacts, width: float) -> Table:
    rows = [(word, thousands(number), spell_number(number)) for word, number in told.counts]
    return fit_table(_COUNTED, rows, width, size=_TABLE_SIZE)


def _code(told: ReceiptFacts) -> list[Block]:
    if not told.code:
        return [
            left_aligned(
                "Tanpa kode: paket ini dibuat dengan program versi lama. Tanda terimanya hanya dapat dibaca dari"
                " berkasnya (.ucjr).",
                space_before=10.0,
            )
        ]
    return [
        _Code(told.code).block(),
        *(Item(f"{number}.", text) for number, text in enumerate(_LIMITS, start=1)),
    ]


def _list(heading: str, rows: Sequence[ListedRow], width: float) -> list[Block]:
    if not rows:
        return []
    cells = [(f"{number}.", one.code, one.full_name or "-", one.reason) for number, one in enumerate(rows, start=1)]
    return [
        left_aligned(f"{heading}: {thousands(len(rows))}", font=BOLD, space_before=10.0, keep_with_next=True),
        TablePart(fit_table(_LISTED, cells, width, size=_TABLE_SIZE), space_before=4.0),
    ]


@dataclass(frozen=True, slots=True)
class _Code:
    """The code in a box, large enough to be read over the telephone."""

    code: str

    def block(self) -> Drawn:
        return Drawn(_BOX + 2 * MM, self._draw, space_before=10.0)

    def _draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        canvas.saveState()
        canvas.setLineWidth(0.8)
        canvas.rect(x, top - _BOX, width, _BOX)
        canvas.setFont(REGULAR, 9)
        canvas.drawString(x + 8, top - 14, "Kode tanda terima:")
        canvas.setFont(BOLD, _CODE_SIZE)
        canvas.drawString(x + (width - text_width(self.code, BOLD, _CODE_SIZE)) / 2, top - _BOX + 12, self.code)
        canvas.restoreState()


def _known(facts: Facts) -> ReceiptFacts:
    if facts.receipt is None:
        raise ValueError("this report needs a package's receipt")
    return facts.receipt
