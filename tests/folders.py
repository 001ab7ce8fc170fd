"""Copying a whole folder in a test, wherever the test runs."""

import shutil
from pathlib import Path


def copy_folder(source: Path, target: Path) -> Path:
    """Contents only: ``copytree`` alone also copies times, by a call of Windows (CopyFile2) that Wine 8 lacks."""
    return Path(shutil.copytree(source, target, copy_function=shutil.copyfile))
