"""The rules of the house that no linter knows."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ucj_desktop.services.care.describe_program import READ_IN_LATER

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "ucj_desktop"
MODULES = sorted(PACKAGE.rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "data", "info"}

# Written in pieces, so that this file does not break its own rule.
REGISTRY_HOSTS = ("pypi." + "org", "python" + "hosted", "registry.npm" + "js", "deb." + "debian", "proxy.go" + "lang")
MACHINE_PATH = re.compile(r"(?<![\w.:/~-])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me/[a-z]\w*)/")


def _named(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def _tracked_texts() -> dict[str, str]:
    """Every text file that git tracks, by its path; a file that is not UTF-8 is no text."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=True).stdout.decode()
    texts = {}
    for name in filter(None, listed.split("\0")):
        path = CHECKOUT / name
        if not path.is_file():
            continue
        try:
            texts[name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return texts


@pytest.mark.parametrize("path", MODULES, ids=_named)
def test_a_module_says_in_one_line_what_lives_there(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert said, "no docstring"
    first, *rest = said.splitlines()
    assert first.endswith((".", "!", "?")), "the first line is no whole sentence"
    assert not rest or rest[0] == "", "what explains more stands after an empty line"


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = [_named(path) for path in [*MODULES, *PACKAGE.glob("**/*/")] if path.stem in FORBIDDEN_NAMES]
    assert named == []


def test_domain_needs_nothing_but_python() -> None:
    strangers = []
    for path in sorted((PACKAGE / "domain").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names.append(node.module or "")
            strangers += [
                f"{_named(path)}: {name}"
                for name in names
                if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("ucj_desktop.domain")
            ]
    assert strangers == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) and node.level == 0 else []


def test_what_is_imported_by_name_or_path_is_known() -> None:
    """The frozen program holds what is imported plainly; whoever imports otherwise must see to it that it is there."""
    ways = {"importlib", "importlib.util", "importlib.resources", "pkgutil", "runpy", "alembic", "alembic.command"}
    found = {
        _named(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if ways & set(_imported(node)) or (isinstance(node, ast.Name) and node.id in {"__import__", "exec", "eval"})
    }
    assert found == {
        "ucj_desktop/gui/icons.py",  # finds the folder of qtawesome's font without importing it
        "ucj_desktop/services/care/describe_program.py",  # lists and loads every module, to see that none is missing
        "ucj_desktop/storage/migrations/__init__.py",  # Alembic reads env.py and versions/ as files
        "ucj_desktop/storage/migrations/env.py",
        "ucj_desktop/storage/migrations/versions/0001_the_first_tables.py",
        "ucj_desktop/storage/migrations/versions/0002_indexes_that_answer_alone.py",
        "ucj_desktop/storage/migrations/versions/0003_collect_and_accurate.py",
        "ucj_desktop/storage/migrations/versions/0004_on_time.py",
        "ucj_desktop/storage/migrations/versions/0005_meetings_and_requests.py",
        "ucj_desktop/storage/migrations/versions/0006_letters.py",
        "ucj_desktop/storage/migrations/versions/0007_relay.py",
        "ucj_desktop/storage/migrations/versions/0008_the_district_decides.py",
        "ucj_desktop/storage/migrations/versions/0009_carried_and_elsewhere.py",
    }


def test_the_libraries_that_are_read_in_later_are_known_to_the_program() -> None:
    later = {
        name
        for path in MODULES
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        for name in _imported(node)
        if name.split(".")[0] not in {*sys.stdlib_module_names, "ucj_desktop"}
    }
    assert sorted(later) == sorted(READ_IN_LATER)


def _swallows_everything(node: ast.AST) -> bool:
    """True for a broad except that does not raise again what it caught."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    broad = node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"})
    last = node.body[-1]
    return broad and not (isinstance(last, ast.Raise) and last.exc is None)


def test_everything_is_caught_only_where_a_fault_of_ours_is_told() -> None:
    """In jobs, in the command line's main and in failures; elsewhere a broad except cleans up and raises again."""
    swallowing = {
        _named(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _swallows_everything(node)
    }
    assert swallowing <= {"ucj_desktop/gui/jobs.py", "ucj_desktop/gui/failures.py", "ucj_desktop/cli/app.py"}


def test_no_tracked_text_names_a_registry_or_a_path_of_a_machine() -> None:
    found = [
        f"{name}: {line.strip()[:100]}"
        for name, text in _tracked_texts().items()
        for line in text.splitlines()
        if any(host in line for host in REGISTRY_HOSTS) or MACHINE_PATH.search(line)
    ]
    assert found == []
