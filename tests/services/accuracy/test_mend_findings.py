"""Findings mended one by one in a real store."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.demo_office import make_office
from ucj_desktop.domain.standing import Standing, WorkerRecord
from ucj_desktop.domain.worker import Programmes, Sex, Worker
from ucj_desktop.services.accuracy.check_workers import check_workers
from ucj_desktop.services.accuracy.mend_findings import findings_to_mend, in_order, mend_field, with_field
from ucj_desktop.services.collect.enter_worker import WorkerNotThere
from ucj_desktop.services.office import Office
from ucj_desktop.storage import workers

NIK = "7302011708800001"


def _worker(name: str, nik: str = NIK) -> Worker:
    return Worker(full_name=name, nik=nik, birth_date=date(1980, 8, 17), sex=Sex.MALE, village_code="7302011002")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "office")
    yield made
    made.close()


def _keep(office: Office, *people: Worker) -> None:
    with office.database.writing() as connection:
        workers.add(connection, [WorkerRecord(one, Standing(entered_by=office.clerk.account_id)) for one in people])


def test_the_list_says_what_the_check_says_with_what_blocks_first(office: Office) -> None:
    _keep(office, _worker("Andi Rahma"), _worker("Baso Ali", "73020117088"))
    found = list(findings_to_mend(office, all_notes=True).findings)
    assert {one.finding for one in found} == set(check_workers(office).findings)
    assert found == sorted(found, key=in_order)
    assert found[0].finding.code == "ID-03"
    assert found[0].kind.clerk == office.clerk.name


def test_a_nik_mended_frees_the_other_who_has_it_too(office: Office) -> None:
    andi, baso = _worker("Andi Rahma"), _worker("Baso Ali")
    _keep(office, andi, baso)
    assert [one.finding.code for one in findings_to_mend(office, all_notes=True).findings].count("GD-01") == 2
    _, mended = mend_field(office, baso.worker_id, "nik", "7302011708800002")
    assert set(mended.worker_ids) == {andi.worker_id, baso.worker_id}
    assert "GD-01" not in {one.finding.code for one in mended.findings}
    assert {one.finding for one in mended.findings} == set(check_workers(office).findings)


def test_what_was_known_across_workers_stays_until_its_own_field_changes(office: Office) -> None:
    andi, twin = _worker("Andi Rahma"), _worker("Andi Rahma", "7302011708800002")
    _keep(office, andi, twin)
    known = [one for one in findings_to_mend(office, all_notes=True).findings if one.finding.code == "GD-02"]
    assert len(known) == 2
    _, mended = mend_field(office, twin.worker_id, "rt", "003", known=known)
    assert "GD-02" in {one.finding.code for one in mended.findings}
    _, mended = mend_field(office, twin.worker_id, "full_name", "Baso Ali", known=known)
    assert "GD-02" not in {one.finding.code for one in mended.findings}


def test_a_worker_who_is_gone_cannot_be_mended(office: Office) -> None:
    with pytest.raises(WorkerNotThere):
        mend_field(office, "nobody", "rt", "001")


def test_a_field_takes_a_value_or_keeps_what_could_not_be_read() -> None:
    worker = with_field(_worker("Andi"), "birth_date", None, "31-04-1977")
    assert worker.birth_date is None
    assert worker.unread == {"birth_date": "31-04-1977"}
    mended = with_field(worker, "birth_date", date(1977, 4, 30))
    assert mended.birth_date == date(1977, 4, 30)
    assert not mended.unread
    assert with_field(worker, "programmes", None).programmes is Programmes.JKK_JKM
