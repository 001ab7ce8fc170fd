"""Data files read strictly."""

import sys
from datetime import date
from pathlib import Path

import pytest

from ucj_desktop.reference import paths
from ucj_desktop.reference.paths import ResourceMissing, resource
from ucj_desktop.reference.reading import DataFileBroken, Section, read_columns, read_text, read_toml


def section(tmp_path: Path, text: str) -> Section:
    file = tmp_path / "aturan.toml"
    file.write_text(text, encoding="utf-8")
    return read_toml(file)


def test_values_are_given_by_their_kind(tmp_path: Path) -> None:
    read = section(tmp_path, 'a = "x"\nb = 3\nc = true\nd = 2026-01-31\ne = ["x", "y"]\n[f]\ng = 1\n[[h]]\ni = 2\n')
    assert (read.text("a"), read.number("b"), read.flag("c"), read.day("d")) == ("x", 3, True, date(2026, 1, 31))
    assert read.texts("e") == ("x", "y")
    assert read.section("f").number("g") == 1
    assert [entry.number("i") for entry in read.sections("h")] == [2]
    assert (read.optional_number("z"), read.optional_day("z"), read.texts("z"), read.sections("z")) == (
        None,
        None,
        (),
        [],
    )
    assert (read.number("b", 9), read.number("z", 9), read.text("z", "t")) == (3, 9, "t")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[f]\nb = "3"\n', "f.b"),
        ("[f]\nb = true\n", "f.b"),
        ("[f]\n", "f.b"),
        ("f = 1\n", "f"),
    ],
)
def test_a_wrong_value_is_told_with_file_and_key(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(DataFileBroken) as told:
        section(tmp_path, text).section("f").number("b")
    assert f"aturan.toml, kunci {key}:" in told.value.what
    assert told.value.fix


def test_lists_and_days_of_the_wrong_kind_are_told(tmp_path: Path) -> None:
    read = section(tmp_path, "a = [1]\nb = 2026-01-01T00:00:00\nc = [1]\n")
    with pytest.raises(DataFileBroken, match="kunci a"):
        read.texts("a")
    with pytest.raises(DataFileBroken, match="kunci b"):
        read.day("b")
    with pytest.raises(DataFileBroken, match="kunci c"):
        read.sections("c")


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileBroken, match="kunci umr"):
        section(tmp_path, "umr = 1\n").only("umur")


def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(DataFileBroken, match="line 2"):
        section(tmp_path, "a = 1\nb = \n")


def test_text_of_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "x.tsv"
    file.write_bytes(b"a\tb\n\xe9\tb\n")
    with pytest.raises(DataFileBroken, match="baris 2"):
        read_text(file)


def test_a_line_with_missing_columns_is_told(tmp_path: Path) -> None:
    file = tmp_path / "x.tsv"
    file.write_text("a\tb\nc\n", encoding="utf-8")
    with pytest.raises(DataFileBroken, match="baris 2"):
        read_columns(file, 2)
    with pytest.raises(DataFileBroken, match="tidak bisa dibuka"):
        read_text(tmp_path / "missing.tsv")


def test_shipped_files_are_found_and_missing_ones_told() -> None:
    assert resource("reference", "areas.tsv.gz").is_file()
    with pytest.raises(ResourceMissing, match="tidak ditemukan"):
        resource("reference", "nothing.tsv")


def test_the_frozen_program_looks_where_it_was_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources_folder() == tmp_path / "resources"
