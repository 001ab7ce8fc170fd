"""The environment of a checkout, on a small checkout of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer.environment import Environment, Lock, SetupFailed


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A checkout whose package only says where it stands; making its environment takes seconds, so it is made once."""
    checkout = tmp_path_factory.mktemp("checkout")
    (checkout / "ucj_desktop").mkdir()
    (checkout / "ucj_desktop" / "__init__.py").write_text("", encoding="utf-8")
    (checkout / "ucj_desktop" / "__main__.py").write_text("print('here', __file__)\n", encoding="utf-8")
    return Environment(checkout)


@pytest.fixture
def environment(made: Environment) -> Environment:
    """That environment with locks that ask for nothing, whatever the test before did to it."""
    (made.checkout / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    for lock in Lock:
        (made.checkout / lock.value).write_text("# nothing\n", encoding="utf-8")
    made.ensure(Lock.TEST)
    return made


def test_the_checkout_is_on_the_path_and_has_its_command(environment: Environment, tmp_path: Path) -> None:
    launcher = environment.scripts / ("ucj-desktop.cmd" if os.name == "nt" else "ucj-desktop")
    said = subprocess.run([launcher], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert said == f"here {environment.checkout / 'ucj_desktop' / '__main__.py'}\n"


def test_the_environment_for_tests_will_do_for_running(environment: Environment) -> None:
    assert environment.is_current(Lock.TEST)
    assert environment.is_current(Lock.RUN)


@pytest.mark.parametrize("changed", ["pyproject.toml", Lock.TEST.value])
def test_a_changed_project_file_or_lock_asks_for_a_new_installation(environment: Environment, changed: str) -> None:
    with (environment.checkout / changed).open("a", encoding="utf-8") as file:
        file.write("# more\n")
    assert not environment.is_current(Lock.TEST)
    environment.ensure(Lock.TEST)
    assert environment.is_current(Lock.TEST)


def test_an_environment_whose_python_is_gone_is_made_again(environment: Environment) -> None:
    environment.python.unlink()
    assert not environment.is_current(Lock.TEST)
    environment.ensure(Lock.TEST)
    assert environment.run(["-c", ""]) == 0


def test_a_lock_without_hashes_is_refused_and_leaves_no_stamp(environment: Environment) -> None:
    (environment.checkout / Lock.TEST.value).write_text("click==8.5.1\n", encoding="utf-8")
    with pytest.raises(SetupFailed, match="give the same command again"):
        environment.ensure(Lock.TEST)
    assert not environment.is_current(Lock.TEST)


def test_the_environment_is_made_by_this_python(environment: Environment) -> None:
    asked = [str(environment.python), "-c", "import sys; print(sys.version_info[:2])"]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip() == str(sys.version_info[:2])
