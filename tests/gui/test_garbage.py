"""Python's search for garbage while a window is open."""

import gc
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import current_thread, main_thread
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ucj_desktop.gui.garbage import Garbage
from ucj_desktop.services.collect.resting_collector import collector_resting


class _Circle:
    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def garbage(qapp: QApplication) -> Iterator[Garbage]:
    made = Garbage(qapp)
    yield made
    made.timer.stop()
    made.setParent(None)
    gc.unfreeze()


def test_what_is_garbage_goes_when_the_clerk_has_turned_to_another_program(
    garbage: Garbage, qapp: QApplication, qtbot: QtBot
) -> None:
    gone = weakref.ref(_Circle())
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert gone() is not None
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert not garbage.away.isActive(), "who is back at once does not wait for it"
    garbage.away.setInterval(1)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: gone() is None)


def test_no_test_leaves_the_search_to_whatever_thread_is_at_work() -> None:
    assert not gc.isenabled()


class _Taken:
    """A circle that tells on which thread it was taken apart."""

    taken: ClassVar[list[bool]] = []

    def __init__(self) -> None:
        self.own = self

    def __del__(self) -> None:
        self.taken.append(current_thread() is main_thread())


def _litter(number: int) -> None:
    for _ in range(number):
        _Taken()


def test_garbage_of_another_thread_is_taken_apart_on_the_windows_own(garbage: Garbage, qtbot: QtBot) -> None:
    _Taken.taken.clear()
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_litter, 60_000).result()
    qtbot.waitUntil(lambda: len(_Taken.taken) == 60_000)
    assert all(_Taken.taken)


def test_the_young_are_left_alone_while_somebody_wants_the_collector_to_rest(garbage: Garbage, qtbot: QtBot) -> None:
    _Taken.taken.clear()
    with collector_resting():
        _litter(20_000)
        with qtbot.waitSignal(garbage.timer.timeout):
            pass
        assert _Taken.taken == []
    garbage.timer.stop()
    gc.collect()
    assert len(_Taken.taken) == 20_000


@pytest.fixture
def searching() -> Iterator[None]:
    """Python's own search, as where no window is open."""
    gc.enable()
    yield
    gc.disable()


def test_what_was_made_while_the_collector_rested_is_old_but_not_kept_for_good(searching: None) -> None:
    kept = gc.get_freeze_count()
    with collector_resting():
        gone = weakref.ref(_Circle())
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() <= kept
    gc.collect(1)
    assert gone() is not None, "a search among the young does not go through it"
    gc.collect()
    assert gone() is None
