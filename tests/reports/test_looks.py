"""How the papers look: golden pages at 1, 25, 26 and 500, and what holds for the place of every signature."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pypdfium2
import pytest

from tests.reports.golden_pages import assert_looks_as_before
from tests.reports.made_up import HEAD, make_candidates, make_facts, make_listed, make_minutes, make_row, person_facts
from tests.reports.pdf import make_pdf, make_printed
from tests.reports.test_meeting_on_paper import MEETING
from tests.reports.test_registry import FINDING
from ucj_desktop.domain.minutes import Attendee, Minutes, Signer
from ucj_desktop.domain.verdict import Verdict
from ucj_desktop.reports.facts import Facts, FormLayout, PaperSize
from ucj_desktop.reports.pages import FOOT, MARGIN_BOTTOM

SIZES = (1, 25, 26, 500)
FIRST_AND_LAST = (1, -1)


def about_minutes(count: int) -> Facts:
    return make_facts(minutes=make_minutes(count, candidates=make_candidates(min(count, 12), count)))


def over_villages(count: int) -> Minutes:
    """Minutes over so many villages, one worker of each not eligible."""
    rows = [
        make_row(number, (Verdict.NOT_ELIGIBLE, Verdict.ELIGIBLE)[number % 2]) for number in range(1, 2 * count + 1)
    ]
    named = (replace(row, village_name=f"Desa Rekaan {(row.position + 1) // 2}") for row in rows)
    return make_minutes(0, rows=tuple(named))


def attended(count: int) -> Facts:
    people = tuple(
        Attendee(
            person=Signer(name=f"Undangan Rekaan {number}", position="Kepala Dusun"), village="Bialo", present=True
        )
        for number in range(1, count + 1)
    )
    held = replace(MEETING, attendees=people, quorum_needed=count // 2 + 1)
    return make_facts(minutes=None, sign=None, meeting=held, meeting_on=date(2026, 4, 30), signers=(HEAD,))


def working(count: int, form: FormLayout = FormLayout.LIST) -> Facts:
    findings = {"findings": (FINDING,) * count, "checked": count, "clean": 0}
    workers = tuple(replace(one, village_name="Bialo") for one in make_listed(count))
    people: Mapping[str, Any] = {**findings, **person_facts(count)}
    return make_facts(minutes=None, sign=None, workers=workers, form=form, signers=(HEAD,), **people)


PAPERS = {
    "minutes": ("BA-VER", about_minutes),
    "eligible": ("LAMP-1", about_minutes),
    "not_eligible": ("LAMP-2", about_minutes),
    "recap": ("REKAP", lambda count: make_facts(minutes=over_villages(count))),
    "attendance": ("HADIR", attended),
    "form": ("FORM", working),
    "form_halves": ("FORM", lambda count: working(count, FormLayout.HALVES)),
    "findings": ("PERIKSA", working),
    "subject": ("SUBJEK", working),
    "erasure": ("BA-HAPUS", working),
}

_ROW = "[0-9]{16}|NIHIL"
COMPANY = {
    "minutes": f"Demikian berita acara|{_ROW}",
    "eligible": _ROW,
    "not_eligible": _ROW,
    "recap": "Jumlah",
    "attendance": "Undangan Rekaan",
    "subject": "Permintaan dijawab",
    "erasure": "kertas ini dapat membuktikan",
}
"""What must stand above a signature, on its page."""


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("name", list(PAPERS))
def test_first_and_last_page_look_as_they_did_when_a_person_looked_at_them(name: str, count: int) -> None:
    code, facts = PAPERS[name]
    assert_looks_as_before(f"{name}_{count}", make_pdf(code, facts(count)), only=FIRST_AND_LAST)


@pytest.mark.parametrize("name", list(PAPERS))
def test_on_a4_they_look_as_they_did(name: str) -> None:
    code, facts = PAPERS[name]
    pdf = make_pdf(code, replace(facts(26), paper=PaperSize.A4))
    assert_looks_as_before(f"{name}_a4_26", pdf, only=FIRST_AND_LAST)


@pytest.mark.parametrize("paper", list(PaperSize))
@pytest.mark.parametrize("name", list(COMPANY))
def test_wherever_a_page_ends_a_signature_has_company_above_it_and_is_whole(name: str, paper: PaperSize) -> None:
    code, facts = PAPERS[name]
    if name == "minutes":  # its letter grows with the villages, its annexes with the workers
        facts = PAPERS["recap"][1]
    for count in range(1, 62, 2):
        pdf = make_pdf(code, replace(facts(count), paper=paper))
        above = [over for page in _pages(pdf) for over in _signed(*page)]
        assert above, f"{count}: nobody signs"
        for over in above:
            assert re.search(COMPANY[name], " ".join(over.split())), f"{count}: a signature stands alone"


@pytest.mark.parametrize("paper", list(PaperSize))
@pytest.mark.parametrize("name", [one for one in PAPERS if not one.startswith("form")])
def test_nothing_of_a_paper_reaches_down_into_its_foot(name: str, paper: PaperSize) -> None:
    code, facts = PAPERS[name]
    for count in (1, 7, 24, 25, 26, 27, 53, 120):
        for text, _, width in _pages(make_pdf(code, replace(facts(count), paper=paper))):
            between = text.get_text_bounded(0, FOOT + 2, width, MARGIN_BOTTOM - 2)
            assert not between.strip(), f"{count}: {between}"


@pytest.mark.parametrize("name", list(PAPERS))
def test_every_font_of_a_paper_is_embedded(name: str) -> None:
    code, facts = PAPERS[name]
    pdf = make_pdf(code, facts(26))
    assert pdf.count(b"/Type /FontDescriptor") == pdf.count(b"/FontFile2") == pdf.count(b"/Type /Font ") > 0


def test_ten_thousand_rows_stand_in_an_annex_from_the_first_to_the_last() -> None:
    rows = tuple(make_row(number, Verdict.ELIGIBLE) for number in range(1, 10_001))
    minutes = make_minutes(0, rows=rows)
    printed, pdf = make_printed("LAMP-1", make_facts(minutes=minutes))
    assert printed.workers == 10_000
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert printed.pages == len(document) > 300
        first, last = (document[place].get_textpage().get_text_range() for place in (0, printed.pages - 1))
    finally:
        document.close()
    assert rows[0].worker.nik in first
    assert rows[-1].worker.nik in last
    assert "10.000 (sepuluh ribu) orang" in " ".join(last.split())
    assert f"Halaman {printed.pages} dari {printed.pages}" in last
    assert HEAD.name in last


def _pages(pdf: bytes) -> list[tuple[Any, str, float]]:
    """The text page, its text and its width in points, of each page."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append((text, text.get_text_range(), page.get_width()))
    return found


def _signed(text: Any, plain: str, width: float) -> list[str]:
    """What stands above the place and date over each signature of a page; the name must stand on the same page."""
    found = []
    for match in re.finditer(r"Ponre, [0-9]", plain):
        below = plain[match.start() :]
        assert HEAD.name in below or HEAD.name in plain, "the name stands on another page"
        top = text.get_charbox(match.start())[3]
        found.append(str(text.get_text_bounded(0, top + 1, width, 20_000)))
    return found
