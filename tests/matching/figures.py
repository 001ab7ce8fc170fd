"""Prints what matching gets right: held-out people of both generators on three seeds each, and the hard pairs."""

import argparse
from collections.abc import Iterator
from itertools import count

from tests.matching.hard_pairs import FAR_PAIRS, PAIRS, HardPair
from tests.performance.labelled_people import (
    FEW_SLIPS,
    MANY_SLIPS,
    USUAL_SLIPS,
    Labelled,
    labelled_people,
    precision_and_recall,
)
from ucj_desktop.matching.pairs import find_pairs
from ucj_desktop.matching.person import person_of
from ucj_desktop.services.care.made_up_people import USUAL, TroubleKind, make_people

SEEDS = (3301, 3302, 3303)  # no weight was tried on them
_SUB_DISTRICTS = ("730201", "730202", "730203", "730204", "730205")
_SLIPS = {"few slips": FEW_SLIPS, "usual slips": USUAL_SLIPS, "many slips": MANY_SLIPS}


def made_up_people(seed: int, number: int) -> Labelled:
    """About ``number`` people of the program's own generator, with the troubles that its lists usually have.

    Who only was given somebody else's NIK is another person.
    """
    found = Labelled([], set())
    for at, code in enumerate(_SUB_DISTRICTS):
        for one in make_people(seed * 10 + at, number // len(_SUB_DISTRICTS), code, trouble=USUAL):
            found.people.append(person_of(one.worker))
            if one.same_as is not None and TroubleKind.SAME_NIK_OTHER_PERSON not in one.troubles:
                a, b = sorted((one.same_as, one.worker.worker_id))
                found.same.add((a, b))
    return found


def held_out(number: int) -> Iterator[tuple[str, Labelled]]:
    """(what they are, the people) of every generator, kind of slips and seed."""
    for seed in SEEDS:
        for words, slips in _SLIPS.items():
            yield f"seed {seed}, {words}", labelled_people(seed, number, slips)
        yield f"seed {seed}, the program's own people", made_up_people(seed, number)


def misjudged() -> list[HardPair]:
    """The hard pairs that are not judged as they are."""
    return [pair for pair in (*PAIRS, *FAR_PAIRS) if bool(find_pairs([pair.a, pair.b])) is not pair.same]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000, help="of each kind and seed")
    wanted = parser.parse_args()
    print(f"{'people':<42} {'pairs':>6} {'P':>6} {'R':>6} {'F1':>6} {'missed':>7} {'wrong':>6}")
    for words, labelled in held_out(wanted.people):
        found = {(one.a, one.b) for one in find_pairs(labelled.people)}
        precision, recall, f1 = precision_and_recall(found, labelled.same)
        missed, wrong = len(labelled.same - found), len(found - labelled.same)
        print(
            f"{words:<42} {len(labelled.same):>6} {precision:>6.3f} {recall:>6.3f} {f1:>6.3f} {missed:>7} {wrong:>6}",
            flush=True,
        )
    every, wrong_pairs = (*PAIRS, *FAR_PAIRS), misjudged()
    print(f"hard pairs: {len(every) - len(wrong_pairs)} of {len(every)} judged as they are")
    for number, pair in zip(count(1), wrong_pairs, strict=False):
        print(f"  {number}. {pair.why}: {'one person, not found' if pair.same else 'two people, shown as one'}")


if __name__ == "__main__":
    main()
