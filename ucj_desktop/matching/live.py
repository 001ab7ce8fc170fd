"""One new worker against the few of the store that its lookups gave."""

from collections.abc import Iterable

from ucj_desktop.matching.pairs import Match, cut_for
from ucj_desktop.matching.person import Person
from ucj_desktop.matching.rarity import USUAL
from ucj_desktop.matching.score import score_of, weigh
from ucj_desktop.matching.traits import Traits


def likely_pairs(new: Person, candidates: Iterable[Person], people: int = 0) -> list[Match]:
    """Who of ``candidates`` may be ``new``, the likeliest first; ``people`` is how many the store holds.

    ``a`` of each match is always the new one.
    """
    cut = cut_for(people)
    one = Traits(new)
    found = []
    for candidate in candidates:
        if candidate.worker_id != new.worker_id:
            weight = weigh(one, Traits(candidate), USUAL)
            if weight >= cut:
                found.append(Match(new.worker_id, candidate.worker_id, round(weight, 2), score_of(weight, cut)))
    return sorted(found, key=lambda match: (-match.weight, match.b))
