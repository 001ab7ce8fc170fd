"""What `dev.py` does: one function a command."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from installer import debian, qt_libraries, smoke
from installer.build import build
from installer.environment import CHECKOUT, Environment, Lock, SetupFailed
from installer.trial import TrialFailed
from installer.windows.wine import WineFailed

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
DEMO_FOLDER = CHECKOUT / "demo"
CHECKED = ("ucj_desktop", "installer", "tests")
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy --strict", ("-m", "mypy", "--strict", *CHECKED)),
    ("lint-imports", ("-c", LINT_IMPORTS, "--no-cache", "--no-logo")),
)


def setup(arguments: argparse.Namespace) -> int:
    """Only the environment, with everything in it."""
    _ready(Lock.TEST)
    print("The environment is ready: .venv")
    return 0


def test(arguments: argparse.Namespace) -> int:
    """Every check but the Windows build and its trial: ruff, mypy, lint-imports, pytest (gets all further words)."""
    environment = _ready(Lock.TEST)
    debian.install_file_systems()
    debian.install_stock_tools()
    failed = []
    for name, command in STEPS:
        began = time.monotonic()
        print(f"\n== {name}", flush=True)
        if environment.run(command, OFFSCREEN) != 0:
            failed.append(name)
        print(f"== {name}: {'FAILED' if name in failed else 'ok'}, {time.monotonic() - began:.1f} s", flush=True)
    print(f"\n== pytest ({'before it FAILED: ' + ', '.join(failed) if failed else 'all before it is ok'})", flush=True)
    # Last, so that its closing line closes the whole.
    # One process a core; a file stays in one process, so that what its tests share is made once.
    # A process that dies takes its file with it: started anew it would die of the same test, again and again.
    processes = ("--numprocesses", "auto", "--dist", "loadfile", "--max-worker-restart", "0")
    words = ["-m", "pytest", *processes, *arguments.pytest]
    tested = environment.run(words, OFFSCREEN)
    return 1 if failed or tested else 0


def run(arguments: argparse.Namespace) -> int:
    """The program on a demo office; without a display the whole main job headless, and where everything lies."""
    display = qt_libraries.has_display()
    environment = _ready(Lock.RUN, display=display)
    demo = _make_demo(environment, arguments.out)
    print(f"\nThe demo office is made: {demo['store']}")
    for kind, place in demo["files"].items():
        print(f"  {kind:<12} {place}")
    for what, count in demo["counts"].items():
        print(f"  {what:<12} {count}")
    print(f"\naccount  {demo['account']}\npassword {demo['password']}")
    if not display:
        print("\nThere is no display here, so no window was opened. With one, the same command opens the program.")
        return 0
    print("\nThe window opens now; log in with the account and password above.", flush=True)
    return environment.run(["-m", "ucj_desktop", "--store", demo["store"]])


def _make_demo(environment: Environment, out: Path | None) -> dict[str, Any]:
    """The JSON of the `demo` command: files, counts, store, account, password."""
    if out is None and DEMO_FOLDER.exists():
        shutil.rmtree(DEMO_FOLDER)  # only ever our own made-up people of the last time
    print("Making the demo: a day of two offices with made-up people ...", flush=True)
    folder = str((out or DEMO_FOLDER).resolve())
    command = [str(environment.python), "-m", "ucj_desktop", "demo", "--out", folder, "--json"]
    made = subprocess.run(command, cwd=CHECKOUT, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if made.returncode != 0:
        raise SetupFailed(f"The demo could not be made: {_sentence(made.stdout)}")
    answer: dict[str, Any] = json.loads(made.stdout)
    return answer


def _sentence(output: str) -> str:
    """What a failed command said of itself in its JSON, as one sentence."""
    try:
        error = json.loads(output)["error"]
        return f"{error['what']} {error['fix']} ({error['code']})"
    except (ValueError, KeyError, TypeError):
        return "its own message stands above."


def bench(arguments: argparse.Namespace) -> int:
    """The tables of SPEED.md, each figure as a ratio to a peer measured in the same run."""
    more = ["--only", arguments.only] if arguments.only else []
    return _dispatch("tests/performance/bench.py", [*more, *(["--json"] if arguments.json else [])], Lock.BENCH)


def screens(arguments: argparse.Namespace) -> int:
    """The gallery of every window: both themes, two scales, two screens."""
    return _dispatch("tests/screens.py", ["--every-way", "--out", str(arguments.out.resolve())])


def campaign(arguments: argparse.Namespace) -> int:
    """One long test of safety, of any size."""
    if not arguments.name.isidentifier():
        raise SetupFailed("A campaign has the name of a file in tests/campaigns, without .py.")
    return _dispatch(f"tests/campaigns/{arguments.name}.py", ["--size", str(arguments.size)])


def _dispatch(program: str, arguments: Sequence[str], which: Lock = Lock.TEST) -> int:
    if not (CHECKOUT / program).is_file():
        raise SetupFailed(f"This checkout has no {program}.")
    module = program.removesuffix(".py").replace("/", ".")
    # Setting up speaks on standard error here: standard output belongs to the program (--json).
    return _ready(which).run(["-m", module, *arguments], OFFSCREEN)


def lock(arguments: argparse.Namespace) -> int:
    """Renew the locks from pyproject.toml: universal, with hashes, without addresses."""
    with tempfile.TemporaryDirectory() as folder:
        tool = Environment(folder=Path(folder, "venv"))
        tool.make()
        if tool.run(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"]) != 0:
            raise SetupFailed("uv, which writes the locks, could not be installed; pip's message stands above.")
        for which, extras in _EXTRAS.items():
            command = ["-m", "uv", "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes"]
            command += [part for extra in extras for part in ("--extra", extra)]
            command += ["--python-version", "3.11", "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
            command += ["--upgrade"] if arguments.upgrade else []
            if tool.run([*command, "--output-file", which.value]) != 0:
                raise SetupFailed(f"{which.value} could not be written; uv's message stands above.")
            print(f"{which.value} is renewed.")
    return 0


_EXTRAS = {Lock.RUN: (), Lock.TEST: ("test",), Lock.BENCH: ("test", "bench"), Lock.BUILD: ("build",)}


def _ready(which: Lock, *, display: bool = False) -> Environment:
    """The environment with `which` lock installed and a Qt that starts."""
    environment = Environment()
    environment.ensure(which)
    qt_libraries.require(environment, display=display)
    return environment


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description="UCJ Desktop: run it, test it, measure it.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(function: Any) -> argparse.ArgumentParser:
        added = commands.add_parser(function.__name__, help=function.__doc__)
        added.set_defaults(function=function)
        return added

    command(run).add_argument("--out", type=Path, help="folder of the demo (default: demo/ in the checkout, made anew)")
    command(test).set_defaults(pytest=[])
    command(setup)
    measured = command(bench)
    measured.add_argument("--only", metavar="NAMES", help="names of rows, separated by commas")
    measured.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    command(screens).add_argument("--out", type=Path, required=True, help="folder for the pictures")
    tried = command(campaign)
    tried.add_argument("name", help="a file of tests/campaigns, without .py")
    tried.add_argument("--size", type=int, required=True, help="how many tries")
    built = command(build)
    built.add_argument("--fast", action="store_true", help="an installer made sooner, a third larger")
    built.add_argument("--windows", action="store_true", help="fail where the Windows program cannot be made")
    built.add_argument("--linux", action="store_true", help="the program for this Linux, although Wine is here")
    command(smoke.smoke)
    command(lock).add_argument("--upgrade", action="store_true", help="take the newest versions the ranges allow")
    return parser


def main(arguments: Sequence[str]) -> int:
    """Exit codes: 0 done, 1 a check failed, 2 the machine lacks something (a sentence on standard error)."""
    parser = _parser()
    chosen, more = parser.parse_known_args(arguments)
    if chosen.function is test:
        chosen.pytest = more
    elif more:
        parser.error(f"unknown arguments: {' '.join(more)}")
    try:
        code: int = chosen.function(chosen)
    except (SetupFailed, TrialFailed, WineFailed) as failure:
        print(failure, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return code
