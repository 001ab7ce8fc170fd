"""Every ugly file is read as the truth beside it says: no row lost, none altered, the damaged ones refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offices import make_office
from tests.ugly.files import UGLY_FILES, UglyFile
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.made_up_people import USUAL, make_people
from ucj_desktop.services.care.ugly_workbook import Expected
from ucj_desktop.services.collect.import_file import import_file
from ucj_desktop.services.collect.import_plan import Outcome, PlannedRow
from ucj_desktop.services.office import Office

AGAIN = ("sheet per village, two-row header, everything dirty", "DTKS export with pipes", "numbers everywhere")
OUTCOMES = {Expected.NEW: Outcome.NEW, Expected.SAME: Outcome.SAME, Expected.REFUSED: Outcome.REFUSED}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "kantor")
    yield made
    made.close()


def _people(seed: int, count: int = 120) -> list[Worker]:
    return [made.worker for made in make_people(seed, count, "730201", trouble=USUAL)]


def _by_place(rows: list[PlannedRow]) -> dict[tuple[str, int], PlannedRow]:
    return {(row.sheet, row.row.number): row for row in rows}


def _written(name: str, folder: Path, seed: int) -> UglyFile:
    folder.mkdir(exist_ok=True)
    return UGLY_FILES[name](folder, _people(seed), seed)


@pytest.mark.parametrize("name", UGLY_FILES)
def test_every_row_of_an_ugly_file_is_read_as_it_was_meant(name: str, office: Office, tmp_path: Path) -> None:
    file = _written(name, tmp_path / "berkas", seed=11)
    result = import_file(office, file.path, dry_run=True)
    rows = _by_place(result.rows)
    assert set(rows) == {(one.sheet, one.row) for one in file.truth}
    for one in file.truth:
        row = rows[one.sheet, one.row]
        assert row.outcome is OUTCOMES[one.expected], (one.row, one.dirt, row.findings)
        if row.outcome is Outcome.NEW:
            assert row.reading.stated == one.stated, (one.row, one.dirt)


@pytest.mark.parametrize("name", AGAIN)
def test_the_same_ugly_file_again_changes_nothing(name: str, office: Office, tmp_path: Path) -> None:
    file = _written(name, tmp_path / "berkas", seed=12)
    first = import_file(office, file.path)
    again = import_file(office, file.path)
    assert first.counts["new"] > 90
    assert again.counts == {
        "read": first.counts["read"],
        "new": 0,
        "changed": 0,
        "same": first.counts["new"] + first.counts["same"],
        "refused": first.counts["refused"],
    }
    refused = {(row.sheet, row.row.number) for row in first.rows if row.outcome is Outcome.REFUSED}
    assert refused == {(row.sheet, row.row.number) for row in again.rows if row.outcome is Outcome.REFUSED}


def test_every_refused_row_names_its_cell_and_the_way_out(office: Office, tmp_path: Path) -> None:
    file = _written("sheet per village, two-row header, everything dirty", tmp_path / "berkas", seed=13)
    refused = [row for row in import_file(office, file.path, dry_run=True).rows if row.outcome is Outcome.REFUSED]
    assert refused
    for row in refused:
        blocking = [one for one in row.findings if one.severity == "blocks" and one.code.startswith("IM-")]
        assert blocking, row
        assert all(one.cell.endswith(str(row.row.number)) and one.what and one.fix for one in blocking)


def test_every_changed_spelling_is_told_with_its_cell(office: Office, tmp_path: Path) -> None:
    file = _written("sheet per village, two-row header, everything dirty", tmp_path / "berkas", seed=14)
    result = import_file(office, file.path, dry_run=True)
    columns = {plan.sheet: plan.columns for plan in result.plans}
    checked = 0
    for row in result.rows:
        for field in ("nik", "kk_number", "full_name", "phone", "occupation", "address"):
            column = columns[row.sheet][field].index
            cell = row.row.cells[column] if column < len(row.row.cells) else ""
            kept = row.reading.stated.get(field, "")
            if row.outcome is not Outcome.REFUSED and cell != "" and cell != kept:
                address = f"{columns[row.sheet][field].letter}{row.row.number}"
                assert any(one.cell == address for one in row.findings), (field, cell, kept)
                checked += 1
    assert checked > 50
