"""What `dev.py build` finds out about the machine before it begins."""

from pathlib import Path

import pytest

from installer import build


def test_every_missing_command_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "makensis").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    missing = build.missing_commands(build.Stopwatch())
    assert missing == [command for command in build.NEEDED_COMMANDS if command != "makensis"]


def test_a_part_that_fails_is_timed_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    stopwatch = build.Stopwatch()
    with pytest.raises(ZeroDivisionError), stopwatch.part("the audit"):
        _ = 1 / 0
    stopwatch.say()
    assert "s  the audit\n" in capsys.readouterr().out


def test_a_stated_time_makes_builds_without_a_history_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert build.source_time() == 1234567890
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert build.source_time() != 1234567890
