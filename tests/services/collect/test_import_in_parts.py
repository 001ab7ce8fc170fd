"""An import looks at its rows a thousand at a time: what is said of a row must not depend on where a part ends."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.offices import make_office
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.services.care.made_up_people import USUAL, make_people
from ucj_desktop.services.care.ugly_workbook import write_ugly_workbook
from ucj_desktop.services.care.undo_import import ImportTouchedSince, undo_import
from ucj_desktop.services.collect import import_file as importing
from ucj_desktop.services.collect.import_file import ImportResult, commit_import, import_file, plan_import
from ucj_desktop.services.collect.import_plan import Policy
from ucj_desktop.services.collect.plan_file import ImportOptions, look_at_file
from ucj_desktop.services.office import Office
from ucj_desktop.storage import journal

PEOPLE = make_people(5, 120, "730201", trouble=USUAL)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    yield made
    made.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "desa.xlsx"
    write_ugly_workbook(made, [one.worker for one in PEOPLE], seed=3)
    return made


def told(result: ImportResult) -> list[Any]:
    return [(row.sheet, row.row.number, row.outcome, row.findings, row.place) for row in result.rows]


def test_parts_of_any_size_say_the_same_of_every_row(
    office: Office, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = look_at_file(office, path)
    at_once = told(plan_import(office, file))
    monkeypatch.setattr(importing, "_STEP", 7)
    assert told(plan_import(office, file)) == at_once
    kept = commit_import(office, file)
    assert told(kept) == at_once
    again = plan_import(office, file)
    monkeypatch.undo()
    assert told(plan_import(office, file)) == told(again)
    assert again.counts["new"] == 0


def test_what_is_counted_in_the_job_is_what_the_rows_say(office: Office, path: Path) -> None:
    result = import_file(office, path)
    for outcome, places in result.places.items():
        assert [row.place for row in result.rows if row.outcome is outcome] == list(places)
    assert sum(result.count(outcome) for outcome in result.places) == result.counts["read"] == len(result.rows)


@pytest.mark.parametrize("step", range(1, 40, 3))
def test_an_import_stopped_at_any_step_leaves_nothing(
    step: int, office: Office, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_STEP", 15)
    file = look_at_file(office, path)
    with office.database.reading() as connection:
        before = journal.head(connection)
    steps = _StopAt(step)
    try:
        commit_import(office, file, progress=steps)
    except Cancelled:
        with office.database.reading() as connection:
            assert connection.exec_driver_sql("SELECT COUNT(*) FROM workers").scalar_one() == 0
            assert journal.head(connection) == before
        assert not any(folder.name.endswith(".sebagian") for folder in office.backups.iterdir())
    else:
        assert steps.taken < step


class _StopAt:
    def __init__(self, step: int) -> None:
        self.step_to_stop, self.taken = step, 0

    def step(self, number: int, total: int | None = None, words: str = "") -> None:
        self.taken += 1
        if self.taken >= self.step_to_stop:
            raise Cancelled


def test_an_import_is_undone_after_a_later_one_was_undone(office: Office, tmp_path: Path) -> None:
    first = import_file(office, _list(tmp_path / "pertama.csv", "Petani"))
    second = import_file(office, _list(tmp_path / "kedua.csv", "Nelayan"), ImportOptions(policy=Policy.OVERWRITE))
    assert second.counts["changed"] == 1
    with pytest.raises(ImportTouchedSince):
        undo_import(office, first.batch)
    undo_import(office, second.batch)
    assert undo_import(office, first.batch).removed == 1


def _list(path: Path, occupation: str) -> Path:
    head = "NIK;NAMA LENGKAP;TGL LAHIR;DESA;PEKERJAAN"
    path.write_text(f"{head}\n7302011708800001;Andi Rahma;17-08-1980;Jalanjang;{occupation}\n", encoding="utf-8")
    return path
