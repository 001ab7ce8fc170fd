"""PERIKSA: the findings of the rules, counted by rule and listed one by one."""

from collections import Counter
from dataclasses import replace

from ucj_desktop.domain.rules import SEVERITY_LABELS
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.reports.annexes import LONGEST_NIK, LONGEST_NOTE, LONGEST_TEXT
from ucj_desktop.reports.base import Needs, report
from ucj_desktop.reports.blocks import Block, TablePart, centred, left_aligned
from ucj_desktop.reports.columns import Align, Column
from ucj_desktop.reports.facts import Facts, counted_villages
from ucj_desktop.reports.fonts import BOLD, printable
from ucj_desktop.reports.letterhead import letterhead
from ucj_desktop.reports.pages import PlannedDocument, PlannedPage, landscape, portrait
from ucj_desktop.reports.said import sheet_values
from ucj_desktop.reports.sheets import letter_pages, table_pages
from ucj_desktop.reports.table import Table, fit_table

_RULE_COLUMNS = (
    Column(heading="Kode", wraps=False, stretch=0),
    Column(heading="Tingkat", wraps=False, stretch=0),
    Column(heading="Contoh temuan"),
    Column(heading="Jumlah", align=Align.RIGHT, wraps=False, stretch=0, least=60),
)
_FINDING_COLUMNS = (
    Column(heading="No.", align=Align.RIGHT, wraps=False, stretch=0),
    Column(heading="Desa/Kelurahan", stretch=0.5),
    Column(heading="Nama"),
    Column(heading="NIK", wraps=False, stretch=0),
    Column(heading="Kode", wraps=False, stretch=0),
    Column(heading="Tingkat", wraps=False, stretch=0),
    Column(heading="Temuan", stretch=3),
    Column(heading="Saran", stretch=3),
)


@report("PERIKSA", "Laporan pemeriksaan data", Needs.FINDINGS, has_workbook=True)
def plan_check_report(facts: Facts) -> PlannedDocument:
    """A summary in portrait, then all findings in landscape."""
    sheet = portrait(facts.paper)
    words, values = facts.sheet_words, sheet_values(facts, day=facts.printed_on)
    blocks: list[Block] = [
        letterhead(facts.office, sheet.inner_width),
        centred(words.say("judul_periksa", values), font=BOLD, size=12.0, space_before=16.0),
        centred(words.say("wilayah", values).upper(), font=BOLD, size=12.0),
        left_aligned(words.say("ringkasan_periksa", values), space_before=12.0),
    ]
    if facts.only_findings:
        blocks.append(left_aligned(words.say("pilihan_periksa", values), font=BOLD))
    if facts.findings:
        blocks.append(TablePart(_summary(facts, sheet.inner_width), space_before=10.0))
        blocks.append(TablePart(_by_village(facts, sheet.inner_width), space_before=14.0))
    else:
        blocks.append(left_aligned(words.say("bersih_periksa", values), font=BOLD))
    pages = letter_pages(blocks, sheet)
    if facts.findings:
        pages += _list_pages(facts)
    return PlannedDocument(
        report="PERIKSA",
        title=f"Laporan pemeriksaan data {facts.office.name} {facts.period}",
        pages=tuple(pages),
        workers=facts.checked,
    )


def _summary(facts: Facts, width: float) -> Table:
    counts = Counter((finding.code, finding.severity) for finding in facts.findings)
    gravity = {severity: place for place, severity in enumerate(dict.fromkeys(one.severity for one in facts.findings))}
    examples = {(finding.code, finding.severity): finding.what for finding in reversed(facts.findings)}
    rows = [
        (code, severity, printable(examples[code, severity], LONGEST_NOTE), thousands(count))
        for (code, severity), count in sorted(counts.items(), key=lambda item: (gravity[item[0][1]], -item[1], item[0]))
    ]
    rows.append(("", "", "Jumlah", thousands(len(facts.findings))))
    return fit_table(_RULE_COLUMNS, rows, width, size=9.0, bold_last=True, name="Per aturan")


def _by_village(facts: Facts, width: float) -> Table:
    told = tuple(SEVERITY_LABELS.values())
    number = Column(heading="", align=Align.RIGHT, wraps=False, stretch=0, least=60)
    columns = (
        Column(heading="Desa/Kelurahan"),
        *(replace(number, heading=words) for words in told),
        replace(number, heading="Jumlah"),
    )
    villages = counted_villages(facts.findings)
    rows = [
        (
            printable(one.village_name, LONGEST_TEXT) or "Belum diisi",
            *(thousands(one.counts[words]) for words in told),
            thousands(one.total),
        )
        for one in villages
    ]
    sums = (thousands(sum(one.counts[words] for one in villages)) for words in told)
    rows.append(("Jumlah", *sums, thousands(len(facts.findings))))
    return fit_table(columns, rows, width, size=9.0, bold_last=True, name="Per desa")


def _list_pages(facts: Facts) -> list[PlannedPage]:
    sheet = landscape(facts.paper)
    rows = [
        (
            str(number),
            printable(finding.village_name, LONGEST_TEXT),
            printable(finding.full_name, LONGEST_TEXT),
            printable(finding.masked_nik, LONGEST_NIK),
            finding.code,
            finding.severity,
            printable(finding.what, LONGEST_NOTE),
            printable(finding.fix, LONGEST_NOTE),
        )
        for number, finding in enumerate(facts.findings, start=1)
    ]
    table = fit_table(_FINDING_COLUMNS, rows, sheet.inner_width, size=8.0, name="Temuan")
    return table_pages(table, sheet, [], [], initialled=False)
