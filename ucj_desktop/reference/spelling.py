"""Close spellings: the one name in a short list that a mistyped key most likely means."""

from collections.abc import Iterable
from typing import Final

_LETTERS_PER_SLIP: Final = 5


def closest(key: str, spellings: Iterable[tuple[str, str]]) -> str | None:
    """Give the code of the (spelling, code) nearest to `key`; None where none is near or two codes are equally near.

    One slip (a letter put in, left out, changed, or two neighbours swapped) is allowed for each five letters.
    """
    allowed = len(key) // _LETTERS_PER_SLIP
    best: dict[str, int] = {}
    for spelling, code in spellings:
        if abs(len(spelling) - len(key)) <= allowed:
            slips = _slips(key, spelling, allowed)
            if slips <= allowed:
                best[code] = min(slips, best.get(code, slips))
    ordered = sorted(best.items(), key=lambda entry: entry[1])
    if not ordered or (len(ordered) > 1 and ordered[0][1] == ordered[1][1]):
        return None
    return ordered[0][0]


def _slips(one: str, other: str, allowed: int) -> int:
    """Count slips between two texts (optimal string alignment); more than `allowed` may be given too low, but above."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, other_letter in enumerate(other, start=1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != other_letter))
            is_swap = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == other_letter
            current.append(min(cost, before_last[column - 2] + 1) if is_swap else cost)
        if min(current) > allowed and min(last) > allowed:
            return allowed + 1
        before_last, last = last, current
    return last[-1]
