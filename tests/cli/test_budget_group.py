"""The budget by the command line: a file in, the plan, a decision, its decree, its annex."""

from pathlib import Path

import pytest

from tests.cli.command_lines import Ran, run
from tests.offices import ADMIN
from tests.relay_office import accepted_workers

TOML = """
[[line]]
name = "APBD kabupaten"
funding = "apbd_regency"
ceiling = 1_000_000
from = 2026-01-01
months = 12
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A district with six accepted workers, closed."""
    with accepted_workers(tmp_path) as (district, _, _):
        return district.folder


def budget(store: Path, *words: str | Path) -> Ran:
    return run("budget", *words, "--store", store, "--as", ADMIN, "--json")


def test_a_budget_is_set_planned_decided_and_printed(store: Path, tmp_path: Path) -> None:
    assert budget(store, "show").facts["lines"] == []
    assert budget(store, "decide").error["code"] == "ANG-04"
    path = tmp_path / "anggaran.toml"
    path.write_text(TOML, "utf-8")
    [line] = budget(store, "set", "--from", path).facts["lines"]
    assert line["ceiling"] == 1_000_000
    plan = budget(store, "plan").facts
    assert (plan["accepted"], plan["placed"], plan["waiting"], plan["cost"]) == (6, 4, 2, 806_400)
    assert plan["lines"][0]["rest"] == 193_600
    assert [one["why"] for one in plan["queue"]] == ["money", "money"]
    decided = budget(store, "decide").facts
    assert (decided["number"], decided["people"], decided["cost"]) == (1, 4, 806_400)
    assert budget(store, "plan").facts["decided"] is True
    assert budget(store, "decree", "1", "--number", "188.45/3/2026", "--date", "2026-05-04").facts["number"] == 1
    [known] = budget(store, "decisions").facts["decisions"]
    assert (known["decree_number"], known["decree_date"]) == ("188.45/3/2026", "2026-05-04")
    out = tmp_path / "lampiran.pdf"
    printed = run("print", "LAMP-SK", "--out", out, "--store", store, "--as", ADMIN, "--json").facts
    assert (printed["workers"], out.is_file()) == (4, True)


def test_people_read_sums_and_who_waits(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "anggaran.toml"
    path.write_text(TOML, "utf-8")
    budget(store, "set", "--from", path)
    said = run("budget", "plan", "--store", store, "--as", ADMIN).out
    assert "4 dari 6 pekerja yang diterima mendapat tempat: Rp806.400 dari pagu Rp1.000.000." in said
    assert "2 menunggu; yang pertama karena anggaran habis." in said
