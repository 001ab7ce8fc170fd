"""Second keying from the command line: drawn, typed, chosen, and its rate."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.command_lines import Ran, run
from tests.domain.rules.sound_worker import SOUND
from tests.offices import CLERKS, make_office, open_as
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import Role
from ucj_desktop.services.collect.enter_worker import save_new_worker


@pytest.fixture
def store(tmp_path: Path) -> Path:
    make_office(tmp_path / "office", staffed=True).close()
    office = open_as(tmp_path / "office", Role.ENTRY)
    save_new_worker(office, SOUND)
    save_new_worker(office, replace(SOUND, worker_id=new_id(), nik="", full_name="Hasnah"))
    office.close()
    return tmp_path / "office"


def _keying(store: Path, *words: str) -> Ran:
    return run("keying", *words, "--store", store, "--as", CLERKS[Role.VERIFIER], "--json")


def test_a_difference_typed_twice_is_chosen_and_counted(store: Path) -> None:
    drawn = _keying(store, "sample", "--percent", "50", "--seed", "3", "--clerk", CLERKS[Role.ENTRY]).facts
    sample = drawn["sample"]
    assert (drawn["seed"], drawn["drawn_from"]) == (3, 2)
    asked = _keying(store, "next", sample).facts
    assert (asked["position"], asked["workers"], asked["fields"][0]) == (1, 1, "nik")
    worker = asked["worker_id"]
    assert _keying(store, "enter", sample, worker, "rw", "7").facts["outcome"] == "again"
    assert _keying(store, "enter", sample, worker, "rw", "007").facts["outcome"] == "different"
    assert _keying(store, "enter", sample, worker, "rt", "2").facts["outcome"] == "same"
    (one,) = _keying(store, "differences", sample).facts["differences"]
    assert (one["field"], one["first"], one["second"]) == ("rw", "001", "007")
    assert _keying(store, "choose", sample, worker, "rw", "--second").facts["choice"] == "second"
    rate = _keying(store, "rate", sample).facts
    assert (rate["workers"], rate["keyed"], rate["errors"], rate["rate"]) == (1, 2, 1, 0.5)
    assert rate["by_clerk"][CLERKS[Role.ENTRY]]["errors"] == 1
    listed = _keying(store, "list").facts["samples"]
    assert [(known["sample"], known["workers"], known["keyed_workers"]) for known in listed] == [(sample, 1, 0)]
    workers = run("workers", "--store", store, "--as", CLERKS[Role.VERIFIER], "--json").facts["workers"]
    assert {known["worker_id"]: known["rw"] for known in workers}[worker] == "007"


def test_a_sample_that_is_not_there_is_told(store: Path) -> None:
    assert _keying(store, "rate", "nothing").error["code"] == "ULANG-02"
    assert _keying(store, "sample", "--size", "1", "--clerk", "Tidak Ada").error["code"] == "ULANG-01"
