"""Surat: the preview is the PDF, what is made stands in the archive, and a paper is checked in one sentence."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.demo_office import put_people
from tests.demo_rounds import SIGNERS, confirm_verdicts, give_verdicts
from tests.reports.test_checking import qr_texts
from ucj_desktop.domain.standing import WorkerFilter
from ucj_desktop.gui.choose_printer import NoPrinter
from ucj_desktop.gui.look import State
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.letters_page import LettersPage
from ucj_desktop.gui.print_pdf import NotPrinted, draw_pages
from ucj_desktop.services.collect.list_workers import worker_ids, workers_by_id
from ucj_desktop.services.office import Office
from ucj_desktop.services.paper.gather_facts import Asked
from ucj_desktop.services.paper.print_report import list_letters, list_reports, open_archived
from ucj_desktop.services.rounds.close_minutes import MeetingFacts, close_minutes
from ucj_desktop.services.rounds.find_minutes import list_minutes


def validate_all(office: Office) -> int:
    """Everyone of a small office verified and validated; how many."""
    put_people(office, 12, messy=False)
    ids = worker_ids(office, WorkerFilter())
    give_verdicts(office, ids)
    return sum(
        confirm_verdicts(office, code) for code in {one.worker.village_code for one in workers_by_id(office, ids)}
    )


@pytest.fixture
def page(office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot) -> LettersPage:
    assert validate_all(office) == 12
    close_minutes(office, MeetingFacts(number="500/7/2026", signers=SIGNERS))
    return open_letters(open_window(office), qtbot)


def open_letters(window: MainWindow, qtbot: QtBot) -> LettersPage:
    window.go("letters")
    made = window.page
    assert isinstance(made, LettersPage)
    qtbot.waitUntil(lambda: made.desk.is_idle)
    return made


def choose(page: LettersPage, code: str, qtbot: QtBot) -> None:
    page.make.reports.setCurrentRow([one.code for one in list_reports()].index(code))
    qtbot.waitUntil(lambda: page.desk.is_idle)


def test_the_preview_is_the_minutes_as_they_print(page: LettersPage) -> None:
    assert page.make.preview.content.startswith(b"%PDF")
    assert page.make.preview.pages >= 3
    assert page.make.preview.place.text() == f"Halaman 1 dari {page.make.preview.pages}"
    assert page.make.number.text() == "Nomor berita acara: 500/7/2026"


@pytest.mark.parametrize("code", [one.code for one in list_reports() if one.needs != "village"])
def test_every_report_can_be_previewed(page: LettersPage, qtbot: QtBot, code: str) -> None:
    choose(page, code, qtbot)
    assert page.make.preview.pages >= 1, page.make.preview.nothing.sentence.text()
    assert page.make.save.isEnabled()


def test_a_statement_is_of_the_camat_or_of_the_village_that_is_chosen(
    page: LettersPage, office: Office, qtbot: QtBot
) -> None:
    choose(page, "LAMP-1", qtbot)
    assert page.make.village.isHidden()
    choose(page, "SPTJM", qtbot)
    assert not page.make.village.isHidden()
    assert page.make.village.currentText() == "Seluruh kecamatan (oleh camat)"
    assert page.make.preview.pages == 1
    chosen = list_minutes(office)[-1].village_codes[0]
    page.make.village.setCurrentIndex(page.make.village.findData(chosen))
    page.make.village.activated.emit(page.make.village.currentIndex())
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert page.make.asked.village_code == chosen
    assert page.make.preview.pages == 2
    choose(page, "LAMP-1", qtbot)
    assert page.make.asked.village_code == ""


def test_another_paper_is_another_pdf(page: LettersPage, qtbot: QtBot) -> None:
    before = page.make.preview.document.pagePointSize(0)
    page.make.sizes["a4"].click()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    after = page.make.preview.document.pagePointSize(0)
    assert round(after.height()) == 842
    assert round(before.height()) != 842


def test_what_is_saved_is_in_the_archive_and_the_same_byte_for_byte(
    page: LettersPage, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    page.make.save_to(tmp_path / "ba.pdf")
    qtbot.waitUntil(lambda: len(list_letters(office)) == 1 and page.desk.is_idle)
    [letter] = list_letters(office)
    assert open_archived(office, letter.letter_id) == (tmp_path / "ba.pdf").read_bytes()
    assert page.tabs.tabText(1) == "Arsip (1)"
    page.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.archive.preview.pages >= 3)
    page.archive.save_to(tmp_path / "salinan.pdf")
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert (tmp_path / "salinan.pdf").read_bytes() == (tmp_path / "ba.pdf").read_bytes()


def _has(page: LettersPage, letters: int) -> bool:
    return len(page.archive.model.ids) == letters


def test_the_archive_is_searched(page: LettersPage, office: Office, qtbot: QtBot, tmp_path: Path) -> None:
    page.make.save_to(tmp_path / "ba.pdf")
    choose(page, "LAMP-2", qtbot)
    page.make.save_to(tmp_path / "lampiran.pdf")
    qtbot.waitUntil(lambda: len(page.archive.letters) == 2)
    QTest.keyClicks(page.archive.search, "lamp-2")
    qtbot.waitUntil(lambda: len(page.archive.model.ids) == 1)
    QTest.keyClicks(page.archive.search, "zzz")
    qtbot.waitUntil(lambda: not page.archive.model.ids)
    assert not page.archive.nothing_found.isHidden()
    for wanted, found in (("500/7/2026", 2), ("12 pekerja", 1), ("register 1-1", 2)):
        page.archive.search.setText(wanted)
        qtbot.wait_until(partial(_has, page, found))


def test_what_goes_to_the_printer_is_registered_too(page: LettersPage, office: Office, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert draw_pages(page.make.preview.content, printer).sheets == page.make.preview.pages
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.no_qt_log
def test_a_printer_that_takes_nothing_is_told(page: LettersPage, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "printed.pdf"))
    with pytest.raises(NotPrinted):
        draw_pages(page.make.preview.content, printer)


@pytest.mark.skipif(bool(QPrinterInfo.availablePrinterNames()), reason="this computer has a printer")
def test_without_a_printer_nothing_is_registered_and_a_sentence_says_why(page: LettersPage, office: Office) -> None:
    before = len(list_letters(office))
    with pytest.raises(NoPrinter):
        page.make.print_it()
    assert page.desk.jobs.is_idle
    assert len(list_letters(office)) == before


def test_the_list_of_names_goes_to_excel(page: LettersPage, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.desk.said):
        page.make.export_to(tmp_path / "bnba.xlsx")
    sheet = load_workbook(tmp_path / "bnba.xlsx").active
    assert sheet is not None
    assert sum(1 for row in sheet.iter_rows(values_only=True) if str(row[0]).isdigit()) >= 12


def test_the_tables_of_a_letter_go_to_excel_and_a_form_has_none(
    page: LettersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(page, "LAMP-1", qtbot)
    assert page.make.tables.isVisibleTo(page)
    with qtbot.waitSignal(page.desk.said):
        page.make.write_tables(tmp_path / "layak.xlsx")
    assert load_workbook(tmp_path / "layak.xlsx").sheetnames == ["Layak"]
    choose(page, "FORM", qtbot)
    assert not page.make.tables.isVisibleTo(page)


def test_a_form_can_be_blank_and_of_one_village(page: LettersPage, office: Office, qtbot: QtBot) -> None:
    village = office.places.villages_of(office.code)[0].code
    page.show_subject(Asked(report="FORM", village_code=village))
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert page.make.village.currentData() == village
    page.make.blank.click()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert page.make.asked.blank
    assert page.make.preview.pages >= 1


def test_the_assembly_of_a_village_asks_which_village(page: LettersPage, office: Office, qtbot: QtBot) -> None:
    choose(page, "BA-MUS", qtbot)
    assert page.make.preview.nothing.sentence.text() == "Pilih dulu desa/kelurahannya."
    assert not page.make.save.isEnabled()
    village = office.places.villages_of(office.code)[0].code
    page.show_subject(Asked(report="BA-MUS", village_code=village))
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert page.make.preview.pages >= 3
    assert page.make.save.isEnabled()
    page.make.blank.click()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert page.make.asked.blank
    assert page.make.preview.pages >= 3


def test_before_any_minutes_the_draft_is_offered_or_its_absence_explained(window: MainWindow, qtbot: QtBot) -> None:
    page = open_letters(window, qtbot)
    assert page.make.asked.draft
    assert page.make.preview.nothing.heading.text().startswith("Belum ada berita acara")
    assert not page.make.save.isEnabled()


def test_validated_workers_show_as_a_draft(
    office: Office, open_window: Callable[[Office], MainWindow], qtbot: QtBot
) -> None:
    validate_all(office)
    page = open_letters(open_window(office), qtbot)
    assert page.make.preview.heading.text().endswith("(draf)")
    assert page.make.preview.pages >= 1


def test_a_genuine_letter_is_told_from_a_changed_file(page: LettersPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.make.save_to(tmp_path / "ba.pdf")
    qtbot.waitUntil(lambda: page.desk.is_idle)
    page.tabs.setCurrentIndex(2)
    page.check.check_file(tmp_path / "ba.pdf")
    qtbot.waitUntil(lambda: not page.check.answer.isHidden())
    assert page.check.sentence.text().startswith("Surat ini asli")
    (tmp_path / "bukan.pdf").write_bytes(b"not a letter")
    page.check.check_file(tmp_path / "bukan.pdf")
    qtbot.waitUntil(lambda: page.check.bar.state is State.BLOCKS)
    assert page.check.answer.isHidden()


def test_a_qr_text_with_a_slip_is_refused_with_a_sentence(page: LettersPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(2)
    QTest.keyClicks(page.check.typed, "UCJ1*ABC")
    page.check.check.click()
    qtbot.waitUntil(lambda: page.desk.is_idle)
    assert page.check.bar.state is State.BLOCKS
    assert page.check.bar.what.text()


def test_a_scanner_that_types_ends_with_enter_and_a_file_is_dropped(
    page: LettersPage, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    page.tabs.setCurrentIndex(2)
    [text, *_] = qr_texts(page.make.preview.content)
    QTest.keyClicks(page.check.typed, text.lower())
    QTest.keyClick(page.check.typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.check.answer.isHidden())
    assert page.check.sentence.text().startswith("Kode QR ini asli")
    document = pypdfium2.PdfDocument(page.make.preview.content)
    document[0].render(scale=200 / 72).to_pil().save(tmp_path / "foto.png")
    document.close()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "foto.png"))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.check.dropEvent(drop)
    assert page.check.answer.isHidden()
    qtbot.waitUntil(lambda: not page.check.answer.isHidden())
    assert "Halaman" not in page.check.bar.what.text()
    assert page.check.sentence.text().startswith("Kode QR ini asli")
