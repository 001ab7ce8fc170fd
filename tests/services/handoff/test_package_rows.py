"""Rows as they travel: the short way out of the store gives what the long one does, and digests stay what they were."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.working_day import enter, minuted, new_office
from ucj_desktop.crypto.signing import canonical_json
from ucj_desktop.domain.fields import plain_values
from ucj_desktop.domain.verdict import Reason, Verdict
from ucj_desktop.domain.worker import Worker
from ucj_desktop.services.care.made_up_people import people
from ucj_desktop.services.handoff.package_rows import (
    RECORD_FIELDS,
    PackedWorker,
    RowUnreadable,
    digest_of,
    pair_of,
    row_of,
    unpacked,
)
from ucj_desktop.services.office import Office
from ucj_desktop.storage.leaving import Leaving, LeavingRow


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with new_office(tmp_path / "office") as office:
        yield office


def odd(worker: Worker) -> Worker:
    unread = MappingProxyType({"birth_date": "32/13/1980", "note": '"\\\n\t\x7fé€😀'})
    return replace(worker, birth_date=None, note='tanda " \\ \n \t \x7f é € 😀', unread=unread)


def packed_of(worker: Worker) -> PackedWorker:
    return PackedWorker(
        worker=worker,
        verdict=Verdict.NOT_ELIGIBLE,
        reason=Reason.MOVED,
        verdict_note="pindah",
        minutes_id="m",
        revision=2,
    )


def test_a_row_out_of_the_store_is_the_row_of_its_worker_and_reads_back() -> None:
    for one in islice(people(4, "730201"), 30):
        for worker in (one.worker, odd(one.worker)):
            packed = packed_of(worker)
            fields = {**plain_values(worker), "unread": dict(worker.unread)}
            row = row_of(
                LeavingRow(worker.worker_id, packed.verdict.value, Reason.MOVED.value, "pindah", fields, "m", 2, "", 0)
            )
            assert row == packed.to_row()
            assert unpacked(dict(zip(RECORD_FIELDS, row, strict=True))) == packed
            assert digest_of(row) == packed.digest == sha256(canonical_json(row)).hexdigest()


def test_minutes_of_before_a_field_existed_say_nothing_of_it() -> None:
    row = row_of(LeavingRow("id", "eligible", "", "", {"nik": "7"}, "m", 1, "", 0))
    assert (
        row
        == replace(
            packed_of(Worker(worker_id="id", nik="7")),
            verdict=Verdict.ELIGIBLE,
            reason=None,
            verdict_note="",
            revision=1,
        ).to_row()
    )


def test_both_passes_over_one_snapshot_give_the_same_rows_also_over_many_pages(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ucj_desktop.storage.leaving._AT_ONCE", 3)
    for seed in (1, 2):
        minuted(office, enter(office, 7, seed=seed))
    with office.database.reading() as connection:
        leaving = Leaving(connection)
        first, second = list(leaving.rows()), list(leaving.rows())
    assert first == second
    assert len({one.worker_id for one in first}) == len(first) == 14


@pytest.mark.parametrize("change", [{"decision": "perhaps"}, {"worker_a": None}, {"signature": "x" * 3_000}])
def test_a_decision_on_two_workers_that_cannot_be_read_is_told(change: dict[str, object]) -> None:
    good = {
        **dict.fromkeys(("worker_a", "worker_b", "keep", "key_digest", "account", "at", "signature"), ""),
        "decision": "not_same",
    }
    assert pair_of(good).decision == "not_same"
    with pytest.raises(RowUnreadable):
        pair_of({**good, **change})
