"""Every ugly file end to end into a real store: the outcome its author wrote down, and nothing altered in silence."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from tests.offices import make_office
from tests.ugly.alterations import silent_alterations
from tests.ugly.corpus_files import CorpusFile, corpus
from ucj_desktop.services.collect.import_file import ImportResult, commit_import, plan_import
from ucj_desktop.services.collect.import_plan import Outcome
from ucj_desktop.services.collect.list_workers import workers_by_id
from ucj_desktop.services.collect.plan_file import ImportOptions, look_at_file
from ucj_desktop.services.office import Office

CORPUS = corpus()


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
            assert silent_alterations(office, options, result, row, stored[row.worker_id]) == []
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


@pytest.mark.parametrize(
    ("name", "altered"),
    [
        ("18_place_and_date_together", {"birth_place": "Bulukumb"}),
        ("18_place_and_date_together", {"birth_date": date(1901, 2, 3)}),
        ("38_rt_rw_together", {"rw": "9"}),
        ("24_village_spellings", {"village_code": "7302012005"}),
        ("04_sheet_per_village", {"village_code": "7302012099"}),
        ("06_sections_inside", {"hamlet": "Lembang Baru"}),
        ("19_phones", {"phone": "081200000000"}),
        ("39_sexes_and_numbers", {"note": "from nowhere"}),
    ],
)
def test_a_value_that_is_not_in_the_file_is_found(
    name: str, altered: dict[str, Any], office: Office, tmp_path: Path
) -> None:
    file = next(one for one in CORPUS if one.name == name)
    options = ImportOptions(village_code=file.told.get("village", ""))
    result = plan_import(office, look_at_file(office, file.write(tmp_path)), options)
    found = [
        silent_alterations(office, options, result, row, replace(row.after, **altered))
        for row in result.rows
        if row.after is not None
    ]
    assert all(found)
