"""The day of the demo, lived once for all tests that look at what it left."""

import pytest

from ucj_desktop.services.care.demo_day import DemoDay, demo_day


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> DemoDay:
    """A whole day; look at it, or copy it, and change nothing."""
    return demo_day(tmp_path_factory.mktemp("day") / "demo", count=40)
