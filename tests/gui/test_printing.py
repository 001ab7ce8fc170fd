"""Printing: exact to the millimetre, or smaller on A4; the pages and copies that were chosen; what a printer lacks."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from tests.reports.made_up import make_facts
from tests.reports.pdf import make_pdf, page_sizes
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.gui.choose_printer import PrinterFacts, facts_of
from ucj_desktop.gui.print_letter import PaperQuestion
from ucj_desktop.gui.print_pdf import A4, draw_pages, fit_scale
from ucj_desktop.gui.print_pdf import page_sizes as letter_sizes

F4 = QSizeF(609.449, 935.433)
MM = 25.4 / 72


@pytest.fixture(scope="module")
def letter() -> bytes:
    """Portrait and landscape pages on F4."""
    return make_pdf("BA-VER", make_facts(4))


def file_printer(path: Path) -> QPrinter:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def ink(pdf: bytes, page: int) -> tuple[float, float, float, float]:
    """The box of everything dark on a page in millimetres: left, top, right, bottom."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[page].render(scale=2, grayscale=True).to_pil().point(lambda level: 255 if level < 128 else 0)
    document.close()
    box = picture.getbbox()
    assert box is not None
    left, top, right, bottom = (edge / 2 * MM for edge in box)
    return left, top, right, bottom


def test_every_page_has_its_own_size_and_everything_stands_where_the_preview_shows_it(
    letter: bytes, tmp_path: Path, qtbot: QtBot
) -> None:
    out = tmp_path / "out.pdf"
    sent = draw_pages(letter, file_printer(out))
    printed = out.read_bytes()
    assert page_sizes(printed) == page_sizes(letter)
    assert sent.sheets == len(page_sizes(letter))
    for page in range(sent.sheets):
        assert ink(printed, page) == pytest.approx(ink(letter, page), abs=0.5)


def test_fitted_to_a4_a_page_is_smaller_in_the_middle_and_whole(letter: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    out = tmp_path / "out.pdf"
    draw_pages(letter, file_printer(out), on_a4=True)
    printed = out.read_bytes()
    assert set(page_sizes(printed)) == {(210, 297), (297, 210)}
    scale = fit_scale(F4)
    assert scale == pytest.approx(0.9, abs=0.001)
    for page, (width, height) in enumerate(page_sizes(letter)):
        upright = width < height
        across, down = (210, 297) if upright else (297, 210)
        left, top, right, bottom = ink(letter, page)
        move_x, move_y = (across - width * scale) / 2, (down - height * scale) / 2
        meant = (left * scale + move_x, top * scale + move_y, right * scale + move_x, bottom * scale + move_y)
        assert ink(printed, page) == pytest.approx(meant, abs=0.7)


def test_an_a4_letter_is_not_made_larger_or_smaller(tmp_path: Path) -> None:
    assert fit_scale(A4) == 1.0
    assert fit_scale(QSizeF(300, 400)) == 1.0


def test_only_the_chosen_pages_are_printed_and_as_often_as_chosen(letter: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    printer = file_printer(tmp_path / "out.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    printer.setCopyCount(2)
    sizes = page_sizes(letter)
    sent = draw_pages(letter, printer)
    printed = page_sizes((tmp_path / "out.pdf").read_bytes())
    once = sizes[1:3]
    assert printed == once * 2
    assert sent.sheets == len(printed)


def test_printing_can_be_stopped_between_two_pages(letter: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    class Stopping:
        def step(self, number: int, total: int | None = None, words: str = "") -> None:
            if number == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        draw_pages(letter, file_printer(tmp_path / "out.pdf"), Stopping())
    again = draw_pages(letter, file_printer(tmp_path / "again.pdf"))
    assert again.sheets == len(page_sizes(letter))


def facts(*sizes: QSizeF, takes_any_size: bool = False) -> PrinterFacts:
    return PrinterFacts(name="Kantor", is_in_trouble=False, sizes=sizes, takes_any_size=takes_any_size)


@pytest.mark.parametrize(
    "printer, lacking",
    [
        (facts(A4), ["F4 (215 x 330 mm)"]),
        (facts(A4, QSizeF(612, 936)), []),  # "Folio" and "F4" of drivers differ by a millimetre
        (facts(A4, takes_any_size=True), []),
        (facts(), []),
    ],
)
def test_what_paper_a_printer_lacks_is_named(printer: PrinterFacts, lacking: list[str]) -> None:
    assert printer.lacks([F4, F4]) == lacking


def test_the_sizes_of_a_letter_are_upright(letter: bytes, qtbot: QtBot) -> None:
    assert {(round(one.width() * MM), round(one.height() * MM)) for one in letter_sizes(letter)} == {(215, 330)}


def test_a_printer_that_writes_a_file_lacks_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    found = facts_of(file_printer(tmp_path / "out.pdf"))
    assert not found.is_in_trouble
    assert found.lacks([F4, A4]) == []


def test_the_question_of_paper_has_three_answers(qtbot: QtBot) -> None:
    question = PaperQuestion("Kantor", ["F4 (215 x 330 mm)"], 90)
    qtbot.addWidget(question)
    question.fit.click()
    assert (question.on_a4, question.result()) == (True, question.DialogCode.Accepted)
    question.exact.click()
    assert (question.on_a4, question.result()) == (False, question.DialogCode.Accepted)
    question.leave.click()
    assert question.result() == question.DialogCode.Rejected
