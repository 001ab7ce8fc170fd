"""Failures: a clerk's sentence, or a crash report that holds nothing personal."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucj_desktop.gui.failure_box import FailureBox
from ucj_desktop.gui.failures import Failures
from ucj_desktop.services.office import NoOfficeHere

SECRET = "730201570880 0001"


@pytest.fixture
def failures(tmp_path: Path, qtbot: QtBot, dressed: QApplication) -> Iterator[Failures]:
    made = Failures(tmp_path)
    yield made
    for box in _boxes():
        box.close()


def _boxes() -> list[FailureBox]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, FailureBox) and one.isVisible()]


def _fault() -> Exception:
    try:
        raise ValueError(f"cannot read {SECRET}")
    except ValueError as error:
        return error


def test_a_clerk_error_shows_its_own_sentence_and_writes_no_report(failures: Failures, tmp_path: Path) -> None:
    failures.show(NoOfficeHere())
    [box] = _boxes()
    assert box.what.text() == NoOfficeHere().what
    assert box.fix.text() == NoOfficeHere().fix
    assert not (tmp_path / "crash").exists()


def test_a_fault_of_ours_writes_a_report_without_its_message(failures: Failures, tmp_path: Path) -> None:
    failures.show(_fault())
    [report] = (tmp_path / "crash").iterdir()
    written = report.read_text("utf-8")
    assert "ValueError" in written
    assert SECRET not in written
    assert report.name in _boxes()[0].fix.text()


def test_a_second_fault_is_written_but_not_shown_on_top(failures: Failures, tmp_path: Path) -> None:
    failures.show(_fault())
    failures.show(_fault())
    assert len(_boxes()) == 1
    assert len(list((tmp_path / "crash").iterdir())) == 2


def test_what_nobody_caught_ends_in_the_box(failures: Failures, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    failures.install()
    error = NoOfficeHere()
    sys.excepthook(type(error), error, None)
    qtbot.waitUntil(lambda: len(_boxes()) == 1)
