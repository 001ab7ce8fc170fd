"""Pairs made by hand: how many of them matching gets right."""

import pytest

from tests.matching.hard_pairs import FAR_PAIRS, PAIRS, HardPair
from ucj_desktop.matching.pairs import find_pairs
from ucj_desktop.matching.score import compare
from ucj_desktop.matching.weights import CUT


def test_there_are_sixty_of_them_each_with_a_reason_of_its_own() -> None:
    assert len(PAIRS) >= 60
    assert len({pair.why for pair in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize("pair", [*PAIRS, *FAR_PAIRS], ids=lambda one: one.why)
def test_a_hard_pair_is_judged_as_it_is(pair: HardPair) -> None:
    found = find_pairs([pair.a, pair.b])
    assert [(one.a, one.b) for one in found] == ([("a", "b")] if pair.same else [])
    assert (compare(pair.a, pair.b).weight >= CUT) is pair.same
