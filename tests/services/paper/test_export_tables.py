"""Workbooks of reports: the rows and numbers of the paper, and of the screen where it shows them."""

import re
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.demo_office import put_people
from tests.reports.pdf import page_texts
from tests.services.paper.offices import closed_office, make_office, validated_office
from tests.working_day import new_folder, open_for
from ucj_desktop.domain.people import NotAllowed, Role
from ucj_desktop.domain.rules import SEVERITY_LABELS
from ucj_desktop.services.accuracy.mend_findings import findings_to_mend
from ucj_desktop.services.paper.export_tables import NothingInTables, NoWorkbook, export_tables
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import preview_report
from ucj_desktop.services.rounds.find_minutes import list_minutes


def test_screen_paper_and_workbook_have_the_same_numbers(tmp_path: Path) -> None:
    office = make_office(tmp_path / "office")
    put_people(office, 120)
    shown = list(findings_to_mend(office).findings)
    by_rule = Counter((one.finding.code, SEVERITY_LABELS[one.finding.severity]) for one in shown)
    by_village = Counter(
        (office.printed(one.kind.village_code), SEVERITY_LABELS[one.finding.severity]) for one in shown
    )

    made = export_tables(office, Asked(report="PERIKSA"), tmp_path / "check.xlsx")
    book = load_workbook(tmp_path / "check.xlsx")
    rules = [row[:4] for row in book["Per aturan"].iter_rows(values_only=True) if row[0] and row[3]]
    assert {(row[0], row[1]): row[3] for row in rules if row[0] != "Kode"} == dict(by_rule)
    head, *villages, last = [row for row in book["Per desa"].iter_rows(values_only=True) if row[4]]
    told = {(row[0], words): row[at] for row in villages for at, words in enumerate(SEVERITY_LABELS.values(), 1)}
    assert {key: number for key, number in told.items() if number} == dict(by_village)
    assert head[1:4] == tuple(SEVERITY_LABELS.values())
    sums = Counter(SEVERITY_LABELS[one.finding.severity] for one in shown)
    assert last[1:5] == (*(sums[words] for words in SEVERITY_LABELS.values()), len(shown))
    listed = Counter(row[4] for row in book["Temuan"].iter_rows(values_only=True) if isinstance(row[0], int))
    assert listed == Counter(one.finding.code for one in shown)
    assert (made.facts.checked, len(made.facts.findings)) == (120, len(shown))

    text = "\n".join(page_texts(preview_report(office, Asked(report="PERIKSA"))))
    by_code_part, _, rest = text.partition("Kode Tingkat Contoh temuan Jumlah")[2].partition("Jumlah")
    assert f"diperbaiki atau dipastikan: {made.facts.clean} orang" in text
    for (code, words), number in by_rule.items():
        assert re.search(rf"{code} {words} .*? {number}(?= [A-Z]{{2}}-| *$)", by_code_part), code
    for (village, words), number in by_village.items():
        row = re.search(rf"(?:[0-9]|Jumlah) {village} ([0-9]+) ([0-9]+) ([0-9]+) [0-9]+", rest.partition("Saran")[0])
        assert row is not None
        assert int(row.groups()[list(SEVERITY_LABELS.values()).index(words)]) == number
    assert f"Jumlah {' '.join(str(sums[words]) for words in SEVERITY_LABELS.values())} {len(shown)} " in rest


@pytest.mark.parametrize(
    "code, sheets",
    [
        ("BA-VER", ["Per desa", "Layak", "Tidak layak"]),
        ("LAMP-1", ["Layak"]),
        ("LAMP-2", ["Tidak layak"]),
        ("REKAP", ["Per desa", "Per alasan"]),
        ("HADIR", ["Daftar hadir"]),
    ],
)
def test_a_workbook_has_every_row_of_its_paper(tmp_path: Path, code: str, sheets: list[str]) -> None:
    office = closed_office(tmp_path / "kantor", 30)
    asked = Asked(report=code)
    text = " ".join(page_texts(preview_report(office, asked)))
    export_tables(office, asked, tmp_path / "tabel.xlsx")
    book = load_workbook(tmp_path / "tabel.xlsx")
    assert book.sheetnames == sheets
    for page in book:
        rows = list(page.iter_rows(values_only=True))
        head = next(at for at, row in enumerate(rows) if any(row[1:]))
        assert page.freeze_panes == f"A{head + 2}"
        assert len(rows) > head + 1
        for row in rows[head + 1 :]:
            words = " ".join(str(cell) for cell in row if cell not in (None, ""))
            assert all(word in text for word in words.split()), row


def test_identity_numbers_and_seals_are_text_and_the_sheet_bears_register_and_journal_code(tmp_path: Path) -> None:
    office = closed_office(tmp_path / "kantor", 12)
    minutes = list_minutes(office)[-1]
    export_tables(office, Asked(report="LAMP-1"), tmp_path / "tabel.xlsx")
    page = load_workbook(tmp_path / "tabel.xlsx")["Layak"]
    above = [row[0] for row in page.iter_rows(max_row=3, values_only=True)]
    assert f"register {minutes.register}-{minutes.revision}" in above[1]
    assert minutes.journal_head in above[2]
    numbers = [row for row in page.iter_rows(min_row=6) if isinstance(row[0].value, int)]
    assert len(numbers) == 9
    for row in numbers:
        assert row[1].data_type == "s"
        assert re.fullmatch("[0-9]{16}", row[1].value)
        assert re.fullmatch("[0-9A-Z]{4}", row[-1].value)


def test_a_draft_says_so_and_has_no_seals(tmp_path: Path) -> None:
    office = validated_office(tmp_path / "kantor")
    export_tables(office, Asked(report="LAMP-1"), tmp_path / "tabel.xlsx")
    page = load_workbook(tmp_path / "tabel.xlsx")["Layak"]
    assert str(page["A2"].value).startswith("DRAF")
    assert {row[-1] for row in page.iter_rows(min_row=6, values_only=True)} == {None}


def test_what_has_no_tables_says_which_reports_have(tmp_path: Path) -> None:
    office = closed_office(tmp_path / "kantor")
    with pytest.raises(NoWorkbook, match="FORM") as refused:
        export_tables(office, Asked(report="FORM"), tmp_path / "tabel.xlsx")
    assert "LAMP-1" in refused.value.fix
    assert not (tmp_path / "tabel.xlsx").exists()


def test_nothing_found_is_no_empty_workbook(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    with pytest.raises(NothingInTables):
        export_tables(office, Asked(report="PERIKSA"), tmp_path / "tabel.xlsx")
    assert not (tmp_path / "tabel.xlsx").exists()


def test_a_clerk_who_may_not_see_identity_numbers_gets_no_list_of_them(tmp_path: Path) -> None:
    with open_for(new_folder(tmp_path / "kantor", staffed=True), Role.ENTRY) as office, pytest.raises(NotAllowed):
        export_tables(office, Asked(report="LAMP-1"), tmp_path / "tabel.xlsx")
