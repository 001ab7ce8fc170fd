"""What every test gets: Qt without a screen, and hypothesis at a size that fits."""

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


@pytest.fixture
def no_sticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is plugged into the computer that tests, the windows see only the folders of the test."""
    monkeypatch.setattr("ucj_desktop.services.handoff.list_sticks.removable_drives", lambda: ())
