"""Found pairs of labelled people whom no weight was tried on; the whole campaign is the bench's."""

import os

import pytest

from tests.performance.labelled_people import (
    FEW_SLIPS,
    MANY_SLIPS,
    USUAL_SLIPS,
    Slips,
    labelled_people,
    precision_and_recall,
)
from ucj_desktop.domain.progress import Cancelled
from ucj_desktop.matching.pairs import find_pairs

COUNT = int(os.environ.get("UCJ_MATCH_PEOPLE", "8000"))


@pytest.mark.parametrize("slips, least", [(FEW_SLIPS, 0.97), (USUAL_SLIPS, 0.965), (MANY_SLIPS, 0.95)])
def test_people_entered_twice_are_found_and_others_are_left_alone(slips: Slips, least: float) -> None:
    labelled = labelled_people(3101, COUNT, slips)
    found = {(one.a, one.b) for one in find_pairs(labelled.people)}
    precision, recall, f1 = precision_and_recall(found, labelled.same)
    assert f1 >= least
    assert min(precision, recall) >= least - 0.02


def test_the_likeliest_pairs_come_first_and_scores_follow_weights() -> None:
    matches = find_pairs(labelled_people(3102, 3000).people)
    assert matches == sorted(matches, key=lambda one: (-one.weight, one.a, one.b))
    assert all(one.a < one.b and 0.5 <= one.score <= 1 for one in matches)


def test_the_search_can_be_stopped() -> None:
    class Stop:
        def step(self, number: int, total: int | None = None, words: str = "") -> None:
            if number > 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        find_pairs(labelled_people(3104, 500).people, progress=Stop())
