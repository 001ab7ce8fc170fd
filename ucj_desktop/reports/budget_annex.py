"""LAMP-SK: the annex of the decree (Keputusan Bupati): sums by village and source, then everybody who is paid."""

from collections.abc import Callable, Sequence
from itertools import groupby
from textwrap import wrap

from ucj_desktop.domain.budget_decision import DecidedPlace
from ucj_desktop.domain.dates import long_date
from ucj_desktop.domain.minutes import Signer
from ucj_desktop.domain.terbilang import spell_number, thousands
from ucj_desktop.reports.annexes import LONGEST_NIK, LONGEST_TEXT, in_the_corner
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, Drawn, TablePart, centred, left_aligned
from ucj_desktop.reports.budget_facts import BudgetFacts
from ucj_desktop.reports.columns import Align, Column
from ucj_desktop.reports.facts import Facts
from ucj_desktop.reports.fonts import BOLD, printable
from ucj_desktop.reports.pages import PlannedDocument, landscape, portrait
from ucj_desktop.reports.said import counted
from ucj_desktop.reports.sheets import letter_pages, table_pages
from ucj_desktop.reports.signatures import single_signature
from ucj_desktop.reports.table import Table, fit_table

_SIZE, _LIST_SIZE = 8.5, 8.0
_DOTS = "............................"
_LONGEST_ABOUT = 200
_CORNER = 44  # letters in a line of the corner


def _number(heading: str) -> Column:
    return Column(heading=heading, align=Align.RIGHT, wraps=False, stretch=0)


_LISTED = (
    _number("No."),
    Column(heading="NIK", wraps=False, stretch=0),
    Column(heading="Nama", stretch=2),
    Column(heading="Kecamatan"),
    Column(heading="Desa/Kelurahan"),
    Column(heading="Pekerjaan"),
    Column(heading="Sumber dana"),
    Column(heading="Masa iuran"),
    _number("Bulan"),
    _number("Iuran (Rp)"),
)


@report("LAMP-SK", "Lampiran keputusan penerima iuran", Needs.BUDGET, has_workbook=True)
def plan_budget_annex(facts: Facts) -> PlannedDocument:
    """Portrait pages of sums, then landscape pages of names; the Bupati signs both parts."""
    told = _known(facts)
    upright, wide = portrait(facts.paper), landscape(facts.paper)
    area = facts.office.district_name or facts.office.name
    title = (
        "PENERIMA IURAN JAMINAN SOSIAL KETENAGAKERJAAN",
        f"BAGI PEKERJA RENTAN {area} TAHUN ANGGARAN {facts.period}".upper(),
    )
    total = left_aligned(
        f"Jumlah: {counted(len(told.rows))} orang, Rp{thousands(_cost(told.rows))}"
        f" ({spell_number(_cost(told.rows))} rupiah).",
        font=BOLD,
        size=10.0,
        space_before=8.0,
    )
    sums = [
        *in_the_corner(_corner(told, area), upright.inner_width),
        centred(f"REKAPITULASI {title[0]}", font=BOLD, size=12.0, space_before=14.0),
        centred(title[1], font=BOLD, size=12.0),
        TablePart(_by_village(told, upright.inner_width), space_before=12.0),
        left_aligned("Menurut sumber dana:", space_before=10.0, keep_with_next=True),
        TablePart(_by_line(told, upright.inner_width), space_before=4.0),
        total,
        *_whence(told),
    ]
    sums[-1].keep_with_next = True
    sums.append(_signature(told, area, upright.inner_width))
    heading: list[Block] = [
        centred(f"DAFTAR {title[0]}", font=BOLD, size=12.0),
        centred(title[1], font=BOLD, size=12.0),
    ]
    ending: list[Block] = [total, _signature(told, area, wide.inner_width)]
    pages = [
        *letter_pages(sums, upright),
        *table_pages(_list(told, wide.inner_width), wide, heading, ending),
    ]
    return PlannedDocument(
        report="LAMP-SK",
        title=f"Lampiran keputusan penerima iuran {area} {facts.period}",
        pages=tuple(pages),
        workers=len(told.rows),
        sealed=True,
    )


