"""HADIR: the attendance list of the meeting, with room to write."""

from collections.abc import Sequence

from ucj_desktop.domain.minutes import Signer
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, Entry, centred, left_aligned
from ucj_desktop.reports.columns import Align, Column
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import BOLD, NO_BREAK
from ucj_desktop.reports.letterhead import letterhead
from ucj_desktop.reports.pages import MM, PlannedDocument, Sheet, portrait
from ucj_desktop.reports.said import DOTS, place_and_date, sheet_values
from ucj_desktop.reports.sheets import rows_that_fit, table_pages
from ucj_desktop.reports.signatures import head_of, own_position, single_signature
from ucj_desktop.reports.table import Table, fit_table

_ROW_HEIGHT = 8.6 * MM  # a signature
_HEAD_HEIGHT = 9 * MM

_COLUMNS = (
    Column(heading="No.", align=Align.RIGHT, wraps=False, stretch=0),
    Column(heading="Nama", least=42 * MM, stretch=1.5),
    Column(heading="Jabatan/Instansi", least=36 * MM),
    Column(heading="Nomor HP", least=25 * MM, stretch=0),
    Column(heading="Tanda tangan", least=42 * MM, stretch=0),
)


@report("HADIR", "Daftar hadir rapat", Needs.NOTHING, has_workbook=True)
def plan_attendance(facts: Facts) -> PlannedDocument:
    """Those who came to a meeting; before its end everybody invited, or the signers, and empty lines for the others."""
    sheet = portrait(facts.paper)
    signers = facts.signers or (facts.minutes.signers if facts.minutes else ())
    day = facts.meeting_on or (facts.minutes.held_on if facts.minutes else None)
    words, values = facts.sheet_words, sheet_values(facts, day=day)
    hour = f", pukul {facts.meeting.hour}" if facts.meeting and facts.meeting.hour else ""
    heading: list[Block] = [
        letterhead(facts.office, sheet.inner_width),
        centred(words.say("judul_hadir", values), font=BOLD, size=12.0, space_before=14.0),
        centred(words.say("perihal_hadir", values), font=BOLD, size=12.0),
        centred(words.say("wilayah", values).upper(), font=BOLD, size=12.0),
        Entry("", "Hari, tanggal", words.say("hari_hadir", values) + hour, label_width=80.0, space_before=10.0),
        Entry("", "Tempat", words.say("tempat_hadir", values), label_width=80.0),
    ]
    date_line = place_and_date(facts, day) if day else f"{facts.office.letterhead.place or DOTS}, {DOTS}"
    ending: list[Block] = [single_signature(head_of(signers), date_line, sheet.inner_width)]
    is_over = facts.meeting is not None and not facts.meeting_goes_on
    if is_over and facts.meeting is not None and facts.meeting.quorum_needed:
        ending.insert(0, left_aligned(words.say("kuorum_hadir", values), space_before=8.0))
    names = _listed(facts, signers)
    fitting = 0 if is_over else lines_that_fit(sheet, heading, ending)
    table = attendance_table(names, max(fitting, len(names)), sheet.inner_width, name="Daftar hadir")
    return PlannedDocument(
        report="HADIR",
        title=f"Daftar hadir {facts.office.name} {facts.period}",
        pages=tuple(table_pages(table, sheet, heading, ending, initialled=False)),
    )


def lines_that_fit(sheet: Sheet, heading: Sequence[Block], ending: Sequence[Block]) -> int:
    """How many lines to sign on one page takes between heading and ending."""
    return rows_that_fit(sheet, heading, ending, _ROW_HEIGHT, _HEAD_HEIGHT)


def attendance_table(names: Sequence[tuple[str, str]], lines: int, width: float, *, name: str = "") -> Table:
    """So many lines to sign on, the first with these names and positions."""
    rows = []
    for number in range(1, lines + 1):
        person, position = names[number - 1] if number <= len(names) else ("", "")
        rows.append((f"{number}.", person, position, "", _signing_place(number)))
    return fit_table(_COLUMNS, rows, width, size=9.5, least_row=_ROW_HEIGHT, name=name)


def _listed(facts: Facts, signers: Sequence[Signer]) -> list[tuple[str, str]]:
    """(name, position) of those whose names are printed."""
    if facts.meeting is None:
        return [(one.name, own_position(one)) for one in signers]
    chosen = facts.meeting.attendees if facts.meeting_goes_on else facts.meeting.present
    return [
        (one.person.name, ", ".join(part for part in (own_position(one.person), one.village) if part)) for one in chosen
    ]


def _signing_place(number: int) -> str:
    """Odd numbers sign at the left, even ones at the right."""
    return f"{number}." if number % 2 else f"{NO_BREAK * 24}{number}."
