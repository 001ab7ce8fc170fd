"""Stores as older programs left them, each copied before it is opened."""

import json
from pathlib import Path
from typing import Any

from tests.folders import copy_folder
from tests.storage.make_old_store import ADMIN as ADMIN
from tests.storage.make_old_store import HEAD as HEAD
from tests.storage.make_old_store import PASSWORD as PASSWORD
from tests.storage.make_old_store import VERIFIER as VERIFIER
from ucj_desktop.storage.migrations import NEWEST

_FOLDER = Path(__file__).with_name("storage") / "old_stores"
OLD_STORES = sorted(path for path in _FOLDER.iterdir() if path.is_dir() and path.name < NEWEST)


def copy_old_store(revision: Path, folder: Path) -> dict[str, Any]:
    """The store in ``folder``, which is made; returns what must be found in it."""
    copy_folder(revision, folder)
    expected: dict[str, Any] = json.loads((folder / "expected.json").read_text("utf-8"))
    (folder / "expected.json").unlink()
    return expected
