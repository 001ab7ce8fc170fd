"""A new file that somebody looks into for a moment gets its name all the same."""

from pathlib import Path

import pytest

from ucj_desktop.crypto.files import replace_patiently


def test_a_file_that_somebody_looks_into_is_renamed_when_they_are_done(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    new.write_bytes(b"new")
    old.write_bytes(b"old")
    with new.open("rb") as looked_into:
        replace_patiently(new, old, pause=lambda _: looked_into.close())
    assert old.read_bytes() == b"new"
    assert not new.exists()


def test_waiting_ends(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "inside").write_bytes(b"")
    (tmp_path / "new").write_bytes(b"new")
    with pytest.raises(OSError, match="folder"):
        replace_patiently(tmp_path / "new", tmp_path / "folder", pause=lambda _: None)
    with pytest.raises(FileNotFoundError):
        replace_patiently(tmp_path / "nothing", tmp_path / "new", pause=lambda _: None)
