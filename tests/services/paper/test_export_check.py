"""The check report: the same numbers on the screen, in the PDF and in the workbook."""

import re
from collections import Counter
from pathlib import Path

from openpyxl import load_workbook

from tests.demo_office import make_office, put_people
from tests.reports.pdf import page_texts
from ucj_desktop.domain.rules import SEVERITY_LABELS
from ucj_desktop.services.accuracy.mend_findings import findings_to_mend
from ucj_desktop.services.paper.export_check import export_check
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import preview_report


def test_screen_paper_and_workbook_have_the_same_numbers(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    put_people(office, 120)
    shown = list(findings_to_mend(office).findings)
    by_rule = Counter((one.finding.code, SEVERITY_LABELS[one.finding.severity]) for one in shown)
    by_village = Counter(
        (office.printed(one.kind.village_code), SEVERITY_LABELS[one.finding.severity]) for one in shown
    )

    made = export_check(office, tmp_path / "check.xlsx")
    book = load_workbook(tmp_path / "check.xlsx")
    rules = [row[:4] for row in book["Per aturan"].iter_rows(values_only=True) if row[0] and row[3]]
    assert {(row[0], row[1]): row[3] for row in rules if row[0] != "KODE"} == dict(by_rule)
    head, *villages, last = [row for row in book["Per desa"].iter_rows(values_only=True) if row[4]]
    told = {(row[0], words): row[at] for row in villages for at, words in enumerate(SEVERITY_LABELS.values(), 1)}
    assert {key: number for key, number in told.items() if number} == dict(by_village)
    assert head[1:4] == tuple(words.upper() for words in SEVERITY_LABELS.values())
    sums = Counter(SEVERITY_LABELS[one.finding.severity] for one in shown)
    assert last[1:5] == (*(sums[words] for words in SEVERITY_LABELS.values()), len(shown))
    listed = Counter(row[4] for row in book["Temuan"].iter_rows(values_only=True) if isinstance(row[0], int))
    assert listed == Counter(one.finding.code for one in shown)
    assert (made.checked, made.findings) == (120, len(shown))

    text = "\n".join(page_texts(preview_report(office, Asked(report="PERIKSA"))))
    by_code_part, _, rest = text.partition("Kode Tingkat Contoh temuan Jumlah")[2].partition("Jumlah")
    assert f"diperbaiki atau dipastikan: {made.clean} orang" in text
    for (code, words), number in by_rule.items():
        assert re.search(rf"{code} {words} .*? {number}(?= [A-Z]{{2}}-| *$)", by_code_part), code
    for (village, words), number in by_village.items():
        row = re.search(rf"(?:[0-9]|Jumlah) {village} ([0-9]+) ([0-9]+) ([0-9]+) [0-9]+", rest.partition("Saran")[0])
        assert row is not None
        assert int(row.groups()[list(SEVERITY_LABELS.values()).index(words)]) == number
    assert f"Jumlah {' '.join(str(sums[words]) for words in SEVERITY_LABELS.values())} {len(shown)} " in rest
    office.close()
