"""Workbooks for the tests: a sound one, and any part of it replaced."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from ucj_desktop.spreadsheets.free_writer import FreeSheet, write_freely

SHEET = "xl/worksheets/sheet1.xml"


def sound(path: Path) -> Path:
    rows = [["NIK", "NAMA"], ["7302011708800001", "Baso"], ["7302015708800002", "Besse"]]
    write_freely(path, [FreeSheet(name="Data", rows=rows)])
    return path


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one part rewritten."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    return packed(path, parts)


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
