"""Frozen data: canonical bytes, digests and seals."""

from dataclasses import replace

import pytest

from tests.reports.made_up import make_minutes, make_row
from ucj_desktop.domain.frozen import (
    SEAL_SIGNS,
    canonical_bytes,
    counts_by_village,
    freeze,
    minutes_digest,
    page_digest,
    row_data,
    row_digest,
    row_seal,
)
from ucj_desktop.domain.verdict import Verdict


def test_canonical_bytes_are_sorted_and_without_spaces() -> None:
    assert canonical_bytes({"b": [1, None], "a": "Ruma’ Ñ"}) == '{"a":"Ruma’ Ñ","b":[1,null]}'.encode()


def test_the_same_minutes_give_the_same_digest() -> None:
    assert minutes_digest(make_minutes(5)) == minutes_digest(make_minutes(5)) == make_minutes(5).digest


@pytest.mark.parametrize(
    "change", [{"venue": "Aula lain"}, {"revision": 2}, {"journal_head": "f" * 16}, {"signers": ()}]
)
def test_every_frozen_field_of_the_head_is_in_the_digest(change: dict[str, object]) -> None:
    minutes = make_minutes(2)
    assert minutes_digest(replace(minutes, **change)) != minutes.digest  # type: ignore[arg-type]


def test_the_number_written_later_and_a_reopening_leave_the_digest_alone() -> None:
    minutes = make_minutes(2)
    later = replace(minutes, number="400.9/1", reopened_at="2026-05-01T00:00:00Z", reopen_reason="NIK salah")
    assert minutes_digest(later) == minutes.digest


@pytest.mark.parametrize("field", ["full_name", "nik", "mother_name", "heir_phone", "note"])
def test_every_field_of_a_worker_is_in_the_digest(field: str) -> None:
    minutes = make_minutes(2)
    row = minutes.rows[0]
    changed = replace(row, worker=replace(row.worker, **{field: "lain"}))  # type: ignore[arg-type]
    assert minutes_digest(replace(minutes, rows=(changed, minutes.rows[1]))) != minutes.digest


def test_what_no_paper_shows_is_only_a_digest_in_the_row() -> None:
    text = canonical_bytes(row_data(make_row(7))).decode()
    assert "Rahasia" not in text  # the mother's name
    assert "987654" not in text  # the income
    assert make_row(7).worker.worker_id not in text  # it salts that digest


def test_two_rows_that_changed_places_change_the_digest() -> None:
    minutes = make_minutes(2)
    assert minutes_digest(replace(minutes, rows=minutes.rows[::-1])) != minutes.digest


def test_a_row_seal_has_four_signs_and_follows_the_row() -> None:
    seals = {row_seal(row_digest(canonical_bytes(row_data(make_row(number))))) for number in range(1, 201)}
    assert all(len(seal) == 4 and set(seal) <= set(SEAL_SIGNS) for seal in seals)
    assert len(seals) >= 198  # 160,000 seals: two equal ones among 200 are rare


def test_a_page_digest_tells_report_page_and_rows_apart() -> None:
    frozen = freeze(make_minutes(3))
    rows = frozen.row_digests
    digests = {
        page_digest(frozen.whole, "BA-VER", 1, 2, rows),
        page_digest(frozen.whole, "BA-VER", 2, 2, rows),
        page_digest(frozen.whole, "BA-VER", 1, 3, rows),
        page_digest(frozen.whole, "LAMP-1", 1, 2, rows),
        page_digest(frozen.whole, "BA-VER", 1, 2, rows[:2]),
        page_digest(frozen.whole, "BA-VER", 1, 2, rows[::-1]),
    }
    assert len(digests) == 6
    assert all(len(digest) == 32 and digest == digest.upper() for digest in digests)


def test_counts_by_village_keep_the_order_and_every_verdict() -> None:
    rows = [make_row(1, Verdict.ELIGIBLE), make_row(2, Verdict.NOT_ELIGIBLE), make_row(4, Verdict.PENDING)]
    counts = counts_by_village(rows)
    assert list(counts) == [rows[0].village_name, rows[1].village_name]
    assert list(counts[rows[0].village_name].values()) == [1, 0, 0, 1]
