"""Python's search for garbage while a window is open."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ucj_desktop.gui.garbage import Garbage
from ucj_desktop.services.collect.resting_collector import collector_resting


class _Circle:
    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def garbage(qapp: QApplication) -> Iterator[Garbage]:
    before = gc.get_threshold()
    made = Garbage(qapp)
    yield made
    made.setParent(None)
    gc.set_threshold(*before)
    gc.unfreeze()


def test_what_is_garbage_goes_when_the_clerk_turns_to_another_program(garbage: Garbage, qapp: QApplication) -> None:
    gone = weakref.ref(_Circle())
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert gone() is not None
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert gone() is None


def test_what_was_made_while_the_collector_rested_is_old_but_not_kept_for_good() -> None:
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
