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


def by_command(template: Path, folder: Path) -> Outcome:
    """verify --from a csv of everybody."""
    with _copy(template, folder) as office, office.database.reading() as connection:
        ids = [one.worker.worker_id for one in workers.each(connection)]
    sheet = folder.parent / "semua.csv"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([("ID", "HASIL"), *((one, "LAYAK") for one in ids)])
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


def _select_all(table: QWidget) -> None:
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def _by_keys(office: Office, window: MainWindow) -> list[Outcome]:
    stalls = Stalls()

    def do(what: str, *steps: Callable[[], object]) -> None:
        stalls.while_doing(what, lambda: bool(window.desk.is_idle), *steps)

    do("home")
    do("opens Pekerja", partial(window.go, "workers"))
    people = window.page
    assert isinstance(people, WorkersPage)
    do(
        "selects all of Pekerja",
        partial(_select_all, people.table),
    )
    assert len(people.table.selected_ids()) == len(people.model.ids)
    do("opens Verifikasi", partial(window.go, "verification"))
    page = window.page
    assert isinstance(page, VerificationPage)
    do("opens the village", lambda: page.rule(VILLAGE, Step.VERIFY))
    table, ruling = page.ruling.table, page.ruling
    do("selects all", partial(_select_all, table))
    selected = len(table.selected_ids())
    do("counts", lambda: QTest.keyClick(table, Qt.Key.Key_S))
    do("is stopped", ruling.record_proposed, *[window.desk.jobs.cancel] * 2)
    if count_workers(office, _VERIFIED):
        raise AssertionError("a stop in the midst kept verdicts")
    do("selects all", partial(_select_all, table))
    do("counts", lambda: QTest.keyClick(table, Qt.Key.Key_S))
    began = time.perf_counter()
    do("records", ruling.record_proposed)
    seconds = time.perf_counter() - began
    for _ in range(3):
        do("page down", lambda: QTest.keyClick(table, Qt.Key.Key_PageDown))
    do("undoes", lambda: QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier))
    undone = count_workers(office, _VERIFIED) == 0
    do("redoes", lambda: QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier))
    done = count_workers(office, _VERIFIED)
    told = ", ".join(f"{what} {one.clock:.0f} ({one.work:.0f})" for what, one in stalls.worst.items())
    why = list(ruling.queue.refused.values())
    outcome = Outcome(
        way="window" if undone else "window (the undo did not take all back)",
        selected=selected,
        done=done,
        why=why,
        seconds=seconds,
        stalls=told,
        worst=max(one.work for one in stalls.worst.values()),
    )
    return [outcome]


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
