"""The registry of reports, and what holds for every report in it."""

from dataclasses import replace
from datetime import date, datetime

import pypdfium2
import pytest

from tests.reports.made_up import HEAD, make_candidates, make_facts, make_listed, make_minutes, person_facts
from tests.reports.made_up_budget import make_budget
from tests.reports.made_up_recap import make_recap
from tests.reports.pdf import ink_outside, make_pdf, make_printed, page_sizes, page_texts
from ucj_desktop.domain.row_code import row_code
from ucj_desktop.reports import REPORTS, Needs, UnknownReport, find_report, in_menu_order
from ucj_desktop.reports.card_facts import CardFacts
from ucj_desktop.reports.facts import Facts, ListedFinding, PaperSize, VillageFacts
from ucj_desktop.reports.receipt_facts import ListedRow, ReceiptFacts

MM_A_POINT = 25.4 / 72
FINDING = ListedFinding(
    village_name="Bialo",
    full_name="Andi Rekaan",
    masked_nik="730201******0003",
    code="ID-02",
    severity="Perlu dipastikan",
    what="Tanggal lahir 17-08-1980 tidak sama dengan yang ada di NIK (18-08-1980).",
    fix="Cocokkan dengan KTP, lalu betulkan yang salah.",
)
CARD = CardFacts(
    code="73.02.01",
    name="Kecamatan Gantarang",
    fingerprint="01234 56789 11111 22222 33333 44444 55555 66666",
    made_on=date(2026, 5, 2),
    is_renewed=True,
    file_name="UCJ-730201.ucjk",
)


def make_receipt(count: int) -> ReceiptFacts:
    """Of a package of which ``count`` rows were refused and half as many withdrawals held."""
    rows = tuple(
        ListedRow(
            code=row_code(str(number)),
            full_name="" if number % 3 else f"Pekerja Rekaan {number}",
            reason="ID-02: Tanggal lahir 17-08-1980 tidak sama dengan yang ada di NIK (18-08-1980).",
        )
        for number in range(count)
    )
    return ReceiptFacts(
        office_code="73.02.01",
        office_name="Kecamatan Gantarang",
        file_name="UCJ-730201-0007.ucj",
        kind="perubahan",
        sequence=7,
        period="2026",
        revision=2,
        made_at=datetime(2026, 11, 20, 9, 5),
        sha256="5e" * 32,
        counts=(("Baru", 1_214), ("Berubah", 3), ("Ditolak", count)),
        refused=rows,
        held=rows[: count // 2],
        received_by="Mulyati Pengelola",
        received_at=datetime(2026, 11, 23, 14, 40),
        code="F95W-KEJF-QF1K" if count else "",
    )


def facts_for(needs: Needs, count: int, paper: PaperSize = PaperSize.F4) -> Facts:
    """Facts over ``count`` workers for a report with those needs."""
    if needs in (Needs.MINUTES, Needs.MINUTED):
        rows = max(count, 1) if needs is Needs.MINUTED else count
        minutes = make_minutes(rows, candidates=make_candidates(rows, rows))
        return make_facts(minutes=minutes, paper=paper, person=minutes.rows[-1] if minutes.rows else None)
    return make_facts(
        count,
        minutes=None,
        paper=paper,
        workers=make_listed(count),
        village=VillageFacts(code="7302012002", name="Bialo", label="Desa", head="Kepala Desa"),
        findings=(FINDING,) * count,
        checked=count,
        clean=0,
        signers=(HEAD,),
        recap=make_recap(count),
        budget=make_budget(count),
        **(person_facts(count) if needs is Needs.PERSON else {}),
        **({"card": CARD} if needs is Needs.CARD else {}),
        **({"receipt": make_receipt(count)} if needs is Needs.RECEIPT else {}),
    )


def test_the_codes_that_stand_on_paper_are_these() -> None:
    codes = [one.code for one in in_menu_order()]
    assert " ".join(codes) == (
        "BA-VER LAMP-1 LAMP-2 LAMP-3 REKAP SPTJM PENGANTAR HADIR BA-MUS FORM PERIKSA REKAP-UCJ LAMP-SK SK-PEKERJA"
        " SUBJEK BA-HAPUS KARTU TANDA-TERIMA UJI"
    )
    assert sorted(codes) == sorted(REPORTS)


def test_a_report_is_found_in_any_case_of_letters() -> None:
    assert find_report("ba-ver") is REPORTS["BA-VER"]


def test_an_unknown_report_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownReport) as refused:
        find_report("SK-99")
    assert "SK-99" in refused.value.what
    assert "BA-VER" in refused.value.fix


@pytest.mark.parametrize("paper", list(PaperSize))
@pytest.mark.parametrize("count", [0, 1, 25, 26, 120])
@pytest.mark.parametrize("code", list(REPORTS))
def test_every_report_prints_any_number_of_workers(code: str, count: int, paper: PaperSize) -> None:
    printed, pdf = make_printed(code, facts_for(REPORTS[code].needs, count, paper))
    texts = page_texts(pdf)
    sizes = {(215, 330), (330, 215)} if paper is PaperSize.F4 else {(210, 297), (297, 210)}
    assert printed.pages == len(texts)
    assert set(page_sizes(pdf)) <= sizes
    for number, text in enumerate(texts, start=1):
        assert f"Halaman {number} dari {len(texts)}" in text
        assert code in text  # every page says which paper it belongs to


@pytest.mark.parametrize("code", list(REPORTS))
def test_nothing_is_printed_outside_the_margins(code: str) -> None:
    _, pdf = make_printed(code, facts_for(REPORTS[code].needs, 60))
    assert ink_outside(pdf, left=29, right=19, top=19, bottom=5) == []


@pytest.mark.parametrize("code", list(REPORTS))
def test_the_same_facts_give_the_same_bytes(code: str) -> None:
    facts = facts_for(REPORTS[code].needs, 12)
    assert make_printed(code, facts)[1] == make_printed(code, replace(facts))[1]


@pytest.mark.parametrize("code", list(REPORTS))
def test_every_font_is_an_embedded_subset(code: str) -> None:
    _, pdf = make_printed(code, facts_for(REPORTS[code].needs, 3))
    assert pdf.count(b"/Type /FontDescriptor") == pdf.count(b"/FontFile2") > 0
    assert b"/BaseFont /Helvetica" not in pdf
    assert b"LiberationSans" in pdf


@pytest.mark.parametrize("paper", list(PaperSize))
def test_the_rulers_of_the_test_page_are_a_hundred_millimetres_long(paper: PaperSize) -> None:
    document = pypdfium2.PdfDocument(make_pdf("UJI", make_facts(1, paper=paper)))
    lines = [one.get_bounds() for one in document[0].get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    document.close()
    across = [(right - left) * MM_A_POINT for left, _, right, _ in lines]
    down = [(top - bottom) * MM_A_POINT for _, bottom, _, top in lines]
    assert any(length == pytest.approx(100, abs=0.5) for length in across), "the stroke itself is 0.2 mm wide"
    assert max(down) == pytest.approx(100, abs=0.5)
