"""Running command lines in a test, inside this process or in one of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from tests.offices import PASSWORD
from ucj_desktop.cli.app import program


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command line left behind."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        """The one JSON object that standard output is."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        assert self.out.count("\n") == 1
        return found

    @property
    def error(self) -> dict[str, str]:
        found: dict[str, str] = self.facts["error"]
        assert sorted(found) == ["code", "fix", "what"]
        return found


def run(*words: str | Path, environment: Mapping[str, str | None] | None = None) -> Ran:
    """One command line in this process, with the password of the test offices in the environment."""
    wanted: dict[str, str | None] = {"UCJ_PASSWORD": PASSWORD, "UCJ_NEW_PASSWORD": None, "UCJ_USER": None}
    result = CliRunner().invoke(program, [str(word) for word in words], env={**wanted, **(environment or {})})
    return Ran(result.exit_code, result.stdout, result.stderr)


def run_apart(*words: str | Path, environment: Mapping[str, str] | None = None) -> Ran:
    """The same as a program of its own, as a clerk starts it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("UCJ_")}
    done = subprocess.run(
        [sys.executable, "-m", "ucj_desktop", *map(str, words)],
        env={**inherited, "UCJ_PASSWORD": PASSWORD, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
