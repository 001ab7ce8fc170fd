"""LAMP-SK: the annex of the decree adds up to the rupiah, on both papers, and its workbook can be added up."""

from dataclasses import replace

import pytest

from tests.reports.golden_pages import assert_looks_as_before
from tests.reports.made_up import make_facts
from tests.reports.made_up_budget import make_budget
from tests.reports.pdf import make_pdf, page_texts
from ucj_desktop.domain.terbilang import spell_number, thousands
from ucj_desktop.reports import find_report
from ucj_desktop.reports.facts import Facts, PaperSize
from ucj_desktop.reports.writer import plan_report


def annex_of(count: int, **more: object) -> Facts:
    return replace(make_facts(1, minutes=None, budget=make_budget(count)), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("paper", list(PaperSize))
@pytest.mark.parametrize("count", [1, 25, 26, 500])
def test_everybody_stands_on_it_and_the_sums_are_those_of_the_rows(count: int, paper: PaperSize) -> None:
    facts = annex_of(count, paper=paper)
    assert facts.budget is not None
    cost = sum(one.cost for one in facts.budget.rows)
    text = " ".join(" ".join(page_texts(make_pdf("LAMP-SK", facts))).split())
    assert all(one.nik in text for one in facts.budget.rows)
    assert text.count(f"Rp{thousands(cost)} ({spell_number(cost)} rupiah)") == 2  # under the sums and under the names
    assert "LAMPIRAN KEPUTUSAN BUPATI BULUKUMBA NOMOR : 188.45/317/2026 TANGGAL : 4 MEI 2026" in text
    assert text.count("BUPATI BULUKUMBA,") == 2
    assert "Penetapan nomor 2, sidik data 0123456789abcdef." in text
    assert "DRAF" not in text


def test_the_workbook_adds_up_as_the_paper_does() -> None:
    facts = annex_of(26)
    assert facts.budget is not None
    document, _ = plan_report(find_report("LAMP-SK"), facts)
    sheets = {one.name: one.rows for one in document.named_tables}
    cost = sum(one.cost for one in facts.budget.rows)
    assert {name: rows[-1][-1] for name, rows in sheets.items() if name != "Daftar penerima"} == {
        "Rekap": thousands(cost),
        "Sumber dana": thousands(cost),
    }
    assert sum(int(row[-1].replace(".", "")) for row in sheets["Daftar penerima"]) == cost
    villages = [row for row in sheets["Rekap"] if row[1]]
    assert sum(int(row[-1].replace(".", "")) for row in villages) == cost
    assert len(villages) == 12


def test_before_it_is_decided_every_page_says_draft_and_no_number() -> None:
    planned = replace(make_budget(3), number=0, decree_number="", decree_date=None, decree_about="", digest="")
    texts = page_texts(make_pdf("LAMP-SK", annex_of(3, budget=planned, draft=True)))
    assert all("DRAF" in text for text in texts)
    assert not any("Penetapan nomor" in text for text in texts)
    assert "NOMOR : ...." in " ".join(texts[0].split())


def test_it_looks_as_it_did_when_somebody_looked_at_it() -> None:
    assert_looks_as_before("lamp_sk", make_pdf("LAMP-SK", annex_of(30)))
