"""The Setup program's script agrees with the program it installs; makensis itself runs in the smoke test."""

import re
from pathlib import Path

import pytest

from installer import bundle, nsis
from installer.environment import SetupFailed
from ucj_desktop.services import store_folder

SCRIPT = nsis.SCRIPT.read_text(encoding="utf-8")
SETUP = nsis.SCRIPT.parent / "setup"
DEFINED = dict(re.findall(r'^!define (\w+) "([^"]*)"', SCRIPT, re.MULTILINE))


def _program(folder: Path) -> Path:
    for part in nsis.PARTS - {"UCJ Desktop.exe", "ucj-desktop.exe"}:
        (folder / part).mkdir(parents=True)
    for program in ("UCJ Desktop.exe", "ucj-desktop.exe"):
        (folder / program).write_bytes(b"MZ" * 600)
    return folder


def test_setup_moves_and_removes_every_part_and_nothing_else() -> None:
    [each] = re.findall(r"!macro EACH_PART DO\n(.*?)!macroend", SCRIPT, re.DOTALL)
    moved = {DEFINED[name] for name in re.findall(r"\$\{DO\} \"\$\{(\w+)\}\"", each)}
    assert moved == nsis.PARTS | {nsis.REMOVER}
    assert {f"{bundle.WINDOWED}.exe", f"{bundle.CONSOLE}.exe"} < nsis.PARTS


def test_setup_knows_where_the_data_lie() -> None:
    assert store_folder.NAME == "UCJ Desktop"
    assert set(re.findall(r"\$LOCALAPPDATA\\([^\\\"$]+)", SCRIPT)) == {store_folder.NAME, "Programs"}


def test_whole_folders_are_removed_only_below_the_folder_of_the_program() -> None:
    removed = set(re.findall(r'RMDir /r "([^"]+)"', SCRIPT))
    own = {f"$INSTDIR\\${{{name}}}" for name in ("NEW", "OLD", "WASTE")}
    assert removed == own | {"${FOLDER}\\${PART}"}


def test_every_sentence_of_nsis_is_in_indonesian() -> None:
    words = (SETUP / "Indonesian.nlf").read_text(encoding="utf-8-sig").splitlines()
    names = [line for line in words if line.startswith("# ^")]
    assert len(names) == 89  # of NSIS' language files, version 6
    assert all(words[words.index(name) + 1].strip() for name in names)
    for poor in ("paripurna", "di instal", "Silahkan", "dibawah"):
        assert (
            poor not in "\n".join(words) + (SETUP / "Indonesian.nsh").read_text(encoding="utf-8-sig").partition("\n")[2]
        )


def test_a_folder_that_is_no_frozen_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupFailed, match="missing or too much"):
        nsis.make(tmp_path / "nothing", tmp_path, "1.2.3")
    program = _program(tmp_path / "program")
    (program / "notes.txt").touch()
    with pytest.raises(SetupFailed, match=r"missing or too much in .*: notes\.txt"):
        nsis.make(program, tmp_path, "1.2.3")


def test_a_version_that_windows_cannot_compare_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupFailed, match="three numbers"):
        nsis.make(_program(tmp_path / "program"), tmp_path, "1.2rc1")


def test_the_size_counts_each_file_as_begun_kilobytes(tmp_path: Path) -> None:
    assert nsis.size_in_kilobytes(_program(tmp_path / "program")) == 4
