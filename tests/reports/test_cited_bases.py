"""Legal bases on paper: none by default, those in force on the letter's day where the office wants them."""

from datetime import date

import pytest

from tests.reports.made_up import make_facts, make_minutes, make_sign, verify_sign
from tests.reports.pdf import make_pdf, page_texts
from ucj_desktop.reference.legal_bases import LegalBasis, legal_bases
from ucj_desktop.reports.checking import Outcome, check_pdf
from ucj_desktop.reports.facts import PaperSize

OWN = LegalBasis(
    code="kantor-1",
    kind="Surat Edaran Bupati Bulukumba",
    number="500.15/12",
    year=2026,
    about="Pelindungan Pekerja Rentan",
    since=date(2026, 4, 30),
)
WHERE = {"BA-VER": "ba_verval", "PENGANTAR": "pengantar", "SPTJM": "sptjm"}


def text_of(code: str, *bases: LegalBasis, **changes: object) -> str:
    facts = make_facts(3, bases={WHERE[code]: bases}, **changes)
    return " ".join(page_texts(make_pdf(code, facts))).replace("\xa0", " ")


@pytest.mark.parametrize("code", WHERE)
def test_a_letter_cites_nothing_by_default(code: str) -> None:
    text = text_of(code)
    assert "berdasarkan:" not in text
    assert "Dasar:" not in text


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("BA-VER", "berdasarkan: 1. ", "; telah melaksanakan"),
        ("PENGANTAR", "Dasar: 1. ", ". Bersama ini disampaikan"),
        ("SPTJM", "berdasarkan: 1. ", "; menyatakan dengan sesungguhnya"),
    ],
)
def test_a_letter_cites_what_was_chosen_in_a_numbered_list(code: str, before: str, after: str) -> None:
    text = text_of(code, legal_bases()[0], OWN)
    first = "Undang-Undang Nomor 40 Tahun 2004 tentang Sistem Jaminan Sosial Nasional; 2. "
    second = "Surat Edaran Bupati Bulukumba Nomor 500.15/12 tanggal 30 April 2026 tentang Pelindungan Pekerja Rentan"
    assert before + first + second + after in text


def test_what_is_not_in_force_on_the_day_of_the_minutes_is_left_out() -> None:
    on_the_day = make_minutes(3, held_on=date(2026, 4, 30))
    day_before = make_minutes(3, held_on=date(2026, 4, 29))
    assert "500.15/12" in text_of("BA-VER", OWN, minutes=on_the_day)
    text = text_of("BA-VER", OWN, minutes=day_before)  # printed on 2 May, when it has long been in force
    assert "500.15/12" not in text
    assert "berdasarkan:" not in text


@pytest.mark.parametrize("code", WHERE)
def test_a_paper_that_cites_all_of_them_is_found_genuine(code: str) -> None:
    pdf = make_pdf(code, make_facts(26, bases={WHERE[code]: legal_bases()}, sign=make_sign))
    assert check_pdf(pdf, verify_sign).outcome is Outcome.GENUINE


@pytest.mark.parametrize("paper", list(PaperSize))
@pytest.mark.parametrize("count", range(8))
def test_however_many_are_cited_the_signature_of_the_statement_stands_with_its_last_sentence(
    count: int, paper: PaperSize
) -> None:
    bases = {"sptjm": (*legal_bases(), *legal_bases())[:count]}
    last = page_texts(make_pdf("SPTJM", make_facts(26, bases=bases, paper=paper)))[-1]
    assert "Meterai Rp10.000" in last
    assert "Demikian surat pernyataan ini" in last
