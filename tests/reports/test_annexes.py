"""How the annexes write a worker."""

import pytest

from tests.reports.made_up import make_facts, make_minutes, make_row
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
