"""Checking papers of this office and of others."""

from pathlib import Path

import pypdfium2
import pytest

from tests.reports.pdf import page_texts
from tests.reports.test_checking import qr_texts
from tests.services.paper.offices import closed_office, make_office
from tests.working_day import enter, minuted, new_office, rule
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.domain.verdict import Step
from ucj_desktop.reports.checking import NotAPdf
from ucj_desktop.reports.scanned_qr import NoQrFound
from ucj_desktop.reports.seal import NotAnOfficeQr
from ucj_desktop.services.handoff.exchange_cards import pin_card, write_card
from ucj_desktop.services.paper.check_paper import PaperNotReadable, check_paper
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import preview_report
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.find_minutes import list_minutes
from ucj_desktop.services.rounds.reopen_minutes import reopen_minutes


def test_the_district_checks_a_paper_once_it_has_pinned_the_card(tmp_path: Path) -> None:
    sender = closed_office(tmp_path / "kecamatan")
    district = make_office(tmp_path / "kabupaten", OfficeKind.DISTRICT)
    paper = tmp_path / "ba.pdf"
    paper.write_bytes(preview_report(sender, Asked(report="BA-VER")))
    before = check_paper(district, str(paper))
    assert (before.outcome, before.office_code, before.office_name) == ("unknown", "730201", "")
    card = write_card(sender, tmp_path)
    pin_card(district, tmp_path / card.file_name, card.fingerprint)
    after = check_paper(district, str(paper))
    assert (after.outcome, after.office_name) == ("genuine", "Kecamatan Gantarang")
    for number, text in enumerate(qr_texts(paper.read_bytes()), start=1):
        answer = check_paper(district, text)
        assert (answer.outcome, answer.page, answer.register) == ("genuine", number, 1)


def test_what_is_neither_qr_nor_pdf_is_refused(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    (tmp_path / "x.pdf").write_text("bukan pdf")
    with pytest.raises(NotAPdf):
        check_paper(office, str(tmp_path / "x.pdf"))
    (tmp_path / "x.jpg").write_text("bukan foto")
    for name in ("tidak ada.pdf", "x.jpg"):
        with pytest.raises(PaperNotReadable):
            check_paper(office, str(tmp_path / name))
    with pytest.raises(NotAnOfficeQr):
        check_paper(office, "UCJ1*730201*1-1")


def test_a_photo_and_a_scan_of_a_letter_are_checked_by_what_can_be_seen(tmp_path: Path) -> None:
    office = closed_office(tmp_path / "kecamatan")
    letter = pypdfium2.PdfDocument(preview_report(office, Asked(report="BA-VER")))
    pages = [page.render(scale=200 / 72).to_pil() for page in letter]
    letter.close()
    pages[0].save(tmp_path / "foto.jpg", quality=70)
    photo = check_paper(office, str(tmp_path / "foto.jpg"))
    assert (photo.outcome, photo.page, photo.register, photo.office_name) == ("genuine", 1, 1, office.name)
    pages[0].save(tmp_path / "pindaian.pdf", save_all=True, append_images=pages[1:])
    scan = check_paper(office, str(tmp_path / "pindaian.pdf"))
    assert (scan.outcome, scan.pages, scan.page) == ("genuine", len(pages), None)
    pages[1].save(tmp_path / "pindaian.pdf", save_all=True, append_images=pages[:1])
    assert check_paper(office, str(tmp_path / "pindaian.pdf")).outcome == "changed"
    pages[0].crop((0, 0, 300, 300)).save(tmp_path / "sudut.png")
    with pytest.raises(NoQrFound):
        check_paper(office, str(tmp_path / "sudut.png"))


def test_a_pdf_of_something_else_is_unknown(tmp_path: Path) -> None:
    office = make_office(tmp_path / "kantor")
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(str(tmp_path / "x.pdf"))
    document.close()
    assert check_paper(office, str(tmp_path / "x.pdf")).outcome == "unknown"


def test_a_paper_of_reopened_minutes_is_genuine_and_says_that_they_are_being_mended(tmp_path: Path) -> None:
    office = closed_office(tmp_path / "kecamatan")
    paper = tmp_path / "ba.pdf"
    paper.write_bytes(preview_report(office, Asked(report="BA-VER")))
    assert "dibuka kembali" not in check_paper(office, str(paper)).sentence
    reopen_minutes(office, list_minutes(office)[0].minutes_id, "salah desa")
    after = check_paper(office, str(paper))
    assert after.outcome == "genuine"
    assert "sudah dibuka kembali" in after.sentence


def test_the_paper_of_an_older_revision_names_the_newer_one_and_the_newer_names_none(tmp_path: Path) -> None:
    with new_office(tmp_path / "kecamatan") as office:
        people = enter(office, 3)
        minutes_id = minuted(office, people).minutes_id
        papers = []
        for revision, reason in ((1, ""), (2, "Alasan pertama"), (3, "Alasan kedua")):
            if reason:
                reopen_minutes(office, minutes_id, reason)
                rule(office, Step.VALIDATE, people)
                close_minutes(office, MeetingFacts())
            papers.append(tmp_path / f"ba{revision}.pdf")
            papers[-1].write_bytes(preview_report(office, Asked(report="BA-VER")))
        found = [check_paper(office, str(paper)) for paper in papers]
        assert [(one.outcome, one.revision, one.newer_revision) for one in found] == [
            ("genuine", 1, 3),
            ("genuine", 2, 3),
            ("genuine", 3, None),
        ]
        assert "sudah digantikan revisi 3" in found[0].sentence
        text = " ".join(" ".join(page_texts(papers[-1].read_bytes())).split())
    assert "Alasan kedua" in text
    assert "Alasan pertama" not in text  # a revision tells why the one before it was reopened
