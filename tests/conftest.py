"""What every test gets: Qt without a screen, and hypothesis at a size that fits."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The daily run asks the same questions each time, so that what it says is about the change; a campaign asks new ones.
settings.register_profile(
    "daily", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("campaign", max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("UCJ_HYPOTHESIS", "daily"))


_YOUNG = 10_000  # things made since the last search, from which on it is worth one
_ALL_AFTER = 30  # searches among the young


class _Searches:
    """Garbage is searched between tests and on this thread only, as the program does it (gui/garbage.py).

    Left to itself Python searches on the thread that has just made something: a job's thread then took apart the
    windows of an earlier test, and the whole process died of it.
    """

    number = 0

    @classmethod
    def one(cls) -> None:
        if gc.get_count()[0] >= _YOUNG:
            cls.number += 1
            gc.collect(1 if cls.number % _ALL_AFTER else 2)


def pytest_sessionstart() -> None:
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    _Searches.one()


@pytest.fixture
def no_sticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is plugged into the computer that tests, the windows see only the folders of the test."""
    monkeypatch.setattr("ucj_desktop.services.handoff.list_sticks.removable_drives", lambda: ())
