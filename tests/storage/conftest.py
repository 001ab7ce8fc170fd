"""A store with its tables and nothing in it, for every test its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ucj_desktop.storage import migrations
from ucj_desktop.storage.database import Database

KEY = bytes(range(32))


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "store.db"
    database = Database(path, KEY)
    with database.migrating() as connection:
        migrations.migrate(connection)
    database.close()
    return path


@pytest.fixture
def store_path(empty_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty_store, tmp_path / "store.db"))


@pytest.fixture
def database(store_path: Path) -> Iterator[Database]:
    opened = Database(store_path, KEY)
    yield opened
    opened.close()
