"""BA-MUS: whom a village proposes, desa and kelurahan in their own words, and room to write by hand."""

import re
from dataclasses import replace

import pytest

from tests.reports.golden_pages import assert_looks_as_before
from tests.reports.made_up import make_facts, make_listed
from tests.reports.pdf import ink_outside, make_pdf, page_texts
from ucj_desktop.reports.facts import ListedWorker, PaperSize, VillageFacts

BIALO = VillageFacts(code="7302012002", name="Bialo", label="Desa", head="Kepala Desa")
MARIO = VillageFacts(code="7302011001", name="Kelurahan Mario Rennu", label="Kelurahan", head="Lurah")
LONG = VillageFacts(
    code="7302012002", name="Bontomarannu Kassi Selatan Timur Laut Bontolangkasa", label="Desa", head="Kepala Desa"
)


def proposed(count: int, waiting: int = 0) -> tuple[ListedWorker, ...]:
    """So many of one village, the last of them candidates."""
    listed = make_listed(count)
    return tuple(
        replace(one, waits_as=max(0, place - (count - waiting)))
        for place, one in enumerate(listed, start=1)
    )  # fmt: skip


def pdf_of(count: int, village: VillageFacts = BIALO, waiting: int = 0, paper: PaperSize = PaperSize.F4) -> bytes:
    facts = make_facts(minutes=None, sign=None, workers=proposed(count, waiting), village=village, paper=paper)
    return make_pdf("BA-MUS", facts)


def test_a_desa_meets_with_its_bpd_and_proposes_so_many() -> None:
    first, *others = page_texts(pdf_of(120, waiting=4))
    text = " ".join(others)
    assert "KECAMATAN GANTARANG DESA BIALO BERITA ACARA MUSYAWARAH DESA" in first
    assert "telah dilaksanakan Musyawarah Desa Bialo yang dihadiri Kepala Desa, Badan Permusyawaratan Desa" in first
    assert "mengusulkan 116 (seratus enam belas) orang" in first
    assert "menyiapkan 4 (empat) orang calon pengganti" in first
    for signer in ("Kepala Desa Bialo", "Ketua BPD", "Wakil masyarakat"):
        assert signer in first
    assert first.count("Wakil masyarakat") == 3
    assert "LAMPIRAN BERITA ACARA MUSYAWARAH DESA" in text
    assert re.findall(r"\b[0-9]{16}\b", text) == [one.worker.nik for one in make_listed(120)]
    assert text.count("Calon pengganti ") == 4
    assert "DAFTAR HADIR MUSYAWARAH DESA" in others[-1]


def test_a_kelurahan_has_a_lurah_and_an_lpm() -> None:
    text = " ".join(page_texts(pdf_of(3, MARIO)))
    assert "Musyawarah Kelurahan Mario Rennu yang dihadiri Lurah, Lembaga Pemberdayaan Masyarakat (LPM)" in text
    assert "Lurah Mario Rennu" in text
    assert "Ketua LPM" in text
    for never in ("BPD", "Kepala Desa", "Kelurahan Kelurahan", "MUSYAWARAH DESA"):
        assert never not in text


def test_day_place_number_and_names_are_left_to_be_written() -> None:
    first = page_texts(pdf_of(3))[0]
    assert re.search(r"Pada hari ini, \.{30} tanggal \.{30} bulan \.{30} tahun \.{30}, bertempat di \.{30}", first)
    assert "NOMOR : ....." in first
    assert "calon pengganti" not in first


def test_without_anybody_it_is_a_form_with_lines_to_write_on() -> None:
    pages = page_texts(pdf_of(0))
    text = " ".join(pages)
    assert re.search(r"mengusulkan \.{10} \(\.{30}\) orang", pages[0])
    assert " 25 " in text
    assert not re.search(r"\b[0-9]{16}\b", text)


def test_it_is_no_draft_and_bears_no_qr() -> None:
    text = " ".join(page_texts(pdf_of(26)))
    assert "DRAF" not in text
    assert "Kode QR" not in text
    assert "Memuat data pribadi" in text


@pytest.mark.parametrize("paper", list(PaperSize))
@pytest.mark.parametrize("count", [0, 1, 25, 26, 500])
@pytest.mark.parametrize("village", [BIALO, LONG])
def test_no_signature_stands_alone_and_nothing_is_cut(village: VillageFacts, count: int, paper: PaperSize) -> None:
    pdf = pdf_of(count, village, paper=paper)
    pages = page_texts(pdf)
    [closing] = [page for page in pages if "Demikian berita acara" in page]
    assert closing.count("Wakil masyarakat") == 3
    [total] = [page for page in pages if "Jumlah yang diusulkan" in page]
    assert "(....." in total
    assert count == 0 or re.search(r"\b[0-9]{16}\b", total)
    assert len(re.findall(r"\b[0-9]{16}\b", " ".join(pages))) == count
    assert ink_outside(pdf, left=29, right=19, top=19, bottom=5) == []


@pytest.mark.parametrize("paper", list(PaperSize))
@pytest.mark.parametrize("count", [0, 1, 25, 26])
def test_the_pages_look_as_they_did_when_a_person_looked_at_them(count: int, paper: PaperSize) -> None:
    assert_looks_as_before(f"assembly_{paper}_{count}", pdf_of(count, waiting=min(count // 5, 4), paper=paper))


def test_five_hundred_and_a_long_name_look_as_they_did() -> None:
    assert_looks_as_before("assembly_500", pdf_of(500, waiting=12), only=(1, 2, -2, -1))
    assert_looks_as_before("assembly_long", pdf_of(26, LONG, paper=PaperSize.A4))
