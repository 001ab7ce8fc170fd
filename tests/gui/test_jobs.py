"""Jobs: results, failures, cancel and order, all told on the main thread."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ucj_desktop.domain.change import Change, Touched
from ucj_desktop.domain.progress import Progress
from ucj_desktop.gui.changes import Changes
from ucj_desktop.gui.jobs import Jobs
from ucj_desktop.services.office import NoOfficeHere


@pytest.fixture
def changes(qtbot: QtBot) -> Changes:
    return Changes()


@pytest.fixture
def jobs(changes: Changes) -> Iterator[Jobs]:
    made = Jobs(changes)
    yield made
    made.close()


class Listener(QObject):
    """Notes on which thread it was told what."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Any] = []
        self.threads: set[int] = set()

    def hear(self, *told: Any) -> None:
        self.told.append(told)
        self.threads.add(threading.get_ident())


def test_a_result_arrives_on_the_main_thread(qtbot: QtBot, jobs: Jobs) -> None:
    heard = Listener()

    def work(progress: Progress) -> int:
        return threading.get_ident()

    job = jobs.start("Menghitung", work)
    job.finished.connect(heard.hear)
    with qtbot.waitSignal(job.ended):
        pass
    assert heard.told != [(threading.get_ident(),)]
    assert heard.threads == {threading.get_ident()}


def test_a_change_is_announced_once_and_remembered_as_saved(qtbot: QtBot, jobs: Jobs, changes: Changes) -> None:
    heard = Listener()
    changes.changed.connect(heard.hear)
    change = Change(Touched.WORKERS, "Disimpan.")
    with qtbot.waitSignal(jobs.emptied):
        jobs.start("Menyimpan", lambda progress: ("made", change))
    assert heard.told == [(change,)]
    assert changes.last_saved is not None


def test_progress_is_told_with_its_words(qtbot: QtBot, jobs: Jobs) -> None:
    heard = Listener()

    def work(progress: Progress) -> None:
        progress.step(3, 3, "membaca")

    job = jobs.start("Membaca", work)
    job.progressed.connect(heard.hear)
    with qtbot.waitSignal(job.ended):
        pass
    assert heard.told == [(3, 3, "membaca")]


def test_cancel_stops_a_service_at_its_next_step(qtbot: QtBot, jobs: Jobs) -> None:
    begun = threading.Event()
    steps: list[int] = []

    def work(progress: Progress) -> None:
        begun.set()
        number = 0
        while True:
            progress.step(number)
            steps.append(number)
            number += 1

    job = jobs.start("Lama", work)
    begun.wait()
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
    assert jobs.current is None


def test_a_clerk_error_arrives_as_it_was_raised(qtbot: QtBot, jobs: Jobs) -> None:
    def work(progress: Progress) -> None:
        raise NoOfficeHere

    job = jobs.start("Membuka", work)
    with qtbot.waitSignal(job.failed) as blocker:
        pass
    assert isinstance(blocker.args[0], NoOfficeHere)


def test_jobs_run_one_after_the_other_in_their_order(qtbot: QtBot, jobs: Jobs) -> None:
    done: list[int] = []

    def work(number: int) -> Any:
        return lambda progress: done.append(number)

    with qtbot.waitSignal(jobs.emptied):
        for number in range(20):
            jobs.start("Satu", work(number))
    assert done == list(range(20))


def test_closing_stops_what_runs_and_what_waits(qtbot: QtBot, changes: Changes) -> None:
    jobs = Jobs(changes)
    begun = threading.Event()
    ran: list[str] = []

    def endless(progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(1)

    jobs.start("Lama", endless)
    jobs.start("Menunggu", lambda progress: ran.append("ran"))
    begun.wait()
    jobs.close()
    assert ran == []
