"""PENGANTAR: what is sent, who sends it, who received it."""

import re
from dataclasses import replace

import pytest

from tests.reports.golden_pages import assert_looks_as_before
from tests.reports.made_up import (
    CHIEF,
    HEAD,
    ON_BEHALF,
    make_candidates,
    make_facts,
    make_minutes,
    make_row,
    make_sign,
    verify_sign,
)
from tests.reports.pdf import make_pdf, page_texts
from tests.reports.test_checking import drawn_otherwise
from ucj_desktop.domain.minutes import Capacity, Signer
from ucj_desktop.reports.checking import Outcome, check_pdf
from ucj_desktop.reports.facts import PaperSize

BY_ORDER = Signer(
    name="Drs. H. Andi Muhammad Syarifuddin Karaeng Bontolangkasa Daeng Marewangeng Rekaan, S.Sos., M.Si.",
    position="Kepala Seksi Kesejahteraan Sosial dan Pemberdayaan Masyarakat Desa",
    rank="Pembina Utama Muda, IV/c",
    nip="197001011995031001",
    capacity=Capacity.BY_ORDER,
    on_behalf_of="CAMAT GANTARANG\nSekretaris Kecamatan",
)


def text_of(**changes: object) -> str:
    return " ".join(page_texts(make_pdf("PENGANTAR", make_facts(**changes))))  # type: ignore[arg-type]


def test_the_letter_names_day_number_addressee_and_the_minutes() -> None:
    minutes = make_minutes(26, number="500.15/12/GTR/IV/2026")
    text = text_of(minutes=minutes, number="500.15/13/GTR/V/2026")
    assert "Ponre, 2 Mei 2026" in text
    assert "Nomor : 500.15/13/GTR/V/2026" in text.replace("\xa0", " ")
    assert "Yth. Kepala Dinas Koperasi, UKM, dan Tenaga Kerja Kabupaten Bulukumba di Tempat" in text
    assert "Nomor 500.15/12/GTR/IV/2026, tanggal 30 April 2026" in text
    assert "Register 3-1; 26 (dua puluh enam) orang" in text
    assert "Lampiran I: daftar yang layak 1 (satu) berkas 20 (dua puluh) orang" in text
    assert "Nomor : ....." in text_of()


def test_only_what_there_is_is_said_to_be_sent() -> None:
    text = text_of()
    for never in ("Lampiran III", "Pernyataan", "flashdisk"):
        assert never not in text
    minutes = make_minutes(9, candidates=make_candidates(3, 9))
    text = text_of(minutes=minutes, enclosed=("BA-VER", "SPTJM"), package_files=("UCJ-730201-0003.ucj",))
    assert "Lampiran III: daftar usulan pengganti 1 (satu) berkas 3 (tiga) orang" in text
    assert "Surat Pernyataan Tanggung Jawab Mutlak" in text
    assert "UCJ-730201-0003.ucj" in text


def test_who_signs_letters_now_signs_and_else_the_head_of_the_minutes() -> None:
    assert "a.n. CAMAT GANTARANG Sekretaris Kecamatan," in text_of(signers=(ON_BEHALF, CHIEF))
    assert "CAMAT GANTARANG, Drs. H. ANDI MADE-UP" in re.sub(r"\s*Yang menerima,\s*", " ", text_of())
    assert "Camat, (....." in re.sub(r"\s*Yang menerima,\s*", " ", text_of(minutes=make_minutes(2, signers=())))


def test_the_receipt_has_room_for_day_name_nip_and_position() -> None:
    text = text_of()
    for part in ("Diterima tanggal .....", "Yang menerima,", "(.....", "NIP. .....", "Jabatan ....."):
        assert part in text


@pytest.mark.parametrize("paper", list(PaperSize))
@pytest.mark.parametrize("signer", [HEAD, BY_ORDER])
def test_signature_and_receipt_stand_with_the_closing_sentence_on_one_page(paper: PaperSize, signer: Signer) -> None:
    long = "Kelurahan Bontomarannu Kassi Selatan Timur Laut"
    rows = tuple(replace(make_row(number), village_name=f"{long} {number % 3}") for number in range(1, 30))
    for minutes in (make_minutes(1), make_minutes(26), make_minutes(0, rows=rows, candidates=make_candidates(4, 29))):
        facts = make_facts(
            minutes=minutes, paper=paper, signers=(signer,), enclosed=("SPTJM",), package_files=("UCJ-730201-0003.ucj",)
        )
        pages = page_texts(make_pdf("PENGANTAR", facts))
        [last] = [page for page in pages if "Demikian disampaikan" in page]
        assert "Jabatan ....." in last
        assert f"NIP. {signer.nip[:8]}" in last
        assert len(pages) == 1 or signer is BY_ORDER


def test_a_draft_says_so_and_has_no_register() -> None:
    text = text_of(draft=True)
    assert "DRAF" in text
    assert "Register" not in text
    assert "Kode QR" not in text


def test_another_number_of_people_is_found() -> None:
    minutes = make_minutes(9)
    pdf = make_pdf("PENGANTAR", make_facts(minutes=minutes, sign=make_sign))
    assert check_pdf(pdf, verify_sign).outcome is Outcome.GENUINE
    found = check_pdf(drawn_otherwise(minutes, replace(minutes, rows=minutes.rows[:8]), "PENGANTAR"), verify_sign)
    assert found.outcome is Outcome.CHANGED
    assert "9 (sembilan) orang" in found.sentence


@pytest.mark.parametrize("paper", list(PaperSize))
def test_the_page_looks_as_it_did_when_a_person_looked_at_it(paper: PaperSize) -> None:
    minutes = make_minutes(500, candidates=make_candidates(12, 500))
    facts = make_facts(minutes=minutes, paper=paper, enclosed=("SPTJM",), package_files=("UCJ-730201-0003.ucj",))
    assert_looks_as_before(f"cover_letter_{paper}", make_pdf("PENGANTAR", facts))
