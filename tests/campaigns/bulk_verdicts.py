"""Campaign: verdicts on very many at once by window, command, results sheet and form; done + skipped = selected."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

if __package__ in {None, ""}:  # run as a script from the checkout
    sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.cli.command_lines import run
from tests.folders import copy_folder
from tests.offices import ADMIN, PASSWORD
from tests.performance.pages import Stalls
from tests.working_day import new_folder, whole_store
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.domain.stage import Stage
from ucj_desktop.domain.standing import WorkerFilter, WorkerRecord
from ucj_desktop.domain.verdict import Step, Verdict
from ucj_desktop.gui import look
from ucj_desktop.gui.garbage import Garbage
from ucj_desktop.gui.main_window import MainWindow
from ucj_desktop.gui.pages.round_dialogs import SkippedDialog
from ucj_desktop.gui.pages.verification_page import VerificationPage
from ucj_desktop.gui.pages.workers_page import WorkersPage
from ucj_desktop.services.care.made_up_people import USUAL, make_people
from ucj_desktop.services.collect.list_workers import count_workers, worker_ids
from ucj_desktop.services.office import Office, open_office
from ucj_desktop.services.rounds.field_form_sheet import write_field_form
from ucj_desktop.services.rounds.rule_on_workers import WantedRuling, rule_on_workers
from ucj_desktop.services.rounds.rulings_from_sheet import rule_from_sheet
from ucj_desktop.storage import workers
from ucj_desktop.storage.journal import Entry

VILLAGE = "7302012004"
STALL = 100.0  # ms that the window may be deaf
_HEAD = 6  # row of the headings in the form
_VERIFIED = WorkerFilter(stages=(Stage.VERIFIED,))


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a village that was ruled on at once; ``why``: the sentence of each who was skipped."""

    way: str
    selected: int
    done: int
    why: Sequence[str]
    seconds: float
    stalls: str = ""
    worst: float = 0.0  # ms of the processor, of the main thread

    @property
    def balances(self) -> bool:
        return self.selected == self.done + len(self.why) and all(one.strip() for one in self.why)


def put_village(folder: Path, count: int) -> None:
    """A closed office with so many people in one village; some are held by findings."""
    with _opened(new_folder(folder)) as office:
        people = [
            WorkerRecord(replace(one.worker, village_code=VILLAGE))
            for one in make_people(11, count, office.code, trouble=USUAL, on=office.today())
        ]
        with office.database.writing() as connection:
            workers.add(connection, people)
            office.log(connection, Entry(action="demo.filled", facts={"workers": count}))


@contextmanager
def _opened(folder: Path) -> Iterator[Office]:
    """By the clock of this computer, as a command opens it: somebody may be 65 today."""
    office = open_office(folder, ADMIN, PASSWORD)
    try:
        yield office
    finally:
        office.close()


@contextmanager
def _copy(template: Path, to: Path) -> Iterator[Office]:
    copy_folder(template, to)
    with _opened(to) as office:
        yield office


class _Stops:
    """Stops the service at a step, as Batal does; ``steps`` are those that were told."""

    def __init__(self, at: int) -> None:
        self.at, self.steps = at, 0

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        del number, total, words
        self.steps += 1
        if self.steps == self.at:
            raise Cancelled


