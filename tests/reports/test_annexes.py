"""How the annexes write a worker."""

import pytest

from tests.reports.golden_pages import assert_looks_as_before
from tests.reports.made_up import make_candidates, make_facts, make_minutes, make_row
from tests.reports.pdf import make_pdf, page_texts
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.reports.annexes import address_text, birth_text


@pytest.mark.parametrize(
    ("worker", "written"),
    [
        (
            Worker(address="Jl. Poros 3", hamlet="Dusun Bara", rt="001", rw="002"),
            "Jl. Poros 3, Dusun Bara RT 001/RW 002",
        ),
        (Worker(hamlet="Dusun Bara", rt="001"), "Dusun Bara RT 001"),
        (Worker(address="Jl. Poros 3", rw="002"), "Jl. Poros 3 RW 002"),
        (Worker(address="Lingkungan Tana Laikang", hamlet="Tana Laikang", rt="4"), "Lingkungan Tana Laikang RT 4"),
        (Worker(), ""),
    ],
)
def test_an_address_says_what_is_stated_once(worker: Worker, written: str) -> None:
    assert address_text(worker).replace("\xa0", " ") == written


def test_a_birth_date_that_could_not_be_read_stands_as_written() -> None:
    assert birth_text(Worker(birth_place="Bira", unread={"birth_date": "32/13/1980"})) == "Bira, 32/13/1980"


@pytest.mark.parametrize("paper", ["f4", "a4"])
def test_a_rare_verdict_is_not_broken_inside_a_word(paper: str) -> None:
    rows = tuple(
        make_row(number, Verdict.ELIGIBLE_CORRECTED if number % 12 == 0 else Verdict.ELIGIBLE)
        for number in range(1, 40)
    )
    text = " ".join(page_texts(make_pdf("LAMP-1", make_facts(minutes=make_minutes(0, rows=rows), paper=paper))))
    assert text.count("(PERBAIKAN)") == 3


def test_candidates_stand_village_by_village_in_their_order_and_say_how_far_they_are() -> None:
    minutes = make_minutes(4, candidates=make_candidates(7, 4))
    text = " ".join(page_texts(make_pdf("LAMP-3", make_facts(minutes=minutes))))
    niks = [text.index(one.worker.nik) for one in minutes.candidates]
    assert niks == sorted(niks)
    assert "LAMPIRAN III BERITA ACARA NOMOR : ....." in text
    assert "TANGGAL : 30 APRIL 2026" in text
    assert "Jumlah: 7 (tujuh) orang" in text
    assert "belum divalidasi dan belum dihitung" in text
    assert "1; belum diverifikasi" in text
    assert "2; LAYAK" in text
    assert not any(row.worker.nik in text for row in minutes.rows)


def test_the_minutes_name_the_third_annex_only_where_somebody_waits() -> None:
    with_some, without = (make_minutes(5, candidates=make_candidates(count, 5)) for count in (3, 0))
    told = " ".join(page_texts(make_pdf("BA-VER", make_facts(minutes=with_some))))
    assert "3. Lampiran III: daftar usulan pengganti, 3 (tiga) orang;" in told
    assert "4. Daftar hadir" in told
    assert "LAMPIRAN III BERITA ACARA" in told
    assert "LAMPIRAN III" not in " ".join(page_texts(make_pdf("BA-VER", make_facts(minutes=without)))).upper()
    assert "NIHIL" in " ".join(page_texts(make_pdf("LAMP-3", make_facts(minutes=without))))


def test_the_digest_covers_the_candidates() -> None:
    some = make_candidates(3, 5)
    one, fewer, none = (make_minutes(5, candidates=chosen).digest for chosen in (some, some[:2], ()))
    assert len({one, fewer, none}) == 3
    assert none == make_minutes(5).digest


@pytest.mark.parametrize("count", [1, 25, 26])
def test_the_third_annex_looks_as_it_did_when_a_person_looked_at_it(count: int) -> None:
    minutes = make_minutes(26, candidates=make_candidates(count, 26))
    assert_looks_as_before(f"candidates_{count}", make_pdf("LAMP-3", make_facts(minutes=minutes)))
