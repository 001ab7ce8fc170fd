"""What dev.py says and does before and around the programs it starts."""

import subprocess
import sys
from pathlib import Path

import pytest

from installer import commands, dev

DEV = Path(dev.__file__)


def _dev(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, DEV, *words], capture_output=True, text=True, check=False)


def test_only_the_pythons_of_the_project_file_suit() -> None:
    assert [minor for minor in range(8, 17) if dev.suits(3, minor)] == [11, 12, 13]
    assert not dev.suits(2, 12)
    assert not dev.suits(4, 12)


def test_help_names_every_command() -> None:
    said = _dev("--help").stdout
    for name in ("run", "test", "setup", "bench", "screens", "campaign", "build", "smoke", "lock"):
        assert f"    {name} " in said


def test_a_command_is_needed() -> None:
    assert _dev().returncode == 2


def test_a_campaign_is_a_name_and_not_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["campaign", "../screens", "--size", "1"]) == 2
    assert "tests/campaigns" in capsys.readouterr().err


def test_an_unknown_campaign_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["campaign", "no_such_campaign", "--size", "1"]) == 2
    assert "no tests/campaigns/no_such_campaign.py" in capsys.readouterr().err


def test_what_a_failed_demo_says_of_itself_is_passed_on() -> None:
    refused = '{"error": {"code": "DM-01", "what": "Folder tidak kosong.", "fix": "Pilih folder lain."}}'
    assert commands._sentence(refused) == "Folder tidak kosong. Pilih folder lain. (DM-01)"
    assert commands._sentence("Traceback") == "its own message stands above."


def test_a_word_too_many_is_refused() -> None:
    refused = _dev("setup", "--fast")
    assert refused.returncode == 2
    assert "--fast" in refused.stderr