def stopped_anywhere(template: Path, folder: Path, places: int = 4) -> list[str]:
    """Faults: what a cancel at some of the service's steps left behind."""
    faults = []
    with _copy(template, folder) as office:
        wanted = [WantedRuling(worker_id=one, verdict=Verdict.ELIGIBLE) for one in worker_ids(office, WorkerFilter())]
        before = whole_store(office)
        for place in range(places):
            stops = _Stops(1 + place * (len(wanted) - 1) // (places - 1))
            try:
                rule_on_workers(office, Step.VERIFY, wanted, stops)
                faults.append(f"not stopped at step {stops.at} of {stops.steps}")
            except Cancelled:
                if whole_store(office) != before:
                    faults.append(f"something was kept when stopped at step {stops.at}")
    return faults


def _sheet_of_everybody(path: Path, ids: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([("ID", "HASIL"), *((one, "LAYAK") for one in ids)])
    return path


def by_command(template: Path, folder: Path) -> Outcome:
    """verify --from a csv of everybody."""
    with _copy(template, folder) as office, office.database.reading() as connection:
        ids = [one.worker.worker_id for one in workers.each(connection)]
    sheet = _sheet_of_everybody(folder.parent / "semua.csv", ids)
    began = time.perf_counter()
    ran = run("verify", "--from", sheet, "--store", folder, "--as", ADMIN, "--json")
    seconds = time.perf_counter() - began
    facts = json.loads(ran.out)
    why = [one["why"] for one in facts["skipped"]]
    return Outcome(way="command", selected=len(ids), done=facts["done"], why=why, seconds=seconds)


def by_form(template: Path, folder: Path) -> Outcome:
    """The office's own workbook, filled in and read back."""
    with _copy(template, folder) as office:
        path = folder.parent / "formulir.xlsx"
        selected = write_field_form(office, path).rows
        book = openpyxl.load_workbook(path)
        for page in (one for one in book.worksheets if one.sheet_state == "visible"):
            verdict = next(cell.column for cell in page[_HEAD] if cell.value == "HASIL")
            for row in range(_HEAD + 1, page.max_row + 1):
                page.cell(row, verdict).value = "LAYAK"
        book.save(path)
        began = time.perf_counter()
        ruled = rule_from_sheet(office, Step.VERIFY, path)
        seconds = time.perf_counter() - began
    why = [one.why for one in ruled.skipped]
    return Outcome(way="form", selected=selected, done=ruled.done, why=why, seconds=seconds)


def by_window(template: Path, folder: Path) -> list[Outcome]:
    """Everybody of Pekerja selected; everybody of the village given a verdict, stopped, and given it again."""
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication) and not app.styleSheet():
        look.put_on(app)
        Garbage(app)
    with _copy(template, folder) as office:
        window = MainWindow(office)
        window.resize(1366, 768)
        window.show()
        try:
            return _by_keys(office, window)
        finally:
            window.desk.close()
            window.lock_screen.close_jobs()
            window.hide()
            window.deleteLater()
            QApplication.processEvents()


class _Hands:
    """What a clerk does in the window, each thing timed by the longest round of its loop."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.stalls = window, Stalls()

    def do(self, what: str, *steps: Callable[[], object]) -> float:
        """Seconds until the window rests again."""
        began = time.perf_counter()
        self.stalls.while_doing(what, lambda: bool(self.window.desk.is_idle), *steps)
        return time.perf_counter() - began

    def press(self, what: str, where: QWidget, key: Qt.Key, *, with_control: bool = False) -> float:
        held = Qt.KeyboardModifier.ControlModifier if with_control else Qt.KeyboardModifier.NoModifier
        return self.do(what, lambda: QTest.keyClick(where, key, held))


def _by_keys(office: Office, window: MainWindow) -> list[Outcome]:
    hands = _Hands(window)
    hands.do("home")
    hands.do("opens Pekerja", partial(window.go, "workers"))
    people = window.page
    assert isinstance(people, WorkersPage)
    hands.press("selects all of Pekerja", people.table, Qt.Key.Key_A, with_control=True)
    ids = list(people.table.selected_ids())
    hands.do("opens Verifikasi", partial(window.go, "verification"))
    page = window.page
    assert isinstance(page, VerificationPage)
    given = _given(office, hands, page)
    read = _read(office, hands, page, ids)
    told = ", ".join(f"{what} {one.clock:.0f} ({one.work:.0f})" for what, one in hands.stalls.worst.items())
    return [given, replace(read, stalls=told, worst=max(one.work for one in hands.stalls.worst.values()))]


def _given(office: Office, hands: _Hands, page: VerificationPage) -> Outcome:
    """Everybody of the village under one key: stopped once, then recorded, taken back and done again."""
    ruling, table = page.ruling, page.ruling.table
    hands.do("opens the village", lambda: page.rule(VILLAGE, Step.VERIFY))
    way = "window"
    for is_stopped in (True, False):
        hands.press("selects all", table, Qt.Key.Key_A, with_control=True)
        selected = len(table.selected_ids())
        hands.press("counts", table, Qt.Key.Key_S)
        if is_stopped:
            hands.do("is stopped", ruling.record_proposed, *[hands.window.desk.jobs.cancel] * 2)
            way += ", kept what was stopped" if count_workers(office, _VERIFIED) else ""
    seconds = hands.do("records", ruling.record_proposed)
    why = list(ruling.queue.refused.values())
    hands.press("page down", table, Qt.Key.Key_PageDown)
    hands.press("undoes", hands.window, Qt.Key.Key_Z, with_control=True)
    way += ", did not take all back" if count_workers(office, _VERIFIED) else ""
    hands.press("redoes", hands.window, Qt.Key.Key_Y, with_control=True)
    done = count_workers(office, _VERIFIED)
    return Outcome(way=way, selected=selected, done=done, why=why, seconds=seconds)


def _read(office: Office, hands: _Hands, page: VerificationPage, ids: Sequence[str]) -> Outcome:
    """The same from a sheet, once the keys are taken back."""
    hands.press("undoes", hands.window, Qt.Key.Key_Z, with_control=True)
    sheet = _sheet_of_everybody(office.folder.parent / "jendela.csv", ids)
    seconds = hands.do("reads a sheet", partial(page.read_sheet, sheet, Step.VERIFY))
    hands.do("shows who was skipped", page.show_skipped)
    [dialog] = page.findChildren(SkippedDialog)
    rows = dialog.table.rows
    why = [str(rows.index(row, 2).data()) for row in range(rows.rowCount())]
    done = count_workers(office, _VERIFIED)
    return Outcome(way="window, from a sheet", selected=len(ids), done=done, why=why, seconds=seconds)


def campaign(size: int, folder: Path) -> tuple[list[Outcome], list[str]]:
    """(what came of each way, the faults) with so many people in one village."""
    template = folder / "template"
    put_village(template, size)
    outcomes = [
        by_command(template, folder / "command"),
        by_form(template, folder / "form"),
        *by_window(template, folder / "window"),
    ]
    faults = stopped_anywhere(template, folder / "stopped")
    faults += [f"{one.way}: {one.selected} <> {one.done} + {len(one.why)}" for one in outcomes if not one.balances]
    faults += [f"{one.way}: {one.done} done" for one in outcomes if one.done != outcomes[0].done]
    faults += [f"nobody was skipped by {one.way}" for one in outcomes if not one.why]
    return outcomes, faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="people in the village")
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory(prefix="ucj-bulk-", ignore_cleanup_errors=True) as folder:
        outcomes, faults = campaign(size, Path(folder))
    for one in outcomes:
        print(
            f"{one.way}: {one.selected:,} selected = {one.done:,} done + {len(one.why):,} skipped, {one.seconds:.1f} s"
        )
        if one.stalls:
            print(f"  longest round of the loop in ms, in brackets of the processor: {one.stalls}")
            if one.worst > STALL:
                faults.append(f"the window was deaf for {one.worst:.0f} ms")
    print(f"{len(faults)} faults", *faults, sep="\n")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
