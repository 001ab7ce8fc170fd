"""The arithmetic of the bench, not the speed of this machine."""

from dataclasses import replace

from tests.performance.bench import GROUPS, chosen
from tests.performance.rows import Row, medians_in_turn

ROW = Row(name="x", unit="s", ours=1.0, peer=4.0, peer_name="p", goal=0.3, limit=0.8, limit_name="l", limit_goal=1.3)


def test_a_row_holds_when_both_ratios_keep_to_their_goals() -> None:
    assert ROW.ratio == 0.25
    assert ROW.limit_ratio == 1.25
    assert ROW.holds
    assert not replace(ROW, peer=3.0).holds
    assert not replace(ROW, limit=0.5).holds


def test_the_json_of_a_row_has_the_keys_of_the_contract() -> None:
    assert {"name", "ours", "peer", "peer_name", "ratio", "goal", "limit", "unit"} <= ROW.as_json().keys()


def test_measurements_are_taken_in_turn_and_the_first_round_is_thrown_away() -> None:
    order: list[str] = []
    figures = {"a": iter([99.0, 3.0, 1.0, 2.0]), "b": iter([99.0, 5.0, 5.0, 8.0])}

    def measure(name: str) -> float:
        order.append(name)
        return next(figures[name])

    medians = medians_in_turn({"a": lambda: measure("a"), "b": lambda: measure("b")}, rounds=3)
    assert medians == {"a": 2.0, "b": 5.0}
    assert order == ["a", "b"] * 4


def test_a_row_without_peer_and_limit_is_judged_by_its_own_figure() -> None:
    alone = Row(name="x", unit="ms", ours=1.5, most=2.0)
    assert alone.holds
    assert alone.ratio is None
    assert not replace(alone, ours=2.5).holds
    assert not replace(alone, most=None, least=1.6).holds


def test_only_takes_groups_and_rows_and_measures_each_once() -> None:
    every = {row for rows in GROUPS.values() for row in rows}
    assert set(chosen(list(GROUPS))) == every
    assert list(chosen(["start", "start"])) == ["start"]
    assert not chosen(["no such row"])


def test_each_row_stands_in_one_group() -> None:
    names = [row for rows in GROUPS.values() for row in rows]
    assert len(names) == len(set(names))
