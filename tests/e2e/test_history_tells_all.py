"""The journal alone tells how every worker came to be as he or she is: no write path goes without it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.folders import copy_folder
from tests.working_day import everyone
from ucj_desktop.domain.fields import FIELDS
from ucj_desktop.domain.standing import Standing
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.demo_day import PASSWORD, DemoDay
from ucj_desktop.services.care.doctor import examine
from ucj_desktop.services.care.history import verify_journal
from ucj_desktop.services.care.row_words import ACTION_WORDS
from ucj_desktop.services.collect.enter_worker import all_values
from ucj_desktop.services.office import Office, open_office
from ucj_desktop.storage import journal, workers

TOLD = ("stage", "verdict", "reason", "minutes_id", "merged_into", "answer")


@pytest.fixture(params=["kecamatan", "kabupaten"])
def office(request: pytest.FixtureRequest, lived: DemoDay, tmp_path: Path) -> Iterator[Office]:
    copy_folder(lived.folder / request.param, tmp_path / "office")
    account = {"kecamatan": "Hasnah Kasi", "kabupaten": "Darwis Kabid"}[request.param]
    opened = open_office(tmp_path / "office", account, PASSWORD)
    yield opened
    opened.close()


def retold(rows: list[journal.Row]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(fields, standing) of a worker as the journal's rows make them, from nothing."""
    values, standing = all_values(Worker(worker_id="")), {name: getattr(Standing(), name) for name in TOLD}
    for row in rows:
        assert row.changes is not None
        for name, (old, new) in row.changes.items():
            if name in values:
                assert old in (None, values[name]), (row.action, name)
                values[name] = new
        for name in TOLD:
            if isinstance(row.facts.get(name), list):
                old, new = row.facts[name]
                assert (old or "") == (standing[name] or ""), (row.action, name)
                standing[name] = new
    return values, standing


def test_every_worker_is_retold_field_by_field_and_stage_by_stage(office: Office) -> None:
    with office.database.reading() as connection:
        ids = list(connection.exec_driver_sql("SELECT worker_id FROM workers").scalars())
        records = workers.by_ids(connection, ids)
        told = {one: journal.rows(connection, subject=one, newest_first=False, limit=10_000) for one in ids}
    assert len(records) > 20
    for record in records:
        values, standing = retold(told[record.worker.worker_id])
        assert values == all_values(record.worker)
        assert standing == {name: getattr(record.standing, name) for name in TOLD}
    assert {field.code for field in FIELDS} < set(all_values(records[0].worker))


def test_after_a_day_the_doctor_finds_nothing(office: Office) -> None:
    lines = {line.name: line for line in examine(office)}
    assert [line for line in lines.values() if not line.ok and line.name not in ("disk",)] == []
    assert set(lines) == {"store", "journal", "verdicts", "origins", "minutes", "backups", "disk", "clock", "fonts"}
    assert verify_journal(office).ok


def test_every_row_of_the_day_has_its_words(office: Office) -> None:
    with office.database.reading() as connection:
        rows = journal.rows(connection, limit=100_000)
    assert {row.action for row in rows} <= ACTION_WORDS.keys()
    assert len({row.action for row in rows}) > 6
    assert everyone(office)


def test_the_chain_of_the_day_holds_no_number_and_no_name(office: Office) -> None:
    with office.database.reading() as connection:
        chain = "\n".join(connection.exec_driver_sql("SELECT entry FROM journal").scalars())
        people = [one.worker for one in workers.each(connection)]
    for one in people:
        assert not one.nik or one.nik not in chain
        assert one.full_name not in chain
        assert not one.phone or one.phone not in chain
