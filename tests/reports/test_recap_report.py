"""REKAP-UCJ on paper: every count of the rows, the equation, and the coverage with its sources."""

from dataclasses import replace

import pytest

from tests.reports.golden_pages import assert_looks_as_before
from tests.reports.made_up import make_facts
from tests.reports.made_up_recap import make_recap
from tests.reports.pdf import ink_outside, make_pdf, page_texts
from ucj_desktop.reports.facts import Facts, PaperSize


def recap_of(count: int) -> Facts:
    """A recap of ``count`` villages, without minutes."""
    return make_facts(1, minutes=None, recap=make_recap(count))


@pytest.mark.parametrize("paper", list(PaperSize))
@pytest.mark.parametrize("count", [1, 25, 136])
def test_every_row_stands_on_paper_inside_the_margins(count: int, paper: PaperSize) -> None:
    made = make_pdf("REKAP-UCJ", replace(recap_of(count), paper=paper))
    text = " ".join(page_texts(made))
    assert all(f"Desa Rekaan {number}" in text for number in range(1, count + 1))
    assert "40.000 peserta aktif : 93.537 pekerja potensial = 42,76 %" in text
    assert "Target 62,93 % (RPJMD): masih perlu 18.863 peserta." in text
    assert ("hanya 30 yang terbanyak" in text) == (count > 30)
    assert "Memuat data pribadi" not in text
    assert ink_outside(made, left=29, right=19, top=19, bottom=5) == []


def test_it_looks_as_it_did_when_somebody_looked_at_it() -> None:
    assert_looks_as_before("rekap_ucj", make_pdf("REKAP-UCJ", recap_of(14)))


def test_a_recap_that_does_not_add_up_says_so_loudly() -> None:
    facts = recap_of(2)
    assert facts.recap is not None
    broken = replace(facts, recap=replace(facts.recap, balances=False, coverage=None))
    text = " ".join(page_texts(make_pdf("REKAP-UCJ", broken)))
    assert "JUMLAHNYA TIDAK COCOK" in text
    assert "CAKUPAN" not in text
