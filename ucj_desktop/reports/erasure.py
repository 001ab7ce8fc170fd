"""BA-HAPUS: the certificate that one person's data were erased, which does not say who it was."""

from ucj_desktop.domain.dates import WEEKDAYS, long_date
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, Item, TablePart, centred, left_aligned
from ucj_desktop.reports.columns import Align, Column
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import BOLD
from ucj_desktop.reports.letterhead import letterhead
from ucj_desktop.reports.pages import PlannedDocument, portrait
from ucj_desktop.reports.said import place_and_date
from ucj_desktop.reports.sheets import letter_pages
from ucj_desktop.reports.signatures import signature_block
from ucj_desktop.reports.subject_facts import ErasureFacts
from ucj_desktop.reports.table import fit_table

_COLUMNS = (
    Column(heading="Yang dihapus"),
    Column(heading="Jumlah", align=Align.RIGHT, wraps=False, stretch=0, least=60),
)
_NAME_LINE = "Nama yang bersangkutan (ditulis tangan, tidak disimpan program): ......................................."
_PROOF = (
    "Sidik data di atas adalah SHA-256 dari garam dan NIK yang bersangkutan. Garamnya hanya tercetak di kertas ini:"
    " pemilik kertas ini dapat membuktikan data siapa yang dihapus, sedangkan kantor tidak lagi menyimpannya."
)


@report("BA-HAPUS", "Berita Acara Penghapusan data pribadi", Needs.PERSON)
def plan_erasure(facts: Facts) -> PlannedDocument:
    """One letter that the team signs."""
    sheet, made = portrait(facts.paper), _known(facts)
    width = sheet.inner_width
    day = f"{WEEKDAYS[made.day.weekday()]}, {long_date(made.day)}"
    table = fit_table(_COLUMNS, [(what, count) for what, count in made.counts], width, size=9.5)
    blocks: list[Block] = [
        letterhead(facts.office, width),
        centred("BERITA ACARA PENGHAPUSAN DATA PRIBADI", font=BOLD, size=12.0, space_before=16.0),
        centred("NOMOR: ........................................", space_before=4.0),
        left_aligned(
            f"Pada hari ini, {day}, {facts.office.name} telah menghapus data pribadi satu orang dari data kantor,"
            f" karena {made.basis} (Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi). Penghapusan"
            f" dilakukan oleh akun {made.erased_by} dan tercatat dalam jurnal nomor {thousands(made.journal_row)}.",
            space_before=14.0,
        ),
        left_aligned(_NAME_LINE, space_before=8.0),
        left_aligned(f"ID data: {made.reference}"),
        TablePart(table, space_before=10.0),
        left_aligned("Yang tetap disimpan:", font=BOLD, space_before=12.0, keep_with_next=True),
        *(Item(f"{number}.", text) for number, text in enumerate(made.stays, start=1)),
        left_aligned(f"Sidik data: {made.digest}", space_before=12.0, size=9.0),
        left_aligned(f"Garam: {made.salt or 'hanya pada lembar asli'}", size=9.0),
        left_aligned(_PROOF, size=9.0),
    ]
    blocks[-1].keep_with_next = True
    signed = place_and_date(facts, made.day)
    blocks.append(signature_block(facts.signers, signed, width, "Mengetahui,"))
    return PlannedDocument(
        report="BA-HAPUS",
        title=f"Berita Acara Penghapusan {facts.office.name}",
        pages=tuple(letter_pages(blocks, sheet)),
        workers=1,
    )


def _known(facts: Facts) -> ErasureFacts:
    if facts.erasure is None:
        raise ValueError("this report needs an erasure")
    return facts.erasure
