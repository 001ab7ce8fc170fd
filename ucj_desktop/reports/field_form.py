"""FORM: the field form of the verification, hamlet by hamlet, with what is known filled in, or blank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ucj_desktop.domain.row_code import row_code
from ucj_desktop.domain.walking_order import hamlet_key, hamlet_title
from ucj_desktop.reports.annexes import LONGEST_NIK, LONGEST_TEXT, SEX_SIGNS, address_text, birth_text
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, centred, left_aligned
from ucj_desktop.reports.columns import Align, Column
from ucj_desktop.reports.facts import Facts, FormLayout, ListedWorker
from ucj_desktop.reports.field_form_halves import half_pages
from ucj_desktop.reports.fonts import BOLD, printable
from ucj_desktop.reports.form_foot import footed, with_foot
from ucj_desktop.reports.pages import MM, PlannedDocument, PlannedPage, Sheet, landscape
from ucj_desktop.reports.said import DOTS, sheet_values
from ucj_desktop.reports.sheets import rows_that_fit, table_pages
from ucj_desktop.reports.signatures import signature_pair
from ucj_desktop.reports.table import fit_table

_SIZE = 8.0
_ROW_HEIGHT = 12.5 * MM  # the printed value, and one line of handwriting under it
_HEAD_HEIGHT = 14 * MM
_BLANK_ROWS = 15  # both sides of one leaf
_LONGEST = 90  # signs of a cell: the row must leave its page room for its heading

_COLUMNS = (
    Column(heading="No.", align=Align.RIGHT, wraps=False, stretch=0),
    Column(heading="Kode", wraps=False, stretch=0, least=42, font=BOLD),
    Column(heading="NIK", wraps=False, stretch=0, least=84),
    Column(heading="Nama", least=85),
    Column(heading="L/P", align=Align.CENTRE, wraps=False, stretch=0),
    Column(heading="Tempat, tanggal lahir", least=72, stretch=0.4),
    Column(heading="Alamat", least=78),
    Column(heading="Pekerjaan", least=62, stretch=0.5),
    Column(heading="Butir periksa", align=Align.CENTRE, least=44, stretch=0),
    Column(heading="Layak", wraps=False, stretch=0, least=32),
    Column(heading="PB", wraps=False, stretch=0, least=24),
    Column(heading="TL", wraps=False, stretch=0, least=24),
    Column(heading="Alasan TL", wraps=False, stretch=0, least=38),
    Column(heading="Catatan", least=84, stretch=2.5),
)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one village's table: people, and the bands over each hamlet and over the candidates."""

    cells: Sequence[tuple[str, ...]]
    bands: dict[int, str]
    breaks: frozenset[int]  # rows that begin a page


@report("FORM", "Formulir verifikasi lapangan", Needs.WORKERS)
def plan_field_form(facts: Facts) -> PlannedDocument:
    """A form for each village in the order given; without workers one blank form."""
    plan = half_pages if facts.form is FormLayout.HALVES else _list_pages
    pages: list[PlannedPage] = []
    groups = [(village, list(people)) for village, people in groupby(facts.workers, lambda one: one.village_name)]
    for village, people in groups or [(facts.village_name, [])]:
        pages += plan(facts, village, people)
    return PlannedDocument(
        report="FORM",
        title=f"Formulir verifikasi lapangan {facts.office.name} {facts.period}",
        pages=tuple(pages),
        workers=len(facts.workers),
    )


def _list_pages(facts: Facts, village: str, people: Sequence[ListedWorker]) -> list[PlannedPage]:
    sheet = footed(landscape(facts.paper), facts)
    heading, ending = _heading(facts, village), _ending(facts, sheet)
    rows = _known_rows(facts, people) if people else _blank_rows(sheet, heading, ending)
    table = fit_table(
        _COLUMNS,
        rows.cells,
        sheet.inner_width,
        size=_SIZE,
        least_row=_ROW_HEIGHT,
        top_aligned=True,
        bands=rows.bands,
    )
    return with_foot(table_pages(table, sheet, heading, ending, breaks=rows.breaks), facts)


