"""The locks: exact, with hashes, without addresses, and never behind pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-test.lock", "requirements-bench.lock"]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\Z")


def _entries(lock: str) -> dict[str, tuple[Requirement, list[str]]]:
    """What the lock pins, by name: the requirement and its hashes."""
    joined = (CHECKOUT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    entries: dict[str, tuple[Requirement, list[str]]] = {}
    for line in joined.splitlines():
        words, *hashes = line.split(" --hash=")
        requirement = Requirement(words.strip())
        entries[canonicalize_name(requirement.name)] = (requirement, [f"--hash={each.strip()}" for each in hashes])
    return entries


def _declared(*extras: str) -> list[Requirement]:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = list(project["dependencies"])
    for extra in extras:
        listed += project["optional-dependencies"][extra]
    return [Requirement(each) for each in listed]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_exact_and_has_hashes(lock: str) -> None:
    entries = _entries(lock)
    assert len(entries) >= 20
    for name, (requirement, hashes) in entries.items():
        assert [each.operator for each in requirement.specifier] == ["=="], name
        assert hashes, name
        assert all(HASH.match(each) for each in hashes), name


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_no_option_but_hashes(lock: str) -> None:
    text = (CHECKOUT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert set(re.findall(r"(?:^|\s)(--?[a-z][a-z-]*)", text)) == {"--hash"}


@pytest.mark.parametrize(
    ("lock", "extras"),
    [("requirements.lock", ()), ("requirements-test.lock", ("test",)), ("requirements-bench.lock", ("test", "bench"))],
)
def test_a_lock_keeps_to_the_ranges_of_the_project_file(lock: str, extras: tuple[str, ...]) -> None:
    entries = _entries(lock)
    for declared in _declared(*extras):
        pinned, _ = entries[canonicalize_name(declared.name)]
        version = next(iter(pinned.specifier)).version
        assert declared.specifier.contains(version), f"{declared} against {version}: renew with dev.py lock"


def test_the_lock_for_tests_holds_the_lock_to_run() -> None:
    run, test, _ = (_entries(lock) for lock in LOCKS)
    assert {name: str(entry[0]) for name, entry in run.items()} == {name: str(test[name][0]) for name in run}
