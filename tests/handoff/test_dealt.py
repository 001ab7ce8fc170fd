"""Rows dealt into parts by the worker they speak of."""

import pytest

from ucj_desktop.handoff.dealt import DealtRows, bounds_of
from ucj_desktop.handoff.refusals import PackageDamaged

IDS = [f"018f0000-0000-7000-8000-{number:012d}" for number in range(1_000)]


def test_every_row_comes_into_one_part_with_all_of_its_worker_in_their_order() -> None:
    dealt = DealtRows([IDS[200], IDS[700]])
    given = [{"worker_id": one, "turn": turn, "text": "é 😀", "none": None} for turn in (1, 2) for one in IDS]
    for row in given:
        dealt.add(row)
    assert dealt.parts == 3
    parts = [dealt.take(number) for number in range(3)]
    assert all(parts)
    assert sum(map(len, parts)) == len(given)
    homes = [{row["worker_id"] for row in part} for part in parts]
    assert sum(map(len, homes)) == len(IDS)
    for part, home in zip(parts, homes, strict=True):
        assert part == [row for row in given if row["worker_id"] in home]


def test_verdicts_and_rows_of_a_worker_come_into_the_part_of_the_same_number() -> None:
    bounds = bounds_of([{"worker_id": one} for one in IDS[::10]], 7)
    first, second = DealtRows(bounds), DealtRows(bounds)
    for one in IDS:
        first.add({"worker_id": one})
    for one in reversed(IDS):
        second.add({"worker_id": one})
    for number in range(7):
        part = {row["worker_id"] for row in first.take(number)}
        assert part == {row["worker_id"] for row in second.take(number)}
        assert 100 < len(part) < 200


def test_a_part_is_handed_out_once() -> None:
    dealt = DealtRows([])
    for one in IDS:
        dealt.add({"worker_id": one})
    assert len(dealt.take(0)) == len(IDS)
    assert dealt.take(0) == []


@pytest.mark.parametrize("named", [None, 7, ["x"], ""])
def test_a_row_that_names_no_worker_is_not_lost(named: object) -> None:
    dealt = DealtRows(IDS[1:4])
    dealt.add({"worker_id": named, "nik": "1"})
    assert [row for number in range(4) for row in dealt.take(number)] == [{"worker_id": named, "nik": "1"}]


def test_a_row_nested_too_deeply_to_be_kept_is_damage() -> None:
    deep: object = []
    for _ in range(400):
        deep = [deep]
    dealt = DealtRows([])
    for one in IDS[:255]:
        dealt.add({"worker_id": one, "unread": deep})
    with pytest.raises(PackageDamaged):
        dealt.add({"worker_id": IDS[255], "unread": deep})


def test_rows_that_name_nobody_are_cut_nowhere() -> None:
    assert bounds_of([{"worker_id": None}, {}], 5) == []
