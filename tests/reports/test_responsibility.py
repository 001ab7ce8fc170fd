"""SPTJM: who states what, about how many, and the list behind that of a village."""

import re
from dataclasses import replace

import pytest

from tests.reports.golden_pages import assert_looks_as_before
from tests.reports.made_up import CHIEF, HEAD, ON_BEHALF, make_facts, make_minutes, make_row, verify_sign
from tests.reports.pdf import ink_outside, make_pdf, page_texts
from tests.reports.test_checking import drawn_otherwise, with_row
from ucj_desktop.domain.minutes import Capacity, Minutes
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.reports.checking import Outcome, check_pdf
from ucj_desktop.reports.facts import PaperSize, VillageFacts

BIALO = VillageFacts(code="7302012002", name="Bialo", label="Desa", head="Kepala Desa")
MARIO = VillageFacts(code="7302011001", name="Kelurahan Mario Rennu", label="Kelurahan", head="Lurah")
LONG = VillageFacts(
    code="7302012002", name="Bontomarannu Kassi Selatan Timur Laut Bontolangkasa", label="Desa", head="Kepala Desa"
)


def text_of(**changes: object) -> str:
    return " ".join(page_texts(make_pdf("SPTJM", make_facts(**changes))))  # type: ignore[arg-type]


def of_bialo(count: int) -> Minutes:
    """Minutes over two villages: so many eligible of Bialo, and twenty others."""
    rows = [make_row(number, Verdict.ELIGIBLE) for number in range(1, count + 21)]
    return make_minutes(
        0,
        rows=tuple(
            replace(
                row,
                village_name="Bialo" if row.position <= count else "Padang",
                worker=replace(row.worker, village_code=BIALO.code if row.position <= count else "7302012009"),
            )
            for row in rows
        ),
    )


def test_the_camat_answers_for_everybody_who_is_eligible() -> None:
    text = text_of(minutes=make_minutes(500, number="500.15/12/GTR/IV/2026"), number="500.15/14/GTR/V/2026")
    assert "SURAT PERNYATAAN TANGGUNG JAWAB MUTLAK NOMOR : 500.15/14/GTR/V/2026" in text
    assert f"Nama : {HEAD.name} NIP : 19700101 199503 1 001 Pangkat/Gol. : Pembina Tk. I, IV/b" in text
    assert "Nomor 500.15/12/GTR/IV/2026, tanggal 30 April 2026" in text
    assert "375 (tiga ratus tujuh puluh lima) orang" in text
    assert "Lampiran I berita acara tersebut" in text
    assert "Meterai Rp10.000" in text
    assert "Ponre, 2 Mei 2026" in text
    assert not re.search(r"\b[0-9]{16}\b", text)
    assert "NOMOR : ....." in text_of()


@pytest.mark.parametrize(
    ("signer", "told"),
    [
        (ON_BEHALF, "a.n. CAMAT GANTARANG Sekretaris Kecamatan,"),
        (replace(HEAD, capacity=Capacity.ACTING_TASK), "Plt. CAMAT GANTARANG,"),
        (replace(HEAD, capacity=Capacity.ACTING_DAY), "Plh. CAMAT GANTARANG,"),
        (replace(HEAD, capacity=Capacity.INTERIM), "Pj. CAMAT GANTARANG,"),
    ],
)
def test_who_stands_in_for_the_camat_says_so(signer: object, told: str) -> None:
    assert told in text_of(signers=(CHIEF, signer))


def test_the_head_of_a_village_answers_for_its_people_and_lists_them() -> None:
    minutes = of_bialo(4)
    pages = page_texts(make_pdf("SPTJM", make_facts(minutes=minutes, village=BIALO, number="1/GTR")))
    first, last = pages[0], pages[-1]
    assert "KECAMATAN GANTARANG DESA BIALO SURAT PERNYATAAN" in first
    assert "NOMOR : ....." in first
    assert "Jabatan : Kepala Desa Bialo" in first
    assert "Wilayah : Desa Bialo, Kecamatan Gantarang" in first
    assert "4 (empat) orang" in first
    assert "terlampir pada pernyataan ini" in first
    assert "KEPALA DESA BIALO," in first
    assert HEAD.name not in first
    assert re.findall(r"\b[0-9]{16}\b", last) == [row.worker.nik for row in minutes.rows[:4]]
    assert "LAMPIRAN SURAT PERNYATAAN DESA BIALO" in last
    assert "Jumlah: 4 (empat) orang" in last


def test_a_lurah_is_no_kepala_desa_and_no_label_stands_twice() -> None:
    rows = tuple(
        replace(row, village_name=MARIO.name, worker=replace(row.worker, village_code=MARIO.code))
        for row in make_minutes(4).rows
    )
    text = text_of(minutes=make_minutes(0, rows=rows), village=MARIO)
    assert "LURAH MARIO RENNU," in text
    assert "Kelurahan Kelurahan" not in text
    assert "Lurah Kelurahan" not in text


@pytest.mark.parametrize("paper", list(PaperSize))
@pytest.mark.parametrize("count", [1, 25, 26, 500])
def test_a_village_of_any_size_prints_whole_and_checks(count: int, paper: PaperSize) -> None:
    pdf = make_pdf("SPTJM", make_facts(minutes=of_bialo(count), village=LONG, paper=paper))
    pages = page_texts(pdf)
    [closing] = [page for page in pages if "Demikian surat pernyataan" in page]
    assert "Meterai Rp10.000" in closing
    assert "KEPALA DESA BONTOMARANNU" in closing
    assert re.search(r"\b[0-9]{16}\b", pages[-1])  # the signature never stands alone
    assert len(re.findall(r"\b[0-9]{16}\b", " ".join(pages))) == count
    assert check_pdf(pdf, verify_sign).outcome is Outcome.GENUINE
    assert ink_outside(pdf, left=29, right=19, top=19, bottom=5) == []


def test_another_number_or_another_person_is_found() -> None:
    minutes = make_minutes(9)
    assert check_pdf(make_pdf("SPTJM", make_facts(minutes=minutes)), verify_sign).outcome is Outcome.GENUINE
    fewer = replace(minutes, rows=minutes.rows[1:])
    found = check_pdf(drawn_otherwise(minutes, fewer, "SPTJM"), verify_sign)
    assert found.outcome is Outcome.CHANGED
    assert "7 (tujuh) orang" in found.sentence
    other = with_row(minutes, 0, lambda row: replace(row, worker=make_row(50).worker))
    assert check_pdf(drawn_otherwise(minutes, other, "LAMP-1"), verify_sign).outcome is Outcome.CHANGED


def test_a_draft_has_no_qr() -> None:
    text = text_of(draft=True)
    assert "DRAF" in text
    assert "Kode QR" not in text


@pytest.mark.parametrize("paper", list(PaperSize))
def test_the_pages_look_as_they_did_when_a_person_looked_at_them(paper: PaperSize) -> None:
    assert_looks_as_before(f"statement_{paper}", make_pdf("SPTJM", make_facts(500, paper=paper)))
    village = make_facts(minutes=of_bialo(26), village=BIALO, paper=paper)
    assert_looks_as_before(f"statement_village_{paper}", make_pdf("SPTJM", village))
