"""Every ugly file end to end into a real store: the outcome its author wrote down, and nothing altered in silence."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from tests.offices import make_office
from tests.ugly.corpus_files import CorpusFile, corpus
from ucj_desktop.domain.dates import parse_date
from ucj_desktop.domain.worker import Sex
from ucj_desktop.services.collect.import_file import ImportResult, commit_import, plan_import
from ucj_desktop.services.collect.import_plan import Outcome, PlannedRow
from ucj_desktop.services.collect.list_workers import workers_by_id
from ucj_desktop.services.collect.plan_file import ImportOptions, look_at_file
from ucj_desktop.services.office import Office
from ucj_desktop.spreadsheets.cells import cell_address, cell_text

CORPUS = corpus()
SEXES = {"l": Sex.MALE, "lk": Sex.MALE, "laki-laki": Sex.MALE, "1": Sex.MALE}
SEXES |= {"p": Sex.FEMALE, "perempuan": Sex.FEMALE, "2": Sex.FEMALE}
OF_PLACES = {"village_code", "village_number", "sub_district", "regency", "province"}
SAYS_NOTHING = {"number", "age"} | OF_PLACES
PARTS = {"birth": ("birth_place", "birth_date"), "rt_rw": ("rt", "rw"), "sex_male": ("sex",), "sex_female": ("sex",)}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "kantor")
    yield made
    made.close()


def test_the_corpus_holds_forty_files() -> None:
    assert len(CORPUS) >= 40


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
def test_an_ugly_file_becomes_what_its_author_wrote_down(file: CorpusFile, office: Office, tmp_path: Path) -> None:
    options = ImportOptions(village_code=file.told.get("village", ""))
    path = file.write(tmp_path)
    read = look_at_file(office, path)
    dry = plan_import(office, read, options)
    result = commit_import(office, read, options)
    assert dry.counts == result.counts
    _is_as_written(file, result, office)
    stored = {one.worker.worker_id: one.worker for one in workers_by_id(office, [row.worker_id for row in result.rows])}
    for row in result.rows:
        if row.outcome is Outcome.NEW:
            assert silent_alterations(result, row, stored[row.worker_id]) == []
    again = plan_import(office, read, options)
    assert again.counts["new"] == again.counts["changed"] == 0
    assert again.counts["refused"] == result.counts["refused"]


def _is_as_written(file: CorpusFile, result: ImportResult, office: Office) -> None:
    several = len(result.plans) > 1
    rows = {(row.sheet if several else "", row.row.number): row for row in result.rows}
    stored = {one.worker.worker_id: one.worker for one in workers_by_id(office, [row.worker_id for row in result.rows])}
    for (sheet, number), told in file.rows.items():
        row = rows[sheet if several else "", number]
        assert row.outcome == told["is"], (number, row.findings)
        said = {f"{finding.code} {finding.cell}".strip() for finding in row.findings}
        assert said.issuperset(told.get("says", ())), (number, said)
        if row.outcome is Outcome.REFUSED:
            continue
        worker = stored[row.worker_id]
        for code, value in told.get("stores", {}).items():
            assert _plain(getattr(worker, code)) == value, (number, code)
        assert dict(worker.unread) == told.get("unread", {}), number
    skipped = [f"{row.kind.value} {row.number}" for plan in result.plans for row in plan.skipped]
    assert skipped == file.expected("skipped")
    asked = [f"{one.letter} {one.field}" for plan in result.plans for one in plan.columns.values() if not one.sure]
    assert asked == file.expected("asked")
    assert result.without_people == file.expected("aside")
    assert [plan.profile for plan in result.plans if plan.profile] == [one for one in [file.told.get("profile")] if one]
    if "unread" in file.told:
        assert [one for plan in result.plans for one in plan.unread_headings] == file.told["unread"]


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def silent_alterations(result: ImportResult, row: PlannedRow, worker: Any) -> list[tuple[str, Any, Any]]:
    """Cells whose content is neither in the store, nor named in a finding, nor kept as unread."""
    plan = next(plan for plan in result.plans if plan.sheet == row.sheet)
    told = {finding.cell for finding in row.findings}
    altered = []
    for column in plan.columns.values():
        cell = row.row.cells[column.index] if column.index < len(row.row.cells) else ""
        if cell == "" or column.field in SAYS_NOTHING or cell_address(column.index, row.row.number) in told:
            continue
        fields = PARTS.get(column.field, (column.field,))
        if not any(_says_the_same(cell, getattr(worker, code), worker.unread.get(code)) for code in fields):
            altered.append((column.field, cell, [getattr(worker, code) for code in fields]))
    return altered


def _says_the_same(cell: Any, stored: Any, unread: str | None) -> bool:
    text = cell_text(cell)
    if unread is not None:
        return unread == text or unread == "L dan P"
    if isinstance(stored, date):
        written = text.rpartition(",")[2] if "," in text and not text[:1].isdigit() else text
        tail = written.split(" ", 1)[-1]
        return stored in (parse_date(written.strip(), date(2025, 1, 1)).value, parse_date(tail, date(2025, 1, 1)).value)
    if isinstance(stored, Sex):
        return SEXES.get(text.lower(), stored if text in ("v", "√", "x") else None) is stored
    if isinstance(stored, Enum):
        return set(str(stored.value).split("_")) <= set(text.lower().replace(",", " ").split())
    if isinstance(stored, int):
        return str(stored) == text
    return bool(stored) and (stored == text or (len(stored) < 4 and stored in text) or text.startswith(stored))
