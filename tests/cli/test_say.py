"""How a command speaks: JSON of our values, tables, the progress bar, and a reader who leaves early."""

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from ucj_desktop.__main__ import asks_for_the_window
from ucj_desktop.cli.say import Bar, as_json, table
from ucj_desktop.domain.verdict import Verdict


class Terminal(io.StringIO):
    """Standard error of a clerk at a terminal."""

    def isatty(self) -> bool:
        return True


def test_json_takes_dates_paths_and_enums_and_keeps_letters() -> None:
    facts = {"day": date(2026, 11, 20), "file": Path("é") / "a", "verdict": Verdict.PENDING, "m": MappingProxyType({})}
    text = as_json(facts)
    assert json.loads(text) == {"day": "2026-11-20", "file": str(Path("é") / "a"), "verdict": "pending", "m": {}}
    assert "é" in text


def test_json_refuses_what_has_no_place_in_it() -> None:
    with pytest.raises(TypeError):
        as_json({"raw": b"\x00"})


def test_a_table_is_as_wide_as_what_stands_in_it() -> None:
    assert table(("NIK", "Nama"), [("7302", "Siti"), ("", "Andi Nurhayati")]) == [
        "NIK   Nama",
        "7302  Siti",
        "      Andi Nurhayati",
    ]


def test_the_bar_is_drawn_on_a_terminal_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    bar = Bar()
    bar.step(5, 5, "Membaca")
    assert "Membaca [" in terminal.getvalue()
    assert "5 dari 5" in terminal.getvalue()
    width = len(terminal.getvalue()) - 1
    bar.clear()
    assert terminal.getvalue().endswith("\r" + " " * width + "\r")


def test_a_shorter_line_of_the_bar_leaves_nothing_of_the_longer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    bar = Bar()
    bar.step(5, 5, "Menyalin data kantor")
    bar.step(2, 2, "Membaca")
    long, short = terminal.getvalue().split("\r")[1:]
    assert len(short) == len(long)
    assert short.rstrip().endswith("2 dari 2")


def test_the_bar_is_silent_where_standard_error_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = io.StringIO()
    monkeypatch.setattr(sys, "stderr", kept)
    bar = Bar()
    bar.step(5, 5, "Membaca")
    bar.clear()
    assert kept.getvalue() == ""


def test_a_reader_who_leaves_early_sees_no_traceback() -> None:
    script = (
        "from ucj_desktop.cli.app import program\n"
        "from ucj_desktop.cli.indonesian import command\n"
        "from ucj_desktop.cli.say import Answer\n"
        "def much(asked):\n    return Answer({}, ['baris'] * 200_000)\n"
        "program.add_command(command('much')(much))\n"
        "program.main(['much'])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        assert writer.stdout.readline() == "baris\n"
        writer.stdout.close()
        assert writer.stderr.read() == ""
        assert writer.wait() == 1


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ([], True),
        (["--store", "D:/kantor"], True),
        (["--store=D:/kantor"], True),
        (["--store"], False),
        (["--help"], False),
        (["workers"], False),
        (["--store", "x", "workers"], False),
    ],
)
def test_the_window_opens_when_nothing_but_an_office_is_asked(words: list[str], window: bool) -> None:
    assert asks_for_the_window(words) is window
