"""The check report as an Excel workbook: the numbers of the screen and the PDF, and every finding with its worker."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ucj_desktop.domain.people import Action
from ucj_desktop.domain.progress import SILENT, Progress
from ucj_desktop.domain.rules import SEVERITY_LABELS
from ucj_desktop.domain.rules.words import trouble_words
from ucj_desktop.domain.terbilang import thousands
from ucj_desktop.reports import find_report
from ucj_desktop.reports.facts import Facts, counted_villages
from ucj_desktop.services.accuracy.mend_findings import EVERY_FINDING, FindingChoice
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.gather_facts import Asked, gather_facts
from ucj_desktop.spreadsheets.writer import CellKind, TableColumn, TableSheet, write_tables
from ucj_desktop.storage.journal import Entry

_NO_VILLAGE = "Belum diisi"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedCheck:
    """A workbook that lies at ``path``."""

    path: Path
    checked: int
    clean: int
    findings: int


def export_check(
    office: Office,
    out: Path,
    *,
    village_code: str = "",
    chosen: FindingChoice = EVERY_FINDING,
    progress: Progress = SILENT,
) -> ExportedCheck:
    """Write the findings of everyone, or of one village; identity numbers are masked. Raises FileNotWritable."""
    office.require(Action.EXPORT)
    asked = Asked(report="PERIKSA", village_code=village_code, findings=chosen)
    facts = gather_facts(office, find_report(asked.report), asked, progress)
    place = f", {office.printed(village_code)}" if village_code else ""
    title = (f"LAPORAN PEMERIKSAAN DATA {office.name}{place}".upper(), f"TAHUN {office.preferences.period}")
    checked, clean = thousands(facts.checked), thousands(facts.clean)
    note = [f"{checked} orang diperiksa, {clean} tanpa temuan yang harus diperbaiki atau dipastikan."]
    if facts.only_findings:
        note.append(f"Hanya: {facts.only_findings}.")
    sheets = [
        TableSheet(name="Per aturan", columns=_RULES, rows=_by_rule(facts), title_lines=title, notes=note),
        TableSheet(name="Per desa", columns=_VILLAGES, rows=_by_village(facts), title_lines=title),
        TableSheet(name="Temuan", columns=_FINDINGS, rows=_each(facts), title_lines=title),
    ]
    write_tables(out, sheets, progress)
    with office.database.writing() as connection:
        told = {"rows": len(facts.findings), "village": village_code}
        office.log(connection, Entry(action="list.exported", facts=told))
    return ExportedCheck(path=out, checked=facts.checked, clean=facts.clean, findings=len(facts.findings))


def _number(heading: str) -> TableColumn:
    return TableColumn(heading=heading, kind=CellKind.NUMBER, width=16)


_RULES = (
    TableColumn(heading="KODE", width=9),
    TableColumn(heading="TINGKAT", width=18),
    TableColumn(heading="TEMUAN", width=44),
    _number("JUMLAH"),
)
_VILLAGES = (
    TableColumn(heading="DESA/KELURAHAN", width=26),
    *(_number(words.upper()) for words in SEVERITY_LABELS.values()),
    _number("JUMLAH"),
)
_FINDINGS = (
    TableColumn(heading="NO", kind=CellKind.NUMBER, width=7),
    TableColumn(heading="DESA/KELURAHAN", width=22),
    TableColumn(heading="NAMA", width=28),
    TableColumn(heading="NIK", width=20),
    TableColumn(heading="KODE", width=9),
    TableColumn(heading="TINGKAT", width=18),
    TableColumn(heading="TEMUAN", width=60),
    TableColumn(heading="SARAN", width=60),
)


def _by_rule(facts: Facts) -> list[Sequence[Any]]:
    counts = Counter((one.code, one.severity) for one in facts.findings)
    gravity = {words: place for place, words in enumerate(SEVERITY_LABELS.values())}
    ordered = sorted(counts.items(), key=lambda item: (gravity[item[0][1]], -item[1], item[0]))
    rows: list[Sequence[Any]] = [(code, words, trouble_words(code), number) for (code, words), number in ordered]
    return [*rows, ("", "", "Jumlah", len(facts.findings))]


def _by_village(facts: Facts) -> list[Sequence[Any]]:
    told = tuple(SEVERITY_LABELS.values())
    villages = counted_villages(facts.findings)
    rows: list[Sequence[Any]] = [
        (one.village_name or _NO_VILLAGE, *(one.counts[words] for words in told), one.total) for one in villages
    ]
    return [*rows, ("Jumlah", *(sum(one.counts[words] for one in villages) for words in told), len(facts.findings))]


def _each(facts: Facts) -> list[Sequence[Any]]:
    return [
        (
            number,
            one.village_name or _NO_VILLAGE,
            one.full_name,
            one.masked_nik,
            one.code,
            one.severity,
            one.what,
            one.fix,
        )
        for number, one in enumerate(facts.findings, start=1)
    ]
