"""The version resource of the two programs."""

import ast
from pathlib import Path

from installer.version_info import version_text, write_version


def test_the_resource_says_version_and_file_name() -> None:
    text = version_text("1.20.3", "ucj-desktop", "UCJ Desktop (baris perintah)")
    assert "filevers=(1, 20, 3, 0), prodvers=(1, 20, 3, 0)" in text
    assert "StringStruct('OriginalFilename', 'ucj-desktop.exe')" in text
    assert "StringStruct('FileDescription', 'UCJ Desktop (baris perintah)')" in text
    assert text.count("'1.20.3'") == 2


def test_the_resource_is_the_expression_that_pyinstaller_evaluates(tmp_path: Path) -> None:
    file = write_version(tmp_path, "0.1.0", "UCJ Desktop", "UCJ Desktop")
    called = ast.parse(file.read_text(encoding="utf-8"), mode="eval").body
    assert isinstance(called, ast.Call)
    assert [keyword.arg for keyword in called.keywords] == ["ffi", "kids"]
