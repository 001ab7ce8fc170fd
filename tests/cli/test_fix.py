"""Mending many workers from the command line, and taking it back."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.command_lines import Ran, run
from tests.domain.rules.sound_worker import SOUND
from tests.offices import PASSWORD
from ucj_desktop.crypto.kdf import TRAINING_COST
from ucj_desktop.domain.ids import new_id
from ucj_desktop.domain.people import OfficeKind
from ucj_desktop.services.collect.enter_worker import save_new_worker
from ucj_desktop.services.office import create_office


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    office, _ = create_office(
        folder, kind=OfficeKind.SUB_DISTRICT, code="730201", admin="Andi", password=PASSWORD, training=True,
        cost=TRAINING_COST,
    )  # fmt: skip
    save_new_worker(office, replace(SOUND, phone="+62 812-3456-7890", source=""))
    save_new_worker(office, replace(SOUND, worker_id=new_id(), nik="", full_name="Hasnah"))
    office.close()
    return folder


def _fix(store: Path, *words: str) -> Ran:
    return run("fix", *words, "--store", store, "--json")


def test_the_fixes_and_the_rules_they_answer_are_listed() -> None:
    found = run("fix", "--json").facts
    assert {"fix": "phone", "words": "Tulis nomor HP dalam bentuk 08...", "rules": ["TT-07", "BC-07"]} in found["fixes"]
    assert "source" in found["fields"]
    assert "TT-07" in run("fix").out


def test_nothing_is_written_before_apply_and_undo_takes_it_back(store: Path) -> None:
    shown = _fix(store, "phone", "--rule", "TT-07").facts
    assert (shown["looked_at"], shown["to_write"], shown["written"]) == (1, 1, 0)
    assert shown["rows"][0]["changes"] == {"phone": ["**************890", "*********890"]}
    done = _fix(store, "phone", "--rule", "TT-07", "--apply").facts
    assert done["written"] == 1
    assert _fix(store, "phone", "--rule", "TT-07").facts["to_write"] == 0
    assert _fix(store, "undo", done["batch"], "--dry-run").facts["to_restore"] == 1
    undone = _fix(store, "undo", done["batch"]).facts
    assert undone == {"batch": done["batch"], "restored": 1, "refused": []}
    assert [(one["workers"], one["undone"]) for one in _fix(store, "list").facts["fixes"]] == [(1, True)]
    assert _fix(store, "phone", "--rule", "TT-07").facts["to_write"] == 1
    assert _fix(store, "undo").error["code"] == "CEK-05"


def test_one_value_for_a_whole_village(store: Path) -> None:
    village = ("--village", SOUND.village_code)
    done = _fix(store, "set", "--field", "source", "--value", "DTSEN", *village, "--apply").facts
    assert done["written"] == 1
    said = run("fix", "set", "--field", "source", "--value", "Usulan desa", "--store", store)
    assert "DTSEN → Usulan desa" in said.out
    assert "2 pekerja akan berubah. Tambahkan --apply untuk menulisnya." in said.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nonsense",), "CEK-03"),
        (("set", "--field", "nik", "--value", "1"), "CEK-03"),
        (("set", "--field", "desil", "--value", "dua"), "CEK-06"),
        (("set", "--field", "village_code", "--value", "Bialo"), "CEK-06"),
        (("phone", "--rule", "ID-01", "--apply"), "CEK-04"),
        (("undo", "fix/nothing"), "CEK-05"),
        (("set", "--field", "rt", "--value", "dua"), "CEK-07"),
        (("set", "--field", "source", "--apply"), "BARIS-01"),
        (("phone", "--value", "0812"), "BARIS-01"),
    ],
)
def test_what_cannot_be_done_is_told(store: Path, words: tuple[str, ...], code: str) -> None:
    assert _fix(store, *words).error["code"] == code
