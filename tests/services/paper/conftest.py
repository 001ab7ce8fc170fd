"""Offices that a test opened are closed when it ends."""

from collections.abc import Iterator

import pytest

from tests.services.paper import offices


@pytest.fixture(autouse=True)
def closed_in_the_end() -> Iterator[None]:
    yield
    offices.close_all()
