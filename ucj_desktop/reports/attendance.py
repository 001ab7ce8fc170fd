"""HADIR: the attendance list of the meeting, with room to write."""

from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, Entry, centred
from ucj_desktop.reports.columns import Align, Column
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import BOLD, NO_BREAK
from ucj_desktop.reports.letterhead import letterhead
from ucj_desktop.reports.pages import MM, PlannedDocument, portrait
from ucj_desktop.reports.said import DOTS, place_and_date, sheet_values
from ucj_desktop.reports.sheets import rows_that_fit, table_pages
from ucj_desktop.reports.signatures import head_of, own_position, single_signature
from ucj_desktop.reports.table import fit_table

_ROW_HEIGHT = 8.6 * MM  # a signature
_HEAD_HEIGHT = 9 * MM

_COLUMNS = (
    Column(heading="No.", align=Align.RIGHT, wraps=False, stretch=0),
    Column(heading="Nama", least=42 * MM, stretch=1.5),
    Column(heading="Jabatan/Instansi", least=36 * MM),
    Column(heading="Nomor HP", least=25 * MM, stretch=0),
    Column(heading="Tanda tangan", least=42 * MM, stretch=0),
)


@report("HADIR", "Daftar hadir rapat", Needs.NOTHING)
def plan_attendance(facts: Facts) -> PlannedDocument:
    """The signers known so far, then as many empty lines as the page takes."""
    sheet = portrait(facts.paper)
    signers = facts.signers or (facts.minutes.signers if facts.minutes else ())
    day = facts.meeting_on or (facts.minutes.held_on if facts.minutes else None)
    words, values = facts.sheet_words, sheet_values(facts, day=day)
    heading: list[Block] = [
        letterhead(facts.office, sheet.inner_width),
        centred(words.say("judul_hadir", values), font=BOLD, size=12.0, space_before=14.0),
        centred(words.say("perihal_hadir", values), font=BOLD, size=12.0),
        centred(words.say("wilayah", values).upper(), font=BOLD, size=12.0),
        Entry("", "Hari, tanggal", words.say("hari_hadir", values), label_width=80.0, space_before=10.0),
        Entry("", "Tempat", words.say("tempat_hadir", values), label_width=80.0),
    ]
    date_line = place_and_date(facts, day) if day else f"{facts.office.letterhead.place or DOTS}, {DOTS}"
    ending: list[Block] = [single_signature(head_of(signers), date_line, sheet.inner_width)]
    fitting = rows_that_fit(sheet, heading, ending, _ROW_HEIGHT, _HEAD_HEIGHT)
    rows = []
    for number in range(1, max(fitting, len(signers)) + 1):
        known = signers[number - 1] if number <= len(signers) else None
        position = own_position(known) if known else ""
        rows.append((f"{number}.", known.name if known else "", position, "", _signing_place(number)))
    table = fit_table(_COLUMNS, rows, sheet.inner_width, size=9.5, least_row=_ROW_HEIGHT)
    return PlannedDocument(
        report="HADIR",
        title=f"Daftar hadir {facts.office.name} {facts.period}",
        pages=tuple(table_pages(table, sheet, heading, ending, initialled=False)),
    )


def _signing_place(number: int) -> str:
    """Odd numbers sign at the left, even ones at the right."""
    return f"{number}." if number % 2 else f"{NO_BREAK * 24}{number}."
