"""REKAP: the verdicts per village, and the reasons of those who are not eligible."""

from collections import Counter

from ucj_desktop.domain.minutes import Minutes
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.domain.verdict import REASON_LABELS
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, TablePart, centred, left_aligned
from ucj_desktop.reports.columns import Align, Column
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import BOLD
from ucj_desktop.reports.letterhead import letterhead
from ucj_desktop.reports.minutes_letter import village_table
from ucj_desktop.reports.pages import PlannedDocument, portrait
from ucj_desktop.reports.said import letter_values, place_and_date
from ucj_desktop.reports.sheets import letter_pages
from ucj_desktop.reports.signatures import head_of, single_signature
from ucj_desktop.reports.table import Table, fit_table

_SIZE = 9.5
_REASON_COLUMNS = (
    Column(heading="Kode", wraps=False, stretch=0),
    Column(heading="Alasan"),
    Column(heading="Jumlah", align=Align.RIGHT, wraps=False, stretch=0, least=60),
)


@report("REKAP", "Rekapitulasi menurut desa/kelurahan", Needs.MINUTES, has_workbook=True)
def plan_village_recap(facts: Facts) -> PlannedDocument:
    """One or two portrait pages under the letterhead."""
    minutes = facts.known_minutes
    sheet = portrait(facts.paper)
    width = sheet.inner_width
    words, values = facts.letter_words, letter_values(facts, minutes)
    blocks: list[Block] = [
        letterhead(facts.office, width),
        centred(words.say("judul_rekap", values), font=BOLD, size=12.0, space_before=16.0),
        centred(words.say("wilayah", values).upper(), font=BOLD, size=12.0),
        centred(words.say("nomor", values), space_before=4.0),
        TablePart(village_table(minutes, width, _SIZE), space_before=14.0),
    ]
    reasons = _reason_table(minutes, width)
    if reasons is not None:
        heading = left_aligned(words.say("judul_alasan", values), space_before=14.0, keep_with_next=True)
        blocks += [heading, TablePart(reasons, space_before=4.0)]
    blocks[-1].keep_with_next = True
    blocks.append(single_signature(head_of(minutes.signers), place_and_date(facts, minutes.held_on), width))
    return PlannedDocument(
        report="REKAP",
        title=f"Rekapitulasi {facts.office.name} {minutes.period}",
        pages=tuple(letter_pages(blocks, sheet)),
        workers=len(minutes.rows),
        sealed=True,
    )


def _reason_table(minutes: Minutes, width: float) -> Table | None:
    counts = Counter(row.reason for row in minutes.rows if row.reason is not None)
    if not counts:
        return None
    rows = [
        (reason.value, label, thousands(counts[reason])) for reason, label in REASON_LABELS.items() if counts[reason]
    ]
    rows.append(("", "Jumlah", thousands(counts.total())))
    return fit_table(_REASON_COLUMNS, rows, width, size=_SIZE, bold_last=True, name="Per alasan")