def _heading(facts: Facts, village: str) -> list[Block]:
    words, values = facts.sheet_words, sheet_values(facts, village=village)
    items = words.say("butir_formulir", values).split(";")
    told = "; ".join(f"{number} {item.strip()}" for number, item in enumerate(items, start=1))
    return [
        centred(words.say("judul_formulir", values), font=BOLD, size=12.0),
        centred(words.say("wilayah", values).upper(), font=BOLD, size=12.0),
        left_aligned(words.say("desa_formulir", values), font=BOLD, size=10.0, space_before=6.0),
        *([left_aligned(words.say("tim_formulir", values), size=8.0, space_before=2.0)] if values["tim"] else []),
        left_aligned(words.say("petunjuk_formulir", values), size=8.0, space_before=2.0),
        left_aligned(f"Butir periksa: {told}.", size=8.0, space_before=2.0),
    ]


def _ending(facts: Facts, sheet: Sheet) -> list[Block]:
    words, values = facts.sheet_words, sheet_values(facts)
    return [
        left_aligned(words.say("maksud_formulir", values), size=8.0, space_before=4.0),
        signature_pair(
            words.say("mengetahui_formulir", values),
            words.say("petugas_formulir", values),
            f"{facts.office.letterhead.place or DOTS}, {DOTS}",
            sheet.inner_width,
        ),
    ]


def _known_rows(facts: Facts, people: Sequence[ListedWorker]) -> _Rows:
    cells: list[tuple[str, ...]] = []
    bands: dict[int, str] = {}
    breaks = set()
    items = _numbers(facts)
    number = 0
    for title, group in bands_of(facts, people):
        if facts.hamlet_pages and cells:
            breaks.add(len(cells))
        bands[len(cells)] = printable(title, LONGEST_TEXT)
        cells.append(("",) * len(_COLUMNS))
        for listed in group:
            number += 1
            cells.append((str(number), *_person(listed), items, "", "", "", "", ""))
    return _Rows(cells, bands, frozenset(breaks))


def bands_of(facts: Facts, people: Sequence[ListedWorker]) -> Iterator[tuple[str, list[ListedWorker]]]:
    """The people of a village by hamlet, each group with its heading; replacement candidates last, as one group."""
    settled = [one for one in people if not one.waits_as]
    for _, found in groupby(settled, lambda one: hamlet_key(one.worker.hamlet)):
        group = list(found)
        first = group[0].worker
        yield f"{hamlet_title(first.hamlet, first.village_code)} ({len(group)} orang)", group
    waiting = [one for one in people if one.waits_as]
    if waiting:
        yield facts.sheet_words.say("pengganti_formulir", sheet_values(facts)), waiting


def _person(listed: ListedWorker) -> tuple[str, ...]:
    worker = listed.worker
    return (
        row_code(worker.worker_id),
        printable(worker.nik, LONGEST_NIK),
        printable(worker.full_name, _LONGEST),
        SEX_SIGNS[worker.sex],
        printable(birth_text(worker), _LONGEST),
        printable(address_text(worker), _LONGEST),
        printable(worker.occupation, _LONGEST),
    )


def _numbers(facts: Facts) -> str:
    count = facts.sheet_words.say("butir_formulir", sheet_values(facts)).count(";") + 1
    return " ".join(str(number) for number in range(1, count + 1))


def _blank_rows(sheet: Sheet, heading: Sequence[Block], ending: Sequence[Block]) -> _Rows:
    fitting = rows_that_fit(sheet, heading, ending, _ROW_HEIGHT, _HEAD_HEIGHT)
    count = max(fitting, _BLANK_ROWS)
    return _Rows([(str(one), *[""] * (len(_COLUMNS) - 1)) for one in range(1, count + 1)], {}, frozenset())