def _known(facts: Facts) -> BudgetFacts:
    if facts.budget is None:
        raise ValueError("this report needs a budget")
    return facts.budget


def _corner(told: BudgetFacts, area: str) -> list[str]:
    about = printable(told.decree_about, _LONGEST_ABOUT)
    return [
        f"LAMPIRAN KEPUTUSAN {told.head.upper()} {_bare(area).upper()}",
        f"NOMOR : {told.decree_number or _DOTS}",
        f"TANGGAL : {long_date(told.decree_date).upper() if told.decree_date else _DOTS}",
        *wrap(f"TENTANG : {about.upper()}" if about else "", _CORNER),
    ]


def _bare(area: str) -> str:
    return area.removeprefix("Kabupaten ").removeprefix("Kota ")


def _signature(told: BudgetFacts, area: str, width: float) -> Drawn:
    return single_signature(Signer(name="", position=f"{told.head} {_bare(area)}".upper()), "", width)


def _whence(told: BudgetFacts) -> list[Block]:
    """By which decision of the program this list is; the office finds it again by number and code."""
    if not told.number:
        return []
    return [left_aligned(f"Penetapan nomor {told.number}, sidik data {told.digest[:16]}.", size=8.5, space_before=2.0)]


def _cost(rows: Sequence[DecidedPlace]) -> int:
    return sum(one.cost for one in rows)


def _by_village(told: BudgetFacts, width: float) -> Table:
    """A row a village, with the kecamatan's sum under its villages."""
    columns = (
        Column(heading="Kecamatan"),
        Column(heading="Desa/Kelurahan"),
        _number("Orang"),
        _number("Iuran (Rp)"),
    )
    rows: list[tuple[str, ...]] = []
    for office, people in _grouped(told.rows, lambda one: (one.village_code[:6], one.office_name)):
        name = printable(office[1], LONGEST_TEXT)
        villages = _grouped(people, lambda one: (one.village_code, one.village_name))
        rows += [(name, printable(village[1], LONGEST_TEXT), *_figures(some)) for village, some in villages]
        if len(villages) > 1:
            rows.append((f"Jumlah {name}", "", *_figures(people)))
    rows.append(("JUMLAH", "", *_figures(told.rows)))
    return fit_table(columns, rows, width, size=_SIZE, bold_last=True, name="Rekap")


def _by_line(told: BudgetFacts, width: float) -> Table:
    columns = (
        Column(heading="Pos anggaran"),
        Column(heading="Sumber dana"),
        Column(heading="Masa iuran"),
        _number("Orang"),
        _number("Iuran (Rp)"),
    )
    found: dict[str, list[DecidedPlace]] = {line: [] for line in told.lines}
    for one in told.rows:
        found[one.line_id].append(one)
    rows = [
        (told.lines[line].name, told.lines[line].funding, told.lines[line].months, *_figures(people))
        for line, people in found.items()
        if people
    ]
    rows.append(("JUMLAH", "", "", *_figures(told.rows)))
    return fit_table(columns, rows, width, size=_SIZE, bold_last=True, name="Sumber dana")


def _figures(people: Sequence[DecidedPlace]) -> tuple[str, str]:
    return thousands(len(people)), thousands(_cost(people))


def _grouped(
    rows: Sequence[DecidedPlace], key: Callable[[DecidedPlace], tuple[str, str]]
) -> list[tuple[tuple[str, str], list[DecidedPlace]]]:
    return [(named, list(people)) for named, people in groupby(rows, key)]


def _list(told: BudgetFacts, width: float) -> Table:
    rows = [
        (
            thousands(one.position),
            printable(one.nik, LONGEST_NIK),
            printable(one.full_name, LONGEST_TEXT),
            printable(one.office_name, LONGEST_TEXT),
            printable(one.village_name, LONGEST_TEXT),
            printable(one.occupation, LONGEST_TEXT),
            told.lines[one.line_id].name,
            told.lines[one.line_id].months,
            str(one.months),
            thousands(one.cost),
        )
        for one in told.rows
    ]
    return fit_table(_LISTED, rows, width, size=_LIST_SIZE, numbered=True, name="Daftar penerima")
