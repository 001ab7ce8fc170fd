"""FORM: the field form of the verification, village by village, with what is known filled in, or blank."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from ucj_desktop.domain.verdict import REASON_LABELS
from ucj_desktop.reports.annexes import LONGEST_NIK, LONGEST_TEXT, SEX_SIGNS, address_text, birth_text
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, centred, left_aligned
from ucj_desktop.reports.columns import Align, Column
from ucj_desktop.reports.facts import Facts, ListedWorker
from ucj_desktop.reports.fonts import BOLD, printable
from ucj_desktop.reports.pages import MM, PlannedDocument, PlannedPage, landscape
from ucj_desktop.reports.said import DOTS, sheet_values
from ucj_desktop.reports.sheets import rows_that_fit, table_pages
from ucj_desktop.reports.signatures import signature_pair
from ucj_desktop.reports.table import fit_table

_SIZE = 8.0
_ROW_HEIGHT = 9 * MM  # two lines of handwriting
_HEAD_HEIGHT = 14 * MM
_BLANK_ROWS = 15  # both sides of one leaf

_COLUMNS = (
    Column(heading="No.", align=Align.RIGHT, wraps=False, stretch=0),
    Column(heading="NIK", wraps=False, stretch=0, least=84),
    Column(heading="Nama", least=85),
    Column(heading="L/P", align=Align.CENTRE, wraps=False, stretch=0),
    Column(heading="Tempat, tanggal lahir", least=72, stretch=0.4),
    Column(heading="Alamat", least=85),
    Column(heading="Pekerjaan", least=70, stretch=0.5),
    Column(heading="Layak", wraps=False, stretch=0, least=32),
    Column(heading="PB", wraps=False, stretch=0, least=24),
    Column(heading="TL", wraps=False, stretch=0, least=24),
    Column(heading="Alasan TL", wraps=False, stretch=0, least=38),
    Column(heading="Data yang benar/catatan", least=110, stretch=2.5),
)


@report("FORM", "Formulir verifikasi lapangan", Needs.WORKERS)
def plan_field_form(facts: Facts) -> PlannedDocument:
    """A form for each village in the order given; without workers one blank form."""
    pages: list[PlannedPage] = []
    groups = [(village, list(people)) for village, people in groupby(facts.workers, lambda one: one.village_name)]
    for village, people in groups or [(facts.village_name, [])]:
        pages += _village_pages(facts, village, people)
    return PlannedDocument(
        report="FORM",
        title=f"Formulir verifikasi lapangan {facts.office.name} {facts.period}",
        pages=tuple(pages),
        workers=len(facts.workers),
    )


def _village_pages(facts: Facts, village: str, people: Sequence[ListedWorker]) -> list[PlannedPage]:
    sheet = landscape(facts.paper)
    words, values = facts.sheet_words, sheet_values(facts, village=village)
    reasons = "; ".join(f"{reason.value[3:]} {label}" for reason, label in REASON_LABELS.items())
    heading: list[Block] = [
        centred(words.say("judul_formulir", values), font=BOLD, size=12.0),
        centred(words.say("wilayah", values).upper(), font=BOLD, size=12.0),
        left_aligned(words.say("desa_formulir", values), font=BOLD, size=10.0, space_before=8.0),
        *([left_aligned(words.say("tim_formulir", values), size=8.0, space_before=2.0)] if values["tim"] else []),
        left_aligned(words.say("petunjuk_formulir", values), size=8.0, space_before=2.0),
        left_aligned(f"{words.say('alasan_formulir', values)} {reasons}.", size=8.0, space_before=2.0),
    ]
    date_line = f"{facts.office.letterhead.place or DOTS}, {DOTS}"
    ending: list[Block] = [
        left_aligned(words.say("maksud_formulir", values), size=8.0, space_before=4.0),
        signature_pair(
            words.say("mengetahui_formulir", values),
            words.say("petugas_formulir", values),
            date_line,
            sheet.inner_width,
        ),
    ]
    fitting = rows_that_fit(sheet, heading, ending, _ROW_HEIGHT, _HEAD_HEIGHT)
    rows = [
        *_known_rows(people),
        *_blank_rows(len(people) + 1, 0 if people else max(fitting, _BLANK_ROWS)),
    ]
    table = fit_table(_COLUMNS, rows, sheet.inner_width, size=_SIZE, least_row=_ROW_HEIGHT, numbered=True)
    return table_pages(table, sheet, heading, ending)


def _known_rows(people: Iterable[ListedWorker]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for number, listed in enumerate(people, start=1):
        worker = listed.worker
        known = (
            printable(worker.nik, LONGEST_NIK),
            printable(worker.full_name, LONGEST_TEXT),
            SEX_SIGNS[worker.sex],
            printable(birth_text(worker), LONGEST_TEXT),
            printable(address_text(worker), LONGEST_TEXT),
            printable(worker.occupation, LONGEST_TEXT),
        )
        rows.append((str(number), *known, "", "", "", "", ""))
    return rows


def _blank_rows(first: int, count: int) -> list[tuple[str, ...]]:
    return [(str(number), *[""] * (len(_COLUMNS) - 1)) for number in range(first, first + count)]
