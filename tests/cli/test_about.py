"""What the program says of itself: versions, places, and the names in every registry, all of them from the tree."""

import re
import sys
from pathlib import Path

import pytest

import ucj_desktop
from tests.cli.command_lines import run, run_apart
from tests.cli.test_help import LEAVES
from ucj_desktop.domain.rules import OUTSIDE_RULES, RECORD_RULES, RULES
from ucj_desktop.gui.describe_window import describe_window
from ucj_desktop.gui.pages import PAGES
from ucj_desktop.reports import REPORTS
from ucj_desktop.services.care.describe_program import ProgramIncomplete, every_module, load_every_module
from ucj_desktop.storage import migrations

CHECKOUT = Path(ucj_desktop.__file__).resolve().parents[1]


def modules_of_the_tree() -> list[str]:
    """Every Python file of the package by its module's name; migrations are files to Alembic, not modules."""
    named = []
    for path in (CHECKOUT / "ucj_desktop").rglob("*.py"):
        parts = path.relative_to(CHECKOUT).with_suffix("").parts
        if "versions" not in parts and parts != ("ucj_desktop", "__init__"):
            named.append(".".join(parts).removesuffix(".__init__"))
    return sorted(named)


def test_the_program_names_everything_it_carries() -> None:
    ran = run_apart("about", "--json", "--load")
    assert ran.code == 0, ran.err
    carries = ran.facts["carries"]
    assert carries["modules"] == modules_of_the_tree()
    assert carries["rules"] == sorted([*RULES, *RECORD_RULES, *OUTSIDE_RULES])
    assert sorted(carries["reports"]) == sorted(REPORTS)
    assert carries["pages"] == [entry.code for entry in PAGES]
    assert carries["commands"] == sorted(" ".join(path) for path in LEAVES)
    versions = (CHECKOUT / "ucj_desktop" / "storage" / "migrations" / "versions").glob("*.py")
    assert carries["migrations"] == sorted(path.name[:4] for path in versions)
    assert carries["migrations"][-1] == migrations.NEWEST
    resources = CHECKOUT / "resources"
    assert set(carries["resources"]) == {
        path.relative_to(resources).as_posix() for path in resources.rglob("*") if path.is_file()
    }
    assert set(carries["import_profiles"])
    assert ran.facts["loaded"] > len(carries["modules"]) * 0.9


def test_every_part_is_read_in_on_a_computer_that_knows_no_time_zones_as_windows() -> None:
    ran = run_apart("about", "--json", "--load", environment={"PYTHONTZPATH": ""})
    assert ran.code == 0, ran.err


def test_it_says_which_versions_it_runs_on_and_where_everything_lies(tmp_path: Path) -> None:
    facts = run("about", "--store", tmp_path, "--json").facts
    assert facts["version"] == ucj_desktop.__version__
    assert facts["versions"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert re.match(r"4\.", facts["versions"]["sqlcipher"])
    assert (facts["store"], facts["program"], facts["frozen"]) == (str(tmp_path), sys.executable, False)
    assert Path(facts["licences"]).read_text("utf-8")
    assert list(tmp_path.iterdir()) == []


def test_it_says_the_same_in_sentences_and_without_a_window() -> None:
    out = run("about").out
    assert f"UCJ Desktop {ucj_desktop.__version__}" in out
    assert "tanpa jendela" in out  # in this process nobody handed the window in
    assert f"{len(RULES) + len(RECORD_RULES) + len(OUTSIDE_RULES)} aturan" in out
    assert re.search(r"Qt 6\.\d+", run_apart("about").out)


def test_the_window_says_its_qt_its_pages_and_its_icons() -> None:
    found = describe_window()
    assert found["pages"] == [entry.code for entry in PAGES]
    assert isinstance(found["icons"], int)
    assert found["icons"] > 1_000


def test_a_module_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "halved.py").write_text('"""Half."""\nimport ucj_desktop.left_out_of_the_spec\n', "utf-8")
    monkeypatch.setattr(ucj_desktop, "__path__", [*ucj_desktop.__path__, str(tmp_path)])
    assert "ucj_desktop.halved" in every_module()
    with pytest.raises(ProgramIncomplete) as told:
        load_every_module()
    assert list(told.value.missing) == ["ucj_desktop.halved"]
    assert "left_out_of_the_spec" in told.value.missing["ucj_desktop.halved"]
